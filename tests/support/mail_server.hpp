// MailServer: an SMTP server on 127.0.0.1 that says what a test wrote down, and keeps what arrives. It knows
// neither TLS nor whether a password is right.
// Owns its thread, which serves one connection after the other; ~MailServer ends it at once.
#pragma once

#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace sheaf::test {

/// What a server says; a reply of "" ends the connection instead.
struct MailScript {
  std::vector<std::string> after_message = {"250 2.0.0 taken"};  ///< one a message, the last one for ever
  std::string to_recipient = "250 OK";
  std::string to_login = "235 2.7.0 welcome";
  std::string greeting = "220 test ESMTP";
  std::vector<std::string> offers = {"AUTH PLAIN"};  ///< told after EHLO
};

struct ArrivedMail {
  std::string from, to;  ///< what MAIL and RCPT said
  std::string text;      ///< with its dots and line ends as they came, without the last line's "."
};

class MailServer {
 public:
  explicit MailServer(MailScript script = {});
  ~MailServer();
  MailServer(const MailServer&) = delete;
  MailServer& operator=(const MailServer&) = delete;

  std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
  std::vector<ArrivedMail> mails() const;
  std::vector<std::string> commands() const;  ///< every line but those of messages
  std::size_t connections() const;

 private:
  void serve();
  void talk(int socket);
  std::string answer(const std::string& command, ArrivedMail& mail) const;
  bool take_message(int socket, std::string& buffer, ArrivedMail& mail);

  MailScript script_;
  int listener_ = -1, wake_[2] = {-1, -1}, port_ = 0;
  mutable std::mutex mutex_;
  std::vector<ArrivedMail> mails_;
  std::vector<std::string> commands_;
  std::size_t connections_ = 0;
  std::thread thread_;
};

}  // namespace sheaf::test
