// Foreign words in Markdown and YAML: each stays text.
#include "render/markdown.hpp"

#include <catch2/catch.hpp>

#include "base/text.hpp"

using namespace sheaf;
using namespace sheaf::render;

TEST_CASE("Plain titles stay as they are") {
  for (const char* text :
       {"Attention Is All You Need", "Nightjar: Adaptive Speculative Decoding (with code)",
        "LLM_annotate and mind_call", "p < 0.05, n > 30 & R&D", "C# and F# at 100% - really?",
        "1-bit models; 2.5x faster", "see https://arxiv.org/abs/1706.03762.", "你好，世界",
        "A + B = C", "50% to 60%"}) {
    CHECK(markdown_text(text) == text);
  }
}

TEST_CASE("Structure in foreign words is defused") {
  const std::pair<const char*, const char*> cases[] = {
      {"[[Wiki|link]]", "\\[\\[Wiki|link\\]\\]"},
      {"![[embed]]", "!\\[\\[embed\\]\\]"},
      {"![x](http://t/i.png)", "!\\[x\\](http://t/i.png)"},
      {"a #tag here", "a \\#tag here"},
      {"#tag", "\\#tag"},
      {"%%hidden%%", "\\%\\%hidden\\%\\%"},
      {"<% tp.x %>", "<\\% tp.x \\%>"},
      {"<%%", "<\\%\\%"},
      {"<script>x</script>", "\\<script>x\\</script>"},
      {"<!-- x", "\\<!-- x"},
      {"`$= dv`", "\\`\\$= dv\\`"},
      {"```js", "\\`\\`\\`js"},
      {"key:: value", "key:\\: value"},
      {":::note", "\\:\\:\\:note"},
      {"std::move", "std:\\:move"},
      {"- [ ] task", "\\- \\[ \\] task"},
      {"---", "\\---"},
      {"+ item", "\\+ item"},
      {"* item *x*", "\\* item \\*x\\*"},
      {"1. first", "1\\. first"},
      {"12) twelfth", "12\\) twelfth"},
      {"# heading", "\\# heading"},
      {"> quote", "\\> quote"},
      {"| a | b |", "\\| a | b |"},
      {"===", "\\=\\=\\="},
      {"~~gone~~ ==mark==", "\\~\\~gone\\~\\~ \\=\\=mark\\=\\="},
      {"ends ^sheaf-tldr", "ends \\^sheaf-tldr"},
      {"x^2 and ^a b", "x^2 and ^a b"},
      {"_emph_ text", "\\_emph\\_ text"},
      {"a \\* b", "a \\\\\\* b"},
      {"\\alpha stays", "α stays"},
      {"&lt;b&gt; R&D;x", "\\&lt;b\\&gt; R\\&D;x"},
      {"obsidian://open?x", "obsidian:\\//open?x"},
      {"two\nlines\r\n---", "two lines ---"},
      {"zero\u200Bwidth\u202Eoverride", "zerowidthoverride"},
      {"[^1] note", "\\[^1\\] note"},
  };
  for (const auto& [text, safe] : cases) {
    INFO(text);
    CHECK(markdown_text(text) == safe);
  }
}

TEST_CASE("Mathematics is kept when Obsidian would show it") {
  const std::pair<const char*, const char*> cases[] = {
      {"time $O(n \\log n)$ here", "time $O(n \\log n)$ here"},
      {"$_a_$ and _b_", "$_a_$ and \\_b\\_"},
      {"$ x $ and $$y$$ and \\(z\\)", "$x$ and $y$ and $z$"},
      {"costs $5 and $10", "costs \\$5 and \\$10"},
      {"lone $ sign", "lone \\$ sign"},
      {"\\(x\\)2 more", "$x$\u200B2 more"},
      {"\\(x\\)\\(y\\)", "$x$\u200B$y$"},
      {"\\$\\(y\\)", "\\$\u200B$y$"},
      {"$a<b$ and $a<%b$", "$a< b$ and $a< %b$"},
      {"$[[x]]$ $a::b$", "$[ [x] ]$ $a: :b$"},
      {"$a `b$ c`", "a \\`b c\\`"},
      {"$a %% b$", "a \\%\\% b"},
  };
  for (const auto& [text, safe] : cases) {
    INFO(text);
    CHECK(markdown_text(text) == safe);
  }
}

TEST_CASE("Cells of tables escape every pipe, mathematics too") {
  CHECK(markdown_cell("a | b || c") == "a \\| b \\|\\| c");
  CHECK(markdown_cell("| first") == "\\| first");
  CHECK(markdown_cell("$|x|$ and $\\|x\\|$") == "$\\vert x\\vert$ and $\\Vert x\\Vert$");
  CHECK(markdown_cell("- no list here") == "- no list here");
}

TEST_CASE("YAML strings decode to their text and hide Templater's opening") {
  CHECK(yaml_string("plain") == "\"plain\"");
  CHECK(yaml_string("a \"b\" \\ c: d # e") == "\"a \\\"b\\\" \\\\ c: d # e\"");
  CHECK(yaml_string("line\nfeed\ttab\x01") == "\"line\\u000afeed\\u0009tab\\u0001\"");
  CHECK(yaml_string("<% x %> <b>") == "\"\\u003c% x %> <b>\"");
  CHECK(yaml_string("é 漢 🎉") == "\"é 漢 🎉\"");
  CHECK(yaml_string("\xFF") == "\"\uFFFD\"");
  CHECK(yaml_string("\u2028") == "\"\\u2028\"");
}

TEST_CASE("Wikilinks hold whatever the label was") {
  CHECK(wikilink("Papers/A (2401.00001)", "A") == "[[Papers/A (2401.00001)|A]]");
  CHECK(wikilink("Papers/A", "A | B", true) == "[[Papers/A\\|A ∣ B]]");
  CHECK(wikilink("A", "A") == "[[A]]");
  CHECK(wikilink("A", "x]] [[y") == "[[A|x)) ((y]]");
  CHECK(wikilink("A#b|c^d", "x") == "[[Abcd|x]]");
  CHECK(wikilink("A", "<% x %> `c` #t") == "[[A|＜% x %> ˋcˋ #\u200Bt]]");
}

TEST_CASE("Links lead to the web only, and their URLs close where they should") {
  CHECK(markdown_link("PDF", "https://arxiv.org/pdf/2401.1") ==
        "[PDF](https://arxiv.org/pdf/2401.1)");
  CHECK(markdown_link("a]b", "https://x.org/a(b)c d") == "[a\\]b](https://x.org/a%28b%29c%20d)");
  CHECK(markdown_link("x", "javascript:alert(1)") == "x");
  CHECK(markdown_link("x", "") == "x");
}

TEST_CASE("Tags hold letters, digits, dashes and slashes") {
  CHECK(category_tag("cs.LG") == "arxiv/cs/LG");
  CHECK(category_tag("astro-ph.CO") == "arxiv/astro-ph/CO");
  CHECK(category_tag("hep-th") == "arxiv/hep-th");
  CHECK(topic_tag("Speculative decoding") == "topic/speculative-decoding");
  CHECK(topic_tag("  C++ / Rust!  ") == "topic/c-rust");
  CHECK(topic_tag("注意力：机制") == "topic/注意力-机制");
  CHECK(topic_tag("!!!").empty());
}

TEST_CASE("A percent sign of a link that encodes nothing is encoded itself") {
  CHECK(markdown_link("x", "https://a.b/%20c%%d%2") == "[x](https://a.b/%20c%25%25d%252)");
}
