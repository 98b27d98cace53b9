// Finding plugins and applying them to a digest; see plugins.hpp.
#include "app/plugins.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "base/text.hpp"
#include "source/xml_tree.hpp"

namespace sheaf::app {
namespace {

constexpr std::string_view kListPrefix = "plugin:";

/// What ends the run; anything else is the plugin's own failure.
bool ends_run(const Error& error) { return error.code == ErrorCode::kCancelled || error.code == ErrorCode::kStore; }

SourceStatus failed(const std::string& label, const Error& error) {
  return {plugin_list_name(label), SourceState::kFailed, error.message, 0};
}

/// Runs `step` for each enabled plugin of a kind and collects the statuses.
template <class Step>
Result<std::vector<SourceStatus>> for_each_plugin(Library& library, const Profile& profile, plugin::Kind kind,
                                                  const Task& task, const Step& step) {
  std::vector<SourceStatus> statuses;
  const std::string folder = plugin_folder(library.options().store_path);
  for (const PluginUse& use : profile.plugins) {
    if (!use.enabled) continue;
    SHEAF_TRY(task.check());
    const auto package = find_plugin(folder, use);
    if (!package || package->manifest.kind != kind) continue;
    auto opened = plugin::Plugin::open(*package, use.label, use.options, plugin::Limits(), task);
    Result<SourceStatus> status = opened.ok() ? step(use, *opened) : Result<SourceStatus>(opened.error());
    if (!status && ends_run(status.error())) return std::move(status).error();
    statuses.push_back(status ? *std::move(status) : failed(use.label, status.error()));
  }
  return statuses;
}

std::string signed_points(double points) {
  std::string text = dump_json(Json(std::round(points * 100) / 100));
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return points < 0 ? text : "+" + text;
}

void adjust(Score& score, const plugin::Adjustment& adjustment, const std::string& label, bool has_scale) {
  score.value += adjustment.points;
  if (has_scale) score.value = std::clamp(score.value, 0.0, 100.0);
  const std::string why = (adjustment.reason.empty() ? label : adjustment.reason + " (" + label + ")") + " " +
                          signed_points(adjustment.points);
  score.reason += (score.reason.empty() ? "" : "; ") + why;
}

}  // namespace

std::string plugin_folder(const std::string& store_path) {
  if (store_path.empty()) return {};
  return (std::filesystem::path(store_path).parent_path() / "plugins").string();
}

Result<plugin::Package> find_plugin(const std::string& folder, const PluginUse& use) {
  if (!use.path.empty()) return plugin::read_package(use.path);
  if (const plugin::Package* bundled = plugin::find_bundled(use.name)) return *bundled;
  if (!folder.empty() && safe_file_name(use.name) == use.name && is_folder(join_path(folder, use.name)))
    return plugin::read_package(join_path(folder, use.name));
  return Error{ErrorCode::kNotFound, "there is no plugin \"" + shorten(use.name, 60) + "\"; there are " +
                                         join(plugin_names(folder), ", ") + " (see 'sheaf plugin add')"};
}

std::vector<std::string> plugin_names(const std::string& folder) {
  std::vector<std::string> names;
  for (const plugin::Package& package : plugin::bundled_packages()) names.push_back(package.manifest.name);
  std::error_code failure;
  std::vector<std::string> added;
  if (!folder.empty())
    for (const auto& entry : std::filesystem::directory_iterator(folder, failure))
      if (std::string name = entry.path().filename().string();
          name.front() != '.' && path_exists(join_path(entry.path().string(), "manifest.json")))
        added.push_back(std::move(name));
  std::sort(added.begin(), added.end());
  for (const std::string& name : added) add_once(names, name);
  return names;
}

std::string plugin_list_name(const std::string& label) { return std::string(kListPrefix) + label; }

const PluginUse* plugin_of_list(const Profile& profile, std::string_view list) {
  if (!list.starts_with(kListPrefix)) return nullptr;
  for (const PluginUse& use : profile.plugins)
    if (use.label == list.substr(kListPrefix.size())) return &use;
  return nullptr;
}

std::vector<std::string> plugin_lists(const std::string& folder, const Profile& profile) {
  std::vector<std::string> lists;
  for (const PluginUse& use : profile.plugins) {
    if (!use.enabled) continue;
    const auto package = find_plugin(folder, use);
    if (package && package->manifest.kind == plugin::Kind::kSource) lists.push_back(plugin_list_name(use.label));
  }
  return lists;
}

plugin::Door plugin_door(net::Client& client) {
  plugin::Door door;
  door.fetch = [&client](const net::HttpRequest& request, const Task& task) { return client.send(request, task); };
  door.read_xml = [](std::string body) { return source::xml_to_json(std::move(body)); };
  return door;
}

std::vector<SourceStatus> unreadable_plugins(Library& library, const Profile& profile) {
  std::vector<SourceStatus> statuses;
  const std::string folder = plugin_folder(library.options().store_path);
  for (const PluginUse& use : profile.plugins) {
    if (!use.enabled) continue;
    const auto package = find_plugin(folder, use);
    if (!package) statuses.push_back(failed(use.label, package.error()));
  }
  return statuses;
}

Result<std::vector<SourceStatus>> apply_scorers(Library& library, const Profile& profile, const std::vector<Paper>& papers,
                                                std::vector<Score>& scores, const Task& task) {
  const auto step = [&](const PluginUse& use, plugin::Plugin& scorer) -> Result<SourceStatus> {
    SHEAF_ASSIGN(const auto adjustments, plugin::run_scorer(scorer, papers, scores, profile, task));
    SourceStatus status{plugin_list_name(use.label), SourceState::kOk, "", 0};
    for (std::size_t i = 0; i < adjustments.size(); ++i) {
      if (adjustments[i].points == 0) continue;
      adjust(scores[i], adjustments[i], use.label, profile.scorer == "learned");
      ++status.papers;
    }
    status.detail = "changed " + std::to_string(status.papers) + " of " + std::to_string(papers.size()) + " scores";
    return status;
  };
  return for_each_plugin(library, profile, plugin::Kind::kScorer, task, step);
}

Result<std::vector<SourceStatus>> apply_summarizers(Library& library, const Profile& profile,
                                                    std::vector<Entry>& entries, bool offline, const Task& task) {
  return for_each_plugin(library, profile, plugin::Kind::kSummarizer, task, [&](const PluginUse&, plugin::Plugin& one) {
    return run_summarizer(library, one, profile, entries, offline, task);
  });
}

Result<std::vector<SourceStatus>> apply_exporters(Library& library, const Profile& profile, const Digest& digest,
                                                  const Task& task) {
  const auto step = [&](const PluginUse& use, plugin::Plugin& exporter) -> Result<SourceStatus> {
    if (use.output.empty())
      return Error{ErrorCode::kInvalid, "it writes files: name a folder as \"output\" of plugin \"" + use.label + "\" in the profile"};
    SHEAF_ASSIGN(const auto files, plugin::run_exporter(exporter, digest, task));
    SHEAF_ASSIGN(const std::vector<FileReport> reports, write_exports(use.output, use.label, files));
    SourceStatus status{plugin_list_name(use.label), SourceState::kOk, "", digest.entries.size()};
    std::size_t written = 0;
    std::vector<std::string> kept;
    for (const FileReport& report : reports) {
      if (report.outcome == Outcome::kConflict || report.outcome == Outcome::kFailed) kept.push_back(report.path + ": " + report.detail);
      else ++written;
    }
    status.detail = std::to_string(written) + (written == 1 ? " file in " : " files in ") + use.output;
    if (kept.empty()) return status;
    status.state = SourceState::kPartial;
    status.detail += "; not written: " + kept.front() + (kept.size() > 1 ? ", and " + std::to_string(kept.size() - 1) + " more" : "");
    return status;
  };
  return for_each_plugin(library, profile, plugin::Kind::kExporter, task, step);
}

}  // namespace sheaf::app
