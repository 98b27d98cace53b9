// The channels of a profile: each recipient of its mail and each of its webhooks.
// Channels borrow what they are made from; one thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/library.hpp"
#include "render/digest_mail.hpp"

namespace sheaf::app {

struct ChannelAccess {
  Library& library;
  const Profile& profile;
  bool again;        ///< a mail sent again is a mail of its own to the servers on its way
  const Task& task;
};

struct Channel {
  std::string name;  ///< "mail:ada@example.org", "webhook:slack"
  std::size_t max_papers = 0;  ///< 0: all
  std::function<Status(const render::DeliveryNote&)> send;  ///< its errors hold no secret
};

/// `access` must outlive them. Secrets are read when a channel sends.
std::vector<Channel> channels_of(const ChannelAccess& access);

}  // namespace sheaf::app
