// Chat: many requests to one model, each answered, retried or given up; see chat_run.hpp.
// Borrows transport, clock and logger; one run at a time, on the caller's thread.
#include "llm/chat.hpp"

#include "llm/chat_run.hpp"
#include "net/url.hpp"

namespace sheaf::llm {

Chat::Chat(net::Transport& transport, Clock& clock, const Logger& logger, const LlmProfile& profile,
           ChatOptions options)
    : transport_(transport),
      clock_(clock),
      logger_(logger),
      profile_(profile),
      options_(std::move(options)),
      budget_(profile),
      dialect_(dialect_of(profile)) {}

Status Chat::run(const std::vector<ChatRequest>& requests, const AcceptAnswer& accept, const ChatDone& done,
                 const Task& task) {
  if (profile_.service.base_url.empty())
    return Error{ErrorCode::kInvalid, "llm.base_url is empty: name the server, like \"http://127.0.0.1:11434/v1\""};
  if (profile_.service.model.empty())
    return Error{ErrorCode::kInvalid, "llm.model is empty: name the model, like \"llama3.1\""};
  SHEAF_TRY(net::check_url(profile_.service.base_url));
  return ChatRun(*this, requests, accept, done, task).run();
}

std::string provider_name(const ModelService& service) {
  const auto parts = net::split_url(service.base_url);
  return service.model + " at " + (parts ? parts->host : "an unknown server");
}

}  // namespace sheaf::llm
