// Many requests over a transport that sends one at a time.
// Borrows the transport; one thread.
#include "net/many.hpp"

#include <deque>

namespace sheaf::net {
namespace {

class OneAtATime final : public ManySender {
 public:
  explicit OneAtATime(Transport& transport) : transport_(transport) {}

  Status start(std::size_t tag, HttpRequest request) override {
    queue_.emplace_back(tag, std::move(request));
    return {};
  }
  std::size_t running() const override { return queue_.size(); }

  Result<std::vector<Finished>> wait(std::int64_t, const Task& task) override {
    SHEAF_TRY(task.check());
    std::vector<Finished> finished;
    if (queue_.empty()) return finished;
    auto [tag, request] = std::move(queue_.front());
    queue_.pop_front();
    Result<HttpResponse> outcome = transport_.send(request, task);
    if (!outcome && outcome.error().code == ErrorCode::kCancelled) return std::move(outcome).error();
    finished.push_back({tag, std::move(outcome)});
    return finished;
  }

 private:
  Transport& transport_;
  std::deque<std::pair<std::size_t, HttpRequest>> queue_;
};

}  // namespace

std::unique_ptr<ManySender> one_at_a_time(Transport& transport) {
  return std::make_unique<OneAtATime>(transport);
}

Result<std::unique_ptr<ManySender>> Transport::open_many() { return one_at_a_time(*this); }

}  // namespace sheaf::net
