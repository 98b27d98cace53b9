// arxiv-sanity-lite's ranking, written from its published settings: words of two letters and more
// and pairs of them, at most 20,000, in at least 5 papers and at most a tenth of them; sublinear
// counts, smoothed idf, unit length. Declared in peers.hpp. Pure functions; any thread.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "base/text.hpp"
#include "rank/linear_svm.hpp"
#include "rank/peers.hpp"

namespace sheaf::rank {
namespace {

constexpr std::size_t kMostTerms = 20000;
constexpr std::size_t kLeastPapers = 5;
constexpr double kMostShare = 0.1;
constexpr double kCost = 0.01;
/// With fewer papers the limits on frequency would leave nothing; they then grow with the papers.
constexpr std::size_t kManyPapers = 1000;
constexpr double kPoints = 100;
constexpr std::size_t kCarried = 5;  ///< terms shown for each paper

constexpr std::string_view kStopWords[] = {
    "about", "after", "all",  "also", "an",    "and",   "are",   "as",    "at",    "be",    "been",
    "both",  "but",   "by",   "can",  "do",    "each",  "for",   "from",  "had",   "has",   "have",
    "how",   "if",    "in",   "into", "is",    "it",    "its",   "may",   "more",  "most",  "not",
    "of",    "on",    "only", "or",   "other", "our",   "over",  "such",  "than",  "that",  "the",
    "their", "them",  "then", "there", "these", "they", "this",  "those", "to",    "under", "up",
    "via",   "was",   "we",   "were", "what",  "when",  "where", "which", "while", "who",   "with"};

using TermKey = std::uint64_t;

struct Word {
  TermKey key = 0;
  std::size_t begin = 0, end = 0;  ///< in the text
};

bool is_stop_word(std::string_view word) {
  return std::binary_search(std::begin(kStopWords), std::end(kStopWords), word);
}

/// A letter or '_', then letters, digits or '_', two at least; stop words are left out.
std::vector<Word> words_of(const std::string& text) {
  const auto starts = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  std::vector<Word> out;
  for (std::size_t pos = 0; pos < text.size();) {
    if (!starts(text[pos])) {
      // "3d" is no word, nor is its d.
      const bool digit = is_ascii_digit(text[pos++]);
      while (digit && pos < text.size() && (starts(text[pos]) || is_ascii_digit(text[pos]))) ++pos;
      continue;
    }
    const std::size_t begin = pos;
    while (pos < text.size() && (starts(text[pos]) || is_ascii_digit(text[pos]))) ++pos;
    const std::string_view word(text.data() + begin, pos - begin);
    if (word.size() > 1 && !is_stop_word(word)) out.push_back({fnv1a64(word), begin, pos});
  }
  return out;
}

TermKey pair_key(const Word& first, const Word& second) {
  return (first.key ^ (second.key >> 7)) * 0x9E3779B97F4A7C15ULL + second.key;
}

/// Calls `take` with the key and place of each word and of each pair of neighbours.
template <class Take>
void for_each_term(const std::string& text, const Take& take) {
  const std::vector<Word> words = words_of(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    take(words[i].key, words[i].begin, words[i].end);
    if (i > 0) take(pair_key(words[i - 1], words[i]), words[i - 1].begin, words[i].end);
  }
}

std::string text_of(const Paper& paper) {
  std::string names;
  for (const Author& author : paper.authors) names += author.name + " ";
  return ascii_lower(paper.title + " " + paper.abstract + " " + names);
}

std::string text_of(const LibraryItem& item) {
  return ascii_lower(item.title + " " + item.abstract + " " + join(item.authors, " "));
}

/// The terms kept, with their idf.
class Vocabulary {
 public:
  struct Term {
    std::uint32_t index = 0;
    float idf = 0;
  };

  explicit Vocabulary(const std::vector<std::string>& texts) {
    struct Count {
      std::uint32_t papers = 0, all = 0, last = 0;
    };
    std::unordered_map<TermKey, Count> counts;
    for (std::size_t text = 0; text < texts.size(); ++text)
      for_each_term(texts[text], [&](TermKey key, std::size_t, std::size_t) {
        Count& count = counts[key];
        ++count.all;
        if (count.last != text + 1) ++count.papers;
        count.last = static_cast<std::uint32_t>(text + 1);
      });
    const double all = static_cast<double>(texts.size());
    const double few = std::min(1.0, all / static_cast<double>(kManyPapers));
    const double least = std::max(1.0, few * kLeastPapers), most = all * (few * kMostShare + 1 - few);
    std::vector<std::pair<TermKey, Count>> kept;
    for (const auto& entry : counts)
      if (entry.second.papers >= least && entry.second.papers <= most) kept.push_back(entry);
    std::sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) {
      return a.second.all != b.second.all ? a.second.all > b.second.all : a.first < b.first;
    });
    kept.resize(std::min(kept.size(), kMostTerms));
    for (const auto& [key, count] : kept) {
      const double idf = std::log((1 + all) / (1 + static_cast<double>(count.papers))) + 1;
      const auto index = static_cast<std::uint32_t>(terms_.size());
      terms_.emplace(key, Term{index, static_cast<float>(idf)});
    }
  }

  const Term* find(TermKey key) const {
    const auto found = terms_.find(key);
    return found == terms_.end() ? nullptr : &found->second;
  }
  std::size_t size() const { return terms_.size(); }

  /// Appends the text's unit vector.
  void append(const std::string& text, FeatureRows& rows) const {
    std::unordered_map<const Term*, float> counts;
    for_each_term(text, [&](TermKey key, std::size_t, std::size_t) {
      if (const Term* term = find(key)) counts[term] += 1;
    });
    double squares = 0;
    const auto first = static_cast<std::ptrdiff_t>(rows.features.size());
    for (const auto& [term, count] : counts) {
      const float value = (1 + std::log(count)) * term->idf;
      rows.features.push_back({term->index, value});
      squares += static_cast<double>(value) * value;
    }
    std::sort(rows.features.begin() + first, rows.features.end(),
              [](const Feature& a, const Feature& b) { return a.index < b.index; });
    const auto scale = static_cast<float>(squares > 0 ? 1 / std::sqrt(squares) : 0);
    for (auto feature = rows.features.begin() + first; feature != rows.features.end(); ++feature)
      feature->value *= scale;
    rows.begin.push_back(rows.features.size());
  }

 private:
  std::unordered_map<TermKey, Term> terms_;
};

/// The terms of `text` that moved its score most, as it spells them.
std::vector<CarriedTerm> carried_terms(const std::string& text, const Vocabulary& vocabulary,
                                       const LinearModel& model, const FeatureRows& rows,
                                       std::size_t row) {
  std::vector<std::pair<double, std::uint32_t>> heavy;
  for (std::size_t i = rows.begin[row]; i < rows.begin[row + 1]; ++i)
    heavy.emplace_back(kPoints * model.weights[rows.features[i].index] * rows.features[i].value,
                       rows.features[i].index);
  const std::size_t count = std::min(kCarried, heavy.size());
  std::partial_sort(heavy.begin(), heavy.begin() + static_cast<std::ptrdiff_t>(count), heavy.end(),
                    [](const auto& a, const auto& b) {
                      const double first = std::abs(a.first), second = std::abs(b.first);
                      return first != second ? first > second : a.second < b.second;
                    });
  std::vector<CarriedTerm> out(count);
  for_each_term(text, [&](TermKey key, std::size_t begin, std::size_t end) {
    const Vocabulary::Term* term = vocabulary.find(key);
    for (std::size_t i = 0; term && i < count; ++i)
      if (heavy[i].second == term->index && out[i].term.empty())
        out[i] = {collapse_spaces(to_valid_utf8(std::string_view(text).substr(begin, end - begin))),
                  heavy[i].first};
  });
  return out;
}

std::string reason_of(const std::vector<CarriedTerm>& carried) {
  std::vector<std::string> words;
  for (const CarriedTerm& term : carried)
    if (term.points > 0 && words.size() < 3) words.push_back(shorten(term.term, 40));
  return words.empty() ? std::string() : "words: " + join(words, ", ");
}

std::string title_key(const std::string& title) { return to_lower(collapse_spaces(title)); }

}  // namespace

std::vector<Score> sanity_lite_scores(const std::vector<Paper>& papers,
                                      const std::vector<LibraryItem>& library,
                                      const std::vector<Paper>& background) {
  std::vector<Score> scores(papers.size());
  std::vector<std::string> texts;  // papers, then the library, then the background
  std::unordered_set<std::string> kept;
  for (const Paper& paper : papers) texts.push_back(text_of(paper));
  for (const LibraryItem& item : library) {
    texts.push_back(text_of(item));
    kept.insert(title_key(item.title));
  }
  for (const Paper& paper : background)
    if (kept.count(title_key(paper.title)) == 0) texts.push_back(text_of(paper));
  if (library.empty() || texts.size() == library.size()) return scores;

  const Vocabulary vocabulary(texts);
  FeatureRows rows;
  for (const std::string& text : texts) vocabulary.append(text, rows);
  std::vector<bool> positive(texts.size(), false);
  for (std::size_t i = 0; i < papers.size() + library.size(); ++i)
    positive[i] = i >= papers.size() || kept.count(title_key(papers[i].title)) > 0;
  const LinearModel model = train_svm(rows, vocabulary.size(), positive, kCost);
  for (std::size_t i = 0; i < papers.size(); ++i) {
    scores[i].value = kPoints * model.decision(rows, i);
    scores[i].carried = carried_terms(texts[i], vocabulary, model, rows, i);
    scores[i].reason = reason_of(scores[i].carried);
  }
  return scores;
}

}  // namespace sheaf::rank
