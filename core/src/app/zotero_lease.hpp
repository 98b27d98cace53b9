// ZoteroLease: one push into a Zotero library at a time, over all threads and processes that share a store.
// It lies among what the store remembers of the library, names its holder, and runs out: a holder that
// died on this machine is noticed at once, one on another machine when its time is over.
// Borrows store and clock; gives the lease back when it goes. One thread.
#pragma once

#include <string>

#include "base/clock.hpp"
#include "base/task.hpp"
#include "store/store.hpp"

namespace sheaf::app {

class ZoteroLease {
 public:
  /// Waits a minute for another push; kConflict, naming its holder, when it has not finished by then.
  static Result<ZoteroLease> take(store::Store& store, Clock& clock, const std::string& place, const Task& task);

  ZoteroLease(ZoteroLease&& other) noexcept;
  ZoteroLease& operator=(ZoteroLease&&) = delete;
  ~ZoteroLease();

  /// Ten minutes from now. kConflict when it ran out and another push has it: nothing may be written then.
  Status renew();

 private:
  ZoteroLease(store::Store& store, Clock& clock, std::string place, std::string holder)
      : store_(&store), clock_(&clock), place_(std::move(place)), holder_(std::move(holder)) {}

  store::Store* store_;  ///< null once moved from
  Clock* clock_;
  std::string place_, holder_;
  std::string written_;  ///< as it stands in the store; empty: not ours
};

}  // namespace sheaf::app
