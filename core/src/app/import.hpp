// Import: published digests of other systems, and bulk metadata, into the store and back as a
// Digest. A page's papers are recorded as announced by its series, so that a page that repeats an
// earlier one is recognised.
// Borrows the library; one call uses one thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "app/library.hpp"

namespace sheaf::app {

struct ImportRequest {
  std::string path;  ///< a file, a folder (everything readable below it), or a URL
  std::optional<Day> day;  ///< of pages that tell none; none: a file's own time, else today
  Profile profile = default_profile();  ///< its network settings are used for URLs
};

/// What became of one page.
struct ImportedPage {
  std::string name;              ///< file below the folder, or the URL
  std::optional<Digest> digest;  ///< the page as it is; none when it could not be read
  Digest kept;  ///< without what the series had before: as it is stored
  std::optional<Error> error;
  std::size_t known = 0;         ///< papers that the same series had on an earlier day
  std::optional<Day> known_day;  ///< the latest such day, when all of them are known
  store::PutCounts stored;
};
using PageSink = std::function<Status(ImportedPage page)>;

/// Reads every page in the order of days and names, keeps it, and hands it to `sink`. A page that
/// cannot be read is handed over with its error; the call itself fails when nothing at all can.
Status import_pages(Library& library, const ImportRequest& request, const Task& task,
                    const PageSink& sink);

/// Keeps one page that is already in memory; `day` is its day when it tells none itself.
Result<ImportedPage> import_page(Library& library, std::string text, std::string_view name, Day day);

/// The page as it is; kept when there is a library. A page that tells no day is today's.
Result<Digest> import_text(Library* library, std::string text, std::string_view name);

}  // namespace sheaf::app
