// TLS against `openssl s_server`: certificates are always checked, and https never falls to http.
// Skipped, saying so, where the openssl program is missing.
#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>

#include "support/http_server.hpp"
#include "support/temp_dir.hpp"
#include "unit/net/net_fakes.hpp"

using namespace sheaf;
using namespace sheaf::net;
using namespace sheaf::test;

namespace {

/// Serves the files of a folder, each a whole HTTP answer, with a certificate nobody has signed.
class TlsServer {
 public:
  explicit TlsServer(const TempDir& folder) {
    const std::string in_folder = "cd '" + folder.path().string() + "' && ";
    const std::string certify =
        in_folder +
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes "
        "-keyout key.pem -out cert.pem -days 2 -subj /CN=localhost "
        "-addext subjectAltName=IP:127.0.0.1 >/dev/null 2>&1";
    if (std::system(certify.c_str()) != 0) return;
    start(in_folder +
          "exec openssl s_server -accept 127.0.0.1:0 -cert cert.pem -key key.pem -HTTP 2>&1");
  }
  ~TlsServer() {
    if (process_ > 0) {
      kill(process_, SIGKILL);
      waitpid(process_, nullptr, 0);
    }
    if (output_) std::fclose(output_);
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  bool running() const { return port_ > 0; }
  std::string url(const std::string& name) const {
    return "https://127.0.0.1:" + std::to_string(port_) + "/" + name;
  }

 private:
  void start(const std::string& command) {
    int ends[2];
    if (pipe(ends) != 0) return;
    process_ = fork();
    if (process_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      close(ends[0]);
      close(ends[1]);
      execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
      _exit(127);
    }
    close(ends[1]);
    output_ = fdopen(ends[0], "r");
    char line[256];
    while (port_ == 0 && output_ && std::fgets(line, sizeof line, output_)) {
      std::sscanf(line, "ACCEPT 127.0.0.1:%d", &port_);
    }
  }

  pid_t process_ = -1;
  std::FILE* output_ = nullptr;
  int port_ = 0;
};

/// The certificate bundle for as long as this lives.
struct TrustedBundle {
  explicit TrustedBundle(const std::string& path) { setenv("CURL_CA_BUNDLE", path.c_str(), 1); }
  ~TrustedBundle() { unsetenv("CURL_CA_BUNDLE"); }
};

std::unique_ptr<Transport> transport() {
  setenv("no_proxy", "127.0.0.1,localhost", 1);
  auto made = make_curl_transport();
  if (!made.ok()) throw std::runtime_error(made.error().message);
  return std::move(made).value();
}

}  // namespace

TEST_CASE("TLS certificates are checked and a bad one is not asked again", "[net][curl][tls]") {
  const TempDir folder;
  folder.write("hello", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
  const TlsServer server(folder);
  if (!server.running()) {
    WARN("SKIPPED: no openssl program to serve TLS");
    return;
  }
  const auto real = transport();
  MemorySlots slots;
  FakeClock clock(kStartMs);
  const Logger logger;
  Client client(*real, slots, clock, logger, ClientOptions());

  const auto untrusted = client.get(server.url("hello"), {}, Task());
  REQUIRE_FALSE(untrusted.ok());
  CHECK(untrusted.error().code == ErrorCode::kNetwork);
  CHECK(untrusted.error().message.find("certificate") != std::string::npos);
  CHECK(untrusted.error().message.find("tried") == std::string::npos);
  CHECK(untrusted.error().retry_after_ms == -1);
  CHECK(slots.group(host_group(server.url(""))).releases == 1);

  const TrustedBundle bundle(folder.file("cert.pem"));
  const auto trusted = client.get(server.url("hello"), {}, Task());
  REQUIRE(trusted.ok());
  CHECK(trusted->body == "hi");
}

TEST_CASE("A server on https cannot send the request to http", "[net][curl][tls]") {
  HttpServer plain;
  const auto caught = plain.script("/caught", {reply(200, "caught")});
  const TempDir folder;
  folder.write("down", "HTTP/1.1 302 Found\r\nLocation: " + plain.url("/caught") +
                           "\r\nContent-Length: 0\r\n\r\n");
  folder.write("there", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nthere");
  const TlsServer server(folder);
  if (!server.running()) {
    WARN("SKIPPED: no openssl program to serve TLS");
    return;
  }
  const auto up = plain.script("/up", {redirect_reply(server.url("there"))});
  const auto round = plain.script("/round", {redirect_reply(server.url("down"))});
  const TrustedBundle bundle(folder.file("cert.pem"));
  const auto get = [](const std::string& url) {
    HttpRequest request;
    request.reach = Reach::kAny;
    request.url = url;
    request.timeout_ms = 20000;
    return transport()->send(request, Task());
  };

  CHECK(get(plain.url("/up"))->body == "there");
  for (const std::string& url : {server.url("down"), plain.url("/round")}) {
    const auto down = get(url);
    REQUIRE_FALSE(down.ok());
    CHECK(down.error().code == ErrorCode::kNetwork);
    CHECK(down.error().message.find("https to plain http") != std::string::npos);
  }
  CHECK(caught.hits() == 0);
}
