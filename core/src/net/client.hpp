// Client: a polite sender. One gate per group of hosts (shared by threads and processes through a
// SlotKeeper), retries for what may pass, Retry-After in both forms, cool-down after a refusal.
// Borrows all it is given; may be used from several threads.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/slots.hpp"
#include "net/http.hpp"

namespace sheaf::net {

struct ClientOptions {
  std::string user_agent = "sheaf";
  std::int64_t min_interval_ms = 0;  ///< 0: 3000 for arXiv hosts, none for loopback, else 1000;
                                     ///< an arXiv host never gets less than 3000
  std::int64_t timeout_ms = 60000;
  int max_retries = 4;               ///< after the first try
  std::int64_t backoff_ms = 1000;    ///< first wait; doubles, with jitter
  std::int64_t max_backoff_ms = 60000;
  /// A longer wait is not slept through but returned as kRateLimit with retry_after_ms.
  std::int64_t max_wait_ms = 120000;
  std::vector<std::string> private_hosts;  ///< added to each request's; see net/http.hpp
};

/// Looks at a whole answer before it counts as one; its error makes the client try again
/// ("Rate exceeded." with status 200, HTML in place of XML, an empty page of a full result).
/// A 400 is shown to it too, so that the caller can keep the server's explanation; its result is
/// then ignored, and the request not repeated.
using BodyCheck = std::function<Status(const HttpResponse&)>;

/// What the gate calls the group of hosts that share a limit: "arxiv", else the host itself.
std::string host_group(std::string_view url);
std::int64_t gate_interval_ms(std::string_view url, std::int64_t wanted_ms);
/// Retry-After as seconds or as HTTP date, in ms from now; -1 when absent or unreadable.
std::int64_t retry_after_ms(const HttpResponse& response, std::int64_t now_ms);

class Client {
 public:
  Client(Transport& transport, SlotKeeper& slots, Clock& clock, const Logger& logger,
         ClientOptions options);

  /// 2xx and 304 come back as they are. Others end as kHttp (with http_status), kRateLimit,
  /// kNetwork or the BodyCheck's error, after the retries that make sense. The message names the
  /// URL (redacted) and the remedy.
  /// get() is for addresses that the reader names: they may be private ones (Reach::kAny).
  Result<HttpResponse> get(std::string url, std::vector<Header> headers, const Task& task,
                           const BodyCheck& check = {});
  Result<HttpResponse> send(HttpRequest request, const Task& task, const BodyCheck& check = {});

  const ClientOptions& options() const { return options_; }
  /// The time by the client's own clock, which is also that of its waits.
  std::int64_t now_ms() const { return clock_.now_ms(); }

 private:
  Transport& transport_;
  SlotKeeper& slots_;
  Clock& clock_;
  const Logger& logger_;
  ClientOptions options_;
};

}  // namespace sheaf::net
