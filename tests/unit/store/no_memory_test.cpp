// SQLite's own memory runs out at every one of its allocations in turn: what FTS5 remembers of a
// transaction that SQLite gave up must not reach the file with the next one.
#include <sqlite3.h>

#include "store/full_text.hpp"
#include "store_fixture.hpp"

using namespace sheaf;
using namespace sheaf::test;

namespace {

sqlite3_mem_methods real;
long countdown = 0;  // > 0: allocations until one fails

bool fails() { return countdown > 0 && --countdown == 0; }
void* failing_malloc(int size) { return fails() ? nullptr : real.xMalloc(size); }
void* failing_realloc(void* block, int size) { return fails() ? nullptr : real.xRealloc(block, size); }

/// While it lives SQLite's memory can fail. No store may be open when it comes or goes.
struct FailingMemory {
  FailingMemory() {
    sqlite3_shutdown();
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real);
    sqlite3_mem_methods methods = real;
    methods.xMalloc = failing_malloc;
    methods.xRealloc = failing_realloc;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
  }
  ~FailingMemory() {
    sqlite3_shutdown();
    sqlite3_config(SQLITE_CONFIG_MALLOC, &real);
  }
};

enum class Deed { kPut, kUpdate, kRemove };

Status run(store::Store& store, Deed deed, const std::string& number) {
  if (deed == Deed::kRemove) return store.remove_paper("2604.0000" + number);
  const auto put = store.put_papers(
      {deed == Deed::kPut ? make_paper("2605.0000" + number) : make_full_paper("2604.0000" + number, 2)});
  return put ? Status() : Status(put.error());
}

std::unique_ptr<store::Store> open_filled(const std::string& path) {
  std::unique_ptr<store::Store> store = open_store(path);
  std::vector<Paper> papers;
  for (const char* id : {"2604.00001", "2604.00002", "2604.00003", "2604.00004"}) papers.push_back(make_paper(id));
  need(store->put_papers(papers));
  return store;
}

/// Whether `first` came as far as its n-th allocation. `path` is new, or empty.
bool fail_at(long n, Deed first, Deed then, const std::string& path) {
  std::unique_ptr<store::Store> store = open_filled(path);
  countdown = n;
  const Status failed = run(*store, first, "1");
  const bool reached = countdown == 0;
  countdown = 0;
  INFO("allocation " << n << ": " << (failed.ok() ? "ok" : failed.error().message));
  CHECK((failed.ok() || failed.error().code == ErrorCode::kNoMemory));
  need(run(*store, then, "2"));
  if (!path.empty()) store = open_store(path);  // as the next one finds it
  CHECK(need(store->check()).empty());
  CHECK(need(store->search("matter", 10)).size() >= 2);
  return reached;
}

}  // namespace

TEST_CASE("Memory that SQLite lacked once harms neither the next call nor the full-text index") {
  const FailingMemory memory;
  const auto [first, then] = GENERATE(table<Deed, Deed>(
      {{Deed::kRemove, Deed::kPut}, {Deed::kPut, Deed::kUpdate}, {Deed::kUpdate, Deed::kRemove}}));
  long n = 1;
  while (fail_at(n, first, then, {})) ++n;
  CHECK(n > 30);
}

TEST_CASE("Memory that SQLite lacked once does not harm a store's file") {
  const FailingMemory memory;
  TempDir folder;
  long n = 1;
  while (fail_at(n, Deed::kPut, Deed::kPut, folder.file(std::to_string(n) + ".db"))) ++n;
  CHECK(n > 30);
}

TEST_CASE("A full-text index that does not match the papers is told apart and built anew") {
  TempDir folder;
  const std::string path = folder.file("store.db");
  open_filled(path);
  sqlite3* other = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &other) == SQLITE_OK);
  REQUIRE(sqlite3_exec(other, "INSERT INTO papers_fts(papers_fts) VALUES('delete-all')", nullptr, nullptr, nullptr) ==
          SQLITE_OK);
  REQUIRE(sqlite3_close(other) == SQLITE_OK);

  const auto store = open_store(path);
  const std::vector<std::string> findings = need(store->check());
  REQUIRE(findings.size() == 1);
  CHECK_THAT(findings.front(), Catch::Contains("full-text index") && Catch::Contains("sheaf doctor"));
  CHECK(need(store->mend_index()));
  CHECK(need(store->check()).empty());
  CHECK(need(store->search("matter", 10)).size() == 4);
  CHECK_FALSE(need(store->mend_index()));
}
