// The table of ops; see ops.hpp. Each handler lives with its kind: ops_digest.cpp, ops_vault.cpp,
// ops_papers.cpp, ops_store.cpp, ops_import.cpp, ops_library.cpp, ops_cite.cpp, ops_zotero.cpp,
// zotero_push_ops.cpp, ops_plugins.cpp. No state; any thread.
#include "app/ops.hpp"

#include <nlohmann/json.hpp>

#include "app/op_table.hpp"
#include "base/text.hpp"

namespace sheaf::app {
namespace {

const std::vector<OpEntry>& table() {
  static const std::vector<OpEntry> ops = [] {
    std::vector<OpEntry> all;
    for (const std::vector<OpEntry>& part : {digest_ops(), vault_ops(), paper_ops(), store_ops(), import_ops(),
                                             library_ops(), cite_ops(), zotero_ops(), zotero_transfer_ops(), plugin_ops()})
      all.insert(all.end(), part.begin(), part.end());
    return all;
  }();
  return ops;
}

Error unknown_op(std::string_view op) {
  std::string near;
  for (const OpEntry& entry : table())
    if (near.empty() && edit_distance(op, entry.name) <= 2) near = entry.name;
  return Error{ErrorCode::kInvalid, "there is no op \"" + to_valid_utf8(op) + "\"" +
                                        (near.empty() ? "" : " (did you mean \"" + near + "\"?)")};
}

}  // namespace

Result<std::string> run_op(Library& library, std::string_view op, std::string_view args_json,
                           const Task& task) {
  for (const OpEntry& entry : table()) {
    if (op != entry.name) continue;
    const std::string what = std::string(op) + ": arguments";
    SHEAF_ASSIGN(const Json args, parse_json(trim(args_json).empty() ? "{}" : args_json, what, true));
    if (!args.is_object()) return Error{ErrorCode::kInvalid, what + " must be a JSON object"};
    SHEAF_ASSIGN(const Json result, entry.run(library, OpArgs(op, args), task));
    return dump_json(result);
  }
  return unknown_op(op);
}

std::string ops_as_json() {
  Json list = Json::array();
  for (const OpEntry& entry : table())
    list.push_back({{"op", entry.name}, {"args", entry.args}, {"result", entry.result}});
  return dump_json(list);
}

}  // namespace sheaf::app
