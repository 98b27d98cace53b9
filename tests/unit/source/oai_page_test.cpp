// OAI-PMH pages of invented papers: formats, refusals, traps and hostile input.
#include <catch2/catch.hpp>

#include "source/oai.hpp"
#include "unit/source/oai_fixtures.hpp"
#include "unit/source/source_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using sheaf::test::oai_deleted;
using sheaf::test::oai_document;
using sheaf::test::oai_error;
using sheaf::test::oai_list;
using sheaf::test::oai_record;
using sheaf::test::says;
using sheaf::test::small_record;

namespace {

OaiPage parsed(const std::string& body) {
  Result<OaiPage> page = parse_oai_page(body);
  if (!page.ok()) FAIL(page.error().message);
  return std::move(page).value();
}

Paper only_paper(const std::string& body) {
  OaiPage page = parsed(body);
  REQUIRE(page.papers.size() == 1);
  return std::move(page.papers.front());
}

Paper paper_of(const std::string& metadata, const std::string& id = "2601.00001") {
  return only_paper(oai_list(oai_record(id, "2026-01-09", metadata)));
}

Seconds at(const char* time) {
  return parse_rfc3339(time).value();
}

const char* const kArxiv =
    "<arXiv xmlns='http://arxiv.org/OAI/arXiv/'>\n <id>2601.00001</id>\n"
    "<created>2026-01-05</created><updated>2026-02-07</updated><authors>"
    "<author><keyname>Roe</keyname><forenames>Ann&#39;a  B.</forenames><suffix>Jr</suffix>"
    "<affiliation>Institute of\n Things</affiliation><affiliation> </affiliation></author>"
    "<author><keyname>Free Group</keyname></author></authors>"
    "<title>On a &lt;b&gt;\n  title &amp; Mendeleev&#39;s</title>"
    "<categories>cs.NA math.NA cs.LG</categories><comments>5 pages,\n  3 figures</comments>"
    "<report-no>R-1</report-no><acm-class>35K55</acm-class><msc-class>35K55</msc-class>"
    "<journal-ref>J. Things 7 (2026)</journal-ref><doi>10.1000/a.1 10.1000/a.2</doi>"
    "<license>http://creativecommons.org/licenses/by/4.0/</license>"
    "<abstract>  First line\nsecond line.\n  Next paragraph.\n</abstract></arXiv>";

const char* const kRaw =
    "<arXivRaw><id>math.CA/0611800</id><submitter>Ann Roe</submitter>"
    "<version version=\"v1\"><date>Sun, 26 Nov 2006 10:00:00 GMT</date><size>10kb</size></version>"
    "<version version=\"v3\"><date>Tue, 5 Feb 2008 08:00:01 GMT</date><size>0kb</size></version>"
    "<version version=\"v2\"><date>Mon, 1 Jan 2007 09:00:00 GMT</date><size>11kb</size></version>"
    "<title>Raw</title><authors>A. Roe (1 and 2), B\\&#39;ela Tan (MIT) and Cy Poe</authors>"
    "<categories>math.CA</categories><abstract>Text.</abstract></arXivRaw>";

}  // namespace

TEST_CASE("The format arXiv gives a whole paper", "[source][oai]") {
  const Paper paper = paper_of(kArxiv);
  CHECK(paper.id == "2601.00001");
  CHECK(paper.scheme == "arxiv");
  CHECK(paper.version == 0);
  CHECK(paper.title == "On a <b> title & Mendeleev's");
  CHECK(paper.abstract == "First line second line.\nNext paragraph.");
  REQUIRE(paper.authors.size() == 2);
  CHECK(paper.authors[0] == Author{"Ann'a B. Roe Jr", {"Institute of Things"}});
  CHECK(paper.authors[1] == Author{"Free Group", {}});
  CHECK(paper.categories == std::vector<std::string>{"math.NA", "cs.LG"});
  CHECK(paper.comment == "5 pages, 3 figures");
  CHECK(paper.journal_ref == "J. Things 7 (2026)");
  CHECK(paper.doi == "10.1000/a.1");
  CHECK(paper.license == "http://creativecommons.org/licenses/by/4.0/");
  CHECK(paper.published == at("2026-01-05T00:00:00Z"));
  CHECK(paper.updated == at("2026-02-07T00:00:00Z"));
  CHECK(paper.detail == Detail::kComplete);
}

TEST_CASE("A paper without later date was last submitted when it was first", "[source][oai]") {
  const Paper paper = only_paper(oai_list(small_record("2601.00001", "2026-01-09")));
  CHECK(paper.published == at("2026-01-05T00:00:00Z"));
  CHECK(paper.updated == paper.published);
}

TEST_CASE("A day of creation after the month of the id is not that of the first version",
          "[source][oai]") {
  const Paper later = only_paper(oai_list(small_record("2512.00001", "2026-01-09")));
  CHECK_FALSE(later.published);
  CHECK(later.updated == at("2026-01-05T00:00:00Z"));
  // Papers from before the archive got ids of their own time.
  CHECK(only_paper(oai_list(small_record("cs/9301102", "2026-01-09"))).published);
}

TEST_CASE("The format arXivRaw gives every version's time and TeX as it is", "[source][oai]") {
  const Paper paper = paper_of(kRaw, "math/0611800");
  CHECK(paper.id == "math/0611800");
  CHECK(paper.version == 3);
  CHECK(paper.published == at("2006-11-26T10:00:00Z"));
  CHECK(paper.updated == at("2008-02-05T08:00:01Z"));
  REQUIRE(paper.authors.size() == 3);
  CHECK(paper.authors[0] == Author{"A. Roe", {}});
  CHECK(paper.authors[1] == Author{"Béla Tan", {"MIT"}});
  CHECK(paper.authors[2].name == "Cy Poe");
}

TEST_CASE("The format arXivOld gives a paper without dates", "[source][oai]") {
  const Paper paper = paper_of(
      "<arXivOld><id>2601.00001</id><title>Old</title><authors>A. Roe</authors>"
      "<categories>hep-th</categories><abstract>Text.</abstract></arXivOld>");
  CHECK(paper.authors.size() == 1);
  CHECK(paper.version == 0);
  CHECK_FALSE(paper.published);
  CHECK_FALSE(paper.updated);
}

TEST_CASE("Dublin Core of the new server", "[source][oai]") {
  const Paper paper = paper_of(
      "<oai_dc:dc xmlns:oai_dc='a' xmlns:dc='b'><dc:title>Core</dc:title>"
      "<dc:creator>Roe Jr, Ann B.</dc:creator><dc:creator>Free Group</dc:creator>"
      "<dc:subject>cs.AI</dc:subject><dc:subject>stat.TH</dc:subject><dc:subject>62H30</dc:subject>"
      "<dc:description>The abstract. </dc:description><dc:description>9 pages</dc:description>"
      "<dc:date>2026-01-05</dc:date><dc:date>2026-02-07</dc:date><dc:type>text</dc:type>"
      "<dc:identifier>https://arxiv.org/abs/2601.00001</dc:identifier>"
      "<dc:identifier>http://arxiv.org/abs/2601.00001</dc:identifier>"
      "<dc:identifier>J. Things 7</dc:identifier><dc:identifier>doi:10.1000/x</dc:identifier>"
      "</oai_dc:dc>");
  REQUIRE(paper.authors.size() == 2);
  CHECK(paper.authors[0].name == "Ann B. Roe Jr");
  CHECK(paper.authors[1].name == "Free Group");
  CHECK(paper.categories == std::vector<std::string>{"cs.AI", "math.ST"});
  CHECK(paper.abstract == "The abstract.");
  CHECK(paper.comment == "9 pages");
  CHECK(paper.journal_ref == "J. Things 7");
  CHECK(paper.doi == "10.1000/x");
  CHECK(paper.published == at("2026-01-05T00:00:00Z"));
  CHECK(paper.updated == at("2026-02-07T00:00:00Z"));
}

TEST_CASE("Dublin Core of the old server names categories in words", "[source][oai]") {
  const Paper paper = paper_of(
      "<dc><title>Core</title><creator>Roe, A.</creator><subject>Mathematics - Logic</subject>"
      "<subject>Computer Science - Numerical Analysis</subject><subject>Quantum Physics</subject>"
      "<subject>High Energy Physics - Theory</subject><subject>Astrophysics</subject>"
      "<subject>Philosophy - Logic</subject><subject>03E75 (Primary)</subject>"
      "<description>Text.</description><description>Comment: 7 pages</description></dc>");
  CHECK(paper.categories ==
        std::vector<std::string>{"math.LO", "math.NA", "quant-ph", "hep-th", "astro-ph"});
  CHECK(paper.comment == "7 pages");
  CHECK(paper.abstract == "Text.");
}

TEST_CASE("Without a category in the record its sets stand for it", "[source][oai]") {
  const std::string core = "<dc><title>Core</title><subject>82B44</subject></dc>";
  const Paper paper = only_paper(oai_list(oai_record(
      "2601.00001", "2026-01-09", core,
      "<setSpec>physics:hep-th</setSpec><setSpec>cs:cs:AI</setSpec><setSpec>a:b:c:d</setSpec>")));
  CHECK(paper.categories == std::vector<std::string>{"hep-th", "cs.AI"});
}

TEST_CASE("Fragments without envelope are read", "[source][oai]") {
  const std::string record = small_record("2601.00001", "2026-01-09");
  CHECK(only_paper(record).id == "2601.00001");
  CHECK(only_paper("<ListRecords>" + record + "</ListRecords>").id == "2601.00001");
  CHECK(only_paper(oai_document("<GetRecord>" + record + "</GetRecord>")).id == "2601.00001");
}

TEST_CASE("A page tells its token, dates and deleted records", "[source][oai]") {
  const OaiPage page = parsed(oai_list(
      small_record("2601.00001", "2026-01-09") + oai_deleted("math/0611800", "2026-01-08") +
          small_record("2601.00002", "2026-01-10T12:00:00Z"),
      "<resumptionToken expirationDate='2026-08-22T00:00:00Z' cursor='0' completeListSize='12'>"
      "\n verb%3DListRecords%26skip%3D2 </resumptionToken>"));
  CHECK(page.outcome == OaiOutcome::kRecords);
  CHECK(page.papers.size() == 2);
  CHECK(page.deleted == std::vector<std::string>{"math/0611800"});
  CHECK(page.records == 3);
  CHECK(page.token == "verb%3DListRecords%26skip%3D2");
  CHECK(page.token_expires == at("2026-08-22T00:00:00Z"));
  CHECK(page.complete_size == 12U);
  CHECK(page.response_date == at("2026-08-21T04:10:11Z"));
  CHECK(page.earliest == parse_day("2026-01-08"));
  CHECK(page.latest == parse_day("2026-01-10"));
  CHECK_FALSE(page.by_date);
  CHECK(page.warnings.empty());
  const OaiPage last = parsed(
      oai_list(small_record("2601.00001", "2026-01-09"), "<resumptionToken expirationDate='x'/>"));
  CHECK(last.token.empty());
  CHECK(last.by_date);
}

TEST_CASE("An empty list and a lost token are outcomes, other errors the server's words",
          "[source][oai]") {
  const OaiPage nothing = parsed(oai_error("noRecordsMatch"));
  CHECK(nothing.outcome == OaiOutcome::kNoRecordsMatch);
  CHECK(nothing.papers.empty());
  const OaiPage lost = parsed(oai_error("badResumptionToken", "It is  expired."));
  CHECK(lost.outcome == OaiOutcome::kBadToken);
  CHECK(lost.words == "It is expired.");
  for (const char* code : {"badArgument", "badVerb", "cannotDisseminateFormat", "idDoesNotExist",
                           "noMetadataFormats", "noSetHierarchy", "somethingElse"}) {
    const auto refused = parse_oai_page(oai_error(code, "Because of a reason."));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == ErrorCode::kInvalid);
    CHECK(says(refused.error(), code));
    CHECK(says(refused.error(), "Because of a reason."));
  }
}

TEST_CASE("What is no record list is an error that names it", "[source][oai]") {
  const auto identify = parse_oai_page(oai_document("<Identify><baseURL/></Identify>"));
  REQUIRE_FALSE(identify.ok());
  CHECK(identify.error().code == ErrorCode::kParse);
  CHECK(says(identify.error(), "<Identify>"));
  CHECK(says(parse_oai_page("<rss/>").error(), "<rss>"));
  CHECK(says(parse_oai_page("Rate exceeded.").error(), "plain text"));
  CHECK_FALSE(parse_oai_page(oai_document("")).ok());
  const std::string whole = oai_list(small_record("2601.00001", "2026-01-09"));
  for (std::size_t size = 0; size + 14 < whole.size(); size += 7)
    CHECK_FALSE(parse_oai_page(whole.substr(0, size)).ok());
}

TEST_CASE("Every record that is no paper is a warning with its identifier", "[source][oai]") {
  const std::string header = test::oai_header("2601.00009", "2026-01-09");
  const struct {
    std::string record, warning;
  } cases[] = {
      {"<record>" + header + "</record>", "oai:arXiv.org:2601.00009: the record has no metadata"},
      {"<record/>", "record 2: the record has no metadata"},
      {oai_record("2601.00009", "2026-01-09", "<marc/>"), "unknown format <marc>"},
      {oai_record("hello", "2026-01-09", "<arXiv><title>T</title></arXiv>"), "no arXiv id"},
      {oai_record("2601.00009", "2026-01-09", "<arXiv><id>x</id><title>T</title></arXiv>"),
       "no arXiv id in \"x\""},
      {oai_record("2601.00009", "2026-01-09", "<arXiv><id>2601.00009</id></arXiv>"), "no title"},
      {oai_deleted("elsewhere", "2026-01-09"), "oai:arXiv.org:elsewhere: a deleted record"},
      {"<record><header status='deleted'/></record>", "record 2: a deleted record"},
  };
  for (const auto& one : cases) {
    INFO(one.warning);
    const OaiPage page = parsed(oai_list(small_record("2601.00001", "2026-01-09") + one.record));
    CHECK(page.papers.size() == 1);
    CHECK(page.records == 2);
    REQUIRE(page.warnings.size() == 1);
    CHECK(page.warnings[0].find(one.warning) != std::string::npos);
  }
}

TEST_CASE("A paper with faults keeps what can be read, and says what cannot", "[source][oai]") {
  const struct {
    std::string metadata, warning;
  } cases[] = {
      {"<arXiv><id>2601.00001</id><title>T</title><categories>cs.AI nonsense</categories></arXiv>",
       "the category \"nonsense\""},
      {"<arXiv><id>2601.00001</id><title>T</title><created>2026-13-05</created></arXiv>",
       "<created> is no date: \"2026-13-05\""},
      {"<arXivRaw><id>2601.00001</id><title>T</title><version version='x'><date>Mon, 5 Jan 2026 "
       "10:00:00 GMT</date></version></arXivRaw>",
       "version \"x\""},
      {"<arXivRaw><id>2601.00001</id><title>T</title><version version='v1'/></arXivRaw>",
       "version \"v1\""},
      {"<arXiv><id>2601.00001</id><title>T</title><authors><author><affiliation>A</affiliation>"
       "</author></authors></arXiv>",
       "an author without name"},
      {"<arXiv><id>2601.00002</id><title>T</title></arXiv>", "the record itself has the id"},
  };
  for (const auto& one : cases) {
    INFO(one.warning);
    const OaiPage page = parsed(oai_list(oai_record("2601.00001", "2026-01-09", one.metadata)));
    REQUIRE(page.papers.size() == 1);
    CHECK(page.papers[0].title == "T");
    REQUIRE(page.warnings.size() == 1);
    CHECK(page.warnings[0].find(one.warning) != std::string::npos);
  }
  const OaiPage undated = parsed(oai_list(small_record("2601.00001", "soon")));
  CHECK(undated.papers.size() == 1);
  CHECK(undated.warnings.size() == 1);
  CHECK_FALSE(undated.latest);
}

TEST_CASE("Hostile pages end in text, warnings or errors", "[source][oai]") {
  std::string terms, authors, nested;
  for (int i = 0; i < 20000; ++i) {
    terms += "cs." + std::string(1, static_cast<char>('a' + i % 26)) +
             std::string(1, static_cast<char>('a' + i / 26 % 26)) +
             std::string(1, static_cast<char>('a' + i / 676 % 26)) + " ";
    authors += "(( and ";
    nested += "<metadata>";
  }
  const OaiPage many = parsed(
      oai_list(oai_record("2601.00001", "2026-01-09",
                          "<arXivRaw><id>2601.00001</id><title>T</title><categories>" + terms +
                              "</categories><authors>" + authors + "</authors></arXivRaw>")));
  REQUIRE(many.papers.size() == 1);
  CHECK(many.papers[0].categories.size() <= 100);
  CHECK(many.warnings.size() == 1);
  CHECK_FALSE(parse_oai_page(oai_list("<record>" + nested + "</record>")).ok());
  const OaiPage bytes = parsed(oai_list(oai_record(
      "2601.00001", "2026-01-09",
      "<arXiv><id>2601.00001</id><title>A\x01\xFF<![CDATA[<script>]]></title></arXiv>")));
  REQUIRE(bytes.papers.size() == 1);
  CHECK(bytes.papers[0].title == "A\xEF\xBF\xBD<script>");
  CHECK(bytes.warnings.size() == 1);
}

TEST_CASE("Formats have their names", "[source][oai]") {
  for (const OaiFormat format :
       {OaiFormat::kArxiv, OaiFormat::kArxivRaw, OaiFormat::kArxivOld, OaiFormat::kDublinCore})
    CHECK(parse_oai_prefix(oai_prefix(format)) == format);
  CHECK(oai_prefix(OaiFormat::kDublinCore) == "oai_dc");
  CHECK_FALSE(parse_oai_prefix("marc"));
}
