// Files of entries; see bibtex.hpp.
// Pure functions; any thread.
#include "cite/bibtex.hpp"

#include <map>

#include "cite/citation_key.hpp"

namespace sheaf::cite {

std::string bibtex_entry(const Paper& paper, std::string_view key, const BibStyle& style) {
  return bib_entry(reference_of(paper), key, style);
}

std::string bibtex_file(const std::vector<Paper>& papers, bool sample, const BibStyle& style) {
  const std::vector<std::string> keys = citation_keys(papers);
  std::map<std::string, std::string> entries;
  for (std::size_t i = 0; i < papers.size(); ++i) entries[keys[i]] = bibtex_entry(papers[i], keys[i], style);
  std::string out =
      std::string(kHeadComment) + ", which finds its entries again by their eprint or doi field.\n"
      "% Keys, own entries and own fields stay as they are.\n";
  if (sample) out += std::string(kSampleComment) + "\n";
  for (const auto& [key, text] : entries) out += "\n" + text;
  return out;
}

}  // namespace sheaf::cite
