// Names: see names.hpp.
// Pure functions; any thread.
#include "rank/names.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"

namespace sheaf::rank {
namespace {

constexpr std::string_view kParticles[] = {
    "af", "al", "bin", "da",  "das", "de", "del", "della", "den", "der", "di", "do", "dos",
    "du", "e",  "el",  "ibn", "la",  "le", "ter", "ten",   "van", "von", "y",  "zu", "zum"};
constexpr std::string_view kSuffixes[] = {"jr", "sr", "ii", "iii", "iv", "md", "phd", "junior"};

template <class Table>
bool is_one_of(const Table& table, std::string_view word) {
  return std::find(std::begin(table), std::end(table), word) != std::end(table);
}

/// Words of letters, folded: "Jean-P. O'Neil" gives jean, p, oneil.
std::vector<std::string> words_of(std::string_view name) {
  const std::string plain = ascii_lower(to_ascii(name));
  std::vector<std::string> words(1);
  for (const char c : plain) {
    if (is_ascii_alnum(c)) {
      words.back() += c;
    } else if (c != '\'' && c != '`' && !words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

/// Chinese, Russian and other names keep their own letters.
std::string own_script(std::string_view name) {
  std::string out;
  const std::string lower = to_lower(name);
  for (std::size_t pos = 0; pos < lower.size();) {
    const char32_t c = next_code_point(lower, pos);
    if (is_word_code_point(c)) append_utf8(out, c);
  }
  return out;
}

/// Most letters have no Latin form, so what to_ascii() left is not the name.
bool is_other_script(std::string_view name) {
  std::size_t other = 0, letters = 0;
  for (std::size_t pos = 0; pos < name.size();) {
    const char32_t c = next_code_point(name, pos);
    if (!is_word_code_point(c)) continue;
    ++letters;
    if (c >= 0x370 && !(c >= 0x1E00 && c < 0x1F00)) ++other;
  }
  return other * 2 > letters;
}

void drop_suffixes(std::vector<std::string>& words) {
  while (words.size() > 1 && is_one_of(kSuffixes, words.back())) words.pop_back();
}

bool fits(std::string_view a, std::string_view b) {
  if (a == b) return true;
  return (a.size() == 1 || b.size() == 1) && a.front() == b.front();
}

std::string joined(const std::vector<std::string>& parts) {
  return join(parts, "");
}

}  // namespace

PersonName parse_name(std::string_view name) {
  PersonName out;
  if (is_other_script(name)) {
    out.last = own_script(name);
    return out;
  }
  const std::size_t comma = name.find(',');
  std::vector<std::string> words = words_of(name.substr(0, comma));
  drop_suffixes(words);
  std::vector<std::string> after = comma == std::string_view::npos
                                       ? std::vector<std::string>()
                                       : words_of(name.substr(comma + 1));
  while (!after.empty() && is_one_of(kSuffixes, after.back())) after.pop_back();
  if (words.empty()) return out;
  out.last = words.back();
  words.pop_back();
  // "Doe, Jane": what stands before the comma is the whole last name.
  if (after.empty()) after = std::move(words);
  for (std::string& word : after)
    if (!is_one_of(kParticles, word)) out.given.push_back(std::move(word));
  return out;
}

bool may_be_same(const PersonName& a, const PersonName& b) {
  if (a.last.empty() || a.last != b.last) return false;
  if (a.given.empty() || b.given.empty()) return a.given.empty() && b.given.empty();
  if (joined(a.given) == joined(b.given)) return true;  // "Weng-Fai" and "Wengfai"
  if (!fits(a.given.front(), b.given.front())) return false;
  const std::size_t both = std::min(a.given.size(), b.given.size());
  for (std::size_t i = 1; i < both; ++i)
    if (!fits(a.given[i], b.given[i])) return false;
  return true;
}

}  // namespace sheaf::rank
