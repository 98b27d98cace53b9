// The JSON object in a model's text, where it is unmistakable.
// One scan of the text, strings skipped, so that no text makes it slow.
#include "llm/json_answer.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "llm/chat_reply.hpp"

namespace sheaf::llm {
namespace {

constexpr std::size_t kMaxDepth = 32;  // our schemas have four levels
constexpr std::size_t kNone = std::string_view::npos;

Error not_json(std::string problem) {
  return Error{ErrorCode::kParse, "the answer is not the JSON asked for: " + std::move(problem)};
}

/// The end of the string that begins at `at` (its quote), or kNone.
std::size_t string_end(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      return at + 1;
    }
  }
  return kNone;
}

/// The end of the object that begins at `at`, kNone when it does not close or nests too deeply.
std::size_t object_end(std::string_view text, std::size_t at) {
  std::string open;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"') {
      at = string_end(text, at);
      if (at == kNone) return kNone;
      continue;
    }
    ++at;
    if (c == '{' || c == '[') {
      open += c;
      if (open.size() > kMaxDepth) return kNone;
    } else if (c == '}' || c == ']') {
      if (open.empty() || open.back() != (c == '}' ? '{' : '[')) return kNone;
      open.pop_back();
      if (open.empty()) return at;
    }
  }
  return kNone;
}

/// Leaves out commas before a closing bracket.
std::string without_trailing_commas(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '"') {
      const std::size_t end = std::min(string_end(text, at), text.size());
      out += text.substr(at, end - at);
      at = end;
      continue;
    }
    const char c = text[at++];
    if (c == '}' || c == ']') {
      const std::size_t last = out.find_last_not_of(" \t\r\n");
      if (last != std::string::npos && out[last] == ',') out.erase(last, 1);
    }
    out += c;
  }
  return out;
}

/// Words before an object may hold braces ("{x}"): an object of ours begins with a quote or ends.
std::size_t object_start(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find('{', from); at != kNone; at = text.find('{', at + 1)) {
    const std::size_t next = text.find_first_not_of(" \t\r\n", at + 1);
    if (next == kNone || text[next] == '"' || text[next] == '}') return at;
  }
  return kNone;
}

}  // namespace

Result<Json> read_json_answer(std::string_view text) {
  const std::string whole = without_reasoning(text);
  const std::string_view rest = trim(whole);
  const std::size_t start = object_start(rest, 0);
  if (start == kNone) return not_json("it has no object");
  const std::size_t end = object_end(rest, start);
  if (end == kNone) return not_json("its object does not close");
  if (object_start(rest, end) != kNone) return not_json("it has more than one object");
  const std::string_view object = rest.substr(start, end - start);
  if (Result<Json> read = parse_json(object, "answer")) return read;
  Result<Json> repaired = parse_json(without_trailing_commas(object), "answer");
  if (repaired) return repaired;
  return not_json(repaired.error().message);
}

}  // namespace sheaf::llm
