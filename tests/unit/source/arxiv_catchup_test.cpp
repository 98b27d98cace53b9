// Pages of one day: what an entry becomes, and pages that are none.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "source/arxiv_catchup.hpp"
#include "source/html.hpp"
#include "source/listing_entry.hpp"
#include "unit/source/source_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using sheaf::test::fixture;

namespace {

CatchupPage page_of(const std::string& body, const std::string& subject = "cs.CL") {
  Result<CatchupPage> page = parse_catchup_page(body, subject);
  if (!page.ok()) FAIL(page.error().message);
  return std::move(page).value();
}

// A page of the day with this between its headings.
std::string day_page(const std::string& content, const std::string& total = "1") {
  return "<html><h1>Catchup results for X on Y on Fri, 17 Apr 2026</h1>Total of " + total +
         " entries for Fri, 17 Apr 2026" + content + "</html>";
}

std::string entry(const std::string& id, const std::string& fields) {
  return "<dt><a href='/abs/" + id + "'>arXiv:" + id + "</a></dt><dd>" + fields + "</dd>";
}

}  // namespace

TEST_CASE("A page of a day gives its papers with their types", "[source][catchup]") {
  const CatchupPage page = page_of(fixture("catchup.html"));
  CHECK(page.feed.warnings.empty());
  CHECK(format_day(page.feed.day) == "2026-04-17");
  CHECK(format_day(page.next_day.value()) == "2026-04-20");
  CHECK(page.total == 5);
  CHECK(page.entries == 5);
  REQUIRE(page.feed.items.size() == 5);
  CHECK(page.feed.items[0].type == AnnounceType::kNew);
  CHECK(page.feed.items[1].type == AnnounceType::kNew);
  CHECK(page.feed.items[2].type == AnnounceType::kCross);
  CHECK(page.feed.items[3].type == AnnounceType::kReplace);
  CHECK(page.feed.items[4].type == AnnounceType::kReplaceCross);
  CHECK(page.feed.items[2].paper.id == "math/0611800");
  CHECK(page.feed.items[2].paper.categories == std::vector<std::string>{"math.AG", "cs.CL"});
}

TEST_CASE("An entry's texts are read whole and its links opened", "[source][catchup]") {
  const Paper paper = page_of(fixture("catchup.html")).feed.items[0].paper;
  CHECK(paper.id == "2604.00001");
  CHECK(paper.version == 0);
  CHECK(paper.detail == Detail::kAnnounced);
  CHECK(paper.title == "Sheaves of wheat & rye: when $a < b$");
  REQUIRE(paper.authors.size() == 4);
  CHECK(paper.authors[0] == Author{"Ada B. Cee", {"University of Nowhere"}});
  CHECK(paper.authors[1] == Author{"Dée Eff Jr.", {}});  // footnote numbers are no place
  CHECK(paper.authors[2].name == "The Rye Team");
  CHECK(paper.authors[3].name == "Wheat Collaboration");
  CHECK(paper.comment ==
        "9 pages, code at https://github.com/example/wheat?a=1&b=2, see arXiv:2604.00002");
  CHECK(paper.journal_ref == "Journal of Grain 7 (2026) 1-9");
  CHECK(paper.categories == std::vector<std::string>{"cs.CL", "math.NA", "stat.ML"});
  CHECK(paper.abstract == "We count sheaves. They are many.\nA second paragraph has markup.");
}

TEST_CASE("A paper without author list has none", "[source][catchup]") {
  CHECK(page_of(fixture("catchup.html")).feed.items[1].paper.authors.empty());
}

TEST_CASE("Replacements are told apart by the subject asked for", "[source][catchup]") {
  const auto last_type = [](const std::string& subject) {
    return page_of(fixture("catchup.html"), subject).feed.items[4].type;
  };
  CHECK(last_type("cs.CV") == AnnounceType::kReplace);
  CHECK(last_type("cs") == AnnounceType::kReplace);
  CHECK(last_type("math") == AnnounceType::kReplaceCross);
  CHECK(last_type("") == AnnounceType::kReplace);
  CHECK(is_within("grp_physics", "hep-th"));
  CHECK(is_within("grp_physics", "cond-mat.str-el"));
  CHECK_FALSE(is_within("grp_physics", "cs.CL"));
  CHECK(is_within("q-fin", "econ.GN"));  // its q-fin.EC
  CHECK_FALSE(is_within("stat", "econ.GN"));
}

TEST_CASE("A day without papers is empty and no error", "[source][catchup]") {
  const CatchupPage page = page_of(
      day_page("<p>No updates for Sat, 18 Apr 2026. There was either no announcement.</p>", "0"));
  CHECK(page.feed.items.empty());
  CHECK(page.feed.warnings.empty());
  CHECK(page.total == 0);
}

TEST_CASE("The list of the newest day states its date in its own way", "[source][catchup]") {
  const CatchupPage page = page_of(
      "<html><h1>Computation and Language</h1><h3>Showing new listings for Friday, 17 April "
      "2026</h3><div>Total of 2,001 entries : <a href=/list/cs.CL/new?skip=2000&amp;show=2000>"
      "2001</a></div><dl id='articles'><h3>New submissions (showing first 1 of 2001 entries)</h3>" +
      entry("2604.00001", "<div class='list-title'>T</div>") + "</dl></html>");
  CHECK(format_day(page.feed.day) == "2026-04-17");
  CHECK(page.total == 2001);
  CHECK(page.last_skip == 2000);
  CHECK(page.feed.items.size() == 1);
  CHECK(page.feed.warnings.empty());
}

TEST_CASE("Links to more pages are found", "[source][catchup]") {
  CHECK(page_of(day_page("View page:<span>1</span><a href=/catchup/cs.CL/2026-04-17?abs=True"
                         "&amp;page=2>2</a>", "0")).last_page == 2);
  CHECK(page_of(day_page("<a href='/x?webpage=7'>x</a>", "0")).last_page == 0);
}

TEST_CASE("arXiv's page about a bad request is its refusal", "[source][catchup]") {
  const auto refused = parse_catchup_page(
      "<html><title>\nInvalid date: 2025-01-01. Catchup only allowed for past 90 days</title>"
      "<h1>arXiv</h1><p>The server cannot process your request due to syntax errors.</p></html>", "");
  CHECK(refused.error().code == ErrorCode::kInvalid);
  CHECK(refused.error().message ==
        "Invalid date: 2025-01-01. Catchup only allowed for past 90 days");
}

TEST_CASE("Pages that are no list are told by their heading", "[source][catchup]") {
  const auto words = [](const std::string& body) {
    const auto page = parse_catchup_page(body, "cs.CL");
    CHECK(page.error().code == ErrorCode::kParse);
    return page.ok() ? std::string() : page.error().message;
  };
  CHECK(contains(words("<html><title>Down</title><body>soon</body></html>"), "(\"Down\")"));
  CHECK(contains(words("<html><h1>Hello</h1></html>"), "expected a list of arXiv"));
  CHECK(words("  ") == "the answer is empty");
  CHECK(contains(words("Rate exceeded."), "cut off"));
  const std::string good = fixture("catchup.html");
  CHECK(contains(words(good.substr(0, good.size() / 2)), "cut off"));
  CHECK(contains(words("<html><h1>Catchup results for X on someday</h1></html>"), "no date"));
  CHECK(contains(words(std::string(kMaxHtmlBytes + 1, ' ')), "bytes"));
}

TEST_CASE("Every cut of a page is an error or the page, never less", "[source][catchup]") {
  const std::string good = fixture("catchup.html");
  for (std::size_t size = 0; size < good.size(); size += 7) {
    const auto page = parse_catchup_page(std::string_view(good).substr(0, size), "cs.CL");
    if (page.ok()) CHECK(page->feed.items.size() == 5);
  }
}

TEST_CASE("What cannot be read is a warning with its place", "[source][catchup]") {
  const CatchupPage page = page_of(day_page(
      "<dl id='articles'><h3>New submissions (showing 4 of 4 entries)</h3>" +
          entry("nonsense", "") + entry("2604.00001", "<div class='list-title'></div>") +
          entry("2604.00001", "<div class='list-title'>T</div>") + "</dl>",
      "4"));
  CHECK(page.entries == 3);
  REQUIRE(page.feed.warnings.size() == 4);
  CHECK(page.feed.warnings[0] == "entry 1: no arXiv id in \"arXiv:nonsense\"");
  CHECK(page.feed.warnings[1] == "2604.00001: the entry has no title");
  CHECK(page.feed.warnings[2] == "2604.00001: stands on the page twice");
  CHECK(contains(page.feed.warnings[3], "3 entries came"));
}

TEST_CASE("Broken markup costs no more than its own field", "[source][catchup]") {
  const CatchupPage page = page_of(day_page(
      "<dl id='articles'><dt><a href='/abs/2604.00001v3'>arXiv:2604.00001v3</a>"
      "<dd><div class='list-title'><span class='descriptor'>Title:</span>A <b>bold"
      "<div class='list-authors'><a>Ann Lee<a>Bo Tan"
      "<div class='list-subjects'>Graphics (cs.GR)"
      "<p class='mathjax'>x < y and a&b \x01\xFF<dt><a>arXiv:2604.00002</a><dd>"
      "<div class='list-title'>Next</div></dl>",
      "2"));
  REQUIRE(page.feed.items.size() == 2);
  const Paper& first = page.feed.items[0].paper;
  CHECK(first.version == 3);
  CHECK(first.title == "A bold");
  REQUIRE(first.authors.size() == 2);
  CHECK(first.authors[1].name == "Bo Tan");
  CHECK(first.categories == std::vector<std::string>{"cs.GR"});
  CHECK(first.abstract == "x < y and a&b \uFFFD");
  CHECK(page.feed.items[1].paper.title == "Next");
}

TEST_CASE("A list that is not closed is whole when the page is", "[source][catchup]") {
  const CatchupPage page = page_of(day_page(
      "<dl id='articles'><dt><a href='/abs/2604.00001'>arXiv:2604.00001<dd>"
      "<div class='list-title'>T<div><p class='mathjax'>A"));
  REQUIRE(page.feed.items.size() == 1);
  CHECK(page.feed.items[0].paper.title == "T");
  CHECK(page.feed.items[0].paper.abstract == "A");
}

TEST_CASE("Markup in texts that arXiv escaped stays text", "[source][catchup]") {
  const CatchupPage page = page_of(day_page(
      "<dl id='articles'>" +
      entry("2604.00001", "<div class='list-title'>&lt;/dl&gt;&lt;dt&gt;arXiv:2604.00009</div>") +
      "</dl>"));
  REQUIRE(page.feed.items.size() == 1);
  CHECK(page.feed.items[0].paper.title == "</dl><dt>arXiv:2604.00009");
}

TEST_CASE("URLs of a day name one known subject", "[source][catchup]") {
  CHECK(catchup_subject(" CS.cl ").value() == "cs.CL");
  CHECK(catchup_subject("cs.NA").value() == "math.NA");
  CHECK(catchup_subject("HEP-TH").value() == "hep-th");
  CHECK(catchup_subject("grp_physics").value() == "grp_physics");
  CHECK(catchup_subject("cs.CL+cs.LG").error().code == ErrorCode::kInvalid);
  CHECK(contains(catchup_subject("cs.CK").error().message, "near: "));
  const Day day = parse_day("2026-04-17").value();
  CHECK(catchup_url("https://arxiv.org/", "cs.CL", day, 1) ==
        "https://arxiv.org/catchup/cs.CL/2026-04-17?abs=True");
  CHECK(catchup_url("https://arxiv.org", "cs", day, 2) ==
        "https://arxiv.org/catchup/cs/2026-04-17?abs=True&page=2");
  CHECK(listing_new_url("https://arxiv.org", "cs", 0) == "https://arxiv.org/list/cs/new");
  CHECK(listing_new_url("https://arxiv.org", "cs", 2000) ==
        "https://arxiv.org/list/cs/new?skip=2000&show=2000");
}

TEST_CASE("Dates are found in the middle of a text", "[source][catchup]") {
  CHECK(format_day(day_in("on Fri, 17 Apr 2026.").value()) == "2026-04-17");
  CHECK(format_day(day_in("7 of Friday, 3 September 2026 (x 1)").value()) == "2026-09-03");
  CHECK_FALSE(day_in("17 Zzz 2026").has_value());
  CHECK_FALSE(day_in("31 Feb 2026").has_value());
  CHECK_FALSE(day_in("").has_value());
}
