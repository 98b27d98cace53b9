// Fuzzer of the merge into a reader's .bib file: the input is the file, a title, authors and a journal
// reference, divided by NULs. Every byte that is no value of ours stays; merging twice is merging once.
#include "papers.hpp"

#include "cite/bib_entry.hpp"
#include "cite/bibtex.hpp"

namespace {

using namespace sheaf;

/// Every byte of `kept` stands in `text`, in order: nothing was taken away.
bool holds_in_order(std::string_view kept, std::string_view text) {
  std::size_t at = 0;
  for (const char c : kept) {
    at = text.find(c, at);
    if (at == std::string_view::npos) return false;
    ++at;
  }
  return true;
}

/// The file without what the merge may change: entries that name one of our papers.
std::string foreign_part(std::string_view text, const std::vector<Paper>& papers) {
  std::string out;
  std::size_t at = 0;
  for (const cite::BibEntry& entry : cite::read_bib(text)) {
    const std::string_view whole = text.substr(entry.begin, entry.end - entry.begin);
    bool named = false;
    for (const Paper& paper : papers) named = named || contains(ascii_lower(whole), ascii_lower(paper.id)) || (!paper.doi.empty() && contains(ascii_lower(whole), paper.doi));
    if (!named) continue;
    out += text.substr(at, entry.begin - at);
    at = entry.end;
  }
  return out + std::string(text.substr(at));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::string> parts = fuzz::parts_of(data, size, 4);
  const std::string& file = parts[0];
  std::vector<Paper> papers = {fuzz::paper_of("2604.00001", parts[1], parts[2], parts[3]),
                               fuzz::paper_of("math/0611800", "An old paper", "Bo Chen", "")};
  papers[1].doi = "10.1000/xyz";
  for (const char* id : {"10.1000/abc", "s2:abc"}) {  // two records of one work
    papers.push_back(fuzz::paper_of(id, parts[1], parts[2], parts[3]));
    papers.back().scheme = id[0] == 's' ? "s2" : "doi";
    papers.back().doi = "10.1000/abc";
  }
  cite::BibStyle style;
  if (size % 2 == 1) style.dialect = cite::BibDialect::kBiblatex;
  const std::string once = cite::merge_bibtex(file, papers, false, style);
  const std::string twice = cite::merge_bibtex(once, papers, false, style);
  fuzz::require(twice == once, "merging twice is not merging once", once + "\n=== and then ===\n" + twice);
  if (trim(file).empty()) return 0;  // a new file
  fuzz::require(holds_in_order(foreign_part(file, papers), once), "bytes of the reader's are gone", once);
  fuzz::require(cite::read_bib(once).size() >= cite::read_bib(file).size(), "an entry is gone", once);
  const std::string none = cite::merge_bibtex(file, {}, false, style);
  fuzz::require(none == file, "a merge of nothing changes the file", none);
  return 0;
}
