// Args: one command's options and operands, parsed from its table, and the help made from it.
// Tables are constants; an Args owns its strings. Plain values, any thread.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cli {

struct Option {
  std::string name;   ///< "--profile"
  std::string value;  ///< "FILE"; empty: a flag; "[LIST]": may be left out
  std::string help;
  std::vector<std::string> choices = {};  ///< what a shell may offer as the value; empty: told by `value`
};

class Args {
 public:
  bool has(const std::string& option) const { return values_.count(option) != 0; }
  /// The last value given, or `fallback`.
  std::string value(const std::string& option, const std::string& fallback = "") const;
  /// All values, split at commas, white space around the parts removed, empty parts left out.
  std::vector<std::string> list(const std::string& option) const;
  /// A whole number within the bounds; a Failure names the option otherwise.
  long number(const std::string& option, long fallback, long least, long most) const;
  const std::vector<std::string>& operands() const { return operands_; }

 private:
  friend class ArgsParser;
  std::map<std::string, std::vector<std::string>> values_;
  std::vector<std::string> operands_;
};

struct Command {
  std::string name;
  std::string operands;  ///< as usage shows them: "WORDS…"
  std::string summary;   ///< one line of the command list
  std::string details;   ///< paragraphs of its own help
  std::vector<Option> options;
  std::size_t least_operands = 0;
  std::size_t most_operands = 0;
  int (*run)(const Args&) = nullptr;
};

/// Throws a Failure that names the wrong word and what may have been meant.
Args parse_args(const Command& command, const std::vector<std::string>& words);
/// True when the words ask for the command's help, wherever they do.
bool asks_for_help(const std::vector<std::string>& words);
std::string command_help(const Command& command);

/// " (did you mean 'digest'?)" for the nearest of `choices`, or "".
std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& choices);
/// `value` when it is one of the choices; else a Failure that lists them.
std::string one_of(const std::string& what, const std::string& value,
                   const std::vector<std::string>& choices);

}  // namespace cli
