// ReplyParts: what a chat answer is made of, gathered from one object or from the pieces of a stream.
// Plain values; one thread.
#pragma once

#include <string>
#include <string_view>

#include "llm/chat_reply.hpp"
#include "model/json.hpp"

namespace sheaf::llm {

struct ReplyParts {
  std::string text, refusal, finish, model;
  bool tool_call = false;
  bool any_choice = false;
  Usage usage;

  /// A "chat.completion" or one of its chunks; only the choice of index 0.
  void add(const Json& object);
};

/// The error object of a body or of an event, read into `reply`; false when there is none.
bool read_error(const Json& object, ChatReply& reply);
/// The kind that a status code of HTTP, or the like in an error object, stands for.
ReplyKind kind_of_status(int status);
/// Which other interface this object belongs to ("the Responses API"); empty: none we know.
std::string_view other_interface(const Json& object);
/// As parse_json(), but kParse for what nests deeper than any answer: printing it would recurse.
Result<Json> parse_reply(std::string_view text);
/// One line of at most 300 characters.
std::string one_line(std::string_view text);

}  // namespace sheaf::llm
