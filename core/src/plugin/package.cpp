// Plugins in folders and in the library; see package.hpp.
#include "plugin/package.hpp"

#include <algorithm>
#include <filesystem>

#include "base/file.hpp"

namespace sheaf::plugin {
namespace {

constexpr std::size_t kMaxScriptBytes = std::size_t{1} << 20, kMaxTestBytes = std::size_t{8} << 20;

std::vector<Package> read_embedded() {
  std::vector<Package> out;
  for (std::size_t i = 0; i < kEmbeddedPluginCount; ++i) {
    const EmbeddedPlugin& one = kEmbeddedPlugins[i];
    auto manifest = parse_manifest(one.manifest, "a bundled plugin");
    if (manifest) out.push_back({*std::move(manifest), one.code, one.tests, ""});
  }
  std::sort(out.begin(), out.end(), [](const Package& a, const Package& b) { return a.manifest.name < b.manifest.name; });
  return out;
}

/// A pipe would never end, a device never stop.
Result<std::string> read_part(const std::string& path, std::size_t max_bytes) {
  std::error_code failure;
  const std::filesystem::file_status status = std::filesystem::status(path, failure);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
    return Error{ErrorCode::kInvalid, path + ": is no plain file"};
  return read_file(path, max_bytes);
}

}  // namespace

Result<Package> read_package(const std::string& folder) {
  if (!is_folder(folder))
    return Error{ErrorCode::kNotFound, folder + ": there is no such folder; a plugin is a folder with manifest.json and main.js"};
  const std::string path = join_path(folder, "manifest.json"), tests = join_path(folder, "tests.json");
  Package out;
  SHEAF_ASSIGN(const std::string text, read_part(path, kMaxScriptBytes));
  SHEAF_ASSIGN(out.manifest, parse_manifest(text, path));
  SHEAF_ASSIGN(out.code, read_part(join_path(folder, "main.js"), kMaxScriptBytes));
  if (path_exists(tests)) {
    SHEAF_ASSIGN(out.tests, read_part(tests, kMaxTestBytes));
  }
  out.folder = folder;
  return out;
}

const std::vector<Package>& bundled_packages() {
  static const std::vector<Package> packages = read_embedded();
  return packages;
}

const Package* find_bundled(std::string_view name) {
  for (const Package& package : bundled_packages())
    if (package.manifest.name == name) return &package;
  return nullptr;
}

}  // namespace sheaf::plugin
