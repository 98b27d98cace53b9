// Days as people and programs write them into pages and file names; see page_text.hpp.
// No state; any thread.
#include <array>

#include "base/text.hpp"
#include "published/page_text.hpp"

namespace sheaf::published {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

struct Word {
  std::string_view text;  ///< letters or digits only
  std::size_t start = 0;
  bool digits = false;
};

/// Runs of digits and runs of ASCII letters; other bytes part them.
std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_ascii_alnum(text[at])) {
      ++at;
      continue;
    }
    const std::size_t start = at;
    const bool digits = is_ascii_digit(text[at]);
    while (at < text.size() && is_ascii_alnum(text[at]) && is_ascii_digit(text[at]) == digits) ++at;
    words.push_back({text.substr(start, at - start), start, digits});
  }
  return words;
}

int number_of(const Word& word, std::size_t most_digits) {
  if (!word.digits || word.text.size() > most_digits) return -1;
  int number = 0;
  for (const char c : word.text) number = 10 * number + (c - '0');
  return number;
}

int month_of(const Word& word) {
  if (word.digits || word.text.size() < 3) return -1;
  const std::string lowered = ascii_lower(word.text);
  for (std::size_t i = 0; i < kMonths.size(); ++i)
    if (lowered == kMonths[i] || (lowered.size() <= 4 && kMonths[i].starts_with(lowered)))
      return static_cast<int>(i) + 1;
  return -1;
}

std::optional<Day> make_day(int year, int month, int day) {
  if (year < 1990 || year > 2199 || month < 1 || month > 12 || day < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  return date.ok() ? std::optional<Day>(std::chrono::sys_days(date)) : std::nullopt;
}

class DayScan {
 public:
  explicit DayScan(std::string_view text) : text_(text), words_(words_of(text)) {}

  std::vector<Day> run() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (const auto day = compact(i))
        days_.push_back(*day);
      else if (const auto date = three(i)) {
        days_.push_back(*date);
        i += 2;
      }
    }
    return std::move(days_);
  }

 private:
  /// The bytes between a word and the next.
  std::string_view between(std::size_t left) const {
    const std::size_t end = words_[left].start + words_[left].text.size();
    return text_.substr(end, words_[left + 1].start - end);
  }

  bool stands_alone(const Word& word) const {
    const std::size_t end = word.start + word.text.size();
    const bool before = word.start > 0 && is_ascii_alnum(text_[word.start - 1]);
    return !before && (end >= text_.size() || !is_ascii_alnum(text_[end]));
  }

  std::optional<Day> compact(std::size_t i) const {
    const Word& word = words_[i];
    if (!word.digits || word.text.size() != 8 || !stands_alone(word)) return std::nullopt;
    const int number = number_of(word, 8);
    return make_day(number / 10000, number / 100 % 100, number % 100);
  }

  std::optional<Day> three(std::size_t i) const {
    if (i + 2 >= words_.size()) return std::nullopt;
    const Word &a = words_[i], &b = words_[i + 1], &c = words_[i + 2];
    const std::string_view gap = between(i), next = between(i + 1);
    if (gap.size() > 4 || next.size() > 4) return std::nullopt;
    if (a.text.size() == 4 && b.digits && c.digits) {
      const bool parted = (gap == next && gap.size() == 1) || (gap == "年" && next == "月");
      return parted ? make_day(number_of(a, 4), number_of(b, 2), number_of(c, 2)) : std::nullopt;
    }
    if (c.text.size() != 4) return std::nullopt;
    if (month_of(a) > 0) return make_day(number_of(c, 4), month_of(a), number_of(b, 2));
    if (month_of(b) > 0) return make_day(number_of(c, 4), month_of(b), number_of(a, 2));
    return std::nullopt;
  }

  std::string_view text_;
  std::vector<Word> words_;
  std::vector<Day> days_;
};

}  // namespace

std::vector<Day> days_in(std::string_view text) {
  return DayScan(text).run();
}

}  // namespace sheaf::published
