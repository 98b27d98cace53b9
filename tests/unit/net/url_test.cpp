// URLs, host groups and redirects: what decides where a request may go and whose limit it shares.
#include <catch2/catch.hpp>

#include "net/client.hpp"
#include "net/redirect.hpp"
#include "net/url.hpp"

using namespace sheaf;
using namespace sheaf::net;

TEST_CASE("A URL splits into scheme, host and port", "[net][url]") {
  const auto plain = split_url("HTTPS://Export.arXiv.org./api?x=1");
  REQUIRE(plain);
  CHECK(plain->scheme == "https");
  CHECK(plain->host == "export.arxiv.org");
  CHECK(plain->port == 443);
  CHECK(split_url("http://user:pass@host:8080/x")->host == "host");
  CHECK(split_url("http://user:pass@host:8080/x")->port == 8080);
  CHECK(split_url("http://[::1]:81/")->host == "::1");
  CHECK(split_url("http://[::1]:81/")->port == 81);
  CHECK(split_url("http://host?q=a://b@c")->host == "host");
}

TEST_CASE("What is no URL does not split", "[net][url]") {
  for (const char* text : {"", "arxiv.org", "://x", "http://", "http:///path", "http://host:99999/",
                           "http://host:8x/", "http://[::1/", "http://[::1]x/"}) {
    INFO(text);
    CHECK_FALSE(split_url(text));
  }
}

TEST_CASE("Only plain ASCII http and https URLs may be fetched", "[net][url]") {
  CHECK(check_url("https://rss.arxiv.org/rss/cs.CV").ok());
  CHECK(check_url("http://127.0.0.1:8080/").ok());
  for (const char* text :
       {"file:///etc/passwd", "ftp://host/x", "no url", "http://h/a b", "http://h/\r\nX: y",
        "http://bücher.example/", "http://evil\\@arxiv.org/"}) {
    INFO(text);
    const Status status = check_url(text);
    REQUIRE_FALSE(status.ok());
    CHECK(status.error().code == ErrorCode::kInvalid);
  }
}

TEST_CASE("All hosts of arXiv share one group and no others do", "[net][url]") {
  for (const char* url : {"https://arxiv.org/abs/1", "https://export.arxiv.org/api/query",
                          "http://rss.arxiv.org/rss/cs.CV", "https://OAIPMH.arXiv.org:443/oai"}) {
    INFO(url);
    CHECK(host_group(url) == "arxiv");
  }
  CHECK(host_group("https://notarxiv.org/") == "notarxiv.org:443");
  CHECK(host_group("https://arxiv.org.evil.example/") == "arxiv.org.evil.example:443");
  CHECK(host_group("https://arxiv.org@evil.example/") == "evil.example:443");
  CHECK(host_group("http://127.0.0.1:4711/x") == "127.0.0.1:4711");
}

TEST_CASE("arXiv never gets less than three seconds and loopback needs none", "[net][url]") {
  CHECK(gate_interval_ms("https://rss.arxiv.org/rss/x", 0) == 3000);
  CHECK(gate_interval_ms("https://rss.arxiv.org/rss/x", 10) == 3000);
  CHECK(gate_interval_ms("https://rss.arxiv.org/rss/x", 5000) == 5000);
  CHECK(gate_interval_ms("http://127.0.0.1:1/", 0) == 0);
  CHECK(gate_interval_ms("http://localhost/", 0) == 0);
  CHECK(gate_interval_ms("http://[::1]:9/", 0) == 0);
  CHECK(gate_interval_ms("http://127.0.0.1:1/", 250) == 250);
  CHECK(gate_interval_ms("https://api.example.org/", 0) == 1000);
  CHECK(gate_interval_ms("https://127.0.0.1.example.org/", 0) == 1000);
}

TEST_CASE("A shown URL has no secrets and fits a line", "[net][url]") {
  CHECK(shown_url("https://h/x?api_key=SECRET&n=1").find("SECRET") == std::string::npos);
  CHECK(shown_url("https://me:SECRET@h/x").find("SECRET") == std::string::npos);
  CHECK(shown_url("https://h/" + std::string(5000, 'a')).size() < 300);
}

TEST_CASE("A redirect from https to http is refused", "[net][redirect]") {
  HttpRequest request;
  request.url = "https://rss.arxiv.org/rss/cs.CV";
  const auto down = redirected(request, "http://rss.arxiv.org/rss/cs.CV");
  REQUIRE_FALSE(down.ok());
  CHECK(down.error().code == ErrorCode::kNetwork);
  CHECK(down.error().message.find("https to plain http") != std::string::npos);
  CHECK(redirected(request, "https://arxiv.org/rss/cs.CV").ok());
  request.url = "http://rss.arxiv.org/rss/cs.CV";
  CHECK(redirected(request, "https://rss.arxiv.org/rss/cs.CV").ok());
}

TEST_CASE("A redirect to another scheme is refused", "[net][redirect]") {
  HttpRequest request;
  request.url = "http://host/";
  for (const char* to : {"file:///etc/passwd", "gopher://host/", "ftp://host/x"}) {
    INFO(to);
    const auto next = redirected(request, to);
    REQUIRE_FALSE(next.ok());
    CHECK(next.error().code == ErrorCode::kNetwork);
  }
}

TEST_CASE("Credentials stay with the server they were meant for", "[net][redirect]") {
  HttpRequest request;
  request.url = "https://a.example/x";
  request.headers = {{"Authorization", "Bearer s"}, {"X-Api-Key", "s"}, {"Accept", "*/*"}};
  CHECK(redirected(request, "https://a.example/y")->headers.size() == 3);
  const auto elsewhere = redirected(request, "https://b.example/x");
  REQUIRE(elsewhere->headers.size() == 1);
  CHECK(elsewhere->headers[0].name == "Accept");
}

TEST_CASE("Only GET and HEAD are sent on", "[net][redirect]") {
  HttpRequest request;
  CHECK(wants_redirect(request, 302));
  CHECK_FALSE(wants_redirect(request, 304));
  CHECK_FALSE(wants_redirect(request, 200));
  request.method = "POST";
  CHECK_FALSE(wants_redirect(request, 307));
}

TEST_CASE("A request held to some hosts is redirected to none but them", "[net][redirect]") {
  HttpRequest request;
  request.url = "https://a.example/x";
  request.only_hosts = {"a.example", "*.b.example"};
  CHECK(redirected(request, "https://a.example/y").ok());
  CHECK(redirected(request, "https://c.b.example/y").ok());
  for (const char* away : {"https://b.example/", "https://evilb.example/", "https://a.example.evil.org/", "http://127.0.0.1/"})
    CHECK_FALSE(redirected(request, away).ok());
}

TEST_CASE("What is shown of a URL is text, whatever its bytes are") {
  CHECK(shown_url("https://x.example/\xFF\xC3(") == "https://x.example/\uFFFD\uFFFD(");
}
