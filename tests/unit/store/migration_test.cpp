// A store of the first schema opens as one of the newest, with everything it held.
#include <sqlite3.h>

#include "store/encode.hpp"
#include "store/opening.hpp"
#include "unit/store/store_fixture.hpp"

using namespace sheaf;
using namespace sheaf::test;

namespace {

Paper old_paper(const std::string& id, const std::string& doi) {
  Paper paper = make_full_paper(id, 1);
  paper.authors = {{"Jane Q. Doe", {}}};
  paper.doi = doi;
  return paper;
}

/// As the first version wrote it.
void insert_old(store::Database& database, const Paper& paper) {
  auto add = need(database.prepare(
      "INSERT INTO papers(id, scheme, version, detail, published, updated, categories, title,"
      " comment, doi, journal_ref, license, author_names, authors, abstract, fingerprint,"
      " first_seen) VALUES(?1, 'arxiv', 1, 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, '', ?11, ?12, 0)"));
  const std::string categories = store::encode_list(paper.categories);
  const std::string names = store::author_names(paper.authors);
  add.bind(1, paper.id).bind(2, paper.published).bind(3, paper.updated).bind(4, categories);
  add.bind(5, paper.title).bind(6, paper.comment).bind(7, paper.doi).bind(8, paper.journal_ref);
  add.bind(9, paper.license).bind(10, names).bind(11, paper.abstract);
  need(add.bind(12, store::fingerprint(paper)).run());
  auto index = need(database.prepare(
      "INSERT INTO papers_fts(rowid, title, abstract, author_names) VALUES(?1, ?2, ?3, ?4)"));
  index.bind(1, database.last_key()).bind(2, paper.title).bind(3, paper.abstract).bind(4, names);
  need(index.run());
}

void make_first_version(const std::string& path, const std::vector<Paper>& papers) {
  const store::Migrations first = {store::store_migrations().front()};
  store::OpenOptions options;
  options.migrations = &first;
  const store::OpenFile file = need(store::open_file(path, options));
  REQUIRE(need(store::schema_version(*file.database)) == 1);
  for (const Paper& paper : papers) insert_old(*file.database, paper);
  need(file.database->execute("INSERT INTO feedback VALUES('2401.00001', 0, 5)"));
  need(file.database->execute("INSERT INTO announcements VALUES(20000, 'cs.CL', 1, 0, 0)"));
}

}  // namespace

TEST_CASE("a store of the first schema becomes one of the newest and keeps everything") {
  TempDir folder;
  const std::string path = folder.file("store.sqlite");
  const std::vector<Paper> papers = {old_paper("2401.00001", "10.1103/PhysRevB.1"),
                                     old_paper("2401.00002", " 10.1145/3 10.1145/4"),
                                     old_paper("2401.00003", ""), old_paper("2401.00004", "none")};
  make_first_version(path, papers);
  auto store = open_store(path);
  CHECK(need(store->info()).schema == 4);
  for (const Paper& paper : papers) CHECK(need(store->find_paper(paper.id)) == paper);
  CHECK(need(store->put_papers(papers)).unchanged == 4);  // their fingerprints still hold
  CHECK(need(store->search("matter", 9)).size() == 4);
  CHECK(need(store->feedback()) == std::vector<Opinion>{{"2401.00001", FeedbackKind::kLiked, 5}});
  CHECK(need(store->info()).announcements == 1);
  CHECK(need(store->check()).empty());
  // DOIs of before are found.
  Paper published = make_paper("10.1103/physrevb.1");
  published.scheme = "doi";
  published.version = 0;
  published.venue = "Physical Review B";
  CHECK(need(store->put_papers({published})).updated == 1);
  CHECK(need(store->find_paper("2401.00001"))->venue == "Physical Review B");
  CHECK(need(store->find_paper("10.1145/3"))->id == "2401.00002");
  CHECK(!need(store->find_paper("none")));
}

namespace {

/// A store of the second schema, with what a reader had in it.
void make_second_version(const std::string& path) {
  const store::Migrations second = {store::store_migrations()[0], store::store_migrations()[1]};
  store::OpenOptions options;
  options.migrations = &second;
  const store::OpenFile file = need(store::open_file(path, options));
  REQUIRE(need(store::schema_version(*file.database)) == 2);
  need(file.database->execute(
      "INSERT INTO library(key, title, added, authors, collections, tags, abstract)"
      " VALUES('B', 'Second', '2026-01-01', 'Jane Doe', 'Thesis', '', 'x'), ('A', 'First', '', '', '', '', '');"
      "INSERT INTO feedback VALUES('2401.00002', 3, 9), ('2401.00001', 0, 5), ('2401.00003', 5, 7)"));
}

}  // namespace

TEST_CASE("a store of the second schema keeps library and feedback, and takes up from there") {
  TempDir folder;
  const std::string path = folder.file("store.sqlite");
  make_second_version(path);
  auto store = open_store(path);
  CHECK(need(store->info()).schema == 4);
  const auto items = need(store->library());
  REQUIRE(items.size() == 2);
  CHECK(items[0].key == "B");
  CHECK(items[0].collections == std::vector<std::string>{"Thesis"});
  CHECK(need(store->put_library(items)).unchanged == 2);
  CHECK(need(store->library_revision()) == 1);
  CHECK(need(store->feedback()) ==
        std::vector<Opinion>{{"2401.00001", FeedbackKind::kLiked, 5}, {"2401.00002", FeedbackKind::kDismissed, 9}});
  CHECK(need(store->info()).opinions == 2);
  CHECK_FALSE(need(store->put_feedback("2401.00001", FeedbackKind::kLiked, 5)));
  CHECK(need(store->undo_feedback("2401.00001")).kind == FeedbackKind::kNone);
  CHECK(need(store->check()).empty());
}

TEST_CASE("fields that few records have come back as they were put") {
  auto store = open_store();
  Paper paper = make_full_paper("2401.00001");
  paper.venue = "Journal of \"Quotes\" \\ and\nlines";
  paper.code_url = "https://example.org/a";
  paper.landing = "https://example.org/b";
  paper.pdf = "https://example.org/c.pdf";
  paper.keywords = {"a", "b, c", "ü"};
  paper.aliases = {"openreview:X", "pmid:5"};
  paper.citations = 0;
  SECTION("all") {}
  SECTION("none but an empty count") {
    paper.venue = paper.code_url = paper.landing = paper.pdf = "";
    paper.keywords = paper.aliases = {};
  }
  SECTION("of a page that only mentions it") { paper.detail = Detail::kMentioned; }
  need(store->put_papers({paper}));
  CHECK(need(store->find_paper(paper.id)) == paper);
  CHECK(need(store->put_papers({paper})).unchanged == 1);
}

TEST_CASE("the fingerprint covers the fields that few records have") {
  const Paper paper = make_full_paper("2401.00001");
  std::vector<Paper> others(8, paper);
  others[0].venue = "x";
  others[1].code_url = "x";
  others[2].landing = "x";
  others[3].pdf = "x";
  others[4].keywords = {"x"};
  others[5].aliases = {"x"};
  others[6].citations = 0;
  others[7].citations = 1;
  for (std::size_t i = 0; i < others.size(); ++i) {
    CHECK(store::fingerprint(others[i]) != store::fingerprint(paper));
    for (std::size_t j = 0; j < i; ++j)
      CHECK(store::fingerprint(others[i]) != store::fingerprint(others[j]));
  }
}
