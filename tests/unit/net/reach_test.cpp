// Where a request may go: addresses in all spellings, and libcurl held to it on loopback.
#include <catch2/catch.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdlib>
#include <cstring>

#include "net/client.hpp"
#include "net/curl_transfer.hpp"
#include "net/many.hpp"
#include "net/reach.hpp"
#include "net/redirect.hpp"
#include "support/http_server.hpp"
#include "unit/net/net_fakes.hpp"

using namespace sheaf;
using namespace sheaf::net;
using namespace sheaf::test;

namespace {

bool is_public(const char* text) {
  sockaddr_storage address{};
  auto* const in = reinterpret_cast<sockaddr_in*>(&address);
  auto* const in6 = reinterpret_cast<sockaddr_in6*>(&address);
  if (inet_pton(AF_INET, text, &in->sin_addr) == 1) {
    in->sin_family = AF_INET;
  } else {
    REQUIRE(inet_pton(AF_INET6, text, &in6->sin6_addr) == 1);
    in6->sin6_family = AF_INET6;
  }
  return is_public_address(reinterpret_cast<const sockaddr&>(address));
}

HttpRequest asked_by_another(std::string url) {
  HttpRequest request;
  request.url = std::move(url);
  request.timeout_ms = 10000;
  return request;
}

std::unique_ptr<Transport> transport() {
  auto made = make_curl_transport();
  REQUIRE(made.ok());
  return std::move(made).value();
}

/// A variable of the environment for the length of a test.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* const old = std::getenv(name)) before_ = old;
    value ? setenv(name, value, 1) : unsetenv(name);
  }
  ~Variable() { before_.empty() ? unsetenv(name_) : setenv(name_, before_.c_str(), 1); }

 private:
  const char* name_;
  std::string before_;
};

/// No proxy of the tester's stands in between.
struct NoProxy {
  Variable a{"http_proxy", nullptr}, b{"https_proxy", nullptr}, c{"HTTPS_PROXY", nullptr}, d{"all_proxy", nullptr},
      e{"ALL_PROXY", nullptr};
};

}  // namespace

TEST_CASE("Addresses of special purposes are not public, their neighbours are", "[net][reach]") {
  for (const char* text :
       {"0.0.0.0", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.1", "169.254.169.254",
        "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.168.0.1", "198.18.0.1", "198.19.255.255", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::7f00:1",
        "64:ff9b::10.0.0.1", "64:ff9b:1::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1", "2001::1",
        "2001:db8::1", "2002:7f00:1::1", "100::1", "3fff::1"}) {
    INFO(text);
    CHECK_FALSE(is_public(text));
  }
  for (const char* text : {"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
                           "128.0.0.1", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0",
                           "223.255.255.255", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1", "2606:4700::1111", "2001:4860::1"}) {
    INFO(text);
    CHECK(is_public(text));
  }
  sockaddr local{};
  local.sa_family = AF_UNIX;
  CHECK_FALSE(is_public_address(local));
}

TEST_CASE("A host is known for a local one in every spelling", "[net][reach]") {
  for (const char* host : {"localhost", "LocalHost.", "a.localhost", "router", "printer.local", "nas.lan",
                           "metadata.google.internal", "x.home.arpa", "127.0.0.1", "127.1", "0x7f.1", "0x7f000001",
                           "2130706433", "017700000001", "0", "%31%32%37.0.0.1", "127%2e0.0.1", "10.1", "192.168.257", "169.254.169.254", "::1",
                           "::ffff:127.0.0.1", "::ffff:7f00:1", "fe80::1%25eth0", "fe80::1%eth0", "1::2::3"}) {
    INFO(host);
    CHECK_FALSE(may_be_public_host(host));
  }
  for (const char* host : {"arxiv.org", "export.arxiv.org.", "localhost.example", "mylocal.org", "1.1.1.1", "16843009",
                           "2606:4700::1111"}) {
    INFO(host);
    CHECK(may_be_public_host(host));
  }
}

TEST_CASE("What another names is not asked on this computer", "[net][reach][curl]") {
  const NoProxy direct;
  HttpServer server;
  const auto endpoint = server.script("/x", {reply(200, "inside")});
  const std::string port = ":" + std::to_string(server.port()) + "/x";
  for (const char* host : {"127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "[::ffff:127.0.0.1]", "[::1]"}) {
    INFO(host);
    const auto result = transport()->send(asked_by_another("http://" + std::string(host) + port), Task());
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code == ErrorCode::kNetwork);
    CHECK(result.error().message.find("network.private_hosts") != std::string::npos);
  }
  auto many = transport()->open_many();
  REQUIRE(many.ok());
  CHECK_FALSE((*many)->start(0, asked_by_another("http://127.0.0.1" + port)).ok());
  CHECK(endpoint.hits() == 0);
}

TEST_CASE("The address is looked at when the connection is made, whatever the name", "[net][reach][curl]") {
  const NoProxy direct;
  HttpServer server;
  const auto endpoint = server.script("/x", {reply(200, "inside")});
  const auto api = curl_api();
  REQUIRE(api.ok());
  // Past the look at names, as a name would be whose address has changed since.
  const auto answer = run_curl_transfer(**api, asked_by_another("http://localhost:" + std::to_string(server.port()) + "/x"), Task());
  REQUIRE_FALSE(answer.ok());
  CHECK(answer.error().message.find("localhost is at ") != std::string::npos);
  CHECK(endpoint.hits() == 0);
}

TEST_CASE("A listed host may be on a private network, and the reader's own words always", "[net][reach][curl]") {
  const NoProxy direct;
  HttpServer server;
  const auto endpoint = server.script("/x", {reply(200, "inside")});
  HttpRequest request = asked_by_another(server.url("/x"));
  request.private_hosts = {"127.0.0.1"};
  CHECK(transport()->send(request, Task()).ok());
  request.private_hosts = {"nas.lan", "*.0.0.1"};
  CHECK(transport()->send(request, Task()).ok());
  request.private_hosts = {"nas.lan"};
  CHECK_FALSE(transport()->send(request, Task()).ok());
  request.reach = Reach::kAny;
  CHECK(transport()->send(request, Task()).ok());
}

TEST_CASE("A redirect to another host is another's word", "[net][reach][redirect]") {
  const NoProxy direct;
  HttpServer server;
  const std::string inside = "http://localhost:" + std::to_string(server.port()) + "/secret";
  const auto secret = server.script("/secret", {reply(200, "inside")});
  const auto away = server.script("/away", {redirect_reply(inside)});
  const auto port = server.script("/port", {redirect_reply(server.url("/secret"))});
  HttpRequest request = asked_by_another(server.url("/away"));
  request.reach = Reach::kAny;
  const auto refused = transport()->send(request, Task());
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().message.find("localhost") != std::string::npos);
  CHECK(secret.hits() == 0);
  request.private_hosts = {"localhost"};
  CHECK(transport()->send(request, Task()).ok());
  request.private_hosts = {};
  request.url = server.url("/port");
  CHECK(transport()->send(request, Task()).ok());
}

TEST_CASE("Behind a proxy the name decides, and no exception leads around the proxy", "[net][reach][proxy]") {
  const NoProxy before;
  HttpServer server;
  const Variable proxy("http_proxy", server.url("").c_str());
  const Variable exceptions("no_proxy", "*");
  std::string seen;
  const auto all = server.on("http://paper.example/x", [&](const Request& request) {
    seen = request.header("Host");
    return reply(200, "by proxy");
  });
  const auto result = transport()->send(asked_by_another("http://paper.example/x"), Task());
  REQUIRE(result.ok());
  CHECK(result->body == "by proxy");
  CHECK(seen == "paper.example");
  CHECK_FALSE(transport()->send(asked_by_another("http://10.0.0.1/x"), Task()).ok());
  CHECK(all.hits() == 1);
}

TEST_CASE("A client's list of private hosts is every request's, and get() is the reader's", "[net][reach]") {
  ClientOptions options;
  options.private_hosts = {"nas.lan"};
  ClientOnFakes fakes({answer(200)}, options);
  HttpRequest request = asked_by_another("https://x.example/");
  request.private_hosts = {"printer.lan"};
  REQUIRE(fakes.client.send(request, Task()).ok());
  REQUIRE(fakes.client.get("https://x.example/", {}, Task()).ok());
  CHECK(fakes.transport.requests().at(0).private_hosts == std::vector<std::string>{"printer.lan", "nas.lan"});
  CHECK(fakes.transport.requests().at(0).reach == Reach::kPublic);
  CHECK(fakes.transport.requests().at(1).reach == Reach::kAny);
}
