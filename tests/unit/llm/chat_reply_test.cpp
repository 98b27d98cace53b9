// Answers of chat servers, plain and streamed, whole and broken.
#include <catch2/catch.hpp>

#include "llm/chat_reply.hpp"
#include "llm/sse.hpp"

using namespace sheaf;
using namespace sheaf::llm;

namespace {

ChatReply read(int status, std::string body, std::string type = "application/json") {
  net::HttpResponse response;
  response.status = status;
  response.headers = {{"Content-Type", std::move(type)}};
  response.body = std::move(body);
  return read_chat_reply(response);
}

std::string message(const std::string& content, const std::string& finish = "stop") {
  return R"({"choices":[{"index":0,"finish_reason":")" + finish + R"(","message":{"role":"assistant","content":)" +
         content + R"(}}],"usage":{"prompt_tokens":7,"completion_tokens":3}})";
}

}  // namespace

TEST_CASE("a whole answer has its text and its usage") {
  const ChatReply reply = read(200, message(R"("{\"tldr\":\"x\"}")"));
  CHECK(reply.kind == ReplyKind::kAnswer);
  CHECK(reply.text == R"({"tldr":"x"})");
  CHECK(reply.usage.known);
  CHECK(reply.usage.prompt_tokens == 7);
  CHECK(reply.usage.completion_tokens == 3);
}

TEST_CASE("each way not to answer has its own name") {
  CHECK(read(200, message(R"("half of")", "length")).kind == ReplyKind::kTruncated);
  CHECK(read(200, message("null", "content_filter")).kind == ReplyKind::kFiltered);
  CHECK(read(200, message(R"(null,"refusal":"I cannot")")).kind == ReplyKind::kRefused);
  CHECK(read(200, message(R"(null,"tool_calls":[{"id":"a"}])", "tool_calls")).kind == ReplyKind::kToolCall);
  CHECK(read(200, message(R"("")")).kind == ReplyKind::kEmpty);
  CHECK(read(200, message(R"("<think>well")")).kind == ReplyKind::kEmpty);
  CHECK(read(200, R"({"choices":[]})").kind == ReplyKind::kEmpty);
  CHECK(read(200, "").kind == ReplyKind::kEmpty);
  CHECK(read(200, "{\"choices\":").kind == ReplyKind::kMalformed);
  CHECK(read(200, R"({"ok":true})").kind == ReplyKind::kMalformed);
  CHECK(read(200, R"([1,2])").kind == ReplyKind::kMalformed);
  CHECK(read(200, R"("text")").kind == ReplyKind::kMalformed);
  CHECK(read(200, "<!DOCTYPE html><title>Sign in</title>", "text/html").kind == ReplyKind::kHtml);
  CHECK(read(200, R"({"error":{"message":"overloaded"}})").kind == ReplyKind::kServerError);
  CHECK(read(200, R"({"error":{"message":"slow","code":429}})").kind == ReplyKind::kThrottled);
  CHECK(read(200, R"({"object":"response","output":[]})").kind == ReplyKind::kOtherInterface);
  CHECK(read(500, "").kind == ReplyKind::kServerError);
  CHECK(read(429, R"({"error":{"message":"x","code":"insufficient_quota"}})").kind == ReplyKind::kNoQuota);
  CHECK(read(429, R"({"error":{"message":"slow down"}})").kind == ReplyKind::kThrottled);
  CHECK(read(401, "no").kind == ReplyKind::kUnauthorized);
  CHECK(read(404, "<html><title>404</title>", "text/html").kind == ReplyKind::kNotFound);
  CHECK(read(400, R"({"error":{"message":"x","code":"content_filter"}})").kind == ReplyKind::kFiltered);
  CHECK(read(422, R"({"detail":"no"})").kind == ReplyKind::kBadRequest);
  CHECK(read(504, "").kind == ReplyKind::kTimeout);
}

TEST_CASE("an error's words are one short line") {
  const ChatReply reply = read(400, R"({"error":{"message":"line\none\u0000)" + std::string(5000, 'x') +
                                        R"(","param":"response_format"}})");
  CHECK(reply.detail.starts_with("line one"));
  CHECK(reply.detail.size() < 1000);
  CHECK(reply.param == "response_format");
  CHECK(read(502, "<html><head><title>502 Bad\nGateway</title>").detail == "a web page: 502 Bad Gateway");
}

TEST_CASE("a stream is put together, comments and other choices left out") {
  const std::string body =
      ": keep-alive\n\n"
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"hm\",\"content\":\"a\"}}]}\r\n\r\n"
      "data: {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"other\"}}]}\n\n"
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"b\"},\"finish_reason\":\"stop\"}]}\n\n"
      "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":1}}\n\n"
      "data: [DONE]\n\n";
  const ChatReply reply = read(200, body, "text/event-stream");
  CHECK(reply.kind == ReplyKind::kAnswer);
  CHECK(reply.text == "ab");
  CHECK(reply.usage.prompt_tokens == 2);
}

TEST_CASE("a stream that ends early was dropped, and one with an error says it") {
  CHECK(read(200, "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n", "text/event-stream").kind ==
        ReplyKind::kDropped);
  CHECK(read(200, "data: {\"choices\":[{\"ind", "text/event-stream").kind == ReplyKind::kDropped);
  CHECK(read(200, "data: {broken\n\ndata: [DONE]\n\n", "text/event-stream").kind == ReplyKind::kMalformed);
  const ChatReply reply =
      read(200, "event: error\ndata: {\"error\":{\"message\":\"gone\",\"status_code\":503}}\n\n", "text/event-stream");
  CHECK(reply.kind == ReplyKind::kServerError);
  CHECK(reply.detail == "gone");
}

TEST_CASE("content in parts is the text parts, without what the model thought") {
  const ChatReply reply = read(
      200, message(R"([{"type":"thinking","thinking":"no"},{"type":"text","text":"{}"},{"type":"image"}])"));
  CHECK(reply.text == "{}");
}

TEST_CASE("reasoning before the answer goes, the same words inside it stay") {
  CHECK(without_reasoning("<think>a {b}</think>\n{\"x\":1}") == "{\"x\":1}");
  CHECK(without_reasoning("thought\n</think>{\"x\":1}") == "{\"x\":1}");
  CHECK(without_reasoning("<think>never closed {\"x\":1}").empty());
  CHECK(without_reasoning("{\"tldr\":\"uses <think> and </think> tags\"}") ==
        "{\"tldr\":\"uses <think> and </think> tags\"}");
}

TEST_CASE("events are split by any line end, and data lines joined") {
  const auto events = read_events("\xEF\xBB\xBF" "event: a\rdata: 1\rdata:2\r\rid: 5\n\ndata:last");
  REQUIRE(events.size() == 2);
  CHECK(events[0].name == "a");
  CHECK(events[0].data == "1\n2");
  CHECK(events[1].data == "last");
}

TEST_CASE("members of wrong types are no danger") {
  for (const char* body : {R"({"choices":{}})", R"({"choices":[5]})", R"({"choices":[{"index":"0","message":7}]})",
                           R"({"choices":[{"message":{"content":{"a":1}}}],"usage":[1],"model":4})",
                           R"({"choices":[{"delta":{"tool_calls":"x"}}],"usage":{"prompt_tokens":-5}})",
                           R"({"error":[]})", R"({"error":{"code":99999999999999999999}})"}) {
    INFO(body);
    const ChatReply reply = read(200, body);
    CHECK(reply.kind != ReplyKind::kAnswer);
    CHECK(reply.usage.prompt_tokens >= 0);
  }
}

TEST_CASE("answers that nest without end or are cut anywhere are malformed and no more") {
  const std::string deep = "{\"error\":" + std::string(2000000, '[');
  CHECK(read(200, deep).kind == ReplyKind::kMalformed);
  CHECK(read(200, deep + std::string(2000000, ']') + "}").kind == ReplyKind::kMalformed);
  CHECK(read(400, deep + std::string(2000000, ']') + "}").kind == ReplyKind::kBadRequest);
  CHECK(read(200, "data: " + deep + "\n\ndata: [DONE]\n\n", "text/event-stream").kind == ReplyKind::kMalformed);
  const std::string whole = message(R"("\u00e4{\"x\":\"\\\"]\"}")");
  for (std::size_t size = 0; size < whole.size(); ++size) CHECK(read(200, whole.substr(0, size)).kind != ReplyKind::kAnswer);
}
