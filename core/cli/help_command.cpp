// sheaf help: the overview that every user reads first, and what is made from the same tables.
// Main thread only.
#include "help.hpp"

#include "commands.hpp"
#include "failure.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace cli {
namespace {

HelpSection paths_section() {
  return {"paths",
          9,
          {{"profile", "--profile, else $SHEAF_PROFILE, else $XDG_CONFIG_HOME/sheaf/profile.json\n"
                       "(~/.config/sheaf/profile.json)"},
           {"store", "--store, else $SHEAF_STORE, else $XDG_DATA_HOME/sheaf/sheaf.db\n"
                     "(~/.local/share/sheaf/sheaf.db)"}}};
}

HelpSection environment_section() {
  return {"environment",
          43,
          {{"SHEAF_ARXIV_RSS_URL, SHEAF_ARXIV_API_URL, SHEAF_ARXIV_SITE_URL, SHEAF_ARXIV_OAI_URL,\n"
            "SHEAF_BIORXIV_URL, SHEAF_HUGGINGFACE_URL, SHEAF_CROSSREF_URL, SHEAF_SEMANTIC_SCHOLAR_URL,\n"
            "SHEAF_OPENREVIEW_URL, SHEAF_PUBMED_URL",
            "a mirror in place of the service"},
           {"SHEAF_MIN_INTERVAL_MS", "least time between two requests to one host"},
           {"SEMANTIC_SCHOLAR_API_KEY, NCBI_API_KEY", "keys, for those who have them"},
           {"ZOTERO_API_KEY", "zotero.org's key, for 'sheaf zotero --web'"},
           {"SHEAF_ZOTERO_LOCAL_URL, SHEAF_ZOTERO_WEB_URL", "another Zotero"},
           {"SHEAF_ZOTERO_LOCAL_KEY", "the key a running Zotero gave"}}};
}

HelpSection exit_section() {
  return {"exit codes",
          4,
          {{"0", "done, also on a day without announcements"},
           {"1", "half done: a digest was made, but a source is stale, partial, failed or waiting;\n"
                 "doctor: a check failed; library import: an entry could not be read; plugin test: a test\n"
                 "failed"},
           {"2", "wrong usage, a bad profile, bad input, or nothing of that name or day"},
           {"3", "nothing could be fetched: network, server, or libcurl is missing"},
           {"4", "the store could not be used"},
           {"5", "a file could not be written"},
           {"6", "the server asks to wait: try again later"},
           {"7", "a plugin that was run by itself failed: it threw, passed a limit or wanted what it may not have"},
           {"70", "an internal error: please report it"},
           {"130", "interrupted"}}};
}

HelpSection daily_section() {
  return {"every day",
          9,
          {{"systemd", "systemctl --user enable --now sheaf-digest.timer\n"
                       "(after each announcement; options: ~/.config/sheaf/digest.env, see the unit)"},
           {"cron", "17 7 * * *  sheaf digest --out \"$HOME/Sheaf\" --json >/dev/null\n"
                    "(at any time of day: what was missed is made up for)"}}};
}

std::string section_text(const HelpSection& section) {
  std::string text = "\n" + section.name + "\n";
  for (const HelpRow& row : section.rows) {
    std::string term = row.term;
    for (std::size_t at = term.find('\n'); at != std::string::npos; at = term.find('\n', at + 1)) term.insert(at + 1, "  ");
    const std::size_t last = term.rfind('\n') + 1;  // npos + 1 is 0
    const std::size_t taken = term.size() - last - (last == 0 ? 0 : 2);
    const std::string gap(section.width > taken ? section.width - taken : 1, ' ');
    text += "  " + term + gap + " ";
    for (const char c : row.text) text += c == '\n' ? "\n" + std::string(section.width + 3, ' ') : std::string(1, c);
    text += "\n";
  }
  return text;
}

int run_help(const Args& args) {
  const bool man = args.has("--man"), script = args.has("--completion");
  if ((man || script) && (!args.operands().empty() || (man && script)))
    throw usage_failure("'help --man' and 'help --completion SHELL' stand alone");
  if (man) {
    print(manual_page());
  } else if (script) {
    print(completion(one_of("option '--completion'", args.value("--completion"), {"bash", "zsh", "fish"})));
  } else if (args.operands().empty()) {
    print(overview());
  } else {
    print(command_help(find_command(args.operands().front())));
  }
  return kDone;
}

}  // namespace

const std::vector<HelpSection>& help_sections() {
  static const std::vector<HelpSection> sections = {paths_section(), environment_section(), exit_section(),
                                                    daily_section()};
  return sections;
}

std::string overview() {
  std::string text =
      "usage: sheaf COMMAND [options]\n\n"
      "The day's arXiv papers: fetched, ranked for you, summarized, written as linked notes.\n\n"
      "commands\n";
  for (const Command& command : all_commands()) {
    text += "  " + pad_right(command.name, 11) + command.summary + "\n";
  }
  text += "\n'sheaf help COMMAND' tells about one of them.\n";
  for (const HelpSection& section : help_sections()) text += section_text(section);
  return text;
}

Command help_command() {
  Command command;
  command.name = "help";
  command.operands = "[COMMAND]";
  command.summary = "this text, or a command's options";
  command.details = "Tells about all commands, paths and exit codes, or about one command.";
  command.options = {{"--man", "", "all of it as a manual page, for man(1)"},
                     {"--completion", "SHELL", "the script for bash, zsh or fish: source <(sheaf help --completion bash)",
                      {"bash", "zsh", "fish"}},
                     {"--help", "", "this text"}};
  command.most_operands = 1;
  command.run = run_help;
  return command;
}

}  // namespace cli
