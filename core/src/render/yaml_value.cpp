// Reading the scalars and lists of front matter in every style that Obsidian's editor writes.
// Pure functions; any thread.
#include <optional>

#include "base/text.hpp"
#include "render/front_matter.hpp"

namespace sheaf::render {
namespace {

using Kind = YamlValue::Kind;

const YamlValue kOpaqueValue{Kind::kOpaque, {}};

std::optional<char32_t> hex_number(std::string_view digits) {
  char32_t value = 0;
  for (const char c : digits) {
    const char lower = ascii_lower(c);
    if (!is_ascii_digit(c) && (lower < 'a' || lower > 'f')) return std::nullopt;
    value = value * 16 + static_cast<char32_t>(is_ascii_digit(c) ? c - '0' : lower - 'a' + 10);
  }
  return value;
}

std::string_view simple_escape(char c) {
  switch (c) {
    case 'n': return "\n";
    case 't': return "\t";
    case 'r': return "\r";
    case 'b': return "\b";
    case 'f': return "\f";
    case 'v': return "\v";
    case 'a': return "\a";
    case 'e': return "\x1B";
    case 'N': return "\xC2\x85";
    case '_': return "\xC2\xA0";
    case 'L': return "\xE2\x80\xA8";
    case 'P': return "\xE2\x80\xA9";
    case '"': return "\"";
    case '\\': return "\\";
    case '/': return "/";
    case ' ': return " ";
    default: return {};
  }
}

/// The escape behind a backslash at `pos`; false when YAML knows none such.
bool unescape(std::string_view text, std::size_t& pos, std::string& out) {
  const char c = pos < text.size() ? text[pos++] : '\0';
  if (const auto simple = simple_escape(c); !simple.empty()) {
    out += simple;
    return true;
  }
  const std::size_t length = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
  if (length == 0 || pos + length > text.size()) return false;
  auto value = hex_number(text.substr(pos, length));
  if (!value) return false;
  pos += length;
  const bool high = *value >= 0xD800 && *value < 0xDC00 && text.compare(pos, 2, "\\u") == 0;
  if (high && pos + 6 <= text.size()) {  // JSON writes astral characters as two halves
    const auto low = hex_number(text.substr(pos + 2, 4));
    if (!low) return false;
    if (*low >= 0xDC00 && *low < 0xE000) {
      value = 0x10000 + ((*value - 0xD800) << 10) + (*low - 0xDC00);
      pos += 6;
    }
  }
  append_utf8(out, *value);
  return true;
}

/// A quoted scalar at the start of `text`; what follows it is left in `rest`.
std::optional<std::string> read_quoted(std::string_view text, std::string_view& rest) {
  const char quote = text.front();
  std::string out;
  for (std::size_t pos = 1; pos < text.size();) {
    const char c = text[pos++];
    if (c == quote) {
      if (quote == '\'' && pos < text.size() && text[pos] == '\'') { out += '\''; ++pos; continue; }
      rest = trim(text.substr(pos));
      return out;
    }
    if (c == '\\' && quote == '"') {
      if (!unescape(text, pos, out)) return std::nullopt;
    } else {
      out += c;
    }
  }
  return std::nullopt;
}

/// One scalar on one line; nothing for comments, anchors, tags and nested structure.
std::optional<std::string> read_scalar(std::string_view text) {
  text = trim(text);
  if (text.empty()) return std::string();
  if (text.front() == '"' || text.front() == '\'') {
    std::string_view rest;
    auto value = read_quoted(text, rest);
    return rest.empty() ? value : std::nullopt;
  }
  const bool structure = contains("[]{}&*!|>%@`#,?", text.substr(0, 1)) || contains(text, " #") ||
                         contains(text, ": ") || text.ends_with(':') || text.starts_with("- ");
  if (structure) return std::nullopt;
  if (text == "~" || text == "null") return std::string();
  return std::string(text);
}

/// "[a, 'b', \"c\"]"
YamlValue read_flow_list(std::string_view text) {
  YamlValue out{Kind::kList, {}};
  text = trim(text.substr(1));
  while (!text.starts_with(']')) {
    if (text.empty()) return kOpaqueValue;
    std::optional<std::string> item;
    if (text.front() == '"' || text.front() == '\'') {
      std::string_view rest;
      item = read_quoted(text, rest);
      text = rest;
    } else {
      const std::size_t end = std::min(text.find_first_of(",]"), text.size());
      item = read_scalar(text.substr(0, end));
      text = text.substr(end);
    }
    if (!item) return kOpaqueValue;
    out.items.push_back(std::move(*item));
    text = trim(text);
    if (text.starts_with(',')) {
      text = trim(text.substr(1));
    } else if (!text.starts_with(']')) {
      return kOpaqueValue;
    }
  }
  return text.size() == 1 ? out : kOpaqueValue;
}

/// Whether a text between double quotes goes on in the next line without a blank.
bool ends_in_escape(std::string_view text) {
  const std::size_t last = text.find_last_not_of('\\');
  return (text.size() - (last == std::string_view::npos ? 0 : last + 1)) % 2 == 1;
}

/// Lines of one flow scalar, joined as YAML folds them: a line end is a blank, an empty line a
/// feed.
std::string fold(const std::vector<std::string_view>& lines, std::size_t first) {
  std::string out;
  const bool escapes = first == 0 && trim(lines.front()).starts_with('"');
  bool fresh = true;
  for (std::size_t i = first; i < lines.size(); ++i) {
    const std::string_view line = trim(lines[i]);
    if (line.empty()) {
      out += '\n';
      fresh = true;
      continue;
    }
    if (!fresh && escapes && ends_in_escape(out)) {
      out.pop_back();
    } else if (!fresh) {
      out += ' ';
    }
    out += line;
    fresh = false;
  }
  while (out.ends_with('\n')) out.pop_back();
  return out;
}

YamlValue read_block_list(const std::vector<std::string_view>& lines) {
  YamlValue out{Kind::kList, {}};
  std::vector<std::string> items;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::string_view line = trim(lines[i]);
    if (line.empty()) continue;
    if (line == "-" || line.starts_with("- ")) {
      items.emplace_back(trim(line.substr(1)));
    } else if (!items.empty()) {
      items.back() += " " + std::string(line);
    } else {
      return kOpaqueValue;
    }
  }
  for (const std::string& item : items) {
    auto scalar = read_scalar(item);
    if (!scalar) return kOpaqueValue;
    out.items.push_back(std::move(*scalar));
  }
  return out;
}

YamlValue scalar_value(std::optional<std::string> scalar) {
  if (!scalar) return kOpaqueValue;
  if (scalar->empty()) return {};
  return {Kind::kScalar, {std::move(*scalar)}};
}

}  // namespace

YamlValue read_yaml_value(const std::vector<std::string_view>& lines) {
  if (lines.empty()) return {};
  const std::string_view first = trim(lines.front());
  if (first.empty() && lines.size() > 1) {
    std::size_t next = 1;
    while (next < lines.size() && trim(lines[next]).empty()) ++next;
    if (next < lines.size() && trim(lines[next]).starts_with('-')) return read_block_list(lines);
  }
  if (first == ">" || first == ">-" || first == ">+") return scalar_value(fold(lines, 1));
  if (first == "|" || first == "|-" || first == "|+") {
    std::string text;
    for (std::size_t i = 1; i < lines.size(); ++i)
      text += (i > 1 ? "\n" : "") + std::string(trim(lines[i]));
    return scalar_value(std::string(trim(text)));
  }
  const std::string whole = fold(lines, 0);
  return first.starts_with('[') ? read_flow_list(whole) : scalar_value(read_scalar(whole));
}

bool same_value(const YamlValue& a, const YamlValue& b) {
  if (a.kind == Kind::kOpaque || b.kind == Kind::kOpaque) return false;
  return a.items == b.items;
}

}  // namespace sheaf::render
