// Fuzzer of TeX both ways: titles of arXiv's as text to read, and any text as LaTeX that BibTeX reads.
#include "papers.hpp"

#include <nlohmann/json.hpp>

#include "base/markup.hpp"
#include "base/tex.hpp"
#include "cite/bib_entry.hpp"
#include "cite/bibtex.hpp"
#include "cite/latex_table.hpp"
#include "cite/person.hpp"
#include "cite/rich_latex.hpp"
#include "cite/ris.hpp"

namespace {

using namespace sheaf;

void check_reading(const std::string& text) {
  for (const std::string& read : {plain_prose(text), compose_letters(text), plain_math(text)}) {
    fuzz::require_utf8(read, "text of TeX is no UTF-8");
    fuzz::require(read.size() <= 16 * text.size() + 64, "text of TeX grows out of bounds", text);
  }
  const std::string line = plain_text(text);
  fuzz::require_utf8(line, "a line of TeX is no UTF-8");
  fuzz::require(line.find('\n') == std::string::npos, "a line of TeX has a line break", text);
  std::size_t length = 0;
  for (const TexPiece& piece : split_math(text)) length += piece.text.size();
  fuzz::require(length <= text.size(), "the pieces are more than the text", text);
}

void check_writing(const std::string& text) {
  for (const std::string& paragraph : note_paragraphs(text)) fuzz::require_utf8(paragraph, "a note's paragraph is no UTF-8");
  for (const std::string& latex : {cite::latex_escape(text), cite::bibtex_title(text), cite::rich_latex(text),
                                   cite::rich_latex_title(text, true), cite::rich_latex_title(text, false)}) {
    fuzz::require_utf8(latex, "LaTeX is no UTF-8");
    fuzz::require(braces_balanced(latex, true), "LaTeX with braces that BibTeX cannot pair", latex);
    fuzz::require(latex.size() <= 32 * text.size() + 64, "LaTeX grows out of bounds", text);
    const std::string ascii = cite::latex_ascii(latex);
    fuzz::require(braces_balanced(ascii, true), "LaTeX in ASCII with braces that BibTeX cannot pair", ascii);
  }
}

/// One entry, whatever the texts are: nothing of them ends it or begins another.
void check_entry(const Paper& paper) {
  for (const auto dialect : {cite::BibDialect::kBibtex, cite::BibDialect::kBiblatex}) {
    cite::BibStyle style;
    style.dialect = dialect;
    style.abstract = style.keywords = true;
    const std::string entry = cite::bibtex_entry(paper, "key", style);
    const auto read = cite::read_bib(entry);
    fuzz::require(read.size() == 1 && read[0].begin == 0 && read[0].end + 1 == entry.size(), "not one entry", entry);
    fuzz::require(read[0].key == "key", "the key is another", entry);
  }
  const cite::Reference reference = cite::reference_of(paper);
  std::size_t ends = 0;
  for (const std::string& line : split(cite::ris_record(reference, "key"), '\n')) {
    ends += line.starts_with("ER  -") ? 1 : 0;
    const bool tagged = line.size() >= 5 && line.substr(2, 3) == "  -";
    fuzz::require(tagged || trim(line).empty(), "a line of RIS without its tag", line);
  }
  fuzz::require(ends == 1, "not one record of RIS");
  fuzz::require_utf8(dump_json(cite::csl_item(reference, "key")), "CSL-JSON is no UTF-8");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::string> parts = fuzz::parts_of(data, size, 3);
  const std::string text = to_valid_utf8(parts[0]);
  check_reading(text);
  check_writing(text);
  (void)cite::parse_person(text);
  check_entry(fuzz::paper_of("2604.00001", parts[0], parts[1], parts[2]));
  return 0;
}
