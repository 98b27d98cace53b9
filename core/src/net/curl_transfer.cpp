// CurlTransfer: one request over libcurl and its one answer, waited for here.
// Owns the multi handle of that one request; made, run and dropped on one thread.
#include "net/curl_transfer.hpp"

#include "net/curl_exchange.hpp"
#include "net/sigpipe_guard.hpp"

namespace sheaf::net {
namespace {

constexpr int kPollMs = 50;  // how late a cancel may be noticed

class CurlTransfer {
 public:
  CurlTransfer(const CurlApi& api, const HttpRequest& request)
      : api_(api), exchange_(api, request) {}
  ~CurlTransfer();
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  Result<CurlAnswer> run(const Task& task);

 private:
  Status start();
  Result<CURLcode> drive(const Task& task);

  const CurlApi& api_;
  CurlExchange exchange_;
  CURLM* multi_ = nullptr;
  bool added_ = false;
};

CurlTransfer::~CurlTransfer() {
  if (added_) api_.multi_remove_handle(multi_, exchange_.easy());
  if (multi_) api_.multi_cleanup(multi_);
}

Status CurlTransfer::start() {
  SHEAF_TRY(exchange_.prepare());
  multi_ = api_.multi_init();
  if (!multi_) return Error(ErrorCode::kNoMemory, "not enough memory for the request");
  if (api_.multi_add_handle(multi_, exchange_.easy()) != CURLM_OK) {
    return Error(ErrorCode::kInternal, "libcurl did not take the request");
  }
  added_ = true;
  return {};
}

Result<CURLcode> CurlTransfer::drive(const Task& task) {
  for (;;) {
    SHEAF_TRY(task.check());
    int running = 0;
    CURLMcode code = api_.multi_perform(multi_, &running);
    if (code == CURLM_OK && running == 0) break;
    if (code == CURLM_OK) code = api_.multi_poll(multi_, nullptr, 0, kPollMs, nullptr);
    if (code != CURLM_OK) {
      return Error(ErrorCode::kInternal,
                   std::string("libcurl failed: ") + api_.multi_strerror(code));
    }
  }
  int left = 0;
  const CURLMsg* const message = api_.multi_info_read(multi_, &left);
  if (!message || message->msg != CURLMSG_DONE) {
    return Error(ErrorCode::kInternal, "libcurl ended the request without a result");
  }
  return message->data.result;
}

Result<CurlAnswer> CurlTransfer::run(const Task& task) {
  const SigpipeGuard guard;
  SHEAF_TRY(task.check());
  SHEAF_TRY(start());
  SHEAF_ASSIGN(const CURLcode code, drive(task));
  return exchange_.finish(code);
}

}  // namespace

Result<CurlAnswer> run_curl_transfer(const CurlApi& api, const HttpRequest& request,
                                     const Task& task) {
  return CurlTransfer(api, request).run(task);
}

}  // namespace sheaf::net
