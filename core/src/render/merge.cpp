// The three-way merge of notes. A block is replaced only where its bytes are exactly what Sheaf
// wrote last, so its extent is never guessed and a reader's word is never inside a replacement.
// Pure functions; any thread.
#include "render/merge.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "render/front_matter.hpp"
#include "render/markdown.hpp"
#include "render/merge_text.hpp"
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
      : note_(existing),
        matter_(note_.matter()),
        baseline_(read_baseline(baseline)),
        fresh_(fresh) {}

  PieceMerge run() {
    // Without a baseline a missing piece may be one that the reader took out, unless the note
    // shows no trace of Sheaf at all: then it is the reader's own and gets everything once.
    foreign_ = !baseline_.known && !note_.has_marks();
    merge_properties();
    merge_blocks();
    PieceMerge result;
    result.text = apply_edits(note_.text(), std::move(edits_));
    result.changed = result.text != note_.text();
    result.differences = std::move(differences_);
    return result;
  }

 private:
  bool may_add(bool in_baseline) const { return baseline_.known ? !in_baseline : foreign_; }

  void insert(std::size_t line, std::string text) {
    edits_.push_back({note_.line_begin(line), note_.line_begin(line), std::move(text)});
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
        insert(insert_line, property.key + ": " + property.value + "\n");
      }
    }
    for (const auto& old : baseline_.matter.properties) {
      const auto* existing = matter_.find(old.key);
      if (existing && !fresh_value(old.key) && same_value(existing->value, old.value))
        edits_.push_back({note_.line_begin(existing->first_line),
                          note_.line_begin(existing->end_line), ""});
    }
  }

  const Note::Property* fresh_value(std::string_view key) const {
    for (const Note::Property& property : fresh_.properties)
      if (property.key == key) return &property;
    return nullptr;
  }

  void add_front_matter() {
    // A text that begins with "---" has front matter that is open or broken: hands off.
    const bool broken =
        !note_.lines().empty() && line_text(note_.text(), note_.lines()[0]) == "---";
    if (!foreign_ || broken) return;
    std::string out = "---\n";
    for (const Note::Property& property : fresh_.properties)
      out += property.key + ": " + property.value + "\n";
    insert(0, out + "---\n\n");
  }

  void merge_property(const Note::Property& fresh, const FrontMatter::Property& existing) {
    const YamlValue wanted = read_yaml_value({fresh.value});
    if (same_value(existing.value, wanted)) return;
    const auto* old = baseline_.matter.find(fresh.key);
    if (merge_list(fresh.key, wanted, old, existing)) return;
    if (old && same_value(existing.value, old->value)) {
      replace_property(fresh.key + ": " + fresh.value, existing);
    } else {
      differences_.push_back({fresh.key, fresh.key + ": " + fresh.value,
                              note_.property_text(existing),
                              !old || !same_value(old->value, wanted)});
    }
  }

  /// Blanks behind the value stay.
  void replace_property(std::string line, const FrontMatter::Property& existing) {
    const std::size_t last = existing.end_line - 1;
    const std::size_t end =
        note_.line_begin(last) + line_text(note_.text(), note_.lines()[last]).size();
    edits_.push_back({note_.line_begin(existing.first_line), end, std::move(line)});
  }

  /// Lists merge item by item: the reader's own tags stay, ours come and go.
  bool merge_list(const std::string& key, const YamlValue& wanted, const FrontMatter::Property* old,
                  const FrontMatter::Property& existing) {
    if (!old || wanted.kind != Kind::kList || old->value.kind != Kind::kList) return false;
    if (existing.value.kind != Kind::kList && existing.value.kind != Kind::kScalar) return false;
    std::vector<std::string> items;
    if (same_value(existing.value, old->value)) {
      items = wanted.items;  // in our order
    } else {
      for (const std::string& item : existing.value.items)
        if (!has(old->value.items, item) || has(wanted.items, item)) items.push_back(item);
      for (const std::string& item : wanted.items)
        if (!has(old->value.items, item) && !has(items, item)) items.push_back(item);
    }
    if (items != existing.value.items && !edit_list_lines(existing, items))
      replace_property(key + ": " + yaml_list(items), existing);
    return true;
  }

  static bool has(const std::vector<std::string>& list, const std::string& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
  }

  /// A list with an item on each line keeps that form, and the lines of items that stay.
  bool edit_list_lines(const FrontMatter::Property& existing,
                       const std::vector<std::string>& items) {
    const std::vector<std::string>& before = existing.value.items;
    std::vector<std::size_t> places;
    for (std::size_t line = existing.first_line + 1; line < existing.end_line; ++line) {
      if (note_.is_blank(line)) continue;
      if (!trim(line_text(note_.text(), note_.lines()[line])).starts_with("- ")) return false;
      places.push_back(line);
    }
    if (places.empty() || places.size() != before.size()) return false;
    for (std::size_t i = 0; i < places.size(); ++i)
      if (!has(items, before[i]))
        edits_.push_back({note_.line_begin(places[i]), note_.line_begin(places[i] + 1), ""});
    const std::string_view model = note_.text().substr(note_.line_begin(places.back()));
    std::string added;
    for (const std::string& item : items)
      if (!has(before, item))
        added += std::string(model.substr(0, model.find('-'))) + "- " + yaml_string(item) + "\n";
    if (!added.empty()) insert(places.back() + 1, std::move(added));
    return true;
  }

  // ---- blocks

  void merge_blocks() {
    std::optional<std::size_t> after;  // line of the nearest of our marks before this block
    for (const Note::Block& block : fresh_.blocks) {
      const std::string wanted = marked_block(block);
      if (const auto line = note_.mark_line(block.id)) {
        after = line;
        merge_block(block.id, wanted, *line);
      } else if (may_add(baseline_.block(block.id) != nullptr)) {
        insert_block(wanted, after);
      }
    }
    for (const Note::Block& old : baseline_.blocks) {
      const bool wanted = std::any_of(fresh_.blocks.begin(), fresh_.blocks.end(),
                                      [&](const Note::Block& block) { return block.id == old.id; });
      if (wanted) continue;
      if (const auto range = note_.find_exact(old.id, old.text)) remove_block(*range);
    }
  }

  void merge_block(const std::string& id, const std::string& wanted, std::size_t mark_line) {
    if (note_.find_exact(id, wanted)) return;
    const Note::Block* old = baseline_.block(id);
    if (old && old->text != wanted) {
      auto range = note_.find_exact(id, old->text);
      if (!range) range = note_.find_relinked(id, old->text, wanted);
      if (range) {
        edits_.push_back({note_.line_begin(range->first), note_.line_end(range->last), wanted});
        return;
      }
    }
    std::vector<std::string_view> hints{wanted};
    if (old) hints.push_back(old->text);
    differences_.push_back({id, wanted, note_.lines_text(note_.reader_range(mark_line, hints)),
                            !old || old->text != wanted});
  }

  void insert_block(const std::string& rendered, std::optional<std::size_t> after) {
    const std::string_view text = note_.text();
    if (foreign_) {
      const std::string gap = text.empty() ? "" : text.ends_with('\n') ? "\n" : "\n\n";
      edits_.push_back({text.size(), text.size(), (appended_ ? "\n" : gap) + rendered + "\n"});
      appended_ = true;
      return;
    }
    if (!note_.has_marks()) return;  // the reader took all of ours out
    if (!after) after = heading_line();
    const std::size_t next = after ? *after + 1 : matter_.body_line;
    const bool open_end =
        next == note_.lines().size() && next > 0 && note_.line_end(next - 1) == text.size();
    const std::string before = open_end ? "\n\n" : "\n";
    insert(next, before + rendered + (note_.is_blank(next) ? "\n" : "\n\n"));
  }

  std::optional<std::size_t> heading_line() const {
    for (std::size_t i = matter_.body_line; i < note_.lines().size(); ++i)
      if (line_text(note_.text(), note_.lines()[i]).starts_with("# ")) return i;
    return std::nullopt;
  }

  void remove_block(const LineRange& range) {
    const bool gap = range.first > matter_.body_line && note_.is_blank(range.first - 1) &&
                     note_.is_blank(range.last + 1) && range.last + 1 < note_.lines().size();
    const std::size_t last = gap ? range.last + 1 : range.last;
    edits_.push_back({note_.line_begin(range.first), note_.line_begin(last + 1), ""});
  }

  MergeText note_;
  const FrontMatter& matter_;
  Baseline baseline_;
  const Note& fresh_;
  bool foreign_ = false;
  bool appended_ = false;
  std::vector<TextEdit> edits_;
  std::vector<Difference> differences_;
};

}  // namespace

PieceMerge merge_pieces(std::string_view existing, std::string_view baseline, const Note& fresh) {
  if (trim(existing).empty() && trim(baseline).empty()) return {fresh.to_text(), true, {}};
  return Merge(existing, baseline, fresh).run();
}

MergeResult merge_note(std::string_view existing, std::string_view baseline, const Note& fresh) {
  PieceMerge merged = merge_pieces(existing, baseline, fresh);
  std::vector<std::string> conflicts = merged.conflicts();
  return {std::move(merged.text), merged.changed, std::move(conflicts)};
}

}  // namespace sheaf::render
