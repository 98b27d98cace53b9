// One reader per family of library files, and what they gather into.
// A LibraryBuilder belongs to the reader that fills it; the functions are pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "published/library_file.hpp"

namespace sheaf::published {

class LibraryBuilder {
 public:
  explicit LibraryBuilder(std::string_view name) : name_(name) {}

  /// Cleans the texts, gives a missing key, and counts what has no title or came before.
  void add(LibraryItem item, std::size_t line);
  void skip_note() { ++file_.notes; }
  /// An entry that is lost.
  void lose(std::size_t line, const std::string& problem);
  void warn(std::size_t line, const std::string& problem);
  bool empty() const { return file_.items.empty(); }
  LibraryFile& file() { return file_; }
  LibraryFile finish() { return std::move(file_); }

 private:
  std::string name_;
  LibraryFile file_;
  std::unordered_map<std::string, std::size_t> places_;  // of keys in file_.items
};

// `text` is valid UTF-8 without byte order mark.
void read_library_json(std::string_view text, LibraryBuilder& out);
void read_library_bibtex(std::string_view text, LibraryBuilder& out);
void read_library_ris(std::string_view text, LibraryBuilder& out);

/// What the JSON text of a library is; nothing when it is none.
std::optional<LibraryFormat> library_json_format(std::string_view text);

/// The paper's id as Paper::id spells it, from the first of the texts that holds an arXiv id, else the first that
/// holds any other; empty when none does.
std::string paper_id_in(const std::vector<std::string>& texts);
/// "arXiv:2201.00738 [hep-ex]" → "hep-ex", when it is a category.
std::string category_in(std::string_view text);

}  // namespace sheaf::published
