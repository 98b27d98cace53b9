// Chat: many requests to one model at any OpenAI-compatible server, within limits of number, pace,
// tokens, money and time, each retried where that can help.
// Borrows transport, clock and logger; one run at a time, on the caller's thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/task.hpp"
#include "llm/budget.hpp"
#include "llm/chat_reply.hpp"
#include "llm/dialect.hpp"
#include "model/json.hpp"
#include "model/profile.hpp"
#include "net/http.hpp"

namespace sheaf::llm {

struct ChatRequest {
  std::string system, user;
  std::string schema_name;  ///< letters, digits and '_'
  std::string schema;       ///< JSON Schema of the answer, as JSON
};

/// What became of one request, after all tries.
struct ChatOutcome {
  std::size_t index = 0;  ///< of the request
  ReplyKind kind = ReplyKind::kAnswer;
  std::string problem;    ///< empty when answered: names model, server, cause and remedy; no secret
  int tries = 0;
};

/// Sees the object a model answered. kParse makes it count as kNotJson, kConflict as kUngrounded,
/// and be asked for once more; any other error ends the run (the store is full).
using AcceptAnswer = std::function<Status(std::size_t index, const Json& answer)>;
/// Sees each request's end, answered or not, on the thread of run().
using ChatDone = std::function<Status(const ChatOutcome& outcome)>;

struct ChatOptions {
  std::string key;         ///< sent as bearer token; empty: none. Never in logs or messages
  std::string key_source;  ///< "environment variable OPENAI_API_KEY", for messages
  std::string user_agent = "sheaf";
  std::int64_t backoff_ms = 1000, max_backoff_ms = 60000;
  std::int64_t max_wait_ms = 120000;         ///< a server that asks for more is not waited for
  std::int64_t max_run_ms = 60 * 60 * 1000;  ///< of the whole run; nothing is started after it
};

class Chat {
 public:
  Chat(net::Transport& transport, Clock& clock, const Logger& logger, const LlmProfile& profile,
       ChatOptions options);

  /// Runs all; every request is reported to `done` once, unless the task is cancelled or a callback
  /// fails. kInvalid when base_url or model is missing.
  Status run(const std::vector<ChatRequest>& requests, const AcceptAnswer& accept,
             const ChatDone& done, const Task& task);

  /// What all runs of this object used.
  const Totals& totals() const { return budget_.totals(); }

 private:
  friend class ChatRun;
  net::Transport& transport_;
  Clock& clock_;
  const Logger& logger_;
  LlmProfile profile_;
  ChatOptions options_;
  Budget budget_;
  Dialect dialect_;
  bool answered_ = false;  // in this dialect
};

/// "gpt-4o-mini at api.openai.com", for Summary::provider.
std::string provider_name(const ModelService& service);

}  // namespace sheaf::llm
