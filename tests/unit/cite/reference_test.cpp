// References: dates, items of Zotero, and their way into BibLaTeX, RIS and CSL-JSON.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cite/bib_fields.hpp"
#include "cite/ris.hpp"

using namespace sheaf;
using namespace sheaf::cite;

namespace {

Reference read(const char* json) {
  Result<Reference> reference = reference_from_zotero(Json::parse(json), "item");
  REQUIRE(reference.ok());
  return *reference;
}

std::string biblatex(const Reference& reference) {
  BibStyle style;
  style.dialect = BibDialect::kBiblatex;
  return bib_entry(reference, "k", style);
}

}  // namespace

TEST_CASE("Dates are read as people write them") {
  const std::pair<const char*, const char*> cases[] = {
      {"2015-06-12", "2015-06-12"},     {"2015-6", "2015-06"},         {"2015", "2015"},
      {"1993-00-00", "1993"},           {"June 2015", "2015-06"},      {"12 June 2015", "2015-06-12"},
      {"December 15, 2011", "2011-12-15"}, {"4/2010", "2010-04"},      {"[2017]", "2017"},
      {"2018/2019", "2018/2019"},       {"1973/74", "1973/1974"},      {"2015-01-02/2015-02-03", "2015-01-02/2015-02-03"},
      {"22.08.2000", "2000-08-22"},     {"2012.09.27", "2012-09-27"},  {"四月 1, 1976", "1976-04-01"},
      {"2023-02-22T19:56:23Z", "2023-02-22"}, {"Winter 1975", "1975"}, {"4/5/2010", "2010"},   {"Jan./1992", "1992-01"},
      {"n.d.", ""},                     {"", ""},                      {"soon", ""}};
  for (const auto& [text, iso] : cases) {
    CAPTURE(text);
    CHECK(iso_date(read_date(text)) == iso);
  }
  CHECK(read_date("n.d.").literal == "n.d.");
}

TEST_CASE("A preprint of a reference manager becomes an entry of its archive") {
  const Reference reference = read(R"({"itemType": "preprint", "title": "On small things", "date": "2026-11-20",
    "creators": [{"creatorType": "author", "firstName": "Jan van der", "lastName": "Berg"},
                 {"creatorType": "author", "name": "The Nightjar Collaboration"}],
    "extra": "arXiv: 2611.01234 [cs.LG]\nCitation Key: berg26\nseen on Monday", "url": "http://arxiv.org/abs/2611.01234"})");
  CHECK(reference.key == "berg26");
  CHECK(reference.note == "seen on Monday");
  const std::string entry = biblatex(reference);
  for (const char* part : {"@online{k,", "author = {van der Berg, Jan and {The Nightjar Collaboration}}", "eprint = {2611.01234}",
                           "eprinttype = {arXiv}", "eprintclass = {cs.LG}", "pubstate = {prepublished}", "date = {2026-11-20}"})
    CHECK(contains(entry, part));
}

TEST_CASE("Titles of reference managers get English capitals, markup and escapes") {
  Reference reference = read(R"({"itemType": "journalArticle",
    "title": "the effect of CO<sub>2</sub> on <i>E. coli</i>: 5% & more in Berlin's labs", "publicationTitle": "Journal of small things"})");
  CHECK(contains(biblatex(reference), "title = {The Effect of {CO}\\textsubscript{2} on \\emph{{{E}}. Coli}: 5\\% \\& More in {Berlin's} Labs}"));
  CHECK(contains(biblatex(reference), "journaltitle = {Journal of small things}"));
  reference.language = "de";
  CHECK(contains(biblatex(reference), "title = {the effect of {CO}"));
}

TEST_CASE("Markup that is not closed and formulas stay what they are") {
  CHECK(contains(biblatex(read(R"({"itemType": "book", "title": "a < b and <i>open"})")), "A \\textless{} {b} and \\textless{}i\\textgreater{}open") == false);
  const std::string open = biblatex(read(R"({"itemType": "book", "title": "x <i>open } and { $d=2+1$ for 5 $ and 6 $", "language": "de"})"));
  CHECK(contains(open, "\\textless{}i\\textgreater{}open \\textbraceright{} and \\textbraceleft{} {$d=2+1$} for 5 \\$ and 6 \\$"));
}

TEST_CASE("Fields set by hand win, and LaTeX set by hand stays LaTeX") {
  const std::string entry = biblatex(read(R"({"itemType": "journalArticle", "title": "T", "pages": "1-2",
    "extra": "tex.pages= 3 \\ppno\ntex.entrysubtype: a_b\ntex.type: review\ntex.bad name: x"})"));
  CHECK(contains(entry, "@review{k,"));
  CHECK(contains(entry, "pages = {3 \\ppno}"));
  CHECK(contains(entry, "entrysubtype = {a\\_b}"));
  CHECK_FALSE(contains(entry, "{1--2}"));
  CHECK_FALSE(contains(entry, "bad name"));
}

TEST_CASE("What a reader wrote below an item is written only where it is asked for") {
  const Reference reference = read(R"({"itemType": "journalArticle", "title": "T", "extra": "read twice",
    "notes": [{"note": "<p>5% <b>good</b></p><p>2 &lt; 3</p>"}, "plain"]})");
  CHECK(contains(biblatex(reference), "annotation = {read twice}"));
  CHECK_FALSE(contains(biblatex(reference), "note = {"));
  BibStyle style;
  style.notes = true;
  CHECK(contains(bib_entry(reference, "k", style), "note = {read twice\n\\par\n5\\% \\textbf{good}\n\\par\n2 \\textless{} 3\n\\par\nplain}"));
}

TEST_CASE("Kinds and people that BibTeX and biblatex tell apart get their own fields") {
  const char* const chapter = R"({"itemType": "bookSection", "title": "T", "creators": [
    {"creatorType": "author", "lastName": "Berg", "firstName": "Ada"}, {"creatorType": "seriesEditor", "lastName": "Wei", "firstName": "Li"},
    {"creatorType": "contributor", "lastName": "Ode", "firstName": "Ann"}]})";
  for (const char* part : {"editora = {Wei, Li}", "editoratype = {redactor}", "namea = {Ode, Ann}", "nameatype = {collaborator}"})
    CHECK(contains(biblatex(read(chapter)), part));
  for (const char* part : {"editor = {Wei, Li}", "collaborator = {Ode, Ann}"}) CHECK(contains(bib_entry(read(chapter), "k", {}), part));
  const Reference review = read(R"({"itemType": "magazineArticle", "title": "T", "extra": "type: review-book"})");
  CHECK(contains(biblatex(review), "@review{"));
  CHECK(contains(bib_entry(review, "k", {}), "@article{"));
  CHECK(contains(biblatex(read(R"({"itemType": "book", "title": "T", "extra": "type: pamphlet"})")), "@booklet{"));
  const Reference court = read(R"({"itemType": "case", "caseName": "A v B", "reporter": "CLR", "court": "HCA"})");
  for (const char* part : {"@jurisdiction{", "journaltitle = {CLR}", "institution = {HCA}"}) CHECK(contains(biblatex(court), part));
  const Reference medical = read(R"({"itemType": "journalArticle", "title": "T", "date": "1973/74", "extra": "PMID: 123"})");
  CHECK(contains(bib_entry(medical, "k", {}), "pmid = {123}"));
  CHECK(contains(bib_entry(medical, "k", {}), "year = {1973--1974}"));
  CHECK(contains(biblatex(medical), "eprinttype = {pubmed}"));
}

TEST_CASE("Marks and old identifiers in reference managers' fields lose nothing") {
  const Reference old = read(R"({"itemType": "journalArticle", "title": "growth to \u221akm with <10 ps, i.e. Yemen&apos;s <span class=\"odd\">x</span>",
    "DOI": "10.1175/1520-0493(1987)115<1606:GARSPP>2.0.CO;2", "language": "eng", "publisher": "A\u200bB", "extra": "arXiv:2005.14017 [cs, eess]"})");
  const std::string entry = biblatex(old);
  for (const char* part : {"title = {Growth to √km with \\textless{}10 Ps, i.e. {Yemen}'s X}", "doi = {10.1175/1520-0493(1987)115<1606:garspp>2.0.co;2}",
                           "langid = {english}", "eprintclass = {cs, eess}"})
    CHECK(contains(entry, part));
  CHECK(canonical_doi("10.1234/x<sup>2</sup>") == "10.1234/x");
  CHECK(canonical_doi("10.1007/11917496\\_25") == "10.1007/11917496_25");
}

TEST_CASE("What is no item is an error that names it") {
  CHECK(reference_from_zotero(Json::parse("[]"), "items.json, item 3").error().message == "items.json, item 3 is no object");
  CHECK(contains(reference_from_zotero(Json::parse("{}"), "item 3").error().message, "has no \"itemType\""));
}

TEST_CASE("A record of RIS has one line for each value, whatever the value holds") {
  const std::string record = ris_record(read(R"({"itemType": "journalArticle", "title": "Two\nlines\r\nER  - ",
    "date": "2015-06", "pages": "10–20", "creators": [{"creatorType": "author", "firstName": "Ada", "lastName": "Berg"}]})"), "k");
  CHECK(contains(record, "TY  - JOUR\r\n"));
  CHECK(contains(record, "TI  - Two lines ER -\r\n"));
  CHECK(contains(record, "AU  - Berg, Ada\r\n"));
  CHECK(contains(record, "DA  - 2015/06//\r\n"));
  CHECK(contains(record, "SP  - 10\r\nEP  - 20\r\n"));
  CHECK(record.ends_with("ER  - \r\n"));
  CHECK(record.find("ER  - ") == record.rfind("ER  - "));
}

TEST_CASE("CSL-JSON has names, dates and the arXiv number") {
  const Json item = csl_item(read(R"({"itemType": "preprint", "title": "T", "date": "2026-11-20", "archiveID": "arXiv:2611.01234",
    "repository": "arXiv", "creators": [{"creatorType": "author", "firstName": "Jan van der", "lastName": "Berg"}]})"), "k");
  CHECK(item["type"] == "article");
  CHECK(item["number"] == "arXiv:2611.01234");
  CHECK(item["author"][0]["non-dropping-particle"] == "van der");
  CHECK(item["issued"]["date-parts"][0] == Json::array({2026, 11, 20}));
}
