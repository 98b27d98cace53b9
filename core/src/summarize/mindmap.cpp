// The mindmap: see make_mindmap() in summarizer.hpp. Fields first, because they may come from a
// better writer than the built-in one; then the sentences of the branch's role.
// Pure functions; any thread.
#include <algorithm>
#include <bitset>
#include <functional>

#include "base/text.hpp"
#include "summarize/clause.hpp"
#include "summarize/latex.hpp"
#include "summarize/summarizer.hpp"

namespace sheaf::summarize {
namespace {

constexpr std::size_t kLabelPoints = 80;
constexpr std::size_t kLeaves = 3;
constexpr std::size_t kTellingEnd = 60;  ///< bytes by which two sentences are told to be one
constexpr std::string_view kBuiltIn = "built-in";

struct BranchNames {
  std::string_view language;
  std::string_view problem, method, results, outlook;
};
constexpr BranchNames kNames[] = {
    {"en", "Problem", "Method", "Results", "Limits and outlook"},
    {"zh", "问题", "方法", "结果", "局限与展望"},
    {"de", "Problem", "Methode", "Ergebnisse", "Grenzen und Ausblick"},
    {"ja", "課題", "手法", "結果", "限界と展望"},
    {"ko", "문제", "방법", "결과", "한계와 전망"}};

const BranchNames& names_for(std::string_view language) {
  for (const BranchNames& names : kNames)
    if (language.substr(0, names.language.size()) == names.language) return names;
  return kNames[0];
}

/// What sentences say about what does not work yet or comes next.
constexpr std::string_view kOutlookCues[] = {
    "limitation",     "future work",         "future research", "future direction",
    "remains open",   "remains a challenge", "open question",   "open problem",
    "caveat",         "we conclude",         "in conclusion",   "implication",
    "still struggle", "still fall",          "opens the",       "opens up",
    "paves the way",  "pave the way",        "failure mode",    "findings",
    "suggest",        "potential to",        "guidance",        "limited to"};

/// A letter of either case added to the last two as a number below 32768.
std::size_t three_with(std::size_t three, char next) {
  return ((three << 5) | (next & 31)) & 32767;
}

/// Whether one of kOutlookCues stands anywhere, in one pass: few places begin as a cue does.
bool is_outlook(std::string_view sentence) {
  static const std::bitset<32768> begins = [] {
    std::bitset<32768> known;
    for (const std::string_view cue : kOutlookCues)
      known.set(three_with(three_with(three_with(0, cue[0]), cue[1]), cue[2]));
    return known;
  }();
  std::size_t three = 0;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    three = three_with(three, sentence[i]);
    if (!begins[three] || i < 2) continue;
    const std::string_view rest = sentence.substr(i - 2);
    for (const std::string_view cue : kOutlookCues)
      if (ascii_lower(rest[0]) == cue.front() &&
          equals_ignoring_case(rest.substr(0, cue.size()), cue))
        return true;
  }
  return false;
}

/// What the map says already. By hashes: of the ends of sentences, because a field is a sentence
/// without its beginning and its end tells sooner than its label, and of labels.
class Used {
 public:
  Used() { hashes_.reserve(32); }
  /// False when it was there.
  bool add_sentence(std::string_view sentence) {
    const std::size_t telling = std::min(sentence.size(), kTellingEnd);
    return add(hash_of(sentence.substr(sentence.size() - telling)) ^ 1);
  }
  bool add_label(std::string_view label) { return add(hash_of(label)); }

 private:
  static std::size_t hash_of(std::string_view text) { return std::hash<std::string_view>()(text); }
  bool add(std::size_t hash) {
    if (std::find(hashes_.begin(), hashes_.end(), hash) != hashes_.end()) return false;
    hashes_.push_back(hash);
    return true;
  }
  std::vector<std::size_t> hashes_;
};

/// A field that is a sentence of the abstract, but for an opening left out and a capital: the usual
/// case, with nothing to split.
bool is_one_sentence(std::string_view field, const std::vector<std::string>& sentences) {
  field.remove_prefix(1);
  return std::any_of(sentences.begin(), sentences.end(),
                     [field](const std::string& one) { return one.ends_with(field); });
}

class Branch {
 public:
  explicit Branch(std::string_view name) { node_.label = name; }

  bool full() const { return node_.children.size() == kLeaves; }
  void add(std::string_view sentence, Used& used) {
    if (takes(sentence, used)) add_label(clause_label(sentence, kLabelPoints), used);
  }
  /// The i-th sentence, which the document has read already if it is not null.
  void add_own(const Document* document, const std::vector<std::string>& sentences, std::size_t i,
               Used& used) {
    if (!document) return add(sentences[i], used);
    if (takes(sentences[i], used))
      add_label(clean_label(document->clean[i], document->textures[i], kLabelPoints), used);
  }
  void add_all(std::string_view field, const std::vector<std::string>& sentences, Used& used) {
    if (full() || field.empty()) return;
    if (is_one_sentence(field, sentences)) return add(field, used);
    for (const std::string& sentence : split_sentences(field)) add(sentence, used);
  }
  void move_to(MindNode& root) {
    if (!node_.children.empty()) root.children.push_back(std::move(node_));
  }

 private:
  bool takes(std::string_view sentence, Used& used) const {
    return !full() && !sentence.empty() && used.add_sentence(sentence);
  }
  void add_label(std::string label, Used& used) {
    if (!label.empty() && used.add_label(label)) node_.children.push_back({std::move(label), {}});
  }

  MindNode node_;
};

}  // namespace

MindNode make_mindmap(std::string_view title, const Summary& summary, const Document* document) {
  MindNode root;
  root.label = shorten(plain_label(title), kLabelPoints);
  const BranchNames& names = names_for(summary.language);
  Branch problem(names.problem), method(names.method), results(names.results),
      outlook(names.outlook);
  Used used;
  const std::vector<std::string>& sentences = summary.sentences;
  const auto add_own = [&](Branch& branch, std::size_t i) {
    branch.add_own(document, sentences, i, used);
  };
  problem.add_all(summary.motivation, sentences, used);
  method.add_all(summary.method, sentences, used);
  const std::size_t count = std::min(sentences.size(), summary.labels.size());
  results.add_all(summary.result, sentences, used);
  for (std::size_t i = count / 2; i < count; ++i)
    if (summary.labels[i] == Role::kResult && is_outlook(sentences[i]))
      add_own(outlook, i);
  for (const std::string& limit : summary.limitations) outlook.add(limit, used);
  for (const std::string& plan : summary.future_work) outlook.add(plan, used);
  // A conclusion that only repeats success is no outlook.
  Branch& last =
      summary.provider == kBuiltIn && !is_outlook(summary.conclusion) ? results : outlook;
  last.add_all(summary.conclusion, sentences, used);
  for (std::size_t i = 0; i < count; ++i) {
    const Role role = summary.labels[i];
    if (role == Role::kBackground) add_own(problem, i);
    if (role == Role::kObjective || role == Role::kMethod) add_own(method, i);
    if (role == Role::kResult) add_own(results, i);
  }
  problem.move_to(root);
  method.move_to(root);
  results.move_to(root);
  outlook.move_to(root);
  return root;
}

}  // namespace sheaf::summarize
