// SlotKeeper: the contract between the rate limiter (net) and whoever keeps its slots so that all
// threads and processes of a user share them (store). Thread-safe by contract.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.hpp"

namespace sheaf {

struct SlotRequest {
  std::string_view host_group;   ///< "arxiv": hosts that share one limit
  std::int64_t now_ms = 0;
  std::int64_t interval_ms = 0;  ///< least time from one start to the next
  std::int64_t lease_ms = 0;     ///< how long the holder may keep the one connection
};

class SlotKeeper {
 public:
  virtual ~SlotKeeper() = default;
  /// 0: the slot is yours until release() or the end of the lease; > 0: ask again in so many ms.
  virtual Result<std::int64_t> acquire(const SlotRequest& request) = 0;
  virtual Status release(std::string_view host_group) = 0;
  /// Nobody gets a slot of this group before `until_ms`.
  virtual Status cool_down(std::string_view host_group, std::int64_t until_ms) = 0;
};

}  // namespace sheaf
