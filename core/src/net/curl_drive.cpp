// One libcurl transfer driven to its end; see curl_drive.hpp.
// Owns the multi handle of that one transfer; made, run and dropped on one thread.
#include "net/curl_drive.hpp"

#include <string>

#include "net/sigpipe_guard.hpp"

namespace sheaf::net {
namespace {

constexpr int kPollMs = 50;  // how late a cancel may be noticed

class Driver {
 public:
  Driver(const CurlApi& api, CURL* easy) : api_(api), easy_(easy) {}
  ~Driver() {
    if (added_) api_.multi_remove_handle(multi_, easy_);
    if (multi_) api_.multi_cleanup(multi_);
  }
  Driver(const Driver&) = delete;
  Driver& operator=(const Driver&) = delete;

  Status start();
  Result<CURLcode> run(const Task& task);

 private:
  const CurlApi& api_;
  CURL* easy_;
  CURLM* multi_ = nullptr;
  bool added_ = false;
};

Status Driver::start() {
  multi_ = api_.multi_init();
  if (!multi_) return Error(ErrorCode::kNoMemory, "not enough memory for the request");
  if (api_.multi_add_handle(multi_, easy_) != CURLM_OK) {
    return Error(ErrorCode::kInternal, "libcurl did not take the request");
  }
  added_ = true;
  return {};
}

Result<CURLcode> Driver::run(const Task& task) {
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

}  // namespace

Result<CURLcode> drive_curl(const CurlApi& api, CURL* easy, const Task& task) {
  const SigpipeGuard guard;
  Driver driver(api, easy);
  SHEAF_TRY(driver.start());
  return driver.run(task);
}

}  // namespace sheaf::net
