// How a value is written where it stands; see template_fill.hpp.
// Pure functions; any thread.
#include <algorithm>

#include "base/tex.hpp"
#include "base/text.hpp"
#include "render/markdown.hpp"
#include "render/note_parts.hpp"
#include "render/template_fill.hpp"

namespace sheaf::render {
namespace {

/// What is left of an id where nothing can be escaped.
std::string plain_only(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (is_ascii_alnum(c) || contains("._:/+-@", std::string_view(&c, 1))) out += c;
  return out;
}

/// A whole URL for "](…)", or nothing.
std::string link_target(std::string_view url) {
  const std::string link = markdown_link("x", url);
  return link.starts_with("[x](") ? link.substr(4, link.size() - 5) : std::string();
}

std::string prose(std::string_view text, FieldKind kind, bool in_table,
                  const std::vector<std::string>& unsupported) {
  switch (kind) {
    case FieldKind::kLink:
      return in_table ? replace_all(replace_all(text, "\\|", "|"), "|", "\\|") : std::string(text);
    case FieldKind::kTold: return markdown_highlighted(text, unsupported, in_table);
    case FieldKind::kPlain:
    case FieldKind::kNumber: return plain_only(text);
    default: return in_table ? markdown_cell(text) : markdown_text(text);
  }
}

std::string placed(std::string_view text, FieldKind kind, Place place,
                   const std::vector<std::string>& unsupported) {
  switch (place) {
    case Place::kProse: return prose(text, kind, false, unsupported);
    case Place::kPiped: return replace_all(prose(text, kind, false, unsupported), "|", "\\|");
    case Place::kCell: return prose(text, kind, true, unsupported);
    case Place::kTarget: return page_name(text);
    case Place::kLabel: return link_label(text);
    case Place::kUrlStart: return kind == FieldKind::kUrl ? link_target(text) : percent_encode(text);
    case Place::kUrl: return percent_encode(text);
    case Place::kCode: return plain_only(text);
  }
  return {};
}

}  // namespace

std::string placed_value(const std::vector<std::string>& items, FieldKind kind, Place place,
                         const std::vector<std::string>& unsupported) {
  std::vector<std::string> out;
  for (const std::string& item : items) out.push_back(placed(item, kind, place, unsupported));
  return join(out, ", ");
}

}  // namespace sheaf::render
