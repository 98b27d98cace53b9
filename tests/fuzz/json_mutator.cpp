// A mutator for fuzzers whose input holds JSON: half of the time it changes a value of a tree instead of a byte,
// so that most of what comes out is still JSON. Inputs may hold several parts, divided by NULs, line ends or '='.
// libFuzzer and fuzz_replay call it on one thread.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace {

using Json = nlohmann::ordered_json;

struct Place {
  std::size_t begin, end;
};

/// Parts that begin like an object or a list.
std::vector<Place> json_parts(std::string_view text) {
  std::vector<Place> parts;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(std::string_view("\0\n", 2), begin), text.size());
    std::size_t start = begin;
    const std::size_t equals = text.find('=', begin);
    if (text[start] != '{' && text[start] != '[' && equals < end) start = equals + 1;
    if (start < end && (text[start] == '{' || text[start] == '[')) parts.push_back({start, end});
    begin = end + 1;
  }
  if (parts.size() > 1 || parts.empty()) parts.push_back({0, text.size()});  // JSON of several lines
  return parts;
}

/// Every value of the tree, the root first.
void collect(Json& json, std::vector<Json*>& out) {
  out.push_back(&json);
  if (json.is_structured() && out.size() < 2000)
    for (Json& child : json) collect(child, out);
}

Json odd_value(std::mt19937& random) {
  switch (random() % 12) {
    case 0: return nullptr;
    case 1: return true;
    case 2: return static_cast<std::int64_t>(random()) - (std::int64_t{1} << 31);
    case 3: return -1;
    case 4: return 1e300;
    case 5: return "";
    case 6: return Json::array();
    case 7: return Json::object();
    case 8: return std::string(1 + random() % 300, 'x');
    case 9: return "2026-04-17";
    case 10: return "a\n\"b\" <c> [[d]] \\ ../e \xF0\x9F\x8E\x89";
    default: return random() % 10;
  }
}

std::string changed_bytes(const std::string& text) {
  std::vector<std::uint8_t> bytes(text.begin(), text.end());
  bytes.resize(text.size() + 32);
  const std::size_t size = LLVMFuzzerMutate(bytes.data(), text.size(), bytes.size());
  return {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)};
}

void change(Json& root, std::mt19937& random) {
  std::vector<Json*> all;
  collect(root, all);
  Json& at = *all[random() % all.size()];
  const Json other = *all[random() % all.size()];
  switch (random() % 6) {
    case 0: at = odd_value(random); return;
    case 1: at = other; return;
    case 2:
      if (at.is_array() && at.size() < 50) at.push_back(other);
      else if (at.is_object()) at["k" + std::to_string(random() % 5)] = other;
      return;
    case 3:
      if (at.is_structured() && !at.empty()) at.erase(std::next(at.begin(), static_cast<std::ptrdiff_t>(random() % at.size())));
      return;
    case 4:
      if (at.is_object() && !at.empty()) std::next(at.begin(), static_cast<std::ptrdiff_t>(random() % at.size())).value() = other;
      return;
    default:
      if (at.is_string()) at = changed_bytes(at.get<std::string>());
      else if (at.is_number()) at = at.get<double>() * (random() % 2 ? -1 : 1e9);
  }
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  std::mt19937 random(seed);
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::vector<Place> parts = json_parts(text);
  const Place part = parts[random() % parts.size()];
  if (random() % 2 == 0 || part.end <= part.begin) return LLVMFuzzerMutate(data, size, most);
  Json json = Json::parse(text.substr(part.begin, part.end - part.begin), nullptr, false, true);
  if (json.is_discarded()) return LLVMFuzzerMutate(data, size, most);
  change(json, random);
  const std::string out = std::string(text.substr(0, part.begin)) + json.dump(-1, ' ', false, Json::error_handler_t::replace) +
                          std::string(text.substr(part.end));
  if (out.size() > most) return LLVMFuzzerMutate(data, size, most);
  std::memcpy(data, out.data(), out.size());
  return out.size();
}
