// Ids of any scheme: one spelling each, and nothing taken for an id that is none.
#include <catch2/catch.hpp>

#include "model/paper.hpp"
#include "model/paper_links.hpp"

using namespace sheaf;

TEST_CASE("a DOI is bare and in lower case, whatever it wears", "[id]") {
  for (const char* text : {"10.1103/PhysRevB.33.3547.2", "doi:10.1103/PhysRevB.33.3547.2", "DOI 10.1103/physrevb.33.3547.2.",
                           "https://doi.org/10.1103/PhysRevB.33.3547.2", "http://dx.doi.org/10.1103/physrevb.33.3547.2 ,"}) {
    INFO(text);
    CHECK(canonical_doi(text) == "10.1103/physrevb.33.3547.2");
  }
  CHECK(canonical_doi("10.1016/s1463-4988(99)00060-3") == "10.1016/s1463-4988(99)00060-3");
  for (const char* text : {"", "10.1/x", "10.1000", "10.1000/", "version 10.1000/x", "10.10a0/x"}) {
    INFO(text);
    CHECK(canonical_doi(text).empty());
  }
}

TEST_CASE("an id of any scheme is recognised, and arXiv's own DOI is an arXiv id", "[id]") {
  CHECK(parse_paper_id("10.48550/ARXIV.2401.10020") == PaperId{"2401.10020", "arxiv", 0});
  CHECK(parse_paper_id("arXiv:2401.10020v3") == PaperId{"2401.10020", "arxiv", 3});
  CHECK(parse_paper_id("https://doi.org/10.1101/2026.01.02.697412") == PaperId{"10.1101/2026.01.02.697412", "doi", 0});
  CHECK(parse_paper_id("PMID: 29768149") == PaperId{"pmid:29768149", "pmid", 0});
  CHECK(parse_paper_id("openreview:aBc_9") == PaperId{"openreview:aBc_9", "openreview", 0});
  CHECK(parse_paper_id("url:https://example.org/p?id=1") == PaperId{"url:https://example.org/p?id=1", "url", 0});
  CHECK_FALSE(parse_paper_id("pmid:"));
  CHECK_FALSE(parse_paper_id("a title"));
}

TEST_CASE("links come from what the scheme tells, else from the source", "[paper]") {
  Paper paper;
  paper.id = "10.1101/2026.01.02.697412";
  paper.scheme = "doi";
  CHECK(paper.abs_url() == "https://doi.org/10.1101/2026.01.02.697412");
  paper.landing = "https://www.biorxiv.org/content/10.1101/2026.01.02.697412v1";
  paper.pdf = paper.landing + ".full.pdf";
  CHECK(paper.abs_url() == paper.landing);
  CHECK(paper.pdf_url() == paper.pdf);
  paper.abstract = "See github.com/a/b";
  CHECK(find_code_url(paper) == "https://github.com/a/b");
  paper.code_url = "https://gitlab.com/c/d";
  CHECK(find_code_url(paper) == "https://gitlab.com/c/d");
}

TEST_CASE("only an address of the web is a paper's address, whoever names it", "[paper]") {
  Paper paper;
  paper.scheme = "url";
  paper.id = "x";
  for (const char* url : {"javascript:alert(1)", "file:///etc/passwd", "smb://host/x", "obsidian://open", "data:text/html,x",
                          "//host/x", "https:/host", "https://host/\r\nX: y", " https://host/"}) {
    INFO(url);
    paper.landing = paper.pdf = url;
    CHECK(paper.abs_url().empty());
    CHECK(paper.pdf_url().empty());
    paper.doi = "10.1/x";
    CHECK(paper.abs_url() == "https://doi.org/10.1/x");
    paper.doi.clear();
  }
  paper.landing = paper.pdf = "HTTPS://host/a";
  CHECK(paper.abs_url() == paper.landing);
  CHECK(paper.pdf_url() == paper.pdf);
}
