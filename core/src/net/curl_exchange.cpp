// CurlExchange: one request as a libcurl easy handle, and what came back for it.
// A fresh easy handle each time: no cookies, no state left from the last request.
#include "net/curl_exchange.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstdlib>
#include <new>

#include "base/text.hpp"
#include "net/curl_errors.hpp"
#include "net/reach.hpp"
#include "net/url.hpp"

namespace sheaf::net {
namespace {

constexpr std::int64_t kConnectTimeoutMs = 30000;
constexpr std::size_t kMaxHeaderBytes = std::size_t{1} << 20;

bool has_line_break(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

bool is_set(const char* variable) {
  const char* const value = std::getenv(variable);
  return value && *value;
}

/// Whether libcurl would look for a proxy at all: the variables it reads, in its spellings. The
/// upper-case HTTP_PROXY is not among them, since a CGI server lets a client set it.
bool has_proxy(std::string_view url) {
  if (is_set("all_proxy") || is_set("ALL_PROXY")) return true;
  if (url.size() > 5 && ascii_lower(url.substr(0, 6)) == "https:") return is_set("https_proxy") || is_set("HTTPS_PROXY");
  return is_set("http_proxy");
}

std::string address_text(const sockaddr& address) {
  char text[INET6_ADDRSTRLEN] = "?";
  if (address.sa_family == AF_INET) {
    inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(address).sin_addr, text, sizeof text);
  } else if (address.sa_family == AF_INET6) {
    inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr, text, sizeof text);
  }
  return text;
}

}  // namespace

CurlExchange::~CurlExchange() {
  if (easy_) api_.easy_cleanup(easy_);
  if (header_list_) api_.slist_free_all(header_list_);
}

Status CurlExchange::prepare() {
  easy_ = api_.easy_init();
  if (!easy_) return Error(ErrorCode::kNoMemory, "not enough memory for the request");
  set(CURLOPT_URL, request_.url.c_str());
  set(CURLOPT_ERRORBUFFER, detail_);
  // Everything libcurl can unpack. It takes a gzip stream that ends early for whole when the HTTP
  // framing is, so readers of a body check its end as well.
  set(CURLOPT_ACCEPT_ENCODING, "");
  set(CURLOPT_WRITEFUNCTION, &CurlExchange::on_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  set(CURLOPT_HEADERFUNCTION, &CurlExchange::on_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  set_limits();
  set_reach();
  set_method();
  SHEAF_TRY(set_auth());
  SHEAF_TRY(set_headers());
  if (const char* bundle = std::getenv("CURL_CA_BUNDLE"); bundle && *bundle) {
    set(CURLOPT_CAINFO, bundle);
  }
  return {};
}

void CurlExchange::set_limits() {
  const std::int64_t timeout = std::max<std::int64_t>(1, request_.timeout_ms);  // 0 is "never"
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_NOPROGRESS, 1L);
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(timeout));
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(timeout, kConnectTimeoutMs)));
#if LIBCURL_VERSION_NUM >= 0x075500
  set(CURLOPT_PROTOCOLS_STR, "http,https");
#endif
#if LIBCURL_VERSION_NUM >= 0x075700
  set(CURLOPT_QUICK_EXIT, 1L);  // a cancelled name lookup ends on its own thread, not on ours
#endif
}

// The address itself is looked at as its socket is made, so that no spelling and no change of the name's
// address in between gets past it. A proxy is asked by name and its own address says nothing: there
// every such request goes through it, and check_reach() has looked at the name.
void CurlExchange::set_reach() {
  if (may_be_private(request_)) return;
  if (has_proxy(request_.url)) {
    set(CURLOPT_NOPROXY, "");
    return;
  }
  set(CURLOPT_PROXY, "");
  set(CURLOPT_OPENSOCKETFUNCTION, &CurlExchange::on_socket);
  set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
}

curl_socket_t CurlExchange::on_socket(void* self, curlsocktype, curl_sockaddr* address) {
  if (is_public_address(address->addr)) {
#ifdef SOCK_CLOEXEC
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
#else
    return socket(address->family, address->socktype, address->protocol);
#endif
  }
  try {
    static_cast<CurlExchange*>(self)->refused_address_ = address_text(address->addr);
  } catch (const std::bad_alloc&) {
    static_cast<CurlExchange*>(self)->out_of_memory_ = true;
  }
  return CURL_SOCKET_BAD;
}

void CurlExchange::set_method() {
  if (request_.method == "HEAD") {
    set(CURLOPT_NOBODY, 1L);
    return;
  }
  if (request_.method == "GET" && request_.body.empty()) {
    set(CURLOPT_HTTPGET, 1L);
    return;
  }
  if (request_.method == "POST" || !request_.body.empty()) {
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    set(CURLOPT_POSTFIELDS, request_.body.data());  // borrowed: the request outlives the transfer
  }
  if (request_.method != "POST") set(CURLOPT_CUSTOMREQUEST, request_.method.c_str());
}

Status CurlExchange::set_auth() {
  const HttpAuth& auth = request_.auth;
  if (auth.empty()) return {};
  set(CURLOPT_USERNAME, auth.user.c_str());
  set(CURLOPT_PASSWORD, auth.secret.c_str());
  if (auth.aws_sigv4.empty()) {
    set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    return {};
  }
#if LIBCURL_VERSION_NUM >= 0x074b00
  // A request that went out unsigned would only look like a wrong secret.
  if (api_.easy_setopt(easy_, CURLOPT_AWS_SIGV4, auth.aws_sigv4.c_str()) == CURLE_OK) return {};
#endif
  return Error(ErrorCode::kUnsupported,
               "this libcurl cannot sign requests to S3; install libcurl 7.75 or newer, or use WebDAV");
}

Status CurlExchange::add_header(const std::string& line) {
  curl_slist* const longer = api_.slist_append(header_list_, line.c_str());
  if (!longer) return Error(ErrorCode::kNoMemory, "not enough memory for the request");
  header_list_ = longer;
  return {};
}

Status CurlExchange::set_headers() {
  bool has_type = false;
  for (const Header& header : request_.headers) {
    if (header.name.empty() || has_line_break(header.name) || has_line_break(header.value)) {
      return Error(ErrorCode::kInvalid, "the request header \"" + header.name.substr(0, 40) +
                                            "\" is empty or has a line break");
    }
    has_type = has_type || equals_ignoring_case(header.name, "Content-Type");
    // "Name:" would take the header out, "Name;" sends it empty.
    SHEAF_TRY(
        add_header(header.value.empty() ? header.name + ";" : header.name + ": " + header.value));
  }
  // Lines that take a header out would be signed with it; no request to S3 needs them.
  if (!request_.auth.aws_sigv4.empty()) return finish_headers();
  SHEAF_TRY(add_header("Expect:"));  // a second round trip that some servers never answer
  if (!has_type) SHEAF_TRY(add_header("Content-Type:"));  // libcurl would call any POST a form
  return finish_headers();
}

Status CurlExchange::finish_headers() {
  set(CURLOPT_HTTPHEADER, header_list_);
  return {};
}

std::size_t CurlExchange::take_body(const char* data, std::size_t size) {
  if (size > request_.max_body_bytes - response_.body.size()) {
    too_large_ = true;
    return 0;
  }
  response_.body.append(data, size);
  return size;
}

std::size_t CurlExchange::take_header(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > kMaxHeaderBytes) {
    too_large_ = true;
    return 0;
  }
  if (line.starts_with("HTTP/")) {  // an interim answer (100, 103) came before
    response_.headers.clear();
    return line.size();
  }
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos && colon > 0) {
    response_.headers.push_back(
        {std::string(trim(line.substr(0, colon))), to_valid_utf8(trim(line.substr(colon + 1)))});
  }
  return line.size();
}

// No exception may pass through libcurl, so a lack of memory is kept for explain().
std::size_t CurlExchange::on_body(char* data, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<CurlExchange*>(self);
  try {
    return transfer.take_body(data, size * count);
  } catch (const std::bad_alloc&) {
    transfer.out_of_memory_ = true;
    return 0;
  }
}

std::size_t CurlExchange::on_header(char* data, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<CurlExchange*>(self);
  try {
    return transfer.take_header(std::string_view(data, size * count));
  } catch (const std::bad_alloc&) {
    transfer.out_of_memory_ = true;
    return 0;
  }
}

Error CurlExchange::explain(CURLcode code) const {
  if (out_of_memory_) return Error(ErrorCode::kNoMemory, "not enough memory for the answer");
  const auto parts = split_url(request_.url);
  const std::string host = parts ? parts->host : std::string();
  if (!refused_address_.empty() && response_.headers.empty())
    return out_of_reach(host, refused_address_);
  if (too_large_) return too_large_error(host, request_.max_body_bytes);
  FailedTransfer failed;
  failed.code = code;
  failed.host = host;
  failed.detail = trim(detail_[0] ? detail_ : api_.easy_strerror(code));
  failed.timeout_ms = request_.timeout_ms;
  failed.received_bytes = response_.body.size();
  return transfer_error(failed);
}

Result<CurlAnswer> CurlExchange::finish(CURLcode code) {
  if (code != CURLE_OK) return explain(code);
  CurlAnswer answer;
  long status = 0;
  char* next = nullptr;
  api_.easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
  api_.easy_getinfo(easy_, CURLINFO_REDIRECT_URL, &next);
  answer.response = std::move(response_);
  answer.response.status = static_cast<int>(status);
  if (next) answer.redirect_url = next;
  return answer;
}

}  // namespace sheaf::net
