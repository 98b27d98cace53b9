// Related: which notes of a vault tell of similar things, by shared topics and rare title words.
// Owns its table; read-only once made, so threads may share it.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace sheaf::render {

struct RelatedNote {
  std::string path;   ///< without ".md"
  std::string title;
  std::vector<std::string> tags;
};

class Related {
 public:
  /// The same notes in the same order give the same answers.
  explicit Related(std::vector<RelatedNote> notes);

  /// Path and title of the notes nearest to note `index`, nearest first. Notes with one of the
  /// titles in `wanted` come before all others.
  std::vector<std::pair<std::string, std::string>> find(
      std::size_t index, const std::vector<std::string>& wanted) const;

 private:
  std::vector<RelatedNote> notes_;
  std::vector<std::vector<std::string>> terms_;
  std::map<std::string, std::vector<std::size_t>> notes_by_term_;
  std::map<std::string, std::size_t> note_by_title_;
};

}  // namespace sheaf::render
