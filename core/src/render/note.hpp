// Notes: one Markdown note per paper and one per day, as front matter plus blocks that Sheaf owns,
// and the three-way merge that keeps whatever the reader wrote.
// Pure functions of their arguments; any thread. A note belongs to the reader; only keys and blocks
// named here are Sheaf's.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/digest.hpp"
#include "model/profile.hpp"

namespace sheaf::render {

class NoteTemplate;

/// A note as Sheaf would write it on an empty page.
struct Note {
  struct Property {
    std::string key;
    std::string value;  ///< rendered YAML, one line
  };
  struct Block {
    std::string id;    ///< "sheaf-tldr": the block's mark is "^sheaf-tldr"
    std::string text;  ///< Markdown without the mark, no final line feed
    std::string before = {};  ///< what a template has above it; written once, then the reader's
  };
  std::vector<Property> properties;
  std::string heading;  ///< "# Title", or empty; written once, then the reader's
  std::vector<Block> blocks;
  std::string tail;     ///< "## Notes\n": written once, then the reader's

  std::string to_text() const;
};

using NoteLink = std::pair<std::string, std::string>;  ///< path in the vault, label

/// What the paper's note links to, worked out by the vault. Paths are without ".md".
struct NoteLinks {
  std::string digest_note;  ///< or empty
  std::vector<NoteLink> related;
  std::string papers_folder;  ///< authors and topics get pages below it
  std::string citation_key;
  std::string daily_note = {};  ///< the reader's own of the day, if there is one
};

/// What the day's note links to.
struct DayLinks {
  std::vector<std::string> notes;  ///< of the day's entries, in their order; empty: it has none
  std::string papers_folder = {};
  std::string daily_note = {};
  std::vector<NoteLink> pages = {};  ///< of vault_pages(), with their suffix
};

/// How a vault's notes are made.
struct NoteStyle {
  bool mindmap = true;
  bool thumbnails = false;
  bool bibtex = false;  ///< the whole entry, not the key alone
  bool sample = false;
  std::shared_ptr<const NoteTemplate> paper = {}, digest = {};  ///< null: the built-in ones
  /// Why a template of the reader's is not used, with file, line and column; the day's note tells.
  std::vector<std::string> problems = {};
  bool paper_failed = false;  ///< its template is: notes that exist should wait for a better one
};
/// As the profile wants it, with the built-in templates.
NoteStyle note_style(const VaultProfile& profile, bool sample);
/// The same with the templates that the profile names, read from the vault.
NoteStyle read_note_style(const std::string& vault, const VaultProfile& profile, bool sample);

Note paper_note(const Entry& entry, const NoteLinks& links, const NoteStyle& style);
Note digest_note(const Digest& digest, const DayLinks& links, const NoteStyle& style);

/// The same with the built-in templates.
Note paper_note(const Entry& entry, const NoteLinks& links, bool with_mindmap, bool sample);
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
