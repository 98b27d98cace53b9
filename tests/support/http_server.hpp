// HttpServer: a real HTTP/1.1 server on 127.0.0.1 whose answers, and faults, a test writes down.
// Owns its threads; ~HttpServer ends them at once. Handlers run on connection threads, an
// endpoint's one at a time.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "support/http_reply.hpp"

namespace sheaf::test {

using Handler = std::function<Reply(const Request&)>;
using Matcher = std::function<bool(const Request&)>;

/// A path that answers as long as this object lives. Leaving its scope waits for a running handler.
class Endpoint {
 public:
  Endpoint() = default;
  ~Endpoint() { close(); }
  Endpoint(Endpoint&& other) noexcept = default;
  Endpoint& operator=(Endpoint&& other) noexcept;

  std::size_t hits() const;
  std::vector<Request> requests() const;

 private:
  friend class HttpServer;
  struct State;
  explicit Endpoint(std::shared_ptr<State> state) : state_(std::move(state)) {}
  void close();
  std::shared_ptr<State> state_;
};

class HttpServer {
 public:
  /// Port 0 takes a free one. Throws when it cannot listen.
  explicit HttpServer(int port = 0);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  int port() const { return port_; }
  std::string url(std::string_view path = {}) const;

  /// The n-th request of `path` gets the n-th reply; the last one stands for all after it. A path
  /// that ends in "*" is a prefix. The endpoint made last is asked first.
  [[nodiscard]] Endpoint script(std::string path, std::vector<Reply> replies);
  [[nodiscard]] Endpoint on(std::string path, Handler handler);
  [[nodiscard]] Endpoint on_any(Matcher matcher, Handler handler);
  [[nodiscard]] Endpoint folder(std::string prefix, std::string directory);

  std::vector<Request> requests() const;  ///< all of them, in order of arrival

 private:
  struct Connection {
    std::thread thread;
    int socket = -1;  ///< -1 once closed
    bool done = false;
  };

  void accept_loop();
  void start_connection(int socket);
  void reap_connections();
  void serve(Connection& connection);
  bool read_request(int socket, Request& request);
  Reply dispatch(const Request& request);
  void send_reply(int socket, const Request& request, const Reply& reply);
  bool send_body(int socket, const Reply& reply);
  bool send_chunked(int socket, const Reply& reply);
  bool send_pieces(int socket, std::string_view bytes, const Reply& reply);
  bool rest_ms(int ms);  ///< false when the server is to end

  int listener_ = -1;
  int port_ = 0;
  int wake_[2] = {-1, -1};
  std::chrono::steady_clock::time_point started_;
  mutable std::mutex mutex_;
  std::condition_variable stop_signal_;
  bool stopping_ = false;
  std::list<Connection> connections_;
  std::vector<std::weak_ptr<Endpoint::State>> endpoints_;
  std::vector<Request> requests_;
  std::thread acceptor_;
};

}  // namespace sheaf::test
