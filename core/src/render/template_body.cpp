// The body of a template, read by recursive descent: literals, values, sections and blocks.
// One reader, one thread.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "render/template_read.hpp"

namespace sheaf::render {
namespace {

using Kind = TemplateNode::Kind;

constexpr int kMaxDepth = 16;
constexpr std::size_t kMaxBlockName = 40;

bool is_block(const TemplateNode& node) { return node.kind == Kind::kBlock || node.kind == Kind::kOwned; }

bool repeats(const TemplateNode& node) { return node.repeats || node.kind == Kind::kPapers; }

template <class Test>
bool any_below(const std::vector<TemplateNode>& nodes, Test test) {
  return std::any_of(nodes.begin(), nodes.end(), [&](const TemplateNode& node) {
    return test(node) || any_below(node.children, test);
  });
}

class BodyReader {
 public:
  BodyReader(const TemplateText& text, std::size_t begin, std::size_t end, bool heading)
      : text_(text), pos_(begin), end_(end), heading_(heading) {}

  Result<std::vector<TemplateNode>> run() { return read_until(nullptr); }

 private:
  /// What is around the node that is being read.
  struct Around {
    bool owned = false, papers = false;
    const TemplateNode* item = nullptr;  ///< the section whose items {{.}} are
  };

  Result<std::vector<TemplateNode>> read_until(const TemplateTag* open) {
    if (++depth_ > kMaxDepth) return text_.wrong(open->begin, "sections are nested too deeply");
    std::vector<TemplateNode> nodes;
    while (true) {
      SHEAF_ASSIGN(const TemplateTag tag, text_.next_tag(pos_, end_));
      SHEAF_TRY(add_literal(nodes, tag.alone ? tag.line_begin : tag.begin));
      if (tag.begin == end_) {
        if (open) return not_closed(*open);
        return nodes;
      }
      pos_ = tag.alone ? tag.line_end : tag.end;
      if (tag.sigil == '/') {
        if (!closes(open, tag)) return closes_nothing(open, tag);
        --depth_;
        return nodes;
      }
      SHEAF_TRY(add_tag(nodes, tag));
    }
  }

  Error not_closed(const TemplateTag& open) const {
    const std::string name(open.name);
    return text_.wrong(open.begin, "{{" + std::string(1, open.sigil) + name +
                                       "}} is not closed: add {{/" + name + "}}");
  }

  static bool closes(const TemplateTag* open, const TemplateTag& tag) {
    if (!open) return false;
    return tag.name == open->name || (tag.name == "block" && open->name.starts_with("block "));
  }

  Error closes_nothing(const TemplateTag* open, const TemplateTag& tag) const {
    const std::string close = "{{/" + std::string(tag.name) + "}} ";
    if (!open) return text_.wrong(tag.begin, close + "closes nothing: take it out");
    return text_.wrong(tag.begin, close + "stands where {{/" + std::string(open->name) + "}} is due");
  }

  Status add_literal(std::vector<TemplateNode>& nodes, std::size_t until) {
    if (until <= pos_) return {};
    const std::string_view literal = text_.text().substr(pos_, until - pos_);
    for (const std::string_view own : {"^sheaf-", "%% sheaf-"})
      if (const std::size_t at = literal.find(own); at != std::string_view::npos)
        return text_.wrong(pos_ + at, "\"" + std::string(own) +
                                          "…\" is Sheaf's own mark: write {{> name}} or {{#block name}}");
    places_.feed(literal);
    nodes.push_back({});
    nodes.back().text = std::string(literal);
    return {};
  }

  Status add_tag(std::vector<TemplateNode>& nodes, const TemplateTag& tag) {
    if (tag.sigil == '!') return {};
    TemplateNode node;
    if (tag.sigil == '>') {
      SHEAF_TRY(read_block(node, tag));
    } else if (tag.sigil == '#' && tag.name.starts_with("block ")) {
      SHEAF_TRY(read_owned(node, tag));
    } else if (tag.sigil == '#' || tag.sigil == '^') {
      SHEAF_TRY(read_section(node, tag));
    } else {
      SHEAF_TRY(read_value(node, tag));
    }
    nodes.push_back(std::move(node));
    return {};
  }

  // ---- values

  Status read_value(TemplateNode& node, const TemplateTag& tag) {
    node.kind = tag.name == "." ? Kind::kItem : Kind::kValue;
    if (node.kind == Kind::kItem) {
      if (!around_.item)
        return text_.wrong(tag.begin, "{{.}} stands in a section only, like {{#authors}}{{.}}{{/authors}}");
      node.index = around_.item->index;
      node.outer = around_.item->outer;
      node.field = around_.item->field;
    } else {
      SHEAF_TRY(text_.find_field(node, tag, around_.papers ? text_.words().papers : nullptr));
      node.repeats = false;
    }
    const std::optional<Place> place = places_.place();
    if (!place)
      return text_.wrong(tag.begin, "a value cannot follow \"#\", \"^\", \"<\" or a backslash: put a blank between");
    node.place = *place == Place::kProse && line_has_pipe(tag) ? Place::kPiped : *place;
    places_.value();
    return check_place(node, tag);
  }

  Status check_place(const TemplateNode& node, const TemplateTag& tag) const {
    const bool plain = node.field == FieldKind::kPlain || node.field == FieldKind::kNumber;
    if (node.place == Place::kCode && !plain)
      return text_.wrong(tag.begin, "text of a paper cannot stand in " + places_.structure() +
                                        ": only ids and numbers can, or move it out (a single \"$\" is written \"\\$\")");
    const bool in_link = node.place == Place::kTarget || node.place == Place::kLabel ||
                         node.place == Place::kUrlStart || node.place == Place::kUrl;
    if (in_link && node.field == FieldKind::kLink)
      return text_.wrong(tag.begin, "{{" + std::string(tag.name) +
                                        "}} is a link already: take the brackets around it away");
    return {};
  }

  /// Whether the line may be a table's row that begins without a pipe.
  bool line_has_pipe(const TemplateTag& tag) {
    if (tag.line_begin == piped_line_) return piped_;
    piped_line_ = tag.line_begin;
    const std::string_view line =
        text_.text().substr(tag.line_begin, tag.line_end - tag.line_begin);
    bool link = false;
    piped_ = false;
    for (std::size_t i = 0; i < line.size() && !piped_; ++i) {
      if (line.substr(i).starts_with("[[")) link = true;
      if (line.substr(i).starts_with("]]")) link = false;
      piped_ = line[i] == '|' && !link;
    }
    return piped_;
  }

  // ---- sections

  Status read_section(TemplateNode& node, const TemplateTag& tag) {
    node.kind = tag.sigil == '#' ? Kind::kSection : Kind::kInverse;
    const Vocabulary* papers = around_.papers ? text_.words().papers : nullptr;
    const bool of_papers = tag.name == "papers" && text_.words().papers && !papers;
    if (of_papers) {
      node.of_papers = true;
      if (tag.sigil == '#') node.kind = Kind::kPapers;
    } else if (const auto field = text_.find_field(node, tag, papers); !field.ok()) {
      const auto block = text_.find_block(tag);
      if (!block || papers) return field;
      node.index = *block;
      node.of_block = true;
    }
    const Around before = around_;
    if (node.kind == Kind::kPapers) around_.papers = true;
    if (node.kind == Kind::kPapers || node.of_block) around_.item = nullptr;
    if (node.kind == Kind::kSection && !node.of_block) around_.item = &node;
    const Status read = read_children(node, tag);
    around_ = before;
    SHEAF_TRY(read);
    if (node.kind == Kind::kInverse || any_below(node.children, is_block)) node.repeats = false;
    if (node.repeats && any_below(node.children, repeats))
      return text_.wrong(tag.begin, "a list cannot stand in another list");
    return {};
  }

  Status read_children(TemplateNode& node, const TemplateTag& tag) {
    const std::string before = places_.structure();
    SHEAF_ASSIGN(node.children, read_until(&tag));
    if (places_.structure() == before) return {};
    return text_.wrong(tag.begin, "what is opened inside {{#" + std::string(tag.name) +
                                      "}} must be closed inside it, and nothing else: " +
                                      (before.empty() ? places_.structure() : before));
  }

  // ---- blocks

  Status check_block_place(const TemplateTag& tag) const {
    if (heading_) return text_.wrong(tag.begin, "a block cannot stand in the heading: put it below");
    if (!tag.alone) return text_.wrong(tag.begin, "a block stands on a line of its own");
    if (around_.owned) return text_.wrong(tag.begin, "a block cannot stand in another block");
    if (around_.papers) return text_.wrong(tag.begin, "a block cannot stand in {{#papers}}");
    if (!places_.is_neutral())
      return text_.wrong(tag.begin, "a block cannot stand in " + places_.structure());
    return {};
  }

  Status take_id(TemplateNode& node, const TemplateTag& tag, std::string id) {
    if (!ids_.insert(id).second)
      return text_.wrong(tag.begin, "the block \"" + id.substr(6) + "\" is there twice: take one out");
    node.text = std::move(id);
    return {};
  }

  Status read_block(TemplateNode& node, const TemplateTag& tag) {
    node.kind = Kind::kBlock;
    SHEAF_ASSIGN(node.index, text_.find_block(tag));
    SHEAF_TRY(check_block_place(tag));
    return take_id(node, tag, text_.words().blocks[node.index].id);
  }

  Status read_owned(TemplateNode& node, const TemplateTag& tag) {
    node.kind = Kind::kOwned;
    const std::string_view name = trim(tag.name.substr(6));
    const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
      return is_ascii_digit(c) || c == '-' || (c >= 'a' && c <= 'z');
    });
    if (!plain || name.empty() || name.size() > kMaxBlockName)
      return text_.wrong(tag.begin, "a block's name is of the letters a to z, digits and \"-\", like {{#block facts}}");
    SHEAF_TRY(check_block_place(tag));
    SHEAF_TRY(take_id(node, tag, "sheaf-" + std::string(name)));
    const Around before = around_;
    around_.owned = true;
    const Status read = read_children(node, tag);
    around_ = before;
    return read;
  }

  const TemplateText& text_;
  std::size_t pos_, end_;
  bool heading_;
  PlaceTracker places_;
  Around around_;
  std::set<std::string> ids_;
  int depth_ = 0;
  std::size_t piped_line_ = std::string::npos;
  bool piped_ = false;
};

}  // namespace

Result<std::vector<TemplateNode>> read_template_body(const TemplateText& text, std::size_t begin,
                                                     std::size_t end, bool heading) {
  return BodyReader(text, begin, end, heading).run();
}

}  // namespace sheaf::render
