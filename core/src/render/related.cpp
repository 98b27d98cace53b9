// Shared topics and rare title words; see related.hpp.
// Read-only once made; any thread.
#include "render/related.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace sheaf::render {
namespace {

constexpr std::size_t kMost = 4;
constexpr std::size_t kMinWord = 4;
// Terms of more notes than this say little, and leaving them out keeps a day of 1,400 papers cheap.
constexpr std::size_t kMaxNotesPerTerm = 40;
constexpr double kTopicWeight = 2;
constexpr double kMinShare = 2;  ///< one topic or two words

struct Likeness {
  double share = 0;   ///< what is shared, unweighted
  double weight = 0;
};

std::vector<std::string> terms_of(const RelatedNote& note) {
  std::vector<std::string> terms;
  for (const std::string& tag : note.tags)
    if (tag.starts_with("topic/")) terms.push_back(tag);
  std::string word;
  for (const char c : to_lower(note.title) + " ") {
    if (is_ascii_alnum(c) || static_cast<unsigned char>(c) >= 0x80) {
      word += c;
    } else {
      if (count_code_points(word) >= kMinWord) terms.push_back(word);
      word.clear();
    }
  }
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

}  // namespace

Related::Related(std::vector<RelatedNote> notes) : notes_(std::move(notes)) {
  for (std::size_t i = 0; i < notes_.size(); ++i) {
    terms_.push_back(terms_of(notes_[i]));
    for (const std::string& term : terms_.back()) notes_by_term_[term].push_back(i);
    note_by_title_.emplace(to_lower(notes_[i].title), i);
  }
}

std::vector<std::pair<std::string, std::string>> Related::find(
    std::size_t index, const std::vector<std::string>& wanted) const {
  std::map<std::size_t, Likeness> found;
  for (const std::string& term : terms_[index]) {
    const std::vector<std::size_t>& sharing = notes_by_term_.at(term);
    if (sharing.size() > kMaxNotesPerTerm) continue;
    const double weight = term.starts_with("topic/") ? kTopicWeight : 1;
    const double rarity =
        std::log(1 + static_cast<double>(notes_.size()) / static_cast<double>(sharing.size()));
    for (const std::size_t other : sharing) {
      found[other].share += weight;
      found[other].weight += weight * rarity;
    }
  }
  std::vector<std::pair<double, std::size_t>> ranked;
  for (const auto& [other, likeness] : found)
    if (other != index && likeness.share >= kMinShare) ranked.push_back({-likeness.weight, other});
  for (const std::string& title : wanted) {
    const auto same = note_by_title_.find(to_lower(title));
    if (same == note_by_title_.end() || same->second == index) continue;
    std::erase_if(ranked, [&](const auto& item) { return item.second == same->second; });
    ranked.push_back({-1e9, same->second});
  }
  std::sort(ranked.begin(), ranked.end(), [this](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : notes_[a.second].path < notes_[b.second].path;
  });
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& [weight, other] : ranked) {
    if (out.size() == kMost) break;
    out.push_back({notes_[other].path, notes_[other].title});
  }
  return out;
}

}  // namespace sheaf::render
