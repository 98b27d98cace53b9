// CurlMany: a ManySender over one libcurl multi handle.
// Owns the multi handle and the exchanges under way; one thread.
#include "net/curl_many.hpp"

#include <algorithm>
#include <chrono>
#include <map>

#include "net/curl_exchange.hpp"
#include "net/reach.hpp"
#include "net/sigpipe_guard.hpp"
#include "net/url.hpp"

namespace sheaf::net {
namespace {

constexpr std::int64_t kPollMs = 25;  // how late a cancel may be noticed

/// The request stays where it is: libcurl borrows its URL and body.
struct UnderWay {
  UnderWay(const CurlApi& api, std::size_t number, HttpRequest what)
      : tag(number), request(std::move(what)), exchange(api, request) {}
  std::size_t tag;
  HttpRequest request;
  CurlExchange exchange;
};

class CurlMany final : public ManySender {
 public:
  CurlMany(const CurlApi& api, CURLM* multi) : api_(api), multi_(multi) {}
  ~CurlMany() override {
    const SigpipeGuard guard;
    drop_all();
    api_.multi_cleanup(multi_);
  }
  CurlMany(const CurlMany&) = delete;
  CurlMany& operator=(const CurlMany&) = delete;

  Status start(std::size_t tag, HttpRequest request) override;
  std::size_t running() const override { return under_way_.size(); }
  Result<std::vector<Finished>> wait(std::int64_t most_ms, const Task& task) override;

 private:
  void drop_all();
  Status perform();
  void collect(std::vector<Finished>& finished);
  Status fail(CURLMcode code) const;

  const CurlApi& api_;
  CURLM* multi_;
  std::map<CURL*, std::unique_ptr<UnderWay>> under_way_;
};

void CurlMany::drop_all() {
  for (const auto& [easy, one] : under_way_) api_.multi_remove_handle(multi_, easy);
  under_way_.clear();
}

Status CurlMany::fail(CURLMcode code) const {
  if (code == CURLM_OK) return {};
  return Error(ErrorCode::kInternal, std::string("libcurl: ") + api_.multi_strerror(code));
}

Status CurlMany::start(std::size_t tag, HttpRequest request) {
  SHEAF_TRY(check_url(request.url));
  SHEAF_TRY(check_reach(request));
  auto one = std::make_unique<UnderWay>(api_, tag, std::move(request));
  SHEAF_TRY(one->exchange.prepare());
  CURL* const easy = one->exchange.easy();
  SHEAF_TRY(fail(api_.multi_add_handle(multi_, easy)));
  under_way_.emplace(easy, std::move(one));
  const SigpipeGuard guard;
  return perform();  // the connection begins now, not when somebody waits
}

Status CurlMany::perform() {
  int running = 0;
  return fail(api_.multi_perform(multi_, &running));
}

void CurlMany::collect(std::vector<Finished>& finished) {
  int left = 0;
  while (const CURLMsg* const message = api_.multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* const easy = message->easy_handle;
    const CURLcode code = message->data.result;  // the message dies with the handle's removal
    const auto found = under_way_.find(easy);
    if (found == under_way_.end()) continue;
    Result<CurlAnswer> answer = found->second->exchange.finish(code);
    api_.multi_remove_handle(multi_, easy);
    const std::size_t tag = found->second->tag;
    under_way_.erase(found);
    if (answer) {
      finished.push_back({tag, std::move(answer->response)});
    } else {
      finished.push_back({tag, std::move(answer).error()});
    }
  }
}

Result<std::vector<ManySender::Finished>> CurlMany::wait(std::int64_t most_ms, const Task& task) {
  using std::chrono::steady_clock;
  const SigpipeGuard guard;
  const auto until = steady_clock::now() + std::chrono::milliseconds(most_ms);
  std::vector<Finished> finished;
  for (;;) {
    if (Status alive = task.check(); !alive.ok()) {
      drop_all();
      return std::move(alive).error();
    }
    SHEAF_TRY(perform());
    collect(finished);
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - steady_clock::now());
    if (!finished.empty() || under_way_.empty() || left.count() <= 0) return finished;
    const int poll_ms = static_cast<int>(std::clamp<std::int64_t>(left.count(), 1, kPollMs));
    SHEAF_TRY(fail(api_.multi_poll(multi_, nullptr, 0, poll_ms, nullptr)));
  }
}

}  // namespace

Result<std::unique_ptr<ManySender>> make_curl_many(const CurlApi& api) {
  CURLM* const multi = api.multi_init();
  if (!multi) return Error(ErrorCode::kNoMemory, "not enough memory for requests");
  return std::unique_ptr<ManySender>(std::make_unique<CurlMany>(api, multi));
}

}  // namespace sheaf::net
