// Finding the keys of front matter and the lines that belong to each.
// Pure functions; any thread.
#include "render/front_matter.hpp"

#include <optional>

#include "base/text.hpp"

namespace sheaf::render {
namespace {

/// The key that a line in the first column begins, and where its value starts.
std::optional<std::string> key_of(std::string_view line, std::size_t& value_at) {
  if (line.empty() || is_ascii_space(line.front()) || line.front() == '#' || line.starts_with("- "))
    return std::nullopt;
  std::size_t colon = 0;
  if (line.front() == '"' || line.front() == '\'') {
    const std::size_t close = line.find(line.front(), 1);
    if (close == std::string_view::npos || line.substr(close + 1, 1) != ":") return std::nullopt;
    colon = close + 1;
  } else {
    for (std::size_t from = 0;; from = colon + 1) {
      colon = line.find(':', from);
      if (colon == std::string_view::npos) return std::nullopt;
      if (colon + 1 >= line.size() || is_ascii_space(line[colon + 1])) break;
    }
  }
  value_at = colon + 1;
  std::string_view key = trim(line.substr(0, colon));
  if (key.size() >= 2 && (key.front() == '"' || key.front() == '\''))
    key = key.substr(1, key.size() - 2);
  return std::string(key);
}

/// Lines that can go on a value: indented, list items in the first column, blank ones and comments
/// when more of the value follows.
std::size_t value_end(std::string_view text, const std::vector<Line>& lines, std::size_t from,
                      std::size_t stop) {
  std::size_t end = from;
  for (std::size_t i = from; i < stop; ++i) {
    const std::string_view line = line_text(text, lines[i]);
    if (line.empty() || line.front() == '#') continue;
    if (!is_ascii_space(line.front()) && line != "-" && !line.starts_with("- ")) break;
    end = i + 1;
  }
  return end;
}

bool has_comment(const std::vector<std::string_view>& lines) {
  for (std::size_t i = 1; i < lines.size(); ++i)
    if (trim(lines[i]).starts_with('#')) return true;
  return false;
}

FrontMatter::Property read_property(std::string_view text, const std::vector<Line>& lines,
                                    std::size_t first, std::size_t stop, std::string key,
                                    std::size_t value_at) {
  FrontMatter::Property property{
      std::move(key), first, value_end(text, lines, first + 1, stop), {}};
  std::vector<std::string_view> value{line_text(text, lines[first]).substr(value_at)};
  for (std::size_t i = first + 1; i < property.end_line; ++i)
    value.push_back(line_text(text, lines[i]));
  property.value =
      has_comment(value) ? YamlValue{YamlValue::Kind::kOpaque, {}} : read_yaml_value(value);
  return property;
}

}  // namespace

const FrontMatter::Property* FrontMatter::find(std::string_view key) const {
  for (const Property& property : properties)
    if (property.key == key) return &property;
  return nullptr;
}

FrontMatter read_front_matter(std::string_view text, const std::vector<Line>& lines) {
  FrontMatter out;
  if (lines.empty() || line_text(text, lines[0]) != "---") return out;
  std::size_t close = 1;
  while (close < lines.size() && line_text(text, lines[close]) != "---") ++close;
  if (close == lines.size()) return out;
  out.present = true;
  out.body_line = close + 1;
  for (std::size_t i = 1; i < close;) {
    std::size_t value_at = 0;
    auto key = key_of(line_text(text, lines[i]), value_at);
    if (!key) { ++i; continue; }
    out.properties.push_back(read_property(text, lines, i, close, std::move(*key), value_at));
    i = out.properties.back().end_line;
  }
  return out;
}

}  // namespace sheaf::render
