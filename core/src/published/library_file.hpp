// Files that hold a reader's library: what reference managers and bibliographies are exported to,
// read as items for the ranking to learn from.
// Pure functions of the bytes; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/score.hpp"

namespace sheaf::published {

enum class LibraryFormat {
  kItems,             ///< our own: JSON array or lines of {"key", "title", "abstract", …}
  kCslJson,           ///< CSL-JSON, as Zotero, Pandoc and Mendeley write it
  kBetterBibtexJson,  ///< Better BibTeX's export: {"config", "collections", "items"}
  kZoteroApi,         ///< items of Zotero's Web or local API: [{"key", "data": {…}}]
  kBibtex,            ///< BibTeX and BibLaTeX
  kRis
};
std::string_view library_format_name(LibraryFormat format);  ///< "CSL-JSON", "BibTeX", …

/// Told by what stands in the text, never by a name; nothing when it is none of these.
std::optional<LibraryFormat> detect_library_format(std::string_view text);

struct LibraryFile {
  LibraryFormat format = LibraryFormat::kItems;
  std::vector<LibraryItem> items;     ///< in the file's order, each key once: the last one counts
  std::size_t notes = 0;              ///< notes, attachments and annotations: left out
  std::size_t untitled = 0;           ///< entries without a title: left out
  std::size_t repeated = 0;           ///< entries whose key came again
  std::size_t unreadable = 0;         ///< broken entries: left out
  std::vector<std::string> warnings;  ///< "references.bib:812: …", the first kMaxWarnings
};
inline constexpr std::size_t kMaxWarnings = 100;

/// Reads a whole file; `name` is used for places in warnings and errors. Bytes that are no UTF-8 become
/// U+FFFD; a byte order mark is skipped. A broken entry is a warning with its place and the rest is
/// read. Time and memory grow linearly with the text.
/// kInvalid when the format is none of ours or nothing at all can be read, saying what was expected.
Result<LibraryFile> read_library_file(std::string_view text, std::string_view name);

}  // namespace sheaf::published
