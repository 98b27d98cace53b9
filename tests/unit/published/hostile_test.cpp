// Pages made to be slow or to break: none may crash, none may take more than one pass. A reader
// that is not linear does not come to an end here.
#include "base/text.hpp"
#include "unit/published/published_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::published;

namespace {

constexpr std::size_t kSize = 1 << 19;

std::string repeated(const std::string& part) {
  std::string text;
  text.reserve(kSize + part.size());
  while (text.size() < kSize) text += part;
  return text;
}

void read_all_ways(const std::string& text) {
  (void)read_published(text, "2026-01-01.md");
  (void)read_ai_enhanced(text);
  (void)read_ai_enhanced_lines(text);
  (void)read_daily_arxiv(text);
}

}  // namespace

TEST_CASE("Repetitions of any kind are read in one pass", "[published][hostile]") {
  for (const char* part : {"[",
                           "]",
                           "](http://",
                           "[](https://arxiv.org/abs/2601.00011)",
                           "| <details>",
                           "| <blockquote>",
                           "| [](http",
                           "| **[a](https://arxiv.org/abs/2601.00011v1)** ",
                           "|",
                           "</details>",
                           "*",
                           "**",
                           "#",
                           "### [",
                           "### [1] [a\n",
                           "### [1] [a](https://arxiv.org/abs/2601.00011)\n",
                           "TL;DR: ",
                           "\n\nMethod: x",
                           "Abstract: x\n\n",
                           "<details>\n",
                           "</details>\n",
                           "- [a](#b) [Total: 99999999999]\n",
                           "|\n",
                           "| --- |\n",
                           "| a |\n| - |\n",
                           "> ",
                           "{\"id\":",
                           "{\"a\":[",
                           "[1,",
                           "2026-01-01 ",
                           "\n",
                           "\r",
                           ",",
                           "> x\n",
                           "*a*\n",
                           "# x\n",
                           "\xC3",
                           "\xEF\xBF\xBD",
                           "a: b\n\n"})
    read_all_ways(repeated(part));
}

TEST_CASE("A file with a thousand damaged lines is read no further, and says so",
          "[published][hostile]") {
  std::string lines;
  for (int i = 0; i < 1100; ++i) lines += "{\n";
  const auto page = read_ai_enhanced_lines(lines);
  REQUIRE(page.ok());
  CHECK(page->warnings.size() == 1001);
  CHECK(contains(page->warnings.back(), "line 1000: too many lines"));
}

TEST_CASE("One paper may be named a hundred thousand times", "[published][hostile]") {
  std::string rows = "## K\n| **Title** | **Date** |\n| --- | --- |\n";
  while (rows.size() < 2 * kSize)
    rows += "| **[A](https://arxiv.org/abs/2601.00011v1)** | 2026-01-01 |\n";
  const auto digest = read_published(rows, "x.md");
  REQUIRE(digest.ok());
  CHECK(digest->entries.size() == 1);
}

TEST_CASE("Every byte of a page may be another", "[published][hostile]") {
  const std::string page =
      "# Table of Contents\n\n- [cs.CL](#cs.CL) [Total: 1]\n\n# cs.CL [[Back]](#toc)\n\n"
      "### [1] [A](https://arxiv.org/abs/2601.00011)\n*Ada Lee*\n\nMain category: cs.CL\n\nTL;DR: "
      "Short.\n\n<details>\n"
      "  <summary>Details</summary>\nMethod: m\n\nAbstract: a\n\n</details>\n"
      "| **Title** | **Date** |\n| --- | --- |\n| **[A](https://arxiv.org/abs/2601.00011v1)** | "
      "2026-01-01 |\n";
  for (std::size_t i = 0; i < page.size(); ++i)
    for (const char other : {'\0', '\n', '|', '[', ']', ')', '*', '#', '\x80', '\xFF'}) {
      std::string changed = page;
      changed[i] = other;
      const auto digest = read_published(changed, "2026-01-01.md");
      if (!digest.ok()) continue;
      for (const Entry& entry : digest->entries) {
        CHECK(is_valid_utf8(entry.paper.title + entry.paper.abstract + entry.summary.tldr));
        CHECK_FALSE(entry.paper.id.empty());
      }
    }
}
