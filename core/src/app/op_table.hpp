// OpEntry: one row of the table of ops, and the parts the table is made of.
// Plain functions; any thread.
#pragma once

#include <vector>

#include "app/library.hpp"
#include "app/op_args.hpp"
#include "app/outputs.hpp"
#include "app/ranking.hpp"

namespace sheaf::app {

struct OpEntry {
  const char* name;
  const char* args;    ///< names, required ones with '*'
  const char* result;
  Result<Json> (*run)(Library& library, const OpArgs& args, const Task& task);
};

std::vector<OpEntry> digest_ops();
std::vector<OpEntry> vault_ops();
std::vector<OpEntry> paper_ops();
std::vector<OpEntry> store_ops();
std::vector<OpEntry> import_ops();
std::vector<OpEntry> library_ops();
std::vector<OpEntry> zotero_ops();
std::vector<OpEntry> zotero_transfer_ops();
std::vector<OpEntry> cite_ops();
std::vector<OpEntry> plugin_ops();

/// The digest given, or the one stored for a day and profile.
Result<Digest> digest_at_hand(Library& library, const OpArgs& args);
Json report_to_json(const std::vector<FileReport>& files);
Json counts_to_json(const TypeCounts& counts);
Json explanation_to_json(const Explanation& explanation, const Profile& profile);
Json sources_to_json(const std::vector<SourceStatus>& sources);

}  // namespace sheaf::app
