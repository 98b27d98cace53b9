// The model's JSON; see json.hpp. Members that are empty and optional are left out, so that a
// digest of a thousand papers stays small.
// No state; any thread.
#include "model/json.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/arxiv_id.hpp"
#include "model/json_parts.hpp"

namespace sheaf {
namespace {

using json_parts::put;
using json_parts::string_list;

Json authors_to_json(const std::vector<Author>& authors) {
  Json out = Json::array();
  for (const Author& author : authors) {
    Json one = {{"name", author.name}};
    put(one, "affiliations", author.affiliations);
    out.push_back(std::move(one));
  }
  return out;
}

/// Objects with a name, or bare strings.
std::vector<Author> authors_from_json(const Json& json) {
  std::vector<Author> out;
  const auto found = json.find("authors");
  if (found == json.end() || !found->is_array()) return out;
  for (const Json& item : *found) {
    if (item.is_string()) {
      out.push_back({to_valid_utf8(item.get_ref<const std::string&>()), {}});
    } else if (item.is_object() && !json_string(item, "name").empty()) {
      out.push_back({json_string(item, "name"), string_list(item, "affiliations")});
    }
  }
  return out;
}

Error wrong(std::string_view what, const std::string& problem) {
  return Error{ErrorCode::kInvalid, std::string(what) + ": " + problem};
}

std::size_t json_size(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_number_unsigned() ? found->get<std::size_t>() : 0;
}

Json entry_to_json(const Entry& entry) {
  Json json = {{"paper", paper_to_json(entry.paper)},
               {"announcement",
                {{"day", format_day(entry.announcement.day)},
                 {"type", announce_type_name(entry.announcement.type)}}},
               {"score", score_to_json(entry.score)},
               {"summary", summary_to_json(entry.summary)}};
  put(json, "topics", entry.topics);
  return json;
}

Result<Entry> entry_from_json(const Json& json, std::string_view what, Day day) {
  if (!json.is_object()) return wrong(what, "is not an object");
  const Json none = Json::object();
  const auto part = [&](const char* key) -> const Json& {
    const auto found = json.find(key);
    return found != json.end() && found->is_object() ? *found : none;
  };
  Entry entry;
  SHEAF_ASSIGN(entry.paper, paper_from_json(part("paper"), std::string(what) + ".paper"));
  const Json& announcement = part("announcement");
  entry.announcement.day = parse_day(json_string(announcement, "day")).value_or(day);
  entry.announcement.type =
      parse_announce_type(json_string(announcement, "type")).value_or(AnnounceType::kNew);
  entry.score = score_from_json(part("score"));
  entry.summary = summary_from_json(part("summary"));
  entry.topics = string_list(json, "topics");
  return entry;
}

TypeCounts counts_from_json(const Json& json) {
  return {json_size(json, "new"), json_size(json, "cross"), json_size(json, "replace"),
          json_size(json, "replace-cross")};
}

Result<std::vector<SourceStatus>> sources_from_json(const Json& json, std::string_view what) {
  std::vector<SourceStatus> out;
  const auto found = json.find("sources");
  if (found == json.end() || !found->is_array()) return out;
  for (const Json& item : *found) {
    const auto state = item.is_object() ? parse_source_state(json_string(item, "status")) : std::nullopt;
    if (!state)
      return wrong(what, "sources[" + std::to_string(out.size()) +
                             "].status: not one of ok, empty, stale, partial, failed, waiting");
    out.push_back({json_string(item, "name"), *state, json_string(item, "detail"),
                   json_size(item, "papers"), json_string(item, "reason")});
  }
  return out;
}

/// Removes the version from an arXiv id; an id of no known scheme is kept as it is.
void set_identity(Paper& paper, const std::string& id, const Json& json) {
  const auto version = json.find("version");
  const bool has_version = version != json.end() && version->is_number_integer();
  const std::int64_t number = has_version ? version->get<std::int64_t>() : 0;
  paper.version = number > 0 && number < 10000 ? static_cast<int>(number) : 0;
  paper.scheme = json_string(json, "scheme");
  const auto known = parse_paper_id(id);
  // A scheme of the host's own keeps its ids as they are, even one that looks like another's.
  const bool foreign = known && !paper.scheme.empty() && paper.scheme != known->scheme;
  if (known && !foreign) {
    paper.id = known->id;
    paper.scheme = known->scheme;
    if (paper.version == 0) paper.version = known->version;
    return;
  }
  paper.id = id;
  if (paper.scheme.empty() || paper.scheme == "arxiv") paper.scheme = "other";
}

constexpr const char* detail_name(Detail detail) {
  return detail == Detail::kMentioned ? "mentioned" : detail == Detail::kAnnounced ? "announced" : "";
}

Detail parse_detail(const std::string& name) {
  if (name == "mentioned") return Detail::kMentioned;
  return name == "announced" ? Detail::kAnnounced : Detail::kComplete;
}

/// "key", else "id"; hosts also count their items.
std::string item_key(const Json& json) {
  const char* name = json.contains("key") ? "key" : "id";
  const auto found = json.find(name);
  if (found != json.end() && found->is_number_integer()) return std::to_string(found->get<std::int64_t>());
  return json_string(json, name);
}

/// Members that are there must be of their type: an item half read would teach something wrong.
Status check_item(const Json& json, std::string_view what) {
  if (!json.is_object()) return wrong(what, "is not an object");
  for (const char* key : {"key", "id", "title", "abstract", "added"}) {
    const auto found = json.find(key);
    const bool name = key == std::string_view("key") || key == std::string_view("id");
    if (found == json.end() || found->is_null() || found->is_string() || (name && found->is_number_integer())) continue;
    return wrong(what, "\"" + std::string(key) + "\" must be a string");
  }
  for (const char* key : {"authors", "collections", "tags", "categories"}) {
    const auto found = json.find(key);
    if (found == json.end() || found->is_null()) continue;
    if (!found->is_array()) return wrong(what, "\"" + std::string(key) + "\" must be a list");
    for (const Json& one : *found)
      if (!one.is_string() && !(key == std::string_view("authors") && one.is_object()))
        return wrong(what, "\"" + std::string(key) + "\" must be a list of strings");
  }
  return {};
}

}  // namespace

std::string dump_json(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

std::string json_string(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end() || !found->is_string()) return {};
  return to_valid_utf8(found->get_ref<const std::string&>());
}

Json paper_to_json(const Paper& paper) {
  Json json = {{"id", paper.id}};
  if (paper.scheme != "arxiv") json["scheme"] = paper.scheme;
  json["version"] = paper.version;
  json["title"] = paper.title;
  json["abstract"] = paper.abstract;
  json["authors"] = authors_to_json(paper.authors);
  json["categories"] = paper.categories;
  put(json, "comment", paper.comment);
  put(json, "doi", paper.doi);
  put(json, "journal_ref", paper.journal_ref);
  put(json, "license", paper.license);
  put(json, "venue", paper.venue);
  put(json, "code_url", paper.code_url);
  put(json, "landing", paper.landing);
  put(json, "pdf", paper.pdf);
  put(json, "keywords", paper.keywords);
  put(json, "aliases", paper.aliases);
  if (paper.citations) json["citations"] = *paper.citations;
  put(json, "citation_key", paper.citation_key);
  if (paper.published) json["published"] = format_rfc3339(*paper.published);
  if (paper.updated) json["updated"] = format_rfc3339(*paper.updated);
  put(json, "detail", detail_name(paper.detail));
  put(json, "abs_url", paper.abs_url());
  put(json, "pdf_url", paper.pdf_url());
  return json;
}

Result<Paper> paper_from_json(const Json& json, std::string_view what) {
  if (!json.is_object()) return wrong(what, "is not an object");
  const auto id = json.find("id");
  if (id == json.end()) return wrong(what, "has no \"id\"");
  if (!id->is_string() || trim(id->get_ref<const std::string&>()).empty())
    return wrong(what, "\"id\" must be a string that is not empty");
  for (const char* key : {"title", "abstract"})
    if (const auto found = json.find(key); found != json.end() && !found->is_string() && !found->is_null())
      return wrong(what, "\"" + std::string(key) + "\" must be a string");
  Paper paper;
  set_identity(paper, to_valid_utf8(trim(id->get_ref<const std::string&>())), json);
  paper.title = collapse_spaces(json_string(json, "title"));
  paper.abstract = std::string(trim(json_string(json, json.contains("abstract") ? "abstract" : "summary")));
  paper.authors = authors_from_json(json);
  paper.categories = string_list(json, "categories");
  paper.comment = json_string(json, "comment");
  paper.doi = json_string(json, "doi");
  paper.journal_ref = json_string(json, "journal_ref");
  paper.license = json_string(json, "license");
  paper.venue = json_string(json, "venue");
  paper.code_url = json_string(json, "code_url");
  paper.landing = json_string(json, "landing");
  paper.pdf = json_string(json, "pdf");
  paper.keywords = string_list(json, "keywords");
  paper.aliases = string_list(json, "aliases");
  if (const auto count = json.find("citations"); count != json.end() && count->is_number_integer())
    paper.citations = count->get<std::int64_t>();
  paper.citation_key = json_string(json, "citation_key");
  paper.published = parse_rfc3339(json_string(json, "published"));
  paper.updated = parse_rfc3339(json_string(json, "updated"));
  paper.detail = parse_detail(json_string(json, "detail"));
  return paper;
}

Json source_to_json(const SourceStatus& source) {
  Json json = {{"name", source.name},
               {"status", source_state_name(source.state)},
               {"detail", source.detail},
               {"papers", source.papers}};
  put(json, "reason", source.reason);
  return json;
}

Json digest_to_json(const Digest& digest) {
  Json json = {{"day", format_day(digest.day)}, {"profile", digest.profile}};
  if (digest.sample) json["sample"] = true;
  put(json, "origin", digest.origin);
  Json& sources = json["sources"] = Json::array();
  for (const SourceStatus& source : digest.sources) sources.push_back(source_to_json(source));
  json["announced"] = {{"new", digest.announced.new_papers},
                       {"cross", digest.announced.cross},
                       {"replace", digest.announced.replace},
                       {"replace-cross", digest.announced.replace_cross}};
  json["left_out"] = digest.left_out;
  Json& entries = json["entries"] = Json::array();
  for (const Entry& entry : digest.entries) entries.push_back(entry_to_json(entry));
  return json;
}

Result<Digest> digest_from_json(const Json& json, std::string_view what) {
  if (!json.is_object()) return wrong(what, "is not a digest object");
  const auto day = parse_day(json_string(json, "day"));
  if (!day) return wrong(what, "\"day\" must be a date like \"2026-04-17\"");
  Digest digest;
  digest.day = *day;
  digest.profile = json_string(json, "profile");
  const auto sample = json.find("sample");
  digest.sample = sample != json.end() && sample->is_boolean() && sample->get<bool>();
  digest.origin = json_string(json, "origin");
  SHEAF_ASSIGN(digest.sources, sources_from_json(json, what));
  if (const auto counts = json.find("announced"); counts != json.end() && counts->is_object())
    digest.announced = counts_from_json(*counts);
  digest.left_out = json_size(json, "left_out");
  const auto entries = json.find("entries");
  if (entries == json.end() || !entries->is_array()) return wrong(what, "has no list \"entries\"");
  for (const Json& item : *entries) {
    const std::string place = std::string(what) + ".entries[" + std::to_string(digest.entries.size()) + "]";
    SHEAF_ASSIGN(Entry entry, entry_from_json(item, place, *day));
    digest.entries.push_back(std::move(entry));
  }
  return digest;
}

Result<LibraryItem> library_item_from_json(const Json& json, std::string_view what) {
  SHEAF_TRY(check_item(json, what));
  LibraryItem item;
  item.key = item_key(json);
  if (trim(item.key).empty()) return wrong(what, "has no \"key\"");
  // An "id" beside the key is the paper's; alone it may be the host's own, and the paper's too.
  if (const auto id = parse_paper_id(json_string(json, "id"))) item.id = id->id;
  item.title = collapse_spaces(json_string(json, "title"));
  item.abstract = std::string(trim(json_string(json, "abstract")));
  for (Author& author : authors_from_json(json)) item.authors.push_back(std::move(author.name));
  item.added = json_string(json, "added");
  item.collections = string_list(json, "collections");
  item.tags = string_list(json, "tags");
  item.categories = string_list(json, "categories");
  return item;
}

Status for_each_item(std::string_view text, std::string_view what, const ItemVisitor& visit) {
  text = trim(text);
  if (text.starts_with("[")) {
    SHEAF_ASSIGN(const Json list, parse_json(text, what));
    std::size_t index = 0;
    for (const Json& item : list)
      SHEAF_TRY(visit(item, std::string(what) + "[" + std::to_string(index++) + "]"));
    return {};
  }
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    const std::string place = std::string(what) + ":" + std::to_string(number);
    SHEAF_ASSIGN(const Json item, parse_json(line, place));
    SHEAF_TRY(visit(item, place));
  }
  return {};
}

Result<std::vector<Paper>> papers_from_text(std::string_view text, std::string_view what) {
  std::vector<Paper> papers;
  SHEAF_TRY(for_each_item(text, what, [&](const Json& item, const std::string& place) -> Status {
    SHEAF_ASSIGN(Paper paper, paper_from_json(item, place));
    papers.push_back(std::move(paper));
    return {};
  }));
  return papers;
}

}  // namespace sheaf
