// Shell completion, from the commands' tables. Each script stands alone: it needs no helper of a
// distribution, runs nothing and asks no network.
// Pure functions; any thread.
#include "help.hpp"

#include <algorithm>

#include "commands.hpp"

namespace cli {
namespace {

using Words = std::vector<std::string>;

std::string joined(const Words& words, const char* between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

// `text` with a backslash before each character of `marks`.
std::string guarded(const std::string& text, std::string_view marks) {
  std::string out;
  for (const char c : text) {
    if (marks.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

// Inside '…' of bash and zsh, which know no escape there.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

Words offered_words(const Command& command) {
  if (command.name != "help") return first_words(command);
  Words names;
  for (const Command& each : all_commands()) names.push_back(each.name);
  return names;
}

Words option_names(const Command& command) {
  Words names;
  for (const Option& option : command.options) names.push_back(option.name);
  return names;
}

// --- bash ---

std::string bash_action(Offer offer, const Words& words) {
  if (offer == Offer::kFiles) return "files=1 ";
  if (offer == Offer::kFolders) return "folders=1 ";
  return offer == Offer::kWords ? "words='" + joined(words, " ") + "' " : "";
}

std::string bash_command(const Command& command) {
  std::string text = "    " + command.name + ")\n      options='" + joined(option_names(command), " ") + "'\n";
  std::string values;
  for (const Option& option : command.options)
    if (!option.value.empty())
      values += "        " + option.name + ") " + bash_action(offer_of(option), option.choices) + "value=1 ;;\n";
  if (!values.empty()) text += "      case $prev in\n" + values + "      esac\n";
  const Words words = offered_words(command);
  std::string operand = bash_action(offer_of(command), {});
  if (!words.empty()) operand += "first='" + joined(words, " ") + "' ";
  return text + (operand.empty() ? "" : "      [[ $value ]] || " + operand + "\n") + "      ;;\n";
}

std::string bash_script() {
  std::string text = R"(# Completion of sheaf for bash; written by 'sheaf help --completion bash'.
_sheaf() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} value= words= first= options= files= folders=
  # bash takes --option=value for three words
  if [[ $cur == '=' ]]; then cur=; elif [[ $prev == '=' ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi
  COMPREPLY=()
  if (( COMP_CWORD == 1 )); then
    COMPREPLY=($(compgen -W ')";
  for (const Command& command : all_commands()) text += command.name + " ";
  text += "--help --version' -- \"$cur\"))\n    return\n  fi\n  case ${COMP_WORDS[1]} in\n";
  for (const Command& command : all_commands()) text += bash_command(command);
  return text + R"(  esac
  (( COMP_CWORD == 2 )) && [[ $first ]] && words=$first
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$cur"))
  elif [[ $words ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
  elif [[ $files || $folders ]]; then
    local IFS=$'\n' kind=-f
    [[ $folders ]] && kind=-d
    COMPREPLY=($(compgen $kind -- "$cur"))
    compopt -o filenames 2>/dev/null
  fi
}
complete -F _sheaf sheaf
)";
}

// --- zsh ---

std::string zsh_action(Offer offer, const Words& words) {
  if (offer == Offer::kFiles) return "_files";
  if (offer == Offer::kFolders) return "_files -/";
  return offer == Offer::kWords ? "(" + joined(words, " ") + ")" : " ";
}

std::string zsh_option(const Option& option) {
  std::string spec = option.name;
  if (!option.value.empty()) spec += option.value.front() == '[' ? "=-" : "=";
  spec += "[" + guarded(option.help, "[]\\") + "]";
  if (!option.value.empty()) {
    const bool may_lack = option.value.front() == '[';
    const std::string name = may_lack ? option.value.substr(1, option.value.size() - 2) : option.value;
    spec += (may_lack ? "::" : ":") + guarded(name, ":") + ":" + zsh_action(offer_of(option), option.choices);
  }
  return quoted(spec);
}

std::string zsh_command(const Command& command) {
  std::string text = "    " + command.name + ")\n      _arguments";
  for (const Option& option : command.options) text += " \\\n        " + zsh_option(option);
  const Words words = offered_words(command);
  if (!words.empty()) text += " \\\n        " + quoted("1:action:" + zsh_action(Offer::kWords, words));
  if (offer_of(command) != Offer::kNothing) text += " \\\n        " + quoted("*:file:" + zsh_action(offer_of(command), {}));
  return text + " ;;\n";
}

std::string zsh_script() {
  std::string text = R"(#compdef sheaf
# Completion of sheaf for zsh; written by 'sheaf help --completion zsh'.
_sheaf() {
  local -a commands
  if (( CURRENT == 2 )); then
    commands=(
)";
  for (const Command& command : all_commands())
    text += "      " + quoted(command.name + ":" + guarded(command.summary, ":\\")) + "\n";
  text += "    )\n    _describe -t commands command commands\n    return\n  fi\n";
  text += "  shift words\n  (( CURRENT-- ))\n  case $words[1] in\n";
  for (const Command& command : all_commands()) text += zsh_command(command);
  // Autoloaded, the file is the function's body; sourced, it only makes it known.
  return text + "  esac\n}\nif [[ $funcstack[1] == _sheaf ]]; then _sheaf \"$@\"; else compdef _sheaf sheaf; fi\n";
}

// --- fish ---

std::string fish_quoted(const std::string& text) { return "'" + guarded(text, "'\\") + "'"; }

std::string fish_option(const std::string& condition, const Option& option) {
  std::string line = "complete -c sheaf -n " + condition + " -l " + option.name.substr(2);
  const Offer offer = offer_of(option);
  if (offer == Offer::kFiles) line += " -r -F";
  else if (!option.value.empty() && option.value.front() != '[') line += " -x";
  if (offer == Offer::kFolders) line += " -a '(__fish_complete_directories)'";
  if (offer == Offer::kWords) line += " -a " + fish_quoted(joined(option.choices, " "));
  return line + " -d " + fish_quoted(option.help) + "\n";
}

std::string fish_command(const Command& command) {
  const std::string condition = "'__sheaf_runs " + command.name + "'";
  std::string text = "complete -c sheaf -n __sheaf_begins -a " + command.name + " -d " + fish_quoted(command.summary) + "\n";
  for (const Option& option : command.options) text += fish_option(condition, option);
  const Words words = offered_words(command);
  if (!words.empty()) text += "complete -c sheaf -n " + condition + " -a " + fish_quoted(joined(words, " ")) + "\n";
  if (offer_of(command) != Offer::kNothing) text += "complete -c sheaf -n " + condition + " -F\n";
  return text;
}

std::string fish_script() {
  std::string text = R"(# Completion of sheaf for fish; written by 'sheaf help --completion fish'.
function __sheaf_begins
    test (count (commandline -opc)) -eq 1
end
function __sheaf_runs
    set -l words (commandline -opc)
    test (count $words) -ge 2; and test "$words[2]" = $argv[1]
end
complete -c sheaf -f
)";
  for (const Command& command : all_commands()) text += fish_command(command);
  return text;
}

}  // namespace

Offer offer_of(const Option& option) {
  if (!option.choices.empty()) return Offer::kWords;
  if (option.value == "FILE") return Offer::kFiles;
  return option.value == "DIR" || option.value == "FOLDER" ? Offer::kFolders : Offer::kNothing;
}

Offer offer_of(const Command& command) {
  const bool files = command.operands.find("FILE") != std::string::npos || command.operands.find("NOTE") != std::string::npos;
  if (files) return Offer::kFiles;
  return command.operands.find("FOLDER") != std::string::npos ? Offer::kFolders : Offer::kNothing;
}

std::vector<std::string> first_words(const Command& command) {
  Words words;
  bool begins = true;
  int depth = command.operands.empty() || command.operands.front() != '[' ? 1 : 0;
  for (std::size_t at = 0; at < command.operands.size(); ++at) {
    const char c = command.operands[at];
    if (c == '[') ++depth;
    if (c == ']') --depth;
    if (c == '|' && depth == 1) begins = true;
    if (begins && c >= 'a' && c <= 'z') {
      const std::size_t end = command.operands.find_first_of(" ]", at);
      words.push_back(command.operands.substr(at, end == std::string::npos ? end : end - at));
      begins = false;
    } else if (c >= 'A' && c <= 'Z') {
      begins = false;
    }
  }
  return words;
}

std::string completion(const std::string& shell) {
  if (shell == "bash") return bash_script();
  return shell == "zsh" ? zsh_script() : fish_script();
}

}  // namespace cli
