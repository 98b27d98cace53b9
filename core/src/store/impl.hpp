// What a Store consists of: its open file and the lock every public call takes.
// Owns connection and presence; `mutex` guards both.
#pragma once

#include <cstdint>
#include <mutex>

#include "base/clock.hpp"
#include "store/opening.hpp"
#include "store/store.hpp"

namespace sheaf::store {

struct Store::Impl {
  explicit Impl(OpenFile opened);

  std::mutex mutex;
  OpenFile file;
  std::int64_t holder;  ///< tells the leases of this Store from those of others

  Database& database() { return *file.database; }
};

/// For columns that only say when a row was written; no decision depends on it.
inline Seconds written_at() {
  return system_clock().now();
}

inline std::int64_t day_number(Day day) {
  return day.time_since_epoch().count();
}
inline Day day_of(std::int64_t number) {
  return Day{std::chrono::days{number}};
}

}  // namespace sheaf::store
