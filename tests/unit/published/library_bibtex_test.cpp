// BibTeX as a library: what people's files hold, and what is broken in them.
#include <catch2/catch.hpp>

#include "published/bib_reader.hpp"
#include "published/library_file.hpp"

using namespace sheaf;
using namespace sheaf::published;

namespace {

using Texts = std::vector<std::string>;

LibraryFile read(std::string_view text, std::string_view name = "r.bib") {
  auto file = read_library_file(text, name);
  if (!file) FAIL(file.error().message);
  return *std::move(file);
}

}  // namespace

TEST_CASE("an entry becomes an item, its TeX text") {
  const LibraryFile file = read(R"(% a comment
@string{pami = "Trans. of " # {Patterns}}
@comment{jabref-meta: grouping:{a};}
@preamble{"\newcommand{\x}{y}"}
@Article{doe2020,
  title = {On the {G}r\"obner basis of {\'E}tale \emph{covers} \& more},
  author = {Doe, Jane and von Neumann, Jr., John and {The Sheaf Group} and others},
  journal = pami # ", new " # jan,
  abstract = "We study ``it''.
    It works.",
  keywords = {one, two},
  groups = {Thesis},
  timestamp = {2011.05.01},
  eprint = {2401.00001}, archivePrefix = {arXiv}, primaryClass = {math.AG},
  doi = {10.1000/ABC}
}
@online(smith, title = {Second}, url = "https://arxiv.org/abs/1901.00001v2", year = 2020)
)");
  CHECK(file.format == LibraryFormat::kBibtex);
  CHECK(file.warnings.empty());
  REQUIRE(file.items.size() == 2);
  const LibraryItem& item = file.items[0];
  CHECK(item.key == "doe2020");
  CHECK(item.title == "On the Gröbner basis of Étale covers & more");
  CHECK(item.authors == Texts{"Jane Doe", "John von Neumann Jr.", "The Sheaf Group"});
  CHECK(item.abstract == "We study “it”. It works.");
  CHECK(item.tags == Texts{"one", "two"});
  CHECK(item.collections == Texts{"Thesis"});
  CHECK(item.added == "2011-05-01");
  CHECK(item.id == "2401.00001");
  CHECK(item.categories == Texts{"math.AG"});
  CHECK(file.items[1].id == "1901.00001");
}

TEST_CASE("a broken entry is told with its line and the rest is read") {
  const LibraryFile file = read(R"(@article{a, title = {A}}
@article{b, title = {B {{unclosed},
  year = 2020}
@article{c, title = {C}
@article{d, title = {D}, year = }
@book{, title = "No key" year = 1999 }
@article{title = {Keyless}}
an @ in text, mail me@example.org
@article{e, = {x}, title = {E}}
)");
  Texts keys;
  for (const LibraryItem& item : file.items) keys.push_back(item.key);
  REQUIRE(keys.size() == 6);
  CHECK(keys[0] == "a");
  CHECK(keys[1] == "c");
  CHECK(keys[2] == "d");
  CHECK(file.items[3].title == "No key");
  CHECK(file.items[4].title == "Keyless");
  CHECK(keys[5] == "e");
  CHECK(file.unreadable == 1);
  REQUIRE(file.warnings.size() == 4);
  CHECK(file.warnings[0] == "r.bib:2: @article{b}: the value of title in line 2 is broken");
  CHECK(file.warnings[1] == "r.bib:4: @article{c}: is not closed");
  CHECK(file.warnings[2] == "r.bib:5: @article{d}: the value of year in line 5 is broken");
  CHECK(file.warnings[3] == "r.bib:9: @article{e}: line 9 is no field");
}

TEST_CASE("entries without titles are counted, repeated keys told") {
  const LibraryFile file = read("@misc{a, year = 1}\n@misc{b, title = {T}}\n@misc{b, title = {U}}\n");
  CHECK(file.untitled == 1);
  CHECK(file.repeated == 1);
  REQUIRE(file.items.size() == 1);
  CHECK(file.items[0].title == "U");
}

TEST_CASE("strings that double do not fill the machine") {
  std::string text = "@string{s0 = {xxxxxxxxxx}}\n";
  for (int i = 1; i < 60; ++i)
    text += "@string{s" + std::to_string(i) + " = s" + std::to_string(i - 1) + " # s" + std::to_string(i - 1) + "}\n";
  text += "@misc{a, title = {T}, note = s59}\n";
  std::size_t bytes = 0, damaged = 0;
  BibSink sink;
  sink.entry = [&](const BibEntry& entry) { bytes += entry.text({"note"}).size() + entry.text({"title"}).size(); };
  sink.lost = sink.damaged = [&](std::size_t, const std::string&) { ++damaged; };
  read_bib(text, sink);
  CHECK(bytes <= kMostExpanded + 1);
  CHECK(damaged == 1);
}

TEST_CASE("hostile BibTeX is read in its time") {
  std::string open;
  for (int i = 0; i < 20'000; ++i) open += "@article{k" + std::to_string(i) + ", title = {never closed\n";
  CHECK_FALSE(read_library_file(open, "x").ok());
  std::string quotes;
  for (int i = 0; i < 20'000; ++i) quotes += "@article{k" + std::to_string(i) + ", title = \"{\n";
  CHECK_FALSE(read_library_file(quotes, "x").ok());
  const std::string braces = "@misc{a, title = {" + std::string(500'000, '{') + std::string(500'000, '}') + "}}\n@misc{b, title = {B}}";
  CHECK(read(braces).items.back().title == "B");
  CHECK(read("@misc{a, title = {A}}\n" + std::string(500'000, '@')).items.size() == 1);
  CHECK(read("@misc{a, title = {A}}\n@misc{b" + std::string(300'000, ',')).items.size() == 1);
  CHECK(read(std::string("@misc{a, title = {A\0B\xff}}", 26)).items.at(0).title == "A B\xEF\xBF\xBD");
  std::string names = "@misc{a, title = {A}, author = {x";
  for (int i = 0; i < 50'000; ++i) names += " and x";
  CHECK(read(names + "}}").items.at(0).authors.size() == 50'001);
}
