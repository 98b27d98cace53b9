// The summary of a paper as the HTML of a Zotero note; see zotero_item.hpp.
// Pure functions; any thread.
#include <algorithm>

#include "base/text.hpp"
#include "render/html.hpp"
#include "render/note_parts.hpp"
#include "render/zotero_item.hpp"

namespace sheaf::render {
namespace {

constexpr std::size_t kMostCharacters = 400000;
constexpr std::size_t kTitlePoints = 60;  ///< Zotero shows 79 of a note's first line

std::string paragraph(std::string_view name, std::string_view text) {
  const std::string shown = html_text(text);
  if (trim(shown).empty()) return {};
  return name.empty() ? "<p>" + shown + "</p>\n"
                      : "<p><strong>" + html_text(name) + "</strong> " + shown + "</p>\n";
}

std::string list_of(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items)
    if (!trim(item).empty()) out += "<li>" + html_text(item) + "</li>";
  return out.empty() ? out : "<ul>" + out + "</ul>\n";
}

std::string nested_list(const std::vector<MindNode>& nodes, int depth = 0) {
  if (nodes.empty() || depth > 4) return {};
  std::string out = "<ul>";
  for (const MindNode& node : nodes)
    out += "<li>" + html_text(node.label) + nested_list(node.children, depth + 1) + "</li>";
  return out + "</ul>";
}

/// Who wrote it, for which day, with which score and why.
std::string header(const Entry& entry) {
  std::string line = entry.summary.provider.empty() ? "Sheaf" : html_text(entry.summary.provider);
  line += " · " + format_day(entry.announcement.day) + " · score " + score_text(entry.score.value);
  if (!entry.score.reason.empty()) line += " · " + html_text(entry.score.reason);
  return "<p><em>" + line + "</em></p>\n";
}

std::string doubts(const Summary& summary) {
  std::string out;
  if (!summary.grounding.unsupported.empty())
    out += paragraph("Not in the paper:", join(summary.grounding.unsupported, ", "));
  for (const std::string& warning : summary.warnings) out += paragraph("Warning:", warning);
  return out + paragraph("", summary.note);
}

std::string report(const Report& report) {
  return paragraph("Contribution.", report.contribution) + paragraph("Setup.", report.setup) +
         paragraph("Results.", report.results) + paragraph("Conclusions.", report.conclusions) +
         paragraph("Limits.", report.limits) + paragraph("Future work.", report.future_work);
}

std::string links(const Entry& entry) {
  std::vector<std::string> parts = {html_link("Abstract", entry.paper.abs_url())};
  if (!entry.paper.pdf_url().empty()) parts.push_back(html_link("PDF", entry.paper.pdf_url()));
  if (!entry.summary.code_url.empty()) parts.push_back(html_link("Code", entry.summary.code_url));
  if (!entry.summary.project_url.empty())
    parts.push_back(html_link("Project", entry.summary.project_url));
  return "<p>" + join(parts, " · ") + "</p>\n";
}

}  // namespace

std::string zotero_note_html(const Entry& entry) {
  const Summary& summary = entry.summary;
  std::string out = "<h1>Summary: " + html_text(shorten(entry.paper.title, kTitlePoints)) + "</h1>\n";
  out += header(entry);
  out += paragraph("TL;DR", summary.tldr);
  out += paragraph("", summary.second.tldr);
  out += doubts(summary);
  out += paragraph("Problem.", summary.motivation);
  out += paragraph("Method.", summary.method);
  out += paragraph("Result.", summary.result);
  out += paragraph("Conclusion.", summary.conclusion);
  if (const std::string list = list_of(summary.contributions); !list.empty())
    out += "<p><strong>Contributions</strong></p>\n" + list;
  if (const std::string map = nested_list(summary.mindmap.children); !map.empty())
    out += "<p><strong>Mindmap</strong></p>\n" + map + "\n";
  out += links(entry);
  // The rest is left out whole, so that no element stays open.
  const std::string long_form = report(summary.report);
  if (out.size() + long_form.size() < kMostCharacters) out += long_form;
  return out.size() < kMostCharacters ? out : "<h1>Summary</h1>\n" + header(entry) + links(entry);
}

}  // namespace sheaf::render
