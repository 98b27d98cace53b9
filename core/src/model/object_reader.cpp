// Reading one object of a profile; see object_reader.hpp.
#include "model/object_reader.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace sheaf {

Error ObjectReader::wrong(const JsonPath& path, const std::string& problem) const {
  const std::string where = path_text(path);
  return Error{ErrorCode::kInvalid, std::string(name_) + ":" + std::to_string(json_line(text_, path)) +
                                        ": " + (where.empty() ? "" : where + ": ") + problem};
}

JsonPath ObjectReader::below(const std::string& key) const {
  JsonPath path = path_;
  path.push_back({key, 0, false});
  return path;
}

std::string ObjectReader::shown(const Json& value) { return shorten(dump_json(value), 40); }

Error ObjectReader::not_a(const std::string& key, const char* wanted, const Json& value) const {
  return wrong(below(key), "must be " + std::string(wanted) + ", not " + shown(value));
}

const Json* ObjectReader::find(const std::string& key) {
  known_.push_back(key);
  const auto found = json_.find(key);
  return found == json_.end() || found->is_null() ? nullptr : &*found;
}

Status ObjectReader::take(const std::string& key, std::string& out) {
  const Json* value = find(key);
  if (!value) return {};
  if (!value->is_string()) return not_a(key, "a string", *value);
  out = value->get<std::string>();
  return {};
}

Status ObjectReader::take(const std::string& key, bool& out) {
  const Json* value = find(key);
  if (!value) return {};
  if (!value->is_boolean()) return not_a(key, "true or false", *value);
  out = value->get<bool>();
  return {};
}

Status ObjectReader::take(const std::string& key, double& out) {
  const Json* value = find(key);
  if (!value) return {};
  if (!value->is_number()) return not_a(key, "a number", *value);
  out = value->get<double>();
  return {};
}

Status ObjectReader::take_json(const std::string& key, std::string& out) {
  if (const Json* value = find(key)) out = dump_json(*value);
  return {};
}

Status ObjectReader::take_whole(const std::string& key, std::int64_t& out, std::int64_t max) {
  const Json* value = find(key);
  if (!value) return {};
  const bool whole = value->is_number_integer() && value->get<std::int64_t>() >= 0;
  if (!whole || value->get<std::int64_t>() > max)
    return not_a(key, ("a whole number from 0 to " + std::to_string(max)).c_str(), *value);
  out = value->get<std::int64_t>();
  return {};
}

Status ObjectReader::take_list(const std::string& key, const ReadElement& read) {
  const Json* value = find(key);
  if (!value) return {};
  if (!value->is_array()) return not_a(key, "a list", *value);
  for (std::size_t i = 0; i < value->size(); ++i) {
    JsonPath path = below(key);
    path.push_back({"", i, true});
    SHEAF_TRY(read((*value)[i], path));
  }
  return {};
}

Status ObjectReader::take_object(const std::string& key, const ReadObject& read) {
  const Json* value = find(key);
  return value ? read_object(*value, below(key), read) : Status();
}

Status ObjectReader::read_object(const Json& value, const JsonPath& path, const ReadObject& read) {
  if (!value.is_object()) return wrong(path, "must be an object, not " + shown(value));
  ObjectReader reader(value, path, text_, name_);
  SHEAF_TRY(read(reader));
  return reader.refuse_unknown();
}

Status ObjectReader::refuse_unknown() const {
  for (const auto& [key, value] : json_.items()) {
    if (key == "$schema" || std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    return wrong(below(key), "is not a key of a profile" + suggestion(key));
  }
  return {};
}

std::string ObjectReader::suggestion(const std::string& key) const {
  for (const std::string& known : known_)
    if (edit_distance(ascii_lower(key), known) <= 2) return " (did you mean \"" + known + "\"?)";
  return " (known here: " + join(known_, ", ") + ")";
}

}  // namespace sheaf
