// Cutting JSON; see json_slices.hpp. Only brackets and strings are told apart.
// No state; any thread.
#include "published/json_slices.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sheaf::published {
namespace {

class Cutter {
 public:
  explicit Cutter(const JsonSlice& slice) : text_(slice.text), line_(slice.line) {}

  bool at_end() const { return at_ >= text_.size(); }
  char here() const { return text_[at_]; }
  std::size_t line() const { return line_; }

  void step() {
    if (text_[at_++] == '\n') ++line_;
  }
  /// Past white space and commas.
  void skip_between() {
    while (!at_end() && (is_ascii_space(here()) || here() == ',' || here() == '\0')) step();
  }
  /// Past one value; false when the text ends within it.
  bool skip_value() {
    if (here() == '"') return skip_string();
    if (here() != '{' && here() != '[') return skip_bare();
    std::size_t depth = 0;
    while (!at_end()) {
      const char c = here();
      if (c == '"') {
        if (!skip_string()) return false;
        continue;
      }
      step();
      if (c == '{' || c == '[') ++depth;
      if ((c == '}' || c == ']') && --depth == 0) return true;
    }
    return false;
  }
  JsonSlice take_value(bool& whole) {
    const std::size_t begin = at_, line = line_;
    whole = skip_value();
    return {text_.substr(begin, at_ - begin), line};
  }
  std::string_view take_key() {
    const std::size_t begin = at_;
    if (here() != '"' || !skip_string()) return {};
    return text_.substr(begin + 1, at_ - begin - 2);
  }

 private:
  bool skip_string() {
    step();
    while (!at_end()) {
      const char c = here();
      step();
      if (c == '"') return true;
      if (c == '\\' && !at_end()) step();
    }
    return false;
  }
  /// A number, a word, or rubbish; at least one character.
  bool skip_bare() {
    constexpr std::string_view kEnds = ",]}\"{[";
    do step();
    while (!at_end() && !is_ascii_space(here()) && kEnds.find(here()) == std::string_view::npos);
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0, line_;
};

}  // namespace

bool for_each_element(const JsonSlice& array, const SliceVisitor& visit) {
  Cutter cutter(array);
  if (cutter.at_end() || cutter.here() != '[') return false;
  cutter.step();
  while (true) {
    cutter.skip_between();
    if (cutter.at_end()) return false;
    if (cutter.here() == ']') return true;
    bool whole = true;
    const JsonSlice element = cutter.take_value(whole);
    if (!visit(element)) return true;
    if (!whole) return false;
  }
}

bool for_each_member(const JsonSlice& object, const MemberVisitor& visit) {
  Cutter cutter(object);
  if (cutter.at_end() || cutter.here() != '{') return false;
  cutter.step();
  while (true) {
    cutter.skip_between();
    if (cutter.at_end()) return false;
    if (cutter.here() == '}') return true;
    const std::string_view key = cutter.take_key();
    while (!cutter.at_end() && (is_ascii_space(cutter.here()) || cutter.here() == ':')) cutter.step();
    if (cutter.at_end() || key.empty()) return false;
    bool whole = true;
    const JsonSlice value = cutter.take_value(whole);
    if (!visit(key, value)) return true;
    if (!whole) return false;
  }
}

}  // namespace sheaf::published
