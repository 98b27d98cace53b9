// Stand-ins for what a Client borrows: a scripted transport and a gate kept in memory.
// Both lock for themselves; tests with threads share them.
#pragma once

#include <algorithm>
#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/slots.hpp"
#include "net/client.hpp"

namespace sheaf::test {

inline net::HttpResponse answer(int status, std::string body = {},
                                std::vector<net::Header> headers = {}) {
  net::HttpResponse response;
  response.status = status;
  response.body = std::move(body);
  response.headers = std::move(headers);
  return response;
}

/// Gives the scripted outcomes in turn, the last one for ever, and notes when each was asked for.
class ScriptedTransport final : public net::Transport {
 public:
  using Outcome = Result<net::HttpResponse>;
  ScriptedTransport(const Clock& clock, std::vector<Outcome> script)
      : clock_(clock), script_(std::move(script)) {}

  Outcome send(const net::HttpRequest& request, const Task&) override {
    const int others = in_flight_++;
    if (others > 0) overlapped_ = true;
    std::this_thread::yield();
    const std::lock_guard lock(mutex_);
    --in_flight_;
    requests_.push_back(request);
    times_.push_back(clock_.now_ms());
    return script_[std::min(requests_.size(), script_.size()) - 1];
  }

  std::vector<net::HttpRequest> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  std::vector<std::int64_t> times() const {
    const std::lock_guard lock(mutex_);
    return times_;
  }
  std::size_t count() const { return times().size(); }
  bool overlapped() const { return overlapped_; }  ///< two requests were under way at once

 private:
  const Clock& clock_;
  std::vector<Outcome> script_;
  mutable std::mutex mutex_;
  std::vector<net::HttpRequest> requests_;
  std::vector<std::int64_t> times_;
  std::atomic<int> in_flight_{0};
  std::atomic<bool> overlapped_{false};
};

/// One slot per group: busy until released or the lease ends, then the interval from the last
/// start.
class MemorySlots final : public SlotKeeper {
 public:
  struct Group {
    std::int64_t free_at_ms = 0, lease_end_ms = 0, cool_until_ms = 0, last_lease_ms = 0;
    std::vector<std::int64_t> grants_ms;
    bool busy = false;
    int releases = 0;
  };

  Result<std::int64_t> acquire(const SlotRequest& request) override {
    const std::lock_guard lock(mutex_);
    Group& group = groups_[std::string(request.host_group)];
    if (group.busy && request.now_ms < group.lease_end_ms) return std::int64_t{10};
    const std::int64_t ready = std::max(group.free_at_ms, group.cool_until_ms);
    if (request.now_ms < ready) return ready - request.now_ms;
    group.busy = true;
    group.grants_ms.push_back(request.now_ms);
    group.free_at_ms = request.now_ms + request.interval_ms;
    group.lease_end_ms = request.now_ms + request.lease_ms;
    group.last_lease_ms = request.lease_ms;
    return std::int64_t{0};
  }
  Status release(std::string_view host_group) override {
    const std::lock_guard lock(mutex_);
    Group& group = groups_[std::string(host_group)];
    group.busy = false;
    ++group.releases;
    return {};
  }
  Status cool_down(std::string_view host_group, std::int64_t until_ms) override {
    const std::lock_guard lock(mutex_);
    std::int64_t& until = groups_[std::string(host_group)].cool_until_ms;
    until = std::max(until, until_ms);
    return {};
  }
  Group group(const std::string& name) const {
    const std::lock_guard lock(mutex_);
    const auto found = groups_.find(name);
    return found == groups_.end() ? Group() : found->second;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Group> groups_;
};

inline constexpr std::int64_t kStartMs = 1776427200000;  // 2026-04-17T12:00:00Z
inline constexpr const char* kArxivUrl = "https://export.arxiv.org/api/query?id_list=2604.00001";

/// A client on fakes, ready to be asked.
struct ClientOnFakes {
  explicit ClientOnFakes(std::vector<ScriptedTransport::Outcome> script,
                         net::ClientOptions options = {})
      : transport(clock, std::move(script)), client(transport, slots, clock, logger, options) {}

  Result<net::HttpResponse> get(const std::string& url = kArxivUrl,
                                const net::BodyCheck& check = {}) {
    return client.get(url, {}, Task(), check);
  }

  FakeClock clock{kStartMs};
  MemorySlots slots;
  std::vector<std::string> log;
  Logger logger{[this](LogLevel, const std::string& text) { log.push_back(text); }};
  ScriptedTransport transport;
  net::Client client;
};

}  // namespace sheaf::test
