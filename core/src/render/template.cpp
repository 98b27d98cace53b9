// Reading a whole template: front matter, heading, body; see template.hpp.
// Pure; any thread.
#include "render/template.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "render/template_fill.hpp"
#include "render/template_read.hpp"

namespace sheaf::render {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{64} << 10;

/// UTF-8 with plain line feeds; places in it are still those of the file's lines.
std::string clean(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return replace_all(to_valid_utf8(text), "\r\n", "\n");
}

/// Where the line "---" that closes front matter begins; npos: it is open.
std::size_t matter_end(std::string_view text) {
  for (std::size_t at = 4; at <= text.size();) {
    const std::size_t feed = std::min(text.find('\n', at), text.size());
    if (text.substr(at, feed - at) == "---") return at;
    at = feed + 1;
  }
  return std::string_view::npos;
}

bool has_matter(std::string_view text) { return text.starts_with("---\n"); }

Result<std::vector<TemplateProperty>> read_matter(const TemplateText& text) {
  const std::size_t end = matter_end(text.text());
  if (end != std::string_view::npos) return read_template_matter(text, 4, end);
  return text.wrong(0, "the front matter is not closed: add a line \"---\" below it");
}

}  // namespace

Result<NoteTemplate> NoteTemplate::read(std::string_view bytes, std::string_view name,
                                        const Vocabulary& words) {
  const std::string content = clean(bytes.substr(0, kMaxBytes + 1));
  const TemplateText text(content, name, words);
  if (bytes.size() > kMaxBytes) return text.wrong(0, "a template has at most 64 KiB: shorten it");
  TemplateTree tree;
  std::size_t at = 0;
  if (has_matter(content)) {
    SHEAF_ASSIGN(tree.properties, read_matter(text));
    at = std::min(matter_end(content) + 4, content.size());
  } else {
    SHEAF_ASSIGN(tree.properties, read_matter({words.built_in, "the built-in template", words}));
  }
  const std::size_t first = content.find_first_not_of("\n", at);
  if (first != std::string::npos && content.compare(first, 2, "# ") == 0) {
    const std::size_t feed = std::min(content.find('\n', first), content.size());
    SHEAF_ASSIGN(tree.heading, read_template_body(text, first, feed, true));
    at = feed;
  }
  SHEAF_ASSIGN(tree.body, read_template_body(text, at, content.size(), false));
  return NoteTemplate(std::move(tree));
}

Note NoteTemplate::fill(const TemplateScope& scope) const { return fill_template(tree_, scope); }

}  // namespace sheaf::render
