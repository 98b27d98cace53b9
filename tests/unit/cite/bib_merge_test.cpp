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

namespace {

/// A file as Sheaf left it, and what it remembers.
struct Written {
  std::string text;
  BibMemories memories;
};

Written written(std::string_view existing, const std::vector<Paper>& papers, const BibMemories& known = {}) {
  const BibMerge merge = merge_bibtex(existing, papers, known, false);
  Written out{merge.text, known};
  for (const auto& [id, entry] : merge.written) out.memories[id] = {entry, ""};
  return out;
}

std::string replaced_once(const std::string& text, std::string_view from, std::string_view to) {
  REQUIRE(contains(text, from));
  std::string out = text;
  return out.replace(out.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("What nobody touched follows its paper, and what the reader changed stays") {
  Paper paper = test::paper("2604.10010", "Attention with BERT");
  paper.comment = "10 pages";
  Written file = written("", {paper});
  file.text = replaced_once(file.text, "  year = {2026},", "  year = {2025},\n  keywords = {mine},");
  file.text = replaced_once(file.text, "  note = {10 pages},\n", "");
  paper.title = "Attention with GPT";
  paper.doi = "10.1000/published";
  paper.comment = "12 pages";
  const Written next = written(file.text, {paper}, file.memories);
  CHECK(contains(next.text, "title = {Attention with {GPT}}"));
  CHECK(contains(next.text, "doi = {10.1000/published}"));
  CHECK(contains(next.text, "year = {2025},\n  keywords = {mine},"));
  CHECK_FALSE(contains(next.text, "pages}"));
  CHECK(written(next.text, {paper}, next.memories).text == next.text);
}

TEST_CASE("A preprint that is published loses what only preprints have") {
  Paper paper = test::paper("2604.10010", "Attention");
  BibStyle style;
  style.dialect = BibDialect::kBiblatex;
  const BibMerge first = merge_bibtex("", {paper}, {}, false, style);
  REQUIRE(contains(first.text, "pubstate = {prepublished}"));
  paper.journal_ref = "Phys. Rev. D 98, 030001 (2027)";
  const BibMerge second = merge_bibtex(first.text, {paper}, {{paper.id, {first.written[0].second, ""}}}, false, style);
  CHECK(contains(second.text, "@article{"));
  CHECK(contains(second.text, "journaltitle = {Phys. Rev. D}"));
  CHECK_FALSE(contains(second.text, "pubstate"));
  REQUIRE(read_bib(second.text).size() == 1);
}

TEST_CASE("An entry that the reader took out stays out of that file alone") {
  const std::vector<Paper> papers = {test::paper("2604.10010", "One"), test::paper("2604.10020", "Two")};
  const Written file = written("", papers);
  const auto entries = read_bib(file.text);
  REQUIRE(entries.size() == 2);
  std::string without = file.text;
  without.erase(entries[0].begin, entries[0].end - entries[0].begin);
  CHECK(written(without, papers, file.memories).text == without);
  CHECK(read_bib(written("% another file\n", papers, file.memories).text).size() == 2);
}

TEST_CASE("An entry whose eprint the reader corrected is known by its key, and comes in once") {
  Paper paper = test::paper("2604.10010", "One");
  Written file = written("", {paper});
  file.text = replaced_once(file.text, "eprint = {2604.10010}", "eprint = {2604.99999}");
  paper.title = "Two";
  const Written next = written(file.text, {paper}, file.memories);
  CHECK(read_bib(next.text).size() == 1);
  CHECK(contains(next.text, "title = {Two}"));
  CHECK(contains(next.text, "eprint = {2604.99999}"));
}

TEST_CASE("After a killed run an entry says itself which of two it was written from") {
  Paper paper = test::paper("2604.10010", "One");
  const Written old = written("", {paper});
  paper.title = "Two";
  const Written fresh = written(old.text, {paper}, old.memories);
  const BibMemories open = {{paper.id, {old.memories.at(paper.id).written, fresh.memories.at(paper.id).written}}};
  paper.title = "Three";
  for (const std::string& text : {old.text, fresh.text}) CHECK(contains(written(text, {paper}, open).text, "title = {Three}"));
}

namespace {

/// A reader at work: a file of his pieces and our entries, and what of it must never be lost.
class Reader {
 public:
  explicit Reader(unsigned seed) : state_(seed) {}

  unsigned below(unsigned count) {
    state_ = state_ * 1664525u + 1013904223u;
    return (state_ >> 8) % count;
  }

  /// Something of his own, told from all else by its number.
  std::string piece() {
    const std::string number = std::to_string(++pieces_);
    switch (below(7)) {
      case 0: return "% remark " + number + " {\n";
      case 1: return "@string{ s" + number + " = \"Press " + number + "\" }\n";
      case 2: return "@comment{ @misc{c" + number + ", eprint = {1} } }\n";
      case 3: return "@Article{ own" + number + " ,title=\"Work {" + number + "}\" # s,\n\tyear = 1999 }\n\n";
      case 4: return "@book(b" + number + ", title = {Of " + number + "\r\n two lines})   \n";
      case 5: return "free text " + number + " with } and \" and @ sign\n";
      default: return "@preamble{\"\\newcommand{\\x" + number + "}{}\"}\n";
    }
  }

  /// Puts a piece between two entries, or changes a field of one.
  void edit(std::string& text) {
    if (std::string mine = edited(text); !mine.empty()) kept_.push_back(std::move(mine));
  }
  /// Whether all that he ever wrote is there.
  bool finds_all(const std::string& text) const {
    return std::all_of(kept_.begin(), kept_.end(), [&](const std::string& mine) { return contains(text, mine); });
  }

 private:
  std::string edited(std::string& text) {
    const auto entries = read_bib(text);
    const unsigned what = below(4);
    if (entries.empty() || what == 0) {
      const std::string mine = "\n" + piece();
      const std::size_t at = entries.empty() || below(2) ? text.size() : entries[below(static_cast<unsigned>(entries.size()))].begin;
      text.insert(at, mine);
      return mine;
    }
    const BibEntry& entry = entries[below(static_cast<unsigned>(entries.size()))];
    if (!entry.find("eprint")) return {};  // his own: as he left it
    if (what == 1) {
      const std::string mine = ",\n   my" + std::to_string(++pieces_) + "   =  {kept}";
      text.insert(entry.last_value_end, mine);
      return mine;
    }
    const BibEntry::Field field = entry.fields[below(static_cast<unsigned>(entry.fields.size()))];
    if (field.name == "eprint" || field.name.starts_with("my")) return {};
    const std::string mine = "{changed " + std::to_string(++pieces_) + "}";
    std::erase(kept_, text.substr(field.begin, field.end - field.begin));
    text.replace(field.begin, field.end - field.begin, mine);
    return mine;
  }

  unsigned state_, pieces_ = 0;
  std::vector<std::string> kept_;
};

/// The file without our entries, which are those with an eprint.
std::string theirs(std::string text) {
  const auto entries = read_bib(text);
  for (std::size_t i = entries.size(); i-- > 0;)
    if (entries[i].find("eprint")) text.erase(entries[i].begin, entries[i].end - entries[i].begin);
  return text;
}

}  // namespace

TEST_CASE("Of ten thousand edits in readers' files none is lost and none is undone") {
  for (unsigned seed = 0; seed < 400; ++seed) {
    Reader reader(seed);
    std::string text;
    for (unsigned i = reader.below(5); i > 0; --i) text += reader.piece();
    std::vector<Paper> papers = {test::paper("2604.10010", "One"), test::paper("2604.10020", "Two")};
    Written file = written(text, papers);
    CAPTURE(seed, file.text);
    REQUIRE(file.text.starts_with(text));
    for (int round = 0; round < 25; ++round) {
      std::string edited = file.text;
      reader.edit(edited);
      papers[0].title = "Title " + std::to_string(round);
      papers[1].comment = std::to_string(round) + " pages";
      file = written(edited, papers, file.memories);
      REQUIRE(theirs(file.text) == theirs(edited));
      REQUIRE(reader.finds_all(file.text));
      const Written again = written(file.text, papers, file.memories);
      REQUIRE(again.text == file.text);
    }
  }
}

TEST_CASE("An opening without an entry does not swallow the one below it") {
  const std::vector<Paper> papers = {test::paper("2604.00001", "A title")};
  const std::string once = merge_bibtex("@online{\n", papers, false);
  REQUIRE(read_bib(once).size() == 1);
  CHECK(read_bib(once)[0].type == "misc");
  CHECK(merge_bibtex(once, papers, false) == once);
}
