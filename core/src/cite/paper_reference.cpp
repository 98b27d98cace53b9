// Papers of a digest as references, and journal references taken apart; see reference.hpp.
// Pure functions; any thread.
#include <algorithm>
#include <array>
#include <optional>

#include "base/date.hpp"
#include "base/digits.hpp"
#include "base/tex.hpp"
#include "base/text.hpp"
#include "cite/person.hpp"
#include "cite/reference.hpp"
#include "model/arxiv_id.hpp"

namespace sheaf::cite {
namespace {

constexpr std::size_t kMaxNote = 120;

Creator creator_of(const Author& author) {
  const Person person = parse_person(plain_name(author.name));
  Creator creator;
  creator.first = person.first;
  creator.last = person.last;
  creator.suffix = person.suffix;
  creator.whole = person.whole;
  return creator;
}

/// "436-444", "436–444", "030001", "L12", "e0123".
bool is_pages(std::string_view text) {
  if (text.empty() || text.size() > 21) return false;
  bool digit = false;
  for (const char c : replace_all(text, "–", "-")) {
    if (!is_ascii_alnum(c) && c != '-' && c != '.') return false;
    digit = digit || is_ascii_digit(c);
  }
  return digit;
}

/// biblatex takes numbers alone for volumes; "abs/0801" is none.
bool is_volume(std::string_view text) { return all_digits(text) && text.size() <= 5; }

std::string_view without_label(std::string_view word, std::initializer_list<std::string_view> labels) {
  for (const std::string_view label : labels) {
    if (word.size() <= label.size() || !equals_ignoring_case(word.substr(0, label.size()), label)) continue;
    const std::string_view rest = trim(word.substr(label.size()));  // "no. 5", "no 5", "no5", but not "nova"
    if (label.ends_with('.') || (!rest.empty() && is_ascii_digit(rest.front()))) return rest;
  }
  return word;
}

/// Takes "(2018)" out of a text; the year must be the only thing between the brackets.
std::optional<int> take_year(std::string& text) {
  for (std::size_t open = text.find('('); open != std::string::npos; open = text.find('(', open + 1)) {
    const std::size_t close = text.find(')', open);
    if (close == std::string::npos) return std::nullopt;
    const std::string inner = text.substr(open + 1, close - open - 1);
    if (inner.size() == 4 && all_digits(inner) && (inner.starts_with("19") || inner.starts_with("20"))) {
      text = std::string(trim(text.substr(0, open))) + " , " + std::string(trim(std::string_view(text).substr(close + 1)));
      return std::stoi(inner);
    }
  }
  return std::nullopt;
}

/// "Phys. Rev. D 98" → name and volume; "Nature 521" likewise; "JHEP 04".
bool split_volume(std::string_view text, std::string& name, std::string& volume) {
  text = trim(text);
  const std::size_t blank = text.find_last_of(' ');
  if (blank == std::string_view::npos) return false;
  const std::string_view last = without_label(text.substr(blank + 1), {"vol.", "v."});
  if (!is_volume(last)) return false;
  std::string_view before = trim(text.substr(0, blank));
  for (const std::string_view label : {"Volume", "volume", "Vol.", "vol.", "vol", ","})
    if (before.ends_with(label)) before = trim(before.substr(0, before.size() - label.size()));
  if (before.ends_with(',')) before = trim(before.substr(0, before.size() - 1));
  const bool letters = std::any_of(before.begin(), before.end(), [](char c) { return is_ascii_alnum(c) && !is_ascii_digit(c); });
  const bool numbers = std::any_of(before.begin(), before.end(), is_ascii_digit);
  if (!letters || numbers || before.size() > 80) return false;
  name = std::string(before);
  volume = std::string(last);
  return true;
}

}  // namespace

/// From the submission, else from the identifier, which begins with YYMM since 1991.
PartialDate submission_date(const Paper& paper) {
  using namespace std::chrono;
  PartialDate date;
  if (paper.published) {
    const year_month_day day(floor<days>(sys_seconds(seconds(*paper.published))));
    date.year = static_cast<int>(day.year());
    date.month = static_cast<unsigned>(day.month());
    date.day = static_cast<unsigned>(day.day());
    return date;
  }
  const std::size_t slash = paper.id.find('/');
  const std::string digits = paper.id.substr(slash == std::string::npos ? 0 : slash + 1, 4);
  const bool numbers = digits.size() == 4 && std::all_of(digits.begin(), digits.end(), is_ascii_digit);
  if (paper.scheme != "arxiv" || !numbers) return date;
  const int year = (digits[0] - '0') * 10 + digits[1] - '0';
  const unsigned month = static_cast<unsigned>((digits[2] - '0') * 10 + digits[3] - '0');
  if (month < 1 || month > 12) return date;
  date.year = year + (year > 90 ? 1900 : 2000);
  date.month = month;
  return date;
}

bool read_journal_ref(std::string_view text, Reference& out) {
  std::string rest = collapse_spaces(text);
  if (rest.size() > 160 || contains(rest, ";") || contains(rest, "\\")) return false;
  const std::optional<int> year = take_year(rest);
  std::vector<std::string> parts;
  for (const std::string& part : split_list(rest, ',')) parts.emplace_back(trim(part));
  std::string name, volume, issue, pages;
  if (!year || parts.empty() || parts.size() > 4) return false;
  if (!split_volume(parts[0], name, volume)) return false;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    std::string_view part = parts[i];
    if (part.empty()) continue;
    if (const std::string_view number = without_label(part, {"no.", "no", "issue", "iss."}); number != part) {
      if (!is_volume(number) || !issue.empty()) return false;
      issue = std::string(number);
      continue;
    }
    part = without_label(part, {"pp.", "p.", "pages", "page", "article"});
    if (!is_pages(part) || !pages.empty()) return false;
    pages = std::string(part);
  }
  out.container = name;
  out.volume = volume;
  out.issue = issue;
  out.pages = pages;
  out.date = {};
  out.date.year = *year;
  return true;
}

Reference reference_of(const Paper& paper) {
  Reference out;
  const bool arxiv = paper.scheme == "arxiv";
  out.key = paper.citation_key;
  out.title = paper.title;
  for (const Author& author : paper.authors)
    if (is_name(author.name)) out.creators.push_back(creator_of(author));
  out.date = submission_date(paper);
  out.abstract = paper.abstract;
  out.keywords = paper.keywords;
  if (arxiv) {
    out.eprint = paper.id;
    out.eprint_type = "arXiv";
    out.eprint_class = paper.primary_category();
  } else if (paper.scheme == "pmid") {
    out.eprint = paper.id.substr(paper.id.find(':') + 1);
    out.eprint_type = "pubmed";
  }
  out.doi = !paper.doi.empty() ? replace_all(paper.doi, "\\_", "_") : arxiv ? arxiv_doi(paper.id) : paper.scheme == "doi" ? paper.id : "";
  out.url = paper.abs_url();
  out.kind = arxiv ? ReferenceKind::kPreprint : ReferenceKind::kMisc;
  if (!trim(paper.journal_ref).empty()) {
    if (read_journal_ref(paper.journal_ref, out)) out.kind = ReferenceKind::kArticle;
    else out.note = paper.journal_ref;
  } else if (!paper.venue.empty() && !arxiv) {
    out.kind = ReferenceKind::kArticle;
    out.container = paper.venue;
  } else if (paper.comment.size() <= kMaxNote) {
    out.note = paper.comment;
  }
  out.published = out.kind == ReferenceKind::kArticle;
  return out;
}

}  // namespace sheaf::cite
