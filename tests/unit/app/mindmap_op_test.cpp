// The op for mindmaps, and the two forms of a mindmap in summaries and exports.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "app/ops.hpp"
#include "base/text.hpp"
#include "model/json.hpp"

using namespace sheaf;

namespace {

std::unique_ptr<app::Library> open_library() {
  return std::move(app::Library::open(app::LibraryOptions())).value();
}

Json run(app::Library& library, const char* op, const Json& args) {
  const auto result = app::run_op(library, op, dump_json(args), Task());
  INFO(op << ": " << (result ? "" : result.error().message));
  REQUIRE(result);
  return Json::parse(*result);
}

const Json kTree = {{"label", "Paper"}, {"children", {{{"label", "Method"}, {"children", {{{"label", "A bandit"}}}}}}}};

}  // namespace

TEST_CASE("a tree becomes every form of a mindmap", "[ops]") {
  const auto library = open_library();
  const auto text = [&library](const char* form) {
    const Json args = {{"form", form}, {"papers", {{{"id", "1"}, {"mindmap", kTree}}}}};
    const Json result = run(*library, "mindmap", args);
    CHECK(result["mindmaps"][0]["id"] == "1");
    CHECK(result["mindmaps"][0]["mindmap_tree"] == kTree);
    return result["mindmaps"][0]["text"].get<std::string>();
  };
  CHECK(text("mermaid").starts_with("mindmap\n"));
  CHECK(text("graph").starts_with("graph TB\n"));
  CHECK(text("outline") == "- Paper\n    - Method\n        - A bandit\n");
  CHECK(Json::parse(text("canvas"))["nodes"].size() == 3);
  CHECK(text("svg").starts_with("<svg "));
}

TEST_CASE("a paper without a tree is summarized for its mindmap", "[ops]") {
  const auto library = open_library();
  const Json paper = {{"id", "1"}, {"title", "On tests"}, {"abstract", "We propose a test. It finds all faults."}};
  const Json result = run(*library, "mindmap", {{"papers", {paper}}});
  CHECK(result["form"] == "mermaid");
  CHECK(contains(result["mindmaps"][0]["text"].get<std::string>(), "On tests"));
}

TEST_CASE("an unknown form is refused by name", "[ops]") {
  const auto library = open_library();
  const auto result = app::run_op(*library, "mindmap", R"({"papers":[],"form":"png"})", Task());
  REQUIRE(!result);
  CHECK(contains(result.error().message, "\"png\" is not one of mermaid, graph"));
}

TEST_CASE("summaries carry their mindmap as tree and as Mermaid", "[ops]") {
  const auto library = open_library();
  const Json paper = {{"id", "1"}, {"title", "On tests"}, {"abstract", "We propose a test. It finds all faults."}};
  const Json summary = run(*library, "summarize", {{"papers", {paper}}})["summaries"][0];
  CHECK(summary["mindmap"] == summary["mermaid"]);
  CHECK(summary["mindmap_tree"]["label"] == "On tests");

  Json entry = {{"paper", paper}, {"summary", {{"tldr", "x"}, {"mindmap", kTree}}}};
  const Json digest = {{"day", "2026-01-05"}, {"profile", "default"}, {"entries", {entry}}};
  const Json exported = run(*library, "export", {{"format", "json"}, {"digest", digest}, {"diagrams", true}});
  const Json read = Json::parse(exported["text"].get<std::string>())["entries"][0]["summary"];
  CHECK(read["mindmap"] == kTree);
  CHECK(read["mindmap_tree"] == kTree);
  CHECK(contains(read["mermaid"].get<std::string>(), "A bandit"));
}
