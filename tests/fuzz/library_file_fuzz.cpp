// Fuzzer of library files: any bytes are items or an error, never a crash, and keys stay their own.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string_view>

#include "base/text.hpp"
#include "published/library_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto file = sheaf::published::read_library_file(text, "library");
  if (!file) return 0;
  std::set<std::string_view> keys;
  for (const sheaf::LibraryItem& item : file->items) {
    const bool good = !item.key.empty() && !item.title.empty() && keys.insert(item.key).second &&
                      sheaf::is_valid_utf8(item.title) && sheaf::is_valid_utf8(item.abstract);
    if (!good) std::abort();
  }
  return 0;
}
