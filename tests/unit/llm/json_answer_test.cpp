// The JSON object in what a model wrote.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "llm/json_answer.hpp"

using namespace sheaf;
using namespace sheaf::llm;

namespace {

std::string object_in(const std::string& text) {
  const auto read = read_json_answer(text);
  return read ? read->dump() : "error: " + read.error().message;
}

bool fails(const std::string& text) {
  const auto read = read_json_answer(text);
  return !read && read.error().code == ErrorCode::kParse;
}

}  // namespace

TEST_CASE("fences, words around and trailing commas do not hide an object") {
  CHECK(object_in(R"({"a":1})") == R"({"a":1})");
  CHECK(object_in("```json\n{\"a\":1}\n```") == R"({"a":1})");
  CHECK(object_in("Sure! Here is the card for {x}:\n{\"a\": [1, 2,], }\nHope it helps.") == R"({"a":[1,2]})");
  CHECK(object_in("<think>{\"a\":0}</think>{\"a\":1}") == R"({"a":1})");
  CHECK(object_in(R"({"a":"}, {\"b\":2},]"})") == R"({"a":"}, {\"b\":2},]"})");
}

TEST_CASE("what is not unmistakable is refused") {
  CHECK(fails(""));
  CHECK(fails("no object"));
  CHECK(fails(R"({"a":1} or {"a":2})"));
  CHECK(fails(R"({"a":1)"));
  CHECK(fails(R"({"a":"open)"));
  CHECK(fails(R"({"a":[1})"));
  CHECK(fails(R"({"a":1 "b":2})"));
  CHECK(fails(R"({"a" 1})"));
}

TEST_CASE("deep and huge answers end soon") {
  CHECK(fails("{\"a\":" + std::string(100000, '[')));
  std::string nested;
  for (int i = 0; i < 100000; ++i) nested += "{\"a\":";
  CHECK(fails(nested));
  CHECK(fails(std::string(1000000, '{')));
  CHECK(fails("{\"a\":\"" + std::string(1000000, '"')));
}
