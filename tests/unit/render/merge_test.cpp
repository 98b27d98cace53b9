// The three-way merge: the reader's words stay, Sheaf's follow the paper.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "render/merge.hpp"
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

TEST_CASE("Blanks that the reader put at the end of a line of ours are his") {
  const std::string text = replace_all(kOld.to_text(), "> old", "> old  ");
  const PieceMerge result = merge_pieces(text, kOld.to_text(), kNew);
  CHECK(contains(result.text, "> old  \n"));
  REQUIRE(result.differences.size() == 1);
  CHECK(result.differences[0].piece == "sheaf-tldr");
  CHECK(result.differences[0].moved);
}

TEST_CASE("What was kept of the reader's is told with both texts") {
  std::string text = replace_all(kOld.to_text(), "> old", "> mine\n> and more");
  text = replace_all(replace_all(text, "score: 1", "score: 99"), "^sheaf-tldr\n", "^sheaf-tldr\n\nbetween\n");
  PieceMerge result = merge_pieces(text, kOld.to_text(), kNew);
  REQUIRE(result.differences.size() == 2);
  CHECK(result.differences[0] == Difference{"score", "score: 2", "score: 99", true});
  CHECK(result.differences[1] == Difference{"sheaf-tldr", "> [!abstract] TL;DR\n> new\n\n^sheaf-tldr",
                                            "> [!abstract] TL;DR\n> mine\n> and more\n\n^sheaf-tldr", true});
  CHECK(result.conflicts() == std::vector<std::string>{"score", "sheaf-tldr"});
  result = merge_pieces(result.text, kNew.to_text(), kNew);
  CHECK_FALSE(result.changed);
  REQUIRE(result.differences.size() == 2);
  CHECK_FALSE(result.differences[0].moved);
  CHECK(result.conflicts().empty());
}

TEST_CASE("A kept piece can be taken over, and only as it was shown") {
  const std::string text = replace_all(replace_all(kOld.to_text(), "> old", "> mine"), "\n", "\r\n");
  const PieceMerge merged = merge_pieces(text, kOld.to_text(), kNew);
  REQUIRE(merged.differences.size() == 1);
  const Difference& kept = merged.differences[0];
  const auto taken = take_piece(merged.text, kept);
  REQUIRE(taken);
  CHECK(*taken == replace_all(kNew.to_text(), "\n", "\r\n"));
  CHECK_FALSE(look_again(*taken, kept));
  const std::string edited = replace_all(merged.text, "> mine", "> mine too");
  CHECK(take_piece(edited, kept).error().code == ErrorCode::kConflict);
  CHECK(contains(look_again(edited, kept)->yours, "mine too"));
  const std::string gone = replace_all(merged.text, "^sheaf-tldr", "");
  CHECK(take_piece(gone, kept).error().code == ErrorCode::kNotFound);
  CHECK_FALSE(look_again(gone, kept));
  const Difference score{"score", "score: 2", "score: 99", true};
  CHECK(contains(*take_piece("---\nscore: 99\nx: 1\n---\n", score), "---\nscore: 2\nx: 1\n"));
  CHECK(take_piece("---\nscore: 9\n---\n", score).error().code == ErrorCode::kConflict);
  CHECK(take_piece("no front matter", score).error().code == ErrorCode::kNotFound);
}

TEST_CASE("A note of a run that was killed is known by what that run was about to write") {
  const std::string old = kOld.to_text(), pending = kNew.to_text();
  CHECK(likelier_baseline(old, old, pending) == old);
  CHECK(likelier_baseline(pending, old, pending) == pending);
  CHECK(likelier_baseline(replace_all(pending, "> new", "> mine"), old, pending) == pending);
  CHECK(likelier_baseline("", old, pending) == old);
  CHECK(likelier_baseline(old, "", pending) == pending);
  CHECK(likelier_baseline(pending, old, "") == old);
}

TEST_CASE("A block whose links followed a moved note is still ours") {
  Note before = kOld, after = kOld;
  before.blocks[1].text = "| [[Papers/A\\|Title]] | x |\n[[Papers/B|b]]";
  after.blocks[1].text = "| [[Reading/New name\\|Title]] | y |\n[[Papers/B|b]]";
  const std::string followed = replace_all(before.to_text(), "[[Papers/A\\|", "[[New name\\|");
  CHECK(merge_note(followed, before.to_text(), after).text == after.to_text());
  const std::string mine = replace_all(before.to_text(), "[[Papers/A\\|", "[[My other note\\|");
  const MergeResult kept = merge_note(mine, before.to_text(), after);
  CHECK(kept.text == mine);
  CHECK(kept.conflicts == std::vector<std::string>{"sheaf-why"});
  for (const char* word : {"[[Reading mine/New name\\|", "[[mine/New name\\|", "[[\\|"}) {
    const std::string typed = replace_all(before.to_text(), "[[Papers/A\\|", word);
    CHECK(merge_note(typed, before.to_text(), after).text == typed);
  }
  const std::string relative = replace_all(before.to_text(), "[[Papers/A\\|", "[[../Reading/New name.md\\|");
  CHECK(merge_note(relative, before.to_text(), after).text == after.to_text());
}

TEST_CASE("A list in lines keeps its form and the reader's blanks, comments stay whole") {
  const std::string text =
      replace_all(kOld.to_text(), "tags: [\"a\", \"b\"]", "tags:\n- a\n\n- 'b'\n- mine  ");
  Note fresh = kOld;
  fresh.properties[1].value = "[\"b\", \"c\"]";
  CHECK(contains(merge_note(text, kOld.to_text(), fresh).text, "tags:\n\n- 'b'\n- mine  \n- \"c\"\nscore"));
  const std::string noted = replace_all(kOld.to_text(), "tags: [\"a\", \"b\"]", "tags:\n- a # why\n- b");
  const PieceMerge kept = merge_pieces(noted, kOld.to_text(), fresh);
  CHECK(kept.text == noted);
  CHECK(kept.conflicts() == std::vector<std::string>{"tags"});
}
