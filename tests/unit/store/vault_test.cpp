// What the store remembers of vaults: baselines, intentions, and changes that wait for the reader.
#include <catch2/catch.hpp>

#include "store_fixture.hpp"

using namespace sheaf;
using namespace sheaf::test;

namespace {

store::WrittenNote written(const std::string& key, std::vector<store::KeptPiece> kept) {
  return {key, "", "Papers/A.md", "text", std::move(kept)};
}

}  // namespace

TEST_CASE("what was about to be written is known until it is written") {
  auto store = open_store();
  need(store->put_baselines("/v", {{"a", "one"}}));
  need(store->intend_notes("/v", {{"a", "", "two"}, {"b", "", "new"}}));
  auto notes = need(store->note_baselines("/v", {"a", "b", "c"}));
  REQUIRE(notes.size() == 2);
  CHECK(notes[0].note == "one");
  CHECK(notes[0].pending == "two");
  CHECK(notes[1].key == "b");
  CHECK(notes[1].note.empty());
  CHECK(notes[1].pending == "new");
  need(store->intend_notes("/v", {{"a", "two", "three"}}));
  notes = need(store->note_baselines("/v", {"a"}));
  CHECK(notes[0].note == "two");
  CHECK(notes[0].pending == "three");
  need(store->put_notes("/v", {written("a", {}), written("b", {})}));
  notes = need(store->note_baselines("/v", {"a", "b"}));
  REQUIRE(notes.size() == 2);
  CHECK(notes[0].note == "text");
  CHECK(notes[0].pending.empty());
  CHECK(notes[1].pending.empty());
  CHECK(need(store->note_baselines("/w", {"a"})).empty());
}

TEST_CASE("a change waits from when Sheaf's text moved until the reader's text is gone") {
  auto store = open_store();
  need(store->put_notes("/v", {written("a", {{"score", "score: 1", "score: 9", false}})}));
  CHECK(need(store->reviews("/v")).empty());
  need(store->put_notes("/v", {written("a", {{"score", "score: 2", "score: 9", true},
                                             {"sheaf-tldr", "new", "mine", true}})}));
  auto waiting = need(store->reviews("/v"));
  REQUIRE(waiting.size() == 2);
  CHECK(waiting[0].piece == "score");
  CHECK(waiting[0].fresh == "score: 2");
  CHECK(waiting[0].path == "Papers/A.md");
  CHECK(waiting[0].since > 0);
  need(store->put_notes("/v", {written("a", {{"score", "score: 2", "score: 8", false}})}));
  waiting = need(store->reviews("/v"));
  REQUIRE(waiting.size() == 1);
  CHECK(waiting[0].yours == "score: 8");
  need(store->put_notes("/v", {written("a", {{"score", "score: 3", "score: 8", true}})}));
  CHECK(need(store->reviews("", "a")).at(0).fresh == "score: 3");
  CHECK(need(store->reviews("/other")).empty());
  CHECK(need(store->reviews("/v", "b")).empty());
  CHECK(need(store->settle_review("/v", "a", "score")));
  CHECK_FALSE(need(store->settle_review("/v", "a", "score")));
  CHECK(need(store->reviews("")).empty());
}

TEST_CASE("a note that goes by another key takes along what waits") {
  auto store = open_store();
  store::WrittenNote note = written("paper/doi:10.1/x", {{"score", "score: 2", "score: 9", true}});
  need(store->put_notes("/v", {note}));
  note.former = note.key;
  note.key = "paper/2401.00001";
  note.kept[0].moved = false;
  need(store->put_notes("/v", {note}));
  CHECK(need(store->note_baselines("/v", {"paper/doi:10.1/x"})).empty());
  CHECK(need(store->note_baselines("/v", {"paper/2401.00001"})).size() == 1);
  const auto waiting = need(store->reviews("/v"));
  REQUIRE(waiting.size() == 1);
  CHECK(waiting[0].key == "paper/2401.00001");
}
