// Tags of titles and notes; see markup.hpp.
// Pure functions; any thread.
#include "base/markup.hpp"

#include <algorithm>
#include <utility>

#include "base/entities.hpp"
#include "base/text.hpp"

namespace sheaf {
namespace {

constexpr std::size_t kLongestTag = 400;

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// "sup" of "</sup>"; in lower case.
std::string name_of_tag(std::string_view tag) {
  std::size_t begin = tag.starts_with("</") ? 2 : 1, end = begin;
  while (end < tag.size() && is_ascii_alnum(tag[end])) ++end;
  return ascii_lower(tag.substr(begin, end - begin));
}

bool is_inline(std::string_view name) {
  return is_one_of(name, {"i", "em", "b", "strong", "sup", "sub", "sc", "span", "nc", "p", "u", "a", "s", "mark", "code", "small"});
}
bool is_block(std::string_view name) {
  return is_one_of(name, {"p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "tr", "td",
                          "th", "tbody", "thead", "hr", "pre"});
}
bool is_kept(std::string_view name) { return is_one_of(name, {"i", "em", "b", "strong", "sup", "sub"}); }

/// Length of a tag with a name for which `known` holds.
template <typename Known>
std::size_t tag_length(std::string_view text, Known known) {
  if (!text.starts_with("<")) return 0;
  const std::string name = name_of_tag(text.substr(0, 16));
  if (!known(name)) return 0;
  const std::size_t after = (text.starts_with("</") ? 2 : 1) + name.size();
  // "<i>" and "<i class=…>", but not "<in" or "<i < 3".
  if (after >= text.size() || !contains("> /\t\n", text.substr(after, 1))) return 0;
  const std::size_t end = text.substr(0, kLongestTag).find_first_of("<>", 1);
  return end == std::string_view::npos || text[end] != '>' ? 0 : end + 1;
}

/// Decoded, but for what markup is made of.
std::string decoded(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t at = std::min(text.find('&'), text.size());
    out += text.substr(0, at);
    text.remove_prefix(at);
    if (text.empty()) break;
    const auto reference = read_entity(text);
    const bool markup = reference && (reference->character == '<' || reference->character == '>' || reference->character == '&');
    const std::size_t length = reference ? reference->length : 1;
    if (reference && !markup) append_utf8(out, reference->character);
    else out += text.substr(0, length);
    text.remove_prefix(length);
  }
  return out;
}

void end_paragraph(std::string& paragraph, std::vector<std::string>& out) {
  if (std::string text = collapse_spaces(decoded(paragraph)); !text.empty()) out.push_back(std::move(text));
  paragraph.clear();
}

bool is_xml_character(char32_t c) {
  if (c == '\t' || c == '\n') return true;
  return c >= 0x20 && !(c >= 0x7F && c < 0xA0) && (c & 0xFFFE) != 0xFFFE &&
         !(c >= 0xFDD0 && c <= 0xFDEF);
}

}  // namespace

std::size_t markup_at(std::string_view text) { return tag_length(text, is_inline); }

std::string without_markup(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('<'), text.size());
    out += text.substr(0, open);
    text.remove_prefix(open);
    if (text.empty()) break;
    const std::size_t length = markup_at(text);
    if (length == 0) out += '<';
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

std::vector<std::string> note_paragraphs(std::string_view html) {
  std::vector<std::string> out;
  std::string paragraph;
  while (!html.empty()) {
    const std::size_t open = std::min(html.find('<'), html.size());
    paragraph += html.substr(0, open);
    html.remove_prefix(open);
    if (html.empty()) break;
    const std::size_t length = tag_length(html, [](std::string_view name) { return is_inline(name) || is_block(name); });
    if (length == 0) {
      paragraph += '<';
      html.remove_prefix(1);
      continue;
    }
    const std::string name = name_of_tag(html.substr(0, length));
    if (is_block(name)) end_paragraph(paragraph, out);
    else if (is_kept(name)) paragraph += (html.starts_with("</") ? "</" : "<") + name + ">";
    html.remove_prefix(length);
  }
  end_paragraph(paragraph, out);
  return out;
}

std::string xml_text(std::string_view text) {
  std::string out;
  const std::string valid = to_valid_utf8(text);
  for (std::size_t pos = 0; pos < valid.size();) {
    const char32_t c = next_code_point(valid, pos);
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        if (is_xml_character(c)) append_utf8(out, c);
    }
  }
  return out;
}

}  // namespace sheaf
