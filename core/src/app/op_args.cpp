// Reading an op's arguments; see op_args.hpp.
#include "app/op_args.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace sheaf::app {

Error OpArgs::wrong(const char* key, const std::string& problem) const {
  return Error{ErrorCode::kInvalid, op_ + ": " + key + ": " + problem};
}

const Json* OpArgs::find(const char* key) const {
  const auto found = json_.find(key);
  return found == json_.end() || found->is_null() ? nullptr : &*found;
}

Result<std::string> OpArgs::text(const char* key) const {
  const Json* value = find(key);
  if (!value) return std::string();
  if (!value->is_string()) return wrong(key, "must be a string");
  return json_string(json_, key);
}

Result<std::string> OpArgs::required_text(const char* key) const {
  SHEAF_ASSIGN(std::string value, text(key));
  if (trim(value).empty()) return wrong(key, "is missing");
  return value;
}

Result<std::uint64_t> OpArgs::number(const char* key, std::uint64_t fallback) const {
  const Json* value = find(key);
  if (!value) return fallback;
  if (!value->is_number_unsigned() || value->get<std::uint64_t>() > 1000000000)
    return wrong(key, "must be a whole number from 0 to 1000000000");
  return value->get<std::uint64_t>();
}

Result<bool> OpArgs::flag(const char* key) const {
  const Json* value = find(key);
  if (!value) return false;
  if (!value->is_boolean()) return wrong(key, "must be true or false");
  return value->get<bool>();
}

Result<std::vector<std::string>> OpArgs::words(const char* key) const {
  const Json* value = find(key);
  if (!value) return std::vector<std::string>();
  if (value->is_string()) return split_list(json_string(json_, key), ',');
  std::vector<std::string> out;
  if (!value->is_array()) return wrong(key, "must be a list of strings");
  for (const Json& item : *value) {
    if (!item.is_string()) return wrong(key, "must be a list of strings");
    out.push_back(to_valid_utf8(item.get_ref<const std::string&>()));
  }
  return out;
}

Result<std::optional<Day>> OpArgs::day(const char* key) const {
  SHEAF_ASSIGN(const std::string given, text(key));
  if (given.empty()) return std::optional<Day>();
  const std::optional<Day> day = parse_day(given);
  if (!day) return wrong(key, "\"" + given + "\" is not a date like 2026-04-17");
  return day;
}

Result<const Json*> OpArgs::required_list(const char* key) const {
  const Json* value = find(key);
  if (!value) return wrong(key, "is missing");
  if (!value->is_array()) return wrong(key, "must be a list");
  return value;
}

Result<Profile> OpArgs::profile() const {
  SHEAF_ASSIGN(std::string name, text("profile_name"));
  if (name.empty()) name = "profile";
  const Json* value = find("profile");
  if (!value) return default_profile();
  if (!value->is_string() && !value->is_object()) return wrong("profile", "must be a string of JSON or an object");
  const std::string text = value->is_string() ? json_string(json_, "profile") : dump_json(*value, 2);
  return parse_profile(text, name);
}

Result<DigestRequest> OpArgs::digest_request() const {
  DigestRequest request;
  SHEAF_ASSIGN(request.profile, profile());
  SHEAF_ASSIGN(const std::string name, text("profile_name"));
  if (!name.empty()) request.profile_name = name;
  SHEAF_ASSIGN(request.day, day());
  SHEAF_ASSIGN(request.offline, flag("offline"));
  SHEAF_ASSIGN(request.sample, flag("sample"));
  return request;
}

Result<std::vector<Paper>> OpArgs::papers(const char* key) const {
  SHEAF_ASSIGN(const Json* list, required_list(key));
  std::vector<Paper> papers;
  papers.reserve(list->size());
  for (const Json& item : *list) {
    SHEAF_ASSIGN(Paper paper, paper_from_json(item, op_ + ": " + key + "[" + std::to_string(papers.size()) + "]"));
    papers.push_back(std::move(paper));
  }
  return papers;
}

Result<std::vector<LibraryItem>> OpArgs::items(const char* key) const {
  std::vector<LibraryItem> items;
  if (!find(key)) return items;
  SHEAF_ASSIGN(const Json* list, required_list(key));
  for (const Json& json : *list) {
    SHEAF_ASSIGN(LibraryItem item, library_item_from_json(json, op_ + ": " + key + "[" + std::to_string(items.size()) + "]"));
    items.push_back(std::move(item));
  }
  return items;
}

Result<Digest> OpArgs::digest() const {
  const Json* value = find("digest");
  if (!value) return wrong("digest", "is missing");
  return digest_from_json(*value, op_ + ": digest");
}

}  // namespace sheaf::app
