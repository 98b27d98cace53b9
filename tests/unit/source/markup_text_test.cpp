// HTML and JATS to text: what publishers write, and what only looks like markup.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "source/markup_text.hpp"

using namespace sheaf;
using namespace sheaf::source;

TEST_CASE("Face markup and entities of titles become plain text", "[source][markup]") {
  CHECK(markup_to_line("Growth of <i>E. coli</i> &amp; yeast") == "Growth of E. coli & yeast");
  CHECK(markup_to_line("CO<sub>2</sub> at 10<sup>5</sup>&nbsp;Pa") == "CO2 at 105 Pa");
  CHECK(markup_to_line("A\n  title <b\n>broken</b>\tby lines") == "A title broken by lines");
  CHECK(markup_to_line("&lt;i&gt;C. elegans&lt;/i&gt; ages") == "C. elegans ages");
  CHECK(markup_to_line("R&amp;amp;D &#955;&#x3BB; &alpha;&hellip;") == "R&D λλ α…");
  CHECK(
      markup_to_line(
          "<mml:math><mml:msub><mml:mi>H</mml:mi><mml:mn>2</mml:mn></mml:msub></mml:math> here") ==
      "H2 here");
}

TEST_CASE("What only looks like a tag or an entity stays", "[source][markup]") {
  for (const char* text :
       {"if a<b and c>d", "$x<y$ for all $y>z$", "p < 0.05 & n > 3", "AT&T; x", "a <- b",
        "<unknown>tag</unknown>", "1 < 2", "tail <", "tail </", "tail &", "&bogus;", "&#;", "&#x;"})
    CHECK(markup_to_line(text) == text);
}

TEST_CASE("Paragraphs, sections and lists become lines", "[source][markup]") {
  CHECK(markup_to_text("<p>One\ntwo.</p><p>Three<br/>four</p>") == "One two.\nThree\nfour");
  CHECK(markup_to_text("<jats:title>Abstract</jats:title><jats:p>Only this.</jats:p>") ==
        "Only this.");
  CHECK(markup_to_text(
            "<jats:sec><jats:title>Methods</jats:title><jats:p>We did.</jats:p></jats:sec>"
            "<jats:sec><jats:title>Results:</jats:title><jats:p>It is.</jats:p></jats:sec>") ==
        "Methods: We did.\nResults: It is.");
  CHECK(markup_to_text("<ul><li>a</li><li>b</li></ul>") == "a\nb");
  CHECK(markup_to_text("<table><tr><td>a</td><td>b</td></tr></table>") == "a b");
}

TEST_CASE("Scripts, styles, comments and second formulas are left out", "[source][markup]") {
  CHECK(markup_to_text("a<script>if (x<y) alert('</p>')</script>b") == "ab");
  CHECK(markup_to_text("a<style>p {color: red}</style>b<!-- no --> c") == "ab c");
  CHECK(markup_to_text("a<script>never closed") == "a");
  CHECK(markup_to_text("x "
                       "<alternatives><tex-math>x^2</tex-math><mml:math><mml:mi>y</mml:mi></"
                       "mml:math></alternatives>") == "x y");
  CHECK(markup_to_text("<tex-math>x^2</tex-math>") == "x^2");
  CHECK(markup_to_text("<![CDATA[text]]>") == "text]]>");
  CHECK(markup_to_text("<a title=\"x>y\" href='z'>link</a>") == "link");
}

TEST_CASE("References to forbidden characters do no harm", "[source][markup]") {
  CHECK(clean_line(std::string_view("a\0b\x01 c\x1b[31m", 11)) == "ab c[31m");
  CHECK(clean_line("left \u202Eright\u2066") == "left right");
  CHECK(clean_line("\xC2\x93quoted\xC2\x94") == "\u201Cquoted\u201D");
  CHECK(is_valid_utf8(markup_to_line("\xFF\xFE<i>\xC3</i>")));
}

TEST_CASE("Plain text keeps its paragraphs and loses its wrapping", "[source][markup]") {
  CHECK(clean_text("One\ntwo.\n\n  Three.\r\n\r\nFour") == "One two.\nThree.\nFour");
  CHECK(clean_text("\n\n").empty());
}

TEST_CASE("Endless openings end", "[source][markup]") {
  const auto repeated = [](const std::string& part) {
    std::string text;
    while (text.size() < 300'000) text += part;
    return text;
  };
  for (const char* part : {"<p ", "<p \"", "<", "&", "<!--", "<?", "<script>", "<a href='", "</",
                           "<![CDATA[", "<title>", "<alternatives><tex-math>"}) {
    INFO(part);
    const std::string text = markup_to_text(repeated(part));
    CHECK(is_valid_utf8(text));
  }
}
