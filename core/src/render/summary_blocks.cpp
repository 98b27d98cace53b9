// The blocks that tell a summary; see summary_blocks.hpp. A model's Markdown is read line by line and
// told in our own structure, so that it brings none of its own.
// Pure functions; any thread.
#include "render/summary_blocks.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "render/markdown.hpp"
#include "render/mermaid.hpp"
#include "render/note_parts.hpp"
#include "render/outline.hpp"

namespace sheaf::render {
namespace {

constexpr std::size_t kMostDoubts = 12;  ///< unsupported claims that are named

/// A model's prose: what the paper does not say is highlighted.
std::string told(std::string_view text, const Summary& summary) {
  return markdown_highlighted(text, summary.grounding.unsupported);
}

std::string by_provider(const Summary& summary) {
  return summary.provider.empty() ? "" : " · " + markdown_text(summary.provider);
}

/// "| a | b |" as a row of ours; empty when the line is none.
std::string table_row(std::string_view line, const Summary& summary) {
  if (line.size() < 3 || line.front() != '|' || line.back() != '|') return {};
  std::string row = "|";
  for (const std::string& cell : split(line.substr(1, line.size() - 2), '|'))
    row += " " + markdown_highlighted(trim(cell), summary.grounding.unsupported, true) + " |";
  return row;
}

/// The line below a table's head: "|---|:-:|".
bool is_table_rule(std::string_view line) {
  return line.size() > 2 && line.front() == '|' && contains(line, "-") &&
         line.find_first_not_of("|-: ") == std::string_view::npos;
}

std::string plain_rule(std::string_view row) {
  std::string rule = "|";
  for (std::size_t i = 1; i < row.size(); ++i)
    if (row[i] == '|' && row[i - 1] != '\\') rule += "---|";
  return rule;
}

/// One line of somebody's Markdown, its own structure told in ours: headings bold, list items kept,
/// everything else text.
std::string essay_line(std::string_view line, const Summary& summary) {
  const std::size_t hashes = std::min(line.find_first_not_of('#'), line.size());
  const bool heading = hashes > 0 && hashes <= 6 && line.substr(hashes).starts_with(" ");
  const bool item = line.starts_with("- ") || line.starts_with("* ");
  if (heading) line.remove_prefix(hashes);
  if (item) line.remove_prefix(2);
  const std::string text = told(replace_all(line, "**", ""), summary);
  if (text.empty()) return {};
  return heading ? "**" + text + "**" : item ? "- " + text : text;
}

/// Paragraphs, lists and tables; what else Markdown knows stays text.
class Essay {
 public:
  explicit Essay(const Summary& summary) : summary_(summary) {}

  void add(std::string_view markdown) {
    last_ = Kind::kProse;
    for (const std::string& raw : split(markdown, '\n')) add_line(trim(raw));
  }
  std::string take() { return std::move(body_); }

 private:
  enum class Kind { kProse, kItem, kRow };

  void add_line(std::string_view line) {
    if (is_table_rule(line) || line.find_first_not_of("-*_ \t\r") == std::string_view::npos) return;
    if (const std::string row = table_row(line, summary_); !row.empty()) {
      const bool first = last_ != Kind::kRow;
      append(row, Kind::kRow);
      if (first) body_ += "\n" + plain_rule(row);
      return;
    }
    const std::string text = essay_line(line, summary_);
    if (!text.empty()) append(text, text.starts_with("- ") ? Kind::kItem : Kind::kProse);
  }

  void append(const std::string& text, Kind kind) {
    if (!body_.empty()) body_ += kind != Kind::kProse && kind == last_ ? "\n" : "\n\n";
    body_ += text;
    last_ = kind;
  }

  const Summary& summary_;
  std::string body_;
  Kind last_ = Kind::kProse;
};

}  // namespace

std::string tldr_text(const Summary& summary) {
  if (trim(summary.tldr).empty()) return {};
  std::string body = told(summary.tldr, summary);
  if (!trim(summary.second.tldr).empty())
    body += "\n\n" + markdown_highlighted(summary.second.tldr, summary.grounding.unsupported);
  if (!summary.note.empty()) body += "\n\n*" + markdown_text(summary.note) + "*";
  return callout("abstract", "TL;DR" + by_provider(summary), body);
}

std::string doubts_text(const Summary& summary) {
  std::string lines;
  const Grounding& grounding = summary.grounding;
  if (!grounding.unsupported.empty()) {
    lines += "\n" + std::to_string(grounding.unsupported.size()) + " of " +
             std::to_string(grounding.checked) +
             " numbers, names and quotes of this summary are not in the paper, and highlighted:";
    const std::size_t shown = std::min(grounding.unsupported.size(), kMostDoubts);
    for (std::size_t i = 0; i < shown; ++i)
      lines += (i > 0 ? ", " : " ") + markdown_text(shorten(grounding.unsupported[i], 60));
    if (shown < grounding.unsupported.size()) lines += ", …";
  }
  for (const std::string& warning : summary.warnings)
    lines += "\n- " + markdown_text(shorten(warning, 200));
  return lines.empty() ? lines : callout("warning", "To be doubted", lines.substr(1));
}

std::string card_text(const Summary& summary) {
  std::string rows;
  const auto add = [&](const char* name, const std::string& text) {
    if (!trim(text).empty())
      rows += "\n| **" + std::string(name) + "** | " +
              markdown_highlighted(text, summary.grounding.unsupported, true) + " |";
  };
  add("Problem", summary.motivation);
  add("Method", summary.method);
  add("Result", summary.result);
  add("Conclusion", summary.conclusion);
  add("Limits", join(summary.limitations, " "));
  add("Next", join(summary.future_work, " "));
  return rows.empty() ? rows : "| | |\n|---|---|" + rows;
}

std::string contributions_text(const Summary& summary) {
  std::string out;
  for (const std::string& line : summary.contributions)
    if (!trim(line).empty()) out += "\n- " + told(line, summary);
  return out.empty() ? out : "**Contributions**\n" + out;
}

std::string report_text(const Summary& summary) {
  const Report& report = summary.report;
  Essay essay(summary);
  const auto add = [&essay](const char* name, const std::string& text) {
    if (trim(text).empty()) return;
    essay.add("# " + std::string(name));
    essay.add(text);
  };
  add("Contribution", report.contribution);
  add("Setup", report.setup);
  add("Results", report.results);
  add("Conclusions", report.conclusions);
  add("Limits", report.limits);
  add("Future work", report.future_work);
  const std::string body = essay.take();
  const std::string from = summary.from_full_text ? " · from the full text" : " · from the abstract";
  return body.empty() ? body : callout("note", "Report" + from, body, true);
}

std::string essay_text(const Summary& summary) {
  Essay essay(summary);
  essay.add(summary.text);
  const std::string body = essay.take();
  return body.empty() ? body : callout("note", "Summary" + by_provider(summary), body, true);
}

std::string mindmap_text(const Summary& summary) {
  const MindNode& root = summary.mindmap;
  if (root.children.empty()) return {};
  // The outline is for vaults where Mermaid is off, which is every new one since Obsidian 1.13.
  std::string outline = markdown_outline(root);
  outline.pop_back();
  return "```mermaid\n" + mermaid_mindmap(root) + "```\n\n" +
         callout("note", "Outline", outline, true);
}

}  // namespace sheaf::render
