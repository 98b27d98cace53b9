// Opening a store: other programs' files, newer ones, damaged ones, and errors that say what to do.
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <fstream>

#include "store/opening.hpp"
#include "unit/store/store_fixture.hpp"

using namespace sheaf;
using namespace sheaf::test;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void check_error(const std::string& error, const std::string& path, const std::string& cause,
                 const std::string& remedy) {
  INFO(error);
  CHECK(has(error, path));
  CHECK(has(error, cause));
  CHECK(has(error, remedy));
}

/// Writes a file with plain SQLite, as another program would.
void run_sql(const std::string& path, const std::string& sql) {
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &handle) == SQLITE_OK);
  const int code = sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr);
  INFO(sqlite3_errmsg(handle));
  CHECK(code == SQLITE_OK);
  sqlite3_close(handle);
}

std::string read_all(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string make_filled_store(const TempDir& folder) {
  const std::string path = folder.file("store.sqlite");
  auto store = open_store(path);
  std::vector<Paper> papers;
  for (int i = 0; i < 300; ++i) papers.push_back(make_full_paper("2604." + std::to_string(i)));
  need(store->put_papers(papers));
  return path;
}

/// Garbage over the middle of every page but the first two.
void spoil(const std::string& path) {
  std::string bytes = read_all(path);
  for (std::size_t page = 2; (page + 1) * 4096 <= bytes.size(); ++page)
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(page * 4096), 3000, '\xA5');
  std::ofstream(path, std::ios::binary) << bytes;
}

/// A program that is killed while it has the store open.
void end_uncleanly(const std::string& path) {
  REQUIRE(wait_for_child(start_child([&] {
            auto opened = store::Store::open(path);
            if (!opened) return 1;
            store::SourceMemory memory;
            memory.etag = "1";
            if (!(*opened)->set_source_memory("s", memory)) return 2;
            opened->release();
            return 0;
          })) == 0);
}

}  // namespace

TEST_CASE("opening makes the folders and the file, and a second opening finds them") {
  TempDir folder;
  const std::string path = folder.file("a/b c/ü/store.sqlite");
  { auto store = open_store(path); }
  CHECK(std::filesystem::exists(path));
  CHECK(!std::filesystem::exists(path + "-wal"));
  auto store = open_store(path);
  CHECK(need(store->check()).empty());
}

TEST_CASE("two names of one file are one store") {
  TempDir folder;
  const std::string path = make_filled_store(folder);
  const std::string link = folder.file("link.sqlite");
  std::filesystem::create_symlink(path, link);
  auto store = open_store(path);
  auto same = open_store(link);
  CHECK(need(same->info()).papers == 300);
  CHECK(!std::filesystem::exists(link + ".lock"));
}

TEST_CASE("a text file is not opened and not changed") {
  TempDir folder;
  const std::string text = GENERATE(std::string("short\n"), std::string(5000, 'x'));
  const std::string path = folder.write("notes.txt", text);
  check_error(open_error(path), "notes.txt", "not an SQLite file", "--store");
  CHECK(read_all(path) == text);
}

TEST_CASE("another program's SQLite file is not opened and not changed") {
  TempDir folder;
  const std::string path = folder.file("zotero.sqlite");
  SECTION("with an application id") {
    run_sql(path, "PRAGMA application_id=77");
  }
  SECTION("with tables only") {
    run_sql(path, "CREATE TABLE items(id)");
  }
  SECTION("with a version only") {
    run_sql(path, "PRAGMA user_version=3");
  }
  const std::string before = read_all(path);
  check_error(open_error(path), "zotero.sqlite", "another program", "--store");
  CHECK(read_all(path) == before);
}

TEST_CASE("an empty file becomes a store") {
  TempDir folder;
  auto store = open_store(folder.write("empty.sqlite", ""));
  need(store->put_papers({make_paper("1")}));
}

TEST_CASE("a store of a newer Sheaf is not opened") {
  TempDir folder;
  const std::string path = make_filled_store(folder);
  run_sql(path, "PRAGMA user_version=99");
  check_error(open_error(path), path, "newer Sheaf (schema 99, this one knows 4)", "update Sheaf");
}

TEST_CASE("a truncated store is reported as damaged") {
  TempDir folder;
  const std::string path = make_filled_store(folder);
  std::filesystem::resize_file(path, 20'000);
  check_error(open_error(path), path, "damaged", "move it away");
}

TEST_CASE("damage is found at opening after an unclean end") {
  TempDir folder;
  const std::string path = make_filled_store(folder);
  end_uncleanly(path);
  { auto store = open_store(path); }  // sound, so it opens
  std::string bytes = read_all(path);
  end_uncleanly(path);
  const std::size_t page = bytes.size() / 4096 / 2;
  std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(page * 4096), 4096, '\xA5');
  std::ofstream(path, std::ios::binary) << bytes;
  check_error(open_error(path), path, "damaged", "restore a backup");
}

TEST_CASE("the check runs only after an unclean end") {
  TempDir folder;
  const std::string path = make_filled_store(folder);
  CHECK(!need(store::open_file(path)).checked);
  end_uncleanly(path);
  {
    const store::OpenFile first = need(store::open_file(path));
    CHECK(first.checked);
    CHECK(!need(store::open_file(path)).checked);  // the log belongs to the one that is open
  }
  CHECK(!need(store::open_file(path)).checked);
}

TEST_CASE("a large store is checked in part after an unclean end") {
  TempDir folder;
  const std::string path = make_filled_store(folder);
  store::OpenOptions small_limit;
  small_limit.full_check_bytes = 0;
  end_uncleanly(path);
  CHECK(need(store::open_file(path, small_limit)).checked);
  end_uncleanly(path);
  spoil(path);
  const auto damaged = store::open_file(path, small_limit);
  REQUIRE(!damaged.ok());
  check_error(damaged.error().message, path, "damaged", "move it away");
}

TEST_CASE("damage met later is an error that says what to do, and the full check finds it") {
  TempDir folder;
  const std::string path = make_filled_store(folder);
  spoil(path);
  auto opened = store::Store::open(path);
  if (!opened) return check_error(opened.error().message, path, "damaged", "move it away");
  const auto found = (*opened)->find_paper("2604.7");
  REQUIRE(!found.ok());
  CHECK(found.error().code == ErrorCode::kStore);
  check_error(found.error().message, path, "damaged", "move it away");
  CHECK(!need((*opened)->check()).empty());
}

TEST_CASE("a place where no store can be made is named") {
  TempDir folder;
  folder.write("file", "x");
  check_error(open_error(folder.file("file/store.sqlite")), "file", "", "");
  check_error(open_error("/proc/sheaf/store.sqlite"), "/proc/sheaf", "", "");
  check_error(open_error(folder.path().string()), folder.path().string(), "is a folder", "--store");
}

TEST_CASE("a read-only file or folder is named with what to do") {
  if (geteuid() != 0) {
    WARN("SKIPPED: needs to run as root to become somebody else");
    return;
  }
  TempDir folder;
  const std::string path = make_filled_store(folder);
  chmod(folder.path().c_str(), 0755);
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = start_child([&] {
    if (setgid(65534) != 0 || setuid(65534) != 0) return 1;
    for (const char* name : {"store.sqlite", "new.sqlite"}) {
      const std::string error = open_error(folder.file(name)) + "\n";
      if (write(ends[1], error.data(), error.size()) < 0) return 2;
    }
    return 0;
  });
  close(ends[1]);
  std::string errors;
  char buffer[4096];
  for (ssize_t got; (got = read(ends[0], buffer, sizeof buffer)) > 0;)
    errors.append(buffer, static_cast<std::size_t>(got));
  close(ends[0]);
  CHECK(wait_for_child(child) == 0);
  check_error(errors, path, "Permission denied", "check the permissions");
  check_error(errors, folder.file("new.sqlite"), "Permission denied", "check the permissions");
}

TEST_CASE("a file that is read-only though its folder is not is refused at opening") {
  if (geteuid() != 0) {
    WARN("SKIPPED: needs to run as root to become somebody else");
    return;
  }
  TempDir folder;
  const std::string path = make_filled_store(folder);
  chmod(folder.path().c_str(), 0777);
  chmod((path + ".lock").c_str(), 0666);
  chmod(path.c_str(), 0444);
  CHECK(wait_for_child(start_child([&] {
          if (setgid(65534) != 0 || setuid(65534) != 0) return 1;
          return has(open_error(path), "cannot be opened for writing") ? 0 : 2;
        })) == 0);
}

TEST_CASE("a store that another program holds for too long is an error after the wait") {
  TempDir folder;
  const std::string path = make_filled_store(folder);
  const auto holder = need(store::Database::open(path, 100));
  const auto waiter = need(store::Database::open(path, 100));
  auto held = need(store::Transaction::begin(*holder));
  const auto result = store::Transaction::begin(*waiter);
  REQUIRE(!result.ok());
  CHECK(result.error().code == ErrorCode::kStore);
  check_error(result.error().message, path, "holds it for longer than 100 ms", "run again");
  need(held.commit());
  CHECK(store::Transaction::begin(*waiter).ok());
}

TEST_CASE("a full disk loses nothing that was stored and names the file") {
  TempDir folder;
  const std::string path = make_filled_store(folder);
  const pid_t child = start_child([&] {
    auto opened = store::Store::open(path);
    if (!opened) return 1;
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1 << 20, 1 << 20};
    setrlimit(RLIMIT_FSIZE, &limit);
    std::vector<Paper> papers;
    for (int i = 0; i < 5000; ++i) papers.push_back(make_full_paper("late." + std::to_string(i)));
    const auto put = (*opened)->put_papers(papers);
    if (put.ok()) return 2;
    if (put.error().code != ErrorCode::kIo || !has(put.error().message, path)) return 3;
    const auto info = (*opened)->info();
    return info.ok() && info->papers == 300 ? 0 : 4;
  });
  CHECK(wait_for_child(child) == 0);
  auto store = open_store(path);
  CHECK(need(store->info()).papers == 300);
  CHECK(need(store->check()).empty());
}

TEST_CASE("a full database rolls back and says so") {
  const auto database = need(store::Database::open(":memory:"));
  need(database->execute("PRAGMA max_page_count=10; CREATE TABLE t(x)"));
  {
    auto transaction = need(store::Transaction::begin(*database));
    Status status;
    for (int i = 0; i < 1000 && status; ++i)
      status = database->execute("INSERT INTO t VALUES(zeroblob(1000))");
    REQUIRE(!status.ok());
    CHECK(status.error().code == ErrorCode::kIo);
    CHECK(has(status.error().message, "the disk is full"));
  }
  CHECK(!database->in_transaction());
  CHECK(need(database->query_integer("SELECT count(*) FROM t")) == 0);
}

TEST_CASE("after a failed write the store can be read while another process writes") {
  TempDir folder;
  const std::string path = folder.file("store.sqlite");
  const auto other = need(store::Database::open(path));
  need(other->execute("PRAGMA journal_mode=WAL; CREATE VIRTUAL TABLE f USING fts5(x); INSERT INTO f VALUES('a')"));
  const auto database = need(store::Database::open(path, 50));
  database->forget_after_errors("DELETE FROM f WHERE 0");
  need(database->execute("PRAGMA max_page_count=20"));
  REQUIRE(!database->execute("INSERT INTO f SELECT hex(zeroblob(100000))").ok());
  need(other->execute("BEGIN IMMEDIATE"));
  CHECK(need(database->query_integer("SELECT count(*) FROM f")) == 1);
  CHECK(!database->prepare("INSERT INTO f VALUES('b')").ok());
  need(other->execute("COMMIT"));
  CHECK(need(database->prepare("INSERT INTO f VALUES('b')")).run().ok());
  CHECK(need(database->query_integer("SELECT count(*) FROM f")) == 2);
}

TEST_CASE("each migration step is taken whole or not at all") {
  TempDir folder;
  const std::string path = folder.file("store.sqlite");
  const store::Migrations first = {"CREATE TABLE a(x); INSERT INTO a VALUES(1)"};
  store::Migrations both = {first[0],
                            "ALTER TABLE a ADD COLUMN y; UPDATE a SET y = 2; SELECT nonsense"};
  const auto version = [&] {
    return need(store::schema_version(*need(store::open_file(path, {100, &first})).database));
  };
  CHECK(version() == 1);
  CHECK(!store::open_file(path, {100, &both}).ok());
  CHECK(version() == 1);
  both[1] = "ALTER TABLE a ADD COLUMN y; UPDATE a SET y = 2";
  {
    const store::OpenFile file = need(store::open_file(path, {100, &both}));
    CHECK(need(file.database->query_integer("SELECT y FROM a")) == 2);
    CHECK(need(file.database->query_integer("PRAGMA application_id")) == store::kApplicationId);
    need(store::migrate(*file.database, both));
    CHECK(need(store::schema_version(*file.database)) == 2);
  }
  const auto older = store::open_file(path, {100, &first});
  REQUIRE(!older.ok());
  CHECK(has(older.error().message, "newer Sheaf (schema 2, this one knows 1)"));
}

TEST_CASE("a connection trusts neither extensions nor the schema") {
  const auto database = need(store::Database::open(":memory:"));
  CHECK(need(database->query_integer("PRAGMA trusted_schema")) == 0);
  CHECK(need(database->query_integer("PRAGMA foreign_keys")) == 1);
  CHECK(need(database->query_integer("PRAGMA cell_size_check")) == 1);
  CHECK(!database->query_integer("SELECT load_extension('x')").ok());
  CHECK(!database->query_integer("SELECT \"no such column\"").ok());
}

TEST_CASE("a store and its companions are their owner's alone, whatever the umask") {
  const TempDir folder;
  const std::string path = folder.file("store.sqlite");
  const mode_t before = ::umask(0);
  auto store = open_store(path);
  need(store->put_papers({make_full_paper("2604.1")}));
  ::umask(before);
  for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
    INFO(suffix);
    struct stat info{};
    REQUIRE(::stat((path + suffix).c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0600);
  }
}
