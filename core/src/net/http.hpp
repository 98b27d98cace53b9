// HTTP messages and the Transport that carries one request. libcurl, the host's own transport and
// tests stand behind the same interface.
// Messages are plain values; a Transport must be usable from several threads at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/task.hpp"

namespace sheaf::net {

struct Header {
  std::string name;
  std::string value;
};

/// Who asks. Sent to the request's own server only, never to where it redirects.
struct HttpAuth {
  std::string user, secret;  ///< both empty: nobody
  /// "aws:amz:us-east-1:s3" signs with AWS Signature Version 4 (libcurl 7.75 and newer; a host's own
  /// transport refuses it); empty: Basic.
  std::string aws_sigv4;
  bool empty() const { return user.empty() && secret.empty(); }
};

/// Which addresses a request may connect to (net/reach.hpp).
enum class Reach {
  kPublic,  ///< those of the public Internet: a feed, a redirect, a plugin or an answer named the place
  kAny,     ///< loopback and private networks too: the reader's profile, command or host named it
};

struct HttpRequest {
  std::string method = "GET";
  std::string url;
  std::vector<Header> headers;
  std::string body;
  HttpAuth auth = {};
  std::int64_t timeout_ms = 60000;                  ///< for the whole transfer
  std::size_t max_body_bytes = std::size_t{64} << 20;  ///< after decompression
  /// Where a redirect may lead ("a.example", "*.example"); empty: anywhere. A host's own transport that
  /// follows redirects must hold itself to it.
  std::vector<std::string> only_hosts = {};
  /// Held to when the connection is made. A redirect to another host never has more than kPublic.
  Reach reach = Reach::kPublic;
  /// Hosts that may be on private networks although `reach` says no ("nas.example", "*.lan").
  std::vector<std::string> private_hosts = {};
};

struct HttpResponse {
  int status = 0;
  std::vector<Header> headers;
  std::string body;  ///< decompressed
  /// Value of the last header of that name (ASCII case ignored), or empty.
  std::string_view header(std::string_view name) const;
};

class ManySender;

class Transport {
 public:
  virtual ~Transport() = default;
  /// Any answer is a response, whatever its status; an error means that none came: kNetwork
  /// (connect, TLS, time-out, broken or truncated body), kCancelled, kUnsupported (no libcurl),
  /// kInvalid (URL or scheme). Never follows a redirect from https to http.
  virtual Result<HttpResponse> send(const HttpRequest& request, const Task& task) = 0;
  /// For several requests at once on one thread (net/many.hpp); the transport outlives it. Unless
  /// a transport can do better, they go one at a time over send().
  virtual Result<std::unique_ptr<ManySender>> open_many();
};

/// Fails with kUnsupported, naming the packages, when no libcurl can be opened.
Result<std::unique_ptr<Transport>> make_curl_transport();

}  // namespace sheaf::net
