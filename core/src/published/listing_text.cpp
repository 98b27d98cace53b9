// Lines, entities and links of published lists; see listing_text.hpp.
// Pure functions; any thread.
#include "published/listing_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/entities.hpp"
#include "base/text.hpp"

namespace sheaf::published::listing {
namespace {

constexpr std::size_t kMaxUrlBytes = 2000;
constexpr std::size_t kLongestEntity = 12;

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

bool is_url_byte(char c) {
  return static_cast<unsigned char>(c) > ' ' && c != '\x7f' &&
         std::string_view("<>\"`{}|\\^").find(c) == std::string_view::npos;
}

// The bytes behind a "http://" or "https://" at the start; 0: there is none.
std::size_t scheme_size(std::string_view text) {
  for (const std::string_view scheme : {std::string_view("https://"), std::string_view("http://")})
    if (text.size() > scheme.size() && equals_ignoring_case(text.substr(0, scheme.size()), scheme))
      return scheme.size();
  return 0;
}

}  // namespace

bool LineCursor::next() {
  if (end_ >= text_.size()) return false;
  begin_ = end_;
  const std::size_t newline = text_.find('\n', begin_);
  const std::size_t stop = newline == std::string_view::npos ? text_.size() : newline;
  end_ = newline == std::string_view::npos ? stop : stop + 1;
  line_ = text_.substr(begin_, stop - begin_);
  if (!line_.empty() && line_.back() == '\r') line_.remove_suffix(1);
  ++number_;
  return true;
}

std::size_t indentation(std::string_view line) {
  std::size_t columns = 0;
  for (const char c : line) {
    if (c != ' ' && c != '\t') break;
    columns += c == '\t' ? 4 : 1;
  }
  return columns;
}

std::size_t heading_level(std::string_view line) {
  const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
  const bool heading = level > 0 && level <= 6 && (level == line.size() || line[level] == ' ');
  return heading ? level : 0;
}

std::string_view heading_text(std::string_view line) {
  line = trim(line.substr(heading_level(line)));
  for (std::size_t pos = 0; pos < line.size();) {
    const std::size_t start = pos;
    if (is_word_code_point(next_code_point(line, pos))) return line.substr(start);
  }
  return line;
}

KeyValue key_value(std::string_view line) {
  line = trim(line);
  if (line.starts_with("- ") || line.starts_with("* ") || line.starts_with("> "))
    line = trim(line.substr(2));
  if (!line.starts_with("**")) return {};
  line.remove_prefix(2);
  const std::size_t close = line.find("**");
  if (close == std::string_view::npos || close == 0) return {};
  std::string_view key = trim(line.substr(0, close)), value = line.substr(close + 2);
  if (key.ends_with(':')) return {trim(key.substr(0, key.size() - 1)), trim(value)};
  value = trim(value);
  if (!value.starts_with(':')) return {};
  return {key, trim(value.substr(1))};
}

std::string one_line(std::string_view text) {
  std::string printable;
  printable.reserve(text.size());
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t start = pos;
    const char32_t c = next_code_point(text, pos);
    if (!is_control(c) || (c < 0x80 && is_ascii_space(static_cast<char>(c))))
      printable.append(text.substr(start, pos - start));
  }
  return collapse_spaces(printable);
}

std::string decode_mermaid_entities(std::string_view text) {
  // "#quot;" and "#40;": what HTML writes as "&quot;" and "&#40;".
  std::string html;
  html.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool own = text[at] == '#' && (at == 0 || text[at - 1] != '&');
    const bool number = own && at + 1 < text.size() && is_ascii_digit(text[at + 1]);
    const std::string reference =
        own ? (number ? "&#" : "&") + std::string(text.substr(at + 1, kLongestEntity)) : "";
    if (own && read_entity(reference)) {
      html += number ? "&#" : "&";
    } else {
      html += text[at];
    }
  }
  return decode_entities(html);
}

bool is_blank_value(std::string_view text) {
  constexpr std::array<std::string_view, 12> kBlank = {
      "", "tbd", "none", "n/a", "na", "-", "--", "null", "nil", "unknown", "todo", "未知"};
  const std::string plain = ascii_lower(trim(text));
  return std::find(kBlank.begin(), kBlank.end(), plain) != kBlank.end();
}

bool is_web_url(std::string_view text) {
  const std::size_t scheme = scheme_size(text);
  if (scheme == 0 || text.size() > kMaxUrlBytes || !is_ascii_alnum(text[scheme])) return false;
  return std::all_of(text.begin(), text.end(), is_url_byte);
}

std::string_view first_web_url(std::string_view text) {
  for (std::size_t at = text.find("http"); at != std::string_view::npos;
       at = text.find("http", at + 4)) {
    if (scheme_size(text.substr(at)) == 0) continue;
    std::size_t end = at;
    while (end < text.size() && is_url_byte(text[end])) ++end;
    std::string_view url = text.substr(at, end - at);
    while (!url.empty() &&
           std::string_view(".,;:!?)]'*").find(url.back()) != std::string_view::npos)
      url.remove_suffix(1);
    if (is_web_url(url)) return url;
    at = end - 4;  // the search goes on behind what was no address
  }
  return {};
}

std::optional<Day> leading_day(std::string_view text) {
  std::string day(trim(text).substr(0, 10));
  std::replace(day.begin(), day.end(), '/', '-');
  return parse_day(day);
}

std::optional<std::size_t> leading_count(std::string_view text) {
  text = trim(text);
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  return number;
}

}  // namespace sheaf::published::listing
