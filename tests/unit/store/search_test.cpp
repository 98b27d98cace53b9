// Search: any text is a valid query.
#include <random>

#include "store/search_query.hpp"
#include "unit/store/store_fixture.hpp"

using namespace sheaf;
using namespace sheaf::test;

namespace {

Paper paper_about(const std::string& id, const std::string& title, const std::string& abstract,
                  const std::string& author) {
  Paper paper = make_paper(id);
  paper.title = title;
  paper.abstract = abstract;
  paper.authors = {{author, {}}};
  return paper;
}

std::unique_ptr<store::Store> store_to_search() {
  auto store = open_store();
  need(store->put_papers({
      paper_about("1", "Graph neural networks", "We prune large language models.", "Ana Gómez"),
      paper_about("2", "Large language models", "A survey of scaling.", "Bo Li"),
      paper_about("3", "Near optimal tree search", "Language and models, large and small.",
                  "Graph"),
      paper_about("4", "深度学习 方法", "中文摘要 AND more", "王 伟"),
  }));
  return store;
}

std::vector<std::string> found(store::Store& store, std::string_view words) {
  return ids_of(need(store.search(words, 10)));
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("every word must occur and a hit in the title counts most") {
  auto store = store_to_search();
  CHECK(found(*store, "language models") == Ids{"2", "1", "3"});
  CHECK(found(*store, "LANGUAGE survey") == Ids{"2"});
  CHECK(found(*store, "graph") == Ids{"1", "3"});
  CHECK(found(*store, "language absent").empty());
}

TEST_CASE("phrases, exclusions and prefixes work") {
  auto store = store_to_search();
  CHECK(found(*store, "\"large language models\"") == Ids{"2", "1"});
  CHECK(found(*store, "language -survey -tree") == Ids{"1"});
  CHECK(found(*store, "language -\"large language\"") == Ids{"3"});
  CHECK(found(*store, "prun*") == Ids{"1"});
  CHECK(found(*store, "\"neural net\"*") == Ids{"1"});
  CHECK(found(*store, "large-language") == Ids{"2", "1"});
}

TEST_CASE("diacritics and other scripts are found") {
  auto store = store_to_search();
  CHECK(found(*store, "gomez") == Ids{"1"});
  CHECK(found(*store, "GÓMEZ") == Ids{"1"});
  CHECK(found(*store, "深度学习") == Ids{"4"});
  CHECK(found(*store, "深度*") == Ids{"4"});
}

TEST_CASE("operators in the text are words like any other") {
  auto store = store_to_search();
  CHECK(found(*store, "AND") == Ids{"3", "4"});
  CHECK(found(*store, "NEAR(optimal tree)") == Ids{"3"});
  CHECK(found(*store, "title:graph").empty());
}

constexpr std::string_view kHostile[] = {
    "\"", "\"\"", "\"\"\"", "*", "**", "-", "--", "-*", "\"*", "NEAR(", "NEAR(a b, 3)", "AND",
    "OR", "NOT", "AND AND", "NOT a", "a NOT", "^a", "a^", "{a b}: c", "a + b", "(", ")", "((a",
    "a:b", "rowid:1", ":", "'", "';--", "\\", "%", "\U0001F600", "\U0001F600*", "-\U0001F600",
    "中", "中*", "\xFF\xFE", "a\xC3", "\xCC\x81", "\xCC\x81*", "-x", "-x -y", "\t\n ", "", "a \" b",
    "\"a b", "a\"b\"c", "\"-a\"", "-\"a\"*", "#", "@", "1", "0x00",
};

TEST_CASE("hostile search text is never an error") {
  auto store = store_to_search();
  for (const std::string_view text : kHostile) {
    INFO("search text: " << text);
    CHECK(store->search(text, 10).ok());
  }
  using namespace std::string_literals;
  const std::string zeros = "a\0b \0 \"c\0"s;
  CHECK(store->search(zeros, 10).ok());
  CHECK(store->search(std::string(100'000, '"'), 10).ok());
}

TEST_CASE("random search text is never an error") {
  auto store = store_to_search();
  std::mt19937 random(7);
  std::string alphabet = "\"*-()^:+{}' \t\\ANDORNEAT,.a1\xC3\xA9\xE4\xB8\xAD\xFF";
  alphabet += '\0';
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t i = random() % 12; i > 0; --i) text += alphabet[random() % alphabet.size()];
    const auto result = store->search(text, 5);
    if (!result.ok()) FAIL("\"" << text << "\": " << result.error().message);
  }
}

TEST_CASE("a query of nothing but exclusions or blanks finds nothing") {
  CHECK(store::search_query("").empty());
  CHECK(store::search_query("-a -b").empty());
  CHECK(store::search_query("\" \" ...").empty());
  CHECK(store::search_query("a -b") == "(\"a\") NOT (\"b\")");
}

TEST_CASE("search gives no more than asked for, in the same order every time") {
  auto store = open_store();
  std::vector<Paper> papers;
  for (int i = 0; i < 30; ++i)
    papers.push_back(paper_about(std::to_string(i), "same", "same", "s"));
  need(store->put_papers(papers));
  const auto first = ids_of(need(store->search("same", 7)));
  CHECK(first == Ids{"29", "28", "27", "26", "25", "24", "23"});
  CHECK(need(store->search("same", 0)).empty());
  CHECK(need(store->search("same", SIZE_MAX)).size() == 30);
}
