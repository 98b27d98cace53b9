// Pages and messages as bytes: nothing in a digest becomes markup, script or structure.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/json.hpp"
#include "render/digest_mail.hpp"
#include "render/page.hpp"
#include "support/invented_papers.hpp"

using namespace sheaf;
using namespace sheaf::render;
using namespace sheaf::test;

namespace {

const std::string kHostile = "</script><!-- <b onclick=x>&\xE2\x80\xA8 \xFF <https://evil.example|x> **[y](https://evil.example)**";

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

Digest hostile_digest() {
  Entry one = entry("2604.00001", kHostile);
  one.paper.abstract = one.score.reason = one.summary.tldr = one.summary.method = kHostile;
  one.paper.authors = {{kHostile, {}}};
  one.summary.tags = {kHostile};
  one.summary.mindmap = {kHostile, {{kHostile, {}}}};
  Digest out = digest({one, entry("2604.00002", "Plain")});
  out.profile = kHostile;
  out.sources.push_back({"arxiv:" + kHostile, SourceState::kFailed, kHostile, 0});
  return out;
}

DeliveryNote note_of(const Digest& digest) {
  DeliveryNote note;
  note.digest = &digest;
  note.day = digest.day;
  note.profile = digest.profile;
  for (std::size_t i = 0; i < digest.entries.size(); ++i) note.shown.push_back(i);
  note.papers = note.shown.size();
  return note;
}

}  // namespace

TEST_CASE("JSON for a script cannot end it and reads back as it was") {
  const std::string json = dump_json(Json(kHostile));
  const std::string safe = script_json(json);
  for (const char* bad : {"<", ">", "&", "\xE2\x80\xA8"}) CHECK_FALSE(contains(safe, bad));
  CHECK(parse_json(safe, "test").value() == parse_json(json, "test").value());
}

TEST_CASE("a page has its own scripts and no others, whatever is in the digest") {
  const Digest digest = hostile_digest();
  PageLinks links;
  links.earlier = digest.day - std::chrono::days(1);
  const std::string page = day_page(digest, links);
  CHECK(count(page, "<script") == 3);
  CHECK(count(page, "</script>") == 3);
  CHECK(count(page, "<!--") == 0);
  CHECK(count(page, "<b onclick") == 0);
  CHECK(count(page, "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-") == 1);
  CHECK(contains(page, "href=\"2026-04-16.html\""));
  CHECK(page == day_page(digest, links));
  const std::string index = index_page({page_day(digest)}, digest.profile, "zh-CN");
  CHECK(count(index, "<script") == 2);
  CHECK(count(index, "<!--") == 0);
  CHECK(contains(index, "搜索所有日期"));
}

TEST_CASE("a mail's HTML holds only the tags made for it") {
  const Digest digest = hostile_digest();
  DeliveryNote note = note_of(digest);
  note.unsubscribe = "https://example.org/leave";
  const std::string html = mail_html(note);
  CHECK(count(html, "<script") + count(html, "<!--") + count(html, "<b ") + count(html, "<img") == 0);
  CHECK(contains(html, "&lt;/script&gt;"));
  CHECK(contains(html, "<a href=\"https://example.org/leave\""));
  CHECK(contains(html, ": failed"));
  CHECK(contains(delivery_subject(note), "2 papers (not complete) · Friday 17 April 2026"));
}

TEST_CASE("a mail says honestly what there is not") {
  Digest empty = digest({});
  empty.sources = {{"arxiv:cs.CL", SourceState::kEmpty, "no announcement", 0, "weekend"}};
  DeliveryNote note = note_of(empty);
  note.kind = DeliveryKind::kEmpty;
  CHECK(contains(mail_text(note), "There are no papers for you on Friday 17 April 2026."));
  CHECK(contains(mail_text(note), "! arxiv:cs.CL: empty (no announcement), weekend"));
  DeliveryNote failed;
  failed.day = empty.day;
  failed.kind = DeliveryKind::kFailed;
  failed.failure = "no network <b>";
  CHECK(contains(mail_text(failed), "could not be made: no network <b>"));
  CHECK(contains(mail_html(failed), "no network &lt;b&gt;"));
  for (const std::string& body : {slack_body(failed), feishu_body(failed, "", ""), json_body(failed)})
    CHECK(contains(body, "no network"));
}

TEST_CASE("webhooks keep to their servers' limits and let no text be a link or a mention") {
  Digest hostile = hostile_digest();
  hostile.profile = "default";  // stands in the header, which both show as plain text
  const std::string slack = slack_body(note_of(hostile));
  CHECK_FALSE(contains(slack, "<https://evil"));
  CHECK_FALSE(contains(feishu_body(note_of(hostile), "", ""), "](https://evil"));
  std::vector<Entry> many;
  for (int i = 0; i < 400; ++i) many.push_back(entry("2604.0" + std::to_string(1000 + i), std::string(400, 'w')));
  const Digest day = digest(std::move(many));
  const Json body = parse_json(slack_body(note_of(day)), "slack").value();
  CHECK(body["blocks"].size() <= 50);
  CHECK(contains(dump_json(body), "and 355 more"));
  CHECK(feishu_body(note_of(day), "1", "sign").size() <= 20000);
  CHECK(parse_json(json_body(note_of(day)), "json").value()["papers"].size() == 400);
}
