// Mails over a real connection to a scripted server: what is tried again and what is not, and what never
// goes over the line. TLS is tested in tests/integration/delivery_test.py.
#include "net/smtp.hpp"

#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "support/mail_server.hpp"

using namespace sheaf;
using namespace sheaf::net;
using test::MailScript;

namespace {

const MailEnvelope kMail{"digest@example.org", "ada@example.org", "Subject: One\r\n\r\nText\r\n.hidden\r\nend\r\n"};

struct Post {
  FakeClock clock{0};
  std::vector<std::string> warnings;
  Logger logger{[this](LogLevel, const std::string& line) { warnings.push_back(line); }};

  Status send(const test::MailServer& server, const std::string& user = {}, const std::string& secret = {}) {
    MailServer to;
    to.url = server.url();
    to.tls = false;
    to.user = user;
    to.secret = secret;
    to.timeout_ms = 20000;
    return send_mail(to, kMail, clock, logger, Task());
  }
};

bool has_command(const test::MailServer& server, std::string_view verb) {
  for (const std::string& command : server.commands())
    if (contains(command, verb)) return true;
  return false;
}

}  // namespace

TEST_CASE("a mail arrives with its envelope, and a line that begins with a dot stays one") {
  const test::MailServer server;
  Post post;
  const Status sent = post.send(server);
  INFO((sent.ok() ? "" : sent.error().message));
  REQUIRE(sent.ok());
  REQUIRE(server.mails().size() == 1);
  const test::ArrivedMail mail = server.mails()[0];
  CHECK(contains(mail.from, "<digest@example.org>"));
  CHECK(contains(mail.to, "<ada@example.org>"));
  CHECK(contains(mail.text, "Text\r\n..hidden\r\nend"));  // doubled on the way, as RFC 5321 wants
  CHECK_FALSE(has_command(server, "AUTH"));
  CHECK(post.warnings.empty());
}

TEST_CASE("a passing refusal is tried again after a wait that doubles, and each time is told") {
  const test::MailServer server({{"451 4.7.1 greylisted", "452 4.3.1 full", "250 taken"}});
  Post post;
  CHECK(post.send(server).ok());
  CHECK(server.mails().size() == 3);
  CHECK(post.clock.slept_ms() == 2000 + 4000);
  REQUIRE(post.warnings.size() == 2);
  CHECK(contains(post.warnings[0], "451 4.7.1 greylisted"));
  CHECK(contains(post.warnings[1], "next try in 4000 ms"));
}

TEST_CASE("a server that goes on refusing is given up with its code and the number of tries") {
  const test::MailServer server({{"451 4.7.1 later"}});
  Post post;
  const Status sent = post.send(server);
  REQUIRE_FALSE(sent.ok());
  CHECK(sent.error().code == ErrorCode::kNetwork);
  CHECK(sent.error().http_status == 451);
  CHECK(contains(sent.error().message, "(tried 3 times)"));
}

TEST_CASE("a lasting refusal is not tried again") {
  MailScript script;
  script.to_recipient = "550 5.1.1 no such reader";
  const test::MailServer server(script);
  Post post;
  const Status sent = post.send(server);
  REQUIRE_FALSE(sent.ok());
  CHECK(sent.error().code == ErrorCode::kHttp);
  CHECK(sent.error().http_status == 550);
  CHECK(server.connections() == 1);
  CHECK(server.mails().empty());
  CHECK(post.clock.slept_ms() == 0);
}

TEST_CASE("a connection that ends after the whole message is not tried again, since it may have arrived") {
  const test::MailServer server({{""}});
  Post post;
  const Status sent = post.send(server);
  REQUIRE_FALSE(sent.ok());
  CHECK(sent.error().code == ErrorCode::kNetwork);
  CHECK(contains(sent.error().message, "it may have arrived"));
  CHECK(server.mails().size() == 1);
}

TEST_CASE("a connection that ends before the message is tried again") {
  MailScript script;
  script.to_recipient = "";
  const test::MailServer server(script);
  Post post;
  const Status sent = post.send(server);
  REQUIRE_FALSE(sent.ok());
  CHECK(sent.error().code == ErrorCode::kNetwork);
  CHECK(server.connections() == 3);
  CHECK_FALSE(contains(sent.error().message, "may have arrived"));
}

TEST_CASE("a wrong password is named with where to look, and stands in no error") {
  MailScript script;
  script.to_login = "535 5.7.8 no: tr0ub4dor";  // servers have been seen to repeat it
  const test::MailServer server(script);
  Post post;
  const Status sent = post.send(server, "ada", "tr0ub4dor");
  REQUIRE_FALSE(sent.ok());
  CHECK(contains(sent.error().message, "refused user and password"));
  CHECK(contains(sent.error().message, "delivery.mail.user"));
  CHECK_FALSE(contains(sent.error().message, "tr0ub4dor"));
  CHECK(server.connections() == 1);
}

TEST_CASE("where TLS is wanted and not offered, neither mail nor password goes out") {
  const test::MailServer server;
  Post post;
  MailServer to;
  to.url = server.url();
  to.user = "ada";
  to.secret = "tr0ub4dor";
  const Status sent = send_mail(to, kMail, post.clock, post.logger, Task());
  REQUIRE_FALSE(sent.ok());
  CHECK(contains(sent.error().message, "offers no TLS"));
  CHECK_FALSE(has_command(server, "AUTH"));
  CHECK_FALSE(has_command(server, "MAIL"));
  CHECK(server.connections() == 1);
}

TEST_CASE("what is no server, no bare address or no safe place for a password is refused before anything is sent") {
  Post post;
  const auto why = [&](const std::string& url, const std::string& to_address, const std::string& secret) {
    MailServer to;
    to.url = url;
    to.tls = false;
    to.user = secret.empty() ? "" : "ada";
    to.secret = secret;
    const Status sent = send_mail(to, {"digest@example.org", to_address, "x"}, post.clock, post.logger, Task());
    REQUIRE_FALSE(sent.ok());
    CHECK(sent.error().code == ErrorCode::kInvalid);
    return sent.error().message;
  };
  CHECK(contains(why("https://mail.example", "ada@example.org", ""), "smtps://"));
  CHECK(contains(why("smtp://mail.example", "ada@example.org", "tr0ub4dor"), "not sent to mail.example without TLS"));
  CHECK(contains(why("smtp://127.0.0.1:9", "Ada <ada@example.org>", ""), "not a bare mail address"));
  why("smtp://127.0.0.1:9", "ada@example.org>\r\nRCPT TO:<eve@example.org", "");
}

TEST_CASE("a mail that is cancelled while it waits for its next try is not tried again") {
  const test::MailServer server({{"451 later"}});
  const CancelToken cancel;
  FakeClock clock(0);
  const Logger logger([&](LogLevel, const std::string&) { cancel.cancel(); });
  MailServer to;
  to.url = server.url();
  to.tls = false;
  const Status sent = send_mail(to, kMail, clock, logger, Task(cancel));
  REQUIRE_FALSE(sent.ok());
  CHECK(sent.error().code == ErrorCode::kCancelled);
  CHECK(server.mails().size() == 1);
}
