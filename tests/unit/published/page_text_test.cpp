// Lines, links, days, names and languages, each alone.
#include "published/page_text.hpp"
#include "published/language.hpp"
#include "unit/published/published_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::published;
using namespace sheaf::test;

namespace {

std::vector<std::string> split_names(const std::string& list) {
  Paper paper;
  paper.authors = authors_of(list);
  return names_of(paper);
}

std::string days(const std::string& text) {
  std::string out;
  for (const Day one : days_in(text)) out += (out.empty() ? "" : " ") + format_day(one);
  return out;
}

}  // namespace

TEST_CASE("Days are found as pages and names write them", "[published]") {
  CHECK(days("Last update: 2026-01-15") == "2026-01-15");
  CHECK(days("dwdengwei_2026-01-25_AI_enhanced_Chinese.jsonl") == "2026-01-25");
  CHECK(days("20251229-20260104.md") == "2025-12-29 2026-01-04");
  CHECK(days("title: Latest 15 Papers - October 15, 2024") == "2024-10-15");
  CHECK(days("3 Nov 2025 and 2026/2/1, 2026年1月20日") == "2025-11-03 2026-02-01 2026-01-20");
  CHECK(
      days("2026-13-01 2026-02-30 1234-56-78 12345678 abc20260104 20260104x 2601.10802 2026-01/02")
          .empty());
  CHECK(days("May 2024 5, 31 Maybe 2024, March").empty());
}

TEST_CASE("Author lists split at commas that part names", "[published]") {
  using Names = std::vector<std::string>;
  CHECK(split_names("Ada Lee,Bo Chen") == Names{"Ada Lee", "Bo Chen"});
  CHECK(split_names("Ada Lee, Bo Chen, Jr., Cy") == Names{"Ada Lee", "Bo Chen Jr.", "Cy"});
  CHECK(split_names("Ada Lee, Jr.,Bo Chen") == Names{"Ada Lee, Jr.", "Bo Chen"});
  CHECK(split_names("M. D. Roe,,Bo Chen") == Names{"M. D. Roe", "Bo Chen"});
  CHECK(split_names("Ada Lee") == Names{"Ada Lee"});
  CHECK(split_names("").empty());
  CHECK(split_names(",,,").empty());
}

TEST_CASE("A link's text may hold brackets", "[published]") {
  const auto link = link_in("x [A ] [b] (c)](https://x.y/z_(1)) [[PDF]](https://x.y/p)");
  REQUIRE(link);
  CHECK(link->text == "A ] [b] (c)");
  CHECK(link->url == "https://x.y/z_(1)");
  CHECK_FALSE(link_in("[a](ftp://x)"));
  CHECK_FALSE(link_in("[a](https://x y)"));
  CHECK_FALSE(link_in("[[[["));
}

TEST_CASE("Links tell identities of every scheme", "[published]") {
  Paper paper;
  CHECK(identify(paper, "http://arxiv.org/pdf/2601.00011v2"));
  CHECK((paper.id == "2601.00011" && paper.scheme == "arxiv" && paper.version == 2));
  CHECK(identify(paper, "https://papers.cool/arxiv/2601.00012"));
  CHECK(paper.id == "2601.00012");
  CHECK(identify(paper, "https://doi.org/10.1109/ABC.2026.1"));
  CHECK((paper.id == "10.1109/abc.2026.1" && paper.scheme == "doi"));
  CHECK(identify(paper, "https://openreview.net/forum?id=abcDEF&x=1"));
  CHECK((paper.id == "openreview:abcDEF" && paper.scheme == "openreview"));
  CHECK(identify(paper, "https://www.usenix.org/conference/x"));
  CHECK((paper.id == "url:https://www.usenix.org/conference/x" && paper.scheme == "url"));
  CHECK_FALSE(identify(paper, "javascript:alert(1)"));
  CHECK_FALSE(identify(paper, ""));
}

TEST_CASE("Languages are told by script and small words", "[published]") {
  CHECK(guess_language("提出RAG框架，优于GPT-4o等方法") == "zh");
  CHECK(guess_language("RAGのための新しい枠組みを提案する") == "ja");
  CHECK(guess_language("RynnEC는 비전-언어 기반의 모델이다") == "ko");
  CHECK(guess_language("Предложен метод на основе LLM") == "ru");
  CHECK(guess_language("We present the method of 王 and show that it is right") == "en");
  CHECK(guess_language("Wir stellen eine Methode vor, die mit der Zeit besser ist und") == "de");
  CHECK(guess_language("Nous proposons une méthode pour les graphes dans des réseaux") == "fr");
  CHECK(guess_language("Proponemos una arquitectura para los modelos del lenguaje") == "es");
  CHECK(guess_language("") == "");
  CHECK(guess_language("123 $") == "");
}
