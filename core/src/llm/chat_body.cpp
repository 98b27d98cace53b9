// The HTTP request that asks a chat question.
// Pure functions; any thread.
#include "llm/chat_body.hpp"

#include <nlohmann/json.hpp>

#include "base/log.hpp"
#include "base/text.hpp"

namespace sheaf::llm {
namespace {

constexpr std::size_t kMaxReplyBytes = std::size_t{16} << 20;
constexpr std::size_t kMinKeyTail = 8;

bool is_key_character(char c) { return is_ascii_alnum(c) || c == '-' || c == '_' || c == '*' || c == '.'; }

Json response_format(const ChatRequest& request, JsonMode mode) {
  if (mode == JsonMode::kObject) return {{"type", "json_object"}};
  Json schema = Json::parse(request.schema, nullptr, false);
  return {{"type", "json_schema"},
          {"json_schema", {{"name", request.schema_name}, {"strict", true}, {"schema", std::move(schema)}}}};
}

std::string system_text(const ChatRequest& request, JsonMode mode) {
  if (mode == JsonMode::kSchema || request.schema.empty()) return request.system;
  return request.system + "\nThe answer must be a JSON object that follows this JSON Schema:\n" + request.schema +
         "\n";
}

std::string body_of(const ChatRequest& request, const LlmProfile& profile, const Dialect& dialect,
                    int max_output_tokens) {
  Json body = {{"model", profile.service.model}};
  body["messages"] = Json::array({{{"role", "system"}, {"content", system_text(request, dialect.json)}},
                                  {{"role", "user"}, {"content", request.user}}});
  if (dialect.temperature) body["temperature"] = profile.temperature;
  if (max_output_tokens > 0)
    body[dialect.max_completion_tokens ? "max_completion_tokens" : "max_tokens"] = max_output_tokens;
  body["stream"] = profile.stream;
  if (profile.stream && dialect.stream_usage) body["stream_options"] = {{"include_usage", true}};
  if (!request.schema.empty() && dialect.json != JsonMode::kPrompt)
    body["response_format"] = response_format(request, dialect.json);
  return dump_json(body);
}

}  // namespace

std::string chat_url(const std::string& base_url) {
  static constexpr std::string_view kPath = "/chat/completions";
  const std::size_t mark = base_url.find('?');
  std::string path = base_url.substr(0, mark);
  const std::string query = mark == std::string::npos ? "" : base_url.substr(mark);
  while (path.ends_with('/')) path.pop_back();
  if (!path.ends_with(kPath)) path += kPath;
  return path + query;
}

net::HttpRequest chat_http_request(const ChatRequest& request, const LlmProfile& profile,
                                   const ChatOptions& options, const Dialect& dialect,
                                   int max_output_tokens) {
  net::HttpRequest http;
  http.method = "POST";
  http.url = chat_url(profile.service.base_url);
  http.reach = net::Reach::kAny;
  http.body = body_of(request, profile, dialect, max_output_tokens);
  http.timeout_ms = profile.timeout_ms;
  http.max_body_bytes = kMaxReplyBytes;
  http.headers = {{"Content-Type", "application/json"},
                  {"Accept", profile.stream ? "text/event-stream, application/json" : "application/json"},
                  {"User-Agent", options.user_agent}};
  if (!options.key.empty()) http.headers.push_back({"Authorization", "Bearer " + options.key});
  return http;
}

std::string without_secrets(std::string text, const std::string& key) {
  if (!key.empty()) text = replace_all(text, key, "***");
  for (std::size_t at = text.find("sk-"); at != std::string::npos; at = text.find("sk-", at)) {
    std::size_t end = at + 3;
    while (end < text.size() && is_key_character(text[end])) ++end;
    const bool word = at > 0 && is_ascii_alnum(text[at - 1]);  // "task-specific"
    if (!word && end - at >= 3 + kMinKeyTail) {
      text.replace(at, end - at, "***");
      at += 3;
    } else {
      at = end;
    }
  }
  return redact(text);
}

}  // namespace sheaf::llm
