// Taking apart the author string of an announcement; see author_list.hpp.
// Pure functions; any thread.
#include "model/author_list.hpp"

#include <algorithm>
#include <array>

#include "base/fold.hpp"
#include "base/tex.hpp"
#include "base/text.hpp"

namespace sheaf {
namespace {

constexpr std::array<std::string_view, 11> kSuffixes = {
    "Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "MD", "M.D.", "PhD", "Ph.D."};
constexpr std::array<std::string_view, 5> kGroupWords = {"collaboration", "consortium", "group",
                                                         "project", "team"};

bool is_suffix(std::string_view name) {
  return std::find(kSuffixes.begin(), kSuffixes.end(), name) != kSuffixes.end();
}

// Splits at commas outside parentheses; a parenthesis that is never closed ends with the text.
std::vector<std::string_view> split_at_commas(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  int depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '(') ++depth;
    if (text[at] == ')' && depth > 0) --depth;
    if (text[at] != ',' || depth > 0) continue;
    parts.push_back(trim(text.substr(start, at - start)));
    start = at + 1;
  }
  parts.push_back(trim(text.substr(start)));
  return parts;
}

// "Search and Rescue Team" is one name: a single word before "and", a word for a group at the end.
bool is_group_name(std::string_view left, std::string_view right) {
  if (left.find(' ') != std::string_view::npos) return false;
  // No more than the longest of the words is looked at: the rest of a long list lies behind.
  constexpr std::size_t kLongest = 14;
  const std::string_view tail = right.substr(right.size() - std::min(right.size(), kLongest));
  const std::string last = ascii_lower(tail.substr(tail.rfind(' ') + 1));
  return std::find(kGroupWords.begin(), kGroupWords.end(), last) != kGroupWords.end();
}

std::size_t find_and(std::string_view text) {
  constexpr std::string_view kAnd = " and ";
  int depth = 0;  // of parentheses before `counted`
  std::size_t counted = 0;
  for (std::size_t at = text.find(kAnd); at != std::string_view::npos;
       at = text.find(kAnd, at + 1)) {
    for (; counted < at; ++counted) depth += (text[counted] == '(') - (text[counted] == ')');
    const std::string_view left = text.substr(0, at);
    if (depth <= 0 && !is_group_name(trim(left), trim(text.substr(at + kAnd.size())))) return at;
  }
  return std::string_view::npos;
}

// Bytes of a collaboration's name and its colon before its first member: "LHCb collaboration: R.
// Aaij"; 0 when there is none.
std::size_t collaboration_prefix(std::string_view text) {
  constexpr std::string_view kWord = "ollaboration:";
  const std::size_t at = text.find(kWord);
  const bool is_prefix = at != std::string_view::npos && at < text.find('(');
  return is_prefix ? at + kWord.size() : 0;
}

// "1", "1,2" and "1 and 2" point to a list of institutes that the feed does not carry.
bool is_footnote(std::string_view text) {
  return text.find_first_not_of("0123456789,* and") == std::string_view::npos;
}

// Takes "(...)" groups out of `name` into `affiliations`.
void take_affiliations(std::string& name, std::vector<std::string>& affiliations) {
  std::string rest;
  std::size_t at = 0;
  for (std::size_t open = name.find('('); open != std::string::npos; open = name.find('(', at)) {
    const std::size_t end = std::min(name.find(')', open), name.size());
    std::string inside = one_line(std::string_view(name).substr(open + 1, end - open - 1));
    if (!is_footnote(inside)) affiliations.push_back(std::move(inside));
    rest.append(name, at, open - at);
    at = std::min(end + 1, name.size());
  }
  if (at > 0) name = one_line(rest.append(name, at));
}

void add_author(std::vector<Author>& authors, std::string_view text) {
  Author author;
  author.name = one_line(text);
  take_affiliations(author.name, author.affiliations);
  if (is_suffix(author.name) && !authors.empty()) {
    authors.back().name += " " + author.name;
  } else if (!author.name.empty()) {
    authors.push_back(std::move(author));
  }
}

}  // namespace

std::vector<Author> split_author_list(std::string_view text) {
  std::vector<Author> authors;
  for (std::string_view part : split_at_commas(text)) {
    // After a comma, "and" belongs to the list and not to the name.
    if (part.substr(0, 4) == "and ") part.remove_prefix(4);
    if (const std::size_t prefix = collaboration_prefix(part); prefix > 0) {
      add_author(authors, part.substr(0, prefix - 1));
      part.remove_prefix(prefix);
    }
    for (std::size_t at = find_and(part); at != std::string_view::npos; at = find_and(part)) {
      add_author(authors, part.substr(0, at));
      part.remove_prefix(at + 5);
    }
    add_author(authors, part);
  }
  return authors;
}

void read_tex_names(std::vector<Author>& authors) {
  const auto read = [](std::string& text) {
    std::string plain = plain_name(text);
    if (!plain.empty()) text = std::move(plain);
  };
  for (Author& author : authors) {
    read(author.name);
    for (std::string& affiliation : author.affiliations) read(affiliation);
  }
}

}  // namespace sheaf
