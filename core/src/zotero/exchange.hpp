// Exchange: one request after another to a Zotero, waiting where the server asks for it. Unlike
// net::Client it hands every answer on with its body, since Zotero's refusals explain themselves
// there, and it never repeats a write whose outcome is not known.
// Borrows transport, clock and logger; used on one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "net/http.hpp"

namespace sheaf::zotero {

struct ExchangeOptions {
  std::string user_agent = "sheaf";  ///< never "Mozilla/…": Zotero drops what looks like a browser
  std::int64_t timeout_ms = 60000;
  int tries = 4;                     ///< of reads, and of anything answered 429 or 503
  std::int64_t backoff_ms = 1000;    ///< where the server names no time; doubles
  /// A longer wait is not slept through but returned as kRateLimit with retry_after_ms.
  std::int64_t max_wait_ms = 120000;
};

class Exchange {
 public:
  Exchange(net::Transport& transport, Clock& clock, const Logger& logger, ExchangeOptions options);

  /// Any answer but 429 and 503, which are waited out (Retry-After, Backoff) and asked again.
  /// Errors: kNetwork (of a write: it may have happened), kRateLimit, kCancelled, kInvalid.
  Result<net::HttpResponse> send(net::HttpRequest request, const Task& task);
  /// The same without a second try: to find out whether somebody is there.
  Result<net::HttpResponse> probe(net::HttpRequest request, const Task& task);

  std::size_t requests() const { return requests_; }
  Clock& clock() { return clock_; }

 private:
  Result<net::HttpResponse> once(net::HttpRequest& request, const Task& task);
  Status hold(std::int64_t wait_ms, const std::string& url, const Task& task);

  net::Transport& transport_;
  Clock& clock_;
  const Logger& logger_;
  ExchangeOptions options_;
  std::int64_t not_before_ms_ = 0;  ///< what a Backoff header asked for
  std::size_t requests_ = 0;
};

}  // namespace sheaf::zotero
