// Setting the fields of a numbered paper; see rss_bot_fields.hpp.
// Pure functions; any thread.
#include "published/rss_bot_fields.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.hpp"
#include "published/listing_paper.hpp"
#include "published/listing_text.hpp"

namespace sheaf::published::rss_bot {
namespace {

using listing::one_line;

void add_reason(Score& score, std::string_view text) {
  const std::string line = one_line(text);
  if (line.empty()) return;
  if (!score.reason.empty()) score.reason += "; ";
  score.reason += line;
}

// "12.5", and what stands behind the number ("/20", "(LLM, RL)") as the reason.
bool read_score(std::string_view text, Score& score) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || !std::isfinite(value)) return false;
  score.value = value;
  add_reason(score, text.substr(static_cast<std::size_t>(end - text.data())));
  return true;
}

enum class Field {
  kAuthors,
  kCategories,
  kPublished,
  kScore,
  kType,
  kId,
  kTerms,
  kDoi,
  kPdf,
  kComment,
  kJournal,
  kVenue,
  kCode,
  kTldr,
  kAbstract
};
struct FieldName {
  std::string_view name;
  Field field;
};
constexpr std::array<FieldName, 27> kFields = {{{"authors", Field::kAuthors},
                                                {"author", Field::kAuthors},
                                                {"category", Field::kCategories},
                                                {"categories", Field::kCategories},
                                                {"subjects", Field::kCategories},
                                                {"published", Field::kPublished},
                                                {"date", Field::kPublished},
                                                {"score", Field::kScore},
                                                {"relevance score", Field::kScore},
                                                {"type", Field::kType},
                                                {"announce type", Field::kType},
                                                {"arxiv id", Field::kId},
                                                {"id", Field::kId},
                                                {"keywords", Field::kTerms},
                                                {"matched keywords", Field::kTerms},
                                                {"matched", Field::kTerms},
                                                {"doi", Field::kDoi},
                                                {"pdf", Field::kPdf},
                                                {"comment", Field::kComment},
                                                {"comments", Field::kComment},
                                                {"journal reference", Field::kJournal},
                                                {"journal ref", Field::kJournal},
                                                {"venue", Field::kVenue},
                                                {"conference", Field::kVenue},
                                                {"code", Field::kCode},
                                                {"tl;dr", Field::kTldr},
                                                {"abstract", Field::kAbstract}}};

std::optional<Field> find_field(std::string_view key) {
  const std::string name = ascii_lower(key);
  for (const FieldName& field : kFields)
    if (field.name == name) return field.field;
  return std::nullopt;
}

void set_terms(std::string_view value, Score& score) {
  for (const std::string_view term : listing::split_outside_brackets(value, ','))
    if (!listing::is_blank_value(term)) score.terms.push_back(one_line(term));
}

// Fields of the paper itself; false when the value is not one, so that it is kept as it stands.
bool set_paper_field(Field field, std::string_view value, Paper& paper) {
  switch (field) {
    case Field::kAuthors:
      paper.authors = listing::split_author_names(value);
      return true;
    case Field::kCategories:
      paper.categories = listing::split_categories(value);
      return !paper.categories.empty();
    case Field::kDoi:
      paper.doi = canonical_doi(value);
      return !paper.doi.empty();
    case Field::kComment:
      paper.comment = one_line(value);
      return true;
    case Field::kJournal:
      paper.journal_ref = one_line(value);
      return true;
    case Field::kVenue:
      paper.venue = one_line(value);
      return true;
    case Field::kAbstract:
      paper.abstract = one_line(value);
      return true;
    case Field::kCode:
      paper.code_url = listing::first_web_url(value);
      return !paper.code_url.empty();
    case Field::kPdf:
      paper.pdf = listing::first_web_url(value);
      return !paper.pdf.empty();
    default:
      return false;
  }
}

}  // namespace

std::string at_line(std::size_t number) {
  return "line " + std::to_string(number) + ": ";
}

void set_type(std::string_view text, std::size_t line, Entry& entry, Page& page) {
  if (const auto type = parse_announce_type(ascii_lower(text))) {
    entry.announcement.type = *type;
  } else if (!listing::is_blank_value(text)) {
    page.warnings.push_back(at_line(line) + "unknown announce type \"" +
                            shorten(one_line(text), 40) + "\"");
  }
}

void set_id(std::string_view text, std::size_t line, Entry& entry, Page& page) {
  const auto id = parse_paper_id(text);
  if (!id || (id->scheme != "arxiv" && id->scheme != "doi")) return;
  Paper& paper = entry.paper;
  if (paper.id.empty() || paper.scheme == "url") {
    listing::identify(paper, text);
  } else if (paper.id == id->id) {
    paper.version = std::max(paper.version, id->version);
  } else {
    page.warnings.push_back(at_line(line) + "the link says " + paper.id + ", the id " + id->id +
                            "; the link is taken");
  }
}

void set_field(std::string_view key, std::string_view value, std::size_t line, Entry& entry,
               Page& page) {
  const std::optional<Field> field = find_field(key);
  bool known = field.has_value();
  switch (field.value_or(Field::kAuthors)) {
    case Field::kScore:
      known = read_score(value, entry.score);
      break;
    case Field::kType:
      set_type(value, line, entry, page);
      break;
    case Field::kId:
      set_id(value, line, entry, page);
      break;
    case Field::kTerms:
      set_terms(value, entry.score);
      break;
    case Field::kTldr:
      entry.summary.tldr = one_line(value);
      break;
    case Field::kPublished: {
      const auto day = listing::leading_day(value);
      if (day) entry.announcement.day = *day;
      known = day.has_value();
      break;
    }
    default:
      known = known && set_paper_field(*field, value, entry.paper);
  }
  if (!known && !listing::is_blank_value(value))
    add_reason(entry.score, std::string(key) + ": " + std::string(value));
}

}  // namespace sheaf::published::rss_bot
