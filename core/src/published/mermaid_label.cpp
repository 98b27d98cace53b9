// The text of a Mermaid label; see mermaid_graph.hpp.
// Pure functions; any thread.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "published/listing_text.hpp"
#include "published/mermaid_graph.hpp"

namespace sheaf::published::mermaid {
namespace {

// Takes a pair of quotes or backticks off, also where only one of the two is there.
std::string_view without_quotes(std::string_view text) {
  text = trim(text);
  const std::size_t quotes = static_cast<std::size_t>(std::count(text.begin(), text.end(), '"'));
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
    text = text.substr(1, text.size() - 2);
  else if (quotes == 1 && text.front() == '"')
    text.remove_prefix(1);
  else if (quotes == 1 && text.back() == '"')
    text.remove_suffix(1);
  text = trim(text);
  if (text.size() >= 2 && text.front() == '`' && text.back() == '`')
    text = text.substr(1, text.size() - 2);
  return text;
}

// "br", "b", "/b": what a tag of formatting is called; empty when the text is no such tag.
std::string formatting_tag(std::string_view text, std::size_t& size) {
  constexpr std::array<std::string_view, 13> kTags = {
      "br", "b", "i", "u", "em", "strong", "small", "sub", "sup", "span", "center", "p", "div"};
  const std::size_t close = text.substr(0, 60).find('>');
  if (close == std::string_view::npos) return {};
  std::string_view inside = trim(text.substr(1, close - 1));
  if (inside.starts_with('/')) inside.remove_prefix(1);
  if (inside.ends_with('/')) inside.remove_suffix(1);
  const std::string name = ascii_lower(inside.substr(0, inside.find(' ')));
  if (std::find(kTags.begin(), kTags.end(), name) == kTags.end()) return {};
  size = close + 1;
  return name;
}

// "\n" breaks a line in older charts; "\nabla" and "\neq" do not. `rest` stands behind the "n".
bool is_latex(std::string_view rest) {
  constexpr std::array<std::string_view, 14> kCommands = {
      "abla", "u", "eq", "e", "eg", "ot", "otin", "i", "orm", "exists", "mid", "leq", "geq", "sim"};
  std::size_t end = 0;
  while (end < rest.size() && rest[end] >= 'a' && rest[end] <= 'z' && end < 8) ++end;
  return std::find(kCommands.begin(), kCommands.end(), rest.substr(0, end)) != kCommands.end();
}

// Tags that break a line become a space, those of formatting nothing, others stay as text.
std::string without_tags(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::size_t size = 0;
    if (text[at] == '<') {
      const std::string tag = formatting_tag(text.substr(at), size);
      if (tag == "br" || tag == "p" || tag == "div") out += ' ';
    }
    if (text.substr(at, 2) == "\\n" && !is_latex(text.substr(at + 2))) {
      out += ' ';
      size = 2;
    }
    if (size == 0)
      out += text[at];
    else
      at += size - 1;
  }
  return out;
}

// "fa:fa-car Text" → "Text".
std::string_view without_icon(std::string_view text) {
  if (!text.starts_with("fa:") && !text.starts_with("fab:") && !text.starts_with("fas:"))
    return text;
  const std::size_t space = text.find(' ');
  return space == std::string_view::npos ? text : trim(text.substr(space));
}

// "**Text**" → "Text": a label is one style.
std::string_view without_bold(std::string_view text) {
  const bool bold = text.size() > 4 && text.starts_with("**") && text.ends_with("**");
  return bold ? text.substr(2, text.size() - 4) : text;
}

}  // namespace

std::string label_text(std::string_view raw) {
  const std::string unescaped = replace_all(without_quotes(raw), "\\\"", "\"");
  const std::string plain = listing::decode_mermaid_entities(without_tags(unescaped));
  return shorten(listing::one_line(without_bold(without_icon(trim(plain)))), kMaxLabel);
}

}  // namespace sheaf::published::mermaid
