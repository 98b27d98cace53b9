// Client: waits for its turn, sends, judges the answer, and tries again where that can help.
// Borrows transport, slots, clock and logger; keeps no state, so any thread may send.
#include "net/client.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "net/retry.hpp"
#include "net/url.hpp"

namespace sheaf::net {
namespace {

constexpr std::int64_t kArxivIntervalMs = 3000;  // arXiv's terms of use: one request per 3 s
constexpr std::int64_t kDefaultIntervalMs = 1000;
constexpr std::int64_t kLeaseMarginMs = 5000;
constexpr std::int64_t kReportEveryMs = 1000;
constexpr std::int64_t kMaxCoolDownMs = std::int64_t{24} * 3600 * 1000;
constexpr std::string_view kAccept = "application/atom+xml, application/xml, text/xml, */*";

void add_missing(std::vector<Header>& headers, std::string_view name, std::string_view value) {
  const bool present = std::any_of(headers.begin(), headers.end(), [&](const Header& header) {
    return equals_ignoring_case(header.name, name);
  });
  if (!present) headers.push_back({std::string(name), std::string(value)});
}

/// What one send() needs all the way through.
struct Sending {
  Transport& transport;
  SlotKeeper& slots;
  Clock& clock;
  const Logger& logger;
  const ClientOptions& options;
  const Task& task;
  const HttpRequest& request;
  const BodyCheck& check;
  std::string group;
};

/// `cause`, and when the server may be asked again.
Error held_back(const Sending& sending, std::int64_t wait_ms, Error cause) {
  const std::int64_t now = sending.clock.now_ms();
  cause.message += "; requests to this server are held back until " +
                   clock_time(now + wait_ms, now) + " (" + std::to_string((wait_ms + 999) / 1000) +
                   " s), run it again after that";
  cause.retry_after_ms = wait_ms;
  return cause;
}

/// Sleeps in steps, so that a progress display counts down and can cancel.
Status pause(const Sending& sending, std::int64_t wait_ms) {
  while (wait_ms > 0) {
    SHEAF_TRY(sending.task.report({"fetch", 0, 0, wait_ms}));
    const std::int64_t step = std::min(wait_ms, kReportEveryMs);
    if (!sending.clock.sleep_ms(step, sending.task.cancel_token())) {
      SHEAF_TRY(sending.task.check());
      return Error(ErrorCode::kCancelled, "cancelled while waiting for a turn");
    }
    wait_ms -= step;
  }
  return sending.task.check();
}

/// The slot taken, as it was asked for.
Result<SlotRequest> wait_for_turn(const Sending& sending) {
  SlotRequest slot;
  slot.host_group = sending.group;
  slot.interval_ms = gate_interval_ms(sending.request.url, sending.options.min_interval_ms);
  slot.lease_ms = sending.request.timeout_ms + kLeaseMarginMs;
  for (;;) {
    SHEAF_TRY(sending.task.check());
    slot.now_ms = sending.clock.now_ms();
    SHEAF_ASSIGN(const std::int64_t wait_ms, sending.slots.acquire(slot));
    if (wait_ms <= 0) return slot;
    if (wait_ms > sending.options.max_wait_ms) {
      return held_back(
          sending, wait_ms,
          Error(ErrorCode::kRateLimit, shown_url(sending.request.url) + " was not asked"));
    }
    SHEAF_TRY(pause(sending, wait_ms));
  }
}

/// One turn at the gate and one request; the slot is given back whatever came of it.
Result<HttpResponse> take_turn(const Sending& sending) {
  SHEAF_ASSIGN(const SlotRequest slot, wait_for_turn(sending));
  // The interval runs from the start of the request, which a busy machine may put off; one more
  // millisecond because the clock's are cut off. Until the slot is released nobody else starts.
  const std::int64_t started = sending.clock.now_ms() + 1;
  Result<HttpResponse> outcome = sending.transport.send(sending.request, sending.task);
  Status freed;
  if (slot.interval_ms > 0) freed = sending.slots.cool_down(sending.group, started + slot.interval_ms);
  if (freed.ok()) freed = sending.slots.release(sending.group);
  if (!freed.ok()) sending.logger.warn("rate limit: " + freed.error().message);
  return outcome;
}

std::optional<Setback> judge_turn(const Sending& sending, const Result<HttpResponse>& outcome) {
  const std::string& url = sending.request.url;
  if (auto setback = judge(outcome, url, sending.clock.now_ms())) {
    // A refused request explains itself in its body; the caller's check may read it there.
    if (sending.check && outcome && outcome->status == 400) (void)sending.check(*outcome);
    return setback;
  }
  if (!sending.check || outcome.value().status == 304) return std::nullopt;
  if (Status checked = sending.check(outcome.value()); !checked.ok()) {
    return judge_body(std::move(checked).error(), url);
  }
  return std::nullopt;
}

void cool_down(const Sending& sending, std::int64_t wait_ms) {
  const std::int64_t until = sending.clock.now_ms() + std::min(wait_ms, kMaxCoolDownMs);
  if (Status cooled = sending.slots.cool_down(sending.group, until); !cooled.ok()) {
    sending.logger.warn("rate limit: " + cooled.error().message);
  }
}

/// Waits out a setback; an error when there is no point in another try.
Status recover(const Sending& sending, const Setback& setback, int attempt) {
  if (!setback.again) return setback.error;
  const std::int64_t wait_ms = retry_wait_ms(setback, sending.options, sending.group, attempt);
  if (setback.throttled) cool_down(sending, wait_ms);
  const bool too_long = wait_ms > sending.options.max_wait_ms;
  if (too_long || attempt >= sending.options.max_retries) {
    Error error = setback.error;
    if (too_long) error.code = ErrorCode::kRateLimit;
    if (attempt > 0) error.message += " (tried " + std::to_string(attempt + 1) + " times)";
    return too_long || setback.throttled ? held_back(sending, wait_ms, std::move(error)) : error;
  }
  sending.logger.warn(setback.error.message + "; next try in " + std::to_string(wait_ms) + " ms");
  return pause(sending, wait_ms);
}

}  // namespace

std::string host_group(std::string_view url) {
  const auto parts = split_url(url);
  if (!parts) return {};
  if (is_arxiv_host(parts->host)) return "arxiv";
  return parts->host + ":" + std::to_string(parts->port);
}

std::int64_t gate_interval_ms(std::string_view url, std::int64_t wanted_ms) {
  const auto parts = split_url(url);
  if (parts && is_arxiv_host(parts->host)) return std::max(wanted_ms, kArxivIntervalMs);
  if (wanted_ms > 0) return wanted_ms;
  return parts && is_loopback_host(parts->host) ? 0 : kDefaultIntervalMs;
}

Client::Client(Transport& transport, SlotKeeper& slots, Clock& clock, const Logger& logger,
               ClientOptions options)
    : transport_(transport),
      slots_(slots),
      clock_(clock),
      logger_(logger),
      options_(std::move(options)) {}

Result<HttpResponse> Client::get(std::string url, std::vector<Header> headers, const Task& task,
                                 const BodyCheck& check) {
  HttpRequest request;
  request.url = std::move(url);
  request.headers = std::move(headers);
  request.reach = Reach::kAny;
  request.timeout_ms = options_.timeout_ms;
  return send(std::move(request), task, check);
}

Result<HttpResponse> Client::send(HttpRequest request, const Task& task, const BodyCheck& check) {
  SHEAF_TRY(check_url(request.url));
  if (request.timeout_ms <= 0) request.timeout_ms = options_.timeout_ms;
  request.private_hosts.insert(request.private_hosts.end(), options_.private_hosts.begin(), options_.private_hosts.end());
  add_missing(request.headers, "Accept", kAccept);
  add_missing(request.headers, "User-Agent", options_.user_agent);
  const Sending sending{
      transport_, slots_, clock_, logger_, options_, task, request, check, host_group(request.url)};
  for (int attempt = 0;; ++attempt) {
    logger_.debug(request.method + " " + request.url);
    Result<HttpResponse> outcome = take_turn(sending);
    const auto setback = judge_turn(sending, outcome);
    if (!setback) return outcome;
    SHEAF_TRY(recover(sending, *setback, attempt));
  }
}

}  // namespace sheaf::net
