// Damaged encoding: UTF-8 that was read as windows-1254 (or -1252) and written again, found and
// undone. Bytes that these code pages do not define are lost on the way: what they were is restored
// only where it can be decided, and marked where not.
// Pure functions; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sheaf::published {

/// What may decide which character a damaged sequence was.
enum class Evidence {
  /// The document alone: its punctuation, and its repertoire (a document whose intact characters
  /// all
  /// belong to a standard set does not leave that set where bytes are lost).
  kDocument,
  /// Also the Chinese language: a list of words of which, as damaged, no other word is left, and of
  /// characters beside which the others left by the bytes do not occur in such texts.
  kDocumentAndLanguage,
};

struct Repair {
  std::string text;             ///< valid UTF-8; U+FFFD where something is missing
  bool damaged = false;         ///< false: `text` is, byte for byte, what was given
  std::size_t sequences = 0;    ///< complete sequences put right
  std::size_t restored = 0;     ///< incomplete ones that the evidence decided
  std::size_t by_language = 0;  ///< of `restored`: those that the document alone did not decide
  std::size_t marked = 0;       ///< incomplete ones left as U+FFFD
};

/// Text that is not damaged comes back as it is, also when a quotation in it looks damaged. In a
/// document that is damaged in part, the damaged lines are repaired and the others stay. Time and
/// memory are linear in the text.
Repair repair_encoding(std::string_view text, Evidence evidence = Evidence::kDocumentAndLanguage);

}  // namespace sheaf::published
