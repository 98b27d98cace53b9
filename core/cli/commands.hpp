// Commands: every command's table entry; one file or group each.
// The tables are made once and never change; main thread.
#pragma once

#include <string>
#include <vector>

#include "args.hpp"

namespace cli {

Command digest_command();
Command fetch_command();
Command rank_command();
Command summarize_command();
Command export_command();
Command page_command();
Command send_command();
Command search_command();
Command import_command();
Command harvest_command();
Command complete_command();
Command status_command();
Command doctor_command();
Command init_command();
Command vault_command();
Command library_command();
Command feedback_command();
Command zotero_command();
Command plugin_command();
Command jobs_command();
Command explain_command();
Command cite_command();
Command version_command();
Command help_command();

const std::vector<Command>& all_commands();
/// A Failure when there is none of that name.
const Command& find_command(const std::string& name);
// Options that several commands share.
Option profile_option();
Option day_option();
/// `own`, followed by --store, --json, --progress and --help.
std::vector<Option> with_common(std::vector<Option> own);

}  // namespace cli
