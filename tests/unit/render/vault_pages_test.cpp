// The pages beside the notes: Papers.base and the canvas of a day's related papers.
#include "render/vault_pages.hpp"

#include <set>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "render/bases.hpp"
#include "support/invented_papers.hpp"

using namespace sheaf;
using namespace sheaf::render;
using nlohmann::json;

namespace {

/// `count` papers, each related to the next and every third to an earlier note; three topics.
struct Sheet {
  Digest digest;
  PageContext context;
};

Sheet day_of(std::size_t count) {
  Sheet day;
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string number = std::to_string(10000 + i);
    entries.push_back(test::entry("2604." + number, "Paper " + number));
    entries.back().summary.tags = {i % 3 == 0 ? "Agents" : i % 3 == 1 ? "[[Hostile]] | \"topic\"\n# x" : "Lone " + number};
    day.context.notes.push_back("Papers/Paper " + number);
    std::vector<NoteLink> related;
    if (i + 1 < count) related.emplace_back("Papers/Paper " + std::to_string(10001 + i), "x");
    if (i % 3 == 0) related.emplace_back("Old/Note " + std::to_string(i), "old");
    day.context.related.push_back(std::move(related));
  }
  day.digest = test::digest(std::move(entries));
  day.context.papers = "Papers";
  day.context.digests = "Digests";
  return day;
}

bool overlap(const json& a, const json& b) {
  return a["x"].get<int>() < b["x"].get<int>() + b["width"].get<int>() &&
         b["x"].get<int>() < a["x"].get<int>() + a["width"].get<int>() &&
         a["y"].get<int>() < b["y"].get<int>() + b["height"].get<int>() &&
         b["y"].get<int>() < a["y"].get<int>() + a["height"].get<int>();
}

json canvas_of(const Sheet& day) {
  VaultProfile profile;
  profile.canvas = true;
  const auto pages = vault_pages(day.digest, profile, day.context);
  REQUIRE(pages.size() == 2);
  CHECK(pages[1].kind == PageKind::kCanvas);
  return json::parse(pages[1].text);
}

}  // namespace

TEST_CASE("A vault's pages are those that the profile wants, in the folders it uses") {
  const Sheet day = day_of(3);
  VaultProfile profile;
  auto pages = vault_pages(day.digest, profile, day.context);
  REQUIRE(pages.size() == 1);
  CHECK(pages[0].path == "Papers/Papers.base");
  CHECK(pages[0].key == "page/base");
  CHECK(page_links(pages) == std::vector<NoteLink>{{"Papers/Papers.base", "All papers"}});
  profile.canvas = true;
  profile.base = false;
  pages = vault_pages(day.digest, profile, day.context);
  REQUIRE(pages.size() == 1);
  CHECK(pages[0].path == "Digests/2026-04-17.canvas");
  CHECK(pages[0].key == "page/canvas/2026-04-17");
  profile.canvas = false;
  CHECK(vault_pages(day.digest, profile, day.context).empty());
}

TEST_CASE("Papers.base has its views, and the same text for every vault") {
  const std::string base = papers_base();
  for (const char* view : {"name: \"Today\"", "name: \"This week\"", "name: \"Unread by score\"", "name: \"By topic\""})
    CHECK(contains(base, view));
  CHECK(contains(base, "file.hasProperty(\"arxiv\")"));
  CHECK_FALSE(contains(base, "\t"));
  CHECK(base.ends_with("\n"));
}

TEST_CASE("A canvas shows related notes in groups by topic, none over another") {
  const json canvas = canvas_of(day_of(40));
  std::vector<json> notes, groups;
  std::set<std::string> ids;
  for (const json& node : canvas["nodes"]) {
    (node["type"] == "group" ? groups : notes).push_back(node);
    CHECK(ids.insert(node["id"]).second);
  }
  CHECK(notes.size() == 54);
  REQUIRE(groups.size() == 4);
  CHECK(groups[0]["label"] == "Agents");
  CHECK(groups[1]["label"] == "((Hostile)) ∣ \"topic\" # x");
  CHECK(groups[2]["label"] == "Other papers");
  CHECK(groups[3]["label"] == "From earlier days");
  for (const auto* list : {&notes, &groups})
    for (std::size_t i = 0; i < list->size(); ++i)
      for (std::size_t j = 0; j < i; ++j) CHECK_FALSE(overlap((*list)[i], (*list)[j]));
  for (const json& note : notes) {
    const auto around = std::count_if(groups.begin(), groups.end(), [&](const json& group) { return overlap(note, group); });
    CHECK(around == 1);
  }
  CHECK(canvas["edges"].size() == 39 + 14);
  for (const json& edge : canvas["edges"]) {
    CHECK(ids.count(edge["fromNode"]) == 1);
    CHECK(ids.count(edge["toNode"]) == 1);
    CHECK(edge["fromNode"] != edge["toNode"]);
  }
}

TEST_CASE("The same day gives the same canvas, and a pair named from both sides one edge") {
  Sheet day = day_of(9);
  const json once = canvas_of(day);
  day.context.related[1].emplace_back("Papers/Paper 10000", "back");
  CHECK(canvas_of(day) == once);
}

TEST_CASE("A day without related papers has no canvas, and a large one a bounded one") {
  Sheet day = day_of(2);
  day.context.related = {{}, {}};
  VaultProfile profile;
  profile.canvas = true;
  CHECK(vault_pages(day.digest, profile, day.context).size() == 1);
  day.context.related = {{{"Papers/Paper 10000", "itself"}}, {}};
  CHECK(vault_pages(day.digest, profile, day.context).size() == 1);
  CHECK(canvas_of(day_of(1500))["nodes"].size() <= 80 + 40 + 90);
  day.context.notes = {"", ""};
  day.context.related.clear();
  CHECK(vault_pages(day.digest, profile, day.context).size() == 1);
}
