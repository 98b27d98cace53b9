// One push into a Zotero library at a time.
#include "app/zotero_lease.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include "app/zotero_access.hpp"

using namespace sheaf;
using app::ZoteroLease;

namespace {

constexpr std::int64_t kNow = 1776441600000;
constexpr std::int64_t kTenMinutes = 600'000;
const char* const kPlace = "zotero/web:users/1";

struct Desk {
  FakeClock clock{kNow};
  std::unique_ptr<store::Store> store = store::Store::open("").value();

  Result<ZoteroLease> take() { return ZoteroLease::take(*store, clock, kPlace, Task()); }
  void write(const std::string& lease) { REQUIRE(store->put_baselines(kPlace, {{"push", lease}}).ok()); }
};

std::string elsewhere(std::int64_t until) { return std::to_string(until) + "\n77\nanother-desk\n5\n1"; }

}  // namespace

TEST_CASE("a second push waits for the first, then says who holds the library") {
  Desk desk;
  const auto first = desk.take();
  REQUIRE(first);
  const auto second = desk.take();
  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::kConflict);
  CHECK(second.error().message.find("process " + std::to_string(::getpid())) != std::string::npos);
  CHECK(desk.clock.slept_ms() >= 60'000);
}

TEST_CASE("a lease is given back with its push") {
  Desk desk;
  { REQUIRE(desk.take()); }
  CHECK(desk.take());
  CHECK(desk.clock.slept_ms() == 0);
}

TEST_CASE("a lease of another machine holds until it runs out") {
  Desk desk;
  desk.write(elsewhere(kNow + kTenMinutes));
  const auto held = desk.take();
  REQUIRE_FALSE(held);
  CHECK(held.error().message.find("process 77 on another-desk") != std::string::npos);
  desk.clock.advance_ms(kTenMinutes);
  CHECK(desk.take());
}

TEST_CASE("a lease that was lost is neither renewed nor given back") {
  Desk desk;
  const std::string other = elsewhere(kNow + kTenMinutes);
  {
    auto lease = desk.take();
    REQUIRE(lease);
    CHECK(lease->renew().ok());
    desk.write(other);
    const Status lost = lease->renew();
    REQUIRE_FALSE(lost.ok());
    CHECK(lost.error().code == ErrorCode::kConflict);
  }
  CHECK(*app::zotero_memory(*desk.store, kPlace, "push") == other);
}

TEST_CASE("what is no lease, or one of an earlier process with this number, keeps nobody out") {
  std::string host(256, '\0');
  REQUIRE(::gethostname(host.data(), host.size() - 1) == 0);
  const std::string until = std::to_string(kNow + kTenMinutes);
  const std::string earlier = until + "\n" + std::to_string(::getpid()) + "\n" + host.c_str() + "\n-\n1";
  for (const std::string& lease : {std::string("nonsense"), std::string("1\n2\n3\n4\n5"), earlier,
                                   elsewhere(kNow + 100 * kTenMinutes), until + "0000000000000\n1\nx\n5\n1"}) {
    Desk desk;
    desk.write(lease);
    CAPTURE(lease);
    CHECK(desk.take());
    CHECK(desk.clock.slept_ms() == 0);
  }
}

TEST_CASE("a waiting push can be cancelled") {
  Desk desk;
  desk.write(elsewhere(kNow + kTenMinutes));
  const CancelToken cancel;
  cancel.cancel();
  const auto lease = ZoteroLease::take(*desk.store, desk.clock, kPlace, Task(cancel));
  REQUIRE_FALSE(lease);
  CHECK(lease.error().code == ErrorCode::kCancelled);
}
