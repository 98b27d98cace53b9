// Answers of an embeddings endpoint; see embedding_answer.hpp.
// Pure functions; any thread.
#include "llm/embedding_answer.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/text.hpp"
#include "llm/embeddings.hpp"
#include "model/json.hpp"

namespace sheaf::llm {
namespace {

constexpr std::size_t kMostDimensions = 65536;
constexpr std::size_t kWordsShown = 200;

Error misread(const std::string& why) {
  return Error(ErrorCode::kParse, "the answer is no list of embeddings: " + why +
                                      "; check that base_url names a server with OpenAI's interface");
}

/// Empty unless all are finite numbers and not all zero.
std::string packed_entry(const Json& entry) {
  const auto list = entry.find("embedding");
  if (list == entry.end() || !list->is_array() || list->size() > kMostDimensions) return {};
  Vector vector;
  vector.reserve(list->size());
  for (const Json& number : *list) {
    if (!number.is_number()) return {};
    vector.push_back(number.get<float>());
  }
  return pack_vector(vector);
}

std::optional<std::size_t> index_of(const Json& entry) {
  const auto index = entry.find("index");
  if (index == entry.end() || !index->is_number_unsigned()) return std::nullopt;
  return index->get<std::size_t>();
}

Status place_entries(const Json& data, EmbeddingAnswer& answer) {
  const std::size_t texts = answer.packed.size();
  if (data.size() > texts)
    return misread(std::to_string(data.size()) + " entries for " + std::to_string(texts) + " texts");
  const bool indexed = std::any_of(data.begin(), data.end(), [](const Json& entry) {
    return entry.is_object() && entry.contains("index");
  });
  std::vector<bool> taken(texts, false);
  std::size_t position = 0;
  for (const Json& entry : data) {
    if (!entry.is_object()) return misread("an entry is no object");
    const auto place = indexed ? index_of(entry) : std::optional<std::size_t>(position++);
    if (!place || *place >= texts) return misread("an entry names a text that was not asked for");
    if (taken[*place]) return misread("two entries are of the same text");
    taken[*place] = true;
    answer.packed[*place] = packed_entry(entry);
    if (answer.packed[*place].empty()) ++answer.unusable;
  }
  // Fewer entries in no order: nobody knows whose they are.
  if (!indexed && data.size() < texts)
    return misread(std::to_string(data.size()) + " entries without index for " +
                   std::to_string(texts) + " texts");
  answer.absent = static_cast<std::size_t>(std::count(taken.begin(), taken.end(), false));
  return {};
}

std::string line_of(const Json& value) {
  if (!value.is_string()) return {};
  return shorten(collapse_spaces(to_valid_utf8(value.get_ref<const std::string&>())), kWordsShown);
}

}  // namespace

Result<EmbeddingAnswer> read_embedding_answer(std::string_view body, std::size_t texts) {
  const Result<Json> json = parse_json(body, "embeddings");
  if (!json.ok()) return misread(json.error().message);
  if (!json->is_object()) return misread("it is no JSON object");
  const auto data = json->find("data");
  if (data == json->end() || !data->is_array()) {
    const std::string words = refusal_words(body);
    return misread(words.empty() ? "it has no \"data\"" : "it says \"" + words + "\"");
  }
  EmbeddingAnswer answer;
  answer.packed.resize(texts);
  SHEAF_TRY(place_entries(*data, answer));
  if (const auto usage = json->find("usage"); usage != json->end() && usage->is_object())
    for (const char* key : {"total_tokens", "prompt_tokens"})
      if (const auto count = usage->find(key);
          answer.tokens == 0 && count != usage->end() && count->is_number_unsigned())
        answer.tokens = count->get<std::uint64_t>();
  return answer;
}

std::string refusal_words(std::string_view body) {
  const Result<Json> json = parse_json(body, "refusal");
  if (!json.ok()) {
    const bool plain = body.size() <= kWordsShown && body.find('<') == std::string_view::npos;
    return plain ? collapse_spaces(to_valid_utf8(body)) : std::string();
  }
  if (!json->is_object()) return {};
  for (const char* key : {"error", "message", "detail"}) {
    const auto value = json->find(key);
    if (value == json->end()) continue;
    const auto inner = value->is_object() ? value->find("message") : value->end();
    std::string words = value->is_object() && inner != value->end() ? line_of(*inner) : line_of(*value);
    if (!words.empty()) return words;
  }
  return {};
}

}  // namespace sheaf::llm
