// TeX read as text: what titles and abstracts of arXiv hold.
#include "base/tex.hpp"

#include <catch2/catch.hpp>

#include "base/text.hpp"

using namespace sheaf;

namespace {

std::vector<std::string> math_in(std::string_view text) {
  std::vector<std::string> out;
  for (const TexPiece& piece : split_math(text))
    if (piece.math) out.push_back(piece.text);
  return out;
}

}  // namespace

TEST_CASE("Mathematics is found in all four delimiters") {
  CHECK(math_in("a $x^2$ b") == std::vector<std::string>{"x^2"});
  CHECK(math_in("a $$x^2$$ b \\(y\\) c \\[z\\]") == std::vector<std::string>{"x^2", "y", "z"});
  CHECK(math_in("$ x $") == std::vector<std::string>{"x"});
}

TEST_CASE("Money and lone dollars are no mathematics") {
  CHECK(math_in("from $5 to $10").empty());
  CHECK(math_in("costs $5M-$10M").empty());
  CHECK(math_in("a $ b").empty());
  CHECK(math_in("\\$5 and \\$6").empty());
  CHECK(math_in("$}x{$").empty());
  CHECK(math_in("costs $5 and $10, not $x$") == std::vector<std::string>{"x"});
}

TEST_CASE("Pieces put together lose nothing of the prose") {
  const auto pieces = split_math("one $a$ two \\% three\\");
  REQUIRE(pieces.size() == 3);
  CHECK(pieces[0].text == "one ");
  CHECK(pieces[2].text == " two \\% three\\");
}

TEST_CASE("Titles read as people would say them") {
  const std::pair<const char*, const char*> cases[] = {
      {"Attention Is All You Need", "Attention Is All You Need"},
      {"\\textit{FocaLogic}: Logic", "FocaLogic: Logic"},
      {"$\\texttt{AMEND++}$: Benchmarking", "AMEND++: Benchmarking"},
      {"l'{\\'e}ducation and l'{é}ducation", "l'éducation and l'éducation"},
      {"G\\\"odel, Erd\\H{o}s, \\v{S}koda, Na\\\"{\\i}ve", "Gödel, Erdős, Škoda, Naïve"},
      {"$\\ell_1$ Relaxations", "ℓ₁ Relaxations"},
      {"at $10^{10}$ Scale", "at 10¹⁰ Scale"},
      {"T$^\\star$ and Protect$^*$", "T⋆ and Protect*"},
      {"RLV$^\\varepsilon$R", "RLV^εR"},
      {"CO${_2}$ Storage", "CO₂ Storage"},
      {"N \\times M Table", "N × M Table"},
      {"``quoted'' text and 5'' disk", "“quoted” text and 5'' disk"},
      {"R\\&D at 5\\%", "R&D at 5%"},
      {"Fig.~3 and ~5 %", "Fig. 3 and ~5 %"},
      {"the set {a, b} and {BERT}", "the set {a, b} and BERT"},
      {"{\\em Stress} test", "Stress test"},
      {"\\unknown{x} stays", "\\unknown{x} stays"},
      {"$\\frac{1}{2}$ and $\\sqrt{T}$", "1/2 and √T"},
  };
  for (const auto& [tex, text] : cases) CHECK(plain_text(tex) == text);
}

TEST_CASE("Roots show how far they go") {
  CHECK(plain_text("$O(\\sqrt[3]{\\log n})$, $\\sqrt[4] 2$, $\\sqrt[5]{12}$") == "O(∛(log n)), ∜2, ⁵√12");
  CHECK(plain_text("$\\sqrt n$, $\\sqrt{}$, $\\sqrt[k]{x+y}$, $\\sqrt[3$") == "√n, √, k-√(x+y), √[3");
}

TEST_CASE("Symbols of LaTeX and the AMS read as the characters they are") {
  CHECK(plain_text("On $L^\\natural$-convex functions and $G \\Box H$") == "On L^♮-convex functions and G □ H");
  CHECK(plain_text("$\\lfloor n/2 \\rfloor \\mid m$, {\\cal P} and {\\Bbb Z}") == "⌊n/2 ⌋ ∣ m, P and Z");
  CHECK(tex_symbol("zeta") == "ζ");
  CHECK(tex_symbol("AA") == "Å");
  CHECK_FALSE(tex_symbol("log"));
}

TEST_CASE("Names out of TeX, also where macros ran into the letters after them") {
  const std::pair<const char*, const char*> cases[] = {
      {"B\\'ela Bollob\\'{a}s", "Béla Bollobás"}, {"Lu\\'ıs Moniz", "Luís Moniz"},
      {"Ana Bo\\vskovi\\'c", "Ana Bošković"},     {"J\\orgen S\\ondergaard", "Jørgen Søndergaard"},
      {"\\Oyvind \\Lukasz", "Øyvind Łukasz"},     {"Garc\\'\\ia Dom\\'\\inguez", "García Domínguez"},
      {"Paul Erd\\Hos", "Paul Erdős"},               {"Ayd\\in Bulu\\cc", "Aydın Buluç"},
      {"Pawe\\l Rz{\\ka}\\.zewski", "Paweł Rzążewski"},            {"\\cColak and Y\\ilmaz", "Çolak and Yılmaz"},
      {"Wojciech Le\\'skacki", "Wojciech Leśkacki"}, {"Jane Doe", "Jane Doe"},
      {"A \\and B", "A \\and B"},                  {"Rz\\ka\\zewski B\\", "Rzązewski B\\"},
  };
  for (const auto& [tex, text] : cases) CHECK(plain_name(tex) == text);
}

TEST_CASE("Accents of mathematics stand over their letters") {
  const std::pair<const char*, const char*> cases[] = {
      {"$\\bar P_5$-free graphs", "P\u0304₅-free graphs"},
      {"$\\hat{x}$, $\\hat x$, $\\vec{\\beta}$", "x\u0302, x\u0302, β\u20D7"},
      {"$\\tilde{O}(n^2)$ and $\\dot{c}$", "Õ(n²) and ċ"},
      {"the $\\overline{MS}$ scheme", "the M\u0305S\u0305 scheme"},
      {"$\\widehat{\\mathfrak{sl}}_2$", "s\u0302l₂"},
      {"$\\bar\\mathcal{M}_{g,n}$", "M\u0304_(g,n)"},
      {"$p\\bar{p}$ at \\bar{\\nu} in prose", "pp\u0304 at ν\u0304 in prose"},
      {"$x^{\\bar y}$", "x^ȳ"},
      {"C:\\foo\\bar baz", "C:\\foo\\bar baz"},
      {"$\\bar$ and $\\hat{}$", "and"},
  };
  for (const auto& [tex, text] : cases) CHECK(plain_text(tex) == text);
}

TEST_CASE("Hostile nesting ends soon and breaks nothing") {
  std::string scripts = "$", groups, bars, tails, letters;
  for (int i = 0; i < 20000; ++i) {
    scripts += "^{";
    groups += "{\\textbf{";
    bars += "\\bar{";
    tails += "\\bar\\hat";
    letters += "\\bar{a$";
  }
  for (const std::string& text : {scripts, groups, bars, tails, letters}) {
    CHECK(plain_text(text).size() < 4 * text.size());
    CHECK(plain_math(text).size() < 4 * text.size());
  }
  CHECK_FALSE(plain_text(scripts + "x").empty());
  CHECK_FALSE(plain_text(groups).empty());
  CHECK_FALSE(plain_math(scripts).empty());
  CHECK_FALSE(plain_math(bars + "x").empty());
  CHECK_FALSE(plain_math(tails + "x").empty());
}

TEST_CASE("No letter is cut apart, wherever an argument ends") {
  std::string text = "\\emph{a";
  for (int i = 0; i < 3000; ++i) text += "é";
  CHECK(is_valid_utf8(plain_text(text)));
  CHECK(is_valid_utf8(plain_text("$x^\\é y$ \\é")));
}
