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

TEST_CASE("Of two lines for one field the later counts, however many lines there are") {
  const std::string twice = biblatex(read(R"({"itemType": "book", "title": "T", "publisher": "P", "extra": "tex.publisher: A\ntex.note: n\ntex.publisher: B"})"));
  CHECK(contains(twice, "  note = {n},\n  publisher = {B},\n"));
  CHECK_FALSE(contains(twice, "{P}"));
  CHECK_FALSE(contains(twice, "{A}"));
  std::string extra;
  for (int i = 0; i < 200000; ++i) extra += "tex.f" + std::to_string(i) + ": x\n";
  const Result<Reference> many = reference_from_zotero({{"itemType", "book"}, {"title", "T"}, {"extra", std::move(extra)}}, "item");
  REQUIRE(many.ok());
  CHECK(contains(biblatex(*many), "  f199999 = {x},\n"));
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

TEST_CASE("Every kind of work has its type in every format") {
  struct Row {
    const char *item, *extra, *bibtex, *biblatex, *ris, *csl;
  };
  const Row rows[] = {
      {"journalArticle", "", "article", "article", "JOUR", "article-journal"},
      {"journalArticle", "type: review", "article", "review", "JOUR", "review"},
      {"preprint", "", "misc", "online", "UNPB", "article"},
      {"book", "", "book", "book", "BOOK", "book"},
      {"book", "type: pamphlet", "booklet", "booklet", "PAMP", "pamphlet"},
      {"book", "type: collection", "proceedings", "proceedings", "CONF", "collection"},
      {"bookSection", "", "incollection", "incollection", "CHAP", "chapter"},
      {"conferencePaper", "", "inproceedings", "inproceedings", "CPAPER", "paper-conference"},
      {"thesis", "", "phdthesis", "thesis", "THES", "thesis"},
      {"report", "", "techreport", "report", "RPRT", "report"},
      {"blogPost", "", "misc", "online", "ELEC", "webpage"},
      {"newspaperArticle", "", "article", "article", "NEWS", "article-newspaper"},
      {"magazineArticle", "", "article", "article", "MGZN", "article-magazine"},
      {"dictionaryEntry", "", "incollection", "inreference", "ENCYC", "entry-encyclopedia"},
      {"dataset", "", "misc", "dataset", "DATA", "dataset"},
      {"computerProgram", "", "misc", "software", "COMP", "software"},
      {"patent", "", "misc", "patent", "PAT", "patent"},
      {"manuscript", "", "unpublished", "unpublished", "GEN", "manuscript"},
      {"statute", "", "misc", "jurisdiction", "CASE", "legal_case"},
      {"audioRecording", "", "misc", "audio", "SOUND", "song"},
      {"document", "", "misc", "misc", "GEN", "document"},
      {"somethingNew", "", "misc", "misc", "GEN", "document"}};
  for (const Row& row : rows) {
    CAPTURE(row.item, row.extra);
    const Json data = {{"itemType", row.item}, {"title", "T"}, {"extra", row.extra}};
    const Result<Reference> reference = reference_from_zotero(data, "item");
    REQUIRE(reference.ok());
    CHECK(bib_type(*reference, BibDialect::kBibtex) == row.bibtex);
    CHECK(bib_type(*reference, BibDialect::kBiblatex) == row.biblatex);
    CHECK(contains(ris_record(*reference, "k"), "TY  - " + std::string(row.ris) + "\r\n"));
    CHECK(csl_item(*reference, "k")["type"] == row.csl);
  }
}

TEST_CASE("Lines of Extra set the fields they name, and other lines stay the reader's remark") {
  const Reference reference = read(R"({"itemType": "document", "title": "T", "extra": [
    "Original Date: 1905-06", "issued: 2015-03-04", "event-title: Small Meeting", "Event Place: Bergen", "genre: letter",
    "status: in press", "container-title: Small Things", "Publisher: Nightjar", "publisher-place: Oslo", "page: 3-4",
    "volume: 7", "number: 9", "edition: 2", "language: fr", "title-short: Short", "version: 3", "ISBN: 978-1", "ISSN: 1234-5678",
    "DOI: https://doi.org/10.1234/ABC", "PMCID: PMC77", "{:Citation Key: lamp15}", "Type: article-journal", "type: no such thing",
    "a remark: of mine", "no name"]})");
  CHECK(iso_date(reference.original_date) == "1905-06");
  CHECK(iso_date(reference.date) == "2015-03-04");
  CHECK(reference.event == "Small Meeting");
  CHECK(reference.event_place == "Bergen");
  CHECK(reference.type == "letter");
  CHECK(reference.container == "Small Things");
  CHECK(reference.publisher == "Nightjar");
  CHECK(reference.place == "Oslo");
  CHECK(reference.pages == "3-4");
  CHECK(reference.volume + "/" + reference.number + "/" + reference.edition == "7/9/2");
  CHECK(reference.language == "fr");
  CHECK(reference.short_title == "Short");
  CHECK(reference.isbn + " " + reference.issn == "978-1 1234-5678");
  CHECK(reference.doi == "10.1234/abc");
  CHECK(reference.eprint_type + ":" + reference.eprint == "pmc:PMC77");
  CHECK(reference.key == "lamp15");
  CHECK(reference.kind == ReferenceKind::kArticle);
  CHECK(reference.note == "type: no such thing\na remark: of mine\nno name");
  CHECK(contains(biblatex(reference), "pubstate = {in press}"));
  CHECK(contains(biblatex(reference), "origdate = {1905-06}"));
  CHECK(contains(biblatex(reference), "eventtitle = {Small {Meeting}}"));
}

TEST_CASE("An archive is found wherever an item keeps its number") {
  struct Row {
    const char *json, *type, *eprint;
  };
  const Row rows[] = {
      {R"({"itemType": "journalArticle", "publicationTitle": "arXiv:1407.5694 [math]"})", "arXiv", "1407.5694"},
      {R"({"itemType": "preprint", "archiveID": "arXiv:2611.01234"})", "arXiv", "2611.01234"},
      {R"({"itemType": "preprint", "url": "https://arxiv.org/pdf/2611.01234v2"})", "arXiv", "2611.01234"},
      {R"({"itemType": "preprint", "DOI": "10.48550/arXiv.2611.01234"})", "arXiv", "2611.01234"},
      {R"({"itemType": "preprint", "repository": "OSF", "archiveID": "abc12"})", "OSF", "abc12"},
      {R"({"itemType": "journalArticle", "url": "https://www.jstor.org/stable/123/?x=1"})", "jstor", "123"},
      {R"({"itemType": "journalArticle", "url": "https://hdl.handle.net/10/20#top"})", "hdl", "10/20"},
      {R"({"itemType": "journalArticle", "url": "https://pubmed.ncbi.nlm.nih.gov/999/"})", "pubmed", "999"},
      {R"({"itemType": "journalArticle", "url": "https://pubmed.ncbi.nlm.nih.gov/?term=x"})", "", ""},
      {R"({"itemType": "book", "extra": "Google Books ID: gb1"})", "googlebooks", "gb1"},
      {R"({"itemType": "journalArticle", "url": "https://example.org/2611.01234"})", "", ""}};
  for (const Row& row : rows) {
    CAPTURE(row.json);
    CHECK(read(row.json).eprint_type == row.type);
    CHECK(read(row.json).eprint == row.eprint);
  }
  CHECK(read(rows[0].json).eprint_class == "math");
}

TEST_CASE("People of reference managers keep their parts, and what is no person is left out") {
  const Reference reference = read(R"({"itemType": "book", "title": "T", "creators": [
    {"creatorType": "author", "firstName": "Ada, ! Jr.", "lastName": "Berg"}, {"creatorType": "author", "lastName": "\"de la Ode\"", "firstName": "Li"},
    {"creatorType": "author", "firstName": "Plato", "lastName": ""}, {"creatorType": "translator", "firstName": "Li", "lastName": "Wei"},
    {"creatorType": "reviewedAuthor", "firstName": "An", "lastName": "Other"}, {"creatorType": "editor", "name": "  "}, 7]})");
  REQUIRE(reference.creators.size() == 5);
  CHECK(contains(biblatex(reference), "author = {Berg, Jr., Ada and de la Ode, Li and {Plato}}"));
  CHECK(contains(biblatex(reference), "translator = {Wei, Li}"));
  CHECK(contains(biblatex(reference), "namea = {Other, An}"));
  const std::string record = ris_record(reference, "k");
  for (const char* line : {"AU  - Berg, Ada, Jr.\r\n", "AU  - Plato\r\n", "A4  - Wei, Li\r\n", "A3  - Other, An\r\n"}) CHECK(contains(record, line));
  const Json item = csl_item(reference, "k");
  CHECK(item["author"][0]["suffix"] == "Jr.");
  CHECK(item["author"][2]["literal"] == "Plato");
  CHECK(item["translator"][0]["family"] == "Wei");
}

TEST_CASE("A thesis, a report and a web page name their institutions as each format does") {
  const Reference thesis = read(R"({"itemType": "thesis", "title": "T", "university": "Bergen", "thesisType": "Doctoral dissertation", "place": "Bergen"})");
  CHECK(contains(bib_entry(thesis, "k", {}), "school = {Bergen}"));
  for (const char* part : {"institution = {Bergen}", "type = {phdthesis}", "location = {Bergen}"}) CHECK(contains(biblatex(thesis), part));
  const Reference master = read(R"({"itemType": "thesis", "title": "T", "university": "Bergen", "thesisType": "Master's thesis"})");
  CHECK(contains(bib_entry(master, "k", {}), "@mastersthesis{"));
  CHECK(contains(biblatex(master), "type = {mathesis}"));
  CHECK(contains(biblatex(read(R"({"itemType": "thesis", "title": "T", "thesisType": "Habilitation"})")), "type = {Habilitation}"));
  const Reference report = read(R"({"itemType": "report", "title": "T", "institution": "Nightjar", "reportType": "Memo", "reportNumber": 12})");
  for (const char* part : {"@techreport{", "institution = {Nightjar}", "type = {Memo}", "number = {12}"}) CHECK(contains(bib_entry(report, "k", {}), part));
  const Reference page = read(R"({"itemType": "webpage", "title": "T", "websiteTitle": "Small Things", "url": "https://example.org/{a}", "accessDate": "2026-11-20T10:00:00Z"})");
  CHECK(contains(bib_entry(page, "k", {}), "howpublished = {Small Things}"));
  for (const char* part : {"organization = {Small Things}", "url = {https://example.org/%7Ba%7D}", "urldate = {2026-11-20}"}) CHECK(contains(biblatex(page), part));
}

TEST_CASE("Languages are named as babel does, whatever a reference manager calls them") {
  const std::pair<const char*, const char*> cases[] = {{"en-GB", "british"}, {"en_US", "american"}, {"German", "german"},
                                                       {"deu", "ngerman"},   {"fre", "french"},     {"zh-TW", "chinese-traditional"},
                                                       {"zh-CN", "chinese"}, {"pt-BR", "portuguese"}};
  for (const auto& [language, langid] : cases) {
    CAPTURE(language);
    const Json data = {{"itemType", "book"}, {"title", "T"}, {"language", language}};
    CHECK(contains(biblatex(*reference_from_zotero(data, "item")), "langid = {" + std::string(langid) + "}"));
  }
  CHECK_FALSE(contains(biblatex(read(R"({"itemType": "book", "title": "T", "language": "Klingon"})")), "langid"));
}

TEST_CASE("CSL-JSON says spans and dates that are none as they are, and RIS gives them a year") {
  const Reference span = read(R"({"itemType": "book", "title": "T", "date": "2015-01-02/2016-03"})");
  CHECK(csl_item(span, "k")["issued"]["date-parts"] == Json::array({Json::array({2015, 1, 2}), Json::array({2016, 3})}));
  CHECK(contains(ris_record(span, "k"), "DA  - 2015/01/02/\r\n"));
  const Reference never = read(R"({"itemType": "book", "title": "T", "date": "n.d."})");
  CHECK(csl_item(never, "k")["issued"]["literal"] == "n.d.");
  CHECK_FALSE(contains(ris_record(never, "k"), "PY  - "));
  CHECK(contains(bib_entry(never, "k", {}), "year = {n.d.}"));
}

TEST_CASE("LaTeX in a reference manager's title stays LaTeX where its reader marked it") {
  const auto title = [](const char* text) { return biblatex(*reference_from_zotero({{"itemType", "book"}, {"title", text}, {"language", "de"}}, "item")); };
  CHECK(contains(title("on <pre>\\LaTeX{}</pre> here"), "title = {on {\\LaTeX{}} here}"));
  CHECK(contains(title("on <script>$x^2$</script>"), "title = {on {$x^2$}}"));
  CHECK(contains(title("on <pre>} a</pre>"), "title = {on {\\textbraceright{} a}}"));
  CHECK(contains(title("on <pre>open"), "\\textless{}pre\\textgreater{}open"));
  CHECK(contains(title("a~b^c|d\\e"), "a\\textasciitilde{}b\\textasciicircum{}c\\textbar{}d\\textbackslash{}e"));
}

TEST_CASE("Tags that never close cost no more than their bytes") {
  for (const char* unit : {"<i>", "<pre>", "<sub>", "<span class=\"nocase\">", "<script>", "$a ", "a<", "&amp"}) {
    CAPTURE(unit);
    std::string title;
    while (title.size() < 1000000) title += unit;
    const Result<Reference> reference = reference_from_zotero({{"itemType", "book"}, {"title", std::move(title)}}, "item");
    REQUIRE(reference.ok());
    CHECK(contains(biblatex(*reference), "@book{k,"));
    CHECK(contains(ris_record(*reference, "k"), "TY  - BOOK"));
  }
}
