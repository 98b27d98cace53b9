// Names by the rules BibTeX reads them with: a lower-case word begins the last name.
// Pure functions; any thread.
#include "cite/person.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"

namespace sheaf::cite {
namespace {

bool any_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_suffix(std::string_view word) {
  return any_of(word, {"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"});
}

bool is_lower_word(std::string_view word) {
  return !word.empty() && word[0] >= 'a' && word[0] <= 'z';
}

/// "Van der Berg": a capital particle counts when a lower-case one follows.
bool is_capital_particle(std::string_view word) {
  return any_of(word, {"Van", "Von", "De", "Da", "Di", "Del", "Della", "Dos", "Ter"});
}

bool is_cjk_name(std::string_view name) {
  bool found = false;
  for (std::size_t pos = 0; pos < name.size();) {
    const char32_t c = next_code_point(name, pos);
    found = found || is_cjk_code_point(c);
    if (c < 0x80 && c != ' ' && c != '.') return false;
  }
  return found;
}

/// Collaborations and teams sign papers too; their words must not be turned around.
bool is_institution(const std::vector<std::string>& words) {
  // "The Anh Han" is a person; "The Event Horizon Telescope" is not.
  if (words.size() > 3 && (words.front() == "The" || words.front() == "the")) return true;
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return any_of(ascii_lower(word), {"collaboration",
                                      "collaborations",
                                      "team",
                                      "group",
                                      "consortium",
                                      "project",
                                      "university",
                                      "institute",
                                      "laboratory",
                                      "laboratories",
                                      "labs",
                                      "foundation",
                                      "initiative",
                                      "committee",
                                      "community",
                                      "network",
                                      "inc.",
                                      "inc",
                                      "ltd.",
                                      "corporation",
                                      "research",
                                      "society",
                                      "association",
                                      "and",
                                      "&",
                                      "of",
                                      "for"});
  });
}

/// Index of the first word of the last name.
std::size_t last_name_start(const std::vector<std::string>& words) {
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    if (!is_lower_word(words[i])) continue;
    // Spanish and Catalan join two surnames: "Santiago Ramón y Cajal".
    const bool joins = any_of(words[i], {"y", "i", "e"}) && i > 1;
    return joins || (i > 1 && is_capital_particle(words[i - 1])) ? i - 1 : i;
  }
  return words.size() - 1;
}

std::string join_range(const std::vector<std::string>& words, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t i = from; i < to; ++i) out += (i > from ? " " : "") + words[i];
  return out;
}

}  // namespace

bool is_name(std::string_view printed) {
  return std::any_of(printed.begin(), printed.end(), [](char c) {
    return is_ascii_alnum(c) || static_cast<unsigned char>(c) >= 0x80;
  });
}

Person parse_person(std::string_view printed) {
  std::string name = collapse_spaces(to_valid_utf8(printed));
  if (name.starts_with("and ")) name.erase(0, 4);  // a list that was cut at its commas only
  Person person;
  std::string_view rest = name;
  if (const std::size_t comma = name.find(','); comma != std::string::npos) {
    const std::string after(trim(std::string_view(name).substr(comma + 1)));
    if (!is_suffix(after) && !after.empty() && !is_institution(split_list(name, ' '))) {
      person.last = std::string(trim(std::string_view(name).substr(0, comma)));
      person.first = after;
      return person;
    }
    if (is_suffix(after)) {
      person.suffix = after;
      rest = trim(rest.substr(0, comma));
    }
  }
  std::vector<std::string> words = split_list(rest, ' ');
  if (words.size() > 2 && person.suffix.empty() && is_suffix(words.back())) {
    person.suffix = words.back();
    words.pop_back();
  }
  if (words.size() < 2 || is_cjk_name(rest) || is_institution(words)) {
    person.last = name;
    person.suffix.clear();
    person.whole = true;
    return person;
  }
  const std::size_t start = last_name_start(words);
  person.first = join_range(words, 0, start);
  person.last = join_range(words, start, words.size());
  return person;
}

}  // namespace sheaf::cite
