// Fuzzer of profiles: any text is a profile or an error that names its place.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "model/profile.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto profile = sheaf::parse_profile({reinterpret_cast<const char*>(data), size}, "p");
  if (!profile && !profile.error().message.starts_with("p:")) std::abort();
  return 0;
}
