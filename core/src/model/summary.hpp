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

struct Summary {
  std::string tldr;
  std::string motivation;
  std::string method;
  std::string result;
  std::string conclusion;
  std::vector<std::string> contributions;
  std::vector<std::string> tags;
  std::vector<std::string> institutions;
  std::string code_url;
  std::string thumbnail_url;
  std::string text;            ///< free Markdown, where somebody's model wrote an essay
  MindNode mindmap;
  std::string mindmap_source;  ///< Mermaid as it was published, also when no tree could be read
  std::vector<std::string> sentences;  ///< of the abstract, in order
  std::vector<Role> labels;            ///< one per sentence
  std::string provider;  ///< "built-in", or the provider's and model's name
  std::string language;  ///< BCP 47, "en"
  std::string note;      ///< why it is less than asked for ("the model did not answer: …"), or empty
  friend bool operator==(const Summary&, const Summary&) = default;
};

}  // namespace sheaf
