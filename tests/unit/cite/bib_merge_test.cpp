// Merging into a .bib file that belongs to somebody.
#include <catch2/catch.hpp>

#include <algorithm>

#include "base/text.hpp"
#include "cite/bib_entry.hpp"
#include "cite/bibtex.hpp"
#include "support/invented_papers.hpp"

using namespace sheaf;
using namespace sheaf::cite;

namespace {

const char* const kForeign =
    "% my papers\n"
    "@string{acm = \"ACM Press\"}\n"
    "@Article{ knuth84,\n"
    "  author = \"Donald {E.} Knuth\",   title={{Literate} Programming},\n"
    "  journal = acm # { Journal}, year = 1984\n"
    "}\n"
    "@comment{ @misc{no, eprint = 9} }\n";

}  // namespace

TEST_CASE("The reader of .bib files keeps places and takes every style") {
  const std::string text = kForeign;
  const auto entries = read_bib(text);
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].key == "knuth84");
  CHECK(entries[0].type == "article");
  const auto* journal = entries[0].find("journal");
  REQUIRE(journal);
  CHECK(text.substr(journal->begin, journal->end - journal->begin) == "acm # { Journal}");
  CHECK(text.substr(entries[0].begin, 9) == "@Article{");
  CHECK(text[entries[0].end - 1] == '}');
}

TEST_CASE("New entries go below and nothing above them moves") {
  const auto papers = std::vector<Paper>{test::paper("2604.10010", "Attention")};
  const std::string merged = merge_bibtex(kForeign, papers, false);
  CHECK(merged.starts_with(kForeign));
  CHECK(contains(merged, "@misc{vanderberg2026attention,"));
  CHECK(merge_bibtex(merged, papers, false) == merged);
}

TEST_CASE("An entry of ours follows its paper and keeps its key and spelling") {
  Paper paper = test::paper("2604.10010", "Attention with BERT");
  std::string file = merge_bibtex("", {paper}, false);
  file = replace_all(file, "@misc{vanderberg2026attention,", "@misc{mykey,");
  file = replace_all(file, "Attention with {BERT}", "{A}ttention with {BERT}");
  CHECK(merge_bibtex(file, {paper}, false) == file);
  paper.doi = "10.1000/published";
  paper.title = "Attention with GPT";
  const std::string merged = merge_bibtex(file, {paper}, false);
  CHECK(contains(merged, "@misc{mykey,"));
  CHECK(contains(merged, "title = {{A}ttention with {BERT}}"));  // nobody knows whose words these are
  CHECK(contains(merged, "doi = {10.1000/published}"));
  CHECK(merge_bibtex(merged, {paper}, false) == merged);
}

TEST_CASE("An entry with fields of the reader's own is the reader's") {
  const Paper paper = test::paper("2604.10010", "Attention");
  const std::string file = replace_all(merge_bibtex("", {paper}, false), "  year = {2026},",
                                       "  year = {2026},\n  keywords = {mine},");
  Paper changed = paper;
  changed.title = "Another title";
  CHECK(merge_bibtex(file, {changed}, false) == file);
}

TEST_CASE("A paper that is there by any spelling of its eprint comes in once") {
  for (const char* entry : {"@article{x, eprint = \"arXiv:2604.10010v3\", title = {T}}\n",
                            "@article{x,\n  eprint={2604.10010}}\n",
                            "@misc{broken, eprint = {2604.10010}, title = {open\n"}) {
    CHECK(merge_bibtex(entry, {test::paper("2604.10010", "Attention")}, false) == entry);
  }
}

TEST_CASE("A broken file keeps all its bytes and grows only once") {
  const std::string broken =
      "@article{a, title = {never closed\n\n@misc{b, title = {fine}}\ntext @ text";
  const auto papers = std::vector<Paper>{test::paper("2604.10010", "Attention")};
  const std::string merged = merge_bibtex(broken, papers, false);
  CHECK(merged.starts_with(broken));
  CHECK(contains(merged, "2604.10010"));
  CHECK(merge_bibtex(merged, papers, false) == merged);
}

TEST_CASE("Keys that are taken are not taken twice, and line ends stay") {
  const std::string file = "@book{VanDerBerg2026Attention,\r\n title = {x}\r\n}";
  const std::string merged = merge_bibtex(file, {test::paper("2604.10010", "Attention")}, true);
  CHECK(merged.starts_with(file + "\r\n"));
  CHECK(contains(merged, "@misc{vanderberg2026attention-2,\r\n"));
  CHECK(contains(merged, "% Sample"));
  CHECK_FALSE(contains(replace_all(merged, "\r\n", ""), "\n"));
}

TEST_CASE("Entries that never close and names that never end cost no more than their bytes") {
  std::string open, names = "@misc{x, note = {";
  for (int i = 0; i < 100000; ++i) {
    open += "@misc{k, title = {\n";
    names += "eprint doi ";
  }
  open += "@misc{last, title = {Whole}}\n";
  const auto entries = read_bib(open);
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].key == "last");
  const std::string merged = merge_bibtex(names, {test::paper("2604.00001", "A title")}, false);
  CHECK(merged.substr(0, names.size()) == names);
}

TEST_CASE("Two records of one work are one entry, written and brought up to date once") {
  Paper one = test::paper("2604.00001", "A title");
  one.id = "10.1000/xyz";
  one.scheme = "doi";
  one.doi = one.id;
  Paper other = one;
  other.id = "s2:abc";
  other.scheme = "s2";
  other.title = "Another title";
  const std::string first = merge_bibtex("% mine\n", {one, other}, false);
  CHECK(read_bib(first).size() == 1);
  one.title = "A new title";
  const std::string second = merge_bibtex(first + "% below\n", {one, other}, false);
  CHECK(read_bib(second).size() == 1);
  CHECK(second.substr(second.size() - 8) == "% below\n");
  CHECK(second.find("% below") == second.rfind("% below"));
}

TEST_CASE("An opening without an entry does not swallow the one below it") {
  const std::vector<Paper> papers = {test::paper("2604.00001", "A title")};
  const std::string once = merge_bibtex("@online{\n", papers, false);
  REQUIRE(read_bib(once).size() == 1);
  CHECK(read_bib(once)[0].type == "misc");
  CHECK(merge_bibtex(once, papers, false) == once);
}
