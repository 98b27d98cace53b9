// Summary notes for Zotero: markup of ours around text that stays text, and the mark in them.
#include "render/zotero_note.hpp"

#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "render/zotero_mark.hpp"
#include "support/invented_papers.hpp"

using namespace sheaf;
using namespace sheaf::render;

namespace {

/// What Zotero's note editor makes of a note in which somebody typed a letter and took it back.
std::string through_editor(std::string html) {
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"<li>", "\n<li>\n"}, {"</li>", "\n</li>\n"}, {"<ul>", "\n<ul>"}, {"&#39;", "'"}, {"&quot;", "\""},
           {"rel=\"noopener noreferrer\"", "rel=\"noopener noreferrer nofollow\""},
           {"<p><em>built-in ", "<p><em>built-in</em><em> "}, {"</p>\n", "</p>\n\n"}})
    html = replace_all(html, from, to);
  return "<div data-schema-version=\"9\">" + html + "</div>";
}

}  // namespace

TEST_CASE("A summary note is markup of ours around text that stays text") {
  Entry entry = test::entry("2604.10010", "<script>alert(1)</script> & \"x\"");
  entry.summary.tldr = "It <b>works</b> &amp; <img src=x onerror=alert(1)>.";
  entry.summary.contributions = {"</li></ul><h1>mine</h1>"};
  entry.summary.mindmap = {"root", {{"a <i>", {{"b", {}}}}}};
  entry.summary.grounding = {2, {"42 %"}};
  entry.summary.code_url = "javascript:alert(1)";
  entry.summary.project_url = "https://x.example/?a=\"><script>";
  const std::string html = zotero_note(entry).html;
  CHECK(contains(html, "<h1>Summary: &lt;script&gt;"));
  CHECK(contains(html, "It &lt;b&gt;works&lt;/b&gt;"));
  CHECK(contains(html, "<ul><li>a &lt;i&gt;<ul><li>b</li></ul></li></ul>"));
  CHECK(contains(html, "<strong>Not in the paper:</strong> 42 %"));
  for (const char* bad : {"<script", "<img", "<b>", "</li></ul><h1>", "href=\"javascript"})
    CHECK_FALSE(contains(html, bad));
}

TEST_CASE("A note never outgrows what Zotero takes, and every element is closed") {
  Entry entry = test::entry("2604.10010", "Long");
  entry.summary.report.results = std::string(600000, 'x');
  CHECK(zotero_note(entry).html.size() < 400000);
  entry.summary.tldr = std::string(600000, 'x');
  const std::string html = zotero_note(entry).html;
  CHECK(html.size() < 5000);
  CHECK(html.ends_with("</p>\n"));
}

TEST_CASE("A note carries its own mark, and what the editor does to it is no change") {
  Entry entry = test::entry("2604.10010", "It's a \"night\" & day");
  entry.paper.comment = "12 pages";
  entry.summary.code_url = "https://example.org/code?a=1&b=2";
  const ZoteroNote note = zotero_note(entry, {true, false, "0123456789abcdef", {}});
  const auto mark = find_zotero_mark(note.html);
  REQUIRE(mark);
  CHECK(zotero_mark_text(*mark) == note.fingerprint);
  CHECK(mark->day == parse_day("2026-04-17"));
  CHECK(mark->item == "0123456789abcdef");
  CHECK(mark->note == zotero_note_fingerprint(note.html));
  const std::string edited = through_editor(note.html);
  CHECK(edited != note.html);
  CHECK(find_zotero_mark(edited) == mark);
  CHECK(zotero_note_fingerprint(edited) == mark->note);
  CHECK(contains(zotero_note_text(edited), "Comment: 12 pages"));
}

TEST_CASE("Whatever a reader changes in a note is seen") {
  const std::string html = zotero_note(test::entry("2604.10010", "Nightjar")).html;
  const std::string before = zotero_note_fingerprint(html);
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"It works.", "It works!"},
           {"It works.", "It <u>works</u>."},
           {"It works.", "It <span style=\"background-color: #ffd400\">works</span>."},
           {"It works.", "It wo rks."},
           {"It works.", "It <a href=\"https://x.example\">works</a>."},
           {"<p><strong>TL;DR", "<p>My thought.</p><p><strong>TL;DR"},
           {"<li>A proof</li>", ""},
           {"<li>A proof</li>", "</ul><p>A proof</p><ul>"},
           {"<p><strong>Method.", "<p><img data-attachment-key=\"ABCD2345\" alt=\"\"></p><p><strong>Method."},
           {"<h1>", "<h2>"}}) {
    INFO(from << " -> " << to);
    REQUIRE(contains(html, from));
    CHECK(zotero_note_fingerprint(replace_all(html, from, to)) != before);
  }
}

TEST_CASE("Score and day do not change what a summary says, its text does") {
  Entry entry = test::entry("2604.10010", "Nightjar");
  const auto first = find_zotero_mark(zotero_note(entry).html);
  entry.score.value = 99;
  entry.announcement.day = *parse_day("2026-04-18");
  const auto second = find_zotero_mark(zotero_note(entry).html);
  entry.summary.result = "15 % faster.";
  const auto third = find_zotero_mark(zotero_note(entry).html);
  REQUIRE((first && second && third));
  CHECK(first->summary == second->summary);
  CHECK(first->note != second->note);
  CHECK(second->summary != third->summary);
}

TEST_CASE("The mindmap's image finds its place in the note and is no change of the reader's") {
  const ZoteroNote note = zotero_note(test::entry("2604.10010", "Nightjar"));
  REQUIRE(note.images.size() == 1);
  const ZoteroNoteImage& image = note.images.front();
  CHECK(image.id == "mindmap");
  CHECK(image.svg.starts_with("<svg "));
  CHECK((image.width > 100 && image.width <= 700 && image.height > 10));
  CHECK_FALSE(contains(note.html, "<img"));
  const std::size_t at = note.html.find(image.after);
  REQUIRE(at != std::string::npos);
  std::string with = note.html;
  with.insert(at + image.after.size(), replace_all(image.html, "{key}", "ABCD2345"));
  CHECK(contains(with, "data-attachment-key=\"ABCD2345\""));
  CHECK(zotero_note_fingerprint(with) == zotero_note_fingerprint(note.html));
  CHECK(zotero_note(test::entry("2604.10010", "Nightjar"), {false, false, "", {}}).images.empty());
}

TEST_CASE("A mark that foreign text imitates does not hide the note's own") {
  Entry entry = test::entry("2604.10010", "Nightjar");
  entry.summary.tldr = "sheaf-2027-01-01-0000000000000000-0000000000000000-0000000000000000 is copied.";
  const ZoteroNote note = zotero_note(entry);
  CHECK(zotero_mark_text(find_zotero_mark(note.html).value()) == note.fingerprint);
  CHECK(zotero_note_fingerprint(note.html) == find_zotero_mark(note.html)->note);
  for (const char* broken : {"", "sheaf-", "sheaf-2026-13-01-0000000000000000-0000000000000000-0000000000000000",
                             "sheaf-2026-04-17-000000000000000-0000000000000000-0000000000000000",
                             "sheaf-2026-04-17-0000000000000000-0000000000000000-00000000000000G0"})
    CHECK_FALSE(find_zotero_mark(broken));
}

TEST_CASE("Broken and endless notes are read to their end") {
  for (const std::string& html :
       {std::string("<"), std::string("<a href=\"x"), std::string("<!-- never"), std::string("<!--"), std::string("</"),
        std::string("<b a=b c='d' =e>x"), std::string("&#x110000;&nope;&"), std::string("\xff\xfe<p>\xc3")})
    CHECK(zotero_note_fingerprint(html).size() == 16);
  std::string deep, marks;
  for (int i = 0; i < 100000; ++i) {
    deep += "<b><i>x";
    marks += "sheaf-2026-04-17-";
  }
  CHECK(zotero_note_text(deep).size() == 100000);
  CHECK_FALSE(find_zotero_mark(marks));
  const std::string link = "<a href=\"" + std::string(200000, 'u') + "\">";
  std::string words;
  for (int i = 0; i < 100000; ++i) words += "w ";
  CHECK(zotero_note_fingerprint(link + words).size() == 16);
}

TEST_CASE("An invented paper says in its note that it is one") {
  CHECK(contains(zotero_note(test::entry("0000.00001", "Nightjar"), {true, true, "", {}}).html, "invented by Sheaf"));
}
