// Tags and texts of an HTML page; see html.hpp.
// Follows the tokenization of the HTML standard as far as pages of lists need it. One thread.
#include "source/html.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/entities.hpp"
#include "base/text.hpp"

namespace sheaf::source {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;
bool is_name_start(char c) { return is_ascii_alnum(c) && !is_ascii_digit(c); }
bool is_tag_space(char c) { return is_ascii_space(c) || c == '/'; }

// The end of a tag, which a quoted attribute value may hide; the page's end when there is none.
std::size_t tag_end(std::string_view page, std::size_t at) {
  char quote = 0;
  bool after_equals = false;
  for (; at < page.size(); ++at) {
    const char c = page[at];
    if (quote) {
      if (c == quote) quote = 0;
      continue;
    }
    if (c == '>') return at;
    if (after_equals && (c == '"' || c == '\'')) quote = c;
    if (!is_ascii_space(c)) after_equals = c == '=';
  }
  return page.size();
}

struct Attribute {
  std::string_view name, value;
};

// Takes one attribute off the front; nothing when none is left.
std::optional<Attribute> take_attribute(std::string_view& raw) {
  std::size_t at = 0;
  while (at < raw.size() && is_tag_space(raw[at])) ++at;
  raw.remove_prefix(at);
  if (raw.empty()) return std::nullopt;
  for (at = 1; at < raw.size() && !is_tag_space(raw[at]) && raw[at] != '=';) ++at;
  Attribute attribute{raw.substr(0, at), {}};
  while (at < raw.size() && is_ascii_space(raw[at])) ++at;
  if (at >= raw.size() || raw[at] != '=') {
    raw.remove_prefix(at);
    return attribute;
  }
  for (++at; at < raw.size() && is_ascii_space(raw[at]);) ++at;
  const bool quoted = at < raw.size() && (raw[at] == '"' || raw[at] == '\'');
  std::size_t end = at;
  if (quoted) {
    end = std::min(raw.find(raw[at], at + 1), raw.size());
    attribute.value = raw.substr(at + 1, end - at - 1);
  } else {
    while (end < raw.size() && !is_ascii_space(raw[end])) ++end;
    attribute.value = raw.substr(at, end - at);
  }
  raw.remove_prefix(std::min(end + (quoted ? 1 : 0), raw.size()));
  return attribute;
}

}  // namespace

bool HtmlReader::next() {
  while (at_ < page_.size()) {
    place_ = at_;
    if (page_[at_] != '<') {
      const std::size_t end = std::min(page_.find('<', at_), page_.size());
      kind_ = Kind::kText;
      raw_ = page_.substr(at_, end - at_);
      at_ = end;
      return true;
    }
    const std::string_view rest = page_.substr(at_);
    if (rest.starts_with("<!--")) {
      skip_past("-->");
    } else if (rest.starts_with("<!") || rest.starts_with("<?")) {
      skip_past(">");
    } else if (read_tag()) {
      return true;
    } else {  // a "<" that begins nothing is a character
      kind_ = Kind::kText;
      raw_ = rest.substr(0, 1);
      ++at_;
      return true;
    }
  }
  return false;
}

bool HtmlReader::read_tag() {
  std::size_t start = at_ + 1;
  const bool closing = start < page_.size() && page_[start] == '/';
  if (closing) ++start;
  if (start >= page_.size() || !is_name_start(page_[start])) return false;
  std::size_t end = start;
  while (end < page_.size() && !is_tag_space(page_[end]) && page_[end] != '>') ++end;
  kind_ = closing ? Kind::kEnd : Kind::kStart;
  name_ = ascii_lower(page_.substr(start, end - start));
  const std::size_t close = tag_end(page_, end);
  raw_ = page_.substr(end, close - end);
  at_ = std::min(close + 1, page_.size());
  if (!closing && (name_ == "script" || name_ == "style")) skip_raw_text();
  return true;
}

void HtmlReader::skip_past(std::string_view mark) {
  const std::size_t end = page_.find(mark, at_ + 2);
  at_ = end == kNowhere ? page_.size() : end + mark.size();
}

// To the end tag of the same name.
void HtmlReader::skip_raw_text() {
  while (at_ < page_.size()) {
    at_ = std::min(page_.find("</", at_), page_.size());
    if (equals_ignoring_case(page_.substr(std::min(at_ + 2, page_.size()), name_.size()), name_))
      return;
    at_ = std::min(at_ + 2, page_.size());
  }
}

std::string HtmlReader::text() const {
  return kind_ == Kind::kText ? decode_entities(raw_) : std::string();
}

std::optional<std::string> HtmlReader::attribute(std::string_view name) const {
  if (kind_ != Kind::kStart) return std::nullopt;
  std::string_view raw = raw_;
  while (const auto attribute = take_attribute(raw))
    if (equals_ignoring_case(attribute->name, name)) return decode_entities(attribute->value);
  return std::nullopt;
}

bool HtmlReader::has_class(std::string_view name) const {
  const auto classes = attribute("class");
  if (!classes) return false;
  std::string_view rest = trim(*classes);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(" \t\n\r\f"), rest.size());
    if (rest.substr(0, end) == name) return true;
    rest = trim(rest.substr(end));
  }
  return false;
}

}  // namespace sheaf::source
