// What belongs to the reader: summaries, digests, note baselines, figures.
#include "unit/store/store_fixture.hpp"

using namespace sheaf;
using namespace sheaf::test;

namespace {

Summary make_summary(const std::string& tldr) {
  Summary summary;
  summary.tldr = tldr;
  summary.motivation = "Why, \"quoted\"";
  summary.contributions = {"one", "two"};
  summary.tags = {"nlp"};
  summary.mindmap = {"Paper", {{"Method", {{"Step", {}}}}, {"Result", {}}}};
  summary.sentences = {"We study.", "It works."};
  summary.labels = {Role::kObjective, Role::kResult};
  summary.provider = "built-in";
  summary.language = "en";
  return summary;
}

Digest make_digest(const std::string& profile, Day day) {
  Digest digest;
  digest.day = day;
  digest.profile = profile;
  digest.sources = {{"arxiv:cs.CL", SourceState::kEmpty, "no announcement", 0}};
  digest.announced.new_papers = 1;
  Entry entry;
  entry.paper = make_full_paper("2604.00001");
  entry.announcement = {day, AnnounceType::kNew};
  entry.score.value = 2.5;
  entry.score.reason = "agents";
  entry.summary = make_summary("We study it.");
  digest.entries = {entry};
  return digest;
}

}  // namespace

TEST_CASE("a summary is found by its content and never changes") {
  auto store = open_store();
  need(store->put_summaries({{"k1", make_summary("first")}, {"k2", make_summary("second")}}));
  need(store->put_summaries({{"k1", make_summary("another")}}));
  CHECK(need(store->find_summary("k1")) == make_summary("first"));
  CHECK(need(store->find_summary("k2")) == make_summary("second"));
  CHECK(!need(store->find_summary("k3")));
  CHECK(need(store->info()).summaries == 2);
}

TEST_CASE("scores replace those of the same profile and day") {
  TempDir folder;
  auto store = open_store(folder.file("s.sqlite"));
  need(store->put_papers({make_full_paper("2604.00001")}));
  Digest digest = make_digest("default", day_at(0));
  digest.entries.push_back(digest.entries[0]);
  digest.entries[1].paper.id = "never stored";
  need(store->put_scores("default", day_at(0), digest.entries));
  need(store->put_scores("default", day_at(0), digest.entries));
  need(store->put_scores("default", day_at(1), digest.entries));
  need(store->remove_paper("2604.00001"));
  CHECK(need(store->check()).empty());
}

TEST_CASE("a digest comes back as it was, by day or as the latest") {
  auto store = open_store();
  CHECK(!need(store->latest_digest("default")));
  for (int day : {1, 3, 2}) need(store->put_digest(make_digest("default", day_at(day))));
  need(store->put_digest(make_digest("other", day_at(9))));
  CHECK(need(store->find_digest("default", day_at(2))) == make_digest("default", day_at(2)));
  CHECK(!need(store->find_digest("default", day_at(4))));
  CHECK(need(store->latest_digest("default")) == make_digest("default", day_at(3)));
  Digest again = make_digest("default", day_at(3));
  again.entries.clear();
  need(store->put_digest(again));
  CHECK(need(store->latest_digest("default")) == again);
}

TEST_CASE("note baselines are kept per vault") {
  auto store = open_store();
  need(store->put_baselines("/v1", {{"b", "text b"}, {"a", "text a"}}));
  need(store->put_baselines("/v2", {{"a", "other"}}));
  need(store->put_baselines("/v1", {{"a", "text a2\n"}, {"c", ""}}));
  using Notes = std::vector<std::pair<std::string, std::string>>;
  CHECK(need(store->baselines("/v1")) == Notes{{"a", "text a2\n"}, {"b", "text b"}, {"c", ""}});
  CHECK(need(store->baselines("/v2")) == Notes{{"a", "other"}});
  CHECK(need(store->baselines("/v3")).empty());
}

TEST_CASE("info tells figures of the store") {
  TempDir folder;
  const std::string path = folder.file("deep/er/store.sqlite");
  auto store = open_store(path);
  CHECK(!need(store->info()).first_day);
  need(store->put_batch(make_batch("cs.CL", day_at(0), {{make_paper("a"), AnnounceType::kNew}})));
  need(store->put_batch(make_batch("cs.CL", day_at(5), {{make_paper("a"), AnnounceType::kNew}})));
  const auto info = need(store->info());
  CHECK(info.path == std::filesystem::canonical(path).string());
  CHECK(info.schema == 4);
  CHECK(info.papers == 1);
  CHECK(info.announcements == 2);
  CHECK(info.bytes > 0);
  CHECK(info.first_day == day_at(0));
  CHECK(info.last_day == day_at(5));
}
