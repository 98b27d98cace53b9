// Zotero items and notes: the fields of the arXiv translator, and foreign text that stays text.
#include "render/zotero_item.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "render/html.hpp"
#include "render/zotero_note.hpp"
#include "render_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::render;

TEST_CASE("A paper of arXiv is the item that Zotero's own translator makes") {
  Entry entry = test::entry("2604.10010", "Nightjar: $O(n^2)$ \\emph{boats}");
  entry.paper.version = 2;
  entry.paper.updated = *parse_rfc3339("2026-04-16T10:00:00Z");
  entry.paper.authors = {{"Jan van der Berg Jr.", {}}, {"The ATLAS Collaboration", {}}};
  const Json item = zotero_item(entry, {true, true, "berg2026nightjar"});
  CHECK(item["itemType"] == "preprint");
  CHECK(item["title"] == "Nightjar: O(n²) boats");
  CHECK(item["repository"] == "arXiv");
  CHECK(item["archiveID"] == "arXiv:2604.10010");
  CHECK(item["DOI"] == "10.48550/arXiv.2604.10010");
  CHECK(item["url"] == "http://arxiv.org/abs/2604.10010");
  CHECK(item["extra"] == "arXiv:2604.10010 [cs.LG]\nversion: 2");
  CHECK(item["date"] == "2026-04-16");
  CHECK(item["citationKey"] == "berg2026nightjar");
  CHECK(item["libraryCatalog"] == "arXiv.org");
  CHECK(item["creators"][0] == Json({{"creatorType", "author"}, {"firstName", "Jan, Jr."}, {"lastName", "van der Berg"}}));
  CHECK(item["creators"][1]["name"] == "The ATLAS Collaboration");
  CHECK(item["tags"][0] == Json({{"tag", "Computer Science - Machine Learning"}, {"type", 1}}));
  CHECK(item["tags"].back()["tag"] == "score/0");
}

TEST_CASE("A publisher's DOI and a journal are told as such") {
  Entry entry = test::entry("2604.10010", "Nightjar");
  entry.paper.doi = "10.1000/Abc";
  CHECK(zotero_item(entry, {})["DOI"] == "10.1000/Abc");
  CHECK(zotero_search_key(entry.paper) == "2604.10010");
  entry.paper.scheme = "doi";
  entry.paper.id = "10.1000/abc";
  entry.paper.venue = "Journal of Boats";
  const Json item = zotero_item(entry, {});
  CHECK(item["itemType"] == "journalArticle");
  CHECK(item["publicationTitle"] == "Journal of Boats");
  CHECK_FALSE(item.contains("archiveID"));
  CHECK(zotero_search_key(entry.paper) == "10.1000/abc");
}

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
