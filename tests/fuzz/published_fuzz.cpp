// Fuzzer of published pages: any bytes are a digest or an error, never a crash.
#include <cstddef>
#include <cstdint>
#include <string>

#include "published/formats.hpp"
#include "published/reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  (void)sheaf::published::read_published(text, "2026-01-20.md");
  (void)sheaf::published::read_ai_enhanced(text);
  (void)sheaf::published::read_ai_enhanced_lines(text);
  (void)sheaf::published::read_daily_arxiv(text);
  return 0;
}
