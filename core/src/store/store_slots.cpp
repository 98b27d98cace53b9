// Store, slots: the rate limit that every thread and process of a user shares, one row a group.
// Each public call locks the connection; the row is read and written in one transaction.
#include <algorithm>
#include <chrono>

#include "store/impl.hpp"

namespace sheaf::store {
namespace {

/// A holder may finish long before its lease ends, so it is asked for again soon.
constexpr std::int64_t kLeasePollMs = 250;
/// Times of callers that waited for the database differ by less; more is a clock set back.
constexpr std::int64_t kClockJumpMs = 60'000;
/// Waiting for locks that is too short to be worth an inexact time.
constexpr std::int64_t kNoticedDelayMs = 5;

struct Slot {
  std::int64_t taken_at = 0, next_free = 0, lease_until = 0, cool_until = 0, holder = 0;
};

Result<Slot> read_slot(Database& database, std::string_view host_group) {
  SHEAF_ASSIGN(Statement read,
               database.prepare("SELECT taken_at, next_free, lease_until, cool_until, holder"
                                " FROM slots WHERE host_group = ?1"));
  SHEAF_ASSIGN(const bool found, read.bind(1, host_group).step());
  if (!found) return Slot();
  return Slot{read.integer(0), read.integer(1), read.integer(2), read.integer(3), read.integer(4)};
}

Status write_slot(Database& database, std::string_view host_group, const Slot& slot) {
  SHEAF_ASSIGN(
      Statement write,
      database.prepare("INSERT OR REPLACE INTO slots(host_group, taken_at, next_free,"
                       " lease_until, cool_until, holder) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"));
  write.bind(1, host_group).bind(2, slot.taken_at).bind(3, slot.next_free);
  write.bind(4, slot.lease_until).bind(5, slot.cool_until).bind(6, slot.holder);
  return write.run();
}

/// After the clock was set back by hours, waits keep their length instead of growing by hours.
bool follow_clock(Slot& slot, std::int64_t now) {
  const std::int64_t jump = slot.taken_at - now;
  if (jump <= kClockJumpMs) return false;
  for (std::int64_t* time : {&slot.taken_at, &slot.next_free, &slot.lease_until, &slot.cool_until})
    *time = std::max<std::int64_t>(*time - jump, 0);
  return true;
}

std::int64_t wait_of(const Slot& slot, std::int64_t now) {
  const std::int64_t wait = std::max(slot.next_free, slot.cool_until) - now;
  const std::int64_t lease = std::min(slot.lease_until - now, kLeasePollMs);
  return std::max<std::int64_t>({wait, lease, 0});
}

/// The caller's time plus what was spent waiting for the lock since: a slot that is taken late
/// must also end late, or the next one would come too close.
std::int64_t time_now(const SlotRequest& request, std::chrono::steady_clock::time_point entered) {
  const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - entered);
  return request.now_ms + (spent.count() >= kNoticedDelayMs ? spent.count() : 0);
}

Result<std::int64_t> take_or_wait(Database& database, const SlotRequest& request, std::int64_t now,
                                  std::int64_t holder) {
  SHEAF_ASSIGN(Slot slot, read_slot(database, request.host_group));
  const bool clock_jumped = follow_clock(slot, now);
  const std::int64_t wait = wait_of(slot, now);
  if (wait > 0 && !clock_jumped) return wait;
  if (wait == 0) {
    slot.taken_at = now;
    slot.next_free = now + request.interval_ms;
    slot.lease_until = now + request.lease_ms;
    slot.holder = holder;
  }
  SHEAF_TRY(write_slot(database, request.host_group, slot));
  return wait;
}

/// Without an interval there is nothing to share: only a cool-down holds back. The row learns the time
/// while it does, since only that shows that the clock was set back.
Result<std::int64_t> rest_of_cool_down(Database& database, const SlotRequest& request) {
  SHEAF_ASSIGN(Slot slot, read_slot(database, request.host_group));
  if (slot.cool_until <= request.now_ms) return std::int64_t{0};
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(database));
  SHEAF_ASSIGN(slot, read_slot(database, request.host_group));
  follow_clock(slot, request.now_ms);
  slot.taken_at = std::max(slot.taken_at, request.now_ms);
  SHEAF_TRY(write_slot(database, request.host_group, slot));
  SHEAF_TRY(transaction.commit());
  return std::max<std::int64_t>(slot.cool_until - request.now_ms, 0);
}

}  // namespace

Result<std::int64_t> Store::acquire(const SlotRequest& request) {
  const auto entered = std::chrono::steady_clock::now();
  const std::lock_guard lock(impl_->mutex);
  Database& database = impl_->database();
  if (request.interval_ms <= 0) return rest_of_cool_down(database, request);
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(database));
  SHEAF_ASSIGN(const std::int64_t wait,
               take_or_wait(database, request, time_now(request, entered), impl_->holder));
  SHEAF_TRY(transaction.commit());
  return wait;
}

Status Store::release(std::string_view host_group) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(impl_->database()));
  // Only this Store's own lease: one that ran out may be another's by now.
  SHEAF_ASSIGN(Statement free, impl_->database().prepare("UPDATE slots SET lease_until = 0"
                                                         " WHERE host_group = ?1 AND holder = ?2"));
  SHEAF_TRY(free.bind(1, host_group).bind(2, impl_->holder).run());
  return transaction.commit();
}

Status Store::cool_down(std::string_view host_group, std::int64_t until_ms) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(impl_->database()));
  SHEAF_ASSIGN(Slot slot, read_slot(impl_->database(), host_group));
  slot.cool_until = std::max(slot.cool_until, until_ms);
  SHEAF_TRY(write_slot(impl_->database(), host_group, slot));
  return transaction.commit();
}

}  // namespace sheaf::store
