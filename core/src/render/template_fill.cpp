// Filling templates; see template_fill.hpp. What Sheaf puts beside a template's own text is kept
// apart from it where the two together would mean something.
// Pure functions; any thread.
#include "render/template_fill.hpp"

#include <algorithm>

#include "base/tex.hpp"
#include "base/text.hpp"
#include "render/markdown.hpp"
#include "render/note_parts.hpp"

namespace sheaf::render {
namespace {

using Kind = TemplateNode::Kind;

constexpr std::string_view kBreak = "\u200B";

/// Text in the making, of literals and values.
class Writer {
 public:
  void literal(std::string_view text) { add(text, false); }
  /// In links, URLs and code its place alone makes a value safe.
  void value(std::string_view text, Place place) {
    add(text, place == Place::kProse || place == Place::kPiped || place == Place::kCell);
  }
  bool empty() const { return trim(text_).empty(); }
  /// What was written, without blank lines around it.
  std::string take() {
    std::size_t begin = 0;
    // A line's own indentation stays.
    for (std::size_t i = 0; i < text_.size() && is_ascii_space(text_[i]); ++i)
      if (text_[i] == '\n') begin = i + 1;
    std::string out = text_.substr(begin);
    while (!out.empty() && is_ascii_space(out.back())) out.pop_back();
    text_.clear();
    foreign_ = false;
    return out;
  }

 private:
  void add(std::string_view text, bool foreign) {
    if (text.empty()) return;
    if (!text_.empty() && (foreign || foreign_) && meets(text.front())) text_ += kBreak;
    text_ += text;
    foreign_ = foreign;
  }

  /// Whether the last character and the next would be structure together.
  bool meets(char after) const {
    const char before = text_.back();
    if (is_ascii_space(before) || is_ascii_space(after)) return false;
    if (is_escaped()) return false;
    if (foreign_ && contains("*<#&~=:%^!", std::string_view(&before, 1))) return true;
    if (before == after && contains("=~%:_*[]", std::string_view(&before, 1))) return true;
    if (before == ']' && (after == '(' || after == '[')) return true;
    if (before == ':' && after == '/') return true;
    if (before == '$' && (after == '$' || is_ascii_digit(after))) return true;
    return (after == '.' || after == ')') && is_number_line();
  }

  bool is_escaped() const {
    std::size_t backslashes = 0;
    while (backslashes + 1 < text_.size() && text_[text_.size() - 2 - backslashes] == '\\') ++backslashes;
    return backslashes % 2 == 1;
  }

  /// "12" at the start of a line, where a point would begin a list.
  bool is_number_line() const {
    std::size_t at = text_.size();
    while (at > 0 && is_ascii_digit(text_[at - 1])) --at;
    if (at == text_.size()) return false;
    while (at > 0 && (text_[at - 1] == ' ' || text_[at - 1] == '>')) --at;
    return at == 0 || text_[at - 1] == '\n';
  }

  std::string text_;
  bool foreign_ = false;
};

class Filler {
 public:
  explicit Filler(const TemplateScope& scope) : scope_(scope), inner_(&scope) {}

  void add_body(const std::vector<TemplateNode>& nodes, Note& note) {
    for (const TemplateNode& node : nodes) {
      if (node.kind == Kind::kBlock) {
        add_block(node, scope_.block(node.index), note);
      } else if (node.kind == Kind::kOwned) {
        Writer outside = std::move(writer_);
        writer_ = {};
        add_inline(node.children);
        std::string text = writer_.take();
        writer_ = std::move(outside);
        add_block(node, std::move(text), note);
      } else if (is_section(node) && has_block(node.children)) {
        if (holds(node)) add_body(node.children, note);
      } else {
        add_inline_node(node);
      }
    }
  }

  std::string line(const std::vector<TemplateNode>& nodes) {
    add_inline(nodes);
    return writer_.take();
  }

  std::string rest() { return writer_.take(); }

 private:
  static bool is_section(const TemplateNode& node) {
    return node.kind == Kind::kSection || node.kind == Kind::kInverse || node.kind == Kind::kPapers;
  }

  static bool has_block(const std::vector<TemplateNode>& nodes) {
    return std::any_of(nodes.begin(), nodes.end(), [](const TemplateNode& node) {
      return node.kind == Kind::kBlock || node.kind == Kind::kOwned || has_block(node.children);
    });
  }

  void add_block(const TemplateNode& node, std::string text, Note& note) {
    // What stands above a block that is not there stands above the next one.
    if (trim(text).empty()) return;
    note.blocks.push_back({node.text, std::move(text), writer_.take()});
  }

  void add_inline(const std::vector<TemplateNode>& nodes) {
    for (const TemplateNode& node : nodes) add_inline_node(node);
  }

  void add_inline_node(const TemplateNode& node) {
    switch (node.kind) {
      case Kind::kText: writer_.literal(node.text); break;
      case Kind::kValue: add_value(node, items(node)); break;
      case Kind::kItem: add_value(node, item_ ? std::vector<std::string>{*item_} : items(node)); break;
      case Kind::kSection:
      case Kind::kInverse: add_section(node); break;
      case Kind::kPapers: add_papers(node); break;
      case Kind::kBlock:
      case Kind::kOwned: break;  // stand in the body only
    }
  }

  void add_value(const TemplateNode& node, const std::vector<std::string>& values) {
    const TemplateScope& scope = node.outer ? scope_ : *inner_;
    writer_.value(placed_value(values, node.field, node.place, scope.unsupported()), node.place);
  }

  std::vector<std::string> items(const TemplateNode& node) const {
    return (node.outer ? scope_ : *inner_).items(node.index);
  }

  bool is_there(const TemplateNode& node) const {
    if (node.of_papers) return scope_.papers() > 0;
    return node.of_block ? !trim(scope_.block(node.index)).empty() : !items(node).empty();
  }

  bool holds(const TemplateNode& node) const {
    return is_there(node) != (node.kind == Kind::kInverse);
  }

  void add_section(const TemplateNode& node) {
    if (!holds(node)) return;
    const std::string* before = item_;
    item_ = nullptr;
    if (node.repeats) {
      for (const std::string& item : items(node)) {
        item_ = &item;
        add_inline(node.children);
      }
    } else {
      add_inline(node.children);
    }
    item_ = before;
  }

  void add_papers(const TemplateNode& node) {
    for (std::size_t i = 0; i < scope_.papers(); ++i) {
      const auto paper = scope_.paper(i);
      inner_ = paper.get();
      add_inline(node.children);
      inner_ = &scope_;
    }
  }

  const TemplateScope& scope_;
  const TemplateScope* inner_;  ///< of the paper, inside {{#papers}}
  const std::string* item_ = nullptr;
  Writer writer_;
};

// ---- front matter

/// A value as the reader sees it in Obsidian's properties.
std::string property_text(const std::string& item, FieldKind kind) {
  const bool tex = kind == FieldKind::kText || kind == FieldKind::kTold;
  return collapse_spaces(tex ? plain_text(item) : item);
}

std::string yaml_item(const std::string& item, FieldKind kind) {
  return kind == FieldKind::kNumber ? item : yaml_string(property_text(item, kind));
}

/// The items that a template's item gives: a list's each its own.
std::vector<std::string> yaml_items(const TemplateItem& item, const TemplateScope& scope) {
  std::vector<std::string> out;
  if (!item.quoted) {
    const TemplateNode& node = item.nodes.front();
    if (node.kind == Kind::kText) return {node.text};
    for (const std::string& value : scope.items(node.index)) out.push_back(yaml_item(value, node.field));
    return out;
  }
  std::string text = "\"";
  for (const TemplateNode& node : item.nodes) {
    if (node.kind == Kind::kText) {
      text += node.text;
      continue;
    }
    std::vector<std::string> values;
    for (const std::string& value : scope.items(node.index))
      values.push_back(property_text(value, node.field));
    const std::string quoted = yaml_string(join(values, ", "));
    // "<" of the template and "%" of the value would be a command of Templater's.
    if (text.ends_with('<')) text += "\\u200b";
    text += quoted.substr(1, quoted.size() - 2);
    if (text.ends_with('<')) text += "\\u200b";
  }
  return {text + "\""};
}

void add_property(const TemplateProperty& property, const TemplateScope& scope, Note& note) {
  std::vector<std::string> items;
  bool is_list = property.flow_list;
  for (const TemplateItem& item : property.items) {
    if (!item.quoted && item.nodes.front().repeats) is_list = true;
    for (std::string& value : yaml_items(item, scope)) items.push_back(std::move(value));
  }
  // A property that has only values, and none of them, is not there.
  if (items.empty() && !property.items.empty()) return;
  note.properties.push_back({property.key, is_list ? "[" + join(items, ", ") + "]" : join(items, ", ")});
}

}  // namespace

Note fill_template(const TemplateTree& tree, const TemplateScope& scope) {
  Note note;
  for (const TemplateProperty& property : tree.properties) add_property(property, scope, note);
  Filler filler(scope);
  note.heading = filler.line(tree.heading);
  filler.add_body(tree.body, note);
  note.tail = filler.rest();
  if (!note.tail.empty()) note.tail += "\n";
  return note;
}

}  // namespace sheaf::render
