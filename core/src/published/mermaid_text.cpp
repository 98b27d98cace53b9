// Mermaid flowcharts and mindmaps, read line by line; see mermaid_text.hpp.
// Pure functions; any thread.
#include "published/mermaid_text.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "published/listing_text.hpp"
#include "published/mermaid_graph.hpp"

namespace sheaf::published {
namespace mermaid {
namespace {

using listing::LineCursor;

// "graph", "graph TB", "graph TB; A --> B": the word alone or with something that is no part of it.
bool starts_with_word(std::string_view line, std::string_view word) {
  if (!line.starts_with(word)) return false;
  return line.size() == word.size() || is_ascii_space(line[word.size()]) ||
         line[word.size()] == ';';
}

// Statements about looks and behaviour, and comments: nothing to read.
bool is_ignored(std::string_view line) {
  constexpr std::array<std::string_view, 9> kWords = {"classDef",  "class",    "style",
                                                      "linkStyle", "click",    "direction",
                                                      "accTitle",  "accDescr", "title"};
  if (line.empty() || line.starts_with("%%") || line.starts_with("```") || line == "---")
    return true;
  // A node may be called "style" or "title": then a link or a shape follows it.
  for (const std::string_view word : kWords)
    if (starts_with_word(line, word)) return read_link(trim(line.substr(word.size()))).size == 0;
  return line.starts_with("accTitle:") || line.starts_with("title:") || line.starts_with("config:");
}

// Takes "graph TB" or "flowchart LR" off; what follows on the line is a statement.
bool take_header(std::string_view& line) {
  for (const std::string_view word : {"graph", "flowchart", "flowchart-elk"}) {
    if (!starts_with_word(line, word)) continue;
    line = trim(line.substr(word.size()));
    for (const std::string_view direction : {"TB", "TD", "BT", "LR", "RL"})
      if (starts_with_word(line, direction)) line = trim(line.substr(direction.size()));
    if (line.starts_with(';')) line = trim(line.substr(1));
    return true;
  }
  return false;
}

// Words without a shape or a link are what a model said beside its chart.
bool is_prose(std::string_view line) {
  return line.find(' ') != std::string_view::npos &&
         line.find_first_of("[({&@;\"") == std::string_view::npos &&
         find_link(line) == std::string_view::npos && !starts_with_word(line, "subgraph");
}

class FlowReader {
 public:
  explicit FlowReader(Graph& graph) : graph_(graph) {}

  void read(std::string_view line) {
    if (is_ignored(line)) return;
    take_header(line);
    if (is_prose(line)) return;
    if (starts_with_word(line, "subgraph")) return open_subgraph(trim(line.substr(8)));
    if (line == "end" || line == "end;") {
      if (!groups_.empty()) groups_.pop_back();
      return;
    }
    while (!line.empty()) read_statement(line);
  }

 private:
  // "A & B --> C --> D"; takes what it reads off the line.
  void read_statement(std::string_view& line) {
    std::vector<std::size_t> before = read_nodes(line);
    // Text between a node and the next link is nobody's.
    for (std::size_t at = find_link(line); at != std::string_view::npos; at = find_link(line)) {
      line.remove_prefix(at);
      const LinkText link = read_link(line);
      line = trim(line.substr(link.size));
      std::vector<std::size_t> after = read_nodes(line);
      if (link.visible)
        for (const std::size_t from : before)
          for (const std::size_t to : after) graph_.add_edge(from, to);
      before = std::move(after);
    }
    const std::size_t next = line.find(';');
    line = next == std::string_view::npos ? std::string_view() : trim(line.substr(next + 1));
  }

  std::vector<std::size_t> read_nodes(std::string_view& line) {
    constexpr std::size_t kMost = 50;
    std::vector<std::size_t> nodes;
    for (;;) {
      const NodeText text = read_node(line);
      if (text.size == 0 || (text.id.empty() && !text.label)) return nodes;
      if (nodes.size() < kMost) nodes.push_back(add(text));
      line = trim(line.substr(text.size));
      if (!line.starts_with('&')) return nodes;
      line = trim(line.substr(1));
    }
  }

  std::size_t add(const NodeText& text) {
    std::string_view id = text.id.empty() ? std::string_view(*text.label) : text.id;
    // "e1@-->" names an edge; what stands before the name is the node.
    if (id.ends_with('@')) id = trim(id.substr(0, std::min(id.rfind(' '), id.size() - 1)));
    const std::size_t known = graph_.size();
    const std::size_t node = graph_.node(id);
    if (text.label) graph_.set_label(node, *text.label);
    if (!groups_.empty() && graph_.size() > known) graph_.set_group(node, groups_.back());
    return node;
  }

  // "id [Title]", "\"Title\"", "Title of several words".
  void open_subgraph(std::string_view rest) {
    const NodeText text = read_node(rest);
    const bool named = text.size > 0 && (text.label || !text.id.empty());
    const std::size_t node = named ? add(text) : Graph::kNone;
    graph_.mark_subgraph(node);
    groups_.push_back(node);
  }

  Graph& graph_;
  std::vector<std::size_t> groups_;
};

// "id)cloud(" and "id))bang((": the shapes that only mindmaps have.
std::optional<std::string> inside_out_label(std::string_view line) {
  if (!line.ends_with('(')) return std::nullopt;
  const std::size_t open = line.find(')');
  const std::size_t begin = line.find_first_not_of(')', open);
  const std::size_t end = line.find_last_not_of('(');
  if (open == std::string_view::npos || begin == std::string_view::npos || end < begin)
    return std::nullopt;
  return label_text(line.substr(begin, end + 1 - begin));
}

// One line of a mindmap: "root((Title))", "Text", "- Text". Brackets in a plain text are text.
std::string mindmap_label(std::string_view line) {
  if (line.starts_with("- ") || line.starts_with("* ")) line = trim(line.substr(2));
  if (auto label = inside_out_label(line)) return *std::move(label);
  const std::size_t bracket = line.find_first_of("([{");
  const bool spaced = bracket != std::string_view::npos && bracket > 0 && line[bracket - 1] == ' ';
  if (!spaced) {
    const NodeText node = read_node(line);
    if (node.label && node.size == line.size() && !node.label->empty()) return *node.label;
  }
  return label_text(line);
}

// Whether the last label of a line opens a quote and ends neither it nor its shape: models break
// lines inside quotes.
bool quote_left_open(std::string_view line) {
  for (const std::string_view open : {"[\"", "(\"", "{\""}) {
    const std::size_t at = line.rfind(open);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = line.substr(at + 2);
    const char close = open[0] == '[' ? ']' : open[0] == '(' ? ')' : '}';
    if (rest.find('"') == std::string_view::npos && rest.find(close) == std::string_view::npos)
      return true;
  }
  return false;
}

}  // namespace

void read_flowchart(std::string_view source, Graph& graph) {
  constexpr int kMostJoined = 6;
  FlowReader reader(graph);
  std::string joined;
  int parts = 0;
  for (LineCursor lines(source); lines.next();) {
    const std::string_view line = trim(lines.line());
    if (parts > 0) {
      joined += " " + std::string(line);
      if (!contains(line, "\"") && ++parts < kMostJoined) continue;
      reader.read(joined);
      parts = 0;
    } else if (quote_left_open(line)) {
      joined = line;
      parts = 1;
    } else {
      reader.read(line);
    }
  }
  if (parts > 0) reader.read(joined);
}

std::optional<MindNode> read_mindmap(std::string_view source) {
  struct Open {
    std::size_t indentation, node;
  };
  std::vector<Open> open;
  std::vector<std::size_t> parents;
  std::vector<std::string> labels;
  for (LineCursor lines(source); lines.next() && labels.size() < kMaxNodes;) {
    std::string_view line = trim(lines.line());
    if (labels.empty() && line.starts_with("mindmap ")) line = trim(line.substr(8));
    if (line.empty() || line == "mindmap" || line.starts_with("%%") || line.starts_with("```") ||
        line.starts_with("::"))
      continue;
    const std::size_t indentation = listing::indentation(lines.line());
    while (open.size() > 1 && open.back().indentation >= indentation) open.pop_back();
    parents.push_back(open.empty() ? 0 : open.back().node);
    labels.push_back(mindmap_label(line));
    if (open.size() + 1 < kMaxDepth) open.push_back({indentation, labels.size() - 1});
  }
  if (labels.empty()) return std::nullopt;
  std::vector<MindNode> made(labels.size());
  for (std::size_t i = labels.size(); i-- > 0;) {
    made[i].label = std::move(labels[i]);
    std::reverse(made[i].children.begin(), made[i].children.end());
    if (i > 0) made[parents[i]].children.push_back(std::move(made[i]));
  }
  return std::move(made.front());
}

namespace {

// Mermaid's own front matter, between two lines "---", says how a chart looks.
std::string_view without_front_matter(std::string_view source) {
  bool inside = false;
  for (LineCursor lines(source); lines.next();) {
    const std::string_view line = trim(lines.line());
    if (line == "---" && inside) return source.substr(lines.end());
    if (line == "---")
      inside = true;
    else if (!line.empty() && !inside)
      return source;
  }
  return source;
}

}  // namespace
}  // namespace mermaid

std::optional<MindNode> mind_map_of_mermaid(std::string_view source) {
  source = mermaid::without_front_matter(cut_utf8(source, mermaid::kMaxBytes));
  for (listing::LineCursor lines(source); lines.next();) {
    std::string_view line = trim(lines.line());
    if (line.empty() || line.starts_with("%%") || line.starts_with("```")) continue;
    if (line == "mindmap" || line.starts_with("mindmap "))
      return mermaid::read_mindmap(source.substr(lines.begin()));
    if (mermaid::take_header(line)) {
      source = source.substr(lines.begin());
      break;
    }
    for (const std::string_view other :
         {"sequenceDiagram", "classDiagram", "stateDiagram", "erDiagram", "gantt", "pie", "journey",
          "timeline", "quadrantChart", "gitGraph"})
      if (line.starts_with(other)) return std::nullopt;
  }
  mermaid::Graph graph;
  mermaid::read_flowchart(source, graph);
  return graph.tree();
}

}  // namespace sheaf::published
