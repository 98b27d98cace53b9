// What a failed chat request means: for its next try, for the other requests, and in words.
// Pure functions; any thread.
#pragma once

#include <string>

#include "llm/chat.hpp"
#include "llm/chat_reply.hpp"

namespace sheaf::llm {

/// May pass with time: throttled, server errors, timeouts, broken connections.
bool passes_with_time(ReplyKind kind);
/// The model's own fault, worth asking once more: truncated, empty, a tool call, not JSON, …
bool is_model_fault(ReplyKind kind);
/// Most likely the same for every request: key, model name, address, interface, quota.
bool is_lasting(ReplyKind kind);

/// Names model, server, cause and remedy; no secret.
std::string failure_text(const ChatReply& reply, const LlmProfile& profile, const ChatOptions& options);

}  // namespace sheaf::llm
