// JSON: lenient getters, so that a newer library may add or leave out members.
// Pure functions; any thread.
#include "json.hpp"

#include <nlohmann/json.hpp>

#include "failure.hpp"

namespace cli {
namespace {

const Json* member(const Json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

// "[json.exception.parse_error.101] parse error at line 1, column 9: syntax error …" → the rest
// from "syntax error", with the column.
std::string reason_of(const nlohmann::detail::parse_error& error) {
  const std::string all = error.what();
  const auto colon = all.find(": ");
  const std::string reason = colon == std::string::npos ? all : all.substr(colon + 2);
  return "column " + std::to_string(error.byte) + ": " + reason;
}

}  // namespace

Json parse_json(std::string_view text, const std::string& what) {
  try {
    return Json::parse(text.begin(), text.end());
  } catch (const nlohmann::detail::parse_error& error) {
    throw usage_failure(what + ": not JSON: " + reason_of(error));
  }
}

std::string json_line(const Json& json) {
  const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string line;
  line.reserve(text.size() + 1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
    // U+007F…U+009F: JSON lets them stand, a terminal obeys some of them.
    const bool c1 = byte == 0xC2 && next >= 0x80 && next <= 0x9F;
    if (byte != 0x7F && !c1) {
      line += text[i];
      continue;
    }
    constexpr char kHex[] = "0123456789abcdef";
    const unsigned value = c1 ? next : byte;
    line += {'\\', 'u', '0', '0', kHex[value >> 4], kHex[value & 15]};
    if (c1) ++i;
  }
  return line += '\n';
}

std::string text_of(const Json& object, const char* key) {
  const Json* found = member(object, key);
  return found != nullptr && found->is_string() ? found->get<std::string>() : "";
}

std::uint64_t count_of(const Json& object, const char* key) {
  const Json* found = member(object, key);
  return found != nullptr && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

double number_of(const Json& object, const char* key) {
  const Json* found = member(object, key);
  return found != nullptr && found->is_number() ? found->get<double>() : 0;
}

bool flag_of(const Json& object, const char* key) {
  const Json* found = member(object, key);
  return found != nullptr && found->is_boolean() && found->get<bool>();
}

const Json& list_of(const Json& object, const char* key) {
  static const Json kEmpty = Json::array();
  const Json* found = member(object, key);
  return found != nullptr && found->is_array() ? *found : kEmpty;
}

const Json& object_of(const Json& object, const char* key) {
  static const Json kEmpty = Json::object();
  const Json* found = member(object, key);
  return found != nullptr && found->is_object() ? *found : kEmpty;
}

}  // namespace cli
