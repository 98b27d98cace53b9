// What notes are made of, and how they are written out; see note.hpp.
// Pure functions; any thread.
#include "render/note.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/file.hpp"
#include "base/text.hpp"
#include "model/arxiv_id.hpp"
#include "render/front_matter.hpp"
#include "render/markdown.hpp"
#include "render/note_parts.hpp"
#include "base/tex.hpp"

namespace sheaf::render {

std::string marked_block(const Note::Block& block) {
  const std::size_t feed = block.text.rfind('\n');
  const std::string_view last =
      std::string_view(block.text).substr(feed == std::string::npos ? 0 : feed + 1);
  const bool paragraph =
      !last.empty() && std::string_view(">|-` \t").find(last.front()) == std::string_view::npos;
  return block.text + (paragraph ? " ^" : "\n\n^") + block.id;
}

std::string start_mark(std::string_view id) { return "%% " + std::string(id) + " %%"; }

std::string Note::to_text() const {
  std::string out = "---\n";
  for (const Property& property : properties) out += property.key + ": " + property.value + "\n";
  out += "---\n\n";
  if (!heading.empty()) out += heading + "\n\n";
  for (const Block& block : blocks) {
    if (!block.before.empty()) out += block.before + "\n\n" + start_mark(block.id) + "\n\n";
    out += marked_block(block) + "\n\n";
  }
  return out + tail;
}

std::string yaml_list(const std::vector<std::string>& items) {
  std::vector<std::string> quoted;
  for (const std::string& item : items) quoted.push_back(yaml_string(item));
  return "[" + join(quoted, ", ") + "]";
}

std::string score_text(double score) {
  if (!std::isfinite(score)) return "0";
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.2f", std::min(std::max(score, -1e9), 1e9));
  std::string out(buffer);
  // A process under another locale writes a comma.
  for (char& c : out)
    if (c == ',') c = '.';
  while (out.ends_with('0')) out.pop_back();
  if (out.ends_with('.')) out.pop_back();
  return out == "-0" ? "0" : out;
}

std::string callout(std::string_view kind, std::string_view title, std::string_view body,
                    bool folded) {
  std::string out = "> [!" + std::string(kind) + (folded ? "]- " : "] ") + std::string(title);
  for (const std::string& line : split(body, '\n')) out += line.empty() ? "\n>" : "\n> " + line;
  return out;
}

Note::Block sample_block(std::string_view what, std::string_view sentence) {
  return {"sheaf-sample",
          callout("warning", "Sample " + std::string(what) + ", invented by Sheaf", sentence)};
}

void put_first(Note& note, const char* id, std::string text) {
  const bool there = std::any_of(note.blocks.begin(), note.blocks.end(),
                                 [id](const Note::Block& block) { return block.id == id; });
  if (!there && !text.empty()) note.blocks.insert(note.blocks.begin(), {id, std::move(text)});
}

std::string plain_day(Day day) {
  const std::string text = format_long_day(day);
  const std::size_t space = text.find(' ');
  return space == std::string::npos ? text : text.substr(space + 1);
}

std::string page_name(std::string_view text, std::size_t max_bytes) {
  const std::string plain = replace_all(replace_all(plain_text(text), "`", "'"), "$", "");
  return safe_file_name(plain, max_bytes);
}

std::string paper_label(const Paper& paper) {
  const bool told = paper.scheme == "arxiv" || paper.id.starts_with(paper.scheme + ":");
  return told ? paper.id : paper.scheme + ":" + paper.id;
}

std::string note_arxiv_id(std::string_view note_text) {
  const FrontMatter matter = read_front_matter(note_text, split_lines(note_text));
  const FrontMatter::Property* property = matter.find("arxiv");
  if (!property) return {};
  const auto id = parse_arxiv_id(property->value.scalar());
  return id ? id->base : std::string();
}

}  // namespace sheaf::render
