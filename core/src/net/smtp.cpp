// Sending mails; see smtp.hpp. libcurl speaks the protocol and escapes dots at the beginning of lines.
// A fresh easy handle for each try; no state; any thread.
#include "net/smtp.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

#include "base/mailbox.hpp"
#include "base/text.hpp"
#include "net/curl_drive.hpp"
#include "net/curl_errors.hpp"
#include "net/url.hpp"

namespace sheaf::net {
namespace {

constexpr std::int64_t kConnectTimeoutMs = 30000, kMaxBackoffMs = 60000;
constexpr long kGoAhead = 354;  // "start mail input": the last thing a server says before the message
constexpr std::size_t kShortestSecret = 4, kMaxReply = 400;

std::string hidden(std::string text, const MailServer& server) {
  if (server.secret.size() < kShortestSecret) return text;
  return replace_all(text, server.secret, "***");
}

struct Try {
  CURLcode code = CURLE_OK;
  long reply_code = 0;
  bool all_sent = false;  ///< libcurl took the whole message
  std::string detail;     ///< the server's last words, or libcurl's
};

class CurlMail {
 public:
  CurlMail(const CurlApi& api, const MailServer& server, const MailEnvelope& mail)
      : api_(api), server_(server), mail_(mail) {}
  ~CurlMail() {
    if (easy_) api_.easy_cleanup(easy_);
    if (recipients_) api_.slist_free_all(recipients_);
  }
  CurlMail(const CurlMail&) = delete;
  CurlMail& operator=(const CurlMail&) = delete;

  Result<Try> run(const Task& task);

 private:
  Status prepare();
  void set_limits();
  Status set_envelope();
  std::size_t give(char* place, std::size_t room);
  static std::size_t on_read(char* place, std::size_t size, std::size_t count, void* self);
  static std::size_t on_reply(char* data, std::size_t size, std::size_t count, void* self);

  template <class Value>
  CURLcode set(CURLoption option, Value value) {
    return api_.easy_setopt(easy_, option, value);
  }

  const CurlApi& api_;
  const MailServer& server_;
  const MailEnvelope& mail_;
  CURL* easy_ = nullptr;
  curl_slist* recipients_ = nullptr;
  char detail_[CURL_ERROR_SIZE] = {};
  std::string reply_;
  std::size_t sent_ = 0;
  bool ended_ = false;
};

void CurlMail::set_limits() {
  const std::int64_t timeout = std::max<std::int64_t>(1, server_.timeout_ms);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_NOPROGRESS, 1L);
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(timeout));
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(timeout, kConnectTimeoutMs)));
  set(CURLOPT_USE_SSL, static_cast<long>(server_.tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
#if LIBCURL_VERSION_NUM >= 0x075500
  set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
#endif
  if (const char* bundle = std::getenv("CURL_CA_BUNDLE"); bundle && *bundle) set(CURLOPT_CAINFO, bundle);
}

Status CurlMail::set_envelope() {
  const std::string from = "<" + mail_.from + ">", to = "<" + mail_.to + ">";
  recipients_ = api_.slist_append(nullptr, to.c_str());
  if (!recipients_) return Error(ErrorCode::kNoMemory, "not enough memory for the mail");
  set(CURLOPT_MAIL_FROM, from.c_str());
  set(CURLOPT_MAIL_RCPT, recipients_);
  if (!server_.user.empty() || !server_.secret.empty()) {
    set(CURLOPT_USERNAME, server_.user.c_str());
    set(CURLOPT_PASSWORD, server_.secret.c_str());
  }
  return {};
}

Status CurlMail::prepare() {
  easy_ = api_.easy_init();
  if (!easy_) return Error(ErrorCode::kNoMemory, "not enough memory for the mail");
  set(CURLOPT_URL, server_.url.c_str());
  set(CURLOPT_ERRORBUFFER, detail_);
  set_limits();
  SHEAF_TRY(set_envelope());
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_READFUNCTION, &CurlMail::on_read);
  set(CURLOPT_READDATA, static_cast<void*>(this));
  set(CURLOPT_HEADERFUNCTION, &CurlMail::on_reply);
  set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  set(CURLOPT_WRITEFUNCTION, &CurlMail::on_reply);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  return {};
}

std::size_t CurlMail::give(char* place, std::size_t room) {
  const std::size_t size = std::min(room, mail_.message.size() - sent_);
  std::memcpy(place, mail_.message.data() + sent_, size);
  sent_ += size;
  ended_ = ended_ || size == 0;
  return size;
}

std::size_t CurlMail::on_read(char* place, std::size_t size, std::size_t count, void* self) {
  return static_cast<CurlMail*>(self)->give(place, size * count);
}

// No exception may pass through libcurl; the reply is for a message only.
std::size_t CurlMail::on_reply(char* data, std::size_t size, std::size_t count, void* self) {
  try {
    static_cast<CurlMail*>(self)->reply_.assign(data, std::min(size * count, kMaxReply));
  } catch (const std::bad_alloc&) {
    return size * count;
  }
  return size * count;
}

Result<Try> CurlMail::run(const Task& task) {
  SHEAF_TRY(prepare());
  Try out;
  SHEAF_ASSIGN(out.code, drive_curl(api_, easy_, task));
  api_.easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &out.reply_code);
  out.all_sent = ended_;
  out.detail = trim(detail_[0] ? detail_ : api_.easy_strerror(out.code));
  const std::string reply = collapse_spaces(to_valid_utf8(reply_));
  if (out.reply_code >= 400 && reply.starts_with(std::to_string(out.reply_code))) out.detail = reply;
  return out;
}

bool is_tls_trouble(CURLcode code) {
  return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE ||
         code == CURLE_SSL_CERTPROBLEM || code == CURLE_SSL_ISSUER_ERROR || code == CURLE_SSL_CONNECT_ERROR;
}

Error refused(const Try& result, const std::string& host) {
  const bool passing = result.reply_code < 500;
  const bool login = result.code == CURLE_LOGIN_DENIED;
  std::string message = host + (login ? " refused user and password: " : " refused the mail: ") + result.detail;
  if (login) message += "; look at delivery.mail.user and password (many services want an app password)";
  Error error = passing && !login ? Error(ErrorCode::kNetwork, message)
                                  : lasting_error(ErrorCode::kHttp, message);
  error.http_status = static_cast<int>(result.reply_code);
  return error;
}

/// Nothing when the mail was taken.
Status verdict(const Try& result, const MailServer& server) {
  if (result.code == CURLE_OK) return {};
  const auto parts = split_url(server.url);
  const std::string host = parts ? parts->host : "the mail server";
  if (result.code == CURLE_UNSUPPORTED_PROTOCOL)
    return Error(ErrorCode::kUnsupported, "this libcurl cannot send mail (no SMTP in it); install a full libcurl");
  if (result.code == CURLE_USE_SSL_FAILED)
    return lasting_error(ErrorCode::kNetwork, host + " offers no TLS (STARTTLS), so nothing was sent; use its smtps:// address");
  if (result.code == CURLE_LOGIN_DENIED || result.reply_code >= 400) return refused(result, host);
  if (result.all_sent && result.reply_code == kGoAhead)
    return lasting_error(ErrorCode::kNetwork, "the connection to " + host + " ended after the mail was sent and before it was "
                                              "confirmed; it may have arrived (" + result.detail + ")");
  FailedTransfer failed;
  failed.code = result.code;
  failed.host = host;
  failed.detail = result.detail;
  failed.timeout_ms = server.timeout_ms;
  if (result.code == CURLE_SSL_CONNECT_ERROR)
    return lasting_error(ErrorCode::kNetwork, "no TLS connection to " + host + ": " + result.detail);
  if (is_tls_trouble(result.code) || result.code == CURLE_OPERATION_TIMEDOUT) return transfer_error(failed);
  return Error(ErrorCode::kNetwork, "could not send the mail over " + host + ": " + result.detail);
}

Status check(const MailServer& server, const MailEnvelope& mail) {
  for (const std::string& address : {mail.from, mail.to}) {
    const auto box = parse_mailbox(address);
    if (!box) return box.error();
    if (box->address != address) return Error(ErrorCode::kInvalid, "\"" + address + "\" is not a bare mail address");
  }
  const auto parts = split_url(server.url);
  if (!parts || (parts->scheme != "smtp" && parts->scheme != "smtps"))
    return Error(ErrorCode::kInvalid, "the mail server must be like smtps://smtp.example.org");
  const bool secret = !server.user.empty() || !server.secret.empty();
  if (secret && !server.tls && parts->scheme == "smtp" && !is_loopback_host(parts->host))
    return Error(ErrorCode::kInvalid, "a password is not sent to " + parts->host + " without TLS; set security to \"tls\"");
  return {};
}

Status send_once(const CurlApi& api, const MailServer& server, const MailEnvelope& mail, const Task& task) {
  Result<Try> result = CurlMail(api, server, mail).run(task);
  if (!result.ok()) return std::move(result).error();
  return verdict(*result, server);
}

}  // namespace

Status send_mail(const MailServer& server, const MailEnvelope& mail, Clock& clock, const Logger& logger,
                 const Task& task) {
  SHEAF_TRY(check(server, mail));
  SHEAF_ASSIGN(const CurlApi* api, curl_api());
  std::int64_t wait_ms = server.backoff_ms;
  for (int attempt = 0;; ++attempt) {
    SHEAF_TRY(task.check());
    Status sent = send_once(*api, server, mail, task);
    if (sent.ok()) return {};
    Error error = std::move(sent).error();
    error.message = hidden(std::move(error.message), server);
    const bool again = error.code == ErrorCode::kNetwork && error.retry_after_ms != kNotWorthRetrying;
    if (error.retry_after_ms == kNotWorthRetrying) error.retry_after_ms = -1;
    if (!again || attempt >= server.max_retries) {
      if (attempt > 0) error.message += " (tried " + std::to_string(attempt + 1) + " times)";
      return error;
    }
    logger.warn(error.message + "; next try in " + std::to_string(wait_ms) + " ms");
    if (!clock.sleep_ms(wait_ms, task.cancel_token())) return Error(ErrorCode::kCancelled, "cancelled before the next try");
    wait_ms = std::min(wait_ms * 2, kMaxBackoffMs);
  }
}

}  // namespace sheaf::net
