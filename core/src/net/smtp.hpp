// Sending a mail by SMTP over libcurl, opened at run time like all of net. TLS is required unless the
// caller says otherwise; a password never goes over a line that can be read.
// Keeps nothing between mails; any thread.
#pragma once

#include <cstdint>
#include <string>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "base/task.hpp"

namespace sheaf::net {

struct MailServer {
  std::string url;          ///< "smtps://host", "smtp://host:587" (STARTTLS)
  bool tls = true;          ///< false: plain SMTP, and no password but on loopback
  std::string user, secret; ///< both empty: the server wants nobody
  std::int64_t timeout_ms = 60000;
  int max_retries = 2;      ///< after the first try
  std::int64_t backoff_ms = 2000;  ///< first wait; doubles
};

/// What SMTP itself is told; addresses as base/mailbox.hpp checks them.
struct MailEnvelope {
  std::string from, to;
  std::string message;  ///< mail_bytes()
};

/// Sends one mail. What may pass is tried again: no connection, a refusal with 4xx. A connection that
/// ends after the whole message went out is not, since the mail may have arrived: its error says so.
/// kNetwork (also 4xx, with http_status the server's code), kHttp (5xx: it stays so), kInvalid,
/// kUnsupported (no libcurl, or one without SMTP), kCancelled. No error holds the secret.
Status send_mail(const MailServer& server, const MailEnvelope& mail, Clock& clock, const Logger& logger,
                 const Task& task);

}  // namespace sheaf::net
