// Adding plugins: whole or not at all, without following anybody's links, and looked at by the doctor.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <sys/stat.h>

#include "app/doctor.hpp"
#include "app/plugins.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "plugin_fixtures.hpp"

using namespace sheaf;
using sheaf::test::Folder;
using sheaf::test::PluginBench;
namespace fs = std::filesystem;

namespace {

constexpr const char* kScorer = R"("kind": "scorer")";
constexpr const char* kScript = "exports.score = function () { return []; };";

std::vector<std::string> names_in(const std::string& folder) {
  std::vector<std::string> names;
  if (fs::exists(folder))
    for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string refusal(const Folder& folder, const std::string& path) {
  const auto added = app::add_plugin(folder / "plugins", path);
  return added ? "" : added.error().message;
}

}  // namespace

TEST_CASE("a plugin is added whole, and a newer one takes its place whole", "[plugins]") {
  const Folder folder;
  const std::string source = folder.plugin("mine", kScorer, kScript);
  std::ofstream(source + "/tests.json") << "[]";
  const auto added = app::add_plugin(folder / "plugins", source);
  REQUIRE(added);
  CHECK(added->folder == folder / "plugins/mine");
  CHECK(names_in(folder / "plugins/mine") == std::vector<std::string>{"main.js", "manifest.json", "tests.json"});
  // The newer one has no tests: those of the older one are not its own.
  fs::remove(source + "/tests.json");
  std::ofstream(source + "/main.js") << kScript << " // newer";
  REQUIRE(app::add_plugin(folder / "plugins", source));
  CHECK(names_in(folder / "plugins/mine") == std::vector<std::string>{"main.js", "manifest.json"});
  CHECK(contains(*read_file(folder / "plugins/mine/main.js"), "newer"));
  CHECK(names_in(folder / "plugins") == std::vector<std::string>{"mine"});
  CHECK(app::find_plugin(folder / "plugins", {"mine", "", "mine", true, "", ""}));
}

TEST_CASE("what cannot be used is not added, and what was there stays", "[plugins]") {
  const Folder folder;
  REQUIRE(app::add_plugin(folder / "plugins", folder.plugin("mine", kScorer, kScript)));
  folder.plugin("mine", kScorer, "exports.score = function ( {");
  CHECK(contains(refusal(folder, folder / "mine"), "main.js:1: SyntaxError"));
  CHECK(contains(refusal(folder, folder.plugin("dblp", kScorer, kScript)), "is the name of a bundled plugin"));
  CHECK(contains(refusal(folder, folder / "nowhere"), "there is no such folder"));
  fs::create_directories(folder / "climber");
  std::ofstream(folder / "climber/manifest.json") << R"({"contract": 1, "name": "../../climber", "version": "1", "kind": "scorer"})";
  std::ofstream(folder / "climber/main.js") << kScript;
  CHECK(contains(refusal(folder, folder / "climber"), "must be lower case letters"));
  CHECK(*read_file(folder / "plugins/mine/main.js") == kScript);
  CHECK(names_in(folder / "plugins") == std::vector<std::string>{"mine"});
  CHECK(contains(app::add_plugin("", folder / "mine").error().message, "a store in memory keeps no plugins"));
}

TEST_CASE("no link is followed and no pipe is read when a plugin is added", "[plugins]") {
  const Folder folder;
  std::ofstream(folder / "secret") << "of the one who adds it";
  const std::string linked = folder.plugin("linked", kScorer, kScript);
  fs::create_symlink(folder / "secret", linked + "/tests.json");
  CHECK(contains(refusal(folder, linked), "tests.json: is a symbolic link"));
  const std::string piped = folder.plugin("piped", kScorer, kScript);
  fs::remove(piped + "/main.js");
  REQUIRE(::mkfifo((piped + "/main.js").c_str(), 0600) == 0);
  CHECK(contains(refusal(folder, piped), "main.js: is no plain file"));
  CHECK(names_in(folder / "plugins").empty());
  // A link where the plugin will be is replaced, not followed.
  fs::create_directories(folder / "plugins");
  fs::create_directories(folder / "elsewhere");
  fs::create_directory_symlink(folder / "elsewhere", folder / "plugins/mine");
  CHECK(refusal(folder, folder.plugin("mine", kScorer, kScript)) == "");
  CHECK(fs::is_empty(folder / "elsewhere"));
  CHECK_FALSE(fs::is_symlink(folder / "plugins/mine"));
}

TEST_CASE("what a killed run left of adding is no plugin", "[plugins]") {
  const Folder folder;
  REQUIRE(app::add_plugin(folder / "plugins", folder.plugin("mine", kScorer, kScript)));
  fs::copy(folder / "plugins/mine", folder / "plugins/.mine-new-1", fs::copy_options::recursive);
  const std::vector<std::string> names = app::plugin_names(folder / "plugins");
  CHECK(std::count(names.begin(), names.end(), "mine") == 1);
  CHECK(std::none_of(names.begin(), names.end(), [](const std::string& name) { return name.front() == '.'; }));
}

TEST_CASE("the doctor starts each enabled plugin with its options", "[plugins]") {
  const auto told = [](const PluginUse& use) {
    PluginBench bench;
    bench.use(use);
    for (const app::Check& check : app::diagnose(*bench.library, bench.request, "", Task()))
      if (check.name == "plugins") return check.state + ": " + check.detail;
    return std::string();
  };
  CHECK(told({"anki", "", "", false, "", ""}) == "ok: none is enabled, and none is needed");
  CHECK(told({"venue-bonus", "", "bonus", true, R"({"code": 1})", ""}) == "ok: bonus");
  CHECK(contains(told({"venue-bonus", "", "", true, R"({"venue": 1})", ""}), "fail: plugin venue-bonus: options of plugin \"venue-bonus\": there is no"));
  CHECK(contains(told({"anki", "", "", true, "", ""}), "fail: plugin anki: it writes files"));
  CHECK(contains(told({"nothing", "", "", true, "", ""}), "fail: there is no plugin \"nothing\""));
}
