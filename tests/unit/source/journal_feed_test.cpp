// Journals' feeds: three forms, Dublin Core and PRISM, links, dates and authors as publishers
// write.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "source/feed_item.hpp"
#include "source/journal_feed.hpp"
#include "unit/source/service_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using namespace sheaf::test;

namespace {

constexpr const char* kUrl = "https://journal.example/feeds/new.xml";

std::string rss(const std::string& items) {
  return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Heat &amp; Light</title>"
         "<link>https://journal.example/home/</link><lastBuildDate>Tue, 03 Feb 2026 06:00:00 "
         "GMT</lastBuildDate>" +
         items + "</channel></rss>";
}

Paper only(const std::string& item) {
  const auto feed = parse_journal_feed(rss("<item>" + item + "</item>"), kUrl);
  REQUIRE(feed.ok());
  REQUIRE(feed->items.size() == 1);
  return feed->items[0].paper;
}

std::vector<std::string> names(const std::vector<std::string>& creators) {
  std::vector<std::string> out;
  for (const Author& author : feed_authors(creators)) out.push_back(author.name);
  return out;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("RSS 2.0 with PRISM becomes papers", "[source][journal]") {
  const auto feed = parse_journal_feed(
      rss("<item><title>Heat of &lt;i&gt;Q&lt;/i&gt;</title><link>/a/1?x=1&amp;y=2</link><guid "
          "isPermaLink=\"false\">tag:1</guid>"
          "<description><![CDATA[<p>First.</p><p>Second "
          "<b>part</b>.</p>]]></description><dc:creator>Ann Lee, Bo Tan</dc:creator>"
          "<prism:doi>10.1234/ABC</prism:doi><prism:publicationName>Heat</"
          "prism:publicationName><prism:volume>3</prism:volume>"
          "<prism:number>2</prism:number><prism:startingPage>5</"
          "prism:startingPage><prism:endingPage>9</prism:endingPage>"
          "<pubDate>Mon, 02 Feb 2026 23:30:00 "
          "-0500</pubDate><category>warmth</category><media:title>a picture</media:title>"
          "<enclosure url=\"/a/1.pdf\" type=\"application/pdf\"/><dc:rights>CC "
          "BY</dc:rights></item>"),
      kUrl);
  REQUIRE(feed.ok());
  CHECK(feed->title == "Heat & Light");
  CHECK(feed->day == parse_day("2026-02-03"));
  CHECK(feed->warnings.empty());
  REQUIRE(feed->items.size() == 1);
  CHECK(feed->items[0].day == parse_day("2026-02-02"));
  const Paper& paper = feed->items[0].paper;
  CHECK(paper.id == "10.1234/abc");
  CHECK(paper.scheme == "doi");
  CHECK(paper.doi == paper.id);
  CHECK(paper.title == "Heat of Q");
  CHECK(paper.abstract == "First.\nSecond part.");
  CHECK(paper.venue == "Heat");
  CHECK(paper.journal_ref == "Heat 3(2), 5-9 (2026)");
  CHECK(paper.landing == "https://journal.example/a/1?x=1&y=2");
  CHECK(paper.pdf == "https://journal.example/a/1.pdf");
  CHECK(paper.keywords == Names{"warmth"});
  CHECK(paper.license == "CC BY");
  CHECK(paper.published == parse_rfc3339("2026-02-03T04:30:00Z"));
  CHECK(paper.detail == Detail::kAnnounced);
  CHECK(paper.authors.size() == 2);
}

TEST_CASE("RSS 1.0 has its items beside the channel", "[source][journal]") {
  const auto feed = parse_journal_feed(
      "<rdf:RDF xmlns:rdf=\"r\"><channel "
      "rdf:about=\"c\"><title>J</title><link>https://j.example/</link></channel>"
      "<item "
      "rdf:about=\"https://j.example/cgi/10.1234/x.1v1?rss=1\"><title>T</title><link>https://"
      "j.example/t</link>"
      "<description> </description><content:encoded><![CDATA[<p>Said.</p>]]></content:encoded>"
      "<dc:identifier>doi:10.1234/x.1</dc:identifier><dc:date>2026-02-03</dc:date><dc:creator>Lee, "
      "A. B.</dc:creator>"
      "<dc:creator>Tan, C.</dc:creator></item></rdf:RDF>",
      kUrl);
  REQUIRE(feed.ok());
  REQUIRE(feed->items.size() == 1);
  const Paper& paper = feed->items[0].paper;
  CHECK(paper.id == "10.1234/x.1");
  CHECK(paper.abstract == "Said.");
  CHECK(paper.venue == "J");
  CHECK(paper.authors[0].name == "A. B. Lee");
  CHECK(paper.authors[1].name == "C. Tan");
  CHECK(feed->items[0].day == parse_day("2026-02-03"));
}

TEST_CASE("Atom resolves its links by xml:base or its own address", "[source][journal]") {
  const auto feed = parse_journal_feed(
      "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>A</title><link "
      "href=\"https://elsewhere.example/\"/><updated>2026-02-03T01:00:00Z</updated>"
      "<entry><title type=\"html\">On &lt;b&gt;x&lt;/b&gt;</title><id>urn:uuid:1</id><link "
      "rel=\"self\" href=\"/self\"/><link href=\"e/1\"/>"
      "<link rel=\"related\" type=\"application/pdf\" href=\"e/1.pdf\"/><author><name>Ann "
      "Lee</name><email>a@x.org</email></author>"
      "<published>2026-02-03T23:00:00+02:00</published><updated>2026-02-04T00:00:00Z</"
      "updated><summary>Said.</summary></entry>"
      "<entry xml:base=\"https://b.example/d/\"><title>Two</title><link rel=\"alternate\" "
      "href=\"../e/2\"/><content type=\"xhtml\">"
      "<div xmlns=\"h\">Long <i>words</i></div></content></entry></feed>",
      kUrl);
  REQUIRE(feed.ok());
  REQUIRE(feed->items.size() == 2);
  CHECK(feed->items[0].paper.id == "url:https://journal.example/feeds/e/1");
  CHECK(feed->items[0].paper.scheme == "url");
  CHECK(feed->items[0].paper.title == "On x");
  CHECK(feed->items[0].paper.pdf == "https://journal.example/feeds/e/1.pdf");
  CHECK(feed->items[0].paper.authors[0].name == "Ann Lee");
  CHECK(feed->items[0].day == parse_day("2026-02-03"));
  CHECK(feed->items[0].paper.updated == parse_rfc3339("2026-02-04T00:00:00Z"));
  CHECK(feed->items[1].paper.id == "url:https://b.example/e/2");
  CHECK(feed->items[1].paper.abstract == "Long words");
  CHECK_FALSE(feed->items[1].day);
}

TEST_CASE("A DOI is found in identifiers and in publishers' links", "[source][journal]") {
  const auto id = [](const std::string& fields) { return only("<title>T</title>" + fields).id; };
  CHECK(id("<guid>https://doi.org/10.1234/G.1</guid>") == "10.1234/g.1");
  CHECK(id("<link>https://p.example/doi/10.1234/g%dc</link>") == "10.1234/g%dc");
  CHECK(id("<guid isPermaLink=\"false\">10.1234/G.1</guid>") == "10.1234/g.1");
  CHECK(id("<link>https://p.example/doi/abs/10.1234/x.2?af=R</link>") == "10.1234/x.2");
  CHECK(id("<link>https://p.example/article/10.1234/x.2/meta</link>") == "10.1234/x.2");
  CHECK(id("<link>https://p.example/doi/10.1234%2Fx.2</link>") == "10.1234/x.2");
  CHECK(id("<link>https://www.biorxiv.org/content/10.1101/2026.01.02.697412v2.full</link>") ==
        "10.1101/2026.01.02.697412");
  CHECK(id("<link>https://arxiv.org/abs/2601.00001v2</link>") == "2601.00001");
  CHECK(id("<link>https://p.example/v/10.2/x</link>") == "url:https://p.example/v/10.2/x");
  CHECK(id("<guid>https://p.example/perma</guid>") == "url:https://p.example/perma");
  CHECK(id("<link>https://p.example/\xC3\xA9t\xC3\xA9 x</link>") ==
        "url:https://p.example/%C3%A9t%C3%A9%20x");
}

TEST_CASE("Items that cannot be papers and dates that are none are told", "[source][journal]") {
  const auto feed = parse_journal_feed(
      rss("<item><link>https://p.example/1</link></item><item><title>No link</title></item>"
          "<item><title>Bad link</title><link>javascript:alert(1)</link></item>"
          "<item><title>When</title><link>https://p.example/2</link><pubDate>soon</pubDate></item>"
          "<item><title>When again</title><link>https://p.example/2</link></item>"
          "<item><title>Cover</title><link>https://p.example/3</link><pubDate>?</"
          "pubDate><prism:coverDate>2026-04</prism:coverDate></item>"),
      kUrl);
  REQUIRE(feed.ok());
  REQUIRE(feed->items.size() == 2);
  CHECK_FALSE(feed->items[0].day);
  CHECK(feed->items[1].day == parse_day("2026-04-01"));
  REQUIRE(feed->warnings.size() == 5);
  CHECK(feed->warnings[0] == "item 1: it has no title (https://p.example/1)");
  CHECK(feed->warnings[1] == "item 2: no DOI and no link in \"No link\"");
  CHECK(feed->warnings[3] == "item 4: no date in \"soon\" of \"When\"");
}

TEST_CASE("Creators of all spellings become names", "[source][journal]") {
  CHECK(names({"Ann Lee, Bo Tan and Cy Roe"}) == Names{"Ann Lee", "Bo Tan", "Cy Roe"});
  CHECK(names({"Lee, Ann"}) == Names{"Ann Lee"});
  CHECK(names({"Lee, Ann", "van Tan, Bo"}) == Names{"Ann Lee", "Bo van Tan"});
  CHECK(names({"Lee, A.; Tan, B."}) == Names{"A. Lee", "B. Tan"});
  CHECK(names({"ann@x.org (Ann Lee)"}) == Names{"Ann Lee"});
  CHECK(names({"ann@x.org"}).empty());
  CHECK(names({"\n Ann Lee, \n Bo Tan "}) == Names{"Ann Lee", "Bo Tan"});
  CHECK(names({"<a href='x'>Ann Lee</a>"}) == Names{"Ann Lee"});
  CHECK(names({"", ",", ";"}).empty());
}

TEST_CASE("Dates of feeds in every usual form", "[source][journal]") {
  CHECK(read_feed_date("Tue, 03 Feb 2026 06:00:00 GMT")->day == parse_day("2026-02-03"));
  CHECK(read_feed_date("2026-02-03T23:59:00-05:00")->day == parse_day("2026-02-03"));
  CHECK(read_feed_date("2026-02-03")->time == *parse_rfc3339("2026-02-03T00:00:00Z"));
  CHECK(read_feed_date("2026-02")->day == parse_day("2026-02-01"));
  CHECK(read_feed_date("2026")->day == parse_day("2026-01-01"));
  for (const char* none : {"", "soon", "2026-13", "20260203", "2026-02-30", "99999", "2026-"})
    CHECK_FALSE(read_feed_date(none));
}

TEST_CASE("Relative links follow RFC 3986", "[source][journal]") {
  const std::string base = "http://a/b/c/d;p?q";
  const std::pair<const char*, const char*> cases[] = {
      {"g", "http://a/b/c/g"},       {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},     {"/g", "http://a/g"},
      {"//g", "http://g"},           {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},   {"..", "http://a/b/"},
      {"../g", "http://a/b/g"},      {"../../g", "http://a/g"},
      {"../../../g", "http://a/g"},  {"g?y/../x", "http://a/b/c/g?y/../x"},
      {".", "http://a/b/c/"},        {"", "http://a/b/c/d;p?q"},
      {"https://x/y", "https://x/y"}};
  for (const auto& [link, resolved] : cases) CHECK(resolve_link(base, link) == resolved);
  for (const char* none : {"mailto:a@b", "javascript:1", "data:x", "ftp://x/y"})
    CHECK(resolve_link(base, none).empty());
  CHECK(resolve_link("", "g").empty());
  CHECK(resolve_link("https://h.example", "x") == "https://h.example/x");
}

TEST_CASE("What is no feed is named, and a feed has an end", "[source][journal]") {
  CHECK(says(parse_journal_feed("<html><title>Sign in</title></html>", kUrl).error(),
             "an HTML page (\"Sign in\")"));
  CHECK(says(parse_journal_feed("<opml/>", kUrl).error(), "got a document <opml>"));
  CHECK(says(parse_journal_feed("<rss></rss>", kUrl).error(), "found no <channel>"));
  CHECK(parse_journal_feed("", kUrl).error().code == ErrorCode::kParse);
  std::string items;
  for (int i = 0; i < 5002; ++i)
    items += "<item><title>T</title><link>/" + std::to_string(i) + "</link></item>";
  const auto feed = parse_journal_feed(rss(items), kUrl);
  REQUIRE(feed.ok());
  CHECK(feed->items.size() == kMaxFeedItems);
  CHECK(feed->warnings ==
        Names{"the feed has 5,002 items; those after the first 5,000 were left out"});
}

TEST_CASE("A cut or mangled feed never becomes a paper's text", "[source][journal]") {
  const std::string whole =
      rss("<item><title>A \xFF "
          "title</title><link>/1</link><description>&lt;script&gt;x&lt;/script&gt;y</description></"
          "item>");
  const auto feed = parse_journal_feed(whole, kUrl);
  REQUIRE(feed.ok());
  CHECK(feed->items[0].paper.abstract == "y");
  CHECK(feed->items[0].paper.title == "A \uFFFD title");
  CHECK(feed->warnings.size() == 1);
  for (std::size_t cut = 0; cut < whole.size() - 1; cut += 11)
    CHECK(parse_journal_feed(whole.substr(0, cut), kUrl).error().code == ErrorCode::kParse);
}
