// Recorded answers of real servers, each recognised for what it is.
#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <string_view>

#include "llm/chat_reply.hpp"
#include "support/shared_data.hpp"
#include "unit/llm/recorded.hpp"

using namespace sheaf;
using namespace sheaf::llm;
using namespace sheaf::test;

namespace {

struct Known {
  std::string_view begin;  ///< of the file's name; the first that fits counts
  ReplyKind kind;
};

// What each recording is, told by its request and its body.
constexpr Known kKnown[] = {
    {"langchain_test_trace_propagation_ChatOpenAI_", ReplyKind::kTruncated},
    {"langchain_test_trace_propagation_stream_ChatOpenAI_", ReplyKind::kTruncated},
    {"langchain_test_trace_propagation", ReplyKind::kOtherInterface},
    {"llm_test_responses_", ReplyKind::kOtherInterface},
    {"llm_test_tool_use_basic.0", ReplyKind::kToolCall},
    {"llm_test_tool_use_chain_of_two_calls.2", ReplyKind::kAnswer},
    {"llm_test_tool_use_chain_of_two_calls", ReplyKind::kToolCall},
    {"llm_test_tools_streaming_variant_a.0", ReplyKind::kToolCall},
    {"llm_test_tools_streaming_variant_b.0", ReplyKind::kToolCall},
    {"llm_test_tools_streaming_variant_c.0", ReplyKind::kToolCall},
    {"llm_test_tools_streaming_variant_d.0", ReplyKind::kToolCall},
    {"ollama_test_", ReplyKind::kOtherInterface},
    {"otel_test_chat_completion_404", ReplyKind::kNotFound},
    {"otel_test_chat_completion_multiple_tools", ReplyKind::kToolCall},
    {"otel_test_chat_completion_tool_calls_with_content.0", ReplyKind::kToolCall},
    {"otel_test_embeddings", ReplyKind::kOtherInterface},
    {"pydanticai_test_compatible_api_with_tool_calls_without_id.0", ReplyKind::kToolCall},
    {"pydanticai_test_invalid_response", ReplyKind::kMalformed},
    {"pydanticai_test_max_completion_tokens.", ReplyKind::kTruncated},
    {"pydanticai_test_mistral_model_thinking_part.0", ReplyKind::kOtherInterface},
    {"pydanticai_test_model_name_suggestion", ReplyKind::kNotFound},
    {"pydanticai_test_ollama_cloud_tool_output.1", ReplyKind::kToolCall},
    {"pydanticai_test_openai_instructions_with_responses", ReplyKind::kOtherInterface},
    {"pydanticai_test_openai_native_output.0", ReplyKind::kToolCall},
    {"pydanticai_test_openai_prompted_output.0", ReplyKind::kToolCall},
    {"pydanticai_test_openai_prompted_output_multiple.0", ReplyKind::kToolCall},
    {"pydanticai_test_openai_responses_model_http_error", ReplyKind::kBadRequest},
    {"pydanticai_test_openrouter_errors_raised", ReplyKind::kThrottled},
    {"pydanticai_test_openrouter_stream_error", ReplyKind::kTruncated},
    {"pydanticai_test_run_stream_sync_streams_real_model.0", ReplyKind::kToolCall},
    {"pydanticai_test_tool_regular_error", ReplyKind::kNotFound},
    {"pydanticai_test_tool_use_failed_error.2", ReplyKind::kAnswer},
    {"pydanticai_test_tool_use_failed_error_streaming.2", ReplyKind::kAnswer},
    {"pydanticai_test_tool_use_failed_error", ReplyKind::kToolCall},
    {"traceloop_test_azure_openai_embeddings.2", ReplyKind::kUnauthorized},
    {"traceloop_test_azure_openai_embeddings.3", ReplyKind::kUnauthorized},
    {"traceloop_test_azure_openai_embeddings", ReplyKind::kOtherInterface},
    {"traceloop_test_chat_content_filtering.0", ReplyKind::kFiltered},
    {"traceloop_test_chat_reasoning.0", ReplyKind::kAnswer},
    {"traceloop_test_chat_reasoning", ReplyKind::kNotFound},
};

ReplyKind expected_kind(const std::string& name) {
  for (const Known& known : kKnown)
    if (name.starts_with(known.begin)) return known.kind;
  return ReplyKind::kAnswer;
}

}  // namespace

TEST_CASE("every recorded answer is recognised for what it is") {
  SHEAF_SHARED_OR_SKIP(folder, "feeds/llm");
  std::size_t answers = 0, total = 0;
  for (const auto& file : recorded_replies(folder)) {
    const std::string name = file.filename().string();
    INFO(name);
    const ChatReply reply = read_chat_reply(recorded_reply(file));
    CHECK(reply_kind_name(reply.kind) == reply_kind_name(expected_kind(name)));
    if (reply.kind == ReplyKind::kAnswer) {
      CHECK_FALSE(trim(reply.text).empty());
      CHECK(reply.usage.known);
      ++answers;
    }
    ++total;
  }
  CHECK(total >= 100);
  CHECK(answers >= 40);
}

TEST_CASE("reasoning, other choices and keep-alive comments stay out of recorded answers") {
  SHEAF_SHARED_OR_SKIP(folder, "feeds/llm");
  const auto text_of = [&](const char* name) { return read_chat_reply(recorded_reply(folder / name)).text; };
  CHECK(text_of("pydanticai_test_deepseek_model_thinking_stream.http").starts_with("Hello there!"));
  CHECK(text_of("pydanticai_test_openrouter_streaming_reasoning.http") == "2 + 2 = 4");
  CHECK(text_of("otel_test_chat_completion_multiple_choices.http").starts_with("This is a test."));
  CHECK(text_of("pydanticai_test_max_completion_tokens.http").empty());  // an unfinished <think>
}

TEST_CASE("a recorded answer cut anywhere is never taken for a whole one that it is not") {
  SHEAF_SHARED_OR_SKIP(folder, "feeds/llm");
  for (const char* name : {"otel_test_chat_completion_streaming.http", "pydanticai_test_groq_native_output.http"}) {
    const net::HttpResponse whole = recorded_reply(folder / name);
    const std::string text = read_chat_reply(whole).text;
    for (std::size_t size = 0; size < whole.body.size(); size += 7) {
      net::HttpResponse cut = whole;
      cut.body.resize(size);
      const ChatReply reply = read_chat_reply(cut);
      INFO(name << " cut at " << size);
      if (reply.kind == ReplyKind::kAnswer) CHECK(reply.text == text);
    }
  }
}
