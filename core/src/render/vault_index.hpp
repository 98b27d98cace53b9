// VaultIndex: which notes of a vault belong to which papers, by their front matter.
// Reads only the head of each note. A plain value; the caller holds the vault's lock.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/paper.hpp"

namespace sheaf::render {

/// What the front matter of a paper's note tells.
struct NoteHead {
  std::string key;        ///< "paper/2401.10020"
  std::string path;       ///< relative to the vault, with ".md"
  std::string title;
  std::string announced;  ///< "2026-04-17" or empty
  std::string citekey;
  std::vector<std::string> tags;
};

/// "paper/2401.10020"; other schemes "paper/doi:10.1000/x".
std::string paper_key(const Paper& paper);
/// The head of a note whose text begins so; its key is empty when it is no paper's note.
NoteHead read_note_head(std::string_view text);

class VaultIndex {
 public:
  /// Of several notes of one paper the one below `papers` counts, else the first by path.
  static Result<VaultIndex> read(const std::string& folder, const std::string& papers);

  const NoteHead* find(const std::string& key) const;
  const std::map<std::string, NoteHead>& notes() const { return notes_; }
  /// "Papers/Title (2401.10020).md", or with " 2", " 3", … where another file has that name;
  /// file systems that ignore case are thought of. The name counts as taken from now on.
  std::string take_name(const std::string& papers, const Paper& paper);

 private:
  std::map<std::string, NoteHead> notes_;
  std::set<std::string> taken_;  ///< paths in lower case
};

/// "Title words (2401.10020)", at most 120 bytes, the id always whole.
std::string note_name(const Paper& paper);

}  // namespace sheaf::render
