// Pages of a harvest: papers, deletions and cursor in one; days and digests counted and pruned.
#include "unit/store/store_fixture.hpp"

using namespace sheaf;
using namespace sheaf::test;

namespace {

store::Page make_page(std::vector<Paper> papers, const std::string& cursor) {
  store::Page page;
  page.papers = std::move(papers);
  page.source = "oai:cs";
  page.memory.cursor = cursor;
  return page;
}

std::size_t kept_after_deleting(store::Store& store, const std::vector<std::string>& ids) {
  store::Page page = make_page({}, "end");
  page.deleted = ids;
  const auto counts = need(store.put_page(page));
  CHECK(counts.kept + counts.removed <= ids.size());
  return counts.kept;
}

}  // namespace

TEST_CASE("a page brings its papers and its cursor") {
  auto store = open_store();
  store::PutCounts sum;
  sum += need(store->put_page(make_page({make_paper("a"), make_paper("b")}, "1")));
  sum += need(store->put_page(make_page({make_paper("b"), make_paper("c")}, "2")));
  sum += need(store->put_page(make_page({}, "")));
  CHECK(sum.added == 3);
  CHECK(sum.unchanged == 1);
  CHECK(need(store->source_memory("oai:cs")).cursor.empty());
  CHECK(need(store->info()).papers == 3);
}

TEST_CASE("a deleted paper goes unless the reader has something of it") {
  auto store = open_store();
  const std::string id = "2401.00001";
  Paper paper = make_full_paper(id);
  paper.aliases = {"openreview:x"};
  need(store->put_page(make_page({paper, make_paper("2401.00002")}, "1")));
  bool kept = true;
  SECTION("nothing") { kept = false; }
  SECTION("feedback") { need(store->put_feedback(id, FeedbackKind::kLiked, 1)); }
  SECTION("a citation key") { need(store->citation_keys({{id, "doe2026"}})); }
  SECTION("an announcement") {
    need(store->put_batch(make_batch("cs.CL", day_at(0), {{paper, AnnounceType::kNew}})));
  }
  SECTION("a digest") {
    Digest digest;
    digest.profile = "imported";
    digest.day = day_at(0);
    digest.entries.resize(2);
    digest.entries[0].paper = make_paper("2401.00003");
    digest.entries[1].paper = paper;
    SECTION("with the id") {}
    SECTION("with an id it had before") { digest.entries[1].paper.id = "openreview:x"; }
    need(store->put_digest(digest));
  }
  CHECK(kept_after_deleting(*store, {"arXiv:2401.00001", id, "2401.77777"}) == (kept ? 1 : 0));
  CHECK(need(store->find_paper(id)).has_value() == kept);
  CHECK(need(store->find_paper("2401.00002")));
  CHECK(need(store->search("matter", 5)).size() == (kept ? 2 : 1));
  CHECK(need(store->source_memory("oai:cs")).cursor == "end");
  CHECK(need(store->check()).empty());
}

TEST_CASE("what another source deleted stays under the id of the better one") {
  auto store = open_store();
  Paper paper = make_full_paper("2401.00001");
  paper.aliases = {"pmid:1"};
  need(store->put_papers({paper}));
  kept_after_deleting(*store, {"pmid:1"});
  CHECK(need(store->find_paper("2401.00001")));
}

TEST_CASE("announcements are counted as they are listed, each paper once") {
  auto store = open_store();
  const Paper p = make_paper("p"), q = make_paper("q"), r = make_paper("r");
  need(store->put_batch(make_batch("cs.CL", day_at(0), {{p, AnnounceType::kCross}, {q, AnnounceType::kReplace}})));
  need(store->put_batch(make_batch("cs.AI", day_at(0), {{p, AnnounceType::kNew}, {r, AnnounceType::kReplaceCross}})));
  const auto both = need(store->announced_counts(day_at(0), {"cs.CL", "cs.AI"}));
  CHECK(both == TypeCounts{1, 0, 1, 1});
  CHECK(need(store->announced_counts(day_at(0), {"cs.CL"})) == TypeCounts{0, 1, 1, 0});
  CHECK(need(store->announced_counts(day_at(1), {"cs.CL"})).total() == 0);
  CHECK(need(store->announced_counts(day_at(0), {})).total() == 0);
}

TEST_CASE("recorded days of a list are told in order, also those without papers") {
  auto store = open_store();
  for (const int day : {5, 1, 3, 9}) need(store->put_batch(make_batch("cs.CL", day_at(day), {})));
  need(store->put_batch(make_batch("cs.AI", day_at(4), {})));
  using Days = std::vector<Day>;
  CHECK(need(store->recorded_days("cs.CL", day_at(1), day_at(5))) == Days{day_at(1), day_at(3), day_at(5)});
  CHECK(need(store->recorded_days("cs.CL", day_at(6), day_at(2))).empty());
  CHECK(need(store->recorded_days("absent", day_at(0), day_at(9))).empty());
}

TEST_CASE("pruning keeps the latest digests of one profile") {
  auto store = open_store();
  for (int day = 0; day < 5; ++day)
    for (const char* profile : {"a", "b"}) {
      Digest digest;
      digest.profile = profile;
      digest.day = day_at(day);
      need(store->put_digest(digest));
    }
  const auto series = need(store->digest_series());
  REQUIRE(series.size() == 2);
  CHECK(series[1].name == "b");
  CHECK(series[1].days == 5);
  CHECK(series[1].latest == day_at(4));
  CHECK(need(store->prune_digests("a", 2)) == 3);
  CHECK(need(store->prune_digests("a", 2)) == 0);
  CHECK(!need(store->find_digest("a", day_at(2))));
  CHECK(need(store->find_digest("a", day_at(3))));
  CHECK(need(store->find_digest("b", day_at(0))));
  CHECK(need(store->prune_digests("b", SIZE_MAX)) == 0);
  CHECK(need(store->prune_digests("b", 0)) == 5);
}

TEST_CASE("a page that is cancelled half-way leaves neither papers nor cursor", "[store][page]") {
  const auto store = std::move(store::Store::open("")).value();
  store::Page page{{}, {}, "oai:cs", {}};
  for (int i = 0; i < 600; ++i) {
    Paper paper;
    paper.id = "2604." + std::to_string(10000 + i);
    paper.title = "Paper " + std::to_string(i);
    page.papers.push_back(std::move(paper));
  }
  page.memory.cursor = "after";
  const CancelToken cancel;
  cancel.cancel();
  const auto put = store->put_page(page, Task(cancel));
  REQUIRE_FALSE(put);
  CHECK(put.error().code == ErrorCode::kCancelled);
  CHECK(store->info().value().papers == 0);
  CHECK(store->source_memory("oai:cs").value().cursor.empty());
}
