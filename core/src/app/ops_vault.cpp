// Ops about the notes of a vault: planned, written, and what waits for the reader; see ops.hpp.
// No state; any thread.
#include <nlohmann/json.hpp>

#include "app/op_table.hpp"
#include "app/vault_outputs.hpp"
#include "base/text.hpp"

namespace sheaf::app {
namespace {

/// `key` or `path` of the one note that is wanted; empty: all.
Result<std::string> wanted_note(const OpArgs& args) {
  SHEAF_ASSIGN(std::string key, args.text("key"));
  if (!key.empty()) return key;
  return args.text("path");
}

/// What a vault's notes come from: a digest given or stored, or what brings one note up to date.
Result<NoteDigest> notes_digest(Library& library, const OpArgs& args, const std::string& folder,
                                const Task& task) {
  SHEAF_ASSIGN(const std::string note, wanted_note(args));
  const bool told = args.find("digest") || args.find("day");
  if (note.empty() || told) {
    SHEAF_ASSIGN(Digest digest, digest_at_hand(library, args));
    return NoteDigest{std::move(digest), note};
  }
  SHEAF_ASSIGN(const DigestRequest request, args.digest_request());
  return digest_of_note(library, folder, request, note, task);
}

Result<Json> run_plan_notes(Library& library, const OpArgs& args, const Task& task) {
  SHEAF_ASSIGN(const std::string folder, args.required_text("folder"));
  SHEAF_ASSIGN(const Profile profile, args.profile());
  SHEAF_ASSIGN(const NoteDigest source, notes_digest(library, args, folder, task));
  SHEAF_ASSIGN(const auto planned,
               plan_notes(library, source.digest, folder, profile.vault, source.key, task));
  Json notes = Json::array();
  for (const render::PlannedNote& note : planned) {
    notes.push_back({{"key", note.key}, {"path", note.path}, {"fresh", note.fresh}, {"baseline", note.baseline}});
    if (!note.former.empty()) notes.back()["former"] = note.former;
  }
  return Json{{"notes", std::move(notes)}};
}

Result<Json> run_notes_written(Library& library, const OpArgs& args, const Task&) {
  SHEAF_ASSIGN(const std::string folder, args.required_text("folder"));
  SHEAF_ASSIGN(const Json* const list, args.required_list("notes"));
  std::vector<HostNote> notes;
  for (const Json& note : *list) {
    if (!note.is_object() || json_string(note, "key").empty())
      return args.wrong("notes", "must be a list of {\"key\", \"fresh\", \"path\"}");
    notes.push_back({json_string(note, "key"), json_string(note, "former"), json_string(note, "path"),
                     json_string(note, "fresh")});
  }
  SHEAF_TRY(notes_written(library, folder, notes));
  return Json{{"remembered", notes.size()}};
}

Result<Json> run_write_vault(Library& library, const OpArgs& args, const Task& task) {
  SHEAF_ASSIGN(const std::string folder, args.required_text("folder"));
  SHEAF_ASSIGN(const Profile profile, args.profile());
  SHEAF_ASSIGN(const bool dry_run, args.flag("dry_run"));
  SHEAF_ASSIGN(const NoteDigest source, notes_digest(library, args, folder, task));
  SHEAF_ASSIGN(const auto files, write_vault_files(library, source.digest, folder, profile.vault, task,
                                                   {dry_run, source.key}));
  return Json{{"report", report_to_json(files)}};
}

Result<Json> run_vault_review(Library& library, const OpArgs& args, const Task&) {
  SHEAF_ASSIGN(const std::string folder, args.text("folder"));
  SHEAF_ASSIGN(const std::vector<store::Review> reviews, vault_reviews(library, folder));
  Json list = Json::array();
  for (const store::Review& review : reviews)
    list.push_back({{"vault", review.vault}, {"key", review.key}, {"path", review.path},
                    {"block", review.piece}, {"fresh", review.fresh}, {"yours", review.yours},
                    {"since", format_rfc3339(review.since)}});
  return Json{{"reviews", std::move(list)}};
}

Result<Json> run_vault_resolve(Library& library, const OpArgs& args, const Task& task) {
  ReviewChoice choice;
  SHEAF_ASSIGN(choice.folder, args.text("folder"));
  SHEAF_ASSIGN(choice.note, args.required_text("key"));
  SHEAF_ASSIGN(choice.piece, args.text("block"));
  SHEAF_ASSIGN(const std::string action, args.required_text("action"));
  if (action != "take" && action != "drop")
    return args.wrong("action", "\"" + action + "\" is not one of take, drop");
  choice.take = action == "take";
  if (args.find("text")) {
    SHEAF_ASSIGN(choice.text, args.text("text"));
  }
  SHEAF_ASSIGN(const ReviewAnswer answer, resolve_review(library, choice, task));
  Json result = {{"path", answer.path}, {"settled", answer.settled}, {"replaced", answer.replaced}};
  if (choice.take) result["text"] = answer.text;
  return result;
}

}  // namespace

std::vector<OpEntry> vault_ops() {
  return {
      {"plan_notes", "folder*, digest | day | key | path (one note), profile",
       "notes: [{key, path, fresh, baseline, former}], to be merged and written by the caller", run_plan_notes},
      {"notes_written", "folder*, notes*: [{key, fresh, path, former}]", "remembered", run_notes_written},
      {"write_vault", "folder*, digest | day | key | path (one note), profile, dry_run", "report", run_write_vault},
      {"vault_review", "folder", "reviews: [{vault, key, path, block, fresh, yours, since}]", run_vault_review},
      {"vault_resolve", "key*, action* (take, drop), folder, block, text (what the note holds: not written)",
       "path, settled, replaced, text", run_vault_resolve},
  };
}

}  // namespace sheaf::app
