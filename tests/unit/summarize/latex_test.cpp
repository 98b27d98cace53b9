// LaTeX made readable.
#include <catch2/catch.hpp>

#include "summarize/latex.hpp"

using sheaf::summarize::formula_end;
using sheaf::summarize::is_plain;
using sheaf::summarize::plain_label;
using sheaf::summarize::plain_text;
using sheaf::summarize::Texture;
using sheaf::summarize::texture_of;

TEST_CASE("styles lose their commands and keep their text", "[latex]") {
  CHECK(plain_text("\\textbf{Bold} and \\emph{soft} \\texttt{code}") == "Bold and soft code");
  CHECK(plain_text("{\\bf Bold} text") == "Bold text");
  CHECK(plain_text("\\textsc{Sys}tem \\textit{a \\textbf{b}}") == "System a b");
  CHECK(plain_text("\\href{https://example.org}{the page}") == "the page");
  CHECK(plain_text("as shown~\\cite{doe2020} before") == "as shown before");
  CHECK(plain_text("\\method{} is new") == "method is new");
}

TEST_CASE("accents become letters", "[latex]") {
  CHECK(plain_text("Poincar\\'e and Erd\\H{o}s") == "Poincaré and Erdős");
  CHECK(plain_text("H\\\"older, G\\\"{o}del, Gau{\\ss}") == "Hölder, Gödel, Gauß");
  CHECK(plain_text("\\v{S}i\\v c, \\c{C}a, \\~n, \\`a, \\^o, \\=o") == "Šič, Ça, ñ, à, ô, ō");
  CHECK(plain_text("\\O re, \\AA ngstr\\\"om, {\\l}") == "Øre, Ångström, ł");
  CHECK(plain_text("na\\\"{\\i}ve") == "naïve");
}

TEST_CASE("escapes, quotes, dashes and ties are read", "[latex]") {
  CHECK(plain_text("5\\% of R\\&D costs \\$3 \\#1 a\\_b \\{x\\}") ==
        "5% of R&D costs $3 #1 a_b {x}");
  CHECK(plain_text("``quoted'' words") == "“quoted” words");
  CHECK(plain_text("Gauss--Seidel --- yes") == "Gauss–Seidel — yes");
  CHECK(plain_text("Fig.~2 and about ~5 of them") == "Fig. 2 and about ~5 of them");
  CHECK(plain_text("line\\\\break") == "line break");
}

TEST_CASE("formulas stay, symbols outside of them become characters", "[latex]") {
  CHECK(plain_text("rate $O(\\sqrt{n})$ holds") == "rate $O(\\sqrt{n})$ holds");
  CHECK(plain_text("\\alpha-stable and 3 \\times 4") == "α-stable and 3 × 4");
  CHECK(plain_text("$x$ and $y_{i}$") == "$x$ and $y_{i}$");
}

TEST_CASE("labels unwrap formulas that need no markup", "[latex]") {
  CHECK(plain_label("$k$-means is $10\\times$ faster") == "k-means is 10× faster");
  CHECK(plain_label("$\\alpha$-stable, $O(n^2)$") == "α-stable, O(n^2)");
  CHECK(plain_label("rate $\\frac{1}{n}$") == "rate $\\frac{1}{n}$");
  CHECK(plain_label("$x_{ij}$") == "$x_{ij}$");
}

TEST_CASE("degrees, colours and addresses are read", "[latex]") {
  CHECK(plain_label("at $90^\\circ$ and $45^{\\circ}$") == "at 90° and 45°");
  CHECK(plain_text("\\textcolor{blue}{see here}") == "see here");
  CHECK(plain_text("\\S 3, \\bm{x}") == "§3, x");
  CHECK(plain_label("$\\sum x \\in X$") == "∑ x ∈ X");
}

TEST_CASE("the end of a formula is found, money and stray signs are none", "[latex]") {
  CHECK(formula_end("$x$", 0) == 3);
  CHECK(formula_end("$$x$$ y", 0) == 5);
  CHECK(formula_end("$a\\$b$", 0) == 6);
  for (const char* text : {"$", "$ x$", "$5 and $6", "$x", "$x $", "$$x$"}) {
    INFO(text);
    CHECK(formula_end(text, 0) == std::string_view::npos);
  }
}

TEST_CASE("broken LaTeX comes back in some readable form", "[latex]") {
  for (const char* text :
       {"\\", "\\textbf{", "{{{", "}}}", "$", "\\'", "\\\"{", "\\v", "\\cite{", "\\cite", "a\\",
        "~", "``", "\\\xC3\xA9", "$\\$", "\\href{a}{", "\\c", "-"})
    CHECK_NOTHROW(plain_text(text) + plain_label(text));
  CHECK(plain_text("\\\xC3\xA9") == "é");
  CHECK(plain_text(std::string(100000, '{') + "x") == "x");
  CHECK(plain_text(std::string(100000, '$')).size() <= 100000);
}

TEST_CASE("commands within a formula stay in any of its spellings", "[latex]") {
  CHECK(plain_text("$\\hat\\gamma$") == "$\\hat\\gamma$");
  CHECK(plain_label("$\\hat\\gamma$") == "$\\hat\\gamma$");
  CHECK(plain_text("a \\(\\hat\\gamma\\) b") == "a $\\hat\\gamma$ b");
  CHECK(plain_text("\\[ x^\\gamma \\]") == "$x^\\gamma$");
  CHECK(plain_label("of \\( p \\) only") == "of p only");
  CHECK(plain_text("open \\( and no end") == "open $ and no end");
}

TEST_CASE("text is plain exactly when reading leaves it as it is", "[latex]") {
  for (const char* plain : {"", "a b", "a-b, it's 5%", "\xC3\xA9t\xC3\xA9"}) {
    INFO(plain);
    CHECK(is_plain(plain));
    CHECK(plain_text(plain) == plain);
  }
  for (const char* other : {" a", "a ", "a  b", "a--b", "''", "a\tb", "$x$", "a~b", "{a}", "\\%",
                            "\xC2\xA0", "``", "\xE2\x80\x83"}) {
    INFO(other);
    CHECK_FALSE(is_plain(other));
  }
}

TEST_CASE("a mark is seen wherever it stands in a text", "[latex]") {
  // Texts are looked at sixteen bytes at a time: each place of a block, and of the last one.
  for (std::size_t size = 3; size <= 70; ++size)
    for (std::size_t at = 1; at + 1 < size; ++at) {
      CAPTURE(size, at);
      std::string text(size, 'a');
      CHECK(texture_of(text) == Texture::kSimple);
      text[at] = '$';
      CHECK(texture_of(text) == Texture::kMarkup);
      text[at] = text[at - 1] = '-';
      CHECK(texture_of(text) == Texture::kMarkup);
      text[at - 1] = ' ';
      CHECK(texture_of(text) == (at == 1 ? Texture::kMarkup : Texture::kSimple));
      text[at] = '(';
      CHECK(texture_of(text) == (at == 1 ? Texture::kMarkup : Texture::kPlain));
    }
}

TEST_CASE("asides, loose commas and parted words need more than plain text does", "[latex]") {
  CHECK(texture_of("We fly (f(x)) on") == Texture::kPlain);
  CHECK(texture_of("We , too, fly") == Texture::kPlain);
  CHECK(texture_of("pre- and post-war") == Texture::kPlain);
  CHECK(texture_of("We fly f(x), well-known") == Texture::kSimple);
  CHECK(texture_of("") == Texture::kSimple);
}
