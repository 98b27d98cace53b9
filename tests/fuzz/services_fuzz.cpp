// Fuzzer of the services beyond arXiv: bioRxiv, Crossref, Hugging Face, OpenReview, PubMed, Semantic Scholar,
// arXiv's HTML papers and the text of PDFs. Each reads any bytes as an answer or an error.
#include "papers.hpp"
#include "source/biorxiv.hpp"
#include "source/crossref.hpp"
#include "source/feed_source.hpp"
#include "source/huggingface.hpp"
#include "source/latexml.hpp"
#include "source/markup_text.hpp"
#include "source/openreview.hpp"
#include "source/pdf_text.hpp"
#include "source/pubmed.hpp"
#include "source/semantic_scholar.hpp"

namespace {

using namespace sheaf;

void read_services(const std::string& text) {
  if (const auto page = source::parse_biorxiv_page(text)) fuzz::require_sound(page->papers);
  if (const auto work = source::parse_crossref_work(text)) fuzz::require_sound(work->paper);
  if (const auto page = source::parse_crossref_page(text))
    for (const auto& work : page->works) fuzz::require_sound(work.paper);
  if (const auto daily = source::parse_daily_papers(text))
    for (const auto& one : daily->papers) fuzz::require_sound(one.paper);
  if (const auto notes = source::parse_openreview_notes(text))
    for (const auto& one : notes->papers) fuzz::require_sound(one.paper);
  if (const auto records = source::parse_pubmed(text)) fuzz::require_sound(records->papers);
  (void)source::parse_pubmed_ids(text);
  if (const auto page = source::parse_scholar_page(text))
    for (const auto& one : page->papers) fuzz::require_sound(one.paper);
}

/// A full text goes through the store, so what is written must be read again.
void check_full_text(const source::FullText& text) {
  const auto again = source::full_text_from_json(source::full_text_to_json(text), "text");
  fuzz::require(again.ok() && *again == text, "a full text is not read as it was written");
  fuzz::require_utf8(text.plain(), "a full text is no UTF-8");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(fuzz::text_of(data, size));
  read_services(text);
  if (const auto page = source::parse_latexml(text, "https://arxiv.org/html/2604.00001v1/")) check_full_text(*page);
  check_full_text(source::read_pdf_text(to_valid_utf8(text)));
  fuzz::require_utf8(source::markup_to_text(text), "text of markup is no UTF-8");
  const std::string line = source::markup_to_line(text);
  fuzz::require(line.find('\n') == std::string::npos, "a line has a line break", line);
  (void)source::parse_feed_spec(text);
  return 0;
}
