// Reader: somebody who edits a vault as people and their plugins do, and knows every string he typed.
// Owns what he remembers of the files; one thread. Files change on disk with each edit.
#pragma once

#include <functional>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace sheaf::soak {

/// Texts of the notes that say they are a paper's, by key.
using NotesByKey = std::map<std::string, std::vector<std::string>>;

/// Whether the place of a piece is out of one of the texts, so that nothing is to come there.
/// `was_there`: Sheaf had the piece before; else it is new and needs only a trace of Sheaf.
bool took_out(const std::vector<std::string>& texts, std::string_view piece, bool was_there);

class Reader {
 public:
  Reader(std::string folder, unsigned seed) : folder_(std::move(folder)), random_(seed) {}

  const std::string& folder() const { return folder_; }
  std::size_t edits() const { return edits_; }
  std::size_t typed() const;  ///< strings he expects to find now
  unsigned pick(unsigned below);

  void edit();
  NotesByKey notes() const;
  bool stands(const std::string& key, std::string_view text) const;
  /// Reads the vault after somebody else wrote it.
  void look();
  /// What of his is not as he left it; empty: all is there.
  std::string lost() const;
  /// He agreed that these texts go.
  void gave_up(const std::vector<std::string>& texts);

 private:
  struct File {
    std::string path, text, before;  ///< before: what it was when somebody else wrote
    std::vector<std::string> typed;  ///< with blanks and line ends
    bool crlf = false, mark = false, own = false;  ///< own: nobody else may touch a byte
  };
  using Edit = void (Reader::*)(File&);

  std::string word();
  std::string type(File& file, const std::string& text) const;
  void put(File& file, std::size_t at, const std::string& text);
  void save(File& file);
  /// Begin of a line of the body, or of the front matter behind its first line; npos: there is none.
  std::size_t body_line(const File& file);
  std::size_t matter_line(const File& file);

  void insert_line(File& file);
  void insert_in_line(File& file);
  void append(File& file);
  void delete_line(File& file);
  void delete_block(File& file);
  void delete_mark(File& file);
  void add_key(File& file);
  void change_value(File& file);
  void delete_key(File& file);
  void list_by_lines(File& file);
  void comment_matter(File& file);
  void trailing_blanks(File& file);
  void to_crlf(File& file);
  void add_mark(File& file);
  void tidy(File& file);
  void move(File& file);
  void relink(const std::string& before, const std::string& after);
  void copy(File& file);
  void paste(File& file);
  void empty(File& file);
  void remove(File& file);
  void own_note(File& file);

  std::string folder_;
  std::mt19937 random_;
  std::vector<File> files_;
  std::size_t edits_ = 0;
  int words_ = 0;
};

}  // namespace sheaf::soak
