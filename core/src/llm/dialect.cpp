// Dialect: how a server wants to be asked, learned from what it refuses.
// Plain values; any thread.
#include "llm/dialect.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace sheaf::llm {
namespace {

/// Words of servers that cannot do structured output in the form it was asked for.
constexpr std::array<std::string_view, 9> kFormatWords = {
    "response_format", "response format", "json_schema", "json_object", "json schema",
    "structured output", "guided", "grammar", "text.format"};

bool is_about(const ChatReply& refusal, std::string_view name) {
  return refusal.param == name || contains(ascii_lower(refusal.detail), name);
}

bool is_about_format(const ChatReply& refusal) {
  return std::any_of(kFormatWords.begin(), kFormatWords.end(),
                     [&](std::string_view word) { return is_about(refusal, word); });
}

/// A refusal that does not say what it is about.
bool is_vague(const ChatReply& refusal) { return refusal.param.empty() && refusal.detail.size() < 40; }

}  // namespace

Dialect dialect_of(const LlmProfile& profile) {
  Dialect dialect;
  dialect.json_forced = profile.json != "auto";
  if (profile.json == "object") dialect.json = JsonMode::kObject;
  if (profile.json == "prompt") dialect.json = JsonMode::kPrompt;
  return dialect;
}

bool adapt(Dialect& now, const Dialect& used, const ChatReply& refusal, bool worked) {
  if (refusal.kind != ReplyKind::kBadRequest) return false;
  if (!(now == used)) return true;  // another request has learned already
  if (now.temperature && is_about(refusal, "temperature")) {
    now.temperature = false;
    return true;
  }
  if (!now.max_completion_tokens && is_about(refusal, "max_completion_tokens")) {
    now.max_completion_tokens = true;
    return true;
  }
  if (now.stream_usage && is_about(refusal, "stream_options")) {
    now.stream_usage = false;
    return true;
  }
  if (now.json_forced || now.json == JsonMode::kPrompt) return false;
  if (!is_about_format(refusal) && (worked || !is_vague(refusal))) return false;
  now.json = now.json == JsonMode::kSchema ? JsonMode::kObject : JsonMode::kPrompt;
  return true;
}

}  // namespace sheaf::llm
