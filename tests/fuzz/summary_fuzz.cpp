// Fuzzer of the built-in summarizer and of what checks a model's: the input is a title and an abstract, divided
// by NUL. Whatever they hold, a summary is text of a bounded size, and claims lie inside of what they are found in.
#include "papers.hpp"

#include "model/summary.hpp"
#include "summarize/grounding.hpp"
#include "summarize/injection.hpp"
#include "summarize/summarizer.hpp"

namespace {

using namespace sheaf;

std::size_t check_node(const MindNode& node) {
  fuzz::require_utf8(node.label, "a mindmap's label is no UTF-8");
  fuzz::require(node.label.find('\n') == std::string::npos, "a label of two lines", node.label);
  std::size_t count = 1;
  for (const MindNode& child : node.children) count += check_node(child);
  return count;
}

void check_summary(const Summary& summary, std::size_t size) {
  for (const std::string* text : {&summary.tldr, &summary.motivation, &summary.method, &summary.result, &summary.conclusion}) {
    fuzz::require_utf8(*text, "a summary is no UTF-8");
    fuzz::require(text->find('\n') == std::string::npos, "a sentence of two lines", *text);
    fuzz::require(text->size() <= 4 * size + 64, "a summary is longer than its paper", *text);
  }
  for (const std::string& tag : summary.tags) fuzz::require_utf8(tag, "a tag is no UTF-8");
  fuzz::require(summary.labels.size() == summary.sentences.size(), "not one role for each sentence");
  fuzz::require(check_node(summary.mindmap) <= 33, "more branches and leaves than eight of three");
}

void check_claims(const std::string& text) {
  const summarize::GroundingSource source(text);
  for (const char* language : {"en", "de", "zh"}) {
    std::size_t end = 0;
    for (const summarize::Claim& claim : summarize::find_claims(text, language)) {
      fuzz::require(claim.begin >= end && claim.size > 0 && claim.begin + claim.size <= text.size(), "claims out of order", text);
      end = claim.begin + claim.size;
      (void)source.supports(claim, text);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::string> parts = fuzz::parts_of(data, size, 2);
  Paper paper = fuzz::paper_of("2604.00001", parts[0], "Ada Berg", "");
  paper.abstract = to_valid_utf8(parts[1]);
  check_summary(summarize::summarize_paper(paper), paper.title.size() + paper.abstract.size());
  check_claims(paper.abstract);
  const std::vector<std::string> found = summarize::find_instructions(paper.abstract);
  fuzz::require(found.size() <= 5, "more quotations than five");
  for (const std::string& quotation : found) {
    fuzz::require_utf8(quotation, "a quotation is no UTF-8");
    fuzz::require(count_code_points(quotation) <= 121, "a long quotation", quotation);
  }
  return 0;
}
