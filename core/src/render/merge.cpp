// The three-way merge of notes. A block is replaced only where its bytes are exactly what Sheaf
// wrote last, so its extent is never guessed and a reader's word is never inside a replacement.
// Pure functions; any thread.
#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "render/front_matter.hpp"
#include "render/note.hpp"
#include "render/note_parts.hpp"
#include "render/text_lines.hpp"

namespace sheaf::render {
namespace {

using Kind = YamlValue::Kind;

/// What Sheaf wrote last: rendered blocks with their marks, and property values.
struct Baseline {
  bool known = false;
  FrontMatter matter;
  std::vector<Note::Block> blocks;  ///< text as marked_block() gives it

  const Note::Block* block(std::string_view id) const {
    for (const Note::Block& candidate : blocks)
      if (candidate.id == id) return &candidate;
    return nullptr;
  }
};

Baseline read_baseline(std::string_view text) {
  NoteParts parts = read_note_parts(text);
  return {!trim(text).empty(), std::move(parts.matter), std::move(parts.blocks)};
}

class Merge {
 public:
  Merge(std::string_view existing, std::string_view baseline, const Note& fresh)
      : text_(existing),
        lines_(split_lines(existing)),
        matter_(read_front_matter(existing, lines_)),
        baseline_(read_baseline(baseline)),
        fresh_(fresh) {
    for (std::size_t i = matter_.body_line; i < lines_.size(); ++i)
      if (const auto id = mark_of(line_text(text_, lines_[i])); !id.empty())
        marks_.push_back({std::string(id), i});
  }

  MergeResult run() {
    // Without a baseline a missing piece may be one that the reader took out, unless the note
    // shows no trace of Sheaf at all: then it is the reader's own and gets everything once.
    foreign_ = !baseline_.known && marks_.empty();
    merge_properties();
    merge_blocks();
    MergeResult result;
    result.text = apply_edits(text_, std::move(edits_));
    result.changed = result.text != text_;
    result.conflicts = std::move(conflicts_);
    return result;
  }

 private:
  struct Mark {
    std::string id;
    std::size_t line;
  };
  struct Range {
    std::size_t first, last;  ///< lines, both inside
  };

  bool may_add(bool in_baseline) const { return baseline_.known ? !in_baseline : foreign_; }

  void conflict(std::string name) { conflicts_.push_back(std::move(name)); }

  std::size_t line_begin(std::size_t line) const {
    return line < lines_.size() ? lines_[line].begin : text_.size();
  }

  // ---- properties

  void merge_properties() {
    if (!matter_.present) {
      add_front_matter();
      return;
    }
    std::size_t insert_line = 1;
    for (const Note::Property& property : fresh_.properties) {
      const auto* existing = matter_.find(property.key);
      if (existing) {
        insert_line = existing->end_line;
        merge_property(property, *existing);
      } else if (may_add(baseline_.matter.find(property.key) != nullptr)) {
        edits_.push_back({line_begin(insert_line), line_begin(insert_line),
                          property.key + ": " + property.value + "\n"});
      }
    }
    for (const auto& old : baseline_.matter.properties) {
      const auto* existing = matter_.find(old.key);
      if (existing && !fresh_value(old.key) && same_value(existing->value, old.value))
        edits_.push_back({line_begin(existing->first_line), line_begin(existing->end_line), ""});
    }
  }

  const Note::Property* fresh_value(std::string_view key) const {
    for (const Note::Property& property : fresh_.properties)
      if (property.key == key) return &property;
    return nullptr;
  }

  void add_front_matter() {
    // A text that begins with "---" has front matter that is open or broken: hands off.
    const bool broken = !lines_.empty() && line_text(text_, lines_[0]) == "---";
    if (!foreign_ || broken) return;
    std::string out = "---\n";
    for (const Note::Property& property : fresh_.properties)
      out += property.key + ": " + property.value + "\n";
    edits_.push_back({line_begin(0), line_begin(0), out + "---\n\n"});
  }

  void merge_property(const Note::Property& fresh, const FrontMatter::Property& existing) {
    const YamlValue wanted = read_yaml_value({fresh.value});
    if (same_value(existing.value, wanted)) return;
    const auto* old = baseline_.matter.find(fresh.key);
    if (old && same_value(existing.value, old->value)) {
      replace_property(fresh.key, fresh.value, existing);
    } else if (old && same_value(old->value, wanted)) {
      return;
    } else if (!merge_list(fresh.key, wanted, old, existing)) {
      conflict(fresh.key);
    }
  }

  void replace_property(const std::string& key, const std::string& value,
                        const FrontMatter::Property& existing) {
    const Line& last = lines_[existing.end_line - 1];
    edits_.push_back(
        {line_begin(existing.first_line), last.begin + last.length, key + ": " + value});
  }

  /// Lists merge item by item: the reader's own tags stay, ours come and go.
  bool merge_list(const std::string& key, const YamlValue& wanted, const FrontMatter::Property* old,
                  const FrontMatter::Property& existing) {
    if (!old || wanted.kind != Kind::kList || old->value.kind != Kind::kList) return false;
    if (existing.value.kind != Kind::kList && existing.value.kind != Kind::kScalar) return false;
    const auto has = [](const std::vector<std::string>& list, const std::string& item) {
      return std::find(list.begin(), list.end(), item) != list.end();
    };
    std::vector<std::string> items;
    for (const std::string& item : existing.value.items)
      if (!has(old->value.items, item) || has(wanted.items, item)) items.push_back(item);
    for (const std::string& item : wanted.items)
      if (!has(old->value.items, item) && !has(items, item)) items.push_back(item);
    if (items != existing.value.items) replace_property(key, yaml_list(items), existing);
    return true;
  }

  // ---- blocks

  void merge_blocks() {
    std::optional<std::size_t> after;  // line of the nearest of our marks before this block
    for (const Note::Block& block : fresh_.blocks) {
      const std::string wanted = marked_block(block);
      if (const auto line = mark_line(block.id)) {
        after = line;
        merge_block(block.id, wanted);
      } else if (may_add(baseline_.block(block.id) != nullptr)) {
        insert_block(wanted, after);
      }
    }
    for (const Note::Block& old : baseline_.blocks) {
      const bool wanted = std::any_of(fresh_.blocks.begin(), fresh_.blocks.end(),
                                      [&](const Note::Block& block) { return block.id == old.id; });
      if (wanted) continue;
      if (const auto range = find_exact(old.id, old.text)) remove_block(*range);
    }
  }

  std::optional<std::size_t> mark_line(std::string_view id) const {
    for (const Mark& mark : marks_)
      if (mark.id == id) return mark.line;
    return std::nullopt;
  }

  /// Where a block stands exactly as rendered, line ends and trailing blanks aside.
  std::optional<Range> find_exact(std::string_view id, std::string_view rendered) const {
    const std::vector<Line> want = split_lines(rendered);
    for (const Mark& mark : marks_) {
      if (mark.id != id || mark.line + 1 < matter_.body_line + want.size()) continue;
      const std::size_t first = mark.line + 1 - want.size();
      std::size_t same = 0;
      while (same < want.size() &&
             line_text(rendered, want[same]) == line_text(text_, lines_[first + same])) ++same;
      if (same == want.size()) return Range{first, mark.line};
    }
    return std::nullopt;
  }

  void merge_block(const std::string& id, const std::string& wanted) {
    if (find_exact(id, wanted)) return;
    const Note::Block* old = baseline_.block(id);
    if (old && old->text == wanted) return;  // the reader's change, and ours has not moved
    if (const auto range = old ? find_exact(id, old->text) : std::nullopt) {
      const Line& last = lines_[range->last];
      edits_.push_back({lines_[range->first].begin, last.begin + last.length, wanted});
    } else {
      conflict(id);
    }
  }

  bool is_blank(std::size_t line) const {
    return line >= lines_.size() || line_text(text_, lines_[line]).empty();
  }

  void insert_block(const std::string& rendered, std::optional<std::size_t> after) {
    if (foreign_) {
      const std::string gap = text_.empty() ? "" : text_.ends_with('\n') ? "\n" : "\n\n";
      edits_.push_back({text_.size(), text_.size(), (appended_ ? "\n" : gap) + rendered + "\n"});
      appended_ = true;
      return;
    }
    if (marks_.empty()) return;  // the reader took all of ours out
    if (!after) after = heading_line();
    const std::size_t next = after ? *after + 1 : matter_.body_line;
    const bool open_end = next == lines_.size() && next > 0 &&
                          lines_[next - 1].begin + lines_[next - 1].length == text_.size();
    const std::string before = open_end ? "\n\n" : "\n";
    edits_.push_back(
        {line_begin(next), line_begin(next), before + rendered + (is_blank(next) ? "\n" : "\n\n")});
  }

  std::optional<std::size_t> heading_line() const {
    for (std::size_t i = matter_.body_line; i < lines_.size(); ++i)
      if (line_text(text_, lines_[i]).starts_with("# ")) return i;
    return std::nullopt;
  }

  void remove_block(const Range& range) {
    const bool gap =
        range.first > matter_.body_line && is_blank(range.first - 1) && is_blank(range.last + 1);
    const std::size_t end = gap && range.last + 1 < lines_.size() ? lines_[range.last + 1].next
                                                                  : lines_[range.last].next;
    edits_.push_back({lines_[range.first].begin, end, ""});
  }

  std::string_view text_;
  std::vector<Line> lines_;
  FrontMatter matter_;
  Baseline baseline_;
  const Note& fresh_;
  std::vector<Mark> marks_;
  bool foreign_ = false;
  bool appended_ = false;
  std::vector<TextEdit> edits_;
  std::vector<std::string> conflicts_;
};

}  // namespace

MergeResult merge_note(std::string_view existing, std::string_view baseline, const Note& fresh) {
  if (trim(existing).empty() && trim(baseline).empty()) {
    MergeResult result{fresh.to_text(), true, {}};
    return result;
  }
  return Merge(existing, baseline, fresh).run();
}

}  // namespace sheaf::render
