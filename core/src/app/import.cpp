// Importing published digests; see import.hpp.
#include "app/import.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "app/page_name.hpp"
#include "app/visit.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "published/reader.hpp"

namespace sheaf::app {
namespace {

constexpr std::size_t kMaxPageBytes = std::size_t{64} << 20;  // the largest real one has 2 MB

bool is_readable_name(std::string_view name) {
  for (const std::string_view suffix : {".md", ".markdown", ".jsonl", ".json", ".txt"})
    if (name.ends_with(suffix)) return true;
  return false;
}

Result<std::vector<std::string>> pages_below(const std::string& folder) {
  SHEAF_ASSIGN(std::vector<std::string> names, list_files(folder, ""));
  std::erase_if(names, [](const std::string& name) { return !is_readable_name(name); });
  std::stable_sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
    return date_key(a) < date_key(b);
  });
  if (names.empty())
    return Error{ErrorCode::kNotFound, folder + ": no .md, .jsonl, .json or .txt file is below this folder"};
  return names;
}

class Keeper {
 public:
  Keeper(store::Store& store, Seconds now) : store_(store), now_(now) {}

  Status keep(ImportedPage& page, const std::string& series);

 private:
  Status find_known(const Digest& digest, const std::string& series);
  Status put_days(const Digest& digest, const std::string& series, store::PutCounts& counts);
  Digest without_known(const Digest& digest) const;

  store::Store& store_;
  Seconds now_;
  std::unordered_map<std::string, Day> known_;  // paper id → latest earlier day
};

Status Keeper::find_known(const Digest& digest, const std::string& series) {
  std::map<Day, std::vector<std::string>> ids;
  for (const Entry& entry : digest.entries) ids[entry.announcement.day].push_back(entry.paper.id);
  for (const auto& [day, of_day] : ids) {
    SHEAF_ASSIGN(const auto earlier, store_.announced_before(series, of_day, day));
    for (const auto& [id, when] : earlier) known_.emplace(id, when);
  }
  return {};
}

Status Keeper::put_days(const Digest& digest, const std::string& series, store::PutCounts& counts) {
  std::map<Day, std::vector<store::StoredAnnouncement>> days;  // what the series did not have before
  days[digest.day];  // also a day that brings nothing is recorded
  for (const Entry& entry : digest.entries)
    if (!known_.count(entry.paper.id))
      days[entry.announcement.day].push_back({entry.paper, entry.announcement.type});
  for (auto& [day, items] : days) {
    store::SourceMemory memory;
    memory.batch_day = day;
    note_status(memory, digest.sources.front(), now_);
    SHEAF_ASSIGN(const store::PutCounts put,
                 store_.put_batch({series, day, std::move(items), std::move(memory), series}));
    counts += put;
  }
  return {};
}

Digest Keeper::without_known(const Digest& digest) const {
  Digest kept = digest;
  std::erase_if(kept.entries, [&](const Entry& entry) { return known_.count(entry.paper.id) > 0; });
  kept.left_out += known_.size();
  if (known_.empty()) return kept;
  SourceStatus& status = kept.sources.front();
  if (kept.entries.empty()) status.state = SourceState::kStale;
  status.detail += (status.detail.empty() ? "" : "; ") + std::to_string(known_.size()) +
                   " papers known from earlier days";
  return kept;
}

Status Keeper::keep(ImportedPage& page, const std::string& series) {
  const Digest& digest = *page.digest;
  SHEAF_TRY(find_known(digest, series));
  SHEAF_TRY(put_days(digest, series, page.stored));
  page.known = known_.size();
  if (!known_.empty() && page.known == digest.entries.size())
    page.known_day = std::max_element(known_.begin(), known_.end(), [](const auto& a, const auto& b) {
                       return a.second < b.second;
                     })->second;
  page.kept = without_known(digest);
  page.kept.profile = series;
  return store_.put_digest(page.kept);
}

Result<std::string> load(Library& library, const ImportRequest& request, const std::string& path,
                         const Task& task) {
  if (!is_url(path)) return read_file(path, kMaxPageBytes);
  SHEAF_ASSIGN(const Profile profile, library.effective(request.profile));
  SHEAF_ASSIGN(const std::unique_ptr<net::Client> client, library.make_client(profile));
  SHEAF_ASSIGN(net::HttpResponse answer, client->get(raw_url(path), {}, task));
  return std::move(answer.body);
}

/// The day of a page that tells none itself: what the caller said, else the file's own time.
Day day_otherwise(Library& library, const ImportRequest& request, const std::string& path) {
  if (request.day) return *request.day;
  struct stat info{};
  const bool file = !is_url(path) && ::stat(path.c_str(), &info) == 0;
  return new_york_day(file ? info.st_mtime : library.clock().now());
}

struct Outcome {
  bool any = false;  ///< some page could be read
  std::optional<Error> first;
};

Status hand_over(Library& library, Result<std::string> text, const std::string& name, Day day,
                 const PageSink& sink, Outcome& outcome) {
  Result<ImportedPage> page = text ? import_page(library, *std::move(text), name, day)
                                   : Result<ImportedPage>(std::move(text).error());
  if (page) {
    outcome.any = true;
    return sink(*std::move(page));
  }
  if (page.error().code == ErrorCode::kStore || page.error().code == ErrorCode::kCancelled)
    return std::move(page).error();
  if (!outcome.first) outcome.first = page.error();
  ImportedPage unread;
  unread.name = name;
  unread.error = std::move(page).error();
  return sink(std::move(unread));
}

}  // namespace

Result<ImportedPage> import_page(Library& library, std::string text, std::string_view name, Day day) {
  ImportedPage page;
  page.name = name;
  SHEAF_ASSIGN(page.digest, published::read_published(std::move(text), name, day));
  Keeper keeper(library.store(), library.clock().now());
  SHEAF_TRY(keeper.keep(page, series_of(*page.digest, name)));
  return page;
}

Result<Digest> import_text(Library* library, std::string text, std::string_view name) {
  const Day today = new_york_day(library ? library->clock().now() : system_clock().now());
  if (!library) return published::read_published(std::move(text), name, today);
  SHEAF_ASSIGN(ImportedPage page, import_page(*library, std::move(text), name, today));
  return *std::move(page.digest);
}

Status import_pages(Library& library, const ImportRequest& request, const Task& task,
                    const PageSink& sink) {
  std::vector<std::string> names{request.path};
  const bool folder = !is_url(request.path) && is_folder(request.path);
  if (folder) {
    SHEAF_ASSIGN(names, pages_below(request.path));
  }
  Outcome outcome;
  for (std::size_t i = 0; i < names.size(); ++i) {
    SHEAF_TRY(task.report({"fetch", i, names.size(), 0}));
    const std::string path = folder ? join_path(request.path, names[i]) : names[i];
    SHEAF_TRY(hand_over(library, load(library, request, path, task), names[i],
                        day_otherwise(library, request, path), sink, outcome));
  }
  return outcome.any || !outcome.first ? Status() : Status(*outcome.first);
}

}  // namespace sheaf::app
