// BibTeX: escapes, protected capitals, names, keys and whole entries.
#include "cite/bibtex.hpp"
#include "cite/citation_key.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "base/tex.hpp"
#include "cite/latex_table.hpp"
#include "support/invented_papers.hpp"

using namespace sheaf;
using namespace sheaf::cite;

TEST_CASE("Special characters are escaped outside mathematics only") {
  const std::pair<const char*, const char*> cases[] = {
      {"R&D at 5% of #1 a_b", "R\\&D at 5\\% of \\#1 a\\_b"},
      {"costs $5", "costs \\$5"},
      {"a ~ b ^ c \\q e", "a \\textasciitilde{} b \\textasciicircum{} c \\textbackslash{}q e"},
      {"\\c e, {\\d h}, \\.a, \\c{c}", "\\c{e}, \\d{h}, \\.{a}, ç"},
      {"$x_1 & y$ and x_1", "$x_1 & y$ and x\\_1"},
      {"5\\% and R\\&D", "5\\% and R\\&D"},
      {"Erd\\H{o}s, G\\\"odel, \\emph{x}", "Erdős, Gödel, \\emph{x}"},
      {"a < b | c > d", "a \\textless{} b \\textbar{} c \\textgreater{} d"},
      {"open { brace", "open \\textbraceleft{} brace"},
      {"} closed {", "\\textbraceright{} closed \\textbraceleft{}"},
      {"{ok}", "{ok}"},
      {"\\{a", "\\textbraceleft{}a"},
      {"$\\{x$", "$\\lbrace x$"},
      {"\\c{opyright} O\\^{+} 2\\^r", "\\textbackslash{}c{opyright} O\\textbackslash{}\\textasciicircum{}{+} 2\\textbackslash{}\\textasciicircum{}r"},
      {"$L^p(\\Bbb R^d)$", "$L^p(\\mathbb R^d)$"},
      {"\\alpha outside", "\\textbackslash{}alpha outside"},
      {"Müller 漢字", "Müller 漢字"},
      {"line\nbreak\x01", "line break"},
  };
  for (const auto& [text, latex] : cases) {
    INFO(text);
    CHECK(latex_escape(text) == latex);
  }
}

TEST_CASE("Controls of terminals are in no .bib file") {
  CHECK(cite::latex_escape("a\x1b[1m \u009b31mb\u0085 \u00A0é") == cite::latex_escape("a[1m 31mb \u00A0é"));
  CHECK(cite::bibtex_title("\u009dx\u007fy").find_first_of("\x7f\xC2") == std::string::npos);
}

TEST_CASE("Braces of every escape are balanced as BibTeX counts them") {
  const char* parts[] = {"{",  "}",   "\\{",  "\\}",       "$", "x",
                         "\\", "$a$", "\\'e", "\\textbf{", "^", " "};
  unsigned seed = 1;
  for (int i = 0; i < 5000; ++i) {
    std::string text;
    for (int n = 0; n < 8; ++n) {
      seed = seed * 1664525 + 1013904223;
      text += parts[(seed >> 16) % 12];
    }
    INFO(text);
    CHECK(braces_balanced(latex_escape(text), true));
    CHECK(braces_balanced(bibtex_title(text), true));
  }
}

TEST_CASE("Titles protect the capitals that a style would lose") {
  const std::pair<const char*, const char*> cases[] = {
      {"Attention Is All You Need", "Attention Is All You Need"},
      {"BERT: Pre-training of LLMs", "{BERT}: Pre-training of {LLMs}"},
      {"A GPT-4 Survey with mRNA and iPhone", "A {GPT}-4 Survey with {mRNA} and {iPhone}"},
      {"Is This A Test of F* and C++", "Is This A Test of {F}* and {C}++"},
      {"Learning in $O(n)$ Time", "Learning in {$O(n)$} Time"},
      {"{BERT} stays", "{BERT} stays"},
      {"Using \\LaTeX here", "Using {\\LaTeX} here"},
      {"CO${_2}$ and {CO$_2$}", "{CO}{${_2}$} and {CO{$_2$}}"},
  };
  for (const auto& [title, protected_title] : cases) {
    INFO(title);
    CHECK(bibtex_title(title) == protected_title);
  }
}

TEST_CASE("An entry has the fields of a preprint in their order") {
  Paper paper = test::paper("2604.10010", "BERT & Friends");
  paper.comment = "12 pages";
  CHECK(bibtex_entry(paper, "key") ==
        "@misc{key,\n"
        "  title = {{BERT} \\& Friends},\n"
        "  author = {van der Berg, Ada and Wei, Li},\n"
        "  year = {2026},\n"
        "  month = apr,\n"
        "  eprint = {2604.10010},\n"
        "  archiveprefix = {arXiv},\n"
        "  primaryclass = {cs.LG},\n"
        "  doi = {10.48550/arXiv.2604.10010},\n"
        "  url = {https://arxiv.org/abs/2604.10010},\n"
        "  note = {12 pages},\n"
        "}\n");
}

TEST_CASE("A publisher's DOI and a journal reference take the places of arXiv's") {
  Paper paper = test::paper("2604.10010", "T");
  paper.doi = "10.1000/x{y}";
  paper.journal_ref = "Phys. Rev. D 76, 044016 (2007)";
  paper.comment = "12 pages";
  const std::string entry = bibtex_entry(paper, "k");
  CHECK(contains(entry, "doi = {10.1000/x%7By%7D}"));
  CHECK(contains(entry, "journal = {Phys. Rev. D}"));
  CHECK(contains(entry, "volume = {76}"));
  CHECK(contains(entry, "pages = {044016}"));
}

TEST_CASE("Names are written so that BibTeX reads them back") {
  Paper paper = test::paper("2604.10010", "T");
  paper.authors = {{"Jan van der Berg Jr.", {}},
                   {"LIGO Scientific Collaboration", {}},
                   {"王小明", {}},
                   {"Santiago Ramón y Cajal", {}}};
  CHECK(contains(
      bibtex_entry(paper, "k"),
      "author = {van der Berg, Jr., Jan and {LIGO Scientific Collaboration} and {王小明} and "
      "{Ramón y Cajal}, Santiago}"));
  paper.authors = {{"LIGO Scientific Collaboration", {}}};
  CHECK(contains(bibtex_entry(paper, "k"), "author = {{LIGO Scientific Collaboration}}"));
}

TEST_CASE("Citation keys are name, year and the first word that means something") {
  CHECK(citation_key(test::paper("2604.10010", "On the Attention of Things")) ==
        "vanderberg2026attention");
  Paper paper = test::paper("2604.10010", "Über $\\alpha$-Divergenz");
  paper.authors = {{"Jürgen Groß", {}}};
  CHECK(citation_key(paper) == "gross2026uber");
  paper.published.reset();
  paper.id = "math/0611800";
  CHECK(citation_key(paper) == "gross2006uber");
  paper.authors = {{"王小明", {}}};
  CHECK(citation_key(paper) == "arxivmath-0611800");
  paper.authors.clear();
  paper.id = "2401.10020";
  CHECK(citation_key(paper) == "arxiv2401.10020");
}

TEST_CASE("Equal keys get letters in the order of ids, whatever the order of papers") {
  std::vector<Paper> papers = {test::paper("2604.00003", "Attention one"),
                               test::paper("2604.00001", "Attention two"),
                               test::paper("2604.00002", "Attention three")};
  CHECK(citation_keys(papers) == std::vector<std::string>{"vanderberg2026attentionb",
                                                          "vanderberg2026attention",
                                                          "vanderberg2026attentiona"});
  std::reverse(papers.begin(), papers.end());
  CHECK(citation_keys(papers).back() == "vanderberg2026attentionb");
  papers.assign(60, test::paper("x", "Attention"));
  for (std::size_t i = 0; i < papers.size(); ++i)
    papers[i].id = "2604." + std::to_string(10000 + i);
  auto keys = citation_keys(papers);
  std::sort(keys.begin(), keys.end());
  CHECK(std::unique(keys.begin(), keys.end()) == keys.end());
}

TEST_CASE("A file of samples says so") {
  CHECK(contains(bibtex_file({test::paper("2604.10010", "T")}, true), "invented"));
  CHECK_FALSE(contains(bibtex_file({test::paper("2604.10010", "T")}, false), "invented"));
}

TEST_CASE("What is no name is no author") {
  Paper paper = test::paper("2604.10010", "T");
  paper.authors = {{"ATLAS Collaboration", {}}, {":", {}}, {"Ada Berg", {}}, {" ", {}}};
  CHECK(contains(bibtex_entry(paper, "k"), "author = {{ATLAS Collaboration} and Berg, Ada}"));
}

TEST_CASE("Accents that TeX writes as macros stay on their letters") {
  CHECK(bibtex_title("The Erd\\H{o}s-P\\'osa property of graphs") == "The {Erdős}-{Pósa} property of graphs");
  CHECK(bibtex_title("News of {\\\"O}AGM") == "News of {ÖAGM}");
}

TEST_CASE("Names in a title of small words are protected, words of a title in capitals are not") {
  CHECK(bibtex_title("Traffic in the streets of Paris") == "Traffic in the streets of {Paris}");
  CHECK(bibtex_title("Higgs physics beyond the Standard Model") ==
        "Higgs physics beyond the {Standard} {Model}");
  CHECK(bibtex_title("Traffic in the Streets of Paris") == "Traffic in the Streets of Paris");
}

TEST_CASE("A journal reference of the usual shape makes an article, another one a note") {
  Paper paper = test::paper("2604.10010", "Attention");
  paper.journal_ref = "Phys. Rev. D 98, 030001 (2018)";
  std::string entry = bibtex_entry(paper, "k");
  CHECK(contains(entry, "@article{k,"));
  CHECK(contains(entry, "  journal = {Phys. Rev. D},\n"));
  CHECK(contains(entry, "  volume = {98},\n"));
  CHECK(contains(entry, "  pages = {030001},\n"));
  CHECK(contains(entry, "  year = {2018},\n"));
  for (const char* odd : {"Proc. of the 3rd Workshop on Things, 2018, pp. 3-4", "to appear", "Nature", "PhD thesis (2018)"}) {
    paper.journal_ref = odd;
    entry = bibtex_entry(paper, "k");
    CHECK(contains(entry, "@misc{k,"));
    CHECK(contains(entry, std::string("  note = {") + odd + "},\n"));
  }
}

TEST_CASE("BibLaTeX has its own types and names") {
  BibStyle style;
  style.dialect = BibDialect::kBiblatex;
  const std::string entry = bibtex_entry(test::paper("2604.10010", "Attention"), "k", style);
  for (const char* part : {"@online{k,", "  date = {2026-04-16},", "  eprint = {2604.10010},", "  eprinttype = {arXiv},",
                           "  eprintclass = {cs.LG},", "  pubstate = {prepublished},"})
    CHECK(contains(entry, part));
  CHECK_FALSE(contains(entry, "archiveprefix"));
}

TEST_CASE("Characters outside ASCII have LaTeX names on request") {
  BibStyle style;
  style.ascii = true;
  Paper paper = test::paper("2604.10010", "Łukasiewicz’ μ-calculus: $\\alpha$α, ħ – 漢字");
  paper.authors = {{"José Müller", {}}};
  const std::string entry = bibtex_entry(paper, "k", style);
  CHECK(contains(entry, "author = {M{\\\"u}ller, Jos{\\'e}}"));
  CHECK(contains(entry, "{\\L}ukasiewicz' $\\mu$-calculus"));
  CHECK(contains(entry, "漢字"));  // LaTeX has no name for these
  CHECK_FALSE(contains(entry, "$$"));
}

TEST_CASE("Accents inside a formula get the macros that only formulas know") {
  const std::pair<const char*, const char*> cases[] = {
      {"$à$", "$\\grave{a}$"}, {"$é$", "$\\acute{e}$"}, {"$ê$", "$\\hat{e}$"},    {"$ñ$", "$\\tilde{n}$"},
      {"$ā$", "$\\bar{a}$"},   {"$ă$", "$\\breve{a}$"}, {"$ż$", "$\\dot{z}$"},    {"$ü$", "$\\ddot{u}$"},
      {"$ů$", "$\\mathring{u}$"}, {"$č$", "$\\check{c}$"}, {"$ç$", "$\\mbox{{\\c c}}$"}, {"$ï$", "$\\ddot{\\imath}$"},
      {"𝐀𝑏𝟟", "$A b 7$"}};
  for (const auto& [text, latex] : cases) {
    CAPTURE(text);
    CHECK(latex_ascii(text) == latex);
  }
  CHECK(latex_ascii("αβ and $x$γ") == "$\\alpha \\beta$ and $x \\gamma$");
}

TEST_CASE("Journal references are taken apart where every part is clear") {
  struct Row {
    const char *text, *journal, *volume, *issue, *pages;
    int year;
  };
  const Row rows[] = {{"Nature 521, no. 7553, pp. 436-444 (2015)", "Nature", "521", "7553", "436-444", 2015},
                      {"Small Things, vol. 7, p. 3, 2020", "", "", "", "", 0},
                      {"Small Things vol. 7, issue 2, article 31 (2020)", "Small Things", "7", "2", "31", 2020},
                      {"Small Things 7, no. two (2020)", "", "", "", "", 0},
                      {"Small Things 7, 3-4, 5-6 (2020)", "", "", "", "", 0},
                      {"3 Things 7 (2020)", "", "", "", "", 0},
                      {"Things; more 7 (2020)", "", "", "", "", 0}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    Reference out;
    CHECK(read_journal_ref(row.text, out) == (row.year != 0));
    CHECK(out.container == row.journal);
    CHECK(out.volume + "," + out.issue + "," + out.pages == std::string(row.volume) + "," + row.issue + "," + row.pages);
    CHECK(out.date.year == row.year);
  }
}

TEST_CASE("A paper without a date of submission has that of its identifier, and another archive its own number") {
  Paper paper = test::paper("2604.10010", "T");
  paper.published.reset();
  CHECK(iso_date(submission_date(paper)) == "2026-04");
  paper.id = "hep-th/9901001";
  CHECK(iso_date(submission_date(paper)) == "1999-01");
  paper.id = "2613.00001";
  CHECK_FALSE(submission_date(paper).known());
  paper.scheme = "pmid";
  paper.id = "pmid:77";
  CHECK(contains(bibtex_entry(paper, "k"), "eprint = {77},\n"));
  CHECK(contains(bibtex_entry(paper, "k"), "eprinttype = {pubmed},\n"));
}
