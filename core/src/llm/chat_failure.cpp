// What a failed chat request means.
// Pure functions; any thread.
#include "llm/chat_failure.hpp"

#include "base/text.hpp"
#include "llm/chat_body.hpp"
#include "net/url.hpp"

namespace sheaf::llm {
namespace {

std::string remedy(ReplyKind kind, const LlmProfile& profile, const ChatOptions& options) {
  switch (kind) {
    case ReplyKind::kUnauthorized:
      return options.key.empty()
                 ? "no key was sent: name its source in llm.key (env, command or file)"
                 : "check the key from " + options.key_source + " and that it may use this model";
    case ReplyKind::kNotFound:
      return "check llm.model and llm.base_url (it usually ends in /v1)";
    case ReplyKind::kHtml:
    case ReplyKind::kOtherInterface:
    case ReplyKind::kMalformed:
      return "check llm.base_url (it usually ends in /v1)";
    case ReplyKind::kNoQuota: return "check the account's credit";
    case ReplyKind::kThrottled: return "lower llm.max_in_flight or set llm.requests_per_minute";
    case ReplyKind::kTimeout:
      return "the limit is llm.timeout_ms (" + std::to_string(profile.timeout_ms) + ")";
    case ReplyKind::kTruncated: return "raise llm.max_output_tokens";
    case ReplyKind::kDropped: return "check that the server runs and the connection";
    default: return {};
  }
}

}  // namespace

bool passes_with_time(ReplyKind kind) {
  return kind == ReplyKind::kThrottled || kind == ReplyKind::kServerError || kind == ReplyKind::kTimeout ||
         kind == ReplyKind::kDropped;
}

bool is_model_fault(ReplyKind kind) {
  return kind == ReplyKind::kTruncated || kind == ReplyKind::kEmpty || kind == ReplyKind::kToolCall ||
         kind == ReplyKind::kNotJson || kind == ReplyKind::kUngrounded || kind == ReplyKind::kMalformed || kind == ReplyKind::kHtml;
}

bool is_lasting(ReplyKind kind) {
  return kind == ReplyKind::kUnauthorized || kind == ReplyKind::kNotFound || kind == ReplyKind::kNoQuota ||
         kind == ReplyKind::kBadRequest || kind == ReplyKind::kOtherInterface || kind == ReplyKind::kHtml ||
         kind == ReplyKind::kMalformed;
}

std::string failure_text(const ChatReply& reply, const LlmProfile& profile, const ChatOptions& options) {
  std::string text = provider_name(profile.service) + ": " + std::string(reply_kind_name(reply.kind));
  if (is_lasting(reply.kind)) text += " from " + net::shown_url(chat_url(profile.service.base_url));
  if (!reply.detail.empty()) text += ": " + without_secrets(reply.detail, options.key);
  if (const std::string what = remedy(reply.kind, profile, options); !what.empty()) text += "; " + what;
  return text;
}

}  // namespace sheaf::llm
