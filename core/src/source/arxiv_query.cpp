// Topics to expressions of arXiv's query language; see arxiv_query.hpp.
// Pure functions; any thread.
//
// The language as arXiv's service reads it (arxiv-search, classic_search_query.py and
// query_parser.py, 2026): `field:"phrase"` joined by AND, OR and ANDNOT, which have no precedence,
// so that every pair stands in brackets here. It rewrites words with underscores next to authors
// wrongly, and dates wherever they stand: neither leaves this file inside a phrase.
#include "source/arxiv_query.hpp"

#include <algorithm>
#include <cstdio>

#include "base/text.hpp"
#include "model/category.hpp"

namespace sheaf::source {
namespace {

constexpr std::size_t kLongestPhrase = 300;  // bytes; a title has less

// What could end a phrase, escape its end, or be taken for a wildcard or a field.
bool is_syntax(char c) {
  constexpr std::string_view kSyntax = "\"\\()[]{}:*?_~^|&!<>=+;";
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F ||
         kSyntax.find(c) != std::string_view::npos;
}

bool says_something(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (is_word_code_point(next_code_point(text, at))) return true;
  return false;
}

/// The quoted phrase; kInvalid when nothing is left to look for.
Result<std::string> phrase(std::string_view text, std::string_view what) {
  std::string clean = to_valid_utf8(text);
  std::replace_if(clean.begin(), clean.end(), is_syntax, ' ');
  clean = collapse_spaces(clean);
  if (!says_something(clean))
    return Error(ErrorCode::kInvalid, "the " + std::string(what) + " \"" +
                                          shorten(collapse_spaces(to_valid_utf8(text)), 40) +
                                          "\" has no word to search for");
  return "\"" + std::string(trim(cut_utf8(clean, kLongestPhrase))) + "\"";
}

std::string bracketed(const std::vector<std::string>& parts, std::string_view joiner) {
  return "(" + join(parts, joiner) + ")";
}

std::string in_field(TextField field, const std::string& quoted) {
  switch (field) {
    case TextField::kTitle:
      return "ti:" + quoted;
    case TextField::kAbstract:
      return "abs:" + quoted;
    case TextField::kAll:
      return "all:" + quoted;
    case TextField::kTitleOrAbstract:
      break;
  }
  return "(ti:" + quoted + " OR abs:" + quoted + ")";
}

Result<std::vector<std::string>> text_terms(const std::vector<std::string>& texts, TextField field,
                                            std::string_view what) {
  std::vector<std::string> terms;
  for (const std::string& text : texts) {
    SHEAF_ASSIGN(const std::string quoted, phrase(text, what));
    terms.push_back(in_field(field, quoted));
  }
  return terms;
}

Result<std::vector<std::string>> author_terms(const std::vector<std::string>& names) {
  std::vector<std::string> terms;
  for (const std::string& name : names) {
    // "Doe, Jane" is matched word by word as it is written on the papers.
    const std::size_t comma = name.find(',');
    const std::string written =
        comma == std::string::npos ? name : name.substr(comma + 1) + " " + name.substr(0, comma);
    SHEAF_ASSIGN(const std::string quoted, phrase(written, "author"));
    terms.push_back("au:" + quoted);
  }
  return terms;
}

bool has_classes(std::string_view archive) {
  const std::string prefix = std::string(archive) + ".";
  const auto& all = active_categories();
  return std::any_of(all.begin(), all.end(),
                     [&](const Category& category) { return category.id.starts_with(prefix); });
}

Result<std::vector<std::string>> category_terms(const std::vector<std::string>& categories) {
  std::vector<std::string> terms;
  for (const std::string& text : categories) {
    std::string_view wanted = trim(text);
    if (wanted.ends_with(".*")) wanted.remove_suffix(2);
    const auto known = canonical_category(wanted);
    if (!known) {
      std::string words = "\"" + shorten(text, 40) + "\" is not an arXiv category";
      const std::vector<std::string> near = suggest_categories(wanted);
      if (!near.empty()) words += " (near: " + join(near, ", ") + ")";
      return Error(ErrorCode::kInvalid, std::move(words));
    }
    terms.push_back("cat:" + *known);
    // Papers of before an archive had classes carry its bare name.
    if (is_archive(*known) && has_classes(*known)) terms.push_back("cat:" + *known + ".*");
  }
  return terms;
}

// "202604171205".
std::string minute_digits(Seconds time) {
  const std::string stamp = format_rfc3339(time);
  std::string digits;
  for (const char c : stamp.substr(0, 16))
    if (is_ascii_digit(c)) digits += c;
  return digits;
}

constexpr Seconds kMinute = 60;

Seconds floor_minute(Seconds time) {
  const Seconds rest = ((time % kMinute) + kMinute) % kMinute;
  return time - rest;
}

}  // namespace

Result<std::string> topic_query(const Topic& topic) {
  SHEAF_ASSIGN(const std::vector<std::string> keywords,
               text_terms(topic.keywords, topic.field, "keyword"));
  SHEAF_ASSIGN(const std::vector<std::string> authors, author_terms(topic.authors));
  SHEAF_ASSIGN(const std::vector<std::string> categories, category_terms(topic.categories));
  SHEAF_ASSIGN(const std::vector<std::string> exclude,
               text_terms(topic.exclude, topic.field, "excluded phrase"));
  std::vector<std::string> people_and_words, wanted;
  if (!keywords.empty())
    people_and_words.push_back(bracketed(keywords, topic.all_keywords ? " AND " : " OR "));
  if (!authors.empty()) people_and_words.push_back(bracketed(authors, " OR "));
  if (!people_and_words.empty())
    wanted.push_back(bracketed(people_and_words, topic.authors_or_keywords ? " OR " : " AND "));
  if (!categories.empty()) wanted.push_back(bracketed(categories, " OR "));
  if (wanted.empty())
    return Error(ErrorCode::kInvalid,
                 "a search needs a keyword, an author or a category to look for");
  std::string query = bracketed(wanted, " AND ");
  if (!exclude.empty()) query += " ANDNOT " + bracketed(exclude, " OR ");
  if (percent_encode(query).size() > kMaxQueryBytes)
    return Error(ErrorCode::kInvalid, "the topic has too many words for one request to arXiv (" +
                                          std::to_string(query.size()) +
                                          " bytes); search for them in parts");
  return query;
}

std::string date_window(Seconds from, Seconds until) {
  // arXiv compares with the first second of each minute.
  const Seconds last = floor_minute(until + kMinute - 1);
  return "submittedDate:[" + minute_digits(floor_minute(from)) + " TO " + minute_digits(last) + "]";
}

std::string within_dates(std::string_view expression, Seconds from, Seconds until) {
  const std::string window = date_window(from, until);
  if (trim(expression).empty()) return window;
  return "(" + std::string(expression) + ") AND " + window;
}

}  // namespace sheaf::source
