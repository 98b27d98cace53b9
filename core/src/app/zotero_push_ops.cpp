// Ops that reach a Zotero library over HTTP; see ops.hpp. No state; any thread.
#include <nlohmann/json.hpp>

#include "app/op_table.hpp"
#include "app/zotero_pull.hpp"
#include "app/zotero_push.hpp"
#include "base/text.hpp"

namespace sheaf::app {
namespace {

Result<std::optional<zotero::Door>> door_of(const OpArgs& args) {
  SHEAF_ASSIGN(const std::string name, args.text("door"));
  if (name.empty()) return std::optional<zotero::Door>();
  for (const zotero::Door door : {zotero::Door::kLocal, zotero::Door::kWeb, zotero::Door::kConnector})
    if (name == zotero::door_name(door)) return std::optional<zotero::Door>(door);
  return args.wrong("door", "\"" + name + "\" is not one of local, web, connector");
}

Result<ZoteroAccess> access_of(const OpArgs& args) {
  ZoteroAccess access;
  SHEAF_ASSIGN(access.door, door_of(args));
  SHEAF_ASSIGN(access.group, args.text("group"));
  SHEAF_ASSIGN(access.local_url, args.text("local_url"));
  SHEAF_ASSIGN(access.web_url, args.text("web_url"));
  SHEAF_ASSIGN(access.local_key_file, args.text("local_key_file"));
  if (const Json* key = args.find("key")) {
    if (!key->is_object()) return args.wrong("key", "must be {\"env\" | \"command\" | \"file\"}");
    access.key = {json_string(*key, "env"), json_string(*key, "command"), json_string(*key, "file")};
  }
  return access;
}

Result<Digest> digest_for(Library& library, const OpArgs& args, const Profile& profile) {
  if (args.find("digest")) return args.digest();
  SHEAF_ASSIGN(const std::optional<Day> day, args.day());
  return library.stored_digest(profile.name, day);
}

Result<Json> run_push(Library& library, const OpArgs& args, const Task& task) {
  ZoteroPushRequest request;
  SHEAF_ASSIGN(request.access, access_of(args));
  SHEAF_ASSIGN(request.profile, args.profile());
  SHEAF_ASSIGN(request.dry_run, args.flag("dry_run"));
  SHEAF_ASSIGN(const bool quiet, args.flag("quiet"));
  request.fast = !quiet;
  const Json* given = args.find("options");
  auto options = read_zotero_options(given ? *given : Json());
  if (!options) return Error{ErrorCode::kInvalid, "zotero_push: " + options.error().message};
  request.options = std::move(*options);
  SHEAF_ASSIGN(const Digest digest, digest_for(library, args, request.profile));
  SHEAF_ASSIGN(const ZoteroPushReport report, push_to_zotero(library, digest, request, task));
  return zotero_push_to_json(report);
}

Result<Json> run_pull(Library& library, const OpArgs& args, const Task& task) {
  ZoteroPullRequest request;
  SHEAF_ASSIGN(request.access, access_of(args));
  SHEAF_ASSIGN(request.collections, args.words("collections"));
  SHEAF_ASSIGN(request.full, args.flag("full"));
  SHEAF_ASSIGN(const bool silent, args.flag("no_feedback"));
  request.feedback = !silent;
  SHEAF_ASSIGN(const std::string digests, args.text("digests"));
  if (!digests.empty()) request.digests = split_list(digests, '/');
  SHEAF_ASSIGN(const ZoteroPullReport report, pull_from_zotero(library, request, task));
  return zotero_pull_to_json(report);
}

Result<Json> run_status(Library& library, const OpArgs& args, const Task& task) {
  SHEAF_ASSIGN(const ZoteroAccess access, access_of(args));
  return zotero_status(library, access, task);
}

}  // namespace

std::vector<OpEntry> zotero_transfer_ops() {
  return {
      {"zotero_push",
       "digest | day, profile; options (as plan_zotero), door: local | web | connector, group, local_url, web_url, "
       "key: {env | command | file}, local_key_file, dry_run, quiet (Zotero's window stays where it is)",
       "door, where, collection, collection_key, created, updated, filed, kept, notes_created, notes_replaced, "
       "attachments, files, related, left_out: [{paper, title, why}], failed, warnings, requests, rounds, plan",
       run_push},
      {"zotero_pull",
       "door: local | web, group, local_url, web_url, key, collections: [paths], digests: path, full, no_feedback",
       "door, where, incremental, read, added, updated, unchanged, removed, liked, kept, trashed, warnings, requests",
       run_pull},
      {"zotero_status", "local_url, web_url, key, group", "local, connector, web: {state, detail, …}", run_status},
  };
}

}  // namespace sheaf::app
