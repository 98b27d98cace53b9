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

/// What the front matter of a note tells.
struct NoteHead {
  std::string key;        ///< "paper/2401.10020", "paper/doi:10.1/x" or "digest/2026-04-17"
  std::string path;       ///< relative to the vault, with ".md"
  std::string title;
  std::string announced;  ///< "2026-04-17" or empty
  std::string citekey;
  std::string doi;        ///< the publisher's, bare; may name the paper when no id of ours does
  std::vector<std::string> tags;
  bool own = true;        ///< written by Sheaf, or for it: not only known by a DOI
};

/// "paper/2401.10020"; other schemes "paper/doi:10.1000/x".
std::string paper_key(const Paper& paper);
/// Keys that notes of the paper may have: its own, then those of its other ids.
std::vector<std::string> paper_keys(const Paper& paper);
/// The head of a note whose text begins so; its key is empty when it is no note of a paper or day.
NoteHead read_note_head(std::string_view text);

/// The first bytes of a file of a vault, as many as its front matter takes; empty when it cannot be
/// read.
std::string read_note_start(const std::string& path);

class VaultIndex {
 public:
  /// Of several notes of one paper the one below `papers` counts, of several of one day the one
  /// below `digests`, else the first by path.
  static Result<VaultIndex> read(const std::string& folder, const std::string& papers,
                                 const std::string& digests);

  /// Of a paper or a day, by exactly this key.
  const NoteHead* find(const std::string& key) const;
  /// By any id of the paper, then by its DOI; a note of one arXiv paper is never another's.
  const NoteHead* find(const Paper& paper) const;
  const std::map<std::string, NoteHead>& papers() const { return papers_; }
  bool empty() const { return !has_own_; }  ///< no paper's note of ours
  /// Folders that hold notes of ours, relative to the vault.
  std::set<std::string> folders() const;
  /// "Papers/Title (2401.10020).md", or with " 2", " 3", … where another file has that name;
  /// file systems that ignore case are thought of. The name counts as taken from now on.
  std::string take_name(const std::string& papers, const Paper& paper);

 private:
  std::map<std::string, NoteHead> papers_, days_;
  std::map<std::string, std::string> by_doi_;  ///< lower case → key
  std::set<std::string> taken_;                ///< paths in lower case
  bool has_own_ = false;
};

/// "Title words (2401.10020)", at most 120 bytes, the id always whole.
std::string note_name(const Paper& paper);

}  // namespace sheaf::render
