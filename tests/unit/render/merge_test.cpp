// The three-way merge: the reader's words stay, Sheaf's follow the paper.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "render/note.hpp"

using namespace sheaf;
using namespace sheaf::render;

namespace {

Note note(const std::string& score, const std::string& tldr) {
  Note out;
  out.properties = {{"arxiv", "\"2604.10010\""}, {"tags", "[\"a\", \"b\"]"}, {"score", score}};
  out.heading = "# Title";
  out.blocks = {{"sheaf-tldr", "> [!abstract] TL;DR\n> " + tldr}, {"sheaf-why", "**Why** " + tldr}};
  out.tail = "## Notes\n";
  return out;
}

const Note kOld = note("1", "old");
const Note kNew = note("2", "new");

}  // namespace

TEST_CASE("An untouched note becomes the fresh one") {
  const MergeResult result = merge_note(kOld.to_text(), kOld.to_text(), kNew);
  CHECK(result.text == kNew.to_text());
  CHECK(result.changed);
  CHECK(result.conflicts.empty());
}

TEST_CASE("The same input twice changes nothing") {
  const MergeResult result = merge_note(kNew.to_text(), kNew.to_text(), kNew);
  CHECK_FALSE(result.changed);
  CHECK(result.text == kNew.to_text());
}

TEST_CASE("An empty page gets the whole note") {
  CHECK(merge_note("", "", kNew).text == kNew.to_text());
  CHECK_FALSE(merge_note("", kOld.to_text(), kNew).changed);
}

TEST_CASE("Words around the blocks stay, byte for byte") {
  std::string text = kOld.to_text();
  text =
      replace_all(text, "^sheaf-tldr\n", "^sheaf-tldr\nmine, right below\n\n---\n\nmine between\n");
  text = replace_all(text, "# Title", "# My own title");
  text += "my notes\n\n\n";
  std::string wanted = replace_all(replace_all(text, "> old", "> new"), "** old", "** new");
  wanted = replace_all(wanted, "score: 1", "score: 2");
  CHECK(merge_note(text, kOld.to_text(), kNew).text == wanted);
}

TEST_CASE("A changed block stays; it is a conflict only when Sheaf's changed too") {
  const std::string text = replace_all(kOld.to_text(), "> old", "> old, and I doubt it");
  const MergeResult same = merge_note(text, kOld.to_text(), kOld);
  CHECK_FALSE(same.changed);
  CHECK(same.conflicts.empty());
  const MergeResult moved = merge_note(text, kOld.to_text(), kNew);
  CHECK(contains(moved.text, "I doubt it"));
  CHECK(contains(moved.text, "** new"));
  CHECK(moved.conflicts == std::vector<std::string>{"sheaf-tldr"});
}

TEST_CASE("A deleted block stays deleted, with or without its mark") {
  const std::string block = "> [!abstract] TL;DR\n> old\n\n^sheaf-tldr\n\n";
  CHECK_FALSE(contains(
      merge_note(replace_all(kOld.to_text(), block, ""), kOld.to_text(), kNew).text, "TL;DR"));
  const std::string kept =
      merge_note(replace_all(kOld.to_text(), "^sheaf-tldr", ""), kOld.to_text(), kNew).text;
  CHECK(contains(kept, "> old"));
  CHECK_FALSE(contains(kept, "> new"));
}

TEST_CASE("A new kind of block comes after the nearest one before it") {
  Note fresh = kOld;
  fresh.blocks.insert(fresh.blocks.begin() + 1, {"sheaf-card", "| a |\n|---|"});
  fresh.blocks.push_back({"sheaf-links", "links"});
  const std::string text = replace_all(kOld.to_text(), "^sheaf-tldr\n", "^sheaf-tldr\nmine\n");
  const MergeResult result = merge_note(text, kOld.to_text(), fresh);
  CHECK(contains(result.text, "^sheaf-tldr\n\n| a |\n|---|\n\n^sheaf-card\n\nmine\n"));
  CHECK(contains(result.text, "^sheaf-why\n\nlinks ^sheaf-links\n"));
  CHECK(merge_note(result.text, fresh.to_text(), fresh).changed == false);
}

TEST_CASE("A block that Sheaf no longer has goes, unless the reader changed it") {
  Note fresh = kOld;
  fresh.blocks.erase(fresh.blocks.begin());
  CHECK(merge_note(kOld.to_text(), kOld.to_text(), fresh).text == fresh.to_text());
  const std::string mine = replace_all(kOld.to_text(), "> old", "> mine");
  CHECK(merge_note(mine, kOld.to_text(), fresh).text == mine);
}

TEST_CASE("Properties in Obsidian's own style are still ours") {
  const std::string text =
      "---\n# a comment\nmine: {x: 1}\nscore: 1\ntags:\n  - a\n  - b\narxiv: '2604.10010'\nrating: "
      "5 # stars\n---\n\nbody\n";
  const MergeResult result = merge_note(text, kOld.to_text(), kNew);
  CHECK(result.text == replace_all(text, "score: 1", "score: 2"));
  CHECK(result.conflicts.empty());
}

TEST_CASE("A changed property stays and a deleted one stays deleted") {
  std::string text = replace_all(kOld.to_text(), "score: 1", "score: 99");
  MergeResult result = merge_note(text, kOld.to_text(), kNew);
  CHECK(contains(result.text, "score: 99"));
  CHECK(result.conflicts == std::vector<std::string>{"score"});
  text = replace_all(kOld.to_text(), "score: 1\n", "");
  CHECK_FALSE(contains(merge_note(text, kOld.to_text(), kNew).text, "score"));
  text = replace_all(kOld.to_text(), "score: 1", "score: 1 # mine");
  CHECK(contains(merge_note(text, kOld.to_text(), kNew).text, "score: 1 # mine"));
}

TEST_CASE("Lists merge item by item") {
  const std::string text =
      replace_all(kOld.to_text(), "tags: [\"a\", \"b\"]", "tags:\n  - mine\n  - a");
  Note fresh = kOld;
  fresh.properties[1].value = "[\"b\", \"c\"]";
  const MergeResult result = merge_note(text, kOld.to_text(), fresh);
  CHECK(contains(result.text, "tags:\n  - mine\n  - \"c\"\n"));
  CHECK(result.conflicts.empty());
}

TEST_CASE("New properties come behind their neighbours, gone ones go") {
  Note fresh = kOld;
  fresh.properties.insert(fresh.properties.begin() + 1, {"doi", "\"10.1/x\""});
  fresh.properties.pop_back();
  const MergeResult result = merge_note(kOld.to_text(), kOld.to_text(), fresh);
  CHECK(result.text == fresh.to_text());
}

TEST_CASE("Windows line ends and a byte order mark stay") {
  const std::string text = "\xEF\xBB\xBF" + replace_all(kOld.to_text() + "mine\n", "\n", "\r\n");
  const MergeResult result = merge_note(text, kOld.to_text(), kNew);
  CHECK(result.text == "\xEF\xBB\xBF" + replace_all(kNew.to_text() + "mine\n", "\n", "\r\n"));
}

TEST_CASE("Without a baseline what differs is the reader's") {
  const MergeResult result = merge_note(kOld.to_text(), "", kNew);
  CHECK_FALSE(result.changed);
  CHECK(result.conflicts == std::vector<std::string>{"score", "sheaf-tldr", "sheaf-why"});
  CHECK(merge_note(kNew.to_text(), "", kNew).conflicts.empty());
}

TEST_CASE("A note of the reader's own is filled once, below what is there") {
  const std::string text = "---\narxiv: 2604.10010\n---\nmy thoughts";
  const MergeResult result = merge_note(text, "", kNew);
  CHECK(result.text.starts_with(
      "---\narxiv: 2604.10010\ntags: [\"a\", \"b\"]\nscore: 2\n---\nmy thoughts\n\n> [!abstract]"));
  CHECK(result.text.ends_with("** new ^sheaf-why\n"));
  CHECK_FALSE(merge_note(result.text, kNew.to_text(), kNew).changed);
}

TEST_CASE("Missing, broken and odd front matter is left as it is") {
  const std::string body = kOld.to_text().substr(kOld.to_text().find("# Title"));
  CHECK(merge_note(body, kOld.to_text(), kNew).text.starts_with("# Title"));
  const std::string open = "---\narxiv: x\n\n" + body;
  CHECK(merge_note(open, kOld.to_text(), kNew).text.starts_with("---\narxiv: x\n\n# Title"));
  CHECK(merge_note("---\n\ntext\n", "", kNew).text.starts_with("---\n\ntext\n"));
}

TEST_CASE("A copy of a block elsewhere does not confuse the merge") {
  const std::string copy = "> [!abstract] TL;DR\n> old, my copy\n\n^sheaf-tldr\n\n";
  const std::string text = replace_all(kOld.to_text(), "# Title\n\n", "# Title\n\n" + copy);
  const MergeResult result = merge_note(text, kOld.to_text(), kNew);
  CHECK(contains(result.text, copy));
  CHECK(contains(result.text, "> new\n\n^sheaf-tldr"));
}
