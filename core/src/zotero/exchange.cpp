// Sending with Zotero's manners; see exchange.hpp. Backoff may stand on any answer, Retry-After on 429
// and 503 (www.zotero.org/support/dev/web_api/v3/basics, "Rate limiting").
// One thread.
#include "zotero/exchange.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "net/client.hpp"
#include "net/retry.hpp"
#include "net/url.hpp"

namespace sheaf::zotero {
namespace {

constexpr std::int64_t kReportEveryMs = 1000;

bool asks_to_wait(int status) { return status == 429 || status == 503; }

/// Seconds of a Backoff header, at most an hour.
std::int64_t backoff_ms_of(const net::HttpResponse& response) {
  const std::string_view text = trim(response.header("Backoff"));
  if (text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != std::string_view::npos) return 0;
  return std::min<std::int64_t>(std::stoll(std::string(text)), 3600) * 1000;
}

Error too_long(std::int64_t wait_ms, const std::string& url, std::int64_t now_ms) {
  Error error(ErrorCode::kRateLimit, net::shown_url(url) + " asks to wait until " +
                                         net::clock_time(now_ms + wait_ms, now_ms) + " (" +
                                         std::to_string((wait_ms + 999) / 1000) + " s): run it again after that");
  error.retry_after_ms = wait_ms;
  return error;
}

}  // namespace

Exchange::Exchange(net::Transport& transport, Clock& clock, const Logger& logger, ExchangeOptions options)
    : transport_(transport), clock_(clock), logger_(logger), options_(std::move(options)) {}

Status Exchange::hold(std::int64_t wait_ms, const std::string& url, const Task& task) {
  if (wait_ms > options_.max_wait_ms) return too_long(wait_ms, url, clock_.now_ms());
  while (wait_ms > 0) {
    SHEAF_TRY(task.report({"fetch", 0, 0, wait_ms}));
    const std::int64_t step = std::min(wait_ms, kReportEveryMs);
    if (!clock_.sleep_ms(step, task.cancel_token())) return Error(ErrorCode::kCancelled, "cancelled while waiting");
    wait_ms -= step;
  }
  return task.check();
}

Result<net::HttpResponse> Exchange::once(net::HttpRequest& request, const Task& task) {
  SHEAF_TRY(hold(not_before_ms_ - clock_.now_ms(), request.url, task));
  logger_.debug(request.method + " " + request.url);
  ++requests_;
  Result<net::HttpResponse> outcome = transport_.send(request, task);
  if (outcome)
    not_before_ms_ = std::max(not_before_ms_, clock_.now_ms() + backoff_ms_of(*outcome));
  return outcome;
}

Result<net::HttpResponse> Exchange::probe(net::HttpRequest request, const Task& task) {
  SHEAF_TRY(net::check_url(request.url));
  request.headers.push_back({"User-Agent", options_.user_agent});
  return once(request, task);
}

Result<net::HttpResponse> Exchange::send(net::HttpRequest request, const Task& task) {
  SHEAF_TRY(net::check_url(request.url));
  request.headers.push_back({"User-Agent", options_.user_agent});
  if (request.timeout_ms <= 0) request.timeout_ms = options_.timeout_ms;
  const bool reads = request.method == "GET" || request.method == "HEAD";
  std::int64_t wait_ms = options_.backoff_ms;
  for (int attempt = 1;; ++attempt, wait_ms *= 2) {
    Result<net::HttpResponse> outcome = once(request, task);
    const bool waits = outcome && asks_to_wait(outcome->status);
    const bool lost = !outcome && outcome.error().code == ErrorCode::kNetwork && reads;
    if (!waits && !lost) return outcome;
    const std::int64_t asked = waits ? net::retry_after_ms(*outcome, clock_.now_ms()) : -1;
    const std::int64_t pause = asked >= 0 ? asked : wait_ms;
    if (attempt >= options_.tries && waits) return too_long(pause, request.url, clock_.now_ms());
    if (attempt >= options_.tries) return outcome;
    logger_.warn(net::shown_url(request.url) + (waits ? ": HTTP " + std::to_string(outcome->status)
                                                      : ": " + outcome.error().message) +
                 "; next try in " + std::to_string(pause) + " ms");
    SHEAF_TRY(hold(pause, request.url, task));
  }
}

}  // namespace sheaf::zotero
