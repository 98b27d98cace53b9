// From nodes and edges to a tree; see mermaid_graph.hpp. Nothing here recurses: the depth is what
// somebody else wrote.
// Pure functions; any thread.
#include "published/mermaid_graph.hpp"

#include <algorithm>

namespace sheaf::published::mermaid {
namespace {

struct Place {
  std::size_t node, parent;  ///< parent: index of its place
  std::size_t depth;
};

}  // namespace

std::size_t Graph::node(std::string_view id) {
  const auto found = index_.find(std::string(id));
  if (found != index_.end()) return found->second;
  if (nodes_.size() >= kMaxNodes) return kNone;
  nodes_.push_back({});
  nodes_.back().id = id;
  index_.emplace(std::string(id), nodes_.size() - 1);
  return nodes_.size() - 1;
}

void Graph::set_label(std::size_t node, std::string label) {
  if (node == kNone || !nodes_[node].label.empty()) return;
  nodes_[node].label = std::move(label);
}

void Graph::add_edge(std::size_t from, std::size_t to) {
  if (from == kNone || to == kNone || from == to || edges_ >= kMaxEdges) return;
  nodes_[from].children.push_back(to);
  ++nodes_[to].incoming;
  ++edges_;
}

void Graph::set_group(std::size_t node, std::size_t subgraph) {
  if (node == kNone || subgraph == kNone || node == subgraph) return;
  if (nodes_[node].group == kNone) nodes_[node].group = subgraph;
}

void Graph::mark_subgraph(std::size_t node) {
  if (node != kNone) nodes_[node].subgraph = true;
}

std::vector<Graph::Node> Graph::with_groups() const {
  std::vector<Node> nodes = nodes_;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].group == kNone || nodes[i].incoming > 0) continue;
    nodes[nodes[i].group].children.push_back(i);
    ++nodes[i].incoming;
  }
  return nodes;
}

std::optional<MindNode> Graph::tree() const {
  const std::vector<Node> nodes = with_groups();
  std::vector<bool> placed(nodes.size(), false);
  std::vector<Place> places;
  std::size_t next = 0;
  const auto place = [&](std::size_t node, std::size_t parent, std::size_t depth) {
    if (placed[node]) return;
    placed[node] = true;
    places.push_back({node, parent, depth});
  };
  const auto place_below = [&](std::size_t root) {
    place(root, 0, places.empty() ? 0 : 1);
    for (; next < places.size(); ++next) {
      const Place at = places[next];
      const bool last = at.depth + 1 >= kMaxDepth;
      for (const std::size_t child : nodes[at.node].children)
        place(child, last ? at.parent : next, last ? at.depth : at.depth + 1);
    }
  };
  // First the roots, then circles that nothing leads into: their first node stands in for one.
  for (const bool circles : {false, true})
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const bool empty_group =
          nodes[i].subgraph && nodes[i].children.empty() && nodes[i].incoming == 0;
      if (!empty_group && (circles || nodes[i].incoming == 0)) place_below(i);
    }
  if (places.empty()) return std::nullopt;
  std::vector<MindNode> made(places.size());
  for (std::size_t i = places.size(); i-- > 0;) {
    const Node& node = nodes[places[i].node];
    made[i].label = node.label.empty() ? label_text(node.id) : node.label;
    std::reverse(made[i].children.begin(), made[i].children.end());
    if (i > 0) made[places[i].parent].children.push_back(std::move(made[i]));
  }
  return std::move(made.front());
}

}  // namespace sheaf::published::mermaid
