// Single pieces of notes: which baseline a note was written from, and taking a piece over.
// Pure functions; any thread.
#include "base/text.hpp"
#include "render/merge.hpp"
#include "render/merge_text.hpp"
#include "render/note_parts.hpp"

namespace sheaf::render {
namespace {

/// One up for each piece of the baseline that stands in the note, one down for each that is missing.
int resemblance(const MergeText& note, std::string_view baseline) {
  const NoteParts parts = read_note_parts(baseline);
  int points = 0;
  for (const FrontMatter::Property& property : parts.matter.properties) {
    const auto* existing = note.matter().find(property.key);
    if (!existing) --points;
    else if (same_value(existing->value, property.value)) ++points;
  }
  for (const Note::Block& block : parts.blocks) {
    if (!note.mark_line(block.id)) --points;
    else if (note.find_exact(block.id, block.text)) ++points;
  }
  return points;
}

Error is_gone(const Difference& difference) {
  return {ErrorCode::kNotFound, "\"" + difference.piece + "\" is no longer in the note: there is nothing to take"};
}

Error has_changed(const Difference& difference) {
  return {ErrorCode::kConflict, "your text of \"" + difference.piece +
                                    "\" is another one than when it was listed: look at the list again"};
}

std::string replaced(const MergeText& note, const LineRange& range, const std::string& fresh) {
  return apply_edits(note.text(), {{note.line_begin(range.first), note.line_end(range.last), fresh}});
}

}  // namespace

std::vector<std::string> PieceMerge::conflicts() const {
  std::vector<std::string> pieces;
  for (const Difference& difference : differences)
    if (difference.moved) pieces.push_back(difference.piece);
  return pieces;
}

std::string_view likelier_baseline(std::string_view existing, std::string_view known,
                                   std::string_view other) {
  if (trim(other).empty()) return known;
  if (trim(known).empty()) return other;
  const MergeText note(existing);
  return resemblance(note, other) > resemblance(note, known) ? other : known;
}

Result<std::string> take_piece(std::string_view existing, const Difference& difference) {
  if (difference.piece == kWholePage)
    return existing == difference.yours ? Result<std::string>(difference.fresh) : has_changed(difference);
  const MergeText note(existing);
  if (!is_block(difference.piece)) {
    const auto* property = note.matter().find(difference.piece);
    if (!property) return is_gone(difference);
    if (note.property_text(*property) != difference.yours) return has_changed(difference);
    return replaced(note, {property->first_line, property->end_line - 1}, difference.fresh);
  }
  if (!note.mark_line(difference.piece)) return is_gone(difference);
  const auto range = note.find_exact(difference.piece, difference.yours);
  if (!range) return has_changed(difference);
  return replaced(note, *range, difference.fresh);
}

std::optional<Difference> look_again(std::string_view existing, const Difference& difference) {
  Difference now = difference;
  if (difference.piece == kWholePage) {
    now.yours = existing;
    return now.yours == now.fresh ? std::nullopt : std::optional(now);
  }
  const MergeText note(existing);
  if (!is_block(difference.piece)) {
    const auto* property = note.matter().find(difference.piece);
    if (!property) return std::nullopt;
    now.yours = note.property_text(*property);
    const std::string head = difference.piece + ":";
    const bool same = now.fresh.starts_with(head) &&
                      same_value(property->value, read_yaml_value({std::string_view(now.fresh).substr(head.size())}));
    return same ? std::nullopt : std::optional(now);
  }
  const auto mark = note.mark_line(difference.piece);
  if (!mark || note.find_exact(difference.piece, difference.fresh)) return std::nullopt;
  if (!note.find_exact(difference.piece, difference.yours))
    now.yours = note.lines_text(note.reader_range(*mark, {difference.fresh, difference.yours}));
  return now;
}

}  // namespace sheaf::render
