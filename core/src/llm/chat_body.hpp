// The HTTP request that asks a chat question.
// Pure functions; any thread.
#pragma once

#include <string>

#include "llm/chat.hpp"
#include "net/http.hpp"

namespace sheaf::llm {

/// "https://api.openai.com/v1" → "https://api.openai.com/v1/chat/completions"; a query stays behind.
std::string chat_url(const std::string& base_url);

net::HttpRequest chat_http_request(const ChatRequest& request, const LlmProfile& profile,
                                   const ChatOptions& options, const Dialect& dialect,
                                   int max_output_tokens);

/// Without the key, should a server repeat it, and without anything that looks like one.
std::string without_secrets(std::string text, const std::string& key);

}  // namespace sheaf::llm
