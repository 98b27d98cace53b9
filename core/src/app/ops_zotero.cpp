// Ops about a Zotero library: what becomes of a digest in it, and what it teaches; see ops.hpp. The
// host does the reading and writing. No state; any thread.
#include <map>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include "app/op_table.hpp"
#include "app/zotero_lesson.hpp"
#include "app/zotero_plan.hpp"
#include "base/text.hpp"

namespace sheaf::app {
namespace {

/// The digest given, or the one stored for a day and profile.
Result<Digest> given_digest(Library& library, const OpArgs& args) {
  if (args.find("digest")) return args.digest();
  SHEAF_ASSIGN(const Profile profile, args.profile());
  SHEAF_ASSIGN(const std::optional<Day> day, args.day());
  return library.stored_digest(profile.name, day);
}

Result<std::vector<KnownItem>> known_of(const OpArgs& args, std::vector<std::string>& warnings) {
  const Json* known = args.find("known");
  if (!known) return std::vector<KnownItem>();
  Result<std::vector<KnownItem>> items = read_known_items(*known, warnings);
  return items ? std::move(items) : args.wrong("known", "must be a list");
}

Result<Json> run_plan_zotero(Library& library, const OpArgs& args, const Task&) {
  SHEAF_ASSIGN(const Digest digest, given_digest(library, args));
  const Json* given = args.find("options");
  const Result<ZoteroPlanOptions> options = read_zotero_options(given ? *given : Json());
  if (!options) return Error{ErrorCode::kInvalid, "plan_zotero: " + options.error().message};
  std::vector<std::string> warnings;
  SHEAF_ASSIGN(const std::vector<KnownItem> known, known_of(args, warnings));
  SHEAF_ASSIGN(ZoteroPlan plan, plan_zotero(digest, *options, known));
  plan.warnings.insert(plan.warnings.end(), warnings.begin(), warnings.end());
  return zotero_plan_to_json(plan);
}

Result<Json> run_search_terms(Library& library, const OpArgs& args, const Task&) {
  SHEAF_ASSIGN(const Digest digest, given_digest(library, args));
  Json papers = Json::array(), all = Json::array();
  for (const ZoteroSearch& search : zotero_search_terms(digest)) {
    papers.push_back({{"paper", search.paper}, {"terms", search.terms}});
    for (const std::string& term : search.terms) all.push_back(term);
  }
  return Json{{"papers", std::move(papers)}, {"terms", std::move(all)}};
}

Result<Json> run_plan_removal(Library&, const OpArgs& args, const Task&) {
  SHEAF_ASSIGN([[maybe_unused]] const Json* list, args.required_list("known"));
  SHEAF_ASSIGN([[maybe_unused]] const Json* keys, args.required_list("collection_keys"));
  std::vector<std::string> warnings;
  SHEAF_ASSIGN(const std::vector<KnownItem> known, known_of(args, warnings));
  SHEAF_ASSIGN(const std::vector<std::string> collections, args.words("collection_keys"));
  Json json = zotero_removal_to_json(plan_zotero_removal(known, collections));
  json["warnings"] = warnings;
  return json;
}

std::string_view kind_word(FeedbackKind kind) {
  switch (kind) {
    case FeedbackKind::kLiked: return "liked";
    case FeedbackKind::kKept: return "kept";
    case FeedbackKind::kTrashed: return "trashed";
    default: return "none";
  }
}

/// What was trashed once and is there again, untouched, is no longer disliked.
Status add_restored(Library& library, ZoteroLesson& lesson) {
  std::unordered_map<std::string, FeedbackKind> opinions;
  SHEAF_ASSIGN(const std::vector<Opinion> feedback, library.store().feedback());
  for (const Opinion& opinion : feedback) opinions[opinion.id] = opinion.kind;
  for (const std::string& id : lesson.untouched)
    if (const auto found = opinions.find(id); found != opinions.end() && found->second == FeedbackKind::kTrashed)
      lesson.events.push_back({id, FeedbackKind::kNone, "it is out of the trash again", ""});
  return {};
}

Status apply_events(Library& library, const std::vector<ZoteroEvent>& events) {
  const Seconds now = library.clock().now();
  for (const ZoteroEvent& event : events) {
    const Seconds at = parse_rfc3339(event.at).value_or(now);
    SHEAF_ASSIGN([[maybe_unused]] const bool changed, library.store().put_feedback(event.id, event.kind, std::min(at, now)));
  }
  return {};
}

Json library_to_json(const std::vector<LibraryItem>& items) {
  Json list = Json::array();
  for (const LibraryItem& item : items)
    list.push_back({{"key", item.key}, {"title", item.title}, {"abstract", item.abstract}, {"authors", item.authors},
                    {"added", item.added}, {"collections", item.collections}, {"tags", item.tags},
                    {"categories", item.categories}, {"id", item.id}});
  return list;
}

Result<Json> run_lesson(Library& library, const OpArgs& args, const Task&) {
  SHEAF_ASSIGN([[maybe_unused]] const Json* list, args.required_list("known"));
  std::vector<std::string> warnings;
  SHEAF_ASSIGN(const std::vector<KnownItem> known, known_of(args, warnings));
  SHEAF_ASSIGN(const std::vector<std::string> digests, args.words("digest_collections"));
  SHEAF_ASSIGN(const bool apply, args.flag("apply"));
  std::map<std::string, std::string> names;
  if (const Json* collections = args.find("collections")) {
    if (!collections->is_object()) return args.wrong("collections", "must be an object of names by key");
    for (const auto& [key, name] : collections->items()) names[to_valid_utf8(key)] = json_string(*collections, key.c_str());
  }
  ZoteroLesson lesson = zotero_lesson(known, digests, names);
  SHEAF_TRY(add_restored(library, lesson));
  if (apply) SHEAF_TRY(apply_events(library, lesson.events));
  Json events = Json::array();
  for (const ZoteroEvent& event : lesson.events)
    events.push_back({{"id", event.id}, {"kind", kind_word(event.kind)}, {"why", event.why}, {"at", event.at}});
  return Json{{"library", library_to_json(lesson.library)},
              {"events", std::move(events)},
              {"untouched", lesson.untouched.size()},
              {"warnings", warnings}};
}

}  // namespace

std::vector<OpEntry> zotero_ops() {
  return {
      {"plan_zotero", "digest | day, profile; options, known",
       "collection, entries: [{paper, title, rank, score, action, why, key, version, item, patch, file, attachments, "
       "note, related}], summary, warnings",
       run_plan_zotero},
      {"zotero_search_terms", "digest | day, profile", "papers: [{paper, terms}], terms", run_search_terms},
      {"plan_zotero_removal", "known*, collection_keys*",
       "trash: [{key, version, why}], unfile: [{key, version, why, collections}], collections, summary, warnings",
       run_plan_removal},
      {"zotero_lesson", "known*, digest_collections, collections, apply",
       "library: [item], events: [{id, kind, why, at}], untouched, warnings", run_lesson},
  };
}

}  // namespace sheaf::app
