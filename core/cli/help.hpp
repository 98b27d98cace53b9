// Help: what 'sheaf help' says beside the commands' own tables, and the manual page and shell
// completions made from the same tables, so that none can say anything else.
// Read-only after first use; main thread.
#pragma once

#include <string>
#include <vector>

#include "args.hpp"

namespace cli {

struct HelpRow {
  std::string term;  ///< a line break is one on the terminal only
  std::string text;
};
struct HelpSection {
  std::string name;  ///< as the overview shows it: "exit codes"
  std::size_t width = 0;  ///< columns of the terms
  std::vector<HelpRow> rows;
};
/// Paths, environment variables, exit codes and how to have a digest each day.
const std::vector<HelpSection>& help_sections();

/// The list of commands and the sections.
std::string overview();
/// sheaf(1) for man(1), by the macros that groff and mandoc both know. Its date is that of
/// $SOURCE_DATE_EPOCH (reproducible-builds.org), else today's.
std::string manual_page();
/// The script that completes commands, options and values in "bash", "zsh" or "fish".
std::string completion(const std::string& shell);

// What a shell may offer for a value or an operand.
enum class Offer { kNothing, kFiles, kFolders, kWords };
Offer offer_of(const Option& option);
Offer offer_of(const Command& command);
/// The words that may stand first after the command: {"import", "remove", "clear"}.
std::vector<std::string> first_words(const Command& command);

}  // namespace cli
