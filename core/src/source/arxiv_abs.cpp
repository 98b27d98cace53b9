// arXiv's .abs files; see arxiv_abs.hpp.
// Pure functions; any thread.
#include "source/arxiv_abs.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/date.hpp"
#include "base/text.hpp"
#include "model/arxiv_id.hpp"
#include "model/author_list.hpp"
#include "source/field_text.hpp"
#include "source/known_categories.hpp"
#include "source/xml_text.hpp"

namespace sheaf::source {
namespace {

constexpr std::string_view kRule = "\\\\";

struct HeaderLine {
  std::size_t number = 0;
  std::string text;  // with the lines that continue it
};

struct Parts {
  std::vector<HeaderLine> header;
  std::string_view abstract;
  bool whole = false;  // the rule after the abstract is there
};

std::string latin1_to_utf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) append_utf8(text, static_cast<unsigned char>(c));
  return text;
}

// An indented line goes on with the one before it.
void add_header_line(std::vector<HeaderLine>& header, std::string_view line, std::size_t number) {
  if (trim(line).empty()) return;
  if (is_ascii_space(line.front()) && !header.empty()) {
    (header.back().text += ' ') += trim(line);
  } else {
    header.push_back({number, std::string(trim(line))});
  }
}

// The header between the first two rules, the abstract up to the last: TeX has such lines too.
Result<Parts> split_parts(std::string_view text) {
  Parts parts;
  std::size_t rules = 0, number = 0, abstract_start = 0, last_rule = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    ++number;
    if (trim(line) == kRule) {
      ++rules;
      last_rule = at;
      if (rules == 2) abstract_start = std::min(end + 1, text.size());
    } else if (rules == 1) {
      add_header_line(parts.header, line, number);
    }
    at = end + 1;
  }
  if (rules < 2)
    return Error(ErrorCode::kParse, rules == 0 ? "no .abs file: no line of two backslashes"
                                               : "no .abs file: it ends before its abstract");
  parts.whole = rules > 2;
  const std::size_t abstract_end = parts.whole ? last_rule : text.size();
  parts.abstract = text.substr(abstract_start, abstract_end - abstract_start);
  return parts;
}

class AbsReader {
 public:
  explicit AbsReader(AbsRecord& record) : record_(record), paper_(record.paper) {}

  void read(const HeaderLine& line);
  Status finish();

 private:
  bool read_field(std::string_view name, std::string_view value);
  bool read_date(std::string_view label, std::string_view value);
  void warn(const HeaderLine& line, const std::string& what) {
    record_.warnings.push_back("line " + std::to_string(line.number) + ": " + what + " in \"" +
                               shorten(line.text, 60) + "\"");
  }

  AbsRecord& record_;
  Paper& paper_;
  KnownCategories categories_;
  std::string id_, unknown_;
};

// "Date (revised v3)" → 3, "Date" → 1; 0 for anything else
int version_of(std::string_view label) {
  if (label == "Date") return 1;
  constexpr std::string_view kRevised = "Date (revised v";
  if (!label.starts_with(kRevised) || label.back() != ')') return 0;
  const std::string_view digits = label.substr(kRevised.size(), label.size() - kRevised.size() - 1);
  int version = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, version);
  return error == std::errc() && stop == end ? version : 0;
}

// "Mon, 2 Apr 2007 12:02:40 GMT   (0kb,I)": the flag I, or nothing at all, is a withdrawal.
bool AbsReader::read_date(std::string_view label, std::string_view value) {
  const int version = version_of(label);
  const std::size_t open = std::min(value.find('('), value.size());
  const auto time = parse_rfc822(trim(value.substr(0, open)));
  if (version <= 0 || !time) return false;
  if (version == 1) paper_.published = time;
  if (version < paper_.version) return true;
  paper_.version = version;
  paper_.updated = time;
  const std::string_view size = value.substr(open);
  const std::size_t comma = size.find(',');
  const bool ignored =
      comma != std::string_view::npos && size.find('I', comma) != std::string_view::npos;
  record_.withdrawn = ignored || size.starts_with("(0kb");
  return true;
}

bool AbsReader::read_field(std::string_view name, std::string_view value) {
  if (name == "arXiv" || name == "Paper") {
    id_ = value;
  } else if (name == "Title") {
    paper_.title = one_line(value);
  } else if (name == "Authors" || name == "Author") {
    paper_.authors = split_author_list(value);
    read_tex_names(paper_.authors);
  } else if (name == "Categories") {
    return categories_.add_terms(value, paper_, unknown_);
  } else if (name == "Comments") {
    paper_.comment = one_line(value);
  } else if (name == "Journal-ref") {
    paper_.journal_ref = one_line(value);
  } else if (name == "DOI") {
    paper_.doi = bare_doi(value);
  } else if (name == "License") {
    paper_.license = one_line(value);
  } else {
    // Known, and without a place in a Paper.
    return name == "From" || name == "Proxy" || name == "Report-no" || name == "MSC-class" ||
           name == "ACM-class";
  }
  return true;
}

void AbsReader::read(const HeaderLine& line) {
  const std::string_view text = line.text;
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    warn(line, "no field name");
    return;
  }
  const std::string_view name = text.substr(0, colon);
  const std::string_view value = trim(text.substr(colon + 1));
  if (name.starts_with("Date")) {
    if (!read_date(name, value)) warn(line, "no date of a version");
  } else if (!read_field(name, value)) {
    warn(line, name == "Categories" ? "a category that is not known" : "a field that is not known");
  }
}

Status AbsReader::finish() {
  auto id = parse_arxiv_id(id_);
  if (!id)
    return Error(ErrorCode::kParse, "no arXiv id in the .abs file (\"" + shorten(id_, 60) + "\")");
  paper_.id = std::move(id->base);
  if (paper_.version == 0) paper_.version = id->version;
  if (paper_.title.empty()) return Error(ErrorCode::kParse, paper_.id + " has no title");
  const std::size_t slash = paper_.id.find('/');
  if (paper_.categories.empty() && slash != std::string::npos)
    add_once(paper_.categories, categories_.canonical(paper_.id.substr(0, slash)));
  return {};
}

}  // namespace

Result<AbsRecord> parse_abs(std::string_view bytes) {
  AbsRecord record;
  std::string text = is_valid_utf8(bytes) ? std::string(bytes) : latin1_to_utf8(bytes);
  const CleanReport report = clean_xml(text);
  if (report.dropped + report.replaced > 0)
    record.warnings.push_back(group_digits(report.dropped + report.replaced) +
                              " forbidden characters were left out");
  SHEAF_ASSIGN(const Parts parts, split_parts(text));
  AbsReader reader(record);
  for (const HeaderLine& line : parts.header) reader.read(line);
  SHEAF_TRY(reader.finish());
  record.paper.abstract = paragraphs(parts.abstract);
  if (!parts.whole)
    record.warnings.push_back("no line of two backslashes ends the abstract: it may be cut off");
  return record;
}

}  // namespace sheaf::source
