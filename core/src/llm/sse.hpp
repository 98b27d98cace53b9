// Server-sent events: the stream form of an answer (WHATWG HTML, "Server-sent events").
// Pure function; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sheaf::llm {

struct SseEvent {
  std::string name;  ///< of "event:", or empty
  std::string data;  ///< lines of "data:" joined by line breaks
};

/// Events of a whole body; comments (": keep-alive") and other fields are left out. An event that
/// the end of the body cuts off is given too: its JSON tells whether it is whole.
std::vector<SseEvent> read_events(std::string_view body);

}  // namespace sheaf::llm
