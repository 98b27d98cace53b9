// What the tests of services share: a scripted service with a standing clock, and recordings.
// Each test owns its own; one thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "source/service_urls.hpp"
#include "unit/source/source_fixtures.hpp"

namespace sheaf::test {

/// Any service as a function of the request and its number; waits cost no time.
struct ScriptedService {
  explicit ScriptedService(AnsweringTransport::Reply reply, net::ClientOptions options = {})
      : transport(std::move(reply)), client(transport, slots, clock, logger, std::move(options)) {}

  std::string url(std::size_t number) const { return transport.requests.at(number).url; }
  std::size_t count() const { return transport.requests.size(); }

  FakeClock clock{kStartMs};
  MemorySlots slots;
  std::vector<std::string> lines;  // of the log
  Logger logger{[this](LogLevel, const std::string& line) { lines.push_back(line); }};
  AnsweringTransport transport;
  net::Client client;
  source::ServiceAccess access;
};

inline Day day_of(const std::string& text) {
  return *parse_day(text);
}

inline bool any_says(const std::vector<std::string>& lines, const std::string& part) {
  for (const std::string& line : lines)
    if (line.find(part) != std::string::npos) return true;
  return false;
}

inline std::string header_of(const net::HttpRequest& request, const std::string& name) {
  for (const net::Header& header : request.headers)
    if (header.name == name) return header.value;
  return {};
}

}  // namespace sheaf::test
