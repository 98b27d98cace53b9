// Members of JSON objects; see json_parts.hpp.
// No state; any thread.
#include "model/json_parts.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace sheaf::json_parts {

std::vector<std::string> string_list(const Json& json, const char* key) {
  std::vector<std::string> out;
  const auto found = json.find(key);
  if (found == json.end() || !found->is_array()) return out;
  for (const Json& item : *found)
    if (item.is_string()) out.push_back(to_valid_utf8(item.get_ref<const std::string&>()));
  return out;
}

double number_of(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_number() ? found->get<double>() : 0;
}

bool is_true(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_boolean() && found->get<bool>();
}

const Json& object_of(const Json& json, const char* key) {
  static const Json none = Json::object();
  const auto found = json.find(key);
  return found != json.end() && found->is_object() ? *found : none;
}

void put(Json& json, const char* key, const std::string& value) {
  if (!value.empty()) json[key] = value;
}

void put(Json& json, const char* key, const std::vector<std::string>& value) {
  if (!value.empty()) json[key] = value;
}

}  // namespace sheaf::json_parts
