// An entry as the HTML a feed carries, and text for XML; see feed.hpp.
// Pure functions; any thread.
#include "base/text.hpp"
#include "publish/escape.hpp"
#include "publish/feed.hpp"
#include "publish/sections.hpp"
#include "render/html.hpp"

namespace sheaf::publish {
namespace {

using render::html_link;
using render::html_text;

std::string paragraphs_of(std::string_view name, std::string_view text) {
  std::string out;
  for (const std::string& line : split(text, '\n')) {
    if (trim(line).empty()) continue;
    const std::string head =
        out.empty() && !name.empty() ? "<b>" + std::string(name) + ".</b> " : "";
    out += "<p>" + head + html_text(line) + "</p>";
  }
  return out;
}

std::string list_of(std::string_view name, const std::vector<std::string>& items) {
  if (items.empty()) return {};
  std::string out = "<p><b>" + std::string(name) + ".</b></p><ul>";
  for (const std::string& item : items) out += "<li>" + html_text(item) + "</li>";
  return out + "</ul>";
}

std::string byline(const Entry& entry) {
  std::vector<std::string> names;
  for (const Author& author : entry.paper.authors) names.push_back(author.name);
  std::string out = html_text(join(names, ", "));
  std::string facts = join(entry.paper.categories, ", ");
  if (entry.announcement.type != AnnounceType::kNew)
    facts += (facts.empty() ? "" : ", ") + std::string(announce_type_name(entry.announcement.type));
  if (!facts.empty()) out += (out.empty() ? "" : " · ") + html_text(facts);
  return out.empty() ? out : "<p>" + out + "</p>";
}

std::string links(const Entry& entry) {
  std::string out = html_link("Page", paper_url(entry.paper));
  if (const std::string pdf = safe_url(entry.paper.pdf_url()); !pdf.empty())
    out += " · " + html_link("PDF", pdf);
  const std::string& code =
      entry.paper.code_url.empty() ? entry.summary.code_url : entry.paper.code_url;
  if (const std::string url = safe_url(code); !url.empty()) out += " · " + html_link("Code", url);
  return "<p>" + out + "</p>";
}

std::string summary_html(const Summary& summary) {
  std::string out = paragraphs_of("TL;DR", summary.tldr);
  out += paragraphs_of("", summary.second.tldr);
  out += paragraphs_of("Motivation", summary.motivation) + paragraphs_of("Method", summary.method);
  out += paragraphs_of("Result", summary.result) + paragraphs_of("Conclusion", summary.conclusion);
  out +=
      list_of("Contributions", summary.contributions) + list_of("Limitations", summary.limitations);
  out += paragraphs_of("", summary.text);
  if (!out.empty() && !summary.provider.empty())
    out += "<p><small>Summary: " + html_text(summary.provider) + "</small></p>";
  return out;
}

}  // namespace

std::string entry_html(const Entry& entry) {
  std::string out = byline(entry);
  if (!entry.score.reason.empty()) out += "<p><i>" + html_text(entry.score.reason) + "</i></p>";
  out += summary_html(entry.summary);
  out += paragraphs_of("Abstract", entry.paper.abstract);
  out += paragraphs_of("Comment", entry.paper.comment);
  return out + links(entry);
}

}  // namespace sheaf::publish
