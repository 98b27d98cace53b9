// The grounding check; see grounding.hpp.
// Pure functions over borrowed text; any thread.
#include "summarize/grounding.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "base/text.hpp"
#include "summarize/claim_names.hpp"
#include "summarize/claim_numbers.hpp"
#include "summarize/claim_text.hpp"

namespace sheaf::summarize {
namespace {

constexpr std::size_t kLongestQuote = 400;
constexpr std::size_t kLongestAddress = 300;

/// Which words count as names.
enum class NameRule { kSentences, kMarkedOnly, kEveryCapital };

NameRule name_rule(std::string_view language) {
  const std::string_view main = language.substr(0, language.find('-'));
  if (main == "zh" || main == "ja" || main == "ko") return NameRule::kEveryCapital;
  if (main == "de" || main == "lb") return NameRule::kMarkedOnly;
  return NameRule::kSentences;
}

bool is_word_byte(char c) {
  return is_ascii_alnum(c);
}

bool has_cjk(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (is_cjk_code_point(next_code_point(text, at))) return true;
  return false;
}

/// "“It works,”" says the same as "it works".
std::string squeezed(std::string_view folded_text) {
  std::string out;
  out.reserve(folded_text.size());
  for (const char c : folded_text) {
    if (is_ascii_space(c) || c == '"' || c == '\'' || c == '-') continue;
    out += ascii_lower(c);
  }
  return out;
}

/// Claims of a folded text, by their places in it.
class ClaimFinder {
 public:
  ClaimFinder(std::string_view text, NameRule rule) : text_(text), rule_(rule) {}

  std::vector<Claim> find() {
    while (at_ < text_.size()) step();
    close_phrase();
    return std::move(claims_);
  }

 private:
  void step() {
    const char c = text_[at_];
    if (c == '"') return take_quote();
    const bool inside = at_ > 0 && is_word_byte(text_[at_ - 1]);
    if (static_cast<unsigned char>(c) >= 0x80) {
      if (!take_number()) next_character();
    } else if (!is_word_byte(c) || inside) {
      close_phrase_at(c);
      ++at_;
    } else if (!skip_address() && !take_number()) {
      take_token();
    }
  }

  void next_character() {
    close_phrase();
    next_code_point(text_, at_);
  }

  void add(ClaimKind kind, std::size_t begin, std::size_t end) {
    claims_.push_back({kind, begin, end - begin});
  }

  // "https://…", "github.com/…", "name@host.org"
  bool skip_address() {
    std::string_view word = text_.substr(at_, kLongestAddress);
    const auto ends = [](char c) {
      return std::string_view(" \n\"<>)").find(c) != std::string_view::npos || c < 0;
    };
    word = word.substr(
        0, static_cast<std::size_t>(std::find_if(word.begin(), word.end(), ends) - word.begin()));
    const std::size_t at_sign = word.find('@');  // "pass@1" is none
    const bool mail = at_sign < word.size() && contains(word.substr(at_sign), ".");
    const bool address = mail || word.starts_with("http") || word.starts_with("www.") ||
                         contains(word, "://") || contains(word, ".com/") ||
                         contains(word, ".org/") || contains(word, ".io/");
    if (!address) return false;
    close_phrase();
    at_ += word.size();
    return true;
  }

  void take_quote() {
    close_phrase();
    const std::size_t end = text_.substr(0, at_ + 2 + kLongestQuote).find('"', at_ + 1);
    const bool whole = end != std::string_view::npos && end - at_ <= kLongestQuote &&
                       end > at_ + 2 && text_[at_ + 1] != ' ';
    // A translated quotation cannot be found; what stands in it can.
    const bool translated =
        whole && rule_ == NameRule::kEveryCapital && has_cjk(text_.substr(at_, end - at_));
    if (!whole || translated) {
      ++at_;
      return;
    }
    add(ClaimKind::kQuote, at_ + 1, end);
    at_ = end + 1;
  }

  bool take_number() {
    const std::vector<Number> readings = read_number(text_, at_, NumberUse::kClaim);
    if (readings.empty()) return false;
    const Number& number = readings.front();
    const bool trivial =
        number.unit == NumberUnit::kNone && (number.value == 0 || number.value == 1);
    // "7B-parameter" ends at its unit; "8-shot" and "3-way" do so at the number.
    close_phrase();
    const bool exponent =
        number.begin > 0 && (text_[number.begin - 1] == '^' || text_[number.begin - 1] == '_');
    if (!number.counter && !trivial && !exponent && !counts_items(number))
      add(ClaimKind::kNumber, number.begin, number.end);
    at_ = std::max(number.end, at_ + 1);
    return true;
  }

  // "1. First finding; 2. Second finding", "（1）", "2、"
  bool counts_items(const Number& number) const {
    if (number.word || number.end - number.begin > 2 || number.unit != NumberUnit::kNone)
      return false;
    std::size_t before = number.begin;
    while (before > 0 && text_[before - 1] == ' ') --before;
    const bool opens = before == 0 || std::string_view(".;:\n,(").find(text_[before - 1]) !=
                                          std::string_view::npos;
    const std::string_view after = text_.substr(number.end, 2);
    const bool closes =
        !after.empty() && std::string_view(".,):").find(after[0]) != std::string_view::npos;
    const bool apart = after.size() < 2 || !is_ascii_digit(after[1]);
    return opens && closes && apart;
  }

  bool begins_sentence() const {
    std::size_t at = at_;
    while (at > 0 && text_[at - 1] == ' ') --at;
    if (at == 0) return true;
    const std::string_view before = text_.substr(0, at);
    if (before.ends_with("e.g.") || before.ends_with("i.e.") || before.ends_with("vs."))
      return false;
    return std::string_view(".!?:;\n)]-#|>_").find(before.back()) != std::string_view::npos;
  }

  bool in_heading() const {
    const std::size_t line = at_ == 0 ? 0 : text_.rfind('\n', at_ - 1) + 1;
    return line < text_.size() && text_[line] == '#';
  }

  void take_token() {
    const NameToken token = name_token(text_, at_);
    const std::string_view word = text_.substr(token.begin, token.end - token.begin);
    if (is_common_name(word)) {
      close_phrase();
    } else if (is_marked_name(word)) {
      close_phrase();
      const bool index = word.size() > 1 && word[1] == '_';  // "x_1" is mathematics
      if (!index) add(ClaimKind::kName, token.begin, token.end);
    } else if (is_capitalised(word) && counts_as_name()) {
      if (phrase_end_ == 0) phrase_begin_ = token.begin;
      phrase_end_ = token.end;
    } else {
      close_phrase();
    }
    at_ = std::max(token.end, at_ + 1);
  }

  bool counts_as_name() const {
    if (rule_ == NameRule::kMarkedOnly) return false;
    if (rule_ == NameRule::kEveryCapital) return true;
    return phrase_end_ != 0 || (!begins_sentence() && !in_heading());
  }

  void close_phrase_at(char c) {
    if (c != ' ') close_phrase();
  }
  void close_phrase() {
    if (phrase_end_ != 0) add(ClaimKind::kName, phrase_begin_, phrase_end_);
    phrase_end_ = 0;
  }

  std::string_view text_;
  NameRule rule_;
  std::size_t at_ = 0;
  std::size_t phrase_begin_ = 0, phrase_end_ = 0;  ///< of capitalised words; an end of 0: none
  std::vector<Claim> claims_;
};

std::vector<Claim> folded_claims(std::string_view text, NameRule rule) {
  std::vector<Claim> claims = ClaimFinder(text, rule).find();
  std::stable_sort(claims.begin(), claims.end(),
                   [](const Claim& a, const Claim& b) { return a.begin < b.begin; });
  return claims;
}

Claim original_place(const FoldedText& folded_text, const Claim& claim) {
  const std::size_t begin = folded_text.begin[claim.begin];
  return {claim.kind, begin, folded_text.end[claim.begin + claim.size - 1] - begin};
}

}  // namespace

struct GroundingSource::Index {
  explicit Index(std::string_view source)
      : text(folded(source)), names(text), squeezed_text(squeezed(text)) {
    read_numbers();
  }

  void read_numbers();
  bool has_number(std::string_view claim_text, std::size_t at) const;
  bool supports(const Claim& claim, std::string_view claim_text) const;

  std::string text;
  NameIndex names;
  std::string squeezed_text;
  std::vector<Number> numbers;
};

void GroundingSource::Index::read_numbers() {
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const bool inside = at > 0 && is_word_byte(text[at - 1]);
    const bool digit = is_ascii_digit(c);
    const bool letter = is_word_byte(c) && !digit;
    // The digits of "LLaMA-7B" and "v3" are numbers of the source, too.
    const bool begins = digit ? at == 0 || !is_ascii_digit(text[at - 1]) : !inside;
    std::size_t next = at + 1;
    if (begins) {
      for (const Number& number : read_number(text, at, NumberUse::kSource)) {
        numbers.push_back(number);
        // Units may hold digits only behind them, so a next number begins at the unit's end.
        if (digit) next = std::max(next, number.end);
      }
    }
    if (letter) {
      while (next < text.size() && is_word_byte(text[next]) && !is_ascii_digit(text[next])) ++next;
    }
    at = next;
  }
}

bool GroundingSource::Index::has_number(std::string_view claim_text, std::size_t at) const {
  for (const Number& claim : read_number(claim_text, at, NumberUse::kClaim))
    for (const Number& number : numbers)
      if (number_supports(number, claim)) return true;
  return false;
}

bool GroundingSource::Index::supports(const Claim& claim, std::string_view claim_text) const {
  const std::string_view written = claim_text.substr(claim.begin, claim.size);
  switch (claim.kind) {
    case ClaimKind::kNumber:
      return has_number(claim_text, claim.begin);
    case ClaimKind::kName:
      return is_marked_name(written) ? names.has_token(written) : names.has_phrase(written);
    case ClaimKind::kQuote: {
      std::string_view quote = written;
      while (!quote.empty() &&
             std::string_view(".,;!?").find(quote.back()) != std::string_view::npos)
        quote.remove_suffix(1);
      return contains(squeezed_text, squeezed(quote));
    }
  }
  return false;
}

GroundingSource::GroundingSource(std::string_view text) : index_(std::make_unique<Index>(text)) {}
GroundingSource::~GroundingSource() = default;
GroundingSource::GroundingSource(GroundingSource&&) noexcept = default;
GroundingSource& GroundingSource::operator=(GroundingSource&&) noexcept = default;

bool GroundingSource::supports(const Claim& claim, std::string_view text) const {
  const FoldedText before = fold_text(text);
  const auto at = std::lower_bound(before.begin.begin(), before.begin.end(), claim.begin);
  const auto last =
      std::lower_bound(before.begin.begin(), before.begin.end(), claim.begin + claim.size);
  const auto begin = static_cast<std::size_t>(at - before.begin.begin());
  const auto end = static_cast<std::size_t>(last - before.begin.begin());
  return index_->supports({claim.kind, begin, end - begin}, before.text);
}

bool GroundingSource::supports_folded(const Claim& claim, std::string_view folded_text) const {
  return index_->supports(claim, folded_text);
}

std::vector<Claim> find_claims(std::string_view text, std::string_view language) {
  const FoldedText folded_text = fold_text(text);
  std::vector<Claim> claims = folded_claims(folded_text.text, name_rule(language));
  for (Claim& claim : claims) claim = original_place(folded_text, claim);
  return claims;
}

namespace {

/// Goes through the fields of a summary, each claim once.
class Checker {
 public:
  explicit Checker(const GroundingSource& source) : source_(source) {}

  void check(std::string_view text, NameRule rule) {
    if (text.empty()) return;
    const FoldedText folded_text = fold_text(text);
    for (const Claim& claim : folded_claims(folded_text.text, rule)) {
      const std::string_view written =
          std::string_view(folded_text.text).substr(claim.begin, claim.size);
      if (!seen_.insert(ascii_lower(written)).second) continue;
      ++grounding_.checked;
      if (source_.supports_folded(claim, folded_text.text)) continue;
      const Claim place = original_place(folded_text, claim);
      grounding_.unsupported.emplace_back(text.substr(place.begin, place.size));
    }
  }
  // Labels have capitals everywhere.
  void check_labels(const MindNode& root) {
    std::vector<const MindNode*> open{&root};
    while (!open.empty()) {
      const MindNode* const node = open.back();
      open.pop_back();
      check(node->label, NameRule::kMarkedOnly);
      for (const MindNode& child : node->children) open.push_back(&child);
    }
  }
  void check_all(const std::vector<std::string>& texts, NameRule rule) {
    for (const std::string& text : texts) check(text, rule);
  }
  Grounding take() { return std::move(grounding_); }

 private:
  const GroundingSource& source_;
  std::unordered_set<std::string> seen_;
  Grounding grounding_;
};

void check_fields(Checker& checker, const Summary& summary) {
  const NameRule rule = name_rule(summary.language);
  for (const std::string* field : {&summary.tldr, &summary.motivation, &summary.method,
                                   &summary.result, &summary.conclusion, &summary.text})
    checker.check(*field, rule);
  checker.check_all(summary.contributions, rule);
  checker.check_all(summary.limitations, rule);
  checker.check_all(summary.future_work, rule);
  const Report& report = summary.report;
  for (const std::string* part : {&report.contribution, &report.setup, &report.results,
                                  &report.conclusions, &report.limits, &report.future_work})
    checker.check(*part, rule);
  checker.check_labels(summary.mindmap);
  checker.check(summary.second.tldr, name_rule(summary.second.language));
  checker.check_labels(summary.second.mindmap);
}

}  // namespace

Grounding check_grounding(const Summary& summary, const GroundingSource& source) {
  Checker checker(source);
  check_fields(checker, summary);
  return checker.take();
}

Grounding check_grounding(const Summary& summary, std::string_view source_text) {
  return check_grounding(summary, GroundingSource(source_text));
}

bool is_badly_grounded(const Grounding& grounding, double min_share) {
  if (grounding.unsupported.size() < 2 || grounding.checked == 0) return false;
  const auto bad = static_cast<double>(grounding.unsupported.size());
  return 1 - bad / static_cast<double>(grounding.checked) < min_share;
}

}  // namespace sheaf::summarize
