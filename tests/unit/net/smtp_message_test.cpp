// Mails as bytes: what they look like, and that no text becomes a header, a part or a longer line.
#include <catch2/catch.hpp>

#include "base/base64.hpp"
#include "base/text.hpp"
#include "net/hmac.hpp"
#include "net/smtp_message.hpp"

using namespace sheaf;
using namespace sheaf::net;

namespace {

MailMessage message() {
  MailMessage mail;
  mail.from = {"Sheaf", "digest@example.org"};
  mail.to = {"", "ada@example.org"};
  mail.subject = "2 papers";
  mail.text = "Hello\n";
  mail.html = "<p>Hello</p>";
  mail.id = "2026-04-17-abc";
  mail.date = 1776412800;  // 2026-04-17 08:00 UTC
  return mail;
}

std::vector<std::string> lines_of(const std::string& bytes) {
  std::vector<std::string> lines;
  for (std::string line : split(bytes, '\n')) {
    if (line.ends_with('\r')) line.pop_back();
    lines.push_back(line);
  }
  return lines;
}

/// The header block, unfolded.
std::vector<std::string> headers_of(const std::string& bytes) {
  return lines_of(replace_all(bytes.substr(0, bytes.find("\r\n\r\n")), "\r\n ", " "));
}

}  // namespace

TEST_CASE("a mail has its headers, and text and HTML as alternatives") {
  const std::string bytes = mail_bytes(message());
  const auto headers = headers_of(bytes);
  CHECK(headers[0] == "Date: Fri, 17 Apr 2026 08:00:00 +0000");
  CHECK(headers[1] == "From: \"Sheaf\" <digest@example.org>");
  CHECK(headers[2] == "To: ada@example.org");
  CHECK(headers[3] == "Subject: 2 papers");
  CHECK(headers[4] == "Message-ID: <2026-04-17-abc@example.org>");
  CHECK(contains(bytes, "multipart/alternative"));
  CHECK(bytes.find("text/plain") < bytes.find("text/html"));
  CHECK(mail_bytes(message()) == bytes);
  MailMessage plain = message();
  plain.html.clear();
  CHECK_FALSE(contains(mail_bytes(plain), "multipart"));
}

TEST_CASE("no text of a mail becomes a header, an address or a part") {
  MailMessage mail = message();
  const std::string attack = "x\r\nBcc: eve@example.org\r\n\r\n--=_sheaf_0\r\nContent-Type: text/html\r\n\r\nhi";
  mail.subject = mail.text = mail.html = mail.id = attack;
  mail.from.name = "\"Eve\\\" <eve@example.org>\r\nBcc: eve@example.org";
  mail.unsubscribe = "https://example.org/>\r\nBcc: eve@example.org";
  const std::string bytes = mail_bytes(mail);
  for (const std::string& line : headers_of(bytes)) CHECK_FALSE(line.starts_with("Bcc"));
  CHECK_FALSE(contains(bytes, "List-Unsubscribe"));
  CHECK_FALSE(contains(bytes, "\r\n--=_sheaf_0\r\n"));
  CHECK(headers_of(bytes).size() == 8);
  mail.unsubscribe = "https://example.org/leave?who=ada";
  CHECK(contains(mail_bytes(mail), "List-Unsubscribe: <https://example.org/leave?who=ada>\r\n"));
}

TEST_CASE("every line is short ASCII and ends in CRLF, whatever the text") {
  MailMessage mail = message();
  std::string wild;
  for (int i = 0; i < 300; ++i) wild += i % 3 ? "渡轮 = long " : std::string(90, 'w') + "\t \n.\nFrom me ";
  mail.subject = mail.text = mail.html = wild + "\xFF\xC3";
  mail.from.name = "Zoë “Zed” Müller, Institut für sehr lange Namen und ihre Kodierung in Köpfen von Briefen";
  for (const std::string& line : split(mail_bytes(mail), '\n')) {
    if (line.empty()) continue;
    REQUIRE(line.ends_with('\r'));
    REQUIRE(line.size() <= 79);
    for (const char c : line) REQUIRE(static_cast<unsigned char>(c) < 0x80);
    REQUIRE_FALSE(line.starts_with("From "));
    REQUIRE_FALSE(line.starts_with("."));
  }
}

TEST_CASE("header texts beyond ASCII are encoded words that split no character") {
  CHECK(header_text("57 papers", 9) == "57 papers");
  CHECK(header_text("naïve", 9) == "=?UTF-8?B?bmHDr3Zl?=");
  CHECK(header_text("=?UTF-8?B?eA==?=", 9).starts_with("=?UTF-8?B?PT9"));
  std::string chinese;
  for (int i = 0; i < 60; ++i) chinese += "渡";
  for (const std::string& word : lines_of(header_text(chinese, 9))) {
    CHECK(trim(word).size() <= 75);
    CHECK((trim(word).size() - 12) % 4 == 0);
  }
}

TEST_CASE("quoted-printable follows RFC 2045") {
  CHECK(quoted_printable("a = b \nx") == "a =3D b=20\r\nx");
  CHECK(quoted_printable("Müller") == "M=C3=BCller");
  CHECK(quoted_printable("a\r\nb\rc\nd") == "a\r\nb\r\nc\r\nd");
  CHECK(quoted_printable(std::string(80, 'x')) == std::string(75, 'x') + "=\r\n" + std::string(5, 'x'));
}

TEST_CASE("base64 and HMAC give what their RFCs print") {
  CHECK(base64("") == "");
  CHECK(base64("f") == "Zg==");
  CHECK(base64("foobar") == "Zm9vYmFy");
  std::string hex;
  for (const char c : hmac_sha256("Jefe", "what do ya want for nothing?")) hex += to_hex(static_cast<unsigned char>(c)).substr(14);
  CHECK(hex == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");  // RFC 4231, case 2
}
