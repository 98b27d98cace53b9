// CurlExchange: one request as a libcurl easy handle, and what came back for it. Whoever drives it
// adds the handle to a multi handle and takes it out again before the exchange is dropped.
// Owns its handle and lists; used on one thread, at one place in memory.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "net/curl_api.hpp"
#include "net/curl_transfer.hpp"
#include "net/http.hpp"

namespace sheaf::net {

class CurlExchange {
 public:
  /// `request` is borrowed until the exchange is dropped.
  CurlExchange(const CurlApi& api, const HttpRequest& request) : api_(api), request_(request) {}
  ~CurlExchange();
  CurlExchange(const CurlExchange&) = delete;
  CurlExchange& operator=(const CurlExchange&) = delete;

  Status prepare();
  CURL* easy() const { return easy_; }
  /// What the finished transfer came to. Once.
  Result<CurlAnswer> finish(CURLcode code);

 private:
  void set_limits();
  void set_reach();
  void set_method();
  Status set_auth();
  Status set_headers();
  Status add_header(const std::string& line);
  Status finish_headers();
  Error explain(CURLcode code) const;

  std::size_t take_body(const char* data, std::size_t size);
  std::size_t take_header(std::string_view line);
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
  static curl_socket_t on_socket(void* self, curlsocktype purpose, curl_sockaddr* address);

  template <class Value>
  void set(CURLoption option, Value value) {
    api_.easy_setopt(easy_, option, value);  // an option an old libcurl lacks is one we do not need
  }

  const CurlApi& api_;
  const HttpRequest& request_;
  CURL* easy_ = nullptr;
  curl_slist* header_list_ = nullptr;
  char detail_[CURL_ERROR_SIZE] = {};
  HttpResponse response_;
  std::size_t header_bytes_ = 0;
  std::string refused_address_;  ///< the last one that was out of reach
  bool too_large_ = false;
  bool out_of_memory_ = false;
};

}  // namespace sheaf::net
