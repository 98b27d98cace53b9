// Every query of a daily run uses an index: what the store really asks is recorded and explained.
#include <sqlite3.h>

#include <set>

#include "unit/store/store_fixture.hpp"

using namespace sheaf;
using namespace sheaf::test;

namespace {

std::set<std::string>& recorded() {
  static std::set<std::string> statements;
  return statements;
}

int record(unsigned, void*, void* statement, void*) {
  if (const char* sql = sqlite3_sql(static_cast<sqlite3_stmt*>(statement))) recorded().insert(sql);
  return 0;
}

int watch(sqlite3* handle, char**, const void*) {
  return sqlite3_trace_v2(handle, SQLITE_TRACE_STMT, record, nullptr);
}

/// Records the statements of every connection opened while it lives.
class Recording {
 public:
  Recording() {
    recorded().clear();
    sqlite3_auto_extension(entry());
  }
  ~Recording() { sqlite3_cancel_auto_extension(entry()); }

 private:
  static void (*entry())() { return reinterpret_cast<void (*)()>(&watch); }
};

/// Records that are completed, renamed and merged, by ids and by title.
void live_with_other_sources(store::Store& store) {
  Paper forum = make_full_paper("openreview:x", 0);
  forum.scheme = "openreview";
  forum.doi.clear();
  forum.title = "A title of more than five words";
  Paper arxiv = make_full_paper("2401.00001");
  arxiv.doi = "10.5555/1";
  arxiv.title = forum.title;
  Paper published = make_full_paper("10.5555/1", 0);
  published.scheme = "doi";
  published.doi.clear();
  need(store.put_papers({published, forum}));
  need(store.put_feedback("openreview:x", FeedbackKind::kLiked, 1));
  need(store.citation_keys({{"openreview:x", "x"}}));
  need(store.put_baselines("/vault", {{"paper/openreview:x", "note"}}));
  forum.aliases = {"10.5555/1"};
  need(store.put_papers({forum, arxiv}));
  forum.id = "openreview:y";
  forum.aliases.clear();
  need(store.put_page({{forum}, {"2401.00001"}, "oai", {}}));
}

void live_one_day(store::Store& store) {
  const Paper paper = make_full_paper("2604.00001", 2);
  need(store.put_batch(make_batch("cs.CL", day_at(0), {{paper, AnnounceType::kNew}})));
  need(store.put_batch(make_batch("cs.CL", day_at(0), {})));
  need(store.put_batch(make_batch("cs.CL", day_at(0), {{make_full_paper("2604.00001", 3), {}}})));
  need(store.announced(day_at(0), {"cs.CL", "cs.AI"}));
  need(store.recorded_lists(day_at(0)));
  need(store.last_recorded_day("cs.CL"));
  need(store.source_memory("arxiv:cs.CL"));
  need(store.set_source_memory("arxiv:cs.CL", {}));
  need(store.find_paper(paper.id));
  need(store.find_papers({paper.id}));
  need(store.incomplete_ids({paper}));
  need(store.acquire({"arxiv", 1'776'400'000'000, 3000, 60'000}));
  need(store.release("arxiv"));
  need(store.cool_down("arxiv", 0));
  Digest digest;
  digest.profile = "default";
  digest.day = day_at(0);
  digest.entries.resize(1);
  digest.entries[0].paper = paper;
  need(store.put_scores("default", day_at(0), digest.entries));
  need(store.citation_keys({{paper.id, "doe2026"}}));
  need(store.find_summary("k"));
  need(store.put_summaries({{"k", {}}}));
  need(store.put_digest(digest));
  need(store.find_digest("default", day_at(0)));
  need(store.latest_digest("default"));
  need(store.baselines("/vault"));
  need(store.put_baselines("/vault", {{"a", "b"}}));
  need(store.intend_notes("/vault", {{"a", "b", "c"}}));
  need(store.note_baselines("/vault", {"a"}));
  need(store.put_notes("/vault", {{"a", "former", "A.md", "c", {{"score", "1", "2", true}}}}));
  need(store.put_notes("/vault", {{"a", "", "A.md", "c", {{"score", "1", "3", false}}}}));
  need(store.put_notes("/vault", {{"a", "", "A.md", "c", {}}}));
  need(store.search("matter", 5));
  need(store.announced_counts(day_at(0), {"cs.CL"}));
  need(store.recorded_days("cs.CL", day_at(0), day_at(9)));
  need(store.canonical_ids({paper.id, "10.5555/absent"}));
  live_with_other_sources(store);
  need(store.remove_paper(paper.id));
}

std::vector<std::string> plan_of(sqlite3* handle, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  const std::string explain = "EXPLAIN QUERY PLAN " + sql;
  REQUIRE(sqlite3_prepare_v2(handle, explain.c_str(), -1, &statement, nullptr) == SQLITE_OK);
  std::vector<std::string> lines;
  while (sqlite3_step(statement) == SQLITE_ROW)
    lines.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement, 3)));
  sqlite3_finalize(statement);
  return lines;
}

bool is_data_query(const std::string& sql) {
  for (const char* word : {"SELECT", "INSERT", "UPDATE", "DELETE"})
    if (sql.starts_with(word)) return sql.find("_schema") == std::string::npos;
  return false;
}

/// "SCAN x" reads a whole table; the full-text index calls its look-up a scan, with its arguments.
bool reads_everything(const std::string& line) {
  return line.starts_with("SCAN") && line.find("VIRTUAL TABLE INDEX 0:M") == std::string::npos &&
         line != "SCAN CONSTANT ROW";
}

}  // namespace

TEST_CASE("every query of a daily run uses an index") {
  TempDir folder;
  const std::string path = folder.file("store.sqlite");
  { auto store = open_store(path); }  // the steps of the schema are not part of a day
  std::set<std::string> statements;
  {
    const Recording recording;
    auto store = open_store(path);
    live_one_day(*store);
    statements = recorded();
  }
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &handle) == SQLITE_OK);
  std::size_t explained = 0;
  for (const std::string& sql : statements) {
    if (!is_data_query(sql) || sql.find("papers_fts_") != std::string::npos) continue;
    ++explained;
    for (const std::string& line : plan_of(handle, sql)) {
      INFO(sql << "\n" << line);
      CHECK(!reads_everything(line));
    }
  }
  sqlite3_close(handle);
  CHECK(explained >= 30);
}

TEST_CASE("taking references away from a removed paper uses an index") {
  TempDir folder;
  const std::string path = folder.file("store.sqlite");
  { auto store = open_store(path); }
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &handle) == SQLITE_OK);
  for (const char* table : {"versions", "announcements", "scores", "names", "titles"})
    for (const auto& line :
         plan_of(handle, std::string("DELETE FROM ") + table + " WHERE paper = 1")) {
      INFO(line);
      CHECK(!reads_everything(line));
    }
  sqlite3_close(handle);
}
