// ReplyParts: what a chat answer is made of.
// Members of any type and any absence are normal; nothing here fails.
#include "llm/reply_parts.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace sheaf::llm {
namespace {

constexpr std::size_t kMaxDetail = 300;
constexpr std::size_t kMaxDepth = 64;

const Json* member(const Json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string text_of(const Json& object, const char* key) {
  const Json* const found = member(object, key);
  return found && found->is_string() ? found->get<std::string>() : std::string();
}

/// A string, or a list of parts of which only those of type "text" are the answer.
void append_content(const Json& message, std::string& text) {
  const Json* const content = member(message, "content");
  if (!content) return;
  if (content->is_string()) text += content->get_ref<const std::string&>();
  if (!content->is_array()) return;
  for (const Json& part : *content) {
    if (part.is_string()) text += part.get_ref<const std::string&>();
    const std::string type = text_of(part, "type");
    if (type == "text" || type == "output_text") text += text_of(part, "text");
  }
}

void read_count(const Json& usage, const char* key, std::int64_t& count) {
  const Json* const found = member(usage, key);
  if (found && found->is_number_integer()) count = std::max<std::int64_t>(0, found->get<std::int64_t>());
}

/// A number, or a string of one ("401").
int code_number(const Json& error) {
  for (const char* key : {"code", "status_code", "status"}) {
    const Json* const found = member(error, key);
    if (!found) continue;
    if (found->is_number_integer()) return static_cast<int>(found->get<std::int64_t>());
    const std::string text = found->is_string() ? found->get<std::string>() : std::string();
    if (text.size() == 3 && text.find_first_not_of("0123456789") == std::string::npos) return std::stoi(text);
  }
  return 0;
}

/// Without an envelope: FastAPI's "detail", or an object with a message as text.
const Json* bare_error(const Json& object) {
  if (const Json* const detail = member(object, "detail")) return detail;
  return text_of(object, "message").empty() ? nullptr : &object;
}

bool speaks_of_quota(const ChatReply& reply, const std::string& code) {
  return code == "insufficient_quota" || code == "billing_hard_limit_reached" ||
         contains(ascii_lower(reply.detail), "insufficient_quota") ||
         contains(ascii_lower(reply.detail), "exceeded your current quota") ||
         contains(ascii_lower(reply.detail), "insufficient balance");
}

}  // namespace

void ReplyParts::add(const Json& object) {
  if (const std::string name = text_of(object, "model"); !name.empty()) model = name;
  if (const Json* const told = member(object, "usage"); told && told->is_object()) {
    read_count(*told, "prompt_tokens", usage.prompt_tokens);
    read_count(*told, "completion_tokens", usage.completion_tokens);
    usage.known = usage.prompt_tokens + usage.completion_tokens > 0;
  }
  const Json* const choices = member(object, "choices");
  if (!choices || !choices->is_array()) return;
  for (const Json& choice : *choices) {
    const Json* const index = member(choice, "index");
    if (index && index->is_number_integer() && index->get<std::int64_t>() != 0) continue;
    any_choice = true;
    if (const std::string end = text_of(choice, "finish_reason"); !end.empty()) finish = end;
    for (const char* key : {"message", "delta"}) {
      const Json* const message = member(choice, key);
      if (!message) continue;
      append_content(*message, text);
      refusal += text_of(*message, "refusal");
      const Json* const calls = member(*message, "tool_calls");
      tool_call = tool_call || (calls && calls->is_array() && !calls->empty());
    }
  }
}

bool read_error(const Json& object, ChatReply& reply) {
  const Json* error = member(object, "error");
  if (!error && text_of(object, "object") == "error") error = &object;
  if (!error && !member(object, "choices")) error = bare_error(object);
  if (!error) return false;
  std::string message = error->is_string() ? error->get<std::string>() : text_of(*error, "message");
  if (message.empty()) message = dump_json(*error);
  const std::string code = text_of(*error, "code");
  reply.detail = one_line(message);
  reply.param = text_of(*error, "param");
  reply.kind = kind_of_status(code_number(*error));
  if (code == "content_filter") reply.kind = ReplyKind::kFiltered;
  if (code == "tool_use_failed") reply.kind = ReplyKind::kToolCall;
  if (code == "json_validate_failed") reply.kind = ReplyKind::kNotJson;
  if (speaks_of_quota(reply, code)) reply.kind = ReplyKind::kNoQuota;
  return true;
}

ReplyKind kind_of_status(int status) {
  switch (status) {
    case 401:
    case 403: return ReplyKind::kUnauthorized;
    case 402: return ReplyKind::kNoQuota;
    case 404:
    case 405:
    case 410: return ReplyKind::kNotFound;
    case 408:
    case 504:
    case 524: return ReplyKind::kTimeout;
    case 425:
    case 429: return ReplyKind::kThrottled;
    default: break;
  }
  if (status >= 300 && status < 400) return ReplyKind::kNotFound;
  return status >= 400 && status < 500 ? ReplyKind::kBadRequest : ReplyKind::kServerError;
}

std::string_view other_interface(const Json& object) {
  const std::string type = text_of(object, "type"), kind = text_of(object, "object");
  if (kind == "response" || type.starts_with("response.")) return "the Responses API";
  if (kind == "text_completion") return "the legacy completions interface";
  if (member(object, "done") && (member(object, "message") || member(object, "response")))
    return "Ollama's own interface";
  if (kind == "list") return "a list (models or embeddings)";
  if (type == "message") return "Anthropic's own interface";
  if (member(object, "candidates")) return "Gemini's own interface";
  return {};
}

Result<Json> parse_reply(std::string_view text) {
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (quoted && c == '\\') ++at;
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && depth > 0) --depth;
    if (depth > kMaxDepth) return Error{ErrorCode::kParse, "answer: it nests too deeply"};
  }
  return parse_json(text, "answer");
}

std::string one_line(std::string_view text) {
  return shorten(collapse_spaces(to_valid_utf8(text.substr(0, kMaxDetail * 8))), kMaxDetail);
}

}  // namespace sheaf::llm
