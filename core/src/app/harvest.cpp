// Bulk metadata into the store; see harvest.hpp.
#include "app/harvest.hpp"

#include <sys/stat.h>

#include <fstream>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/json.hpp"
#include "source/oai_harvest.hpp"
#include "source/snapshot.hpp"

namespace sheaf::app {
namespace {

constexpr std::size_t kMaxWarnings = 100;

void add_warnings(HarvestReport& report, std::vector<std::string>& warnings) {
  report.warned += warnings.size();
  for (std::string& warning : warnings)
    if (report.warnings.size() < kMaxWarnings) report.warnings.push_back(std::move(warning));
}

void describe(HarvestReport& report) {
  report.status.name = report.source;
  report.status.papers = report.records;
  if (report.warned > 0) {
    report.status.state = SourceState::kPartial;
    report.status.detail = std::to_string(report.warned) + " records could not be read whole: " + report.warnings.front();
  } else if (report.done && report.records == 0) {
    report.status.state = SourceState::kEmpty;
    report.status.detail = "nothing has changed";
  }
}

Result<source::OaiFormat> format_of(const std::string& name) {
  if (name.empty() || name == "arXivRaw") return source::OaiFormat::kArxivRaw;
  if (name == "arXiv") return source::OaiFormat::kArxiv;
  if (name == "oai_dc") return source::OaiFormat::kDublinCore;
  return Error{ErrorCode::kInvalid, "format: \"" + name + "\" is not one of arXivRaw, arXiv, oai_dc"};
}

/// Where to begin: in the middle of an earlier harvest, after a finished one, or at the start.
Result<source::OaiState> first_state(const HarvestRequest& request, const store::SourceMemory& memory,
                                     bool& resumed) {
  SHEAF_ASSIGN(const source::OaiFormat format, format_of(request.format));
  SHEAF_ASSIGN(source::OaiState fresh, source::start_harvest(request.set, format, request.from));
  if (request.restart || request.from || memory.cursor.empty()) return fresh;
  SHEAF_ASSIGN(const source::OaiState known, source::parse_oai_cursor(memory.cursor));
  if (!request.format.empty() && known.format != format) return fresh;
  resumed = true;
  return known.done ? source::continue_harvest(known) : known;
}

store::SourceMemory memory_after(const store::SourceMemory& before, const std::string& cursor, bool done,
                                 std::uint64_t records, Seconds now) {
  store::SourceMemory memory = before;
  memory.cursor = cursor;
  memory.checked = now;
  memory.last_state = source_state_name(done ? SourceState::kOk : SourceState::kPartial);
  memory.last_detail = std::to_string(records) + (done ? " records" : " records so far; not finished");
  return memory;
}

/// A snapshot's cursor: the file it belongs to and the place in it.
struct SnapshotCursor {
  std::int64_t size = 0, time = 0;
  source::SnapshotPlace place;
};

std::string cursor_text(const SnapshotCursor& cursor) {
  return dump_json({{"size", cursor.size}, {"time", cursor.time}, {"offset", cursor.place.offset},
                    {"line", cursor.place.line}});
}

source::SnapshotPlace place_in(const std::string& text, const SnapshotCursor& file) {
  const auto json = parse_json(text.empty() ? "{}" : text, "cursor");
  if (!json || !json->is_object()) return {};
  const auto number = [&](const char* key) {
    const auto found = json->find(key);
    return found != json->end() && found->is_number_integer() ? found->get<std::int64_t>() : -1;
  };
  if (number("size") != file.size || number("time") != file.time || number("offset") < 0) return {};
  return {static_cast<std::uint64_t>(number("offset")), static_cast<std::uint64_t>(std::max<std::int64_t>(number("line"), 0))};
}

}  // namespace

Result<HarvestReport> harvest(Library& library, const HarvestRequest& request, const Task& task) {
  SHEAF_ASSIGN(const Profile profile, library.effective(request.profile));
  SHEAF_ASSIGN(const std::string set, source::oai_set(request.set));
  HarvestReport report;
  report.source = "oai:" + (set.empty() ? "all" : set);
  store::Store& store = library.store();
  SHEAF_ASSIGN(store::SourceMemory memory, store.source_memory(report.source));
  SHEAF_ASSIGN(source::OaiState state, first_state(request, memory, report.resumed));
  SHEAF_ASSIGN(const std::unique_ptr<net::Client> client, library.make_client(profile));
  source::OaiHarvest pages(*client, profile.endpoints.arxiv_oai);
  while (!state.done && (request.max_pages == 0 || report.pages < request.max_pages)) {
    SHEAF_TRY(task.report({"fetch", report.records, 0, 0}));
    SHEAF_ASSIGN(source::OaiStep step, pages.next(state, task));
    const std::uint64_t records = step.page.papers.size();
    memory = memory_after(memory, source::oai_cursor(step.state), step.state.done, step.state.records,
                          library.clock().now());
    store::Page page{std::move(step.page.papers), std::move(step.page.deleted), report.source, memory};
    SHEAF_ASSIGN(const store::PutCounts counts, store.put_page(page, task));
    report.stored += counts;
    report.records += records;
    ++report.pages;
    add_warnings(report, step.page.warnings);
    state = std::move(step.state);
  }
  report.done = state.done;
  describe(report);
  return report;
}

bool is_snapshot_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string beginning(std::size_t{64} << 10, '\0');
  file.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
  beginning.resize(static_cast<std::size_t>(file.gcount()));
  const std::string_view text = trim(beginning);
  return (text.starts_with("{") || text.starts_with("[")) && contains(text, "\"authors_parsed\"") &&
         contains(text, "\"update_date\"");
}

Result<HarvestReport> import_snapshot(Library& library, const std::string& path, const Task& task) {
  struct stat info{};
  if (::stat(path.c_str(), &info) != 0) return Error{ErrorCode::kNotFound, path + ": no such file"};
  HarvestReport report;
  report.source = "snapshot:" + path.substr(path.rfind('/') + 1);
  store::Store& store = library.store();
  SHEAF_ASSIGN(store::SourceMemory memory, store.source_memory(report.source));
  SnapshotCursor cursor{info.st_size, info.st_mtime, {}};
  source::SnapshotOptions options;
  options.start = place_in(memory.cursor, cursor);
  report.resumed = options.start.offset > 0;
  const auto take = [&](source::SnapshotChunk& chunk) -> Status {
    cursor.place = chunk.end;
    const std::uint64_t records = chunk.papers.size();
    memory = memory_after(memory, cursor_text(cursor), false, report.records + records, library.clock().now());
    SHEAF_ASSIGN(const store::PutCounts counts,
                 store.put_page({std::move(chunk.papers), {}, report.source, memory}, task));
    report.stored += counts;
    report.records += records;
    report.skipped += chunk.skipped;
    ++report.pages;
    add_warnings(report, chunk.warnings);
    return {};
  };
  SHEAF_TRY(source::read_snapshot(path, options, take, task));
  memory = memory_after(memory, "", true, report.records, library.clock().now());
  SHEAF_TRY(store.set_source_memory(report.source, memory));
  report.done = true;
  describe(report);
  return report;
}

}  // namespace sheaf::app
