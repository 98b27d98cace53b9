// The summary of a paper as the HTML of a Zotero note; see zotero_note.hpp.
// Pure functions; any thread.
#include "render/zotero_note.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "base/text.hpp"
#include "render/html.hpp"
#include "render/mindmap_svg.hpp"
#include "render/note_parts.hpp"
#include "render/zotero_mark.hpp"

namespace sheaf::render {
namespace {

constexpr std::size_t kMostBytes = 400000;
constexpr std::size_t kTitlePoints = 60;  ///< Zotero shows 79 of a note's first line
constexpr std::size_t kMostLinePoints = 500;
constexpr std::size_t kMostAttribute = 2000;
constexpr int kMostWidth = 700;  ///< pixels: what a side pane shows without scrolling far
constexpr std::string_view kMindmapHead = "<p><strong>Mindmap</strong></p>\n";

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
std::string header(const Entry& entry, Day day) {
  const std::string provider = html_text(shorten(entry.summary.provider, kMostLinePoints));
  std::string line = provider.empty() ? "Sheaf" : provider;
  line += " · " + format_day(day) + " · score " + score_text(entry.score.value);
  if (!entry.score.reason.empty()) line += " · " + html_text(shorten(entry.score.reason, kMostLinePoints));
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
  std::vector<std::string> parts;
  const auto add = [&parts](std::string_view label, const std::string& url) {
    if (!url.empty() && url.size() <= kMostAttribute) parts.push_back(html_link(label, url));
  };
  add("Abstract", entry.paper.abs_url());
  add("PDF", entry.paper.pdf_url());
  add("Code", entry.summary.code_url);
  add("Project", entry.summary.project_url);
  return parts.empty() ? std::string() : "<p>" + join(parts, " · ") + "</p>\n";
}

/// What the summary says: the part whose change is news.
std::string summary_html(const Entry& entry) {
  const Summary& summary = entry.summary;
  std::string out = paragraph("TL;DR", summary.tldr);
  out += paragraph("", summary.second.tldr);
  out += doubts(summary);
  out += paragraph("Problem.", summary.motivation);
  out += paragraph("Method.", summary.method);
  out += paragraph("Result.", summary.result);
  out += paragraph("Conclusion.", summary.conclusion);
  if (const std::string list = list_of(summary.contributions); !list.empty())
    out += "<p><strong>Contributions</strong></p>\n" + list;
  if (const std::string map = nested_list(summary.mindmap.children); !map.empty())
    out += std::string(kMindmapHead) + map + "\n";
  // What does not fit is left out whole, so that no element stays open.
  const std::string long_form = report(summary.report);
  if (out.size() + long_form.size() < kMostBytes) out += long_form;
  return out.size() < kMostBytes ? out : paragraph("", "This summary is too long for a note.");
}

std::string top(const Entry& entry, Day day, bool sample) {
  std::string out = "<h1>Summary: " + html_text(shorten(entry.paper.title, kTitlePoints)) + "</h1>\n";
  if (sample) out += paragraph("Sample.", "This paper is invented by Sheaf to show what a digest is.");
  out += header(entry, day);
  return out + paragraph("Comment:", shorten(entry.paper.comment, kMostLinePoints));
}

/// The line that tells a reader what may be changed, and the mark.
std::string bottom(const std::string& mark) {
  return "<p><em>Written by Sheaf. A note that you change is yours: newer summaries are then put beside it. " +
         mark + "</em></p>\n";
}

/// The number behind ` name="` of an SVG's first element.
int svg_length(std::string_view svg, std::string_view name) {
  const std::size_t at = svg.find(" " + std::string(name) + "=\"");
  return at == std::string_view::npos ? 0 : std::atoi(std::string(svg.substr(at + name.size() + 3, 9)).c_str());
}

ZoteroNoteImage mindmap_image(const Summary& summary) {
  ZoteroNoteImage image;
  image.id = "mindmap";
  image.svg = mindmap_svg(summary.mindmap, summary.language);
  const int width = std::max(svg_length(image.svg, "width"), 1);
  image.width = std::min(width, kMostWidth);
  image.height = static_cast<int>(static_cast<std::int64_t>(svg_length(image.svg, "height")) * image.width / width);
  image.after = kMindmapHead;
  image.html = "<p><img alt=\"" + std::string(kZoteroImageAlt) + "\" data-attachment-key=\"{key}\" width=\"" +
               std::to_string(image.width) + "\" height=\"" + std::to_string(image.height) + "\"></p>\n";
  return image;
}

}  // namespace

ZoteroNote zotero_note(const Entry& entry, const ZoteroNoteOptions& options) {
  const std::string summary = summary_html(entry);
  const Day day = options.day.value_or(entry.announcement.day);
  const std::string head = top(entry, day, options.sample), foot = links(entry);
  ZoteroMark mark;
  mark.day = day;
  mark.item = options.item_fingerprint;
  mark.summary = zotero_note_fingerprint(summary);
  // A fingerprint leaves the last mark out, so that it can stand in what it is made from.
  mark.note = zotero_note_fingerprint(head + summary + foot + bottom(zotero_mark_text(mark)));
  ZoteroNote note;
  note.fingerprint = zotero_mark_text(mark);
  note.html = head + summary + foot + bottom(note.fingerprint);
  note.summary = summary;
  if (options.images && contains(summary, kMindmapHead)) note.images.push_back(mindmap_image(entry.summary));
  return note;
}

}  // namespace sheaf::render
