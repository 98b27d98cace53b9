// Summary: what is said about a paper, with who said it.
// Plain data; whoever holds a value owns it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sheaf {

/// Rhetorical role of a sentence (the classes of CSAbstruct, Cohan et al. 2019).
enum class Role { kBackground, kObjective, kMethod, kResult, kOther };

std::string_view role_name(Role role);  ///< "background", "objective", "method", "result", "other"
std::optional<Role> parse_role(std::string_view name);

/// A tree of short labels; the root is the paper.
struct MindNode {
  std::string label;
  std::vector<MindNode> children;
  friend bool operator==(const MindNode&, const MindNode&) = default;
};

/// How much of what a model wrote is in the paper.
struct Grounding {
  std::size_t checked = 0;               ///< numbers, units, names and quotes looked for
  std::vector<std::string> unsupported;  ///< those that the source does not have, as written
  friend bool operator==(const Grounding&, const Grounding&) = default;
};

/// The card's head in a second language, for readers of two.
struct Translation {
  std::string language;  ///< BCP 47; empty: there is none
  std::string tldr;
  MindNode mindmap;
  friend bool operator==(const Translation&, const Translation&) = default;
};

/// The long form, for a day's best papers. Markdown; empty sections were not in the paper.
struct Report {
  std::string contribution, setup, results, conclusions, limits, future_work;
  bool empty() const {
    return contribution.empty() && setup.empty() && results.empty() && conclusions.empty() &&
           limits.empty() && future_work.empty();
  }
  friend bool operator==(const Report&, const Report&) = default;
};

struct Summary {
  std::string tldr;
  std::string motivation;
  std::string method;
  std::string result;
  std::string conclusion;
  std::vector<std::string> contributions;
  std::vector<std::string> tags;  ///< of the closed list first, then key phrases
  std::string area = {};          ///< of the closed list ("Natural language processing"), or empty
  std::vector<std::string> phrases = {};  ///< key phrases of the text
  std::vector<std::string> limitations = {}, future_work = {};  ///< sentences of the full text
  std::vector<std::string> institutions;
  std::string code_url;
  std::string project_url = {};
  std::string thumbnail_url;
  std::string text;            ///< free Markdown, where somebody's model wrote an essay
  MindNode mindmap;
  std::string mindmap_source;  ///< Mermaid as it was published, also when no tree could be read
  std::vector<std::string> sentences;  ///< of the abstract, in order
  std::vector<Role> labels;            ///< one per sentence
  std::string provider;  ///< "built-in", or the provider's and model's name
  std::string language;  ///< BCP 47, "en"
  Report report = {};
  Translation second = {};
  Grounding grounding = {};
  std::vector<std::string> warnings = {};  ///< "the abstract addresses language models: “ignore …”"
  bool from_full_text = false;
  std::string note;      ///< why it is less than asked for ("the model did not answer: …"), or empty
  friend bool operator==(const Summary&, const Summary&) = default;
};

}  // namespace sheaf
