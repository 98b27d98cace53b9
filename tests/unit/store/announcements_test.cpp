// Announcements and source memory: a batch is taken whole, and an empty day is a fact.
#include "unit/store/store_fixture.hpp"

using namespace sheaf;
using namespace sheaf::test;

namespace {

using Items = std::vector<store::StoredAnnouncement>;

std::vector<std::string> announced_ids(store::Store& store, Day day,
                                       const std::vector<std::string>& lists) {
  std::vector<std::string> ids;
  for (const auto& item : need(store.announced(day, lists))) ids.push_back(item.paper.id);
  return ids;
}

}  // namespace

TEST_CASE("a batch brings papers, announcements and memory together") {
  auto store = open_store();
  const auto counts = need(store->put_batch(make_batch(
      "cs.CL", day_at(0),
      {{make_full_paper("b"), AnnounceType::kCross}, {make_full_paper("a"), AnnounceType::kNew}})));
  CHECK(counts.added == 2);
  const auto items = need(store->announced(day_at(0), {"cs.CL"}));
  REQUIRE(items.size() == 2);
  CHECK(items[0].paper == make_full_paper("b"));
  CHECK(items[0].type == AnnounceType::kCross);
  CHECK(items[1].paper.id == "a");
  CHECK(need(store->source_memory("arxiv:cs.CL")).etag == "\"2026-04-17\"");
  CHECK(need(store->announced(day_at(1), {"cs.CL"})).empty());
  CHECK(need(store->announced(day_at(0), {"cs.AI"})).empty());
  CHECK(need(store->announced(day_at(0), {})).empty());
}

TEST_CASE("a paper of several lists is announced once with its strongest type") {
  auto store = open_store();
  need(store->put_batch(make_batch(
      "cs.CL", day_at(0),
      {{make_paper("x"), AnnounceType::kCross}, {make_paper("y"), AnnounceType::kNew}})));
  need(store->put_batch(make_batch(
      "cs.AI", day_at(0),
      {{make_paper("z"), AnnounceType::kReplace}, {make_paper("x"), AnnounceType::kNew}})));
  const auto items = need(store->announced(day_at(0), {"cs.CL", "cs.AI"}));
  REQUIRE(items.size() == 3);
  CHECK(items[0].paper.id == "x");
  CHECK(items[0].type == AnnounceType::kNew);
  CHECK(announced_ids(*store, day_at(0), {"cs.CL", "cs.AI"}) ==
        std::vector<std::string>{"x", "y", "z"});
  CHECK(announced_ids(*store, day_at(0), {"cs.AI", "cs.CL"}) ==
        std::vector<std::string>{"z", "x", "y"});
  CHECK(need(store->announced(day_at(0), {"cs.CL"}))[0].type == AnnounceType::kCross);
}

TEST_CASE("a paper listed twice in one batch keeps its first place and strongest type") {
  auto store = open_store();
  need(store->put_batch(make_batch("cs.CL", day_at(0),
                                   {{make_paper("x"), AnnounceType::kReplace},
                                    {make_paper("y"), AnnounceType::kNew},
                                    {make_paper("x"), AnnounceType::kNew}})));
  const auto items = need(store->announced(day_at(0), {"cs.CL"}));
  REQUIRE(items.size() == 2);
  CHECK(items[0].paper.id == "x");
  CHECK(items[0].type == AnnounceType::kNew);
}

TEST_CASE("a corrected batch replaces the list's earlier one of that day and nothing else") {
  auto store = open_store();
  const Items wrong = {{make_paper("x"), AnnounceType::kNew},
                       {make_paper("y"), AnnounceType::kNew}};
  need(store->put_batch(make_batch("cs.CL", day_at(0), wrong)));
  need(store->put_batch(make_batch("cs.CL", day_at(1), wrong)));
  need(store->put_batch(make_batch("cs.AI", day_at(0), wrong)));
  need(store->put_batch(make_batch(
      "cs.CL", day_at(0),
      {{make_paper("z"), AnnounceType::kNew}, {make_paper("y"), AnnounceType::kCross}})));
  CHECK(announced_ids(*store, day_at(0), {"cs.CL"}) == std::vector<std::string>{"z", "y"});
  CHECK(announced_ids(*store, day_at(1), {"cs.CL"}).size() == 2);
  CHECK(announced_ids(*store, day_at(0), {"cs.AI"}).size() == 2);
  CHECK(need(store->find_paper("x")));
}

TEST_CASE("a day on which a list announced nothing is recorded") {
  auto store = open_store();
  need(store->put_batch(make_batch("math.NA", day_at(0), {})));
  need(store->put_batch(make_batch("cs.CL", day_at(0), {})));
  CHECK(need(store->recorded_lists(day_at(0))) == std::vector<std::string>{"cs.CL", "math.NA"});
  CHECK(need(store->recorded_lists(day_at(1))).empty());
  const auto info = need(store->info());
  CHECK(info.first_day == day_at(0));
  CHECK(info.last_day == day_at(0));
}

TEST_CASE("the same batch again changes no counts and no order") {
  auto store = open_store();
  const auto batch =
      make_batch("cs.CL", day_at(0),
                 {{make_paper("b"), AnnounceType::kNew}, {make_paper("a"), AnnounceType::kCross}});
  need(store->put_batch(batch));
  const auto counts = need(store->put_batch(batch));
  CHECK(counts.unchanged == 2);
  CHECK(announced_ids(*store, day_at(0), {"cs.CL"}) == std::vector<std::string>{"b", "a"});
  CHECK(need(store->info()).announcements == 2);
}

TEST_CASE("source memory comes back whole, and empty for an unknown source") {
  auto store = open_store();
  store::SourceMemory memory;
  memory.etag = "W/\"1\"";
  memory.last_modified = "Fri, 17 Apr 2026 00:00:00 GMT";
  memory.cursor = "token|100";
  memory.batch_day = day_at(-3);
  memory.batch_hash = "abc";
  memory.last_state = "stale";
  memory.last_detail = "the feed is of Thursday";
  memory.checked = 1776400000;
  need(store->set_source_memory("arxiv:cs.CL", memory));
  memory.batch_day.reset();
  need(store->set_source_memory("arxiv:api", memory));
  const auto all = need(store->all_sources());
  REQUIRE(all.size() == 2);
  CHECK(all[0].first == "arxiv:api");
  CHECK(!all[0].second.batch_day);
  const auto found = need(store->source_memory("arxiv:cs.CL"));
  CHECK(found.batch_day == day_at(-3));
  CHECK(found.last_modified == memory.last_modified);
  CHECK(found.cursor == memory.cursor);
  CHECK(found.batch_hash == "abc");
  CHECK(found.last_state == "stale");
  CHECK(found.last_detail == memory.last_detail);
  CHECK(found.checked == memory.checked);
  CHECK(need(store->source_memory("nobody")).etag.empty());
}

TEST_CASE("a replacement whose version is not told wants a new record until one comes") {
  auto store = open_store();
  Paper known = make_full_paper("x"), told = make_paper("x");
  known.version = 1, told.version = 0;
  need(store->put_papers({known}));
  CHECK(need(store->incomplete_ids({known})).empty());
  const auto batch = make_batch("cs.CL", day_at(0), {{told, AnnounceType::kReplace}});
  need(store->put_batch(batch));
  CHECK(need(store->incomplete_ids({known})) == std::vector<std::string>{"x"});  // in any later run
  CHECK(need(store->find_papers({"x"}))[0].abstract == known.abstract);

  SECTION("the new record") { known.version = 2; }
  SECTION("the same record again") {}
  need(store->put_papers({known}));
  CHECK(need(store->incomplete_ids({known})).empty());
  need(store->put_batch(batch));  // the page read once more tells nothing new
  CHECK(need(store->incomplete_ids({known})).empty());
}
