// How fast records go into the store: `store_bench papers.jsonl [records a page]`, one paper a line.
// Prints records a second of the first and of a second, unchanged load, what plain SQLite does with
// the same rows without and with its full-text index, and the memory the loads took.
// Reads a page at a time and times only what is done with it, so that memory tells of the store.
#include <sqlite3.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "model/json.hpp"
#include "store/encode.hpp"
#include "store/store.hpp"
#include "support/temp_dir.hpp"

using namespace sheaf;

namespace {

[[noreturn]] void fail(const std::string& why) {
  std::cerr << "store_bench: " << why << "\n";
  std::exit(1);
}

long peak_kib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

struct Figures {
  std::size_t records = 0;
  double wall = 0, processor = 0;
};

/// Hands the file over page by page; only the time within `take` counts.
Figures measure(const char* path, std::size_t page_size,
                const std::function<void(const std::vector<Paper>&)>& take) {
  std::ifstream file(path);
  if (!file) fail(std::string(path) + ": cannot be read");
  Figures figures;
  while (file) {
    std::string text, line;
    for (std::size_t n = 0; n < page_size && std::getline(file, line); ++n) text += line + "\n";
    const auto papers = papers_from_text(text, path);
    if (!papers) fail(papers.error().message);
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t start_processor = std::clock();
    take(*papers);
    figures.processor += static_cast<double>(std::clock() - start_processor) / CLOCKS_PER_SEC;
    figures.wall += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    figures.records += papers->size();
  }
  return figures;
}

void print(const char* what, const Figures& figures) {
  const auto count = static_cast<double>(figures.records);
  std::printf("%-34s %8.0f records/s by the wall, %8.0f by the processor, peak %ld MiB\n", what,
              count / figures.wall, count / figures.processor, peak_kib() / 1024);
  std::fflush(stdout);
}

/// The least that any program would do: one table, one statement, the same journal.
class PlainSqlite {
 public:
  PlainSqlite(const std::string& path, bool full_text) {
    check(sqlite3_open(path.c_str(), &database_));
    run("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16384;"
        "CREATE TABLE papers(key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT,"
        " abstract TEXT, authors TEXT, categories TEXT, comment TEXT, doi TEXT, journal TEXT,"
        " license TEXT, published INTEGER, updated INTEGER)");
    prepare(&row_, "INSERT INTO papers VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)");
    if (!full_text) return;
    run("CREATE VIRTUAL TABLE texts USING fts5(title, abstract, authors, content='papers',"
        " content_rowid='key', tokenize='unicode61 remove_diacritics 2')");
    prepare(&text_, "INSERT INTO texts(rowid, title, abstract, authors) VALUES(?1,?2,?3,?4)");
  }
  PlainSqlite(const PlainSqlite&) = delete;
  PlainSqlite& operator=(const PlainSqlite&) = delete;
  ~PlainSqlite() {
    sqlite3_finalize(row_);
    sqlite3_finalize(text_);
    sqlite3_close(database_);
  }

  void put(const std::vector<Paper>& papers) {
    run("BEGIN IMMEDIATE");
    for (const Paper& paper : papers) put(paper);
    run("COMMIT");
  }

 private:
  void put(const Paper& paper) {
    const std::string names = store::author_names(paper.authors);
    const std::string categories = store::encode_list(paper.categories);
    ++key_;
    check(sqlite3_bind_int64(row_, 1, key_));
    int column = 2;
    for (const std::string* text : {&paper.id, &paper.title, &paper.abstract, &names, &categories,
                                    &paper.comment, &paper.doi, &paper.journal_ref, &paper.license})
      bind(row_, column++, *text);
    check(sqlite3_bind_int64(row_, 11, paper.published.value_or(0)));
    check(sqlite3_bind_int64(row_, 12, paper.updated.value_or(0)));
    step(row_);
    if (!text_) return;
    check(sqlite3_bind_int64(text_, 1, key_));
    column = 2;
    for (const std::string* text : {&paper.title, &paper.abstract, &names}) bind(text_, column++, *text);
    step(text_);
  }
  void bind(sqlite3_stmt* statement, int column, const std::string& text) {
    check(sqlite3_bind_text(statement, column, text.data(), static_cast<int>(text.size()), SQLITE_STATIC));
  }
  void step(sqlite3_stmt* statement) {
    const int code = sqlite3_step(statement);
    // A paper that is in the file twice is no fault of SQLite's.
    if (code != SQLITE_DONE && code != SQLITE_CONSTRAINT) fail(sqlite3_errmsg(database_));
    sqlite3_reset(statement);
  }
  void prepare(sqlite3_stmt** statement, const char* sql) {
    check(sqlite3_prepare_v2(database_, sql, -1, statement, nullptr));
  }
  void run(const char* sql) { check(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr)); }
  void check(int code) {
    if (code != SQLITE_OK) fail(sqlite3_errmsg(database_));
  }

  sqlite3* database_ = nullptr;
  sqlite3_stmt* row_ = nullptr;
  sqlite3_stmt* text_ = nullptr;
  sqlite3_int64 key_ = 0;
};

void measure_store(const char* path, std::size_t page_size, const test::TempDir& folder) {
  auto opened = store::Store::open(folder.file("store.sqlite"));
  if (!opened) fail(opened.error().message);
  store::Store& store = **opened;
  store::PutCounts counts;
  const auto put = [&](const std::vector<Paper>& papers) {
    const auto done = store.put_page({papers, {}, "bench", {}});
    if (!done) fail(done.error().message);
    counts += *done;
  };
  print("store, first load:", measure(path, page_size, put));
  print("store, unchanged:", measure(path, page_size, put));
  const auto info = store.info();
  if (!info) fail(info.error().message);
  std::printf("%zu added, %zu updated, %zu unchanged; %llu bytes a paper\n", counts.added, counts.updated,
              counts.unchanged, static_cast<unsigned long long>(info->bytes / std::max<std::uint64_t>(info->papers, 1)));
  const auto start = std::chrono::steady_clock::now();
  const auto found = store.search("sparse graph learning", 20);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  std::printf("search of three words: %.1f ms, %zu papers\n", took.count(), found ? found->size() : 0);
}

void measure_plain(const char* what, const char* path, std::size_t page_size, const std::string& file,
                   bool full_text) {
  PlainSqlite plain(file, full_text);
  print(what, measure(path, page_size, [&](const std::vector<Paper>& papers) { plain.put(papers); }));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) fail("give a file with one paper as JSON a line");
  const std::size_t page_size = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 2000;
  const std::string part = argc > 3 ? argv[3] : "";
  if (page_size == 0) fail("the number of records a page must be above 0");
  test::TempDir folder;
  if (part != "plain") measure_store(argv[1], page_size, folder);
  if (part == "store") return 0;
  measure_plain("plain SQLite, no full text:", argv[1], page_size, folder.file("plain.sqlite"), false);
  measure_plain("plain SQLite, stock full text:", argv[1], page_size, folder.file("text.sqlite"), true);
  return 0;
}
