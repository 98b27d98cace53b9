// Notes: one Markdown note per paper and one per day, as front matter plus blocks that Sheaf owns,
// and the three-way merge that keeps whatever the reader wrote.
// Pure functions of their arguments; any thread. A note belongs to the reader; only keys and blocks
// named here are Sheaf's.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/digest.hpp"

namespace sheaf::render {

/// A note as Sheaf would write it on an empty page.
struct Note {
  struct Property {
    std::string key;
    std::string value;  ///< rendered YAML, one line
  };
  struct Block {
    std::string id;    ///< "sheaf-tldr": the block's mark is "^sheaf-tldr"
    std::string text;  ///< Markdown without the mark, no final line feed
  };
  std::vector<Property> properties;
  std::string heading;  ///< "# Title"; written once, then the reader's
  std::vector<Block> blocks;
  std::string tail;     ///< "## Notes\n": written once, then the reader's

  std::string to_text() const;
};

/// What the paper's note links to, worked out by the vault.
struct NoteLinks {
  std::string digest_note;  ///< path without ".md", or empty
  std::vector<std::pair<std::string, std::string>> related;  ///< path, label
  std::string papers_folder;  ///< authors and topics get pages below it
  std::string citation_key;
};

Note paper_note(const Entry& entry, const NoteLinks& links, bool with_mindmap, bool sample);

/// Paths of the notes of a day's entries, in their order; empty when an entry has none.
Note digest_note(const Digest& digest, const std::vector<std::string>& note_paths);

/// A note from the text that to_text() gave: what another program kept of it, to be merged.
Note note_from_text(std::string_view text);

struct MergeResult {
  std::string text;
  bool changed = false;
  std::vector<std::string> conflicts;  ///< keys and block ids where the reader's text was kept
};

/// Brings `existing` up to `fresh`. `baseline` is what Sheaf last wrote ("" if not known): a key or
/// block equal to it is replaced, one the reader changed stays (a conflict if Sheaf's changed too),
/// one the reader deleted stays deleted. Everything else stays byte for byte, line ends included.
MergeResult merge_note(std::string_view existing, std::string_view baseline, const Note& fresh);

/// The value of `arxiv:` in a note's front matter, or empty. Reads quoted and bare YAML scalars.
std::string note_arxiv_id(std::string_view note_text);

}  // namespace sheaf::render
