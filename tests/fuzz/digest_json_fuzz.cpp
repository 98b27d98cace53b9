// Fuzzer of Sheaf's own JSON, which hosts and files hand back: digests, papers, items. What is read is written
// and read again as the same.
#include "papers.hpp"

#include <nlohmann/json.hpp>

#include "model/json.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sheaf;
  const std::string_view text = fuzz::text_of(data, size);
  if (const auto papers = papers_from_text(text, "p")) fuzz::require_sound(*papers);
  const auto json = parse_json(text, "p", true);
  if (!json) {
    fuzz::require(json.error().message.starts_with("p:"), "an error does not begin with its place", json.error().message);
    fuzz::require_utf8(json.error().message, "an error is no UTF-8");
    return 0;
  }
  (void)library_item_from_json(*json, "p");
  const auto digest = digest_from_json(*json, "p");
  if (!digest) {
    fuzz::require_utf8(digest.error().message, "an error is no UTF-8");
    return 0;
  }
  const std::string written = dump_json(digest_to_json(*digest));
  fuzz::require_utf8(written, "JSON is no UTF-8");
  const auto again = parse_json(written, "again");
  fuzz::require(again.ok(), "what was written is no JSON", written);
  const auto back = digest_from_json(*again, "again");
  fuzz::require(back.ok(), "what was written is no digest", written);
  fuzz::require(dump_json(digest_to_json(*back)) == written, "a digest changes when it is read again", written);
  return 0;
}
