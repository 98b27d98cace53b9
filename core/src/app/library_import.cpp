// Importing library files; see library_import.hpp.
// No state; any thread.
#include "app/library_import.hpp"

#include <filesystem>
#include <system_error>

#include "app/ranking.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace sheaf::app {
namespace {

std::string last_part(const std::string& path) {
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

/// Two files of one name in two folders are two.
std::string origin_of(const LibraryImport& request, const std::string& name) {
  std::error_code failed;
  const auto path = std::filesystem::weakly_canonical(request.path, failed);
  return "file:" + (request.path.empty() || failed ? name : path.string());
}

}  // namespace

Result<ImportedLibrary> import_library(Library& library, const LibraryImport& request, std::string_view text,
                                       const Task& task) {
  SHEAF_TRY(task.report({"fetch", 0, 0, 0}));
  std::string bytes;
  if (!request.path.empty()) {
    SHEAF_ASSIGN(bytes, read_file(request.path));
    text = bytes;
  }
  const std::string name = !request.name.empty() ? request.name : last_part(request.path);
  SHEAF_ASSIGN(published::LibraryFile file, published::read_library_file(text, name.empty() ? "library" : name));
  store::LibraryChange change;
  // Without a claim to be complete, whose an item is does not matter and an unchanged one stays unchanged.
  if (request.complete) change.origin = origin_of(request, name);
  change.complete = request.complete && file.unreadable == 0;
  change.items = std::move(file.items);
  for (LibraryItem& item : change.items)
    for (const std::string& collection : request.collections) add_once(item.collections, collection);
  ImportedLibrary done;
  done.items = change.items.size();
  SHEAF_ASSIGN(done.counts, library.store().put_library(change, task));
  file.items.clear();
  done.file = std::move(file);
  return done;
}

Result<LibraryStatus> library_status(Library& library, const Profile& profile, const Task& task) {
  LibraryStatus status;
  SHEAF_ASSIGN(status.revision, library.store().library_revision());
  SHEAF_ASSIGN(std::vector<LibraryItem> items, library.store().library());
  status.items = items.size();
  for (const LibraryItem& item : items) status.without_abstract += item.abstract.empty();
  status.excluded = admit(std::move(items), profile.ranking).excluded;
  SHEAF_ASSIGN(const std::vector<Opinion> opinions, library.store().feedback());
  for (const Opinion& opinion : opinions)
    if (opinion.kind != FeedbackKind::kNone) ++status.opinions[static_cast<std::size_t>(opinion.kind)];
  SHEAF_ASSIGN(const rank::Ranker ranker, stored_ranker(library, profile, {}, task));
  status.interests = ranker.interests();
  status.notes = ranker.notes();
  return status;
}

}  // namespace sheaf::app
