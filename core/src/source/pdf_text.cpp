// pdftotext as a process, and its text as sections; see pdf_text.hpp.
// Each call owns its process, pipe and temporary file; any thread.
#include "source/pdf_text.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "base/child.hpp"
#include "base/text.hpp"
#include "source/institutions.hpp"
#include "source/markup_text.hpp"

namespace sheaf::source {
namespace {

constexpr std::size_t kLongestHeading = 80;

/// A file that is closed on leaving.
class FileHandle {
 public:
  explicit FileHandle(int fd) : fd_(fd) {}
  ~FileHandle() { ::close(fd_); }
  FileHandle(const FileHandle&) = delete;
  FileHandle& operator=(const FileHandle&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

Error system_error(const std::string& what) {
  return Error(ErrorCode::kIo, what + ": " + std::strerror(errno));
}

/// A temporary file that has no name any more; the child reads it as its standard input.
Result<int> nameless_file(std::string_view bytes) {
  const char* const folder = std::getenv("TMPDIR");
  std::string path = std::string(folder && *folder ? folder : "/tmp") + "/sheaf-pdf-XXXXXX";
  const int fd = ::mkostemp(path.data(), O_CLOEXEC);
  if (fd < 0) return system_error("cannot make a temporary file for a PDF in " + path);
  ::unlink(path.c_str());
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      const Error error = system_error("cannot write a temporary file for a PDF");
      ::close(fd);
      return error;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  ::lseek(fd, 0, SEEK_SET);
  return fd;
}

// "3 Method", "3.1. Data", "IV. RESULTS", "A Proofs", or one of the usual titles alone.
constexpr std::array<std::string_view, 16> kTitles = {
    "abstract",    "introduction", "related work", "background",     "method",      "methods",
    "experiments", "results",      "discussion",   "conclusion",     "conclusions", "limitations",
    "future work", "references",   "bibliography", "acknowledgments"};

bool is_numbered(std::string_view first) {
  if (first.ends_with('.')) first.remove_suffix(1);
  if (first.empty() || first.size() > 8) return false;
  const bool digits =
      std::all_of(first.begin(), first.end(), [](char c) { return is_ascii_digit(c) || c == '.'; });
  const bool roman = first.find_first_not_of("IVX") == std::string_view::npos;
  const bool small = first.size() <= 5 && is_ascii_digit(first[0]) && first[0] != '0';
  return (digits && small) || roman;
}

/// The heading without its number, or empty.
std::string heading_of(std::string_view line) {
  line = trim(line);
  if (line.size() < 3 || line.size() > kLongestHeading || line.ends_with('.') ||
      line.ends_with(','))
    return {};
  const std::string lower = ascii_lower(line);
  if (std::find(kTitles.begin(), kTitles.end(), lower) != kTitles.end()) return std::string(line);
  const std::size_t blank = line.find(' ');
  if (blank == std::string_view::npos || !is_numbered(line.substr(0, blank))) return {};
  const std::string_view title = trim(line.substr(blank));
  const bool capital = !title.empty() && title[0] >= 'A' && title[0] <= 'Z';
  const bool words = title.find_first_of("0123456789=|%") == std::string_view::npos &&
                     std::count(title.begin(), title.end(), ' ') < 9;
  return capital && words && title.size() > 3 ? std::string(title) : std::string();
}

bool is_page_number(std::string_view line) {
  line = trim(line);
  return !line.empty() && line.size() <= 4 && std::all_of(line.begin(), line.end(), is_ascii_digit);
}

bool ends_paper(std::string_view heading) {
  const std::string lower = ascii_lower(heading);
  return lower == "references" || lower == "bibliography";
}

void join_line(std::string& paragraph, std::string_view line) {
  const bool hyphen = paragraph.size() > 1 && paragraph.back() == '-' &&
                      is_ascii_alnum(paragraph[paragraph.size() - 2]) && !line.empty() &&
                      line[0] >= 'a' && line[0] <= 'z';
  if (hyphen) {
    paragraph.pop_back();
  } else if (!paragraph.empty()) {
    paragraph += ' ';
  }
  paragraph += line;
}

}  // namespace

std::string find_program(std::string_view name) {
  if (contains(name, "/"))
    return ::access(std::string(name).c_str(), X_OK) == 0 ? std::string(name) : std::string();
  const char* const path = std::getenv("PATH");
  for (const std::string& folder : split(path ? path : "/usr/local/bin:/usr/bin:/bin", ':')) {
    if (folder.empty()) continue;  // never the current folder
    std::string full = folder + "/" + std::string(name);
    if (::access(full.c_str(), X_OK) == 0) return full;
  }
  return {};
}

Result<std::string> pdf_to_text(std::string_view pdf, const PdfLimits& limits, const Task& task) {
  const std::string program = find_program(limits.program);
  if (program.empty())
    return Error(
        ErrorCode::kUnsupported,
        limits.program +
            " is not installed (Debian and Ubuntu: poppler-utils, macOS: brew install poppler)");
  if (pdf.substr(0, 1024).find("%PDF-") == std::string_view::npos)
    return Error(ErrorCode::kParse, "the answer is no PDF");
  if (pdf.size() > limits.max_pdf_bytes)
    return Error(ErrorCode::kParse,
                 "the PDF is larger than " + std::to_string(limits.max_pdf_bytes >> 20) + " MB");
  SHEAF_ASSIGN(const int file, nameless_file(pdf));
  const FileHandle input(file);
  const ChildProgram child{
      program,
      {"pdftotext", "-q", "-enc", "UTF-8", "-l", std::to_string(limits.max_pages), "-", "-"},
      input.get(), limits.timeout_ms, limits.max_text_bytes, limits.max_memory_bytes, true};
  SHEAF_ASSIGN(const ChildOutcome outcome, run_child(child, task));
  if (outcome.end == ChildEnd::kNotStarted)
    return Error(ErrorCode::kUnsupported, "cannot run " + program + ": " + std::strerror(outcome.code));
  if (outcome.end == ChildEnd::kTimedOut)
    return Error(ErrorCode::kParse,
                 "pdftotext took more than " + std::to_string(limits.timeout_ms / 1000) + " s");
  if (outcome.end == ChildEnd::kFlooded)
    return to_valid_utf8(cut_utf8(outcome.output, limits.max_text_bytes));
  const bool failed = outcome.end == ChildEnd::kSignalled || outcome.code != 0;
  if (failed || trim(outcome.output).empty())
    return Error(ErrorCode::kParse,
                 "pdftotext cannot read the PDF" +
                     (outcome.end == ChildEnd::kExited && outcome.code > 0
                          ? " (exit code " + std::to_string(outcome.code) + ")"
                          : std::string()));
  return to_valid_utf8(outcome.output);
}

FullText read_pdf_text(std::string_view text) {
  FullText paper;
  paper.origin = TextOrigin::kPdf;
  paper.sections.push_back({});
  std::string paragraph;
  std::vector<std::string> front;  // lines before the first heading: names and addresses
  const auto flush = [&] {
    std::string line = clean_line(paragraph);
    paragraph.clear();
    std::string& section = paper.sections.back().text;
    if (line.empty()) return;
    if (!section.empty()) section += '\n';
    section += line;
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\n\f"), text.size());
    const std::string_view line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) {
      flush();
      continue;
    }
    if (is_page_number(line)) continue;
    if (std::string heading = heading_of(line); !heading.empty()) {
      flush();
      if (ends_paper(heading)) break;
      paper.sections.push_back({std::move(heading), 1, {}});
      continue;
    }
    if (paper.sections.size() == 1 && front.size() < 60) front.emplace_back(line);
    join_line(paragraph, line);
  }
  flush();
  paper.institutions = institutions_in(front);
  for (const TextSection& section : paper.sections)
    if (ascii_lower(section.title) == "abstract") paper.abstract = section.text;
  std::erase_if(paper.sections, [](const TextSection& section) {
    return section.text.empty() || ascii_lower(section.title).starts_with("acknowledg");
  });
  return paper;
}

}  // namespace sheaf::source
