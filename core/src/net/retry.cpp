// Retry policy: what an answer or an error means for the next try, and how long to wait for it.
// The jitter's state is an atomic counter; any thread.
#include "net/retry.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>

#include "base/date.hpp"
#include "base/text.hpp"
#include "net/curl_errors.hpp"
#include "net/url.hpp"

namespace sheaf::net {
namespace {

constexpr std::int64_t kMaxRetryAfterMs = std::int64_t{366} * 24 * 3600 * 1000;
// Harvesters of arXiv settled on 20 s where a throttled answer names no time.
constexpr std::int64_t kArxivThrottleMs = 20000;
constexpr std::int64_t kThrottleFactor = 4;

bool is_arxiv_url(std::string_view url) {
  const auto parts = split_url(url);
  return parts && is_arxiv_host(parts->host);
}

bool passes_with_time(int status) {
  return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 ||
         status == 504;
}

/// arXiv's edge answers 406 to clients it wants less of.
bool asks_to_slow_down(int status, bool arxiv) {
  return status == 429 || status == 503 || (status == 406 && arxiv);
}

std::string status_remedy(int status) {
  switch (status) {
    case 401:
    case 403:
      return "check the key, or whether the server lets this program in";
    case 404:
    case 410:
      return "check the address";
    case 400:
      return "the request is not one this server understands; its body says why";
    default:
      break;
  }
  if (status >= 300 && status < 400) return "check the address, the server names another one";
  if (status >= 500) return "the server has a fault; try again later";
  return "check the request";
}

Error http_error(const HttpResponse& response, std::string_view url, bool throttled, bool asked) {
  const int status = response.status;
  const bool limited = status == 429 || status == 406 || asked;
  std::string text = "HTTP " + std::to_string(status) + " from " + shown_url(url);
  if (throttled) {
    text += status == 503 ? ": the server is overloaded" : ": the server asks for fewer requests";
  } else if (const std::string_view where = response.header("Location"); !where.empty()) {
    text += ": it redirects to " + shown_url(where) + "; " + status_remedy(status);
  } else {
    text += "; " + status_remedy(status);
  }
  Error error(throttled && limited ? ErrorCode::kRateLimit : ErrorCode::kHttp, std::move(text));
  error.http_status = status;
  return error;
}

Setback judge_response(const HttpResponse& response, std::string_view url, std::int64_t now_ms) {
  const bool arxiv = is_arxiv_url(url);
  const std::int64_t asked = std::max<std::int64_t>(0, retry_after_ms(response, now_ms));
  const bool throttled = asks_to_slow_down(response.status, arxiv);
  Setback setback{http_error(response, url, throttled, asked > 0)};
  setback.throttled = throttled;
  setback.again = throttled || passes_with_time(response.status);
  setback.asked_ms = asked;
  if (asked > 0) setback.error.retry_after_ms = asked;
  return setback;
}

std::string reach_remedy(std::string_view url) {
  const auto parts = split_url(url);
  std::string text = "check the connection or the proxy settings";
  if (parts && is_arxiv_host(parts->host)) {
    std::string_view key = "arxiv_site";
    if (parts->host.starts_with("rss.")) key = "arxiv_rss";
    if (parts->host.starts_with("export.")) key = "arxiv_api";
    text += ", or point endpoints." + std::string(key) + " elsewhere";
  }
  return text;
}

Setback judge_error(const Error& error, std::string_view url) {
  Setback setback{error};
  if (error.code != ErrorCode::kNetwork) return setback;
  setback.again = error.retry_after_ms != kNotWorthRetrying;
  setback.error.message = shown_url(url) + ": " + error.message;
  if (setback.again) setback.error.message += "; " + reach_remedy(url);
  setback.error.retry_after_ms = -1;
  return setback;
}

/// Between 0 and 1, different for every caller: clients that failed together must not return
/// together.
double jitter() {
  static std::atomic<std::uint64_t> counter{0};
  const auto ticks = std::chrono::steady_clock::now().time_since_epoch().count();
  std::uint64_t x = static_cast<std::uint64_t>(ticks) + counter.fetch_add(0x9E3779B97F4A7C15ULL);
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return static_cast<double>((x ^ (x >> 31)) >> 11) / static_cast<double>(1ULL << 53);
}

}  // namespace

std::int64_t retry_after_ms(const HttpResponse& response, std::int64_t now_ms) {
  const std::string_view text = trim(response.header("Retry-After"));
  if (text.empty()) return -1;
  if (text.find_first_not_of("0123456789") == std::string_view::npos) {
    if (text.size() > 10) return kMaxRetryAfterMs;
    return std::min<std::int64_t>(std::stoll(std::string(text)) * 1000, kMaxRetryAfterMs);
  }
  const auto until = parse_rfc822(text);
  if (!until) return -1;
  return std::clamp<std::int64_t>(*until * 1000 - now_ms, 0, kMaxRetryAfterMs);
}

std::optional<Setback> judge(const Result<HttpResponse>& outcome, std::string_view url,
                             std::int64_t now_ms) {
  if (!outcome.ok()) return judge_error(outcome.error(), url);
  const int status = outcome.value().status;
  if ((status >= 200 && status < 300) || status == 304) return std::nullopt;
  return judge_response(outcome.value(), url, now_ms);
}

Setback judge_body(Error error, std::string_view url) {
  Setback setback{std::move(error)};
  setback.again = setback.error.code != ErrorCode::kCancelled;
  setback.throttled = setback.error.code == ErrorCode::kRateLimit;
  setback.asked_ms = std::max<std::int64_t>(0, setback.error.retry_after_ms);
  if (setback.again) setback.error.message = shown_url(url) + ": " + setback.error.message;
  return setback;
}

std::int64_t retry_wait_ms(const Setback& setback, const ClientOptions& options,
                           std::string_view group, int attempt) {
  if (setback.asked_ms > 0) return setback.asked_ms;
  std::int64_t first = std::max<std::int64_t>(1, options.backoff_ms);
  if (setback.throttled) {
    first = group == "arxiv" ? std::max(first, kArxivThrottleMs) : first * kThrottleFactor;
  }
  const std::int64_t cap = std::max<std::int64_t>(1, options.max_backoff_ms);
  std::int64_t wait = std::min(first, cap);
  for (int i = 0; i < attempt && wait < cap; ++i) wait = std::min(wait * 2, cap);
  // Throttled: never earlier than the time itself. Else spread over the upper half.
  const double part = setback.throttled ? 1.0 + 0.25 * jitter() : 0.5 + 0.5 * jitter();
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(static_cast<double>(wait) * part));
}

std::string clock_time(std::int64_t at_ms, std::int64_t now_ms) {
  const std::string stamp = format_rfc3339((at_ms + 999) / 1000);  // "2026-04-17T12:34:56Z"
  if (stamp.size() < 20) return stamp;
  const std::string time = stamp.substr(11, 8) + " UTC";
  const bool soon = at_ms - now_ms < std::int64_t{24} * 3600 * 1000;
  return soon ? time : stamp.substr(0, 10) + " " + time;
}

}  // namespace sheaf::net
