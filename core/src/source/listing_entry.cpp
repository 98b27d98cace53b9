// Papers of arXiv's list pages, from the texts of their entries; see listing_entry.hpp.
// Pure functions; any thread.
#include "source/listing_entry.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "model/arxiv_id.hpp"
#include "model/author_list.hpp"
#include "source/field_text.hpp"

namespace sheaf::source {
namespace {

constexpr std::array<std::string_view, 7> kNoNames = {"and",     "&",      "the",  "for the",
                                                      "on behalf of the", "et al", "et al."};

// Punctuation around the names belongs to the list.
std::string_view strip_dividers(std::string_view text) {
  const auto divides = [](char c) { return is_ascii_space(c) || c == ',' || c == ';' || c == ':'; };
  while (!text.empty() && divides(text.front())) text.remove_prefix(1);
  while (!text.empty() && divides(text.back())) text.remove_suffix(1);
  return text;
}

// Text between links: affiliations of the author before it, seldom a name that has no link.
void add_unlinked(std::vector<Author>& authors, std::string_view text) {
  text = strip_dividers(text);
  if (text.empty() || equals_ignoring_case(text, "(author list is unavailable)")) return;
  if (text.front() == '(' && !authors.empty()) {
    // Read behind a name that stands in for the author's.
    std::vector<Author> read = split_author_list("x " + std::string(text));
    if (read.empty()) return;
    for (std::string& place : read.front().affiliations)
      authors.back().affiliations.push_back(std::move(place));
    std::move(read.begin() + 1, read.end(), std::back_inserter(authors));
    return;
  }
  const std::string folded = ascii_lower(one_line(text));
  if (std::find(kNoNames.begin(), kNoNames.end(), folded) != kNoNames.end()) return;
  for (Author& author : split_author_list(text)) authors.push_back(std::move(author));
}

std::vector<Author> authors_of(const std::vector<AuthorPiece>& pieces) {
  std::vector<Author> authors;
  for (const AuthorPiece& piece : pieces) {
    if (!piece.link) {
      add_unlinked(authors, piece.text);
      continue;
    }
    Author author;
    author.name = one_line(strip_dividers(piece.text));
    if (!author.name.empty()) authors.push_back(std::move(author));
  }
  return authors;
}

std::string_view archive_of(std::string_view category) {
  return category.substr(0, category.find('.'));
}

constexpr std::size_t kLongestDate = 24;  // "17 September 2026", spaces apart

/// Classes that stand in a second archive under another name (arXiv help, category taxonomy).
struct SecondHome {
  std::string_view category, archive;
};
constexpr std::array<SecondHome, 6> kSecondHomes = {{{"math-ph", "math"},
                                                    {"math.ST", "stat"},
                                                    {"cs.IT", "math"},
                                                    {"econ.GN", "q-fin"},
                                                    {"eess.SY", "cs"},
                                                    {"math.NA", "cs"}}};

constexpr std::array<std::string_view, 13> kPhysics = {
    "astro-ph", "cond-mat", "gr-qc", "hep-ex",  "hep-lat", "hep-ph",  "hep-th",
    "math-ph",  "nlin",     "nucl-ex", "nucl-th", "physics", "quant-ph"};

}  // namespace

std::vector<std::string> categories_of(std::string_view subjects) {
  std::vector<std::string> categories;
  for (const std::string& part : split_list(subjects, ';')) {
    const std::size_t open = part.rfind('(');
    const std::size_t close = part.rfind(')');
    const bool named = open != std::string::npos && close != std::string::npos && open < close;
    add_once(categories,
             category_of_term(named ? part.substr(open + 1, close - open - 1) : part));
  }
  return categories;
}

std::optional<Paper> paper_of(const ListingEntry& entry) {
  std::optional<ArxivId> id;
  for (const std::string_view text : {std::string_view(entry.id), std::string_view(entry.href)}) {
    const std::string_view trimmed = trim(text);
    id = parse_arxiv_id(trimmed.starts_with("/abs/") ? trimmed.substr(5) : trimmed);
    if (id) break;
  }
  if (!id) return std::nullopt;
  Paper paper;
  paper.id = std::move(id->base);
  paper.version = id->version;
  paper.title = one_line(entry.title);
  paper.abstract = paragraphs(entry.abstract);
  paper.comment = one_line(entry.comments);
  paper.journal_ref = one_line(entry.journal_ref);
  paper.doi = bare_doi(entry.doi);
  paper.authors = authors_of(entry.authors);
  paper.categories = categories_of(entry.primary);
  for (const std::string& category : categories_of(entry.subjects))
    add_once(paper.categories, category);
  paper.detail = Detail::kAnnounced;
  return paper;
}

bool is_within(std::string_view subject, std::string_view primary) {
  if (subject == primary) return true;
  const std::string_view archive = archive_of(primary);
  if (subject == "grp_physics")
    return std::find(kPhysics.begin(), kPhysics.end(), archive) != kPhysics.end();
  return subject == archive ||
         std::any_of(kSecondHomes.begin(), kSecondHomes.end(), [&](const SecondHome& home) {
           return home.category == primary && home.archive == subject;
         });
}

std::optional<Day> day_in(std::string_view text) {
  // "17 Apr 2026": a number, a month's name, a year.
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_ascii_digit(text[at])) continue;
    const std::vector<std::string> words = split_list(text.substr(at, kLongestDate), ' ');
    if (words.size() >= 3) {
      const std::string year = words[2].substr(0, 4);
      if (auto day = written_day(words[0] + " " + words[1] + " " + year + " 00:00:00 GMT"))
        return day;
    }
    while (at < text.size() && is_ascii_digit(text[at])) ++at;
  }
  return std::nullopt;
}

}  // namespace sheaf::source
