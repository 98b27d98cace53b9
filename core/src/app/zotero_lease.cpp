// The lease of a push, kept as "<until, ms>\n<process>\n<host>\n<run>\n<number>"; see zotero_lease.hpp.
// One thread per lease; the counter that tells the leases of a process apart is atomic.
#include "app/zotero_lease.hpp"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <random>
#include <utility>

#include "app/zotero_access.hpp"
#include "base/text.hpp"

namespace sheaf::app {
namespace {

constexpr const char* kName = "push";
constexpr std::int64_t kLeaseMs = 600'000;  ///< longer than a dialog may stand open, or a batch of files take
constexpr std::int64_t kPatienceMs = 60'000;
constexpr std::int64_t kPollMs = 200;

struct Holder {
  std::int64_t until_ms = 0;
  std::int64_t process = 0;
  std::string host, run;
};

std::int64_t number_in(const std::string& text) {
  constexpr std::size_t kMostDigits = 18;
  if (text.empty() || text.size() > kMostDigits || text.find_first_not_of("0123456789") != std::string::npos) return 0;
  return std::stoll(text);
}

std::string this_host() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return "?";
  return replace_all(name.data(), "\n", " ");
}

/// Tells this process from an earlier one that had the same number, as in a container.
const std::string& this_run() {
  static const std::string run = std::to_string(std::random_device{}());
  return run;
}

/// What is no lease is one that ran out.
Holder holder_of(const std::string& written) {
  const std::vector<std::string> lines = split_list(written, '\n');
  if (lines.size() != 5) return {};
  return {number_in(lines[0]), number_in(lines[1]), lines[2], lines[3]};
}

bool is_dead(const Holder& holder) {
  if (holder.process <= 0 || holder.host != this_host()) return false;
  if (holder.process == ::getpid()) return holder.run != this_run();
  return ::kill(static_cast<pid_t>(holder.process), 0) != 0 && errno == ESRCH;
}

/// A lease that ends later than any could was written before the clock was set back.
bool is_free(const Holder& holder, std::int64_t now_ms) {
  return holder.until_ms <= now_ms || holder.until_ms > now_ms + 2 * kLeaseMs || is_dead(holder);
}

Error is_held(const Holder& holder) {
  return {ErrorCode::kConflict, "another push into this Zotero library is under way (process " +
                                    std::to_string(holder.process) + " on " + holder.host +
                                    "): wait until it has finished and run again"};
}

std::string new_holder() {
  static std::atomic<std::uint64_t> count{0};
  return std::to_string(::getpid()) + "\n" + this_host() + "\n" + this_run() + "\n" + std::to_string(++count);
}

}  // namespace

Result<ZoteroLease> ZoteroLease::take(store::Store& store, Clock& clock, const std::string& place, const Task& task) {
  ZoteroLease lease(store, clock, place, new_holder());
  const std::int64_t patient_until = clock.now_ms() + kPatienceMs;
  while (true) {
    SHEAF_ASSIGN(const std::string before, zotero_memory(store, place, kName));
    const std::int64_t now = clock.now_ms();
    const Holder holder = holder_of(before);
    if (is_free(holder, now)) {
      const std::string wanted = std::to_string(now + kLeaseMs) + "\n" + lease.holder_;
      SHEAF_ASSIGN(const bool taken, store.replace_baseline(place, kName, before, wanted));
      if (taken) {
        lease.written_ = wanted;
        return lease;
      }
      continue;  // somebody was quicker
    }
    if (now >= patient_until) return is_held(holder);
    SHEAF_TRY(task.report({"wait", 0, 0, patient_until - now}));
    if (!clock.sleep_ms(kPollMs, task.cancel_token())) return Error{ErrorCode::kCancelled, "cancelled"};
  }
}

ZoteroLease::ZoteroLease(ZoteroLease&& other) noexcept
    : store_(std::exchange(other.store_, nullptr)),
      clock_(other.clock_),
      place_(std::move(other.place_)),
      holder_(std::move(other.holder_)),
      written_(std::move(other.written_)) {}

ZoteroLease::~ZoteroLease() {
  // A store that cannot be written now leaves a lease that runs out, or whose holder is dead.
  if (store_ && !written_.empty()) (void)store_->replace_baseline(place_, kName, written_, "");
}

Status ZoteroLease::renew() {
  const std::string wanted = std::to_string(clock_->now_ms() + kLeaseMs) + "\n" + holder_;
  SHEAF_ASSIGN(const bool ours, store_->replace_baseline(place_, kName, written_, wanted));
  if (ours) {
    written_ = wanted;
    return {};
  }
  written_.clear();
  SHEAF_ASSIGN(const std::string now, zotero_memory(*store_, place_, kName));
  return is_held(holder_of(now));
}

}  // namespace sheaf::app
