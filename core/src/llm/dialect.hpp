// Dialect: how a server wants to be asked, learned from what it refuses.
// Plain values; any thread.
#pragma once

#include <string>
#include <string_view>

#include "llm/chat_reply.hpp"
#include "model/profile.hpp"

namespace sheaf::llm {

enum class JsonMode { kSchema, kObject, kPrompt };

struct Dialect {
  JsonMode json = JsonMode::kSchema;
  bool json_forced = false;            ///< the profile says; no falling back
  bool temperature = true;             ///< reasoning models take none
  bool max_completion_tokens = false;  ///< instead of max_tokens
  bool stream_usage = true;            ///< stream_options.include_usage

  friend bool operator==(const Dialect&, const Dialect&) = default;
};

Dialect dialect_of(const LlmProfile& profile);

/// After a refusal of a request spoken in `used`: changes `now` and returns true when the request
/// may fare better in it. `worked`: something was answered in this JSON mode before.
bool adapt(Dialect& now, const Dialect& used, const ChatReply& refusal, bool worked);

}  // namespace sheaf::llm
