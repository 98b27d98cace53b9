// Fuzzer of citation keys: the input is a formula, a title and authors, divided by NULs. A key holds nothing
// that TeX or BibTeX would trip over, and keys are unique.
#include <set>

#include "papers.hpp"

#include "cite/bib_entry.hpp"
#include "cite/bibtex.hpp"
#include "cite/citation_key.hpp"
#include "cite/reference.hpp"

namespace {

using namespace sheaf;

void check_key(const std::string& key) {
  fuzz::require_utf8(key, "a key is no UTF-8");
  fuzz::require(key.find_first_of(" \t\r\n\\{}()\"#%~,=@'$&") == std::string::npos, "a key that BibTeX cannot read", key);
  fuzz::require(key.size() < 1'000'000, "a key out of bounds");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::string> parts = fuzz::parts_of(data, size, 3);
  std::vector<Paper> papers = {fuzz::paper_of("2604.00001", parts[1], parts[2], ""),
                               fuzz::paper_of("2604.00002", parts[1], parts[2], ""),
                               fuzz::paper_of("2604.00003", "A title", "Ada Berg", "")};
  std::set<std::string> seen;
  for (const std::string& key : cite::citation_keys(papers)) {
    fuzz::require(!key.empty() && seen.insert(ascii_lower(key)).second, "a key that is empty or not unique", key);
    check_key(key);
  }
  const auto formula = cite::KeyFormula::read(parts[0]);
  if (!formula) {
    fuzz::require_utf8(formula.error().message, "an error is no UTF-8");
    fuzz::require(contains(formula.error().message, "column") || contains(formula.error().message, "formula"),
                  "an error that names no place", formula.error().message);
    return 0;
  }
  std::vector<cite::Reference> references;
  for (const Paper& paper : papers) references.push_back(cite::reference_of(paper));
  for (const cite::Reference& reference : references) check_key(formula->key_of(reference));
  seen.clear();
  for (const std::string& key : cite::citation_keys(references, *formula)) {
    fuzz::require(!key.empty() && seen.insert(ascii_lower(key)).second, "a formula's key that is empty or not unique", key);
    check_key(key);
    const auto entries = cite::read_bib("@misc{" + key + ",\n  title = {x},\n}\n");
    fuzz::require(entries.size() == 1 && entries[0].key == key, "BibTeX reads another key", key);
  }
  return 0;
}
