// MailServer: an SMTP server whose answers, and faults, a test writes down; see mail_server.hpp.
// Its thread waits for the socket and for a pipe that the destructor writes to.
#include "support/mail_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace sheaf::test {
namespace {

bool say(int socket, std::string_view line) {
  const std::string bytes = std::string(line) + "\r\n";
  return ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
}

/// Waits for bytes; false at the end of the connection or when the server is to end.
bool receive(int socket, int wake, std::string& buffer) {
  pollfd waited[2] = {{socket, POLLIN, 0}, {wake, POLLIN, 0}};
  if (::poll(waited, 2, -1) < 0 || waited[1].revents != 0) return false;
  char block[4096];
  const ssize_t got = ::recv(socket, block, sizeof block, 0);
  if (got > 0) buffer.append(block, static_cast<std::size_t>(got));
  return got > 0;
}

/// The text up to `end`, which is taken away too; false when it does not come.
bool take_until(int socket, int wake, std::string& buffer, std::string_view end, std::string& text) {
  std::size_t place = buffer.find(end);
  for (; place == std::string::npos; place = buffer.find(end))
    if (!receive(socket, wake, buffer)) return false;
  text = buffer.substr(0, place);
  buffer.erase(0, place + end.size());
  return true;
}

}  // namespace

MailServer::MailServer(MailScript script) : script_(std::move(script)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener_ < 0 || ::bind(listener_, generic, size) != 0 || ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, generic, &size) != 0 || ::pipe(wake_) != 0)
    throw std::runtime_error("MailServer: cannot listen on 127.0.0.1");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

MailServer::~MailServer() {
  ::close(wake_[1]);  // what waits for the other end sees it hang up
  thread_.join();
  ::close(wake_[0]);
  ::close(listener_);
}

std::vector<ArrivedMail> MailServer::mails() const {
  const std::lock_guard lock(mutex_);
  return mails_;
}

std::vector<std::string> MailServer::commands() const {
  const std::lock_guard lock(mutex_);
  return commands_;
}

std::size_t MailServer::connections() const {
  const std::lock_guard lock(mutex_);
  return connections_;
}

void MailServer::serve() {
  for (;;) {
    pollfd waited[2] = {{listener_, POLLIN, 0}, {wake_[0], POLLIN, 0}};
    if (::poll(waited, 2, -1) < 0 || waited[1].revents != 0) return;
    const int socket = ::accept(listener_, nullptr, nullptr);
    if (socket < 0) continue;
    {
      const std::lock_guard lock(mutex_);
      ++connections_;
    }
    talk(socket);
    ::close(socket);
  }
}

std::string MailServer::answer(const std::string& command, ArrivedMail& mail) const {
  const auto is = [&](std::string_view verb) { return command.compare(0, verb.size(), verb) == 0; };
  if (is("EHLO")) {
    std::string lines;
    for (const std::string& offer : script_.offers) lines += "250-" + offer + "\r\n";
    return lines + "250 8BITMIME";
  }
  if (is("AUTH")) return script_.to_login;
  if (is("MAIL FROM:")) mail.from = command.substr(10);
  if (is("RCPT TO:")) {
    mail.to = command.substr(8);
    return script_.to_recipient;
  }
  return is("DATA") ? "354 go ahead" : is("QUIT") ? "221 bye" : "250 OK";
}

bool MailServer::take_message(int socket, std::string& buffer, ArrivedMail& mail) {
  if (!take_until(socket, wake_[0], buffer, "\r\n.\r\n", mail.text)) return false;
  std::string reply;
  {
    const std::lock_guard lock(mutex_);
    reply = script_.after_message[std::min(mails_.size(), script_.after_message.size() - 1)];
    mails_.push_back(mail);
  }
  return !reply.empty() && say(socket, reply);
}

void MailServer::talk(int socket) {
  if (script_.greeting.empty() || !say(socket, script_.greeting)) return;
  std::string buffer, command;
  ArrivedMail mail;
  while (take_until(socket, wake_[0], buffer, "\r\n", command)) {
    {
      const std::lock_guard lock(mutex_);
      commands_.push_back(command);
    }
    const std::string reply = answer(command, mail);
    if (reply.empty() || !say(socket, reply) || command == "QUIT") return;
    if (command == "DATA" && !take_message(socket, buffer, mail)) return;
  }
}

}  // namespace sheaf::test
