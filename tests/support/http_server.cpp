// HttpServer: a real HTTP/1.1 server on 127.0.0.1 whose answers, and faults, a test writes down.
// One thread accepts, one serves each connection; every connection carries one request.
#include "support/http_server.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace sheaf::test {
namespace {

constexpr std::size_t kMaxHeadBytes = std::size_t{1} << 20;
constexpr std::size_t kMaxBodyBytes = std::size_t{64} << 20;

bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

/// Adds what has arrived to `buffer`; false at the end of the connection.
bool receive(int socket, std::string& buffer) {
  char block[16384];
  for (;;) {
    const ssize_t got = ::recv(socket, block, sizeof block, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    buffer.append(block, static_cast<std::size_t>(got));
    return true;
  }
}

int listen_on_loopback(int port, int& actual_port) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener, generic, size) != 0 || ::listen(listener, 128) != 0 ||
      ::getsockname(listener, generic, &size) != 0) {
    const std::string why = std::strerror(errno);
    ::close(listener);
    throw std::runtime_error("cannot listen on 127.0.0.1:" + std::to_string(port) + ": " + why);
  }
  actual_port = ntohs(address.sin_port);
  return listener;
}

bool matches_path(const std::string& pattern, const std::string& path) {
  if (!pattern.empty() && pattern.back() == '*') {
    return path.compare(0, pattern.size() - 1, pattern, 0, pattern.size() - 1) == 0;
  }
  return path == pattern;
}

void make_reset(int socket) {
  const linger at_once{1, 0};  // close() then sends RST instead of FIN
  setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

}  // namespace

struct Endpoint::State {
  std::mutex mutex;
  bool open = true;
  Matcher matcher;
  Handler handler;
  std::vector<Request> requests;
};

Endpoint& Endpoint::operator=(Endpoint&& other) noexcept {
  if (this != &other) {
    close();
    state_ = std::move(other.state_);
  }
  return *this;
}

void Endpoint::close() {
  if (!state_) return;
  const std::lock_guard lock(state_->mutex);
  state_->open = false;
}

std::size_t Endpoint::hits() const {
  const std::lock_guard lock(state_->mutex);
  return state_->requests.size();
}

std::vector<Request> Endpoint::requests() const {
  const std::lock_guard lock(state_->mutex);
  return state_->requests;
}

HttpServer::HttpServer(int port) : started_(std::chrono::steady_clock::now()) {
  listener_ = listen_on_loopback(port, port_);
  if (::pipe2(wake_, O_CLOEXEC) != 0) throw std::runtime_error("cannot make a pipe");
  acceptor_ = std::thread([this] { accept_loop(); });
}

HttpServer::~HttpServer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const Connection& connection : connections_) {
      if (connection.socket >= 0) ::shutdown(connection.socket, SHUT_RDWR);
    }
  }
  stop_signal_.notify_all();
  const char byte = 0;
  while (::write(wake_[1], &byte, 1) < 0 && errno == EINTR) {
  }
  acceptor_.join();
  for (Connection& connection : connections_) connection.thread.join();
  for (const int fd : {listener_, wake_[0], wake_[1]}) ::close(fd);
}

std::string HttpServer::url(std::string_view path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
}

Endpoint HttpServer::on_any(Matcher matcher, Handler handler) {
  auto state = std::make_shared<Endpoint::State>();
  state->matcher = std::move(matcher);
  state->handler = std::move(handler);
  const std::lock_guard lock(mutex_);
  endpoints_.push_back(state);
  return Endpoint(std::move(state));
}

Endpoint HttpServer::on(std::string path, Handler handler) {
  return on_any([path = std::move(path)](const Request& r) { return matches_path(path, r.path); },
                std::move(handler));
}

Endpoint HttpServer::script(std::string path, std::vector<Reply> replies) {
  return on(std::move(path),
            [replies = std::move(replies), next = std::size_t{0}](const Request&) mutable {
              const std::size_t index = std::min(next++, replies.size() - 1);
              return replies.at(index);
            });
}

Endpoint HttpServer::folder(std::string prefix, std::string directory) {
  const std::size_t skip = prefix.size();
  return on(prefix + "*", [skip, directory = std::move(directory)](const Request& request) {
    return file_reply(directory, std::string_view(request.path).substr(skip));
  });
}

std::vector<Request> HttpServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

bool HttpServer::rest_ms(int ms) {
  std::unique_lock lock(mutex_);
  return !stop_signal_.wait_for(lock, std::chrono::milliseconds(ms), [this] { return stopping_; });
}

void HttpServer::accept_loop() {
  for (;;) {
    pollfd ready[2] = {{listener_, POLLIN, 0}, {wake_[0], POLLIN, 0}};
    if (::poll(ready, 2, -1) < 0 && errno != EINTR) return;
    if (ready[1].revents) return;
    if (!(ready[0].revents & POLLIN)) continue;
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    const int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    reap_connections();
    start_connection(socket);
  }
}

void HttpServer::start_connection(int socket) {
  const std::lock_guard lock(mutex_);
  if (stopping_) {
    ::close(socket);
    return;
  }
  Connection& connection = connections_.emplace_back();
  connection.socket = socket;
  connection.thread = std::thread([this, &connection] { serve(connection); });
}

void HttpServer::reap_connections() {
  std::list<Connection> finished;
  {
    const std::lock_guard lock(mutex_);
    for (auto it = connections_.begin(); it != connections_.end();) {
      const auto next = std::next(it);
      if (it->done) finished.splice(finished.end(), connections_, it);
      it = next;
    }
  }
  for (Connection& connection : finished) connection.thread.join();
}

void HttpServer::serve(Connection& connection) {
  int socket = -1;
  {
    const std::lock_guard lock(mutex_);
    socket = connection.socket;
  }
  Request request;
  if (read_request(socket, request)) send_reply(socket, request, dispatch(request));
  const std::lock_guard lock(mutex_);  // ~HttpServer must not shut down a number used anew
  ::close(socket);
  connection.socket = -1;
  connection.done = true;
}

bool HttpServer::read_request(int socket, Request& request) {
  std::string buffer;
  std::size_t end = std::string::npos;
  while ((end = buffer.find("\r\n\r\n")) == std::string::npos) {
    if (buffer.size() > kMaxHeadBytes || !receive(socket, buffer)) return false;
  }
  if (!parse_request_head(std::string_view(buffer).substr(0, end), request)) {
    send_all(socket, reply_head(reply(400)));
    return false;
  }
  if (request.header("Expect") == "100-continue") send_all(socket, "HTTP/1.1 100 Continue\r\n\r\n");
  const std::size_t length = std::strtoull(request.header("Content-Length").c_str(), nullptr, 10);
  if (length > kMaxBodyBytes) return false;
  request.body = buffer.substr(end + 4);
  while (request.body.size() < length) {
    if (!receive(socket, request.body)) return false;
  }
  using namespace std::chrono;
  request.at_ms = duration_cast<milliseconds>(steady_clock::now() - started_).count();
  request.unix_ms = duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
  return true;
}

Reply HttpServer::dispatch(const Request& request) {
  std::vector<std::shared_ptr<Endpoint::State>> candidates;
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    for (auto it = endpoints_.rbegin(); it != endpoints_.rend(); ++it) {
      if (auto state = it->lock()) candidates.push_back(std::move(state));
    }
  }
  for (const auto& state : candidates) {
    const std::lock_guard lock(state->mutex);
    if (!state->open || !state->matcher(request)) continue;
    state->requests.push_back(request);
    try {
      return state->handler(request);
    } catch (const std::exception& problem) {
      return reply(500, std::string("the handler failed: ") + problem.what() + "\n");
    }
  }
  return reply(404, "nothing is served at " + request.path + "\n");
}

void HttpServer::send_reply(int socket, const Request& request, const Reply& reply) {
  if (reply.delay_ms > 0 && !rest_ms(reply.delay_ms)) return;
  if (reply.reset) {
    make_reset(socket);
    return;
  }
  if (!reply.raw.empty()) {
    send_pieces(socket, reply.raw, reply);
    return;
  }
  const bool empty = request.method == "HEAD" || reply.status == 204 || reply.status == 304;
  if (send_all(socket, reply_head(reply)) && !empty) send_body(socket, reply);
}

bool HttpServer::send_body(int socket, const Reply& reply) {
  if (reply.stream) {
    for (;;) {
      const std::string piece = reply.stream();
      if (piece.empty()) return true;
      if (!send_pieces(socket, piece, reply)) return false;
    }
  }
  if (reply.chunk_bytes > 0) return send_chunked(socket, reply);
  return send_pieces(socket, std::string_view(reply.body).substr(0, reply.cut_after), reply);
}

bool HttpServer::send_chunked(int socket, const Reply& reply) {
  std::string_view rest = std::string_view(reply.body).substr(0, reply.cut_after);
  bool first = true;
  while (!rest.empty()) {
    const std::string_view piece = rest.substr(0, reply.chunk_bytes);
    rest.remove_prefix(piece.size());
    if (reply.break_chunks && !first) return send_all(socket, "no size\r\n");
    char size[32];
    const int digits = std::snprintf(size, sizeof size, "%zx\r\n", piece.size());
    if (!send_all(socket, {size, static_cast<std::size_t>(digits)}) ||
        !send_pieces(socket, piece, reply) || !send_all(socket, "\r\n")) {
      return false;
    }
    first = false;
  }
  return reply.cut_after != kNever || send_all(socket, "0\r\n\r\n");
}

bool HttpServer::send_pieces(int socket, std::string_view bytes, const Reply& reply) {
  if (reply.pause_ms > 0 && reply.pause_after < bytes.size()) {
    if (!send_all(socket, bytes.substr(0, reply.pause_after)) || !rest_ms(reply.pause_ms))
      return false;
    bytes.remove_prefix(reply.pause_after);
  }
  const std::size_t step = reply.trickle_bytes > 0 ? reply.trickle_bytes : bytes.size();
  while (!bytes.empty()) {
    if (!send_all(socket, bytes.substr(0, step))) return false;
    bytes.remove_prefix(std::min(step, bytes.size()));
    if (reply.trickle_bytes > 0 && !bytes.empty() && !rest_ms(reply.trickle_ms)) return false;
  }
  return true;
}

}  // namespace sheaf::test
