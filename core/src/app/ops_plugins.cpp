// Ops about plugins: what there is, adding one, testing one, and running one by itself; see ops.hpp.
// No state; any thread.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/op_table.hpp"
#include "app/plugins.hpp"
#include "base/text.hpp"
#include "plugin/recorded_test.hpp"
#include "source/xml_tree.hpp"

namespace sheaf::app {
namespace {

std::string folder_of(const Library& library) { return plugin_folder(library.options().store_path); }

Json described(const plugin::Package& package) {
  const plugin::Manifest& manifest = package.manifest;
  Json options = Json::array();
  for (const plugin::Option& option : manifest.options) {
    Json one = {{"name", option.name}, {"about", option.about}};
    if (auto fallback = parse_json(option.fallback, option.name)) one["default"] = *std::move(fallback);
    options.push_back(std::move(one));
  }
  return {{"name", manifest.name},
          {"version", manifest.version},
          {"kind", plugin::kind_name(manifest.kind)},
          {"description", manifest.description},
          {"origin", package.folder.empty() ? "bundled" : package.folder},
          {"hosts", manifest.hosts},
          {"hosts_from_options", manifest.hosts_from_options},
          {"llm", manifest.llm},
          {"options", std::move(options)}};
}

/// Labels under which the profile enables a plugin.
std::vector<std::string> labels_of(const Profile& profile, const std::string& name) {
  std::vector<std::string> labels;
  for (const PluginUse& use : profile.plugins)
    if (use.enabled && use.name == name) labels.push_back(use.label);
  return labels;
}

Result<Json> run_list(Library& library, const OpArgs& args, const Task&) {
  SHEAF_ASSIGN(const Profile profile, args.profile());
  const std::string folder = folder_of(library);
  Json plugins = Json::array();
  const auto add = [&](const PluginUse& use, const std::vector<std::string>& labels) {
    const auto package = find_plugin(folder, use);
    Json one = package ? described(*package) : Json{{"name", use.label}, {"problem", package.error().message}};
    one["enabled"] = labels;
    plugins.push_back(std::move(one));
  };
  for (const std::string& name : plugin_names(folder)) add({name, "", name, true, "", ""}, labels_of(profile, name));
  for (const PluginUse& use : profile.plugins)
    if (!use.path.empty()) add(use, use.enabled ? std::vector<std::string>{use.label} : std::vector<std::string>{});
  return Json{{"plugins", std::move(plugins)}, {"folder", folder}};
}

/// The plugin the arguments name; one that the profile has brings its options and output along.
Result<PluginUse> use_of(const OpArgs& args, const Profile& profile) {
  PluginUse use;
  SHEAF_ASSIGN(use.name, args.text("name"));
  SHEAF_ASSIGN(use.path, args.text("path"));
  if (use.name.empty() == use.path.empty()) return args.wrong("name", "is missing (or give the path of its folder, and not both)");
  use.label = use.name.empty() ? "plugin" : use.name;
  for (const PluginUse& known : profile.plugins)
    if (!use.name.empty() && known.label == use.name) use = known;
  if (const Json* options = args.find("options")) use.options = dump_json(*options);
  SHEAF_ASSIGN(const std::string output, args.text("output"));
  if (!output.empty()) use.output = output;
  return use;
}

Result<Json> run_add(Library& library, const OpArgs& args, const Task&) {
  SHEAF_ASSIGN(const std::string path, args.required_text("path"));
  SHEAF_ASSIGN(const plugin::Package package, add_plugin(folder_of(library), path));
  Json out = described(package);
  out["folder"] = package.folder;
  return out;
}

Result<Json> run_test(Library& library, const OpArgs& args, const Task& task) {
  SHEAF_ASSIGN(const PluginUse use, use_of(args, default_profile()));
  SHEAF_ASSIGN(const plugin::Package package, find_plugin(folder_of(library), use));
  SHEAF_ASSIGN(const auto outcomes, plugin::run_recorded_tests(package, source::xml_to_json, task));
  Json tests = Json::array();
  std::size_t failures = 0;
  for (const plugin::TestOutcome& one : outcomes) {
    failures += one.problem.empty() ? 0 : 1;
    tests.push_back({{"name", one.name}, {"passed", one.problem.empty()}, {"problem", one.problem}});
  }
  return Json{{"plugin", package.manifest.name}, {"tests", std::move(tests)}, {"failed", failures}};
}

Result<Digest> digest_for(Library& library, const OpArgs& args, const Profile& profile) {
  if (args.find("digest")) return args.digest();
  if (args.find("papers")) {
    SHEAF_ASSIGN(const std::vector<Paper> papers, args.papers("papers"));
    Digest digest;
    digest.day = new_york_day(library.clock().now());
    digest.profile = profile.name;
    for (const Paper& paper : papers) digest.entries.push_back({paper, {digest.day, AnnounceType::kNew}, {}, {}, {}});
    return digest;
  }
  SHEAF_ASSIGN(const std::optional<Day> day, args.day());
  return library.stored_digest(profile.name, day);
}

Result<Json> find_papers(Library& library, plugin::Plugin& plugin, const OpArgs& args, const Profile& profile, const Task& task) {
  SHEAF_ASSIGN(const std::optional<Day> day, args.day());
  SHEAF_ASSIGN(const std::unique_ptr<net::Client> client, library.make_client(profile));
  const Day last = day.value_or(new_york_day(library.clock().now()));
  const Day first = last - std::chrono::days(profile.catch_up_days);
  SHEAF_ASSIGN(const plugin::SourceAnswer answer, plugin::run_source(plugin, {first, last}, plugin_door(*client), task));
  Json papers = Json::array();
  for (const Paper& paper : answer.papers) papers.push_back(paper_to_json(paper));
  return Json{{"papers", std::move(papers)}, {"warnings", answer.warnings}};
}

Result<Json> score_entries(plugin::Plugin& plugin, const Digest& digest, const Profile& profile, const Task& task) {
  std::vector<Paper> papers;
  std::vector<Score> scores;
  for (const Entry& entry : digest.entries) {
    papers.push_back(entry.paper);
    scores.push_back(entry.score);
  }
  SHEAF_ASSIGN(const auto adjustments, plugin::run_scorer(plugin, papers, scores, profile, task));
  Json list = Json::array();
  for (std::size_t i = 0; i < papers.size(); ++i)
    list.push_back({{"id", papers[i].id}, {"title", papers[i].title}, {"points", adjustments[i].points}, {"reason", adjustments[i].reason}});
  return Json{{"scores", std::move(list)}};
}

Result<Json> export_entries(plugin::Plugin& plugin, const Digest& digest, const PluginUse& use, const Task& task) {
  SHEAF_ASSIGN(const auto files, plugin::run_exporter(plugin, digest, task));
  Json list = Json::array();
  for (const plugin::ExportFile& file : files) list.push_back({{"path", file.path}, {"text", file.text}});
  Json out = {{"files", std::move(list)}};
  if (use.output.empty()) return out;
  SHEAF_ASSIGN(const auto reports, write_exports(use.output, use.label, files));
  out["report"] = report_to_json(reports);
  return out;
}

Result<Json> run_plugin(Library& library, const OpArgs& args, const Task& task) {
  SHEAF_ASSIGN(const Profile wanted, args.profile());
  SHEAF_ASSIGN(const Profile profile, library.effective(wanted));
  SHEAF_ASSIGN(const PluginUse use, use_of(args, profile));
  SHEAF_ASSIGN(const plugin::Package package, find_plugin(folder_of(library), use));
  SHEAF_ASSIGN(plugin::Plugin plugin, plugin::Plugin::open(package, use.label, use.options, plugin::Limits(), task));
  Json out = {{"plugin", use.label}, {"kind", plugin::kind_name(package.manifest.kind)}};
  if (package.manifest.kind == plugin::Kind::kSource) {
    SHEAF_ASSIGN(const Json found, find_papers(library, plugin, args, profile, task));
    out.update(found);
    return out;
  }
  SHEAF_ASSIGN(Digest digest, digest_for(library, args, profile));
  if (package.manifest.kind == plugin::Kind::kSummarizer) {
    SHEAF_ASSIGN(const SourceStatus status, run_summarizer(library, plugin, profile, digest.entries, false, task));
    Json list = Json::array();
    for (const Entry& entry : digest.entries) list.push_back({{"id", entry.paper.id}, {"summary", summary_to_json(entry.summary)}});
    out["status"] = source_to_json(status);
    out["summaries"] = std::move(list);
    return out;
  }
  SHEAF_ASSIGN(const Json done, package.manifest.kind == plugin::Kind::kScorer ? score_entries(plugin, digest, profile, task)
                                                                              : export_entries(plugin, digest, use, task));
  out.update(done);
  return out;
}

}  // namespace

std::vector<OpEntry> plugin_ops() {
  return {
      {"plugin_list", "profile, profile_name", "plugins: [{name, version, kind, description, origin, hosts, llm, options, enabled}], folder", run_list},
      {"plugin_add", "path*", "name, kind, hosts, llm, options, folder", run_add},
      {"plugin_test", "name | path", "plugin, tests: [{name, passed, problem}], failed", run_test},
      {"plugin_run", "name | path, options, digest | day | papers, output, profile",
       "plugin, kind, and papers, scores, summaries or files", run_plugin},
  };
}

}  // namespace sheaf::app
