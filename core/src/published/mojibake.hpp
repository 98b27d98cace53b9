// Damaged encoding: UTF-8 that was read as windows-1254 (or -1252) and written again, found and
// undone. Bytes that these code pages do not define are lost on the way: what they were is restored
// only where the document itself decides it, and marked where not.
// Pure functions; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sheaf::published {

struct Repair {
  std::string text;           ///< valid UTF-8; U+FFFD where something is missing
  bool damaged = false;       ///< false: `text` is what was given
  std::size_t sequences = 0;  ///< complete sequences put right
  std::size_t restored = 0;   ///< incomplete ones that the rest of the document decided
  std::size_t marked = 0;     ///< incomplete ones left as U+FFFD
};

/// Text that is not damaged comes back as it is, also when a quotation in it looks damaged.
Repair repair_encoding(std::string_view text);

}  // namespace sheaf::published
