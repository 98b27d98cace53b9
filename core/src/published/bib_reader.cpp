// Reading BibTeX; see bib_reader.hpp.
// No state beyond one call; any thread.
#include "published/bib_reader.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "base/text.hpp"

namespace sheaf::published {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::string_view kNotInWord = " \t\r\n{}()\"#,=%'@";

bool is_word(char c) { return kNotInWord.find(c) == std::string_view::npos; }

/// A place in the text that knows its line.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}
  bool at_end() const { return at_ >= text_.size(); }
  char here() const { return at_end() ? '\0' : text_[at_]; }
  std::size_t line() const { return line_; }
  std::size_t position() const { return at_; }
  std::string_view from(std::size_t begin) const { return text_.substr(begin, at_ - begin); }
  void step() {
    if (!at_end() && text_[at_++] == '\n') ++line_;
  }
  void skip_space() {
    while (!at_end() && is_ascii_space(here())) step();
  }
  std::string_view take_word() {
    const std::size_t begin = at_;
    while (!at_end() && is_word(here())) step();
    return from(begin);
  }
  /// To the next '@' that may begin an entry.
  bool skip_to_at() {
    const std::size_t found = std::min(text_.find('@', at_), text_.size());
    line_ += static_cast<std::size_t>(
        std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_), text_.begin() + static_cast<std::ptrdiff_t>(found), '\n'));
    at_ = found;
    return !at_end();
  }
  /// "@word{" or "@word(" at the start of a line: what was open before it was never closed.
  bool at_entry() const {
    if (here() != '@') return false;
    std::size_t back = at_;
    while (back > 0 && (text_[back - 1] == ' ' || text_[back - 1] == '\t')) --back;
    if (back > 0 && text_[back - 1] != '\n') return false;
    std::size_t next = at_ + 1;
    while (next < text_.size() && is_ascii_alnum(text_[next])) ++next;
    const bool named = next > at_ + 1;
    while (next < text_.size() && (text_[next] == ' ' || text_[next] == '\t')) ++next;
    return named && next < text_.size() && (text_[next] == '{' || text_[next] == '(');
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0, line_ = 1;
};

class Reader {
 public:
  Reader(std::string_view text, const BibSink& sink) : in_(text), sink_(sink) {
    for (const std::string_view month : kMonths) strings_.emplace(month, month);
  }

  void read() {
    while (in_.skip_to_at()) read_command();
  }

 private:
  void read_command() {
    const std::size_t line = in_.line();
    in_.step();
    in_.skip_space();
    const std::string type = ascii_lower(in_.take_word());
    in_.skip_space();
    const char open = in_.here();
    if (type.empty() || (open != '{' && open != '(')) return;  // an "@" in free text
    if (type == "comment" || type == "preamble") return skip_group(type, line);
    in_.step();
    close_ = open == '{' ? '}' : ')';
    if (type == "string") return read_string(line);
    read_entry(type, line);
  }

  void skip_group(const std::string& type, std::size_t line) {
    std::string ignored;
    if (in_.here() == '(' || read_group(ignored)) return;
    sink_.damaged(line, "@" + type + " is not closed");
  }

  void read_string(std::size_t line) {
    in_.skip_space();
    const std::string name = ascii_lower(in_.take_word());
    in_.skip_space();
    std::string value;
    const bool assigned = in_.here() == '=' && (in_.step(), read_value(value));
    if (name.empty() || !assigned) return sink_.damaged(line, "an @string cannot be read");
    strings_[name] = std::move(value);
    in_.skip_space();
    if (in_.here() == close_) in_.step();
  }

  void read_entry(const std::string& type, std::size_t line) {
    BibEntry entry;
    entry.type = type;
    entry.line = line;
    in_.skip_space();
    const std::size_t begin = in_.position();
    while (!in_.at_end() && in_.here() != ',' && in_.here() != close_ && in_.here() != '\n' && in_.here() != '=') in_.step();
    entry.key = std::string(trim(in_.from(begin)));
    const bool keyless = in_.here() == '=';  // "@article{title = {…}": that was a field's name
    if (keyless) entry.key.swap(pending_name_);
    const std::string problem = read_fields(entry);
    const std::string what = "@" + type + (entry.key.empty() ? std::string() : "{" + entry.key + "}") + ": ";
    if (!problem.empty() && entry.text({"title"}).empty()) return sink_.lost(line, what + problem);
    if (!problem.empty()) sink_.damaged(line, what + problem);
    sink_.entry(entry);
  }

  /// The first problem; fields that can be read are.
  std::string read_fields(BibEntry& entry) {
    std::string problem;
    while (true) {
      while (is_ascii_space(in_.here()) || in_.here() == ',') in_.step();
      if (in_.at_end() || in_.at_entry()) return problem.empty() ? "is not closed" : problem;
      if (in_.here() == close_) {
        in_.step();
        return problem;
      }
      std::string name = pending_name_.empty() ? ascii_lower(in_.take_word()) : ascii_lower(std::exchange(pending_name_, {}));
      in_.skip_space();
      const std::size_t line = in_.line();
      if (name.empty() || in_.here() != '=') {
        if (problem.empty()) problem = "line " + std::to_string(line) + " is no field";
        if (name.empty()) skip_stray();
        continue;
      }
      in_.step();
      std::string value;
      const bool whole = read_value(value);
      if (!whole && problem.empty()) problem = "the value of " + name + " in line " + std::to_string(line) + " is broken";
      if (whole) entry.fields.emplace_back(std::move(name), std::move(value));
    }
  }

  /// A group that belongs to no field goes as a whole, so that its end is not taken for the entry's.
  void skip_stray() {
    std::string ignored;
    if (in_.here() == '{')
      read_group(ignored);
    else
      in_.step();
  }

  /// Pieces joined by '#'; false when one of them is broken.
  bool read_value(std::string& value) {
    while (true) {
      in_.skip_space();
      if (!read_piece(value)) return false;
      in_.skip_space();
      if (in_.here() != '#') return true;
      in_.step();
    }
  }

  bool read_piece(std::string& value) {
    if (in_.here() == '{') return read_group(value);
    if (in_.here() == '"') return read_quoted(value);
    const std::string_view word = in_.take_word();
    if (word.empty()) return false;
    const auto found = strings_.find(ascii_lower(word));
    const std::string_view text = found == strings_.end() ? word : std::string_view(found->second);
    if (text.size() > budget_) {
      if (budget_ > 0) sink_.damaged(in_.line(), "the file's strings are longer than any library: further ones are left out");
      budget_ = 0;
      return true;
    }
    budget_ -= text.size();
    value += text;
    return true;
  }

  /// A group in braces, without the outer ones; the cursor is at the first. Escaped braces count, as they do in the
  /// bibtex program.
  bool read_group(std::string& value) {
    in_.step();
    const std::size_t begin = in_.position();
    for (std::size_t depth = 1; !in_.at_end() && !in_.at_entry(); in_.step()) {
      if (in_.here() == '{') {
        ++depth;
      } else if (in_.here() == '}' && --depth == 0) {
        value += in_.from(begin);
        in_.step();
        return true;
      }
    }
    return false;
  }

  /// Quotes end a value only outside of braces. An escaped one is an accent that its writer left bare.
  bool read_quoted(std::string& value) {
    in_.step();
    const std::size_t begin = in_.position();
    std::size_t depth = 0;
    for (; !in_.at_end() && !in_.at_entry(); in_.step()) {
      if (in_.here() == '\\') {
        in_.step();
      } else if (in_.here() == '{') {
        ++depth;
      } else if (in_.here() == '}' && depth > 0) {
        --depth;
      } else if (in_.here() == '"' && depth == 0) {
        value += in_.from(begin);
        in_.step();
        return true;
      }
    }
    return false;
  }

  Cursor in_;
  const BibSink& sink_;
  std::unordered_map<std::string, std::string> strings_;
  std::string pending_name_;
  char close_ = '}';
  std::size_t budget_ = kMostExpanded;
};

}  // namespace

std::string_view BibEntry::text(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names)
    for (const auto& [field, value] : fields)
      if (field == name && !trim(value).empty()) return value;
  return {};
}

void read_bib(std::string_view text, const BibSink& sink) {
  Reader(text, sink).read();
}

}  // namespace sheaf::published
