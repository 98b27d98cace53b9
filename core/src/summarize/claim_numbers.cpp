// Numbers of prose; see claim_numbers.hpp.
// Pure functions; any thread.
#include "summarize/claim_numbers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>

#include "base/text.hpp"
#include "summarize/claim_number_tables.hpp"
#include "summarize/words.hpp"

namespace sheaf::summarize {
namespace {

constexpr double kHedgeShare = 0.05;        // how far off "about" may be
constexpr double kBoundShare = 0.1;         // and "over"
constexpr std::size_t kLongestLexeme = 40;  // no number of prose is longer

bool is_digit_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_ascii_digit(text[at]);
}
bool is_letter(char c) {
  return is_ascii_alnum(c) && !is_ascii_digit(c);
}

std::string_view letters_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_letter(text[end]) && end - at < kLongestLexeme) ++end;
  return text.substr(at, end - at);
}

template <class Table>
auto find_name(const Table& table, std::string_view name) -> decltype(table.data()) {
  const auto it = std::find_if(table.begin(), table.end(),
                               [&](const auto& entry) { return entry.name == name; });
  return it == table.end() ? nullptr : &*it;
}

double parse_plain(std::string_view digits) {
  double value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

bool ends_with_word(std::string_view before, std::string_view word) {
  if (!before.ends_with(word)) return false;
  const std::size_t rest = before.size() - word.size();
  return rest == 0 || !is_ascii_alnum(before[rest - 1]);
}

Hedge hedge_before(std::string_view text, std::size_t at) {
  std::string_view before = text.substr(at < 24 ? 0 : at - 24, std::min<std::size_t>(at, 24));
  if (before.ends_with('~')) return Hedge::kAbout;
  while (!before.empty() && (before.back() == ' ' || before.back() == '\n'))
    before.remove_suffix(1);
  if (before.ends_with('~')) return Hedge::kAbout;
  if (before.ends_with('>') || before.ends_with("超过") || before.ends_with("至少"))
    return Hedge::kOver;
  if (before.ends_with('<') || before.ends_with("不到")) return Hedge::kUnder;
  if (before.ends_with("近") || before.ends_with("大约")) return Hedge::kAbout;
  const std::string lower = ascii_lower(before);
  for (const std::string_view word : {"about", "around", "approximately", "approx.", "roughly",
                                      "nearly", "almost", "circa", "some", "close to", "etwa"})
    if (ends_with_word(lower, word)) return Hedge::kAbout;
  for (const std::string_view word : {"over", "above", "exceeding", "exceeds", "exceeded", "than",
                                      "at least", "beyond", "surpassing"})
    if (ends_with_word(lower, word))
      return lower.ends_with("less than") || lower.ends_with("fewer than") ? Hedge::kUnder
                                                                           : Hedge::kOver;
  for (const std::string_view word : {"under", "below", "within"})
    if (ends_with_word(lower, word)) return Hedge::kUnder;
  return Hedge::kNone;
}

/// One number in digits, from its first digit on.
class DigitReader {
 public:
  DigitReader(std::string_view text, std::size_t at, NumberUse use)
      : text_(text), start_(at), at_(at), use_(use) {}

  std::vector<Number> read() {
    take_lexeme();
    add_readings();
    take_exponent();
    if (!take_suffix() && use_ == NumberUse::kClaim) return {};
    const bool plus = text_.substr(start_, at_ + 1 - start_).find('+') != std::string_view::npos;
    const Hedge hedge = plus ? Hedge::kOver : hedge_before(text_, start_);
    for (Number& number : numbers_) {
      number.begin = start_;
      number.end = at_;
      number.hedge = hedge;
      number.counter = is_counter();
    }
    return std::move(numbers_);
  }

 private:
  void take_lexeme() {
    while (at_ < text_.size() && at_ - start_ < kLongestLexeme) {
      const char c = text_[at_];
      const bool separator = (c == '.' || c == ',') && is_digit_at(text_, at_ + 1);
      if (!is_ascii_digit(c) && !separator) break;
      if (c == ',' && use_ == NumberUse::kClaim && !comma_belongs()) break;
      ++at_;
    }
  }

  /// Three digits follow, as in thousands, or it is the only comma with one or two, as in decimals
  /// of other languages than English.
  bool comma_belongs() const {
    std::size_t digits = 0;
    while (is_digit_at(text_, at_ + 1 + digits)) ++digits;
    if (digits == 3) return true;
    const std::string_view before = text_.substr(start_, at_ - start_);
    const std::size_t after = at_ + 1 + digits;
    const bool another =
        after + 1 < text_.size() && text_[after] == ',' && is_digit_at(text_, after + 1);
    return digits < 3 && !another && before.find_first_of(".,") == std::string_view::npos;
  }

  static bool is_thousands(std::string_view whole) {
    const std::size_t first = whole.find(',');
    if (first == 0 || first > 3) return false;
    std::size_t run = 0;
    for (const char c : whole.substr(first + 1)) {
      if (c == ',' ? run != 3 : false) return false;
      run = c == ',' ? 0 : run + 1;
    }
    return run == 3;
  }

  void add(std::string_view plain) {
    Number number;
    number.value = parse_plain(plain);
    const std::size_t dot = plain.find('.');
    const auto decimals = dot == std::string_view::npos ? 0 : plain.size() - dot - 1;
    number.step = std::pow(10.0, -static_cast<double>(decimals));
    numbers_.push_back(number);
  }

  void add_readings() {
    const std::string_view lexeme = text_.substr(start_, at_ - start_);
    const std::size_t comma = lexeme.find(',');
    const std::size_t dot = lexeme.find('.');
    if (comma == std::string_view::npos) {
      if (dot == 0) return add("0" + std::string(lexeme));
      const std::size_t second = dot == std::string_view::npos ? dot : lexeme.find('.', dot + 1);
      return add(lexeme.substr(0, std::min(second, lexeme.size())));
    }
    const std::string_view whole = lexeme.substr(0, std::min(dot, lexeme.size()));
    if (dot != std::string_view::npos && dot < comma) {
      add(lexeme.substr(0, comma));
    } else if (is_thousands(whole)) {
      add(replace_all(lexeme, ",", ""));
    }
    if (std::count(lexeme.begin(), lexeme.end(), ',') == 1 && dot == std::string_view::npos)
      add(replace_all(lexeme, ",", "."));
    if (use_ == NumberUse::kClaim && !numbers_.empty()) return;
    for (const std::string& part : split(lexeme, ',')) add(part);
  }

  void scale(double factor) {
    for (Number& number : numbers_) {
      number.value *= factor;
      number.step *= factor;
    }
  }

  // "x10^6", "x 10^-3", "^6" behind 10, "e-3"
  void take_exponent() {
    std::size_t at = at_;
    const auto skip = [&](char c) {
      return at < text_.size() && text_[at] == c ? (++at, true) : false;
    };
    const bool ten = text_.substr(start_, at_ - start_) == "10";
    if (!ten) {
      skip(' ');
      if (skip('x')) {
        skip(' ');
        if (text_.substr(std::min(at, text_.size()), 2) != "10") return;
        at += 2;
      } else if (at != at_ || !skip('e')) {
        return;
      } else {
        return take_power(at, 1);
      }
    }
    if (skip('^')) take_power(at, ten ? 0.1 : 1);
  }

  void take_power(std::size_t at, double first) {
    const bool minus = at < text_.size() && text_[at] == '-';
    if (minus) ++at;
    std::size_t end = at;
    while (is_digit_at(text_, end) && end - at < 3) ++end;
    if (end == at) return;
    const double power = parse_plain(text_.substr(at, end - at));
    at_ = end;
    scale(first * std::pow(10.0, minus ? -power : power));
  }

  void take_unit(NumberUnit unit, double factor, std::size_t end) {
    for (Number& number : numbers_) number.unit = unit;
    scale(factor);
    at_ = end;
  }

  /// False when letters hang on the digits that make another word of them ("3D").
  bool take_suffix() {
    if (at_ < text_.size() && text_[at_] == '%')
      return take_unit(NumberUnit::kPercent, 1, at_ + 1), true;
    const std::string_view attached = letters_at(text_, at_);
    if (!attached.empty()) return take_attached(attached);
    for (const ScriptUnit& unit : kChineseUnits)
      if (text_.substr(at_).starts_with(unit.text))
        return take_unit(unit.unit, unit.factor, at_ + unit.text.size()), true;
    take_following();
    return true;
  }

  bool take_attached(std::string_view letters) {
    const std::size_t end = at_ + letters.size();
    if (is_digit_at(text_, end)) return letters == "x" || letters == "X";  // 3x3
    if (const UnitName* const suffix = find_name(kSuffixes, letters)) {
      take_unit(suffix->unit, suffix->factor, end);
      if (suffix->factor == 1 || suffix->unit == NumberUnit::kTimes) return true;
      take_following();
      return true;
    }
    const UnitName* const unit = find_name(kWordUnits, ascii_lower(letters));
    if (!unit) return false;
    take_unit(unit->unit, unit->factor, end);
    return true;
  }

  void take_following() {
    std::size_t after = at_;
    if (after < text_.size() && text_[after] == '+') ++after;  // "8+ million"
    if (after >= text_.size() ||
        std::string_view(" -~").find(text_[after]) == std::string_view::npos)
      return;
    ++after;
    if (after < text_.size() && text_[after] == '%')
      return take_unit(NumberUnit::kPercent, 1, after + 1);
    const std::string_view letters = letters_at(text_, after);
    const std::size_t end = after + letters.size();
    if (letters.empty() || is_digit_at(text_, end)) return;
    if (letters == "x" && !(end + 1 < text_.size() && is_digit_at(text_, end + 1)))
      return take_unit(NumberUnit::kTimes, 1, end);
    if (letters == "M" || letters == "B" || letters == "K")
      return take_unit(NumberUnit::kNone, find_name(kSuffixes, letters)->factor, end);
    const UnitName* const unit = find_name(kWordUnits, ascii_lower(letters));
    if (!unit) return;
    take_unit(unit->unit, unit->factor, end);
    if (unit->factor > 1) take_following();
  }

  bool is_counter() const {
    const bool small = at_ - start_ <= 2;
    const bool closed = at_ < text_.size() && text_[at_] == ')';
    const bool opened = start_ > 0 && (text_[start_ - 1] == '(' || text_[start_ - 1] == ' ');
    return small && closed && (opened || start_ == 0);
  }

  std::string_view text_;
  std::size_t start_, at_;
  NumberUse use_;
  std::vector<Number> numbers_;
};

const NumberWord* number_word(std::string_view lower) {
  static const WordSet known = [] {
    std::vector<std::string_view> words;
    for (const NumberWord& entry : kNumberWords) words.push_back(entry.word);
    return WordSet(words);
  }();
  if (!known.has(lower)) return nullptr;
  const auto it = std::find_if(kNumberWords.begin(), kNumberWords.end(),
                               [&](const NumberWord& entry) { return entry.word == lower; });
  return it == kNumberWords.end() ? nullptr : &*it;
}

void take_word_unit(std::string_view text, Number& number) {
  for (int turn = 0; turn < 2; ++turn) {
    if (number.end >= text.size() || (text[number.end] != ' ' && text[number.end] != '-')) return;
    const std::string_view letters = letters_at(text, number.end + 1);
    const UnitName* const unit = find_name(kWordUnits, ascii_lower(letters));
    if (!unit || letters.size() < 4) return;  // "two s" is no second
    number.value *= unit->factor;
    number.step *= unit->factor;
    number.unit = unit->unit;
    number.end += 1 + letters.size();
    if (unit->factor == 1) return;
  }
}

std::vector<Number> read_word(std::string_view text, std::size_t at, NumberUse use) {
  const std::string_view letters = letters_at(text, at);
  if (letters.size() < 2 || letters.size() > 9) return {};
  const NumberWord* const word = number_word(ascii_lower(letters));
  if (!word) return {};
  Number number;
  number.word = true;
  number.value = word->value;
  number.unit = word->unit;
  number.begin = at;
  number.end = at + letters.size();
  if (word->value >= 20 && word->value <= 90 && number.end < text.size() &&
      text[number.end] == '-') {
    const std::string_view next = letters_at(text, number.end + 1);
    const NumberWord* const ones = number_word(ascii_lower(next));
    if (ones && ones->value < 10 && ones->value >= 1) {
      number.value += ones->value;
      number.end += 1 + next.size();
    }
  }
  const std::size_t bare_end = number.end;
  take_word_unit(text, number);
  if (use == NumberUse::kClaim && !word->claim && (word->word != "one" || number.value == 1))
    return {};
  if (use == NumberUse::kClaim && number.end == bare_end && number.value <= 1) return {};
  number.hedge = hedge_before(text, at);
  return {number};
}

std::vector<Number> read_chinese(std::string_view text, std::size_t at, NumberUse use) {
  Number number;
  number.word = true;
  number.begin = at;
  int value = 0;
  std::size_t pos = at;
  for (int turn = 0; turn < 3; ++turn) {
    const auto digit =
        std::find_if(kChineseDigits.begin(), kChineseDigits.end(),
                     [&](const Digit& d) { return text.substr(pos).starts_with(d.text); });
    if (digit == kChineseDigits.end()) break;
    value = digit->value == 10 ? std::max(value, 1) * 10
            : value >= 10      ? value + digit->value
                               : digit->value;
    pos += digit->text.size();
  }
  if (pos == at) return {};
  number.value = value;
  number.end = pos;
  const std::string_view rest = text.substr(pos);
  for (const ScriptUnit& unit : kChineseUnits) {
    if (!rest.starts_with(unit.text)) continue;
    number.value *= unit.factor;
    number.unit = unit.unit;
    number.end += unit.text.size();
    return {number};
  }
  const bool counts = std::any_of(kClassifiers.begin(), kClassifiers.end(),
                                  [&](std::string_view one) { return rest.starts_with(one); });
  if (use == NumberUse::kClaim && (!counts || number.value <= 2)) return {};  // 两种 is "both", too
  return {number};
}

bool units_fit(NumberUnit a, NumberUnit b) {
  return a == b || a == NumberUnit::kNone || b == NumberUnit::kNone;
}

}  // namespace

std::vector<Number> read_number(std::string_view text, std::size_t at, NumberUse use) {
  if (at >= text.size()) return {};
  if (is_ascii_digit(text[at]) || (text[at] == '.' && is_digit_at(text, at + 1)))
    return DigitReader(text, at, use).read();
  if (is_letter(text[at])) return read_word(text, at, use);
  if (static_cast<unsigned char>(text[at]) >= 0x80) return read_chinese(text, at, use);
  return {};
}

bool number_supports(const Number& source, const Number& claim) {
  const double v = claim.value, s = source.value;
  const double slack = 1e-9 * std::max(std::abs(v), std::abs(s));
  // A share is written as a fraction, too.
  if (claim.unit == NumberUnit::kPercent && source.unit == NumberUnit::kNone && s <= 1 &&
      std::abs(s * 100 - v) <= 1e-9 * v)
    return true;
  if (source.unit == NumberUnit::kPercent && claim.unit == NumberUnit::kNone && v <= 1 &&
      std::abs(v * 100 - s) <= 1e-9 * s)
    return true;
  if (!units_fit(source.unit, claim.unit)) return false;
  const double apart = std::abs(s - v);
  if (apart <= slack) return true;
  if (claim.word || source.word) return false;
  const bool same_unit = claim.unit == source.unit && claim.unit != NumberUnit::kNone;
  const bool rounds = source.step < claim.step * 0.99 && apart <= claim.step / 2 + slack;
  if (rounds && (same_unit || apart <= kHedgeShare * std::abs(s))) return true;
  switch (claim.hedge) {
    case Hedge::kNone:
      return false;
    case Hedge::kAbout:
      return apart <= kHedgeShare * std::abs(v);
    case Hedge::kOver:
      return s > v && apart <= kBoundShare * std::abs(v);
    case Hedge::kUnder:
      return s < v && apart <= kBoundShare * std::abs(v);
  }
  return false;
}

}  // namespace sheaf::summarize
