// Writing the archive of pages; see page.hpp.
// No state; any thread. One digest at a time is held.
#include "app/page.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/op_table.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "render/page.hpp"

namespace sheaf::app {
namespace {

FileReport written(const std::string& path, const Result<WriteOutcome>& outcome) {
  if (!outcome.ok()) return {path, Outcome::kFailed, outcome.error().message};
  switch (*outcome) {
    case WriteOutcome::kCreated: return {path, Outcome::kCreated, ""};
    case WriteOutcome::kUpdated: return {path, Outcome::kUpdated, ""};
    case WriteOutcome::kUnchanged: break;
  }
  return {path, Outcome::kUnchanged, ""};
}

Result<Digest> digest_of(Library& library, const Profile& profile, Day day, bool sample, const Task& task) {
  if (!sample) return library.stored_digest(profile.name, day);
  DigestRequest request;
  request.profile = profile;
  request.sample = true;
  return library.digest(request, task);
}

/// Newest first.
Result<std::vector<Day>> days_of(Library& library, const Profile& profile, const PageOptions& options) {
  if (options.sample) return std::vector<Day>{Day{}};
  SHEAF_ASSIGN(std::vector<Day> days, library.store().digest_days(profile.name));
  std::reverse(days.begin(), days.end());
  if (options.days > 0 && days.size() > options.days) days.resize(options.days);
  if (!days.empty()) return days;
  return library.no_digest(profile.name);
}

}  // namespace

Result<std::vector<FileReport>> write_pages(Library& library, const Profile& profile, const PageOptions& options,
                                            const Task& task) {
  SHEAF_ASSIGN(const std::vector<Day> days, days_of(library, profile, options));
  SHEAF_TRY(make_directories(options.folder));
  sweep_temporary_files(options.folder);
  std::vector<FileReport> reports;
  std::vector<render::PageDay> index;
  for (std::size_t i = 0; i < days.size(); ++i) {
    SHEAF_TRY(task.report({"write", i, days.size() + 1, 0}));
    SHEAF_ASSIGN(const Digest digest, digest_of(library, profile, days[i], options.sample, task));
    render::PageLinks links;
    links.language = profile.summary.language;
    if (i > 0) links.later = days[i - 1];
    if (i + 1 < days.size()) links.earlier = days[i + 1];
    const std::string path = join_path(options.folder, render::day_page_name(digest.day));
    reports.push_back(written(path, write_file(path, render::day_page(digest, links))));
    index.push_back(render::page_day(digest));
  }
  // Last, so that it never names a page that is not there yet.
  const std::string path = join_path(options.folder, "index.html");
  reports.push_back(written(path, write_file(path, render::index_page(index, profile.name, profile.summary.language))));
  SHEAF_TRY(task.report({"write", days.size() + 1, days.size() + 1, 0}));
  return reports;
}

Result<Json> run_page(Library& library, const OpArgs& args, const Task& task) {
  PageOptions options;
  SHEAF_ASSIGN(options.folder, args.required_text("folder"));
  SHEAF_ASSIGN(const std::uint64_t days, args.number("days", options.days));
  SHEAF_ASSIGN(options.sample, args.flag("sample"));
  SHEAF_ASSIGN(const Profile profile, args.profile());
  options.days = days;
  SHEAF_ASSIGN(const std::vector<FileReport> files, write_pages(library, profile, options, task));
  return Json{{"report", report_to_json(files)}};
}

}  // namespace sheaf::app
