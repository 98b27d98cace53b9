// Citation key formulas: values, filters, alternatives and their mistakes.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "cite/citation_key.hpp"

using namespace sheaf;
using namespace sheaf::cite;

namespace {

Reference work() {
  Reference out;
  out.kind = ReferenceKind::kArticle;
  out.spelling = Spelling::kRich;
  out.title = "Language models are few-shot learners";
  out.date.year = 2020;
  out.date.month = 7;
  for (const char* name : {"Brown", "Mann", "Ryder"}) {
    Creator creator;
    creator.first = "Tom";
    creator.last = name;
    out.creators.push_back(creator);
  }
  out.volume = "33";
  out.pages = "1877-1901";
  return out;
}

std::string key(const char* formula, const Reference& reference = work()) {
  const Result<KeyFormula> read = KeyFormula::read(formula);
  INFO(formula);
  REQUIRE(read.ok());
  return read->key_of(reference);
}

std::string mistake(const char* formula) {
  const Result<KeyFormula> read = KeyFormula::read(formula);
  INFO(formula);
  REQUIRE_FALSE(read.ok());
  return read.error().message;
}

}  // namespace

TEST_CASE("Common formulas give the keys their users know") {
  const std::pair<const char*, const char*> cases[] = {
      {"auth.lower + shorttitle(3,3) + year", "brownLanguageModelsAre2020"},
      {"auth.lower + year + firstword.lower", "brown2020language"},
      {"auth + year", "Brown2020"},
      {"auth(n=0,m=1,creator=\"*\",initials=false).fold.lower + year + veryshorttitle(1,0)", "brown2020Language"},
      {"auth(3) + shortyear", "Bro20"},
      {"auth(0, 2).upper + '-' + month", "MANN-07"},
      {"authors(2)", "BrownMannEtAl"},
      {"authorsAlpha + shortyear", "BMR20"},
      {"authEtal2 + \":\" + year", "Brown.etal:2020"},
      {"authForeIni + authorLast", "TRyder"},
      {"zotero", "brown_language_2020"},
      {"title.substring(1, 8)", "Language"},
      {"volume.prefix(\"v\") + issue.prefix(\"n\") + firstpage.prefix(\"p\")", "v33p1877"},
      {"journal.default(\"nowhere\") + lastpage", "nowhere1901"},
      {"[auth:lower]-[year]", "brown-2020"},
      {"[auth3][shortyear]", "Bro20"},
      {"type(book) + auth; auth.len(\">\", 10); year", "2020"},
      {"type(book, journalArticle) + year", "2020"},
      {"shorttitle(4).replace(\"shot\", \"\") + year", "Languagemodelsarefew2020"}};
  for (const auto& [formula, wanted] : cases) {
    CAPTURE(formula);
    CHECK(key(formula) == wanted);
  }
}

TEST_CASE("Every filter does what its name promises") {
  const std::pair<const char*, const char*> cases[] = {
      {"'brown bear'.capitalize", "BrownBear"},
      {"'über die größe'.capitalize.select(1, 1)", "Uber"},
      {"'über die größe'.upper.select(3, 1)", "GROSSE"},
      {"'über die größe'.ascii.select(1, 1)", "ber"},
      {"'Über die Größe'.fold.select(1, 1)", "Uber"},
      {"'a_b-c.d'.alphanum", "abcd"},
      {"'Ä_b-c'.clean", "Abc"},
      {"'жук'.transliterate.len('==', 4)", "zhuk"},
      {"'well-known: yes.no'.nopunct", "well-knownyesno"},
      {"'well-known: yes.no'.nopunctordash", "wellknownyesno"},
      {"'a b c'.condense('_')", "a_b_c"},
      {"'the limits of models'.skipwords.condense('-')", "limits-models"},
      {"'one two three four'.select(2, 2).condense('.')", "two.three"},
      {"'one two'.select(9)", ""},
      {"'äbcde'.substring(start=2, n=3)", "bcd"},
      {"year.postfix('x')", "2020x"},
      {"issue.postfix('x')", ""},
      {"year.replace('20', '')", ""},
      {"year.replace('', 'x')", "2020"},
      {"'alpha beta gamma'.abbr", "abg"},
      {"'alpha beta gamma'.acronym", "ABG"}};
  for (const auto& [formula, wanted] : cases) {
    CAPTURE(formula);
    CHECK(key(formula) == wanted);
  }
}

TEST_CASE("A length that is asked for decides whether a value is in the key") {
  const std::pair<const char*, bool> cases[] = {{"'abcd'.len('>', 3)", true},  {"'abcd'.len('>', 4)", false},
                                                {"'abcd'.len('<', 5)", true},  {"'abcd'.len('<', 4)", false},
                                                {"'abcd'.len('>=', 4)", true}, {"'abcd'.len('>=', 5)", false},
                                                {"'abcd'.len('<=', 4)", true}, {"'abcd'.len('<=', 3)", false},
                                                {"'abcd'.len('!=', 3)", true}, {"'abcd'.len('!=', 4)", false},
                                                {"'abcd'.len('==', 4)", true}, {"'abcd'.len('==', 3)", false}};
  for (const auto& [formula, stays] : cases) {
    CAPTURE(formula);
    CHECK(key(formula) == (stays ? "abcd" : ""));
  }
}

TEST_CASE("Every value says its part of a work, and nothing where the work does not have it") {
  Reference reference = work();
  reference.date.day = 5;
  reference.original_date.year = 1999;
  reference.issue = "4";
  reference.container = "journal of small things";
  reference.doi = "10.1/abc";
  reference.pages = "1877–1901";
  reference.creators[1].role = CreatorRole::kEditor;
  const std::pair<const char*, const char*> cases[] = {
      {"firstpage + '/' + lastpage", "1877/1901"}, {"day + month", "0507"},       {"date", "2020-07-05"},
      {"origyear", "1999"},                        {"issue", "4"},                {"journal", "JournalOfSmallThings"},
      {"doi", "10.1/abc"},                         {"id", "10.1/abc"},            {"edtr(2)", "Ma"},
      {"authIni(2)", "BrRy"},                      {"authEtal", "Brown.Ryder"},   {"authorsAlpha", "BR"},
      {"authorLast(3)", "Ryd"},                    {"auth(0, 3)", ""},            {"veryshorttitle(1, 1)", "Language"},
      {"arxiv", ""},                               {"title", "LanguageModelsAreFewshotLearners"}};
  for (const auto& [formula, wanted] : cases) {
    CAPTURE(formula);
    CHECK(key(formula, reference) == wanted);
  }
  for (const char* formula : {"auth", "authEtal", "authForeIni", "authorLast", "edtr", "origyear", "day", "doi", "id", "firstpage"}) {
    CAPTURE(formula);
    CHECK(key(formula, Reference{}).empty());
  }
  CHECK(key("zotero", Reference{}) == "__nodate");
  reference.eprint = "2005.14165";
  reference.eprint_type = "arXiv";
  CHECK(key("arxiv", reference) == "2005.14165");
  CHECK(key("id", reference) == "2005.14165");
  reference.creators.resize(1);
  CHECK(key("authorsAlpha + authEtal", reference) == "BroBrown");
  reference.title = "über alles";
  CHECK(key("shorttitle(2, 2)", reference) == "UberAlles");
}

TEST_CASE("A formula asks for a kind of work by the name that reference managers have for it") {
  const std::pair<ReferenceKind, const char*> cases[] = {
      {ReferenceKind::kArticle, "journalArticle"}, {ReferenceKind::kPreprint, "preprint"}, {ReferenceKind::kBook, "book"},
      {ReferenceKind::kChapter, "bookSection"}, {ReferenceKind::kConferencePaper, "conferencePaper"},
      {ReferenceKind::kThesis, "thesis"}, {ReferenceKind::kReport, "report"}, {ReferenceKind::kWebPage, "webpage"},
      {ReferenceKind::kDataset, "document"}};
  for (const auto& [kind, name] : cases) {
    CAPTURE(name);
    Reference reference = work();
    reference.kind = kind;
    CHECK(key(("type(" + std::string(name) + ") + year; 'other'").c_str(), reference) == "2020");
    reference.kind = kind == ReferenceKind::kBook ? ReferenceKind::kThesis : ReferenceKind::kBook;
    CHECK(key(("type(" + std::string(name) + ") + year; 'other'").c_str(), reference) == "other");
  }
}

TEST_CASE("Whatever a name holds, the key is one that TeX can read") {
  Reference reference = work();
  reference.creators[0].last = "Müller{}\\, Ж%#~ 漢";
  CHECK(key("auth + year", reference) == "MullerZh2020");
  reference.creators[0].last = "Преображенская";
  CHECK(key("auth.lower + year", reference) == "preobrazhenskaya2020");
  reference.creators[0].last = "漢字";
  CHECK(key("auth; year", reference) == "2020");
  CHECK(key("auth", reference).empty());
}

TEST_CASE("A mistake in a formula names its column and what could stand there") {
  CHECK(contains(mistake("auth + nothing"), "column 8: expected a value like auth"));
  CHECK(contains(mistake("auth.shout"), "column 6: expected a filter like lower"));
  CHECK(contains(mistake("auth + \"open"), "expected the closing quotation mark"));
  CHECK(contains(mistake("auth year"), "column 6: expected \"+\""));
  CHECK(contains(mistake("auth(1"), "expected \",\" or \")\", found the end"));
  CHECK(contains(mistake("[auth"), "expected \":\" or \"]\""));
  CHECK(contains(mistake(""), "expected a value"));
  CHECK(contains(mistake("type()"), "expected names of types"));
  CHECK(contains(mistake(std::string(5000, 'a').c_str()), "longer than"));
}

TEST_CASE("Works keep the keys they have, and equal ones are told apart") {
  std::vector<Reference> works(4, work());
  works[1].key = "mine";
  works[3].key = "mine";
  const auto formula = KeyFormula::read("auth.lower + year");
  REQUIRE(formula.ok());
  CHECK(citation_keys(works, *formula) == std::vector<std::string>{"brown2020", "mine", "brown2020a", "brown2020b"});
}

TEST_CASE("A formula can neither fill the memory nor break the text of its mistake") {
  std::string formula = "title";
  for (int i = 0; i < 100; ++i) formula += ".replace(\"e\", \"eeeeeeeeee\")";
  CHECK(key(formula.c_str()).size() <= 2000);
  CHECK(is_valid_utf8(mistake("auth + \xFF")));
  CHECK(is_valid_utf8(mistake("auth + 注意力就是你")));
}

TEST_CASE("Keys that differ in case only are told apart, since BibTeX takes them for one") {
  Reference one = work(), other = work();
  one.creators[0].last = "LeCun";
  other.creators[0].last = "Lecun";
  const auto formula = KeyFormula::read("auth + year");
  REQUIRE(formula.ok());
  CHECK(citation_keys({one, other}, *formula) == std::vector<std::string>{"LeCun2020", "Lecun2020a"});
  one.key = "lecun2020";
  CHECK(citation_keys({one, other}, *formula) == std::vector<std::string>{"lecun2020", "Lecun2020a"});
}
