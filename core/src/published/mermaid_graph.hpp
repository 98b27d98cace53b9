// What the two readers of Mermaid text (flowcharts, mindmaps) share: the nodes as they are found,
// the limits, and the text of a label.
// Plain data and pure functions; a Graph belongs to one reader. Any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/summary.hpp"

namespace sheaf::published::mermaid {

/// Published mindmaps have at most some thirty nodes; these bounds are for hostile ones.
inline constexpr std::size_t kMaxBytes = 128 * 1024;
inline constexpr std::size_t kMaxNodes = 2000;
inline constexpr std::size_t kMaxEdges = 10000;
inline constexpr std::size_t kMaxDepth = 8;    ///< deeper nodes hang on the last level
inline constexpr std::size_t kMaxLabel = 300;  ///< code points

/// Nodes in the order of their first mention, and edges in the order of the text.
class Graph {
 public:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  /// The node of this id, made when it is new; kNone when there are too many.
  std::size_t node(std::string_view id);
  /// A label given later replaces the id that stood in for it; the first label stays.
  void set_label(std::size_t node, std::string label);
  void add_edge(std::size_t from, std::size_t to);
  std::size_t size() const { return nodes_.size(); }
  /// `node` was first mentioned inside the subgraph.
  void set_group(std::size_t node, std::size_t subgraph);
  void mark_subgraph(std::size_t node);

  /// The tree of mind_map_of_mermaid(); see there. Breadth first, so that a node that several
  /// others point to hangs as high as it can. A subgraph is a node when something in it has no
  /// other parent or an edge names it, and left out else.
  std::optional<MindNode> tree() const;

 private:
  struct Node {
    std::string id, label;
    std::vector<std::size_t> children;
    std::size_t group = kNone;
    std::size_t incoming = 0;
    bool subgraph = false;
  };
  std::vector<Node> with_groups() const;  ///< what nothing points to hangs on its subgraph

  std::vector<Node> nodes_;
  std::unordered_map<std::string, std::size_t> index_;
  std::size_t edges_ = 0;
};

/// A label as plain text: quotes around it, `<br>`, formatting tags, icons and entities undone.
std::string label_text(std::string_view raw);

/// A node of a line, read at its start: `A`, `A["label"]`, `A{{label}}`. Unquoted brackets and
/// quotes inside a label are part of it when no valid text follows them.
struct NodeText {
  std::string_view id;
  std::optional<std::string> label;
  std::size_t size = 0;  ///< bytes read; 0: there is no node
};
NodeText read_node(std::string_view text);
/// A link at the start of a text (`-->`, `-- x -->`, `-.->|x|`, `==>`, `~~~`); size 0: none.
struct LinkText {
  std::size_t size = 0;
  bool visible = true;
};
LinkText read_link(std::string_view text);
/// Where the next link of a statement begins; npos when none does before its end.
std::size_t find_link(std::string_view text);

void read_flowchart(std::string_view source, Graph& graph);
std::optional<MindNode> read_mindmap(std::string_view source);

}  // namespace sheaf::published::mermaid
