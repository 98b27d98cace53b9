// ChatReply: what a server's answer to a chat request is.
// Pure functions; any thread.
#include "llm/chat_reply.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "llm/reply_parts.hpp"
#include "llm/sse.hpp"

namespace sheaf::llm {
namespace {

bool looks_like_html(std::string_view body) {
  const std::string start = ascii_lower(trim(body.substr(0, 512)));
  return start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<head") ||
         start.starts_with("<?xml") || start.starts_with("<body") || start.starts_with("<center");
}

std::string page_title(std::string_view body) {
  const std::string lowered = ascii_lower(body.substr(0, 4096));
  const std::size_t start = lowered.find("<title>");
  if (start == std::string::npos) return "a web page";
  const std::size_t end = std::min(lowered.find('<', start + 7), lowered.size());
  return one_line("a web page: " + std::string(body.substr(start + 7, end - start - 7)));
}

bool is_stream(const net::HttpResponse& response, std::string_view body) {
  return contains(ascii_lower(response.header("Content-Type")), "text/event-stream") ||
         body.starts_with("data:") || body.starts_with("event:");
}

ChatReply failed(ReplyKind kind, std::string detail) {
  ChatReply reply;
  reply.kind = kind;
  reply.detail = std::move(detail);
  return reply;
}

ChatReply unsupported(std::string_view name) {
  return failed(ReplyKind::kOtherInterface, "the server speaks " + std::string(name) +
                                                ", not POST /chat/completions");
}

/// The parts, judged: what the model itself said of its end comes first.
ChatReply judged(ReplyParts parts) {
  ChatReply reply;
  reply.model = std::move(parts.model);
  reply.usage = parts.usage;
  reply.text = without_reasoning(parts.text);
  reply.kind = ReplyKind::kAnswer;
  if (!parts.any_choice) {
    reply.kind = ReplyKind::kEmpty;
  } else if (parts.finish == "content_filter") {
    reply.kind = ReplyKind::kFiltered;
  } else if (!parts.refusal.empty()) {
    reply.kind = ReplyKind::kRefused;
    reply.detail = one_line(parts.refusal);
  } else if (parts.finish == "length") {
    reply.kind = ReplyKind::kTruncated;
  } else if (parts.finish == "error") {
    reply.kind = ReplyKind::kServerError;
  } else if (parts.finish == "tool_calls" || (parts.tool_call && trim(reply.text).empty())) {
    reply.kind = ReplyKind::kToolCall;
  } else if (trim(reply.text).empty()) {
    reply.kind = ReplyKind::kEmpty;
  }
  return reply;
}

/// An error inside a stream. Once it has begun the request itself was in order.
ChatReply broken_off(ChatReply reply, const ReplyParts& parts, bool begun) {
  reply.usage = parts.usage;
  if (begun && reply.kind == ReplyKind::kBadRequest) {
    const bool limit = contains(ascii_lower(reply.detail), "token limit");
    reply.kind = limit ? ReplyKind::kTruncated : ReplyKind::kServerError;
  }
  return reply;
}

ChatReply read_stream(std::string_view body) {
  ReplyParts parts;
  bool done = false;
  const std::vector<SseEvent> events = read_events(body);
  for (std::size_t i = 0; i < events.size() && !done; ++i) {
    const std::string_view data = trim(events[i].data);
    if (data.empty()) continue;
    if ((done = data == "[DONE]")) break;
    Result<Json> object = parse_reply(data);
    if (!object || !object->is_object()) {
      if (i + 1 == events.size()) break;  // cut off
      return failed(ReplyKind::kMalformed, "event " + std::to_string(i + 1) + " of the stream is not JSON");
    }
    if (const std::string_view other = other_interface(*object); !other.empty()) return unsupported(other);
    const bool begun = parts.any_choice;
    parts.add(*object);
    if (ChatReply reply; read_error(*object, reply)) return broken_off(std::move(reply), parts, begun);
  }
  if (!done && parts.finish.empty()) {
    ChatReply reply = failed(ReplyKind::kDropped, "the stream ended early");
    reply.usage = parts.usage;
    return reply;
  }
  return judged(std::move(parts));
}

ChatReply read_object(std::string_view body) {
  Result<Json> object = parse_reply(body);
  if (!object) {  // Ollama's own stream: one object a line
    const Result<Json> line = parse_reply(body.substr(0, body.find('\n')));
    const std::string_view other = line ? other_interface(*line) : std::string_view();
    if (!other.empty()) return unsupported(other);
    return failed(ReplyKind::kMalformed, one_line(object.error().message));
  }
  if (const std::string_view other = other_interface(*object); !other.empty()) return unsupported(other);
  ChatReply reply;
  if (read_error(*object, reply)) return reply;
  const auto choices = object->is_object() ? object->find("choices") : object->end();
  if (choices == object->end() || !choices->is_array()) {
    return failed(ReplyKind::kMalformed, "it has no \"choices\": " + one_line(body.substr(0, 120)));
  }
  if (!choices->empty() && read_error(choices->front(), reply)) return reply;
  ReplyParts parts;
  parts.add(*object);
  return judged(std::move(parts));
}

ChatReply read_refusal(const net::HttpResponse& response, std::string_view body) {
  ChatReply reply;
  const ReplyKind by_status = kind_of_status(response.status);
  const Result<Json> object = parse_reply(body);
  const bool told = object && read_error(*object, reply);
  if (!told) {
    reply.detail = looks_like_html(body) ? page_title(body) : one_line(body);
    const std::string_view where = response.header("Location");
    if (response.status < 400 && !where.empty()) reply.detail = "it redirects elsewhere";
  }
  // What the body says of quota, filters and the model is finer than the status; the rest is not.
  const bool finer = reply.kind == ReplyKind::kNoQuota || reply.kind == ReplyKind::kFiltered ||
                     reply.kind == ReplyKind::kToolCall || reply.kind == ReplyKind::kNotJson;
  if (!told || !finer) reply.kind = by_status;
  return reply;
}

}  // namespace

std::string_view reply_kind_name(ReplyKind kind) {
  switch (kind) {
    case ReplyKind::kAnswer: return "answered";
    case ReplyKind::kTruncated: return "truncated";
    case ReplyKind::kRefused: return "refused";
    case ReplyKind::kFiltered: return "content filter";
    case ReplyKind::kToolCall: return "tool call";
    case ReplyKind::kEmpty: return "empty answer";
    case ReplyKind::kMalformed: return "malformed answer";
    case ReplyKind::kHtml: return "web page";
    case ReplyKind::kOtherInterface: return "unsupported interface";
    case ReplyKind::kServerError: return "server error";
    case ReplyKind::kThrottled: return "rate limit";
    case ReplyKind::kNoQuota: return "no quota";
    case ReplyKind::kBadRequest: return "bad request";
    case ReplyKind::kUnauthorized: return "unauthorized";
    case ReplyKind::kNotFound: return "not found";
    case ReplyKind::kTimeout: return "timeout";
    case ReplyKind::kDropped: return "connection failed";
    case ReplyKind::kNotJson: return "not the JSON asked for";
    case ReplyKind::kUngrounded: return "not in the paper";
    case ReplyKind::kOverBudget: return "limit of the run";
    case ReplyKind::kNotSent: return "not asked";
  }
  return "unknown";
}

ChatReply read_chat_reply(const net::HttpResponse& response) {
  const std::string_view body = trim(response.body);
  if (response.status < 200 || response.status >= 300) return read_refusal(response, body);
  if (looks_like_html(body)) return failed(ReplyKind::kHtml, page_title(body));
  if (is_stream(response, body)) return read_stream(response.body);
  if (body.empty()) return failed(ReplyKind::kEmpty, "");
  return read_object(body);
}

ReplyKind kind_of_error(const Error& error) {
  const bool late = contains(error.message, "did not answer within") ||
                    contains(error.message, "was not complete after");
  return late ? ReplyKind::kTimeout : ReplyKind::kDropped;
}

std::string without_reasoning(std::string_view text) {
  static constexpr std::string_view kOpen = "<think>", kClose = "</think>";
  // Only before the answer: a paper may be about these tags, and its card may name them.
  for (;;) {
    text = trim(text);
    const bool opened = text.starts_with(kOpen);
    const bool begins = text.starts_with('{') || text.starts_with("```");
    if (!opened && begins) break;
    const std::size_t close = text.find(kClose);  // some servers keep the opening tag for themselves
    if (close == std::string_view::npos) {
      if (opened) text = {};
      break;
    }
    text.remove_prefix(close + kClose.size());
  }
  return std::string(text);
}

}  // namespace sheaf::llm
