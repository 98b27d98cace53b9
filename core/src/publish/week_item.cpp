// One paper of a weekly page, and its diagram; see week_page.hpp. A fifth of the diagrams that were
// published in this form do not parse (a bracket or a quotation mark outside quotes): such a source
// is drawn anew, each label in quotes.
// Pure functions; any thread.
#include <algorithm>

#include "base/tex.hpp"
#include "base/text.hpp"
#include "publish/sections.hpp"
#include "publish/week_page.hpp"

namespace sheaf::publish {
namespace {

constexpr std::size_t kMostNodes = 200;  // Mermaid gives up at 500 edges or 50,000 characters

std::string date_tag(Day day) {
  return "[arXiv" + replace_all(format_day(day), "-", "").substr(2) + "]";
}

std::string field(std::string_view key, const std::string& value) {
  return value.empty() ? std::string() : "  - **" + std::string(key) + ":** " + value + "\n";
}

/// "[first], [second], [all others]": area, task and key words of the original, or its "TBD".
std::string tag_groups(const std::vector<std::string>& tags, Braces braces) {
  std::string out;
  for (std::size_t i = 0; i < tags.size(); ++i) {
    // A comma or a bracket would make two of one.
    std::string tag = plain_line(tags[i]);
    std::replace(tag.begin(), tag.end(), ',', ';');
    std::replace(tag.begin(), tag.end(), '[', '(');
    std::replace(tag.begin(), tag.end(), ']', ')');
    out += i == 0 ? "[" : i <= 2 ? "], [" : ", ";
    out += mdx(tag, braces);
  }
  return out.empty() ? "TBD" : out + "]";
}

std::string author_names(const Paper& paper) {
  std::vector<std::string> names;
  for (const Author& author : paper.authors) names.push_back(plain_line(author.name));
  return join(names, ", ");
}

/// A semicolon outside brackets would make two institutions of one.
std::string without_semicolons(std::string name) {
  int depth = 0;
  for (char& c : name) {
    if (c == '(' || c == '[' || c == '{') ++depth;
    if ((c == ')' || c == ']' || c == '}') && depth > 0) --depth;
    if (c == ';' && depth == 0) c = ',';
  }
  return name;
}

std::string institution_names(const Entry& entry) {
  std::vector<std::string> names;
  for (const std::string& name : entry.summary.institutions) add_once(names, plain_line(name));
  if (names.empty())
    for (const Author& author : entry.paper.authors)
      for (const std::string& name : author.affiliations) add_once(names, plain_line(name));
  bool commas = false;
  for (std::string& name : names) {
    name = without_semicolons(std::move(name));
    commas = commas || contains(name, ",");
  }
  if (commas && names.size() == 1) return names[0] + ";";
  return join(names, commas ? "; " : ", ");
}

/// The number of the next part inside this one, "2) " of "1) a 2) b", gets a point.
std::string without_number(std::string part, std::size_t next) {
  const std::string sign = std::to_string(next) + ")";
  for (std::size_t at = part.find(sign); at != std::string::npos; at = part.find(sign, at + 1))
    if (at == 0 || is_ascii_space(part[at - 1])) part[at + sign.size() - 1] = '.';
  return part;
}

/// "1) One. 2) Two."; a text alone stays without a number.
std::string numbered(const std::vector<std::string>& parts) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts.size() > 1) out += std::to_string(i + 1) + ") ";
    out += without_number(plain_line(parts[i]), i + 2) + " ";
  }
  return std::string(trim(out));
}

std::string link_of(const Paper& paper) {
  const std::string pdf = safe_url(paper.pdf_url());
  return pdf.empty() || paper.scheme != "arxiv" ? paper_url(paper) : pdf;
}

std::string diagram_block(const Summary& summary) {
  const std::string diagram = week_diagram(summary);
  if (diagram.empty()) return {};
  std::string out = "  - **Mindmap:**\n\n    ```mermaid\n";
  for (const std::string& line : split(diagram, '\n'))
    out += line.empty() ? "\n" : "    " + line + "\n";
  return out + "    ```\n";
}

bool parentheses_pair(std::string_view text) {
  int depth = 0;
  for (const char c : text) {
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (depth < 0) return false;
  }
  return depth == 0;
}

/// Entity codes for all that Mermaid, or a reader that knows no quotes, could take for a shape, an
/// arrow, a tag or an entity.
std::string quoted_label(std::string_view label) {
  const std::string text = plain_text(plain_line(label));
  const bool paired = parentheses_pair(text);
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool again = at > 0 && text[at - 1] == c && (c == '-' || c == '=');
    if (c == '"')
      out += "#quot;";
    else if (c == '<' || c == '>')
      out += c == '<' ? "#lt;" : "#gt;";
    else if (c == '&')
      out += "#amp;";
    else if (std::string_view("#`\\[]{}").find(c) != std::string_view::npos || again ||
             (!paired && (c == '(' || c == ')')))
      out += "#" + std::to_string(static_cast<int>(c)) + ";";
    else
      out += c;
  }
  return out.empty() ? "…" : out;
}

void draw(const MindNode& node, std::size_t& next, std::string& out, std::string parent) {
  if (next >= kMostNodes) return;
  const std::string id = "n" + std::to_string(next++);
  const std::string shape = id + "[\"" + quoted_label(node.label) + "\"]";
  out += parent.empty() ? "    " + shape + "\n" : "    " + parent + " --> " + shape + "\n";
  for (const MindNode& child : node.children) draw(child, next, out, id);
}

/// An identifier, then nothing or a label in brackets that cannot break.
std::string_view behind_node(std::string_view text) {
  const std::size_t id = std::find_if(text.begin(), text.end(),
                                      [](char c) { return !is_ascii_alnum(c) && c != '_'; }) -
                         text.begin();
  if (id == 0 || ascii_lower(text.substr(0, id)) == "end") return text;
  text.remove_prefix(id);
  if (!text.starts_with("[")) return text;
  const bool quoted = text.starts_with("[\"");
  const std::size_t end = quoted ? text.find("\"]", 2) : text.find(']', 1);
  if (end == std::string_view::npos) return "[";
  const std::string_view label = text.substr(quoted ? 2 : 1, end - (quoted ? 2 : 1));
  const bool broken =
      quoted ? contains(label, "\"") || label.starts_with("`")
             : trim(label).empty() || label.find_first_of("()[]{}\"|<>`/\\@;") != label.npos;
  return broken ? "[" : text.substr(end + (quoted ? 2 : 1));
}

/// "A --> B", "A[text] --> B[\"text\"]" or a node alone.
bool is_safe_line(std::string_view line) {
  line = trim(line);
  if (line.empty()) return true;
  for (;;) {
    const std::string_view rest = trim(behind_node(line));
    if (rest.size() == line.size() || rest.starts_with("[")) return false;
    if (rest.empty()) return true;
    if (!rest.starts_with("--> ")) return false;
    line = trim(rest.substr(4));
  }
}

bool is_safe_source(std::string_view source) {
  const std::vector<std::string> lines = split(source, '\n');
  const std::string head(trim(lines.front()));
  const bool known = head == "graph TB" || head == "graph TD" || head == "graph LR";
  return known && lines.size() > 1 && lines.size() < kMostNodes && is_valid_utf8(source) &&
         plain_line(source) == collapse_spaces(source) &&
         std::all_of(lines.begin() + 1, lines.end(),
                     [](const std::string& line) { return is_safe_line(line); });
}

}  // namespace

std::string week_diagram(const Summary& summary) {
  if (!summary.mindmap_source.empty() && is_safe_source(summary.mindmap_source))
    return summary.mindmap_source;
  if (summary.mindmap.label.empty() && summary.mindmap.children.empty()) return {};
  std::string out = "graph TB\n";
  std::size_t next = 0;
  draw(summary.mindmap, next, out, {});
  out.pop_back();
  return out;
}

std::string week_item(const Entry& entry, Braces braces) {
  const Summary& summary = entry.summary;
  const AnnounceType type = entry.announcement.type;
  std::string out =
      "- **" + date_tag(entry.announcement.day) + " " + mdx(entry.paper.title, braces) + "**\n";
  out += field("tags", tag_groups(summary.tags, braces));
  out += field("authors", mdx(author_names(entry.paper), braces));
  const std::string institutions = mdx(institution_names(entry), braces);
  out += field("institution", institutions.empty() ? "TBD" : institutions);
  out += field("link", link_of(entry.paper));
  out +=
      field("code", safe_url(summary.code_url.empty() ? entry.paper.code_url : summary.code_url));
  if (type != AnnounceType::kNew) out += field("type", std::string(announce_type_name(type)));
  out += field("contributions", mdx(numbered(summary.contributions), braces));
  out += field("thumbnail", safe_url(summary.thumbnail_url));
  out += field("Simple LLM Summary", mdx(summary.tldr, braces));
  return out + diagram_block(summary);
}

std::string week_brief(const Entry& entry, Braces braces) {
  return "- " + date_tag(entry.announcement.day) + " " + mdx(entry.paper.title, braces) +
         " [link](" + link_of(entry.paper) + ")";
}

}  // namespace sheaf::publish
