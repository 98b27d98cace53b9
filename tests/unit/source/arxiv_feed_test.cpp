// Announcement feeds: both forms, every field, and what arXiv sends instead of a feed.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "source/arxiv_feed.hpp"
#include "unit/source/source_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using sheaf::test::fixture;
using sheaf::test::says;

namespace {

FeedDay day_of(std::string body) {
  Result<FeedDay> day = parse_announcement_feed(std::move(body));
  if (!day.ok()) FAIL(day.error().message);
  return std::move(day).value();
}

std::string rss(const std::string& items,
                const std::string& date = "Tue, 05 May 2026 00:00:00 -0400") {
  return "<?xml version='1.0'?><rss version='2.0'><channel><title>cs.CL updates</title><pubDate>" +
         date + "</pubDate>" + items + "</channel></rss>";
}

std::string item(const std::string& id, const std::string& type, const std::string& title = "T") {
  return "<item><title>" + title + "</title><guid>oai:arXiv.org:" + id + "</guid><announce_type>" +
         type + "</announce_type></item>";
}

}  // namespace

TEST_CASE("Every field of an RSS item is read", "[source][feed]") {
  const FeedDay day = day_of(fixture("feed.rss.xml"));
  CHECK(format_day(day.day) == "2026-05-05");
  CHECK(day.warnings.empty());
  REQUIRE(day.items.size() == 4);
  const Paper& paper = day.items[0].paper;
  CHECK(paper.id == "0000.00001");
  CHECK(paper.version == 1);
  CHECK(paper.title == "Teapots as Oracles: A $O(n \\log n)$ View of Caf\\'e & Tea");
  CHECK(paper.abstract ==
        "We ask teapots. They answer for $n < 3$.\n"
        "A second paragraph says why. It has two sentences.");
  CHECK(
      paper.authors ==
      std::vector<Author>{{"Ada Quill", {}}, {"Bo Tern", {}}, {"Deepti", {}}, {"Cy Roe Jr.", {}}});
  CHECK(paper.categories == std::vector<std::string>{"cs.CL", "cs.IT"});
  CHECK(paper.license == "http://creativecommons.org/licenses/by/4.0/");
  CHECK(paper.detail == Detail::kAnnounced);
  CHECK_FALSE(paper.published.has_value());
  CHECK(day.items[0].type == AnnounceType::kNew);
  CHECK(day.items[1].type == AnnounceType::kCross);
  CHECK(day.items[1].paper.authors[0].affiliations ==
        std::vector<std::string>{"University of Ink, Dept. of Quills"});
}

TEST_CASE("Old ids, DOI, journal and a type that only the description names are read",
          "[source][feed]") {
  const FeedDay day = day_of(fixture("feed.rss.xml"));
  REQUIRE(day.items.size() == 4);
  CHECK(day.items[2].paper.id == "math/0101999");
  CHECK(day.items[2].paper.version == 4);
  CHECK(day.items[2].paper.doi == "10.5555/spoon.4");
  CHECK(day.items[2].paper.journal_ref == "J. Cutlery 4 (2002) 1-9");
  CHECK(day.items[2].type == AnnounceType::kReplace);
  CHECK(day.items[3].type == AnnounceType::kReplaceCross);
  CHECK(day.items[3].paper.abstract == "Saucers fly.");
  CHECK(day.items[3].paper.categories == std::vector<std::string>{"astro-ph"});
}

TEST_CASE("RSS and Atom of one day give equal papers and one batch", "[source][feed]") {
  const FeedDay a = day_of(fixture("feed.rss.xml"));
  const FeedDay b = day_of(fixture("feed.atom.xml"));
  CHECK(a.day == b.day);
  REQUIRE(a.items.size() == b.items.size());
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    CHECK(a.items[i].paper == b.items[i].paper);
    CHECK(a.items[i].type == b.items[i].type);
  }
  CHECK(batch_hash(a.items) == batch_hash(b.items));
}

TEST_CASE("A batch is known by its papers, versions and types, not by their order",
          "[source][feed]") {
  FeedDay day = day_of(rss(item("0000.00001v1", "new") + item("0000.00002v2", "replace")));
  const FeedDay turned = day_of(rss(item("0000.00002v2", "replace") + item("0000.00001v1", "new"),
                                    "Wed, 06 May 2026 00:00:00 -0400"));
  CHECK(batch_hash(day.items) == batch_hash(turned.items));
  day.items[1].paper.version = 3;
  CHECK(batch_hash(day.items) != batch_hash(turned.items));
  CHECK(batch_hash({}) != batch_hash(turned.items));
}

TEST_CASE("A weekend feed is an empty day", "[source][feed]") {
  const FeedDay rss_day =
      day_of(rss("<skipDays><day>Saturday</day></skipDays>", "Sat, 09 May 2026 00:00:00 -0400"));
  CHECK(format_day(rss_day.day) == "2026-05-09");
  CHECK(rss_day.items.empty());
  CHECK(rss_day.warnings.empty());
  // Atom says only when it was built: 04:00 UTC is midnight in New York.
  const FeedDay atom_day =
      day_of("<feed><title>cs.CL</title><updated>2026-05-09T04:00:10.9+00:00</updated></feed>");
  CHECK(format_day(atom_day.day) == "2026-05-09");
  const FeedDay late =
      day_of("<feed><title>cs.CL</title><updated>2026-05-09T03:59:00Z</updated></feed>");
  CHECK(format_day(late.day) == "2026-05-08");
}

TEST_CASE("A feed without a date of its own is dated by its papers or its building",
          "[source][feed]") {
  const std::string one =
      "<item><guid>oai:arXiv.org:0000.00001v1</guid><title>T</title>"
      "<pubDate>Mon, 04 May 2026 00:00:00 -0400</pubDate><announce_type>new</announce_type></item>";
  CHECK(format_day(day_of("<rss><channel>" + one + "</channel></rss>").day) == "2026-05-04");
  const FeedDay built = day_of(
      "<rss><channel><lastBuildDate>Tue, 05 May 2026 04:00:10 "
      "+0000</lastBuildDate></channel></rss>");
  CHECK(format_day(built.day) == "2026-05-05");
  const FeedDay both = day_of(rss(one));
  CHECK(format_day(both.day) == "2026-05-05");
  REQUIRE(both.warnings.size() == 1);
  CHECK(contains(both.warnings[0], "2026-05-04"));
  CHECK(parse_announcement_feed("<rss><channel><title>x</title></channel></rss>").error().code ==
        ErrorCode::kParse);
}

TEST_CASE("A paper listed twice counts once, with the strongest type", "[source][feed]") {
  const FeedDay day =
      day_of(rss(item("0000.00001v2", "replace-cross", "weak") + item("0000.00002v1", "cross") +
                 item("0000.00001v2", "replace", "strong") + item("0000.00002v1", "cross")));
  REQUIRE(day.items.size() == 2);
  CHECK(day.items[0].type == AnnounceType::kReplace);
  CHECK(day.items[0].paper.title == "strong");
  CHECK(day.items[1].type == AnnounceType::kCross);
}

TEST_CASE("Hostile titles arrive as they are written", "[source][feed]") {
  const std::string hostile =
      "<![CDATA[a ]]]]><![CDATA[> b --> c <script>alert(1)</script> &amp; ]]>&lt;/title&gt; "
      "$x_{1}$";
  const FeedDay day = day_of(rss(item("0000.00001v1", "new", hostile)));
  REQUIRE(day.items.size() == 1);
  CHECK(day.items[0].paper.title ==
        "a ]]> b --> c <script>alert(1)</script> &amp; </title> $x_{1}$");
}

TEST_CASE("An item that cannot be read is told and the others are kept", "[source][feed]") {
  const FeedDay day = day_of(rss(
      "<item><title>no id</title></item>" + item("0000.00002v1", "new") +
      item("0000.00003v3", "resurrected") +
      "<item><title>by link</title><link>https://arxiv.org/abs/0000.00004</link>"
      "<description>arXiv:0000.00004v1 Announce Type: cross \nAbstract: x</description></item>"));
  REQUIRE(day.items.size() == 3);
  CHECK(day.items[1].type == AnnounceType::kReplace);
  CHECK(day.items[2].paper.version == 1);
  CHECK(day.items[2].type == AnnounceType::kCross);
  REQUIRE(day.warnings.size() == 2);
  CHECK(contains(day.warnings[0], "item 1"));
  CHECK(contains(day.warnings[1], "resurrected"));
}

TEST_CASE("arXiv's refusal and everything that is no feed are errors", "[source][feed]") {
  const auto refusal = parse_announcement_feed(
      "<rss><channel><title>Feed error for query: http://rss.arxiv.org/rss/cs.ZZ</title>"
      "<description>Bad subject class 'ZZ'.</description></channel></rss>");
  CHECK(refusal.error().code == ErrorCode::kInvalid);
  CHECK(refusal.error().message == "Bad subject class 'ZZ'.");
  const auto atom = parse_announcement_feed("<feed><title>Feed error for query: x</title></feed>");
  CHECK(atom.error().code == ErrorCode::kInvalid);
  CHECK(says(atom.error(), "Feed error"));
  CHECK(says(parse_announcement_feed("<OAI-PMH></OAI-PMH>").error(), "<OAI-PMH>"));
  CHECK(says(parse_announcement_feed("Rate exceeded.").error(), "plain text"));
  CHECK(says(parse_announcement_feed("<rss><channel>").error(), "cut off"));
}
