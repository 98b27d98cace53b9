// The mindmap: see make_mindmap() in summarizer.hpp. Fields first, because they may come from a
// better writer than the built-in one; then the sentences of the branch's role.
// Pure functions; any thread.
#include <algorithm>

#include "base/text.hpp"
#include "summarize/clause.hpp"
#include "summarize/latex.hpp"
#include "summarize/summarizer.hpp"
#include "summarize/words.hpp"

namespace sheaf::summarize {
namespace {

constexpr std::size_t kLabelPoints = 80;
constexpr std::size_t kLeaves = 3;
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

/// Sentences about what does not work yet or comes next, wherever they stand.
bool is_outlook(std::string_view sentence) {
  static constexpr std::string_view kCues[] = {
      "limitation",     "future work",         "future research", "future direction",
      "remains open",   "remains a challenge", "open question",   "open problem",
      "caveat",         "we conclude",         "in conclusion",   "implication",
      "still struggle", "still fall",          "opens the",       "opens up",
      "paves the way",  "pave the way",        "failure mode",    "findings",
      "suggest",        "potential to",        "guidance",        "limited to"};
  const std::string low = ascii_lower(sentence);
  return std::any_of(std::begin(kCues), std::end(kCues),
                     [&low](std::string_view cue) { return contains(low, cue); });
}

class Branch {
 public:
  explicit Branch(std::string_view name) { node_.label = name; }

  void add(std::string_view sentence, std::vector<std::string>& used) {
    if (node_.children.size() == kLeaves || sentence.empty()) return;
    std::string label = clause_label(sentence, kLabelPoints);
    if (label.empty() || std::find(used.begin(), used.end(), label) != used.end()) return;
    used.push_back(label);
    node_.children.push_back({std::move(label), {}});
  }
  void add_all(std::string_view field, std::vector<std::string>& used) {
    for (const std::string& sentence : split_sentences(field)) add(sentence, used);
  }
  void move_to(MindNode& root) {
    if (!node_.children.empty()) root.children.push_back(std::move(node_));
  }

 private:
  MindNode node_;
};

}  // namespace

MindNode make_mindmap(std::string_view title, const Summary& summary) {
  MindNode root;
  root.label = shorten(plain_label(title), kLabelPoints);
  const BranchNames& names = names_for(summary.language);
  Branch problem(names.problem), method(names.method), results(names.results),
      outlook(names.outlook);
  std::vector<std::string> used;
  problem.add_all(summary.motivation, used);
  method.add_all(summary.method, used);
  const std::size_t count = std::min(summary.sentences.size(), summary.labels.size());
  results.add_all(summary.result, used);
  for (std::size_t i = count / 2; i < count; ++i)
    if (summary.labels[i] == Role::kResult && is_outlook(summary.sentences[i]))
      outlook.add(summary.sentences[i], used);
  // A conclusion that only repeats success is no outlook.
  Branch& last =
      summary.provider == kBuiltIn && !is_outlook(summary.conclusion) ? results : outlook;
  last.add_all(summary.conclusion, used);
  for (std::size_t i = 0; i < count; ++i) {
    const Role role = summary.labels[i];
    if (role == Role::kBackground) problem.add(summary.sentences[i], used);
    if (role == Role::kObjective || role == Role::kMethod) method.add(summary.sentences[i], used);
    if (role == Role::kResult) results.add(summary.sentences[i], used);
  }
  problem.move_to(root);
  method.move_to(root);
  results.move_to(root);
  outlook.move_to(root);
  return root;
}

}  // namespace sheaf::summarize
