// Texts of feed elements: white space, paragraphs, DOIs, categories, author strings.
#include <catch2/catch.hpp>
#include <pugixml.hpp>

#include "model/author_list.hpp"
#include "source/field_text.hpp"
#include "source/xml.hpp"

using namespace sheaf;
using namespace sheaf::source;

namespace {

std::string element_text(const std::string& xml) {
  const Result<XmlDocument> document = load_xml(xml);
  REQUIRE(document.ok());
  std::string scratch;
  return std::string(text_of(document->root(), scratch));
}

std::vector<std::string> names(std::string_view text) {
  std::vector<std::string> out;
  for (const Author& author : split_author_list(text)) out.push_back(author.name);
  return out;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("Text comes whole out of text, CDATA and markup", "[source][text]") {
  CHECK(element_text("<t>plain</t>") == "plain");
  CHECK(element_text("<t/>").empty());
  CHECK(element_text("<t><![CDATA[a <b> & c]]></t>") == "a <b> & c");
  CHECK(element_text("<t>one <![CDATA[two]]> three</t>") == "one two three");
  CHECK(element_text("<t><![CDATA[ends ]]]]><![CDATA[> here]]></t>") == "ends ]]> here");
  CHECK(element_text("<t>a<!-- hidden -->b</t>") == "ab");
  CHECK(element_text("<t>x <i>y <b>z</b></i> w</t>") == "x y z w");
  CHECK(element_text("<t>&lt;b&gt; &amp;amp; &#233; &unknown;</t>") ==
        "<b> &amp; \xC3\xA9 &unknown;");
}

TEST_CASE("One line is one line", "[source][text]") {
  CHECK(one_line("a b") == "a b");
  CHECK(one_line("") == "");
  CHECK(one_line(" \n ") == "");
  CHECK(one_line("  Deep\n  Nets \t of\r\n Tea ") == "Deep Nets of Tea");
  CHECK(one_line("a ") == "a");
  CHECK(one_line(" a") == "a");
  CHECK(one_line("a\n") == "a");
  CHECK(one_line("$a \\\\ b$ -- \xE2\x80\x9Cq\xE2\x80\x9D") ==
        "$a \\\\ b$ -- \xE2\x80\x9Cq\xE2\x80\x9D");
}

TEST_CASE("A break with indentation begins a paragraph, a bare break is wrapping",
          "[source][text]") {
  CHECK(paragraphs("One. Two.") == "One. Two.");
  CHECK(paragraphs("  One wraps\nhere.\nAnd here.\n") == "One wraps here. And here.");
  CHECK(paragraphs("One.\n  Two.\n  Three\nwraps.") == "One.\nTwo.\nThree wraps.");
  CHECK(paragraphs("One.\r\n  Two.\r\n") == "One.\nTwo.");
  CHECK(paragraphs("One.\n\nTwo.\n \n\n  Three.") == "One.\nTwo.\nThree.");
  CHECK(paragraphs("\n  \n") == "");
}

TEST_CASE("DOIs are bare and never arXiv's own", "[source][text]") {
  CHECK(bare_doi("10.1000/x.1") == "10.1000/x.1");
  CHECK(bare_doi(" https://doi.org/10.1000/x ") == "10.1000/x");
  CHECK(bare_doi("doi:10.1000/x 10.2000/y") == "10.1000/x");
  CHECK(bare_doi("10.48550/ARXIV.2401.10020") == "");
  CHECK(bare_doi("10.48550/arXiv.2401.10020 10.2000/y") == "10.2000/y");
  CHECK(bare_doi("arXiv:1910.12345") == "");
  CHECK(bare_doi("") == "");
}

TEST_CASE("Only arXiv's categories are categories", "[source][text]") {
  CHECK(category_of_term("cs.CL") == "cs.CL");
  CHECK(category_of_term(" math.IT ") == "cs.IT");
  CHECK(category_of_term("cmp-lg") == "cs.CL");
  CHECK(category_of_term("astro-ph") == "astro-ph");
  CHECK(category_of_term("physics.zz-new") == "physics.zz-new");
  for (const char* other : {"", "53D10, 53D15", "57M25", "I.2.7", "F.2.2; G.1", "Primary 35Q30",
                            "secondary", "cs.", "cs.12", "68T50"})
    CHECK(category_of_term(other) == "");
}

TEST_CASE("Author strings come apart with care", "[source][authors]") {
  CHECK(names("Junwen Ma, Huhu Xue, and Weicheng Fu") ==
        Names{"Junwen Ma", "Huhu Xue", "Weicheng Fu"});
  CHECK(names("Ann Lee and Bo Tan") == Names{"Ann Lee", "Bo Tan"});
  CHECK(names("Anamta Khan, Ratna Kandala,  Deepti, Sheza Munir") ==
        Names{"Anamta Khan", "Ratna Kandala", "Deepti", "Sheza Munir"});
  CHECK(names("John Smith, Jr., Ann Lee, III, Bo Tan Jr.") ==
        Names{"John Smith Jr.", "Ann Lee III", "Bo Tan Jr."});
  CHECK(names("Alexandra Sandberg, Orlando Andersen") ==
        Names{"Alexandra Sandberg", "Orlando Andersen"});
  CHECK(names("the ATLAS Collaboration, Search and Rescue Team") ==
        Names{"the ATLAS Collaboration", "Search and Rescue Team"});
  CHECK(names("") == Names{});
  CHECK(names(" , ,and ") == Names{"and"});
  CHECK(names("Jr.") == Names{"Jr."});
}

TEST_CASE("Parentheses hold affiliations", "[source][authors]") {
  const auto authors = split_author_list(
      "Ann Lee (MIT, Lab and Shop), Bo Tan (1), Cy Roe (1 and 2), Dee Fox (unclosed");
  REQUIRE(authors.size() == 4);
  CHECK(authors[0] == Author{"Ann Lee", {"MIT, Lab and Shop"}});
  CHECK(authors[1] == Author{"Bo Tan", {}});
  CHECK(authors[2] == Author{"Cy Roe", {}});
  CHECK(authors[3] == Author{"Dee Fox", {"unclosed"}});
}
