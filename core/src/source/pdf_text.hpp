// A PDF's text through poppler's pdftotext, as a process of its own: a damaged or hostile PDF can
// end that process, not ours.
// Each call owns its process and temporary file; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/task.hpp"
#include "source/full_text.hpp"

namespace sheaf::source {

struct PdfLimits {
  std::string program = "pdftotext";  ///< looked up in PATH; no shell
  std::size_t max_pdf_bytes = std::size_t{64} << 20;
  std::size_t max_text_bytes = std::size_t{4} << 20;
  std::size_t max_memory_bytes = std::size_t{1} << 30;
  std::int64_t timeout_ms = 30000;
  int max_pages = 60;
};

/// The program's full path, or empty when it is not installed.
std::string find_program(std::string_view name);

/// In reading order, valid UTF-8. kUnsupported when the program is missing, kParse when it cannot read the PDF
/// or takes too long, kCancelled.
Result<std::string> pdf_to_text(std::string_view pdf, const PdfLimits& limits, const Task& task);

/// `text` is valid UTF-8. Headings told by their shape ("3 Method", "V. CONCLUSION"), words hyphenated at line ends
/// joined, page numbers and the references left out.
FullText read_pdf_text(std::string_view text);

}  // namespace sheaf::source
