// The HTML of titles and notes.
#include <catch2/catch.hpp>

#include "base/markup.hpp"

using namespace sheaf;

TEST_CASE("Tags of titles go and what only looks like one stays") {
  CHECK(without_markup("CO<sub>2</sub> and <span class=\"nocase\">E. coli</span>") == "CO2 and E. coli");
  CHECK(without_markup("a < b and c > d, <10 ps, x <in y>") == "a < b and c > d, <10 ps, x <in y>");
  CHECK(without_markup("<i <i>x</i") == "<i x</i");
  CHECK(without_markup("<I>X</I>") == "X");
  CHECK(without_markup(std::string(1 << 20, '<')).size() == 1 << 20);
}

TEST_CASE("A note falls into paragraphs of text and plain markup") {
  const std::vector<std::string> paragraphs = note_paragraphs(
      "<div data-schema-version=\"8\"><p>First, <strong>bold</strong>\n <a href=\"x\">link</a></p><p></p>"
      "<ul><li>one &eacute;</li><li>2 &lt; 3 &amp;amp; <u>4</u></li></ul>tail</div>");
  REQUIRE(paragraphs.size() == 4);
  CHECK(paragraphs[0] == "First, <strong>bold</strong> link");
  CHECK(paragraphs[1] == "one é");
  CHECK(paragraphs[2] == "2 &lt; 3 &amp;amp; 4");
  CHECK(paragraphs[3] == "tail");
  CHECK(note_paragraphs("&lt;b&gt;no tag&lt;/b&gt;") == std::vector<std::string>{"&lt;b&gt;no tag&lt;/b&gt;"});
  CHECK(note_paragraphs("<p>a <3 b, c<d, <") == std::vector<std::string>{"a <3 b, c<d, <"});
}

TEST_CASE("Text for XML holds no markup and only characters that XML 1.0 allows") {
  CHECK(xml_text("a\x01\x02<b>&\"\xEF\xBF\xBE\xED\xA0\x80\x0B!") ==
        "a&lt;b&gt;&amp;&quot;\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD!");
}
