// Rows about a vault: what Sheaf wrote of its notes, and what waits for the reader.
// Plain data; whoever holds a value owns it.
#pragma once

#include <string>
#include <vector>

#include "base/date.hpp"

namespace sheaf::store {

/// What Sheaf knows to have written of a note, and what it was about to write when it was last heard
/// of; `pending` is empty unless a run was killed between the note and its baseline.
struct NoteBaseline {
  std::string key;  ///< "paper/2401.10020", "digest/2026-04-17", "page/Papers.base"
  std::string note;
  std::string pending;
};

/// A note that is about to be written.
struct Intention {
  std::string key;
  std::string note;     ///< what it was found to have been written from; empty: not known
  std::string pending;  ///< what it will have been written from
};

/// A piece of a note (key of the front matter or marked block) where the reader's text was kept.
struct KeptPiece {
  std::string piece, fresh, yours;
  bool moved = false;  ///< Sheaf's changed: it waits from now on
};

/// A note that is on disk as merged.
struct WrittenNote {
  std::string key;
  std::string former;  ///< the key it was known by, where that is another one
  std::string path;    ///< relative to the vault
  std::string note;    ///< the baseline from now on
  std::vector<KeptPiece> kept;
};

/// A change of Sheaf's that waits until the reader takes it or lets it go.
struct Review {
  std::string vault, key, path;
  std::string piece, fresh, yours;
  Seconds since = 0;
};

}  // namespace sheaf::store
