// Fuzzer of what a model's server answers: an HTTP body plain or streamed, the JSON in a model's words, the
// card and the report made of it, embeddings. The first byte chooses status and media type.
#include "fuzz.hpp"

#include <nlohmann/json.hpp>

#include "llm/card_answer.hpp"
#include "llm/card_request.hpp"
#include "llm/chat_reply.hpp"
#include "llm/embedding_answer.hpp"
#include "llm/json_answer.hpp"
#include "llm/sse.hpp"
#include "net/http.hpp"

namespace {

using namespace sheaf;

void check_reply(char choice, const std::string& body) {
  static constexpr int kStatuses[] = {200, 200, 400, 401, 404, 429, 500, 503};
  static constexpr const char* kTypes[] = {"application/json", "text/event-stream", "text/html", ""};
  net::HttpResponse response;
  response.status = kStatuses[choice & 7];
  response.headers = {{"content-type", kTypes[(choice >> 3) & 3]}};
  response.body = body;
  const llm::ChatReply reply = llm::read_chat_reply(response);
  fuzz::require_utf8(reply.text, "an answer is no UTF-8");
  fuzz::require_utf8(reply.detail, "an answer's words are no UTF-8");
  fuzz::require(count_code_points(reply.detail) <= 301 && reply.detail.find('\n') == std::string::npos,
                "a server's words are more than a line", reply.detail);
}

void check_line(const std::string& line) {
  fuzz::require_utf8(line, "a card's text is no UTF-8");
  fuzz::require(line.find('\n') == std::string::npos, "a card's text is more than a line", line);
}

void check_card(const Json& answer) {
  if (const auto card = llm::card_from_answer(answer, "A title", {})) {
    fuzz::require(!card->tldr.empty(), "a card without a TL;DR");
    for (const std::string* text : {&card->tldr, &card->motivation, &card->method, &card->result, &card->conclusion})
      check_line(*text);
    fuzz::require(card->mindmap.children.size() <= 8, "a mindmap with too many branches");
    for (const MindNode& branch : card->mindmap.children)
      fuzz::require(branch.children.size() <= 3, "a branch with too many leaves");
  }
  if (const auto report = llm::report_from_answer(answer)) {
    for (const std::string* text : {&report->contribution, &report->setup, &report->results}) {
      fuzz::require_utf8(*text, "a report is no UTF-8");
      for (const char* bad : {"<script", "[[", "<%", "%%", "```", "]("})
        fuzz::require(!contains(*text, bad), "a report holds markup", *text);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string body(fuzz::text_of(data + 1, size - 1));
  check_reply(static_cast<char>(data[0]), body);
  for (const llm::SseEvent& event : llm::read_events(body))
    fuzz::require(event.data.size() <= body.size(), "an event is longer than its stream");
  if (const auto answer = llm::read_json_answer(body)) {
    fuzz::require(answer->is_object(), "an answer that is no object");
    check_card(*answer);
  }
  check_line(llm::plain_line(body, 200));
  fuzz::require_utf8(llm::plain_markdown(body, 2000), "Markdown is no UTF-8");
  if (const auto vectors = llm::read_embedding_answer(body, 3))
    fuzz::require(vectors->packed.size() == 3, "not one vector for each text");
  fuzz::require_utf8(llm::refusal_words(body), "a refusal is no UTF-8");
  return 0;
}
