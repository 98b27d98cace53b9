// Plugins in a digest: bundled ones do what their recordings say, and a bad one harms nothing but itself.
#include <catch2/catch.hpp>

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include "app/ops.hpp"
#include "app/plugins.hpp"
#include "app/ranking.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "plugin/recorded_test.hpp"
#include "plugin_fixtures.hpp"
#include "source/xml_tree.hpp"

using namespace sheaf;
using sheaf::test::Folder;
using sheaf::test::PluginBench;
namespace fs = std::filesystem;

namespace {

SourceStatus status_of(const Digest& digest, const std::string& name) {
  std::vector<SourceStatus> found;
  for (const SourceStatus& status : digest.sources)
    if (status.name == name) found.push_back(status);
  REQUIRE(found.size() == 1);  // one status for each plugin
  return found.front();
}

constexpr const char* kScorer = R"("kind": "scorer")";
constexpr const char* kSource = R"("kind": "source", "hosts": ["lab.example"])";
constexpr const char* kExporter = R"("kind": "exporter")";

}  // namespace

TEST_CASE("the bundled plugins do what their recorded tests say", "[plugins]") {
  const auto& packages = plugin::bundled_packages();
  REQUIRE(packages.size() == 14);
  for (const plugin::Package& package : packages) {
    INFO(package.manifest.name);
    const auto outcomes = plugin::run_recorded_tests(package, source::xml_to_json, Task());
    if (!outcomes) FAIL(outcomes.error().message);
    CHECK_FALSE(outcomes->empty());
    for (const plugin::TestOutcome& outcome : *outcomes) {
      INFO(outcome.name);
      CHECK(outcome.problem == "");
    }
  }
}

TEST_CASE("a scorer's points and reason are in the digest", "[plugins]") {
  PluginBench bench;
  bench.request.profile.min_score = -100;
  bench.use({"not-my-field", "", "", true, R"({"words": {"dense retrieval": -7}})", ""});
  const Digest digest = bench.run();
  REQUIRE(digest.entries.size() == 2);
  CHECK(digest.entries[0].paper.id == "2604.00002");  // the other one lost its lead
  CHECK(digest.entries[1].score.value == 1.5 - 7);
  CHECK(contains(digest.entries[1].score.reason, "not my field: dense retrieval (not-my-field) -7"));
  CHECK(status_of(digest, "plugin:not-my-field").detail == "changed 1 of 2 scores");
}

TEST_CASE("explaining and ranking count a scorer's points as the digest does, and name one that fails", "[plugins]") {
  PluginBench bench;
  bench.request.profile.min_score = -100;
  bench.use({"not-my-field", "", "", true, R"({"words": {"dense retrieval": -7}})", ""});
  bench.use({"nowhere", "", "", true, "", ""});
  const Digest digest = bench.run();
  const auto told = app::explain(*bench.library, "2604.00001", bench.request.profile, Task());
  REQUIRE(told);
  CHECK(told->score.value == digest.entries[1].score.value);
  CHECK(told->score.reason == digest.entries[1].score.reason);
  REQUIRE(told->notes.size() == 1);
  CHECK(contains(told->notes[0], "plugin:nowhere: failed (there is no plugin"));
  const auto ranked = app::run_op(*bench.library, "rank", R"({
    "candidates": [{"id": "a", "title": "Dense Retrieval"}, {"id": "b", "title": "Else"}],
    "profile": {"scorer": "keywords", "keywords": ["retrieval"],
                "plugins": [{"name": "not-my-field", "options": {"words": {"dense retrieval": -7}}}, "nowhere"]}})", Task());
  REQUIRE(ranked);
  const Json result = Json::parse(*ranked);
  CHECK(result["scores"][0]["id"] == "b");
  CHECK(contains(result["scores"][1]["reason"].get<std::string>(), "(not-my-field) -7"));
  CHECK(contains(result["notes"][0].get<std::string>(), "plugin:nowhere"));
}

TEST_CASE("a source's papers are the day's, and stay when it is asked again", "[plugins]") {
  PluginBench bench;
  bench.pages["https://lab.example/feed.json"] =
      R"({"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"https://lab.example/1","title":"Ours"}]})";
  bench.use({"json-feed", "", "lab", true, R"({"url": "https://lab.example/feed.json"})", ""});
  CHECK(bench.run().entries.size() == 3);
  const Digest again = bench.run();
  CHECK(again.entries.size() == 3);
  CHECK(status_of(again, "plugin:lab").papers == 1);
  CHECK_FALSE(again.degraded());
}

TEST_CASE("a bad plugin is one named error, and the rest of the digest is as it was", "[plugins]") {
  const Folder folder;
  struct Case {
    const char *name, *manifest, *script, *problem;
  };
  const Case cases[] = {
      {"throws", kScorer, "exports.score = function (input) {\n  throw new Error('no');\n};", "main.js:2: Error: no"},
      {"typo", kScorer, "exports.score = function ( {", "SyntaxError"},
      {"empty", kScorer, "", "a scorer must have a function exports.score"},
      {"loops", kScorer, "exports.score = function () { for (;;) try { for (;;); } catch (e) {} };", "stopped after 2000 ms"},
      {"garbage", kScorer, "exports.score = function () { return 'many'; };", "no list for 2 papers"},
      {"infinite", kScorer, "exports.score = function (i) { return i.papers.map(function () { return {points: 1e308}; }); };", "1e+308 points"},
      {"newer", "\"kind\": \"scorer\", \"contract\": 2", "", "update Sheaf"},
      {"curious", kScorer, "exports.score = function () { return require('fs'); };", "identifier 'require' undefined"},
      {"elsewhere", kSource, "exports.ask = function () { return ['https://evil.example/x']; }; exports.read = exports.ask;", "may reach only lab.example"},
      {"local", "\"kind\": \"source\", \"hosts\": [\"127.0.0.1\"]", "", "is no public domain"},
      {"climber", kExporter, "exports.export = function () { return {files: [{path: '../x', text: ''}]}; };", "is no safe path"},
      {"homeless", kExporter, "exports.export = function () { return {files: []}; };", "name a folder as \"output\""},
  };
  PluginBench plain;
  const Digest expected = plain.run();
  PluginBench bench;
  for (const Case& one : cases) {
    std::string manifest = one.manifest;
    std::string path = folder.plugin(one.name, manifest, one.script);
    if (std::string(one.name) == "newer")
      std::ofstream(fs::path(path) / "manifest.json") << R"({"contract": 2, "name": "newer", "version": "1", "kind": "oracle"})";
    bench.use({"", path, "", true, "", std::string(one.name) == "climber" ? folder / "out" : ""});
  }
  bench.use({"nowhere", "", "", true, "", ""});
  const Digest digest = bench.run();
  CHECK(digest.entries == expected.entries);
  for (const Case& one : cases) {
    INFO(one.name);
    const SourceStatus status = status_of(digest, std::string("plugin:") + one.name);
    CHECK(status.state == SourceState::kFailed);
    CHECK_THAT(status.detail, Catch::Contains(one.problem));
  }
  CHECK(contains(status_of(digest, "plugin:nowhere").detail, "there is no plugin \"nowhere\""));
  CHECK_FALSE(fs::exists(folder.path.parent_path() / "x"));
}

TEST_CASE("a disabled plugin does nothing at all", "[plugins]") {
  PluginBench bench;
  bench.use({"nowhere", "", "", false, "", ""});
  for (const SourceStatus& status : bench.run().sources) CHECK_FALSE(contains(status.name, "plugin"));
}

TEST_CASE("an exporter's files are written, and a reader's changes to them stay", "[plugins]") {
  const Folder folder;
  PluginBench bench;
  bench.use({"org-roam", "", "", true, "", folder / "org"});
  CHECK(contains(status_of(bench.run(), "plugin:org-roam").detail, "3 files in "));
  const std::string note = folder / "org/papers/2604-00001.org";
  REQUIRE(fs::exists(note));
  std::ofstream(note, std::ios::app) << "my own words\n";
  fs::create_directories(folder.path / "elsewhere");
  fs::remove_all(folder.path / "org/digests");
  fs::create_directory_symlink(folder.path / "elsewhere", folder.path / "org/digests");
  const SourceStatus status = status_of(bench.run(), "plugin:org-roam");
  CHECK(status.state == SourceState::kPartial);
  CHECK(contains(status.detail, "1 file in "));
  CHECK(contains(*read_file(note), "my own words"));
  CHECK(fs::is_empty(folder.path / "elsewhere"));
}

TEST_CASE("a run that was killed while it wrote an exporter's files leaves none that the next one calls another's",
          "[plugins]") {
  const Folder folder;
  const auto write = [&](const std::string& first, const std::string& second) {
    return app::write_exports(folder / "out", "lab", {{"first.md", first}, {"new.md", first}, {"second.md", second}});
  };
  REQUIRE(write("one", "one").ok());
  fs::remove(folder.path / "out/new.md");
  const pid_t child = fork();
  if (child == 0) {
    const rlimit small{10'000, 10'000};
    setrlimit(RLIMIT_FSIZE, &small);  // beyond it comes a signal that ends the process
    signal(SIGXFSZ, SIG_DFL);
    (void)write("two", std::string(20'000, 'x'));
    _exit(0);
  }
  int ended = 0;
  REQUIRE(waitpid(child, &ended, 0) == child);
  REQUIRE(WIFSIGNALED(ended));
  REQUIRE(*read_file(folder / "out/first.md") == "two");

  const auto reports = write("three", "three");
  REQUIRE(reports.ok());
  for (const app::FileReport& report : *reports) CHECK(report.outcome == app::Outcome::kUpdated);
  std::ofstream(folder / "out/first.md") << "mine";
  CHECK(write("four", "four")->front().outcome == app::Outcome::kConflict);
}

TEST_CASE("files of exporters go nowhere but below their folder", "[plugins]") {
  for (const char* path : {"", "/etc/x", "../x", "a/../../x", "a//b", ".hidden", "a/.git/config", "a\\b", "con.txt/../..", "C:x",
                           "a\nb", "x/"})
    CHECK_FALSE(plugin::check_export_path(path).ok());
  CHECK(plugin::check_export_path("pages/2026-04-17 papers.md").ok());
}

TEST_CASE("plugins are listed, tested and run by ops", "[plugins]") {
  PluginBench bench;
  const auto run = [&](const char* op, const Json& args) {
    const auto result = app::run_op(*bench.library, op, dump_json(args), Task());
    if (!result) return Json{{"error", result.error().message}};
    return Json::parse(*result);
  };
  const Json list = run("plugin_list", {{"profile", {{"plugins", {"anki"}}}}});
  REQUIRE(list["plugins"].size() == 14);
  CHECK(list["plugins"][0]["name"] == "anki");
  CHECK(list["plugins"][0]["enabled"] == Json::array({"anki"}));
  CHECK(run("plugin_test", {{"name", "dblp"}})["failed"] == 0);
  const Json done = run("plugin_run", {{"name", "venue-bonus"}, {"options", {{"venues", {{"ACL", 4}}}}},
                                       {"papers", {{{"id", "2604.00001"}, {"title", "T"}, {"venue", "ACL 2026"}}}}});
  CHECK(done["scores"][0]["points"] == 4);
  CHECK(contains(run("plugin_run", {{"name", "venue-bonus"}, {"options", {{"venue", 1}}}})["error"].get<std::string>(),
                 "there is no option \"venue\"; it has venues, code, most"));
  CHECK(contains(run("plugin_test", {{"name", "nothing"}})["error"].get<std::string>(), "there is no plugin"));
}
