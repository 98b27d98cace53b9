// Delivery: a finished digest on its way to its readers, by mail and by webhook, each channel once.
// What was sent is kept in the store (as texts of the vault "delivery:PROFILE", which no folder can
// be), so that another run or another host does not send it again.
// Functions borrow the library; any thread. Two runs at once do not send the same day twice: one of them has the turn.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/library.hpp"
#include "app/op_args.hpp"

namespace sheaf::app {

enum class DeliveryState { kSent, kAlreadySent, kNothing, kFailed };
std::string_view delivery_state_name(DeliveryState state);  ///< "sent", "already sent", "nothing", "failed"

struct Delivered {
  std::string channel;  ///< "mail:ada@example.org", "webhook:slack"
  DeliveryState state = DeliveryState::kSent;
  std::string detail;   ///< why nothing was sent, why it failed, how many papers; never a secret
};

struct DeliveryOptions {
  bool again = false;  ///< also what was sent already
};

/// To every channel of the profile; one that fails does not keep the others from theirs. A day
/// without papers sends what `delivery.when_empty` says, or `when_failed` when its sources were not
/// whole. What was sent as a line, or from sources that were not whole, is followed by the papers that
/// came later, and only by these. The only errors are kInvalid (the profile names no channel),
/// kConflict (another run is sending for this profile), kStore and kCancelled.
Result<std::vector<Delivered>> deliver(Library& library, const Digest& digest, const Profile& profile,
                                       const DeliveryOptions& options, const Task& task);

/// That the day could not be made, and why, where `delivery.when_failed` says so; once a day.
Result<std::vector<Delivered>> deliver_failure(Library& library, const std::string& reason, Day day,
                                               const Profile& profile, const DeliveryOptions& options,
                                               const Task& task);

Json delivered_to_json(const std::vector<Delivered>& all);

/// Op `send`: digest | day, profile, again, failure.
Result<Json> run_send(Library& library, const OpArgs& args, const Task& task);

}  // namespace sheaf::app
