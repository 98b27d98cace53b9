// Files of exporters: below one folder, through no link, and never over somebody else's text; see plugins.hpp.
// One writer per folder and label at a time.
#include <algorithm>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "app/plugins.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace sheaf::app {
namespace {

namespace fs = std::filesystem;

/// Path → hash of what was written last, or of several texts of which one was (a run that was killed), in
/// the output folder itself, so that it moves with it.
std::string memory_path(const std::string& folder, const std::string& label) {
  return join_path(folder, ".sheaf-" + label + ".json");
}

Json read_memory(const std::string& path) {
  const auto text = read_plain_file(path);
  if (!text) return Json::object();
  auto json = parse_json(*text, path);
  return json && json->is_object() ? *std::move(json) : Json::object();
}

/// A link below the folder, or something that is no plain file, on the way to `path`; empty: none.
std::string in_the_way(const std::string& folder, const std::string& path) {
  fs::path here(folder);
  const std::vector<std::string> parts = split(path, '/');
  for (std::size_t i = 0; i < parts.size(); ++i) {
    here /= parts[i];
    std::error_code failure;
    const fs::file_status status = fs::symlink_status(here, failure);
    if (status.type() == fs::file_type::not_found) return {};
    if (status.type() == fs::file_type::symlink) return parts[i] + " is a symbolic link, and none is followed";
    const bool last = i + 1 == parts.size();
    if (last ? !fs::is_regular_file(status) : !fs::is_directory(status))
      return parts[i] + (last ? " is there already, and no file" : " is no folder");
  }
  return {};
}

std::string hash_of(std::string_view text) { return to_hex(fnv1a64(text)); }

bool remembers(const Json& memory, const std::string& path, std::string_view text) {
  const auto found = memory.find(path);
  if (found == memory.end()) return false;
  if (found->is_array()) return std::find(found->begin(), found->end(), hash_of(text)) != found->end();
  return *found == hash_of(text);
}

/// Adds what is about to be written to what may be there; whether that is anything.
bool announce(const std::string& folder, const plugin::ExportFile& file, Json& memory) {
  if (!in_the_way(folder, file.path).empty() || remembers(memory, file.path, file.text)) return false;
  const std::string path = join_path(folder, file.path);
  Json known = Json::array({hash_of(file.text)});
  if (path_exists(path)) {
    const auto existing = read_plain_file(path);
    if (!existing || !remembers(memory, file.path, *existing)) return false;
    known.push_back(hash_of(*existing));
  }
  memory[file.path] = std::move(known);
  return true;
}

FileReport write_one(const std::string& folder, const plugin::ExportFile& file, Json& memory) {
  FileReport report{file.path, Outcome::kFailed, ""};
  report.detail = in_the_way(folder, file.path);
  if (!report.detail.empty()) return report;
  const std::string path = join_path(folder, file.path);
  const auto existing = path_exists(path) ? read_plain_file(path) : Result<std::string>(std::string());
  if (!existing) {
    report.detail = existing.error().message;
    return report;
  }
  const bool ours = !path_exists(path) || remembers(memory, file.path, *existing);
  if (!ours && *existing != file.text) {
    report.outcome = Outcome::kConflict;
    report.detail = "was written or changed by somebody else, and stays as it is";
    return report;
  }
  const auto written = write_file(path, file.text);
  if (!written) {
    report.detail = written.error().message;
    return report;
  }
  memory[file.path] = hash_of(file.text);
  report.outcome = *written == WriteOutcome::kUnchanged ? Outcome::kUnchanged
                   : *written == WriteOutcome::kCreated ? Outcome::kCreated
                                                        : Outcome::kUpdated;
  return report;
}

}  // namespace

Result<std::vector<FileReport>> write_exports(const std::string& folder, const std::string& label,
                                              const std::vector<plugin::ExportFile>& files) {
  if (!fs::path(folder).is_absolute())
    return Error{ErrorCode::kInvalid, "\"" + folder + "\" is no whole path: an output folder begins at the root"};
  SHEAF_TRY(make_directories(folder));
  sweep_temporary_files(folder);
  const std::string remembered = memory_path(folder, label);
  Json memory = read_memory(remembered);
  for (const plugin::ExportFile& file : files) SHEAF_TRY(plugin::check_export_path(file.path));
  const auto keep = [&]() -> Status {
    const auto kept = write_file(remembered, dump_json(memory, 1) + "\n");
    return kept ? Status() : Status(kept.error());
  };
  // Told before it is done: a run that is killed in between must find its own files its own.
  bool news = false;
  for (const plugin::ExportFile& file : files) news |= announce(folder, file, memory);
  if (news) SHEAF_TRY(keep());
  std::vector<FileReport> reports;
  for (const plugin::ExportFile& file : files) reports.push_back(write_one(folder, file, memory));
  SHEAF_TRY(keep());
  return reports;
}

}  // namespace sheaf::app
