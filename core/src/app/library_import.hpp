// Files of reference managers into the reader's library, and what the library looks like.
// Functions borrow the facade; any thread.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "app/library.hpp"
#include "published/library_file.hpp"
#include "rank/ranker.hpp"

namespace sheaf::app {

struct LibraryImport {
  std::string path;                      ///< empty: the text is handed over
  std::string name;                      ///< of the text, in warnings and as its origin
  std::vector<std::string> collections;  ///< every item is put into these too
  bool complete = false;                 ///< what the last complete import of this file gave and is gone leaves
};

struct ImportedLibrary {
  published::LibraryFile file;  ///< without its items, which are in the store
  std::size_t items = 0;
  store::PutCounts counts;
};

/// An item keeps the file's own key. With `complete` and an entry that could not be read nothing leaves,
/// since it may be that one.
Result<ImportedLibrary> import_library(Library& library, const LibraryImport& request, std::string_view text,
                                       const Task& task);

struct LibraryStatus {
  std::size_t items = 0, excluded = 0, without_abstract = 0;
  std::array<std::size_t, 5> opinions{};  ///< by FeedbackKind, of stored papers or not
  std::uint64_t revision = 0;
  std::vector<rank::Interest> interests;
  std::vector<std::string> notes;
};
Result<LibraryStatus> library_status(Library& library, const Profile& profile, const Task& task);

}  // namespace sheaf::app
