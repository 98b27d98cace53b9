// A mail as it goes over the wire (RFC 5322, MIME of RFC 2045 to 2047): a text and its HTML as
// alternatives, 7 bits wide whatever is in it.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/mailbox.hpp"

namespace sheaf::net {

struct MailMessage {
  Mailbox from, to;
  std::string subject;      ///< any text; line breaks and control characters become spaces
  std::string text, html;   ///< UTF-8; without HTML the mail is plain text
  std::string unsubscribe;  ///< List-Unsubscribe: https:// or mailto:; empty: none
  std::string id;           ///< left part of the Message-ID: what makes this mail this mail
  Seconds date = 0;
};

/// Lines end in CRLF and have at most 998 bytes (in fact 78, but for a longer address or URL); every
/// byte is ASCII. The same message gives the same bytes. No value can begin another header or part.
std::string mail_bytes(const MailMessage& message);

/// RFC 2047 encoded words of at most 75 bytes, folded at CRLF and a space; plain ASCII that no reader
/// could take for one comes back as it is, folded at its spaces. `used`: bytes on the line so far.
std::string header_text(std::string_view text, std::size_t used);
/// RFC 2045, 6.7: lines of at most 76 bytes, line breaks kept.
std::string quoted_printable(std::string_view text);

}  // namespace sheaf::net
