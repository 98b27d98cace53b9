// Fuzzer of API pages: any bytes are a page or an error, never a crash.
#include <cstddef>
#include <cstdint>
#include <string>

#include "source/arxiv_api.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  (void)sheaf::source::parse_api_page(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
