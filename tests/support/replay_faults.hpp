// Faults for a replay: which requests go wrong, how, and how often.
// Not locked; the replay server calls it under its own lock.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "support/http_reply.hpp"

namespace sheaf::test {

/// "KIND[,key=value…]". KIND: an HTTP status, or one of reset, truncate, chunks, gzip, stall,
/// trickle, html, text, empty, file. Keys: path (part of the target, default any), times (default
/// 1, 0 for ever), after (requests let through first), retry-after (seconds, or "+seconds" for a
/// date), ms (of a stall or between pieces), name (of the file for "file").
struct ReplayFault {
  std::string spec;
  std::string kind, path, retry_after, name;
  int times = 1;
  int after = 0;
  int ms = 0;
};

/// Throws std::invalid_argument, with the reason, for a spec that makes no sense.
ReplayFault parse_fault(const std::string& spec);

class ReplayFaults {
 public:
  void add(const std::string& spec) { faults_.push_back(parse_fault(spec)); }
  void clear() { faults_.clear(); }
  /// The fault this request meets, counted down; nothing when it may pass.
  std::optional<ReplayFault> take(const Request& request);

 private:
  std::vector<ReplayFault> faults_;
};

/// What the fault makes of the answer that would have been given.
Reply spoil(Reply good, const ReplayFault& fault, const Request& request);

}  // namespace sheaf::test
