// Mailbox: who a mail is from or for, as RFC 5322 writes it, as far as a digest needs it.
// Plain values and pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace sheaf {

struct Mailbox {
  std::string name;     ///< shown; any Unicode text of one line; may be empty
  std::string address;  ///< "digest@example.org": ASCII, a dot-atom, at most 254 bytes
  friend bool operator==(const Mailbox&, const Mailbox&) = default;
};

/// "digest@example.org", "<digest@example.org>" or "Daily digest <digest@example.org>", the name also
/// in double quotes. kInvalid for anything that could become another header, another recipient or a
/// command of SMTP: control characters, spaces or brackets in the address, quoted local parts,
/// comments. The error says what is wrong, without the caller's name for it.
Result<Mailbox> parse_mailbox(std::string_view text);

}  // namespace sheaf
