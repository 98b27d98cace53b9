// Changes of items that are there; see zotero_patch.hpp.
// No state; any thread.
#include "app/zotero_patch.hpp"

#include <algorithm>
#include <cstdlib>

#include <nlohmann/json.hpp>

#include "app/zotero_touch.hpp"
#include "base/text.hpp"
#include "model/arxiv_id.hpp"

namespace sheaf::app {
namespace {

bool is_line_of(std::string_view line, std::string_view name) {
  return equals_ignoring_case(trim(line.substr(0, line.find(':'))), name) && contains(line, ":");
}

int version_in(const std::string& extra) {
  for (const std::string& line : split(extra, '\n'))
    if (is_line_of(line, "version")) return std::atoi(line.c_str() + line.find(':') + 1);
  return 0;
}

bool same_creators(const KnownItem& item, const Json& fresh) {
  std::vector<std::string> creators;
  for (const Json& creator : fresh["creators"]) creators.push_back(render::zotero_creator_text(creator));
  return creators == item.creators;
}

/// Title, abstract, date, authors and version, where nobody but Sheaf wrote them.
std::string follow_version(const KnownItem& item, const Entry& entry, const Json& fresh, Json& fields) {
  const Json before = fields;
  for (const char* name : {"title", "abstractNote", "date"}) {
    const std::string value = json_string(fresh, name);
    if (!value.empty() && value != item.field(name)) fields[name] = value;
  }
  if (!same_creators(item, fresh) && !fresh["creators"].empty()) fields["creators"] = fresh["creators"];
  if (entry.paper.version > version_in(item.field("extra"))) {
    const std::string extra = extra_with_version(item.field("extra"), entry.paper.version);
    if (extra != item.field("extra")) fields["extra"] = extra;
  }
  return fields == before ? std::string() : "the paper has changed";
}

/// All tags of the item, the score's one changed; nothing when it is right or the reader's.
std::string follow_score(const KnownItem& item, const Entry& entry, Json& fields) {
  const std::string fresh = render::zotero_score_tag(entry.score.value);
  Json tags = Json::array();
  bool changed = false, there = false;
  for (const KnownTag& tag : item.tags) {
    const bool stale = tag.automatic && tag.name.starts_with(render::kZoteroScoreTag) && tag.name != fresh;
    there = there || tag.name == fresh;
    changed = changed || stale;
    if (stale) continue;
    Json one = {{"tag", tag.name}};
    if (tag.automatic) one["type"] = 1;
    tags.push_back(std::move(one));
  }
  if (!changed) return {};
  if (!there) tags.push_back({{"tag", fresh}, {"type", 1}});
  fields["tags"] = std::move(tags);
  return "its score has changed";
}

std::string publish(const KnownItem& item, const Paper& paper, bool consent, Json& fields) {
  const std::string doi = item.field("DOI");
  const bool of_arxiv = doi.empty() || parse_arxiv_id(doi).has_value();
  const bool published = !paper.doi.empty() && !parse_arxiv_id(paper.doi);
  if (item.item_type != "preprint" || !of_arxiv || !published) return {};
  if (!consent) return "published as " + paper.doi + ", which is not written without your consent";
  fields["DOI"] = paper.doi;
  // The arXiv id must not go with the DOI that told it.
  if (paper.scheme == "arxiv" && item.field("archiveID").empty()) fields["archiveID"] = "arXiv:" + paper.id;
  return "published as " + paper.doi;
}

}  // namespace

std::string extra_with_version(const std::string& extra, int version) {
  const std::string fresh = "version: " + std::to_string(version);
  std::vector<std::string> lines = split(extra, '\n');
  for (std::string& line : lines)
    if (is_line_of(line, "version")) return line = fresh, join(lines, "\n");
  const auto place = std::find_if(lines.begin(), lines.end(), [](const std::string& line) { return is_line_of(line, "arxiv"); });
  if (place == lines.end()) return extra;
  lines.insert(place + 1, fresh);
  return join(lines, "\n");
}

std::string fresh_fingerprint(const Json& fresh) {
  std::vector<std::string> creators;
  for (const Json& creator : fresh["creators"]) creators.push_back(render::zotero_creator_text(creator));
  return render::zotero_item_fingerprint(json_string(fresh, "title"), json_string(fresh, "abstractNote"),
                                         json_string(fresh, "date"), creators);
}

std::string patch_item(const KnownItem& item, const Entry& entry, const Json& fresh, Day day,
                       const ZoteroPlanOptions& options, const std::optional<render::ZoteroMark>& mark,
                       Json& fields) {
  std::vector<std::string> why;
  const bool current = !mark || mark->day <= day;
  const bool untouched = mark && mark->item == item_fingerprint(item);
  const bool whole = entry.paper.detail == Detail::kComplete;
  if (options.update_versions && item.made_by_sheaf() && current && untouched && whole)
    add_once(why, follow_version(item, entry, fresh, fields));
  if (options.score_tags && item.made_by_sheaf() && current) add_once(why, follow_score(item, entry, fields));
  add_once(why, publish(item, entry.paper, options.update_published, fields));
  return join(why, "; ");
}

}  // namespace sheaf::app
