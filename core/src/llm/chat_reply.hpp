// ChatReply: what a server's answer to a chat request is, each kind of failure by its own name.
// Pure functions; any thread. Reads POST /chat/completions of OpenAI's interface, plain or streamed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "net/http.hpp"

namespace sheaf::llm {

enum class ReplyKind {
  kAnswer,         ///< text came, and the model says that it is whole
  kTruncated,      ///< finish_reason "length": cut at the token limit
  kRefused,        ///< message.refusal
  kFiltered,       ///< finish_reason "content_filter"
  kToolCall,       ///< the model wanted to call a tool; none was offered
  kEmpty,          ///< no text, or only reasoning
  kMalformed,      ///< not an answer of this interface: broken JSON, other members
  kHtml,           ///< a web page: a proxy's, a login's, or a wrong address
  kOtherInterface, ///< the Responses API, a legacy completion, Ollama's own, embeddings
  kServerError,    ///< 5xx, or an error object inside a 200 or a stream
  kThrottled,      ///< 429
  kNoQuota,        ///< 429 or 402 because the account has no credit left
  kBadRequest,     ///< 400, 413, 422
  kUnauthorized,   ///< 401, 403
  kNotFound,       ///< 404: no such model or address
  kTimeout,        ///< no whole answer in time, 408 and 504 as well
  kDropped,        ///< no connection, or it broke; a stream that ended early
  kNotJson,        ///< an answer whose text is not the JSON asked for
  kUngrounded,     ///< JSON, but too little of it is in the paper
  kOverBudget,     ///< not sent: tokens, money or time of the run are used up
  kNotSent,        ///< not sent: an earlier failure holds for all
};

/// "truncated", "rate limit", "not JSON": for counts and notes.
std::string_view reply_kind_name(ReplyKind kind);

struct Usage {
  std::int64_t prompt_tokens = 0, completion_tokens = 0;
  bool known = false;  ///< the server said
};

struct ChatReply {
  ReplyKind kind = ReplyKind::kMalformed;
  std::string text;    ///< without reasoning; what came so far when truncated
  std::string detail;  ///< the server's words, one line of at most 300 characters
  std::string param;   ///< which part of the request a 400 is about, when it says
  std::string model;   ///< as the server names it
  Usage usage;
};

/// Judges any answer. Never fails: what cannot be read is a kind.
ChatReply read_chat_reply(const net::HttpResponse& response);
/// The kind of an error that kept an answer from coming.
ReplyKind kind_of_error(const Error& error);

/// Takes off "<think>…</think>" before the answer, and what an unfinished "<think>" leaves.
std::string without_reasoning(std::string_view text);

}  // namespace sheaf::llm
