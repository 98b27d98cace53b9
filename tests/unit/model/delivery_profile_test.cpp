// The profile's section about delivery: what it reads, and what it refuses with its place.
#include <catch2/catch.hpp>

#include "model/profile.hpp"

using namespace sheaf;

namespace {

std::string error_of(const std::string& delivery) {
  const auto profile = parse_profile("{\"delivery\": " + delivery + "}", "p.json");
  return profile.ok() ? "" : profile.error().message;
}

}  // namespace

TEST_CASE("delivery names a mail server, readers and webhooks") {
  const auto profile = parse_profile(R"({"delivery": {
    "mail": {"server": "smtps://mail.example.org", "user": "me", "password": {"env": "PW"}, "from": "Me <me@example.org>",
             "to": ["ada@example.org", "Li <li@example.org>"], "unsubscribe": "mailto:me@example.org", "max_papers": 5},
    "webhooks": [{"kind": "slack", "url_from": {"env": "HOOK"}}, {"url": "https://example.org/hook"}],
    "when_empty": "line", "when_failed": "nothing", "page_url": "https://example.org/digest/"}})", "p.json");
  REQUIRE(profile.ok());
  const DeliveryProfile& delivery = profile->delivery;
  CHECK(delivery.mail.to.size() == 2);
  CHECK(delivery.mail.password.env == "PW");
  CHECK(delivery.mail.max_papers == 5);
  CHECK(delivery.webhooks[0].name == "slack");
  CHECK(delivery.webhooks[1].name == "json");
  CHECK(delivery.page_url == "https://example.org/digest");
  CHECK_FALSE(delivery.empty());
  CHECK(default_profile().delivery.empty());
}

TEST_CASE("what could not be sent, or not safely, is refused with its place") {
  const std::string mail = R"({"mail": {"server": "smtp://h", "from": "a@example.org", "to": )";
  CHECK(error_of(mail + "[]}}").find("delivery.mail.to") != std::string::npos);
  CHECK(error_of(mail + R"(["x\r\nBcc: e@example.org"]}})").find("delivery.mail.to[0]") != std::string::npos);
  CHECK(error_of(R"({"mail": {"server": "https://h"}})").find("delivery.mail.server") != std::string::npos);
  CHECK(error_of(R"({"mail": {"server": "smtps://u:p@h"}})").find("without user and password") != std::string::npos);
  CHECK(error_of(R"({"webhooks": [{}]})").find("delivery.webhooks[0].url") != std::string::npos);
  CHECK(error_of(R"({"webhooks": [{"url": "https://a"}, {"url": "https://b"}]})").find("is there already") != std::string::npos);
  CHECK(error_of(R"({"when_empty": "never"})").find("delivery.when_empty") != std::string::npos);
}
