// Adding a plugin: its files copied beside the store, all of them or none; see plugins.hpp.
// One writer at a time; readers see the plugin as it was or as it is.
#include <filesystem>

#include <unistd.h>

#include "app/plugins.hpp"
#include "base/file.hpp"

namespace sheaf::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFiles[] = {"manifest.json", "main.js", "tests.json"};

/// A folder from elsewhere may hold links to what its receiver alone can read.
Status refuse_links(const std::string& path) {
  for (const char* file : kFiles) {
    std::error_code failure;
    if (fs::is_symlink(fs::symlink_status(join_path(path, file), failure)))
      return Error{ErrorCode::kInvalid, join_path(path, file) + ": is a symbolic link, and none is copied: put the file itself there"};
  }
  return {};
}

Status copy_files(const plugin::Package& package, const std::string& path, const std::string& staged) {
  SHEAF_ASSIGN(const std::string manifest, read_file(join_path(path, "manifest.json")));
  const std::string* const texts[] = {&manifest, &package.code, &package.tests};
  SHEAF_TRY(make_directories(staged));
  for (std::size_t i = 0; i < std::size(kFiles); ++i) {
    if (texts[i]->empty()) continue;
    SHEAF_ASSIGN([[maybe_unused]] const WriteOutcome outcome, write_file(join_path(staged, kFiles[i]), *texts[i]));
  }
  return {};
}

/// Puts the staged folder in place of `target`, which is put back when that fails.
Status change_places(const std::string& staged, const std::string& target, const std::string& former) {
  std::error_code failure;
  const bool existed = fs::exists(fs::symlink_status(target, failure));
  failure.clear();  // that nothing is there is no failure
  if (existed) fs::rename(target, former, failure);
  if (!failure) {
    fs::rename(staged, target, failure);
    if (!failure) return {};
    std::error_code ignored;
    if (existed) fs::rename(former, target, ignored);
  }
  return Error{ErrorCode::kIo, "cannot write the folder " + target + ": " + failure.message()};
}

}  // namespace

Result<plugin::Package> add_plugin(const std::string& folder, const std::string& path) {
  if (folder.empty())
    return Error{ErrorCode::kInvalid, "a store in memory keeps no plugins: name the plugin's folder as \"path\" in the profile"};
  SHEAF_TRY(refuse_links(path));
  SHEAF_ASSIGN(plugin::Package package, plugin::read_package(path));
  const std::string& name = package.manifest.name;
  if (plugin::find_bundled(name))
    return Error{ErrorCode::kInvalid, path + ": \"" + name + "\" is the name of a bundled plugin: give it another"};
  SHEAF_ASSIGN([[maybe_unused]] const plugin::Plugin started, plugin::Plugin::open(package, name, "{}"));
  // Hidden names: what a killed run leaves is no plugin.
  const std::string target = join_path(folder, name), mark = std::to_string(::getpid());
  const std::string staged = join_path(folder, "." + name + "-new-" + mark), former = join_path(folder, "." + name + "-old-" + mark);
  std::error_code ignored;
  Status added = copy_files(package, path, staged);
  if (added.ok()) added = change_places(staged, target, former);
  fs::remove_all(staged, ignored);
  if (added.ok()) fs::remove_all(former, ignored);
  SHEAF_TRY(std::move(added));
  package.folder = target;
  return package;
}

}  // namespace sheaf::app
