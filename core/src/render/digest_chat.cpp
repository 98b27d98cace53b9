// The digest as bodies of webhooks; see digest_mail.hpp. Formats: Slack's Block Kit with mrkdwn, Feishu's
// custom robots with a card of markdown elements, and Sheaf's own plain JSON.
// Pure functions; any thread.
#include <nlohmann/json.hpp>

#include "base/tex.hpp"
#include "base/text.hpp"
#include "model/json.hpp"
#include "render/digest_mail.hpp"

namespace sheaf::render {
namespace {

constexpr std::size_t kSlackPapers = 45, kSlackSection = 2900, kSlackHeader = 140;  ///< of 50, 3,000, 150
constexpr std::size_t kFeishuBytes = 18000;                                         ///< of 20 KB

std::string plain(std::string_view text) { return collapse_spaces(plain_text(to_valid_utf8(text))); }

/// Slack's three characters, and its marks: a zero-width space keeps them from being marks.
std::string slack_text(std::string_view text) {
  std::string out;
  for (const char c : plain(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '*': case '_': case '~': case '`': out += "\xE2\x80\x8B"; out += c; break;
      default: out += c;
    }
  }
  return out;
}

/// Feishu's markdown: marks and tags as the entities it knows.
std::string feishu_text(std::string_view text) {
  std::string out;
  for (const char c : plain(text)) {
    if (std::string_view("<>*_~`[]()#\\&!|").find(c) == std::string_view::npos) out += c;
    else out += "&#" + std::to_string(static_cast<int>(c)) + ";";
  }
  return out;
}

std::string safe_link(const std::string& url) {
  const bool web = url.starts_with("https://") || url.starts_with("http://");
  return web && url.find_first_of("<>|() \"") == std::string::npos ? url : std::string();
}

std::string first_line(const DeliveryNote& note) {
  return note.failure.empty() ? delivery_subject(note) : delivery_subject(note) + ": " + shorten(plain(note.failure), 600);
}

std::vector<std::string> lines_of(const DeliveryNote& note) {
  std::vector<std::string> lines;
  if (note.digest) lines = status_lines(*note.digest, note.kind != DeliveryKind::kPapers);
  if (!note.failure.empty()) lines.push_back(shorten(plain(note.failure), 600));
  return lines;
}

std::string slack_entry(const Entry& entry) {
  const std::string title = slack_text(shorten(entry.paper.title, 300)), url = safe_link(entry.paper.abs_url());
  std::string text = url.empty() ? "*" + title + "*" : "*<" + url + "|" + title + ">*";
  if (!entry.score.reason.empty()) text += "\n" + slack_text(shorten(entry.score.reason, 300));
  if (!entry.summary.tldr.empty()) text += "\n" + slack_text(shorten(entry.summary.tldr, 500));
  return std::string(cut_utf8(text, kSlackSection));
}

std::string feishu_entry(const Entry& entry) {
  const std::string title = feishu_text(shorten(entry.paper.title, 300)), url = safe_link(entry.paper.abs_url());
  std::string text = url.empty() ? "**" + title + "**" : "**[" + title + "](" + url + ")**";
  if (!entry.score.reason.empty()) text += "\n" + feishu_text(shorten(entry.score.reason, 300));
  if (!entry.summary.tldr.empty()) text += "\n" + feishu_text(shorten(entry.summary.tldr, 500));
  return text;
}

std::string rest_line(std::size_t left) { return left == 0 ? "" : "and " + std::to_string(left) + " more"; }

Json slack_section(const std::string& text) {
  return {{"type", "section"}, {"text", {{"type", "mrkdwn"}, {"text", text}}}};
}

}  // namespace

std::string slack_body(const DeliveryNote& note) {
  Json blocks = Json::array();
  blocks.push_back({{"type", "header"}, {"text", {{"type", "plain_text"}, {"text", shorten(delivery_subject(note), kSlackHeader)}}}});
  std::string status;
  for (const std::string& line : lines_of(note)) status += slack_text(line) + "\n";
  if (!status.empty()) blocks.push_back(slack_section(std::string(cut_utf8(status, kSlackSection))));
  std::size_t told = 0;
  for (const std::size_t index : note.shown) {
    if (told == kSlackPapers) break;
    blocks.push_back(slack_section(slack_entry(note.digest->entries[index])));
    ++told;
  }
  std::string rest = rest_line(note.papers - told);
  if (const std::string url = safe_link(note.page_url); !url.empty()) rest += (rest.empty() ? "" : " · ") + ("<" + url + "|Archive>");
  if (!rest.empty()) blocks.push_back(slack_section(rest));
  return dump_json({{"text", slack_text(first_line(note))}, {"blocks", std::move(blocks)}, {"unfurl_links", false}});
}

std::string feishu_body(const DeliveryNote& note, const std::string& timestamp, const std::string& sign) {
  Json elements = Json::array();
  const auto add = [&](std::string text) { elements.push_back({{"tag", "markdown"}, {"content", std::move(text)}}); };
  std::size_t bytes = 1000, told = 0;
  for (const std::string& line : lines_of(note)) {
    bytes += line.size() * 2;
    if (bytes < kFeishuBytes) add(feishu_text(line));
  }
  for (const std::size_t index : note.shown) {
    std::string text = feishu_entry(note.digest->entries[index]);
    bytes += dump_json(Json(text)).size() + 40;
    if (bytes > kFeishuBytes) break;
    add(std::move(text));
    ++told;
  }
  std::string rest = rest_line(note.papers - told);
  if (const std::string url = safe_link(note.page_url); !url.empty()) rest += (rest.empty() ? "" : " · ") + ("[Archive](" + url + ")");
  if (!rest.empty()) add(rest);
  if (elements.empty()) add(feishu_text(first_line(note)));
  Json body = Json::object();
  if (!sign.empty()) body = {{"timestamp", timestamp}, {"sign", sign}};
  body["msg_type"] = "interactive";
  body["card"] = {{"header", {{"title", {{"tag", "plain_text"}, {"content", delivery_subject(note)}}}}}, {"elements", std::move(elements)}};
  return dump_json(body);
}

std::string json_body(const DeliveryNote& note) {
  static constexpr const char* kKinds[] = {"papers", "empty", "failed"};
  Json papers = Json::array();
  for (const std::size_t index : note.shown) {
    const Entry& entry = note.digest->entries[index];
    Json authors = Json::array();
    for (const Author& author : entry.paper.authors) authors.push_back(author.name);
    papers.push_back({{"id", entry.paper.id}, {"title", entry.paper.title}, {"authors", std::move(authors)},
                      {"url", entry.paper.abs_url()}, {"score", entry.score.value}, {"reason", entry.score.reason},
                      {"tldr", entry.summary.tldr}});
  }
  Json body = {{"event", "digest"}, {"kind", kKinds[static_cast<std::size_t>(note.kind)]}, {"day", format_day(note.day)},
               {"profile", note.profile}, {"subject", delivery_subject(note)}, {"late", note.late},
               {"status", lines_of(note)}, {"total", note.papers}, {"papers", std::move(papers)}};
  if (!note.page_url.empty()) body["page_url"] = note.page_url;
  return dump_json(body);
}

}  // namespace sheaf::render
