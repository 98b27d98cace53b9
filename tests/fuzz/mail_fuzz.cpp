// Fuzzer of mails: addresses, and a mail whose subject, text and HTML come from outside. Parts of the input
// (address, subject, unsubscribe, text, HTML) are divided by NULs. No value begins a header or a part.
#include "fuzz.hpp"

#include "base/mailbox.hpp"
#include "net/smtp_message.hpp"
#include "net/url.hpp"

namespace {

using namespace sheaf;

/// Names of the headers at the front of a mail, folded lines joined.
std::vector<std::string> header_names(std::string_view mail) {
  std::vector<std::string> names;
  for (const std::string& line : split(mail.substr(0, mail.find("\r\n\r\n")), '\n'))
    if (!line.empty() && line[0] != ' ' && line[0] != '\t') names.push_back(line.substr(0, line.find(':')));
  return names;
}

void check_wire(const std::string& mail) {
  std::size_t line = 0;
  for (std::size_t i = 0; i < mail.size(); ++i) {
    const char c = mail[i];
    fuzz::require(static_cast<unsigned char>(c) < 0x80 && c != '\0', "a byte of a mail is no ASCII", mail);
    fuzz::require(c != '\n' || (i > 0 && mail[i - 1] == '\r'), "a bare line feed in a mail", mail);
    fuzz::require(c != '\r' || (i + 1 < mail.size() && mail[i + 1] == '\n'), "a bare carriage return in a mail", mail);
    line = c == '\n' ? 0 : line + 1;
    fuzz::require(line <= 999, "a line of a mail is too long", mail);
  }
  fuzz::require(mail.ends_with("\r\n"), "a mail does not end in a line break", mail);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::string> parts = fuzz::parts_of(data, size, 5);
  net::MailMessage message{{"Digest", "digest@example.org"}, {"", "reader@example.org"}, "", "", "", "", "id", 1776384000};
  const std::vector<std::string> expected = header_names(net::mail_bytes(message));
  if (const auto box = parse_mailbox(parts[0])) {
    fuzz::require(box->address.size() <= 254 && box->address.find_first_of(" \r\n<>") == std::string::npos,
                  "an address could be a command", box->address);
    message.to = *box;
  } else {
    fuzz::require_utf8(box.error().message, "an error is no UTF-8");
  }
  message.subject = parts[1];
  message.text = to_valid_utf8(parts[3]);
  check_wire(net::mail_bytes(message));
  fuzz::require(header_names(net::mail_bytes(message)) == expected, "a value became a header", net::mail_bytes(message));
  message.html = to_valid_utf8(parts[4]);
  message.unsubscribe = parts[2];
  check_wire(net::mail_bytes(message));
  (void)net::check_url(parts[2]);
  fuzz::require_utf8(net::shown_url(parts[2]), "a shown URL is no UTF-8");
  return 0;
}
