// Key phrases: see tags.hpp. Runs of words that can be part of a name for a thing are cut into
// one to three words, counted without plural, and the best that do not contain each other win.
// Pure functions; any thread.
#include "summarize/tags.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "summarize/latex.hpp"
#include "summarize/tag_words.hpp"
#include "summarize/words.hpp"

namespace sheaf::summarize {
namespace {

constexpr std::size_t kLongest = 3;
constexpr std::size_t kMaxTokens = 5000;  ///< a text longer than that repeats itself
constexpr int kTitleCount = 3;            ///< an occurrence in the title counts as so many

struct Token {
  std::string text;  ///< as it will be shown
  std::string key;   ///< lower case, without plural
  bool acronym = false;
  bool ends_run = false;  ///< punctuation, stop word or end of sentence follows
  bool in_title = false;
  bool can_end = true;  ///< nouns; adjectives and participles only begin phrases
};

/// "LLM", "MatKV", "GPU-based"; but "End-to-End" is only a title's way to write.
bool is_acronym(std::string_view word) {
  std::size_t upper = 0;
  bool part_begins = true, inner = false;
  for (const char c : word) {
    const bool capital = c >= 'A' && c <= 'Z';
    upper += capital;
    inner = inner || (capital && !part_begins);
    part_begins = c == '-';
  }
  return upper >= 1 && inner;
}

/// Past the word that begins at `pos`, or `pos`. Chinese characters are no words here: where theirs
/// end is not to be seen.
std::size_t word_end(std::string_view text, std::size_t pos) {
  while (pos < text.size()) {
    std::size_t next = pos;
    const char32_t c = next_code_point(text, next);
    if (c < 0x80 ? c != '-' && !is_ascii_alnum(static_cast<char>(c))
                 : !is_word_code_point(c) || is_cjk_code_point(c))
      break;
    pos = next;
  }
  return pos;
}

/// Adds the words of one sentence that can be part of a phrase.
class Collector {
 public:
  explicit Collector(std::vector<Token>& out) : out_(out) {}

  void add(std::string_view sentence, bool in_title) {
    for (std::size_t pos = 0; pos < sentence.size() && out_.size() < kMaxTokens;) {
      const char c = sentence[pos];
      if (c == '$') {
        const std::size_t end = formula_end(sentence, pos);
        pos = end == std::string_view::npos ? pos + 1 : end;
        end_run();
      } else if (const std::size_t end = word_end(sentence, pos); end > pos) {
        add_word(sentence.substr(pos, end - pos), in_title);
        pos = end;
      } else {
        if (c != ' ') end_run();
        ++pos;
      }
    }
    end_run();
  }

 private:
  void end_run() {
    if (!out_.empty()) out_.back().ends_run = true;
  }

  void add_word(std::string_view word, bool in_title) {
    while (!word.empty() && word.back() == '-') word.remove_suffix(1);
    while (!word.empty() && word.front() == '-') word.remove_prefix(1);
    const std::string low = to_lower(word);
    if (!can_be_in_phrase(word, low)) return end_run();
    Token token;
    token.acronym = is_acronym(word);
    token.key = singular(low);
    if (!token.acronym && (is_empty_word(token.key) || is_empty_word(low) || is_verb(low)))
      return end_run();
    token.text = token.acronym ? singular_acronym(word) : token.key;
    token.in_title = in_title;
    token.can_end = !is_modifier(token.acronym ? after_hyphen(low) : token.key);
    out_.push_back(std::move(token));
  }

  /// "LLM-based" is as little a thing as "based".
  static std::string_view after_hyphen(std::string_view low) {
    const std::size_t hyphen = low.rfind('-');
    return hyphen == std::string_view::npos ? std::string_view() : low.substr(hyphen + 1);
  }

  static std::string singular_acronym(std::string_view word) {
    const bool plural = word.size() > 2 && word.back() == 's' && word[word.size() - 2] >= 'A' &&
                        word[word.size() - 2] <= 'Z';
    return std::string(plural ? word.substr(0, word.size() - 1) : word);
  }

  static bool can_be_in_phrase(std::string_view word, std::string_view low) {
    if (word.size() < 2 || word.size() > 40 || is_stop_word(low)) return false;
    if (is_adverb(low)) return false;
    const auto letters = std::count_if(word.begin(), word.end(),
                                       [](char c) { return c != '-' && !is_ascii_digit(c); });
    return letters >= 2;
  }

  std::vector<Token>& out_;
};

struct Candidate {
  std::uint64_t hash = 0;
  std::uint32_t first = 0;  ///< token it begins at, first occurrence
  std::uint32_t size = 0;
  int count = 0;
  double points = 0;
};

std::vector<Candidate> candidates_of(const std::vector<Token>& tokens) {
  std::vector<Candidate> all;
  all.reserve(tokens.size() * 2);
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    std::uint64_t hash = fnv1a64("");
    for (std::uint32_t size = 1; size <= kLongest && i + size <= tokens.size(); ++size) {
      const Token& last = tokens[i + size - 1];
      hash = fnv1a64(last.key, fnv1a64(" ", hash));
      const bool general = size == 1 && !last.acronym && is_general(last.key);
      if (last.can_end && !general)
        all.push_back({hash, i, size, last.in_title ? kTitleCount : 1, 0});
      if (last.ends_run) break;
    }
  }
  std::sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.first < b.first;
  });
  std::vector<Candidate> merged;
  for (const Candidate& one : all) {
    if (!merged.empty() && merged.back().hash == one.hash) {
      merged.back().count += one.count;
    } else {
      merged.push_back(one);
    }
  }
  return merged;
}

/// Longer phrases say more; a lone word must be frequent, in the title or an acronym.
double points_of(const Candidate& one, const std::vector<Token>& tokens) {
  static constexpr double kLength[] = {0.7, 1.5, 2.0};
  const bool weak = one.count < 2 || (one.size == 1 && one.count < 3 && !tokens[one.first].acronym);
  return one.count * kLength[one.size - 1] * (weak ? 0.3 : 1.0);
}

bool overlaps(const Candidate& a, const Candidate& b, const std::vector<Token>& tokens) {
  std::size_t shared = 0;
  for (std::uint32_t i = 0; i < a.size; ++i)
    for (std::uint32_t j = 0; j < b.size; ++j)
      shared += tokens[a.first + i].key == tokens[b.first + j].key;
  return shared >= std::min({a.size, b.size, std::uint32_t{2}});
}

}  // namespace

std::vector<std::string> find_tags(const Document& document) {
  std::vector<Token> tokens;
  Collector collector(tokens);
  collector.add(document.title, true);
  for (const std::string& sentence : document.sentences) {
    if (tokens.size() >= kMaxTokens) break;
    collector.add(plain_text(sentence), false);
  }
  std::vector<Candidate> candidates = candidates_of(tokens);
  for (Candidate& one : candidates) one.points = points_of(one, tokens);
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    if (a.points != b.points) return a.points > b.points;
    return a.first != b.first ? a.first < b.first : a.size > b.size;
  });
  std::vector<Candidate> chosen;
  std::vector<std::string> tags;
  for (const Candidate& one : candidates) {
    if (tags.size() == kMaxTags || one.points < 1) break;
    const auto same = [&](const Candidate& other) { return overlaps(one, other, tokens); };
    if (std::any_of(chosen.begin(), chosen.end(), same)) continue;
    chosen.push_back(one);
    std::string tag = tokens[one.first].text;
    for (std::uint32_t i = 1; i < one.size; ++i) tag += " " + tokens[one.first + i].text;
    tags.push_back(std::move(tag));
  }
  return tags;
}

}  // namespace sheaf::summarize
