// Delivery: what is sent once, what follows, and pages written from the store.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "app/delivery.hpp"
#include "app/page.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "support/temp_dir.hpp"

using namespace sheaf;
using namespace sheaf::app;
using namespace sheaf::test;

namespace {

/// A library whose webhook answers `status` and keeps what was posted.
struct Desk {
  Desk() {
    LibraryOptions options;
    options.clock = &clock;
    options.log = [this](LogLevel, const std::string& line) { log += line + "\n"; };
    options.http = [this](const net::HttpRequest& request) -> Result<net::HttpResponse> {
      posts.push_back(parse_json(request.body, "post").value());
      return net::HttpResponse{status, {}, "ok"};
    };
    library = Library::open(std::move(options)).value();
    profile.network.max_retries = 0;
    WebhookProfile hook;
    hook.name = "desk";
    hook.url = "http://127.0.0.1:9/secret-path-of-the-hook";
    hook.max_papers = 0;
    profile.delivery.webhooks = {hook};
  }
  std::vector<std::string> sent_ids() const {
    std::vector<std::string> ids;
    for (const Json& paper : posts.back()["papers"]) ids.push_back(paper["id"]);
    return ids;
  }
  DeliveryState send(const Digest& digest, bool again = false) {
    return deliver(*library, digest, profile, {again}, Task()).value().at(0).state;
  }

  FakeClock clock{1776412800000};
  std::vector<Json> posts;
  std::string log;
  int status = 200;
  std::unique_ptr<Library> library;
  Profile profile = default_profile();
};

Digest day_with(const std::vector<std::string>& ids, SourceState state = SourceState::kOk) {
  Digest digest;
  digest.day = *parse_day("2026-04-17");
  digest.profile = "default";
  for (const std::string& id : ids) {
    Entry entry;
    entry.paper.id = id;
    entry.paper.title = "Title of " + id;
    entry.announcement.day = digest.day;
    digest.entries.push_back(std::move(entry));
  }
  digest.sources = {{"arxiv:cs.CL", state, "", ids.size()}};
  return digest;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("a whole day is sent once, however it is ranked later") {
  Desk desk;
  CHECK(desk.send(day_with({"2604.00001", "2604.00002"})) == DeliveryState::kSent);
  CHECK(desk.send(day_with({"2604.00002", "2604.00001", "2604.00003"})) == DeliveryState::kAlreadySent);
  CHECK(desk.posts.size() == 1);
  CHECK(desk.send(day_with({"2604.00001"}), true) == DeliveryState::kSent);
}

TEST_CASE("an invented day does not stand for the real one") {
  Desk desk;
  desk.profile.delivery.page_url = "https://example.org/digest";
  Digest sample = day_with({"2604.00001"});
  sample.sample = true;
  CHECK(desk.send(sample) == DeliveryState::kSent);
  CHECK_FALSE(desk.posts.back().contains("page_url"));
  CHECK(desk.send(sample) == DeliveryState::kAlreadySent);
  CHECK(desk.send(day_with({"2604.00001"})) == DeliveryState::kSent);
  CHECK(desk.posts.back()["page_url"] == "https://example.org/digest");
}

TEST_CASE("papers that a missing source kept back follow alone") {
  Desk desk;
  CHECK(desk.send(day_with({"2604.00001"}, SourceState::kPartial)) == DeliveryState::kSent);
  CHECK(desk.send(day_with({"2604.00001"}, SourceState::kPartial)) == DeliveryState::kAlreadySent);
  CHECK(desk.send(day_with({"2604.00001", "2604.00002"})) == DeliveryState::kSent);
  CHECK(desk.sent_ids() == Ids{"2604.00002"});
  CHECK(desk.posts.back()["late"] == true);
  CHECK(desk.send(day_with({"2604.00001", "2604.00002"})) == DeliveryState::kAlreadySent);
}

TEST_CASE("what failed is sent by the next run, and no secret is in what is told") {
  Desk desk;
  desk.status = 404;
  const auto told = deliver(*desk.library, day_with({"2604.00001"}), desk.profile, {}, Task()).value();
  CHECK(told[0].state == DeliveryState::kFailed);
  CHECK(told[0].channel == "webhook:desk");
  CHECK_FALSE(contains(told[0].detail + desk.log, "secret-path"));
  CHECK(contains(told[0].detail, "127.0.0.1"));
  desk.status = 200;
  CHECK(desk.send(day_with({"2604.00001"})) == DeliveryState::kSent);
}

TEST_CASE("a failed day is told once, and its papers follow") {
  Desk desk;
  const Digest digest = day_with({}, SourceState::kFailed);
  CHECK(desk.send(digest) == DeliveryState::kSent);
  CHECK(desk.posts.back()["kind"] == "failed");
  CHECK(deliver_failure(*desk.library, "no network", digest.day, desk.profile, {}, Task()).value()[0].state ==
        DeliveryState::kAlreadySent);
  CHECK(desk.send(day_with({})) == DeliveryState::kNothing);
  CHECK(desk.send(day_with({"2604.00001"})) == DeliveryState::kSent);
  CHECK(desk.posts.back()["late"] == false);
}

TEST_CASE("while one run sends a day, another does not") {
  Desk desk;
  SlotRequest other;
  other.host_group = "delivery:default";
  other.interval_ms = 1;
  other.now_ms = desk.clock.now_ms();
  other.lease_ms = 60000;
  REQUIRE(desk.library->store().acquire(other).value() == 0);
  const auto refused = deliver(*desk.library, day_with({"2604.00001"}), desk.profile, {}, Task());
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == ErrorCode::kConflict);
  REQUIRE(desk.library->store().release(other.host_group).ok());
  CHECK(desk.send(day_with({"2604.00001"})) == DeliveryState::kSent);
}

TEST_CASE("pages are written for the stored days, and only what changed is written again") {
  Desk desk;
  const TempDir folder;
  CHECK(write_pages(*desk.library, desk.profile, {folder.file("out")}, Task()).error().code == ErrorCode::kNotFound);
  Digest older = day_with({"2604.00001"});
  older.day -= std::chrono::days(1);
  REQUIRE(desk.library->store().put_digest(older).ok());
  REQUIRE(desk.library->store().put_digest(day_with({"2604.00002"})).ok());
  const auto first = write_pages(*desk.library, desk.profile, {folder.file("out")}, Task()).value();
  CHECK(first.size() == 3);
  for (const FileReport& file : first) CHECK(file.outcome == Outcome::kCreated);
  const auto second = write_pages(*desk.library, desk.profile, {folder.file("out")}, Task()).value();
  CHECK(second.size() == 3);
  for (const FileReport& file : second) CHECK(file.outcome == Outcome::kUnchanged);
  CHECK(contains(read_file(folder.file("out/2026-04-16.html")).value(), "rel=\"next\" href=\"2026-04-17.html\""));
  CHECK(write_pages(*desk.library, desk.profile, {folder.file("one"), 1}, Task()).value().size() == 2);
}
