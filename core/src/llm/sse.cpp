// Server-sent events: the stream form of an answer.
// Pure function; any thread.
#include "llm/sse.hpp"

namespace sheaf::llm {
namespace {

/// The next line without its end: "\n", "\r\n" or "\r".
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find_first_of("\r\n");
  const std::string_view line = rest.substr(0, end);
  if (end == std::string_view::npos) {
    rest = {};
    return line;
  }
  const bool pair = rest[end] == '\r' && end + 1 < rest.size() && rest[end + 1] == '\n';
  rest.remove_prefix(end + (pair ? 2 : 1));
  return line;
}

void take_field(std::string_view line, SseEvent& event, bool& any) {
  const std::size_t colon = line.find(':');
  if (colon == 0) return;  // a comment
  const std::string_view name = line.substr(0, colon);
  std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (name == "event") event.name = value;
  if (name != "data") return;
  if (any) event.data += '\n';
  event.data += value;
  any = true;
}

}  // namespace

std::vector<SseEvent> read_events(std::string_view body) {
  if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
  std::vector<SseEvent> events;
  SseEvent event;
  bool any = false;
  while (!body.empty()) {
    const std::string_view line = take_line(body);
    if (!line.empty()) {
      take_field(line, event, any);
      if (!body.empty()) continue;
    }
    if (any) events.push_back(std::move(event));
    event = {};
    any = false;
  }
  return events;
}

}  // namespace sheaf::llm
