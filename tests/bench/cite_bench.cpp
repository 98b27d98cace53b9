// Entries a second of each bibliography format, over papers as JSON lines on standard input, one thread:
//   cite_bench < papers.jsonl
// Papers are read before the clock starts; each format runs five times and the best counts, by the processor's
// time. The bar is 100,000 entries a second. For a peer
// over the same papers: 'sheaf cite --in papers.jsonl --format csl-json' through 'pandoc -f csljson -t bibtex'.
#include <algorithm>
#include <ctime>
#include <cstdio>
#include <functional>
#include <iostream>
#include <iterator>

#include "cite/bib_fields.hpp"
#include "cite/citation_key.hpp"
#include "cite/ris.hpp"
#include "model/json.hpp"

#include <nlohmann/json.hpp>

using namespace sheaf;

namespace {

void measure(const char* name, std::size_t count, const std::function<std::size_t()>& run) {
  double best = 1e9;
  std::size_t bytes = 0;
  for (int i = 0; i < 5; ++i) {
    const std::clock_t start = std::clock();
    bytes = run();
    best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  std::printf("%-16s %9.0f entries/s  %5.1f us each  %zu bytes\n", name, static_cast<double>(count) / best,
              1e6 * best / static_cast<double>(count), bytes);
}

}  // namespace

int main() {
  const std::string text((std::istreambuf_iterator<char>(std::cin)), std::istreambuf_iterator<char>());
  const Result<std::vector<Paper>> papers = papers_from_text(text, "standard input");
  if (!papers) {
    std::fprintf(stderr, "%s\n", papers.error().message.c_str());
    return 2;
  }
  const auto entries = [&](const cite::BibStyle& style) {
    return [&papers, style] {
      std::size_t bytes = 0;
      for (const Paper& paper : *papers) bytes += cite::bib_entry(cite::reference_of(paper), "key", style).size();
      return bytes;
    };
  };
  cite::BibStyle bibtex, biblatex, ascii;
  biblatex.dialect = cite::BibDialect::kBiblatex;
  ascii.ascii = true;
  measure("bibtex", papers->size(), entries(bibtex));
  measure("biblatex", papers->size(), entries(biblatex));
  measure("bibtex, ascii", papers->size(), entries(ascii));
  measure("ris", papers->size(), [&] {
    std::size_t bytes = 0;
    for (const Paper& paper : *papers) bytes += cite::ris_record(cite::reference_of(paper), "key").size();
    return bytes;
  });
  measure("csl-json", papers->size(), [&] {
    std::size_t bytes = 0;
    for (const Paper& paper : *papers) bytes += dump_json(cite::csl_item(cite::reference_of(paper), "key")).size();
    return bytes;
  });
  measure("keys", papers->size(), [&] { return cite::citation_keys(*papers).size(); });
}
