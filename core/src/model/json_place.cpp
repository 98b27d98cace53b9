// A walk over JSON text that only keeps positions; see json_place.hpp.
// Reads text that a real parser has accepted, so it checks nothing twice.
#include "model/json_place.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sheaf {
namespace {

class Walker {
 public:
  explicit Walker(std::string_view text) : text_(text) {}

  std::size_t find(const JsonPath& path) {
    skip_blank();
    std::size_t best = pos_;
    for (const JsonStep& step : path) {
      if (!(step.is_index ? enter_element(step.index) : enter_member(step.key))) break;
      best = pos_;
    }
    return best;
  }

 private:
  bool at(char c) const { return pos_ < text_.size() && text_[pos_] == c; }

  void skip_blank() {
    for (;;) {
      while (pos_ < text_.size() && (is_ascii_space(text_[pos_]) || at(','))) ++pos_;
      if (text_.substr(pos_).starts_with("//")) {
        pos_ = std::min(text_.find('\n', pos_), text_.size());
      } else if (text_.substr(pos_).starts_with("/*")) {
        const std::size_t end = text_.find("*/", pos_ + 2);
        pos_ = end == std::string_view::npos ? text_.size() : end + 2;
      } else {
        return;
      }
    }
  }

  std::string_view take_string() {
    const std::size_t begin = ++pos_;
    while (pos_ < text_.size() && !at('"')) pos_ += at('\\') ? 2 : 1;
    const std::string_view inside = text_.substr(begin, std::min(pos_, text_.size()) - begin);
    ++pos_;
    return inside;
  }

  void skip_value() {
    int depth = 0;
    do {
      skip_blank();
      if (pos_ >= text_.size()) return;
      if (at('"')) {
        take_string();
      } else if (at('{') || at('[')) {
        ++depth, ++pos_;
      } else if (at('}') || at(']')) {
        --depth, ++pos_;
      } else if (at(':')) {
        ++pos_;
      } else {
        pos_ = std::min(text_.find_first_of(",]}:\"/ \t\r\n", pos_), text_.size());
      }
    } while (depth > 0);
  }

  bool enter_member(std::string_view key) {
    if (!at('{')) return false;
    ++pos_;
    for (skip_blank(); at('"'); skip_blank()) {
      const bool found = take_string() == key;
      skip_blank();
      ++pos_;  // the colon
      skip_blank();
      if (found) return true;
      skip_value();
    }
    return false;
  }

  bool enter_element(std::size_t index) {
    if (!at('[')) return false;
    ++pos_;
    for (skip_blank(); pos_ < text_.size() && !at(']'); skip_blank()) {
      if (index-- == 0) return true;
      skip_value();
    }
    return false;
  }

  std::string_view text_;
  std::size_t pos_ = 0;
};

}  // namespace

std::string path_text(const JsonPath& path) {
  std::string out;
  for (const JsonStep& step : path) {
    if (step.is_index) {
      out += "[" + std::to_string(step.index) + "]";
    } else {
      if (!out.empty()) out += '.';
      out += step.key;
    }
  }
  return out;
}

std::size_t json_line(std::string_view text, const JsonPath& path) {
  const std::size_t at = std::min(Walker(text).find(path), text.size());
  return 1 + static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

}  // namespace sheaf
