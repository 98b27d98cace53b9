// Args: a small getopt_long over the command's own table, with errors that help.
// Pure functions; any thread.
#include "args.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "failure.hpp"
#include "text.hpp"

namespace cli {
namespace {

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

// Edit distance where swapping two neighbours counts once, as fingers do.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

bool optional_value(const Option& option) {
  return !option.value.empty() && option.value.front() == '[';
}

bool looks_like_option(const std::string& word) {
  return word.size() > 1 && word.front() == '-';
}

}  // namespace

/// Walks over the words once; the state of that walk.
class ArgsParser {
 public:
  ArgsParser(const Command& command, const std::vector<std::string>& words)
      : command_(command), words_(words) {}

  Args parse() {
    bool options_ended = false;
    for (; at_ < words_.size(); ++at_) {
      const std::string& word = words_[at_];
      if (!options_ended && word == "--") {
        options_ended = true;
      } else if (!options_ended && looks_like_option(word)) {
        take_option(word);
      } else {
        args_.operands_.push_back(word);
      }
    }
    check_operands();
    return std::move(args_);
  }

 private:
  const Option& find(const std::string& name) const {
    std::vector<std::string> known;
    for (const Option& option : command_.options) {
      if (option.name == name) return option;
      known.push_back(option.name);
    }
    throw usage_failure("'" + command_.name + "' has no option '" + name + "'" +
                        did_you_mean(name, known) + "; see 'sheaf help " + command_.name + "'");
  }

  void take_option(const std::string& word) {
    const auto equals = word.find('=');
    const Option& option = find(word.substr(0, equals));
    std::vector<std::string>& values = args_.values_[option.name];
    if (equals != std::string::npos) {
      if (option.value.empty()) throw usage_failure("option '" + option.name + "' takes no value");
      values.push_back(word.substr(equals + 1));
    } else if (!option.value.empty()) {
      take_next_as_value(option, values);
    }
  }

  void take_next_as_value(const Option& option, std::vector<std::string>& values) {
    const bool more = at_ + 1 < words_.size();
    // "-" is standard input; anything else with a dash in front is the next option.
    if (more && !looks_like_option(words_[at_ + 1])) {
      values.push_back(words_[++at_]);
    } else if (!optional_value(option)) {
      throw usage_failure("option '" + option.name + "' needs a value: " + option.name + " " +
                          option.value +
                          (more ? " (or " + option.name + "=" + option.value + ")" : ""));
    }
  }

  void check_operands() const {
    const std::size_t count = args_.operands_.size();
    const std::string help = "; see 'sheaf help " + command_.name + "'";
    if (count < command_.least_operands) {
      throw usage_failure("'" + command_.name + "' needs " + command_.operands + help);
    }
    if (count > command_.most_operands) {
      throw usage_failure("'" + command_.name + "' does not know what to do with '" +
                          args_.operands_[command_.most_operands] + "'" + help);
    }
  }

  const Command& command_;
  const std::vector<std::string>& words_;
  std::size_t at_ = 0;
  Args args_;
};

std::string Args::value(const std::string& option, const std::string& fallback) const {
  const auto found = values_.find(option);
  return found == values_.end() || found->second.empty() ? fallback : found->second.back();
}

std::vector<std::string> Args::list(const std::string& option) const {
  std::vector<std::string> parts;
  const auto found = values_.find(option);
  if (found == values_.end()) return parts;
  for (const std::string& value : found->second) {
    for (std::size_t start = 0; start <= value.size();) {
      const std::size_t comma = std::min(value.find(',', start), value.size());
      std::string part = trimmed(std::string_view(value).substr(start, comma - start));
      if (!part.empty()) parts.push_back(std::move(part));
      start = comma + 1;
    }
  }
  return parts;
}

long Args::number(const std::string& option, long fallback, long least, long most) const {
  if (!has(option)) return fallback;
  const std::string text = value(option);
  char* end = nullptr;
  errno = 0;
  const long number = std::strtol(text.c_str(), &end, 10);
  if (text.empty() || *end != '\0' || errno != 0 || number < least || number > most) {
    throw usage_failure("option '" + option + "': \"" + text + "\" is not a whole number from " +
                        std::to_string(least) + " to " + std::to_string(most));
  }
  return number;
}

Args parse_args(const Command& command, const std::vector<std::string>& words) {
  return ArgsParser(command, words).parse();
}

bool asks_for_help(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (word == "--") return false;
    if (word == "--help" || word == "-h") return true;
  }
  return false;
}

std::string command_help(const Command& command) {
  std::string text = "usage: sheaf " + command.name;
  if (!command.options.empty()) text += " [options]";
  if (!command.operands.empty()) text += " " + command.operands;
  text += "\n\n" + command.details + "\n";
  if (command.options.empty()) return text;
  std::size_t width = 0;
  for (const Option& option : command.options) {
    width = std::max(width, option.name.size() + 1 + option.value.size());
  }
  text += "\noptions:\n";
  for (const Option& option : command.options) {
    const std::string name = option.name + (option.value.empty() ? "" : " " + option.value);
    text += "  " + pad_right(name, width) + "  " + option.help + "\n";
  }
  return text;
}

std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& choices) {
  const std::string* best = nullptr;
  std::size_t least = std::max<std::size_t>(wrong.size() / 3, 2) + 1;
  for (const std::string& choice : choices) {
    const bool begins = wrong.size() >= 3 && choice.compare(0, wrong.size(), wrong) == 0;
    const std::size_t apart = begins ? 0 : distance(wrong, choice);
    if (apart < least && apart < choice.size()) {
      least = apart;
      best = &choice;
    }
  }
  return best == nullptr ? "" : " (did you mean '" + *best + "'?)";
}

std::string one_of(const std::string& what, const std::string& value,
                   const std::vector<std::string>& choices) {
  if (std::find(choices.begin(), choices.end(), value) != choices.end()) return value;
  std::string list;
  for (const std::string& choice : choices) list += (list.empty() ? "" : ", ") + choice;
  throw usage_failure(what + ": \"" + value + "\" is none of " + list +
                      did_you_mean(value, choices));
}

}  // namespace cli
