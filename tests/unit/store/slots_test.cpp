// Slots: the shared rate limit, with times that the test sets.
#include "unit/store/store_fixture.hpp"

using namespace sheaf;
using namespace sheaf::test;

namespace {

constexpr std::int64_t kStart = 1'776'400'000'000;
/// acquire() adds what it spent waiting for locks, so a busy machine may take a little off a wait.
constexpr std::int64_t kSlack = 2000;

std::int64_t ask(store::Store& store, std::int64_t now, std::int64_t interval = 3000,
                 std::int64_t lease = 60'000) {
  return need(store.acquire({"arxiv", now, interval, lease}));
}

void check_wait(std::int64_t wait, std::int64_t expected) {
  CHECK(wait <= expected);
  CHECK(wait >= std::max<std::int64_t>(expected - kSlack, 1));
}

}  // namespace

TEST_CASE("the first to ask gets the slot and the next waits for the interval") {
  auto store = open_store();
  CHECK(ask(*store, kStart) == 0);
  need(store->release("arxiv"));
  check_wait(ask(*store, kStart), 3000);
  check_wait(ask(*store, kStart + 500), 2500);
  CHECK(ask(*store, kStart + 6000) == 0);
}

TEST_CASE("a slot whose interval is over is still held until its release or the lease's end") {
  auto store = open_store();
  CHECK(ask(*store, kStart) == 0);
  CHECK(ask(*store, kStart + 10'000) == 250);
  SECTION("released") {
    need(store->release("arxiv"));
  }
  SECTION("or run out") {
    CHECK(ask(*store, kStart + 59'000) <= 250);
  }
  CHECK(ask(*store, kStart + 70'000) == 0);
}

TEST_CASE("groups have slots of their own") {
  auto store = open_store();
  CHECK(ask(*store, kStart) == 0);
  CHECK(need(store->acquire({"other", kStart, 3000, 1000})) == 0);
}

TEST_CASE("nobody gets a slot before a cool-down ends") {
  auto store = open_store();
  need(store->cool_down("arxiv", kStart + 20'000));
  need(store->cool_down("arxiv", kStart + 10'000));  // a shorter one takes nothing back
  check_wait(ask(*store, kStart), 20'000);
  CHECK(ask(*store, kStart, 0) == 20'000);
  CHECK(ask(*store, kStart + 20'001) == 0);
}

TEST_CASE("without an interval there is nothing to wait for") {
  auto store = open_store();
  for (int i = 0; i < 3; ++i) CHECK(ask(*store, kStart, 0) == 0);
  CHECK(ask(*store, kStart) == 0);
}

TEST_CASE("a clock set back by hours delays nobody for hours") {
  auto store = open_store();
  CHECK(ask(*store, kStart) == 0);
  need(store->release("arxiv"));
  const std::int64_t earlier = kStart - 5 * 3'600'000;
  check_wait(ask(*store, earlier), 3000);
  CHECK(ask(*store, earlier + 6000) == 0);
  check_wait(ask(*store, earlier + 6000), 3000);
}

TEST_CASE("a clock set back keeps the rest of a cool-down") {
  auto store = open_store();
  CHECK(ask(*store, kStart) == 0);
  need(store->release("arxiv"));
  need(store->cool_down("arxiv", kStart + 30'000));
  check_wait(ask(*store, kStart - 3'600'000), 30'000);
}

TEST_CASE("a clock set back keeps the rest of a cool-down where there is no interval either") {
  auto store = open_store();
  need(store->cool_down("local", kStart + 30'000));
  const auto ask_local = [&](std::int64_t now) { return need(store->acquire({"local", now, 0, 1000})); };
  CHECK(ask_local(kStart) == 30'000);
  const std::int64_t earlier = kStart - 3'600'000;
  CHECK(ask_local(earlier) == 30'000);
  CHECK(ask_local(earlier + 20'000) == 10'000);
  CHECK(ask_local(earlier + 30'000) == 0);
}

TEST_CASE("a release frees no other store's lease") {
  TempDir folder;
  const std::string path = folder.file("store.sqlite");
  auto first = open_store(path);
  auto second = open_store(path);
  CHECK(ask(*first, kStart, 3000, 5000) == 0);
  CHECK(ask(*second, kStart + 8000) == 0);  // the first one's lease ran out
  need(first->release("arxiv"));
  CHECK(ask(*first, kStart + 20'000) == 250);
  need(second->release("arxiv"));
  CHECK(ask(*first, kStart + 20'000) == 0);
}
