// Tags of a template and errors with their place; see template_read.hpp.
// Read-only; any thread.
#include <algorithm>

#include "base/text.hpp"
#include "render/template_read.hpp"

namespace sheaf::render {
namespace {

constexpr std::string_view kSigils = "#^/>!";
constexpr std::size_t kMaxShown = 40;

/// "; did you mean "method"?", or the names there are.
std::string suggestion(std::string_view name, const std::vector<std::string>& known) {
  std::string nearest;
  std::size_t best = 3;
  for (const std::string& candidate : known) {
    const std::size_t distance = edit_distance(name.substr(0, kMaxShown), candidate);
    if (distance >= best) continue;
    best = distance;
    nearest = candidate;
  }
  return nearest.empty() ? "; there are " + join(known, ", ") : "; did you mean \"" + nearest + "\"?";
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t") == std::string_view::npos;
}

template <class List>
std::vector<std::string> names_of(const List& list) {
  std::vector<std::string> names;
  for (const auto& item : list) names.emplace_back(item.name);
  return names;
}

template <class List>
std::size_t index_of(const List& list, std::string_view name) {
  std::size_t i = 0;
  while (i < list.size() && list[i].name != name) ++i;
  return i;
}

}  // namespace

Error TemplateText::wrong(std::size_t at, const std::string& problem) const {
  const std::string_view before = text_.substr(0, at);
  const std::size_t feed = before.rfind('\n');
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t column =
      1 + count_code_points(before.substr(feed == std::string_view::npos ? 0 : feed + 1));
  return {ErrorCode::kInvalid, std::string(name_) + ":" + std::to_string(line) + ":" +
                                   std::to_string(column) + ": " + problem};
}

Result<TemplateTag> TemplateText::next_tag(std::size_t from, std::size_t end) const {
  TemplateTag tag;
  tag.begin = tag.end = std::min(text_.substr(0, end).find("{{", from), end);
  if (tag.begin == end) return tag;
  const std::size_t feed = std::min(text_.find('\n', tag.begin), end);
  const std::size_t close = text_.substr(0, feed).find("}}", tag.begin + 2);
  if (close == std::string_view::npos)
    return wrong(tag.begin, "\"{{\" is not closed on its line: add \"}}\"");
  tag.end = close + 2;
  std::string_view inside = trim(text_.substr(tag.begin + 2, close - tag.begin - 2));
  if (inside.starts_with('{') || inside.starts_with('&'))
    return wrong(tag.begin, "write {{name}} with two braces: values are always made safe");
  if (!inside.empty() && contains(kSigils, inside.substr(0, 1))) {
    tag.sigil = inside.front();
    inside = trim(inside.substr(1));
  }
  tag.name = inside;
  if (tag.name.empty() && tag.sigil != '!') return wrong(tag.begin, "a name is missing between {{ and }}");
  const std::size_t before = text_.substr(0, tag.begin).rfind('\n');
  tag.line_begin = before == std::string_view::npos ? 0 : before + 1;
  tag.line_end = feed < end ? feed + 1 : end;
  tag.alone = tag.sigil != '\0' && tag.line_begin >= from &&
              is_blank(text_.substr(tag.line_begin, tag.begin - tag.line_begin)) &&
              is_blank(text_.substr(tag.end, feed - tag.end));
  return tag;
}

Status TemplateText::find_field(TemplateNode& node, const TemplateTag& tag,
                                const Vocabulary* papers) const {
  const Vocabulary& inner = papers ? *papers : words_;
  node.index = index_of(inner.fields, tag.name);
  const Vocabulary::Field* field = nullptr;
  if (node.index < inner.fields.size()) {
    field = &inner.fields[node.index];
  } else if (papers && (node.index = index_of(words_.fields, tag.name)) < words_.fields.size()) {
    field = &words_.fields[node.index];
    node.outer = true;
  }
  if (!field)
    return wrong(tag.begin, "there is no value \"" + shorten(tag.name, kMaxShown) + "\"" +
                                suggestion(tag.name, names_of(inner.fields)));
  node.field = field->kind;
  node.repeats = field->list;
  return {};
}

Result<std::size_t> TemplateText::find_block(const TemplateTag& tag) const {
  const std::size_t index = index_of(words_.blocks, tag.name);
  if (index < words_.blocks.size()) return index;
  return wrong(tag.begin, "there is no block \"" + shorten(tag.name, kMaxShown) + "\"" +
                              suggestion(tag.name, names_of(words_.blocks)));
}

}  // namespace sheaf::render
