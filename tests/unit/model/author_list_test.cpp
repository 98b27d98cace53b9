// Author strings taken apart; see also the feeds' tests.
#include <catch2/catch.hpp>

#include <string>

#include "model/author_list.hpp"

using namespace sheaf;

TEST_CASE("A collaboration before its first member is an author of its own", "[authors]") {
  const auto authors = split_author_list("QRS Collaboration: A. Roe, B. Tan (MIT) and C. Poe");
  REQUIRE(authors.size() == 4);
  CHECK(authors[0].name == "QRS Collaboration");
  CHECK(authors[1].name == "A. Roe");
  CHECK(authors[2] == Author{"B. Tan", {"MIT"}});
  const auto inside = split_author_list("A. Roe (for the QRS Collaboration: board)");
  REQUIRE(inside.size() == 1);
  CHECK(inside[0].affiliations.size() == 1);
}

TEST_CASE("Several parentheses of a name are several affiliations", "[authors]") {
  const auto authors = split_author_list("A. (MIT) Roe (2) (ETH, Zurich), B. Tan");
  REQUIRE(authors.size() == 2);
  CHECK(authors[0] == Author{"A. Roe", {"MIT", "ETH, Zurich"}});
  CHECK(split_author_list("Search and Rescue Team").size() == 1);
  CHECK(split_author_list("(").empty());
  CHECK(split_author_list("A. Roe (").at(0).name == "A. Roe");
}

TEST_CASE("Long lists of parentheses and of conjunctions end", "[authors]") {
  std::string open, pairs, ands;
  for (int i = 0; i < 300000; ++i) {
    open += "( and ";
    pairs += "()";
    ands += "a and ";
  }
  CHECK(split_author_list("A " + open).size() == 1);
  CHECK(split_author_list("A " + pairs).size() == 1);
  CHECK(split_author_list(ands + std::string(300000, 'x')).size() == 300001);
}

TEST_CASE("names that are written in TeX become letters, and others stay as they are", "[authors]") {
  std::vector<Author> authors = {{"B\\'ela Bollob\\'{a}s", {"Universit\\'e de Gen\\`eve"}},
                                 {"Jane~Q. Doe", {"AT\\&T"}},
                                 {"Krzysztof {\\L}uczak", {}},
                                 {"Renée O'Brien", {}}};
  read_tex_names(authors);
  CHECK(authors[0].name == "Béla Bollobás");
  CHECK(authors[0].affiliations[0] == "Université de Genève");
  CHECK(authors[1].name == "Jane Q. Doe");
  CHECK(authors[1].affiliations[0] == "AT&T");
  CHECK(authors[2].name == "Krzysztof Łuczak");
  CHECK(authors[3].name == "Renée O'Brien");
}
