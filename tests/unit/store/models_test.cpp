// What was learned, and the sample of the stream it is learned against.
#include "unit/store/store_fixture.hpp"

using namespace sheaf;
using namespace sheaf::test;

namespace {

std::vector<store::StoredAnnouncement> announced(int from, int count) {
  std::vector<store::StoredAnnouncement> items;
  for (int i = from; i < from + count; ++i)
    items.push_back({make_paper("2401." + std::to_string(10000 + i)), AnnounceType::kNew});
  return items;
}

}  // namespace

TEST_CASE("a model comes back byte by byte, the last one under its name") {
  auto store = open_store();
  CHECK(!need(store->find_model("p")));
  const std::string bytes("\0\xff\x01 model\0", 10);
  need(store->put_model("p", {7, day_at(0), bytes}));
  need(store->put_model("q", {8, day_at(1), ""}));
  const auto model = need(store->find_model("p"));
  REQUIRE(model);
  CHECK(model->bytes == bytes);
  CHECK(model->library_revision == 7);
  CHECK(model->day == day_at(0));
  need(store->put_model("p", {9, day_at(2), "new"}));
  CHECK(need(store->find_model("p"))->bytes == "new");
  CHECK(need(store->find_model("q"))->bytes.empty());
}

TEST_CASE("only the models put last are kept") {
  auto store = open_store();
  for (std::size_t i = 0; i < store::kKeptModels + 3; ++i)
    need(store->put_model(std::to_string(i), {i, day_at(0), "m"}));
  CHECK(!need(store->find_model("2")));
  CHECK(need(store->find_model("3")));
  need(store->put_model("3", {0, day_at(0), "again"}));
  need(store->put_model("new", {0, day_at(0), "m"}));
  CHECK(need(store->find_model("3")));
  CHECK(!need(store->find_model("4")));
}

TEST_CASE("a sample of the stream is of the days and lists asked for, and always the same") {
  auto store = open_store();
  need(store->put_batch(make_batch("cs.CL", day_at(0), announced(0, 60))));
  need(store->put_batch(make_batch("cs.CL", day_at(1), announced(60, 60))));
  need(store->put_batch(make_batch("cs.LG", day_at(1), announced(100, 60))));
  need(store->put_batch(make_batch("math.CO", day_at(1), announced(500, 10))));
  const auto all = need(store->sample_announced({"cs.CL", "cs.LG"}, day_at(0), day_at(1), 1000));
  CHECK(all.size() == 160);
  const auto some = need(store->sample_announced({"cs.CL", "cs.LG"}, day_at(0), day_at(1), 40));
  CHECK(some.size() == 40);
  CHECK(some == need(store->sample_announced({"cs.LG", "cs.CL"}, day_at(0), day_at(1), 40)));
  std::size_t early = 0;
  for (const Paper& paper : some) early += paper.id < "2401.10080";
  CHECK(early > 8);  // spread over the stream, not one end of it
  CHECK(early < 32);
  CHECK(need(store->sample_announced({"cs.CL"}, day_at(1), day_at(5), 1000)).size() == 60);
  CHECK(need(store->sample_announced({}, day_at(0), day_at(9), 10)).empty());
  CHECK(need(store->sample_announced({"cs.CL"}, day_at(0), day_at(1), 0)).empty());
}
