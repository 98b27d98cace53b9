// Several processes and threads on one store: nothing lost, nothing half done, no slot too early.
#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

#include "store/opening.hpp"
#include "unit/store/store_fixture.hpp"

using namespace sheaf;
using namespace sheaf::test;

namespace {

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::vector<store::StoredAnnouncement> make_items(int day) {
  std::vector<store::StoredAnnouncement> items;
  for (int i = 0; i < 10; ++i)
    items.push_back({make_full_paper("day" + std::to_string(day) + "." + std::to_string(i)),
                     AnnounceType::kNew});
  return items;
}

void check_all_end_well(const std::vector<pid_t>& children) {
  for (const pid_t child : children) CHECK(wait_for_child(child) == 0);
}

/// Starts of slots, as the store keeps them; read while the slot is held, so it is one's own.
std::int64_t slot_taken_at(const std::string& path) {
  const auto database = store::Database::open(path);
  if (!database) return -1;
  const auto time = (*database)->query_integer("SELECT taken_at FROM slots");
  return time ? *time : -1;
}

int take_slots(const std::string& path, int count, std::int64_t interval, int pipe_end) {
  auto store = store::Store::open(path);
  if (!store) return 1;
  while (count > 0) {
    const auto wait = (*store)->acquire({"arxiv", now_ms(), interval, 30'000});
    if (!wait) return 2;
    if (*wait > 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(std::min<std::int64_t>(*wait, 3)));
      continue;
    }
    const std::int64_t taken = slot_taken_at(path);
    if (write(pipe_end, &taken, sizeof taken) != sizeof taken) return 3;
    if (!(*store)->release("arxiv")) return 4;
    --count;
  }
  return 0;
}

}  // namespace

TEST_CASE("processes that share a store take slots no closer than the interval") {
  TempDir folder;
  const std::string path = folder.file("store.sqlite");
  { auto store = open_store(path); }
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  constexpr std::int64_t kInterval = 15;
  std::vector<pid_t> children;
  for (int i = 0; i < 4; ++i)
    children.push_back(start_child([&] { return take_slots(path, 6, kInterval, ends[1]); }));
  check_all_end_well(children);
  close(ends[1]);
  std::vector<std::int64_t> starts;
  for (std::int64_t start; read(ends[0], &start, sizeof start) == sizeof start;)
    starts.push_back(start);
  close(ends[0]);
  REQUIRE(starts.size() == 24);
  std::sort(starts.begin(), starts.end());
  for (std::size_t i = 1; i < starts.size(); ++i) CHECK(starts[i] - starts[i - 1] >= kInterval);
}

TEST_CASE("processes that open a new store at once all get a sound one") {
  TempDir folder;
  const std::string path = folder.file("new/store.sqlite");
  std::vector<pid_t> children;
  for (int i = 0; i < 6; ++i)
    children.push_back(start_child([&, i] {
      auto store = store::Store::open(path);
      if (!store) return 1;
      return (*store)->put_papers({make_paper(std::to_string(i)), make_paper("shared")}) ? 0 : 2;
    }));
  check_all_end_well(children);
  auto store = open_store(path);
  CHECK(need(store->info()).papers == 7);
  CHECK(need(store->check()).empty());
}

TEST_CASE("processes that put batches at once lose none") {
  TempDir folder;
  const std::string path = folder.file("store.sqlite");
  constexpr int kProcesses = 4, kDays = 10;
  std::vector<pid_t> children;
  for (int i = 0; i < kProcesses; ++i)
    children.push_back(start_child([&, i] {
      auto store = store::Store::open(path);
      if (!store) return 1;
      for (int day = 0; day < kDays; ++day)
        if (!(*store)->put_batch(
                make_batch("list" + std::to_string(i), day_at(day), make_items(day))))
          return 2;
      return 0;
    }));
  check_all_end_well(children);
  auto store = open_store(path);
  CHECK(need(store->info()).papers == kDays * 10);
  CHECK(need(store->info()).announcements == kProcesses * kDays * 10);
  CHECK(need(store->recorded_lists(day_at(kDays - 1))).size() == kProcesses);
  CHECK(need(store->search("matter", 1000)).size() == kDays * 10);
  CHECK(need(store->check()).empty());
}

TEST_CASE("a process killed while it puts batches leaves whole batches only") {
  TempDir folder;
  const std::string path = folder.file("store.sqlite");
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = start_child([&] {
    auto store = store::Store::open(path);
    if (!store) return 1;
    for (int day = 0;; ++day) {
      if (!(*store)->put_batch(make_batch("cs.CL", day_at(day), make_items(day)))) return 2;
      if (write(ends[1], &day, sizeof day) != sizeof day) return 3;
    }
  });
  close(ends[1]);
  int last = -1;
  while (last < 20 && read(ends[0], &last, sizeof last) == sizeof last) {
  }
  kill(child, SIGKILL);
  wait_for_child(child);
  while (read(ends[0], &last, sizeof last) == sizeof last) {
  }
  close(ends[0]);
  REQUIRE(last >= 20);
  { CHECK(need(store::open_file(path)).checked); }
  auto store = open_store(path);
  for (int day = 0; day <= last; ++day)
    CHECK(need(store->announced(day_at(day), {"cs.CL"})).size() == 10);
  const std::size_t unsaid = need(store->announced(day_at(last + 1), {"cs.CL"})).size();
  CHECK((unsaid == 0 || unsaid == 10));
  CHECK(need(store->info()).papers == static_cast<std::size_t>(last + 1) * 10 + unsaid);
  CHECK(need(store->source_memory("arxiv:cs.CL")).batch_day == day_at(last + (unsaid ? 1 : 0)));
  CHECK(need(store->check()).empty());
}

TEST_CASE("threads share one store") {
  TempDir folder;
  auto store = open_store(folder.file("store.sqlite"));
  std::atomic<int> failures{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        const std::string id = std::to_string(t) + "." + std::to_string(i);
        if (!store->put_papers({make_full_paper(id), make_paper("shared", i + 1)})) ++failures;
        const auto found = store->find_paper(id);
        if (!found || !*found) ++failures;
        if (!store->acquire({"group", now_ms(), 1, 1}) || !store->release("group")) ++failures;
        if (!store->search("matter", 5) || !store->info()) ++failures;
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(failures == 0);
  CHECK(need(store->info()).papers == 81);
  CHECK(need(store->find_paper("shared"))->version == 20);
}

TEST_CASE("threads with stores of their own share one file") {
  TempDir folder;
  const std::string path = folder.file("store.sqlite");
  std::atomic<int> failures{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 5; ++i) {
        auto store = store::Store::open(path);
        const std::string id = std::to_string(t) + "." + std::to_string(i);
        if (!store || !(*store)->put_papers({make_paper(id)})) ++failures;
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(failures == 0);
  CHECK(need(open_store(path)->info()).papers == 15);
}

TEST_CASE("four processes write the same papers under their different ids") {
  TempDir folder;
  const std::string path = folder.file("store.sqlite");
  constexpr int kPages = 12, kPerPage = 20;
  // Each writes another source's record of the same papers; only the third knows all ids.
  const auto record = [](int source, int number) {
    const std::string text = std::to_string(10000 + number);
    Paper paper = make_full_paper("2401." + text);
    paper.doi = "10.5555/" + text;
    if (source == 0) return paper;
    paper.version = 0;
    paper.aliases = {};
    paper.id = source == 1 ? paper.doi : source == 2 ? "s2:" + text : "pmid:" + text;
    paper.scheme = source == 1 ? "doi" : source == 2 ? "s2" : "pmid";
    if (source == 1) paper.doi.clear();
    if (source == 2) paper.aliases = {"2401." + text, "pmid:" + text};
    if (source == 3) paper.doi.clear();
    return paper;
  };
  { auto store = open_store(path); }
  std::vector<pid_t> children;
  for (int source = 0; source < 4; ++source)
    children.push_back(start_child([&, source] {
      auto store = store::Store::open(path);
      if (!store) return 1;
      for (int i = 0; i < kPages; ++i) {
        store::Page page;
        page.source = "source" + std::to_string(source);
        page.memory.cursor = std::to_string(i);
        // Not all in the same order, so that every source is sometimes the first.
        const int at = (i + source * 3) % kPages;
        for (int n = 0; n < kPerPage; ++n) page.papers.push_back(record(source, at * kPerPage + n));
        if (!(*store)->put_page(page)) return 2;
        const std::string id = page.papers.front().id;
        if (!(*store)->put_feedback(id, FeedbackKind::kLiked, i)) return 3;
        if (!(*store)->citation_keys({{id, "doe"}})) return 4;
      }
      return 0;
    }));
  check_all_end_well(children);
  auto store = open_store(path);
  CHECK(need(store->info()).papers == kPages * kPerPage);
  for (int number = 0; number < kPages * kPerPage; ++number)
    for (int source = 0; source < 4; ++source) {
      const auto found = need(store->find_paper(record(source, number).id));
      REQUIRE(found);
      CHECK(found->id == record(0, number).id);
    }
  CHECK(need(store->feedback()).size() == kPages);
  CHECK(need(store->search("matter", 1000)).size() == kPages * kPerPage);
  CHECK(need(store->check()).empty());
}

TEST_CASE("a process killed while it puts pages leaves cursor and papers together") {
  TempDir folder;
  const std::string path = folder.file("store.sqlite");
  constexpr int kPerPage = 200;
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = start_child([&] {
    auto store = store::Store::open(path);
    if (!store) return 1;
    for (int number = 1;; ++number) {
      store::Page page;
      page.source = "oai:cs";
      page.memory.cursor = std::to_string(number);
      for (int i = 0; i < kPerPage; ++i)
        page.papers.push_back(make_full_paper("p" + std::to_string(number) + "." + std::to_string(i)));
      if (!(*store)->put_page(page)) return 2;
      if (write(ends[1], &number, sizeof number) != sizeof number) return 3;
    }
  });
  close(ends[1]);
  int said = 0;
  while (said < 5 && read(ends[0], &said, sizeof said) == sizeof said) {
  }
  kill(child, SIGKILL);  // most of the time goes into a page, so it is in one
  wait_for_child(child);
  while (read(ends[0], &said, sizeof said) == sizeof said) {
  }
  close(ends[0]);
  REQUIRE(said >= 5);
  auto store = open_store(path);
  const int cursor = std::stoi(need(store->source_memory("oai:cs")).cursor);
  CHECK((cursor == said || cursor == said + 1));
  CHECK(need(store->info()).papers == static_cast<std::size_t>(cursor * kPerPage));
  CHECK(need(store->find_paper("p" + std::to_string(cursor) + ".199")));
  CHECK(!need(store->find_paper("p" + std::to_string(cursor + 1) + ".0")));
  CHECK(need(store->check()).empty());
}
