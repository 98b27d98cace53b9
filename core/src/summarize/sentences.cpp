// Splitting into sentences: see split_sentences() in summarizer.hpp. One pass marks what must not
// be torn (formulas, brackets, groups), a second decides at every stop. Pure functions; any thread.
#include <algorithm>
#include <array>
#include <iterator>

#include "base/byte_set.hpp"
#include "base/text.hpp"
#include "summarize/latex.hpp"
#include "summarize/summarizer.hpp"
#include "summarize/word_hash.hpp"

namespace sheaf::summarize {
namespace {

/// Brackets further apart than this are taken for a slip: a sentence may end between them.
constexpr std::size_t kLongestBracket = 300;

/// Followed by what they belong to, never by a new sentence. Lower case, inner dots kept.
constexpr std::string_view kNeverLast[] = {
    "approx", "cf",   "ch",   "chap",  "def",   "dr",  "e.g",  "eg",   "eq",  "eqn", "eqns",
    "eqs",    "fig",  "figs", "i.e",   "i.i.d", "ie",  "lem",  "mr",   "mrs", "ms",  "n.b",
    "pp",     "prof", "prop", "ref",   "refs",  "sec", "sect", "secs", "st",  "tab", "thm",
    "viz",    "vol",  "vs",   "w.r.t", "wrt",   "ca",  "dept", "univ"};
/// May end a sentence; then a word follows that usually begins one.
constexpr std::string_view kSometimesLast[] = {"a.k.a", "al", "co",   "corp", "inc", "jr",
                                               "ltd",   "no", "resp", "sr",   "ph.d"};
/// Words that begin sentences of abstracts far more often than they follow an abbreviation.
constexpr std::string_view kStarters[] = {
    "A",        "Additionally",  "Although",  "An",           "As",           "After",
    "Also",     "Another",       "Both",      "Consequently", "Existing",     "Hence",
    "Many",     "Other",         "Overall",   "Previous",     "Some",         "Three",
    "Two",      "Unfortunately", "Based",     "By",           "Code",         "Compared",
    "Despite",  "Each",          "Empirical", "Experimental", "Experiments",  "Extensive",
    "Finally",  "First",         "For",       "Furthermore",  "Given",        "Here",
    "How",      "However",       "If",        "In",           "It",           "Its",
    "Moreover", "Most",          "Next",      "On",           "One",          "Our",
    "Recent",   "Results",       "Second",    "Since",        "Specifically", "Such",
    "The",      "Then",          "There",     "Therefore",    "These",        "They",
    "This",     "Through",       "Thus",      "To",           "Unlike",       "Using",
    "We",       "What",          "When",      "While",        "With",         "Yet"};

constexpr ByteSet kStops(".!?");

bool is_starter(std::string_view word) {
  static const WordSet starters(kStarters);
  return starters.has(word);
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_letter(char c) {
  return is_upper(c) || is_lower(c);
}

std::string_view word_at(std::string_view text, std::size_t pos) {
  std::size_t end = pos;
  while (end < text.size() && (is_ascii_alnum(text[end]) || text[end] == '-')) ++end;
  return text.substr(pos, end - pos);
}

/// One byte per byte of the text: 1 where no sentence may end.
std::vector<unsigned char> protected_bytes(std::string_view text) {
  static constexpr ByteSet kMarks("\\$()[]{}");
  std::vector<unsigned char> closed(text.size(), 0);
  std::vector<std::size_t> open;
  for (std::size_t i = 0; (i = kMarks.find_in(text, i)) < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\') {
      ++i;
    } else if (c == '$') {
      const std::size_t end = formula_end(text, i);
      if (end == std::string_view::npos) continue;
      std::fill(closed.begin() + static_cast<std::ptrdiff_t>(i),
                closed.begin() + static_cast<std::ptrdiff_t>(end), 1);
      i = end - 1;
    } else if (c == '(' || c == '[' || c == '{') {
      open.push_back(i);
    } else if ((c == ')' || c == ']' || c == '}') && !open.empty()) {
      const std::size_t start = open.back();
      open.pop_back();
      // Inner brackets are marked already: the outermost pair alone would do, so nothing is
      // quadratic beyond the bounded width.
      if (i - start <= kLongestBracket)
        std::fill(closed.begin() + static_cast<std::ptrdiff_t>(start),
                  closed.begin() + static_cast<std::ptrdiff_t>(i), 1);
    }
  }
  return closed;
}

class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text), closed_(protected_bytes(text)) {}

  std::vector<std::string> split() {
    out_.reserve(text_.size() / 128 + 2);
    static constexpr ByteSet kMarks("\n.!?)", 0xE2);
    while ((pos_ = kMarks.find_in(text_, pos_)) < text_.size()) {
      const std::size_t end = stop_end();
      if (end != 0) {
        take(end);
      } else {
        ++pos_;
      }
    }
    take(text_.size());
    return std::move(out_);
  }

 private:
  /// The end of the sentence whose stop is at pos_, or 0.
  std::size_t stop_end() {
    const char c = text_[pos_];
    if (c == '\n') return paragraph_end();
    if (closed_[pos_]) return 0;
    if (c == '.' || c == '!' || c == '?') return ascii_stop();
    if (c == ')' && pos_ > start_ && kStops.has(text_[pos_ - 1])) return aside_end();
    if (static_cast<unsigned char>(c) >= 0xE2) return wide_stop();
    return 0;
  }

  /// A line break ends a sentence after a stop and before an empty line; wrapped lines go on.
  std::size_t paragraph_end() const {
    std::size_t before = pos_;
    while (before > start_ && is_ascii_space(text_[before - 1])) --before;
    std::size_t after = pos_ + 1;
    while (after < text_.size() && (text_[after] == ' ' || text_[after] == '\r')) ++after;
    const bool empty_line = after < text_.size() && text_[after] == '\n';
    const bool stopped = before > start_ && contains(".!?:;", text_.substr(before - 1, 1));
    return empty_line || stopped ? pos_ + 1 : 0;
  }

  /// 。！？ and … ; the ellipsis only before a capital.
  std::size_t wide_stop() {
    std::size_t end = pos_;
    const char32_t c = next_code_point(text_, end);
    if (c == U'…') {
      const std::size_t next = skip_space(end);
      return next > end && next < text_.size() && is_upper(text_[next]) ? end : 0;
    }
    if (c != U'。' && c != U'！' && c != U'？') return 0;
    while (end < text_.size()) {
      std::size_t after = end;
      const char32_t closer = next_code_point(text_, after);
      if (closer != U'。' && closer != U'！' && closer != U'？' && closer != U'」' &&
          closer != U'』' && closer != U'”' && closer != U'’' && closer != U'）')
        break;
      end = after;
    }
    return end;
  }

  std::size_t skip_space(std::size_t pos) const {
    while (pos < text_.size() && is_ascii_space(text_[pos])) ++pos;
    return pos;
  }

  /// Past closing quotes and brackets.
  std::size_t skip_closers(std::size_t pos) const {
    for (;;) {
      if (pos < text_.size() && contains("\"')]}", text_.substr(pos, 1))) {
        ++pos;
      } else if (text_.compare(pos, 3, "”") == 0 || text_.compare(pos, 3, "’") == 0) {
        pos += 3;
      } else {
        return pos;
      }
    }
  }

  std::size_t ascii_stop() {
    const std::size_t stop = pos_;
    std::size_t end = stop + 1;
    while (end < text_.size() && kStops.has(text_[end])) ++end;
    const bool single_dot = end == stop + 1 && text_[stop] == '.';
    end = skip_closers(end);
    const std::size_t next = skip_space(end);
    if (next >= text_.size()) return leave(next);  // the rest of the text is the last sentence
    if (next == end) return single_dot && glued(stop) ? end : leave(end);
    if (continues_in_lower_case(next)) return leave(end);
    if (single_dot && abbreviation_goes_on(stop, next)) return leave(end);
    return end;
  }

  /// A sentence in brackets: "(See the appendix.) We show".
  std::size_t aside_end() const {
    const std::size_t next = skip_space(pos_ + 1);
    return next > pos_ + 1 && is_starter(word_at(text_, next)) ? pos_ + 1 : 0;
  }

  /// No boundary here; moves on to the last byte of what was looked at.
  std::size_t leave(std::size_t end) {
    pos_ = std::max(pos_, end - 1);
    return 0;
  }

  /// "results.We show": the space was lost.
  bool glued(std::size_t stop) const {
    std::size_t start = stop;
    while (start > start_ && is_lower(text_[start - 1])) --start;
    if (stop - start < 4 || (start > start_ && !is_ascii_space(text_[start - 1]))) return false;
    const std::string_view next = word_at(text_, stop + 1);
    return next.size() > 1 && is_starter(next);
  }

  /// "k-means", "and": but "vLLM" and "mBERT" begin sentences.
  bool continues_in_lower_case(std::size_t next) const {
    if (!is_lower(text_[next])) return contains(",;:", text_.substr(next, 1));
    const std::string_view word = word_at(text_, next);
    return std::none_of(word.begin(), word.end(), is_upper);
  }

  bool abbreviation_goes_on(std::size_t stop, std::size_t next) const {
    std::size_t start = stop;
    while (start > start_ && (is_letter(text_[start - 1]) || text_[start - 1] == '.')) --start;
    std::string_view word = text_.substr(start, stop - start);
    while (!word.empty() && word.front() == '.') word.remove_prefix(1);
    if (word.empty() || word.size() > 8) return false;
    const std::string low = ascii_lower(word);
    const bool starter = is_starter(word_at(text_, next));
    static const WordSet never_last(kNeverLast), sometimes_last(kSometimesLast);
    if (never_last.has(low)) return !(starter && low == "fig");
    // "no" is "number" before a digit and a word otherwise.
    if (low == "no") return is_ascii_digit(text_[next]);
    if (sometimes_last.has(low)) return !starter;
    const bool initials = word.size() == 1 || contains(word, ".");
    return initials && is_upper(word.front()) && !starter;
  }

  void take(std::size_t end) {
    std::string sentence = collapse_spaces(trim(text_.substr(start_, end - start_)));
    start_ = pos_ = end;
    if (sentence.empty()) return;
    const bool words = std::any_of(sentence.begin(), sentence.end(), [](char c) {
      return is_ascii_alnum(c) || static_cast<unsigned char>(c) >= 0x80;
    });
    if (words || out_.empty()) {
      out_.push_back(std::move(sentence));
    } else {
      out_.back() += ' ';
      out_.back() += sentence;
    }
  }

  std::string_view text_;
  std::vector<unsigned char> closed_;
  std::size_t start_ = 0;  ///< of the sentence being read
  std::size_t pos_ = 0;
  std::vector<std::string> out_;
};

}  // namespace

std::vector<std::string> split_sentences(std::string_view text) {
  return Splitter(text).split();
}

}  // namespace sheaf::summarize
