// Fuzzer of the announcement feed: any bytes are a feed or an error, never a crash.
#include <cstddef>
#include <cstdint>
#include <string>

#include "source/arxiv_feed.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto feed = sheaf::source::parse_announcement_feed(std::string(reinterpret_cast<const char*>(data), size));
  if (feed) (void)sheaf::source::batch_hash(feed->items);
  return 0;
}
