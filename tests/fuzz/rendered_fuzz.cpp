// Fuzzer of what digests become: Markdown, YAML, HTML pages, mails, chat messages, feeds, pages of other
// systems. The input is a title, a summary, an author and a URL, divided by NULs; none of them becomes structure.
#include <cstring>

#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "papers.hpp"

#include "model/json.hpp"
#include "publish/publish.hpp"
#include "render/digest_mail.hpp"
#include "render/front_matter.hpp"
#include "render/html.hpp"
#include "render/markdown.hpp"
#include "render/page.hpp"

namespace {

using namespace sheaf;

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

/// Whether `part` stands in a line of Markdown without a backslash that escapes it.
bool stands_bare(std::string_view line, std::string_view part) {
  for (std::size_t at = line.find(part); at != std::string_view::npos; at = line.find(part, at + 1)) {
    std::size_t slashes = 0;
    while (slashes < at && line[at - slashes - 1] == '\\') ++slashes;
    if (slashes % 2 == 0) return true;
  }
  return false;
}

void check_markdown(const std::string& text) {
  for (const std::string& line : {render::markdown_text(text), render::markdown_cell(text), render::link_label(text),
                                  render::markdown_highlighted(text, {"model", "the"}), render::markdown_link(text, text)}) {
    fuzz::require_utf8(line, "Markdown is no UTF-8");
    fuzz::require(line.find_first_of("\n\r") == std::string::npos, "Markdown of one line has a line break", line);
    for (const char* bad : {"[[", "<%", "%%", "```", "<!--", "<script"})
      fuzz::require(!stands_bare(line, bad), "Markdown holds structure of the text", line);
  }
  fuzz::require(!stands_bare(render::markdown_cell(text), "|"), "a table's cell ends early", render::markdown_cell(text));
  const std::string yaml = render::yaml_string(text);
  fuzz::require(yaml.size() >= 2 && yaml.front() == '"' && yaml.back() == '"' && yaml.find('\n') == std::string::npos,
                "YAML of more than a line", yaml);
  const render::YamlValue value = render::read_yaml_value({yaml});
  fuzz::require(value.kind != render::YamlValue::Kind::kOpaque, "YAML that is not read again", yaml);
}

void check_html(const std::string& text) {
  const std::string shown = render::html_text(text);
  fuzz::require_utf8(shown, "HTML is no UTF-8");
  fuzz::require(shown.find_first_of("<>\"'") == std::string::npos, "text of HTML is markup", shown);
  const std::string link = render::html_link(text, text);
  fuzz::require(count(link, "<") == count(link, ">") && count(link, "<") <= 2, "a link is more than a link", link);
  fuzz::require(render::script_json(text).find_first_of("<>&") == std::string::npos, "data could end its script", text);
}

Digest digest_of(const std::vector<std::string>& parts) {
  Digest digest;
  digest.day = *parse_day("2026-04-17");
  digest.profile = "default";
  Entry entry;
  entry.paper = fuzz::paper_of("2604.00001", parts[0], parts[2], parts[0]);
  entry.announcement = {digest.day, AnnounceType::kNew};
  entry.summary.tldr = entry.summary.method = entry.summary.result = to_valid_utf8(parts[1]);
  entry.summary.tags = {entry.summary.tldr};
  entry.summary.code_url = entry.paper.landing = entry.paper.code_url = to_valid_utf8(parts[3]);
  entry.summary.mindmap = {entry.paper.title, {{entry.summary.tldr, {}}}};
  entry.summary.provider = "built-in";
  digest.sources = {{"arxiv:cs.CL", SourceState::kPartial, entry.summary.tldr, 1, ""}};
  digest.announced.add(AnnounceType::kNew);
  digest.entries.push_back(std::move(entry));
  return digest;
}

void check_page(const Digest& digest) {
  static const Digest plain = digest_of({"Title", "Summary", "Ada Berg", "https://example.org/"});
  static const std::string expected = render::day_page(plain, {});
  const std::string page = render::day_page(digest, {});
  fuzz::require_utf8(page, "a page is no UTF-8");
  for (const char* tag : {"<script", "</script", "<style", "<a ", "<img", "<!--"})
    fuzz::require(count(page, tag) == count(expected, tag), "a text became markup of the page", tag);
  const render::PageDay day = render::page_day(digest);
  fuzz::require(parse_json(day.json, "day").ok(), "what the index keeps is no JSON", day.json);
}

void check_messages(const Digest& digest) {
  render::DeliveryNote note;
  note.digest = &digest;
  note.day = digest.day;
  note.profile = digest.profile;
  note.shown = {0};
  note.papers = 1;
  const std::string html = render::mail_html(note);
  fuzz::require_utf8(html, "a mail is no UTF-8");
  fuzz::require(count(html, "<") == count(html, ">") && count(html, "<script") == 0 && count(html, "<img") == 0,
                "a text became markup of the mail", html);
  fuzz::require_utf8(render::mail_text(note), "a mail's text is no UTF-8");
  fuzz::require(render::delivery_subject(note).find('\n') == std::string::npos, "a subject of two lines");
  for (const std::string& body : {render::slack_body(note), render::feishu_body(note, "", ""), render::json_body(note)})
    fuzz::require(parse_json(body, "body").ok(), "a message is no JSON", body);
}

void check_feeds(const Digest& digest) {
  for (const publish::Format format : {publish::Format::kRss, publish::Format::kAtom}) {
    const auto feed = publish::publish(format, {digest}, {});
    fuzz::require(feed.ok(), "a feed is not written");
    pugi::xml_document xml;
    fuzz::require(bool(xml.load_buffer(feed->data(), feed->size(), pugi::parse_full)), "a feed is no XML", *feed);
    const std::size_t items = count(*feed, format == publish::Format::kRss ? "<item>" : "<entry>");
    fuzz::require(items == 2, "a feed with other items than its digest", *feed);
  }
  const auto json = publish::publish(publish::Format::kJsonFeed, {digest}, {});
  fuzz::require(json.ok() && parse_json(*json, "feed").ok(), "a feed is no JSON");
  for (const auto format : {publish::Format::kWeekPage, publish::Format::kAiPage, publish::Format::kAiLines,
                            publish::Format::kDailyTable, publish::Format::kScoredReadme}) {
    const auto text = publish::publish(format, {digest}, {});
    fuzz::require(text.ok(), "a page is not written");
    fuzz::require_utf8(*text, "a page is no UTF-8");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::string> parts = fuzz::parts_of(data, size, 4);
  check_markdown(parts[0]);
  check_html(parts[0]);
  const Digest digest = digest_of(parts);
  check_page(digest);
  check_messages(digest);
  check_feeds(digest);
  return 0;
}
