// JSON Feed 1.1 (jsonfeed.org/version/1.1); see feed.hpp.
// Pure functions; any thread.
#include <nlohmann/json.hpp>

#include "model/json.hpp"
#include "publish/feed.hpp"

namespace sheaf::publish {
namespace {

Json item_json(const FeedItem& item) {
  Json json = {{"id", item.id},
               {"url", item.url},
               {"title", item.title},
               {"content_html", item.html},
               {"date_published", format_rfc3339(item.published)},
               {"date_modified", format_rfc3339(item.updated)}};
  if (!item.summary.empty()) json["summary"] = item.summary;
  for (const std::string& author : item.authors) json["authors"].push_back({{"name", author}});
  if (!item.categories.empty()) json["tags"] = item.categories;
  if (item.paper && item.score != 0) json["_sheaf"] = {{"score", item.score}};
  return json;
}

}  // namespace

std::string json_feed_text(const Feed& feed) {
  Json json = {{"version", "https://jsonfeed.org/version/1.1"}, {"title", feed.title}};
  json["home_page_url"] = feed.home;
  if (!feed.self.empty()) json["feed_url"] = feed.self;
  json["description"] = feed.description;
  json["items"] = Json::array();
  for (const FeedItem& item : feed.items) json["items"].push_back(item_json(item));
  return dump_json(json, 2) + "\n";
}

}  // namespace sheaf::publish
