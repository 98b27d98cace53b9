// Identifiers and categories: every spelling of one thing is that thing.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "model/arxiv_id.hpp"
#include "model/category.hpp"

using namespace sheaf;

TEST_CASE("every spelling of an identifier gives its base and version", "[id]") {
  for (const char* text : {"2401.10020v2", "arXiv:2401.10020v2", "ARXIV: 2401.10020v2", "oai:arXiv.org:2401.10020v2",
                           "https://arxiv.org/abs/2401.10020v2", "http://arxiv.org/pdf/2401.10020v2.pdf",
                           "https://www.arxiv.org/html/2401.10020v2#S1", " 2401.10020v2 "}) {
    INFO(text);
    CHECK(parse_arxiv_id(text) == ArxivId{"2401.10020", 2});
  }
  for (const char* text : {"10.48550/arXiv.2401.10020", "https://doi.org/10.48550/ARXIV.2401.10020", "doi:10.48550/arxiv.2401.10020"}) {
    INFO(text);
    CHECK(parse_arxiv_id(text) == ArxivId{"2401.10020", 0});
  }
}

TEST_CASE("old identifiers lose their subject class", "[id]") {
  CHECK(parse_arxiv_id("math.CA/0611800v1") == ArxivId{"math/0611800", 1});
  CHECK(parse_arxiv_id("hep-th/9901001") == ArxivId{"hep-th/9901001", 0});
  CHECK(parse_arxiv_id("http://arxiv.org/abs/cond-mat/9805021v3") == ArxivId{"cond-mat/9805021", 3});
  CHECK(parse_arxiv_id("10.48550/arXiv.hep-th/9901001") == ArxivId{"hep-th/9901001", 0});
}

TEST_CASE("what is no identifier is none", "[id]") {
  for (const char* text : {"", "2401", "2413.10020", "0808.05394x", "24O1.10020", "foo/0611800", "math/061180",
                           "10.1000/182", "2401.1002012", "v2", "https://example.org/2401.10020"}) {
    INFO(text);
    CHECK_FALSE(parse_arxiv_id(text));
  }
}

TEST_CASE("an identifier prints with its version when it has one", "[id]") {
  CHECK(ArxivId{"2401.10020", 2}.versioned() == "2401.10020v2");
  CHECK(ArxivId{"2401.10020", 0}.versioned() == "2401.10020");
  CHECK(arxiv_doi("2401.10020") == "10.48550/arXiv.2401.10020");
}

TEST_CASE("aliases and any case lead to the canonical category", "[category]") {
  CHECK(canonical_category("cs.cl") == "cs.CL");
  CHECK(canonical_category("cs.NA") == "math.NA");
  CHECK(canonical_category("math.IT") == "cs.IT");
  CHECK(canonical_category("cmp-lg") == "cs.CL");
  CHECK(canonical_category("CS") == "cs");
  CHECK(canonical_category("hep-th") == "hep-th");
  CHECK_FALSE(canonical_category("cs.XX"));
  CHECK(category_name("cs.CL") == "Computation and Language");
}

TEST_CASE("a mistyped category gets suggestions", "[category]") {
  const auto near = suggest_categories("cs.CK");
  CHECK_FALSE(near.empty());
  CHECK(near.size() <= 3);
  CHECK(suggest_categories("robotics") == std::vector<std::string>{"cs.RO"});
}

TEST_CASE("the table of categories is sorted and holds no alias", "[category]") {
  const auto& all = active_categories();
  CHECK(all.size() > 140);
  for (std::size_t i = 1; i < all.size(); ++i) CHECK(all[i - 1].id < all[i].id);
  for (const Category& category : all) CHECK(canonical_category(category.id) == category.id);
}
