// Merging piece by piece: what a merge of notes leaves to the reader, and how one piece of it is
// taken over later. A piece is a key of the front matter or a marked block.
// Pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "render/note.hpp"

namespace sheaf::render {

/// A piece where the reader's text stands in place of Sheaf's. Both texts are as they stand in a
/// file, with "\n": the key and its value's lines, or the block with its mark.
struct Difference {
  std::string piece;   ///< "score" or "sheaf-tldr"
  std::string fresh;   ///< what Sheaf would write
  std::string yours;   ///< what the reader has there
  bool moved = false;  ///< Sheaf's text is another one than last time: a conflict
  friend bool operator==(const Difference&, const Difference&) = default;
};

struct PieceMerge {
  std::string text;
  bool changed = false;
  std::vector<Difference> differences;  ///< all there are, conflicts and older ones

  std::vector<std::string> conflicts() const;  ///< pieces that moved
};

/// The piece of a page that is no note: all of it.
inline constexpr const char* kWholePage = "page";

/// merge_note() of note.hpp, with every piece that stayed the reader's.
PieceMerge merge_pieces(std::string_view existing, std::string_view baseline, const Note& fresh);

/// The one of two baselines that the note was written from: more of its pieces stand there and fewer
/// are missing. `known` where the note does not tell.
std::string_view likelier_baseline(std::string_view existing, std::string_view known,
                                   std::string_view other);

/// The note with the reader's piece replaced by Sheaf's. kNotFound when the piece is no longer
/// there, kConflict when another text than `yours` stands in its place.
Result<std::string> take_piece(std::string_view existing, const Difference& difference);

/// The difference as the note has it now, with the reader's present text; nothing when there is none
/// any more: the reader took Sheaf's text over or the piece out.
std::optional<Difference> look_again(std::string_view existing, const Difference& difference);

}  // namespace sheaf::render
