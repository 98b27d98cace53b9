// The digest as a mail; see digest_mail.hpp. Mail programs know little HTML: plain blocks, inline styles.
// Pure functions; any thread.
#include "render/digest_mail.hpp"

#include "base/tex.hpp"
#include "base/text.hpp"
#include "render/html.hpp"

namespace sheaf::render {
namespace {

constexpr std::size_t kColumns = 76, kAuthors = 5;

std::string plain(std::string_view text) { return collapse_spaces(plain_text(to_valid_utf8(text))); }

std::string count_of(std::size_t count, const char* noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string authors_of(const Paper& paper) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < paper.authors.size() && i < kAuthors; ++i) names.push_back(plain(paper.authors[i].name));
  if (paper.authors.size() > kAuthors) names.push_back("+" + std::to_string(paper.authors.size() - kAuthors));
  return join(names, ", ");
}

std::string score_of(const Score& score) {
  const auto tenths = static_cast<long long>(score.value * 10 + (score.value < 0 ? -0.5 : 0.5));
  const std::string sign = tenths < 0 ? "-" : "";
  const long long size = tenths < 0 ? -tenths : tenths;
  return sign + std::to_string(size / 10) + "." + std::to_string(size % 10);
}

std::string page_link(const DeliveryNote& note) {
  return note.page_url.empty() || !note.digest ? note.page_url : note.page_url + "/" + format_day(note.day) + ".html";
}

/// Lines of at most kColumns where words allow, each with `indent` before it.
std::string wrapped(std::string_view text, std::string_view indent) {
  std::string out, line;
  std::size_t width = 0;
  for (const std::string& word : split_list(text, ' ')) {
    const std::size_t size = count_code_points(word);
    if (!line.empty() && indent.size() + width + 1 + size > kColumns) {
      out += std::string(indent) + line + "\n";
      line.clear();
      width = 0;
    }
    width += (line.empty() ? 0 : 1) + size;
    line += (line.empty() ? "" : " ") + word;
  }
  return line.empty() ? out : out + std::string(indent) + line + "\n";
}

/// The first paragraph: what this mail is.
std::string opening(const DeliveryNote& note) {
  const std::string day = format_long_day(note.day);
  if (note.kind == DeliveryKind::kFailed)
    return "The digest of " + day + " could not be made" + (note.failure.empty() ? "." : ": " + plain(note.failure));
  if (note.kind == DeliveryKind::kEmpty) return "There are no papers for you on " + day + ".";
  std::string text = count_of(note.papers, "paper") + (note.late ? " came after the first mail about " + day : " on " + day);
  if (note.shown.size() < note.papers) text += ", the best " + std::to_string(note.shown.size()) + " below";
  if (note.digest->left_out > 0 && !note.late) text += "; " + std::to_string(note.digest->left_out) + " more were announced and left out";
  return text + ".";
}

std::string paragraph(const char* style, const std::string& content) {
  return "<p style=\"margin:2px 0;" + std::string(style) + "\">" + content + "</p>\n";
}

std::string entry_html(const Entry& entry) {
  constexpr const char* kDim = "color:#5c5f66;font-size:14px";
  const Paper& paper = entry.paper;
  std::string out = "<div style=\"padding:12px 0;border-top:1px solid #dcdee3\">\n<h2 style=\"font-size:16px;line-height:1.35;margin:0\">"
                    "<span style=\"color:#2f5fd0\">" + score_of(entry.score) + "</span> " + html_link(paper.title, paper.abs_url()) + "</h2>\n";
  std::string meta = authors_of(paper);
  if (const std::string category = paper.primary_category(); !category.empty()) meta += (meta.empty() ? "" : " · ") + category;
  out += paragraph(kDim, html_text(meta));
  if (!entry.score.reason.empty()) out += paragraph("color:#5c5f66;font-size:14px;font-style:italic", html_text(entry.score.reason));
  if (!entry.summary.tldr.empty()) out += paragraph("", html_text(entry.summary.tldr));
  for (const std::string& warning : entry.summary.warnings) out += paragraph("color:#9a4a00;font-size:14px", html_text(warning));
  std::vector<std::string> links;
  if (const std::string pdf = paper.pdf_url(); !pdf.empty()) links.push_back(html_link("PDF", pdf));
  if (!entry.summary.code_url.empty()) links.push_back(html_link("Code", entry.summary.code_url));
  if (!links.empty()) out += paragraph(kDim, join(links, " · "));
  return out + "</div>\n";
}

std::string entry_text(const Entry& entry) {
  std::string out = wrapped("[" + score_of(entry.score) + "] " + plain(entry.paper.title), "");
  out += wrapped(authors_of(entry.paper), "  ");
  if (!entry.score.reason.empty()) out += wrapped(plain(entry.score.reason), "  ");
  if (!entry.summary.tldr.empty()) out += wrapped(plain(entry.summary.tldr), "  ");
  for (const std::string& warning : entry.summary.warnings) out += wrapped("! " + plain(warning), "  ");
  if (const std::string url = entry.paper.abs_url(); !url.empty()) out += "  " + url + "\n";
  return out + "\n";
}

}  // namespace

std::vector<std::string> status_lines(const Digest& digest, bool all) {
  std::vector<std::string> lines;
  for (const SourceStatus& source : digest.sources)
    if (source.state > SourceState::kEmpty || (all && source.papers == 0)) lines.push_back(plain(describe(source)));
  return lines;
}

std::string delivery_subject(const DeliveryNote& note) {
  std::string what = count_of(note.papers, "paper");
  if (note.late) what = count_of(note.papers, "late paper");
  if (note.kind == DeliveryKind::kEmpty) what = "no papers";
  if (note.kind == DeliveryKind::kFailed) what = "no digest: it could not be made";
  const bool partial = note.kind == DeliveryKind::kPapers && note.digest && note.digest->degraded();
  const bool sample = note.digest && note.digest->sample;
  return what + (partial ? " (not complete)" : "") + (sample ? " (sample)" : "") + " · " + format_long_day(note.day) + " · " + plain(note.profile);
}

std::string mail_html(const DeliveryNote& note) {
  std::string out = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light\"><title>" +
                    html_text(delivery_subject(note)) + "</title></head>\n<body style=\"margin:0;background:#ffffff;color:#1c1c1e;"
                    "font:15px/1.5 -apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif\">\n<div style=\"max-width:680px;margin:0 auto;padding:12px\">\n"
                    "<h1 style=\"font-size:20px;margin:8px 0\">" + html_text(format_long_day(note.day)) + "</h1>\n";
  if (note.digest && note.digest->sample) out += paragraph("color:#9a4a00", "A sample: these papers are invented.");
  out += paragraph("", html_text(opening(note)));
  if (note.digest)
    for (const std::string& line : status_lines(*note.digest, note.kind != DeliveryKind::kPapers)) out += paragraph("color:#9a4a00", html_text(line));
  if (const std::string link = page_link(note); !link.empty()) out += paragraph("", html_link("Read it in the archive", link));
  for (const std::size_t index : note.shown) out += entry_html(note.digest->entries[index]);
  out += "<p style=\"color:#5c5f66;font-size:13px;border-top:1px solid #dcdee3;padding-top:8px\">Made by Sheaf for the profile " + html_text(note.profile) + ".";
  if (note.unsubscribe.starts_with("https://")) out += " " + html_link("Unsubscribe", note.unsubscribe);
  if (note.unsubscribe.starts_with("mailto:")) out += " To unsubscribe write to " + html_text(note.unsubscribe.substr(7)) + ".";
  return out + "</p>\n</div>\n</body></html>\n";
}

std::string mail_text(const DeliveryNote& note) {
  std::string out;
  if (note.digest && note.digest->sample) out += "A sample: these papers are invented.\n\n";
  out += wrapped(opening(note), "");
  if (note.digest)
    for (const std::string& line : status_lines(*note.digest, note.kind != DeliveryKind::kPapers)) out += wrapped("! " + line, "");
  if (const std::string link = page_link(note); !link.empty()) out += "\n" + link + "\n";
  out += "\n";
  for (const std::size_t index : note.shown) out += entry_text(note.digest->entries[index]);
  out += "-- \nMade by Sheaf for the profile " + plain(note.profile) + ".\n";
  if (!note.unsubscribe.empty()) out += "To unsubscribe: " + note.unsubscribe + "\n";
  return out;
}

}  // namespace sheaf::render
