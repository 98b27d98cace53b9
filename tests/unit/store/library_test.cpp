// The reader's library: what is written, what is left alone, what leaves.
#include "unit/store/store_fixture.hpp"

using namespace sheaf;
using namespace sheaf::test;

namespace {

LibraryItem make_item(const std::string& key) {
  LibraryItem item;
  item.key = key;
  item.title = "Title of " + key;
  item.authors = {"Jane Q. Doe", "Noether, Emmy"};
  item.added = "2026-04-01";
  item.collections = {"Reading", "a\nb"};
  item.categories = {"cs.CL"};
  item.id = "2401.00001";
  return item;
}

store::LibraryChange change_of(std::vector<LibraryItem> items, const std::string& origin, bool complete) {
  store::LibraryChange change;
  change.items = std::move(items);
  change.origin = origin;
  change.complete = complete;
  return change;
}

std::vector<std::string> keys_of(store::Store& store) {
  std::vector<std::string> keys;
  for (const LibraryItem& item : need(store.library())) keys.push_back(item.key);
  return keys;
}
using Keys = std::vector<std::string>;

}  // namespace

TEST_CASE("the library counts what was added, changed and left alone") {
  auto store = open_store();
  CHECK(need(store->put_library({make_item("B"), make_item("A")})).added == 2);
  LibraryItem changed = make_item("A");
  changed.tags = {"read"};
  const auto counts = need(store->put_library({make_item("B"), changed}));
  CHECK(counts.unchanged == 1);
  CHECK(counts.updated == 1);
  CHECK(need(store->library()) == std::vector<LibraryItem>{make_item("B"), changed});
  CHECK(need(store->remove_library_item("B")));
  CHECK_FALSE(need(store->remove_library_item("B")));
  CHECK(need(store->library()) == std::vector<LibraryItem>{changed});
  CHECK(need(store->info()).library_items == 1);
  CHECK(need(store->clear_library()) == 1);
  CHECK(need(store->clear_library()) == 0);
  CHECK(need(store->library()).empty());
}

TEST_CASE("any field of an item that changes is a change") {
  auto store = open_store();
  need(store->put_library({make_item("A")}));
  std::vector<LibraryItem> others(8, make_item("A"));
  others[0].title += "x";
  others[1].abstract = "x";
  others[2].authors = {"Noether, Emmy", "Jane Q. Doe"};
  others[3].added = "";
  others[4].collections = {};
  others[5].tags = {"x"};
  others[6].categories = {"cs.LG"};
  others[7].id = "";
  for (const LibraryItem& other : others) {
    CHECK(need(store->put_library({other})).updated == 1);
    CHECK(need(store->library()) == std::vector<LibraryItem>{other});
    CHECK(need(store->put_library({make_item("A")})).updated == 1);
  }
}

TEST_CASE("the revision grows with every change of library and feedback, and only then") {
  auto store = open_store();
  std::uint64_t last = need(store->library_revision());
  const auto grew = [&] { return std::exchange(last, need(store->library_revision())) < last; };
  need(store->put_library({make_item("A")}));
  CHECK(grew());
  need(store->put_library({make_item("A")}));
  need(store->put_library(std::vector<LibraryItem>()));
  CHECK_FALSE(grew());
  need(store->remove_library_item("none"));
  CHECK_FALSE(grew());
  need(store->remove_library_item("A"));
  CHECK(grew());
  need(store->clear_library());
  CHECK_FALSE(grew());
  need(store->put_feedback("x", FeedbackKind::kLiked, 1));
  CHECK(grew());
  need(store->put_feedback("x", FeedbackKind::kLiked, 1));
  CHECK_FALSE(grew());
  need(store->undo_feedback("x"));
  CHECK(grew());
}

TEST_CASE("a whole library takes out what is gone, of its own origin only") {
  auto store = open_store();
  need(store->put_library(change_of({make_item("a"), make_item("b"), make_item("c")}, "zotero", false)));
  need(store->put_library(change_of({make_item("f")}, "file:x.bib", false)));
  auto change = change_of({make_item("d")}, "zotero", true);
  change.keys = {"b", "never seen"};
  const auto counts = need(store->put_library(change));
  CHECK(counts.added == 1);
  CHECK(counts.removed == 2);
  CHECK(keys_of(*store) == Keys{"b", "f", "d"});
  CHECK(need(store->put_library(change_of({}, "", true))).removed == 0);
  CHECK(need(store->put_library(change_of({}, "file:x.bib", true))).removed == 1);
  CHECK(keys_of(*store) == Keys{"b", "d"});
}

TEST_CASE("an item goes over to the origin that named it last") {
  auto store = open_store();
  need(store->put_library(change_of({make_item("a")}, "file:x.bib", false)));
  CHECK(need(store->put_library(change_of({make_item("a")}, "zotero", false))).updated == 1);
  CHECK(need(store->put_library(change_of({}, "file:x.bib", true))).removed == 0);
  CHECK(need(store->put_library(change_of({}, "zotero", true))).removed == 1);
}

TEST_CASE("a cancelled put leaves the library as it was") {
  auto store = open_store();
  const CancelToken cancel;
  cancel.cancel();
  const auto counts = store->put_library(change_of({make_item("a")}, "", false),
                                         Task(cancel, [](const Progress&) { return false; }));
  REQUIRE_FALSE(counts.ok());
  CHECK(counts.error().code == ErrorCode::kCancelled);
  CHECK(need(store->library()).empty());
}

TEST_CASE("a key that comes twice at once keeps its last item") {
  auto store = open_store();
  LibraryItem second = make_item("a");
  second.title = "Another";
  const auto counts = need(store->put_library({make_item("a"), second}));
  CHECK(counts.added == 1);
  CHECK(counts.updated == 1);
  CHECK(need(store->library()) == std::vector<LibraryItem>{second});
}
