// Ops about the reader: library, feedback and why a paper has its score; see ops.hpp.
// No state; any thread.
#include <array>

#include <nlohmann/json.hpp>

#include "app/library_import.hpp"
#include "app/op_table.hpp"
#include "app/ranking.hpp"
#include "base/text.hpp"

namespace sheaf::app {
namespace {

constexpr std::array<std::string_view, 6> kKinds = {"liked", "kept", "read", "dismissed", "trashed", "none"};

std::string_view kind_name(FeedbackKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

Json change_to_json(const store::PutCounts& counts) {
  return {{"added", counts.added}, {"updated", counts.updated}, {"unchanged", counts.unchanged},
          {"removed", counts.removed}};
}

Result<store::LibraryChange> change_of(const OpArgs& args) {
  store::LibraryChange change;
  SHEAF_ASSIGN([[maybe_unused]] const Json* list, args.required_list("items"));
  SHEAF_ASSIGN(change.items, args.items("items"));
  SHEAF_ASSIGN(change.origin, args.text("origin"));
  SHEAF_ASSIGN(change.complete, args.flag("complete"));
  return change;
}

Result<Json> run_library_put(Library& library, const OpArgs& args, const Task& task) {
  SHEAF_ASSIGN(const store::LibraryChange change, change_of(args));
  SHEAF_ASSIGN(const store::PutCounts counts, library.store().put_library(change, task));
  return change_to_json(counts);
}

/// Without "keys" the items are the whole library; with it they are what changed.
Result<Json> run_library_sync(Library& library, const OpArgs& args, const Task& task) {
  store::LibraryChange change;
  SHEAF_ASSIGN(change.items, args.items("items"));
  SHEAF_ASSIGN(change.origin, args.text("origin"));
  if (!args.find("items") && !args.find("keys")) return args.wrong("items", "is missing (or give keys)");
  if (args.find("keys")) {
    SHEAF_ASSIGN([[maybe_unused]] const Json* list, args.required_list("keys"));
    SHEAF_ASSIGN(change.keys, args.words("keys"));
  }
  change.complete = true;
  SHEAF_ASSIGN(const store::PutCounts counts, library.store().put_library(change, task));
  return change_to_json(counts);
}

Result<Json> run_library_import(Library& library, const OpArgs& args, const Task& task) {
  LibraryImport request;
  SHEAF_ASSIGN(request.path, args.text("path"));
  SHEAF_ASSIGN(request.name, args.text("name"));
  SHEAF_ASSIGN(request.collections, args.words("collections"));
  SHEAF_ASSIGN(request.complete, args.flag("complete"));
  SHEAF_ASSIGN(const std::string text, args.text("text"));
  if (request.path.empty() == !args.find("text")) return args.wrong("path", "give either a path or the text itself");
  SHEAF_ASSIGN(const ImportedLibrary done, import_library(library, request, text, task));
  Json json = change_to_json(done.counts);
  json["format"] = published::library_format_name(done.file.format);
  json["items"] = done.items;
  json["notes"] = done.file.notes;
  json["untitled"] = done.file.untitled;
  json["repeated"] = done.file.repeated;
  json["unreadable"] = done.file.unreadable;
  json["warnings"] = done.file.warnings;
  return json;
}

Result<Json> run_library_remove(Library& library, const OpArgs& args, const Task&) {
  SHEAF_ASSIGN(const std::string key, args.required_text("key"));
  SHEAF_ASSIGN(const bool removed, library.store().remove_library_item(key));
  return Json{{"removed", removed ? 1 : 0}};
}

Result<Json> run_library_clear(Library& library, const OpArgs&, const Task&) {
  SHEAF_ASSIGN(const std::size_t removed, library.store().clear_library());
  return Json{{"removed", removed}};
}

Result<Json> run_library_status(Library& library, const OpArgs& args, const Task& task) {
  SHEAF_ASSIGN(const Profile profile, args.profile());
  SHEAF_ASSIGN(const LibraryStatus status, library_status(library, profile, task));
  Json interests = Json::array();
  for (const rank::Interest& interest : status.interests)
    interests.push_back({{"name", interest.name}, {"items", interest.items}, {"terms", interest.terms}});
  Json opinions = Json::object();
  for (std::size_t i = 0; i + 1 < kKinds.size(); ++i) opinions[std::string(kKinds[i])] = status.opinions[i];
  return Json{{"items", status.items},
              {"excluded", status.excluded},
              {"without_abstract", status.without_abstract},
              {"feedback", std::move(opinions)},
              {"revision", status.revision},
              {"interests", std::move(interests)},
              {"notes", status.notes}};
}

Result<FeedbackKind> kind_of(const OpArgs& args) {
  SHEAF_ASSIGN(const std::string kind, args.required_text("kind"));
  for (std::size_t i = 0; i < kKinds.size(); ++i)
    if (kind == kKinds[i]) return static_cast<FeedbackKind>(i);
  return args.wrong("kind", "\"" + kind + "\" is not one of liked, kept, read, dismissed, trashed, none");
}

/// `at` is when it happened; without it the reader says so now.
Result<std::optional<Seconds>> time_of(const OpArgs& args) {
  const Json* at = args.find("at");
  if (!at) return std::optional<Seconds>();
  if (at->is_number_unsigned() && at->get<std::uint64_t>() < (std::uint64_t{1} << 40))
    return std::optional<Seconds>(static_cast<Seconds>(at->get<std::uint64_t>()));
  SHEAF_ASSIGN(const std::string text, at->is_string() ? args.text("at") : Result<std::string>(std::string()));
  if (const auto time = parse_rfc3339(text)) return time;
  return args.wrong("at", "must be Unix seconds or a time like 2026-04-17T09:30:00Z");
}

Result<Json> run_feedback(Library& library, const OpArgs& args, const Task&) {
  SHEAF_ASSIGN(const std::string id, args.required_text("id"));
  SHEAF_ASSIGN(const FeedbackKind kind, kind_of(args));
  SHEAF_ASSIGN(const std::optional<Seconds> at, time_of(args));
  const auto telling = at ? store::Telling::kEvent : store::Telling::kNow;
  SHEAF_ASSIGN(const bool changed,
               library.store().put_feedback(id, kind, at.value_or(library.clock().now()), telling));
  return Json{{"id", id}, {"kind", kind_name(kind)}, {"changed", changed}};
}

Result<Json> run_feedback_undo(Library& library, const OpArgs& args, const Task&) {
  SHEAF_ASSIGN(const std::string id, args.required_text("id"));
  SHEAF_ASSIGN(const Opinion opinion, library.store().undo_feedback(id));
  return Json{{"id", id}, {"kind", kind_name(opinion.kind)}};
}

Result<Json> run_explain(Library& library, const OpArgs& args, const Task& task) {
  SHEAF_ASSIGN(const std::string id, args.required_text("id"));
  SHEAF_ASSIGN(const Profile given, args.profile());
  SHEAF_ASSIGN(const Profile profile, library.effective(given));
  SHEAF_ASSIGN(const Explanation explanation, explain(library, id, profile, task));
  return explanation_to_json(explanation, profile);
}

}  // namespace

Json explanation_to_json(const Explanation& explanation, const Profile& profile) {
  Json json = {{"id", explanation.paper.id},
               {"title", explanation.paper.title},
               {"profile", profile.name},
               {"scorer", profile.scorer},
               {"score", score_to_json(explanation.score)}};
  if (explanation.opinion.kind != FeedbackKind::kNone)
    json["opinion"] = {{"kind", kind_name(explanation.opinion.kind)},
                       {"at", format_rfc3339(explanation.opinion.at)}};
  if (!explanation.notes.empty()) json["notes"] = explanation.notes;
  return json;
}

std::vector<OpEntry> library_ops() {
  return {
      {"library_put", "items*, origin, complete", "added, updated, unchanged, removed", run_library_put},
      {"library_sync", "items | keys, origin", "added, updated, unchanged, removed", run_library_sync},
      {"library_import", "path | text, name, collections, complete",
       "format, items, added, updated, unchanged, removed, notes, untitled, repeated, unreadable, warnings",
       run_library_import},
      {"library_remove", "key*", "removed", run_library_remove},
      {"library_clear", "", "removed", run_library_clear},
      {"library_status", "profile",
       "items, excluded, without_abstract, feedback: {liked, …}, revision, interests: [{name, items, terms}], notes",
       run_library_status},
      {"feedback", "id*, kind*, at", "id, kind, changed", run_feedback},
      {"feedback_undo", "id*", "id, kind", run_feedback_undo},
      {"explain", "id*, profile, profile_name",
       "id, title, profile, scorer, score: {value, reason, carried: [{term, points}], similar, terms, authors, "
       "interest, uncertainty}, opinion: {kind, at}, notes",
       run_explain},
  };
}

}  // namespace sheaf::app
