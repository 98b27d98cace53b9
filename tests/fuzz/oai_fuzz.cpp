// Fuzzer of what bulk sources send: an OAI-PMH page, a harvest's cursor, a snapshot record, an .abs
// file. Any bytes are a value or an error, never a crash; a cursor that is read is written again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "source/arxiv_abs.hpp"
#include "source/oai_harvest.hpp"
#include "source/snapshot.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sheaf::source;
  const std::string text(reinterpret_cast<const char*>(data), size);
  std::vector<std::string> warnings;
  (void)parse_oai_page(text);
  (void)parse_abs(text);
  (void)parse_snapshot_record(text, warnings);
  (void)oai_set(text);
  if (const auto state = parse_oai_cursor(text)) {
    const auto again = parse_oai_cursor(oai_cursor(*state));
    if (!again || !(*again == *state)) std::abort();
  }
  return 0;
}
