// ManySender: several requests under way at once on one thread. Over libcurl they share connections
// and wait together; over a host's own transport they go one at a time.
// Made, used and dropped on one thread; borrows the transport it came from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/task.hpp"
#include "net/http.hpp"

namespace sheaf::net {

class ManySender {
 public:
  struct Finished {
    std::size_t tag = 0;  ///< as given to start()
    Result<HttpResponse> outcome;
  };

  virtual ~ManySender() = default;

  /// Takes the request, with a time limit of its own (timeout_ms). Redirects are not followed: a
  /// body goes where it was addressed. kInvalid (URL, headers), kNoMemory.
  virtual Status start(std::size_t tag, HttpRequest request) = 0;
  virtual std::size_t running() const = 0;
  /// Returns as soon as a request is finished, at the latest after `most_ms`, with all that are.
  /// kCancelled within 100 ms of the task's cancelling; what was under way is dropped then.
  virtual Result<std::vector<Finished>> wait(std::int64_t most_ms, const Task& task) = 0;
};

/// Over any transport: wait() sends the oldest request and returns with its answer.
std::unique_ptr<ManySender> one_at_a_time(Transport& transport);

}  // namespace sheaf::net
