// Reading a profile: every key is known, typed and in range, or the error names its line.
// No state; any thread.
#include "model/profile.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "base/text.hpp"
#include "model/category.hpp"
#include "model/json.hpp"
#include "model/json_place.hpp"

namespace sheaf {
namespace {

/// One JSON object being read: takes members by name, then refuses what is left over.
class ObjectReader {
 public:
  ObjectReader(const Json& json, JsonPath path, std::string_view text, std::string_view name)
      : json_(json), path_(std::move(path)), text_(text), name_(name) {}

  Error wrong(const JsonPath& path, const std::string& problem) const {
    const std::string where = path_text(path);
    return Error{ErrorCode::kInvalid, std::string(name_) + ":" + std::to_string(json_line(text_, path)) +
                                          ": " + (where.empty() ? "" : where + ": ") + problem};
  }
  JsonPath below(const std::string& key) const {
    JsonPath path = path_;
    path.push_back({key, 0, false});
    return path;
  }
  static JsonPath below(JsonPath path, std::size_t index) {
    path.push_back({"", index, true});
    return path;
  }

  Status take(const std::string& key, std::string& out) {
    return with(key, "a string", &Json::is_string, [&](const Json& v) { out = v.get<std::string>(); });
  }
  Status take(const std::string& key, bool& out) {
    return with(key, "true or false", &Json::is_boolean, [&](const Json& v) { out = v.get<bool>(); });
  }
  Status take(const std::string& key, double& out) {
    return with(key, "a number", &Json::is_number, [&](const Json& v) { out = v.get<double>(); });
  }
  template <class Int>
  Status take_count(const std::string& key, Int& out, std::int64_t max) {
    const Json* value = find(key);
    if (!value) return {};
    if (!value->is_number_integer() || value->get<std::int64_t>() < 0 || value->get<std::int64_t>() > max)
      return wrong(below(key), "must be a whole number from 0 to " + std::to_string(max) + ", not " + shown(*value));
    out = value->get<Int>();
    return {};
  }
  /// `read(value, path)` for each element of a list.
  template <class Read>
  Status take_list(const std::string& key, Read read) {
    const Json* value = find(key);
    if (!value) return {};
    if (!value->is_array()) return wrong(below(key), "must be a list, not " + shown(*value));
    for (std::size_t i = 0; i < value->size(); ++i) SHEAF_TRY(read((*value)[i], below(below(key), i)));
    return {};
  }
  /// `read(reader)` for the object at `key`.
  template <class Read>
  Status take_object(const std::string& key, Read read) {
    const Json* value = find(key);
    if (!value) return {};
    if (!value->is_object()) return wrong(below(key), "must be an object, not " + shown(*value));
    ObjectReader reader(*value, below(key), text_, name_);
    SHEAF_TRY(read(reader));
    return reader.refuse_unknown();
  }

  Status refuse_unknown() const {
    for (const auto& [key, value] : json_.items()) {
      if (key == "$schema" || std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
      return wrong(below(key), "is not a key of a profile" + suggestion(key));
    }
    return {};
  }

  static std::string shown(const Json& value) {
    return shorten(dump_json(value), 40);
  }

 private:
  const Json* find(const std::string& key) {
    known_.push_back(key);
    const auto found = json_.find(key);
    return found == json_.end() || found->is_null() ? nullptr : &*found;
  }

  template <class Use>
  Status with(const std::string& key, const char* wanted, bool (Json::*is)() const noexcept, Use use) {
    const Json* value = find(key);
    if (!value) return {};
    if (!(value->*is)()) return wrong(below(key), "must be " + std::string(wanted) + ", not " + shown(*value));
    use(*value);
    return {};
  }

  std::string suggestion(const std::string& key) const {
    for (const std::string& known : known_)
      if (edit_distance(ascii_lower(key), known) <= 2) return " (did you mean \"" + known + "\"?)";
    return " (known here: " + join(known_, ", ") + ")";
  }

  const Json& json_;
  JsonPath path_;
  std::string_view text_;
  std::string_view name_;
  std::vector<std::string> known_;
};

Status read_category(const ObjectReader& in, const Json& value, const JsonPath& path, Profile& profile) {
  if (!value.is_string()) return in.wrong(path, "must be a string, not " + ObjectReader::shown(value));
  const std::string id(trim(value.get_ref<const std::string&>()));
  const auto canonical = canonical_category(id);
  if (!canonical) {
    const std::vector<std::string> near = suggest_categories(id);
    return in.wrong(path, "\"" + id + "\" is not an arXiv category (" +
                              (near.empty() ? "" : "did you mean " + join(near, ", ") + "? ") +
                              "see 'sheaf init --list-categories')");
  }
  if (std::find(profile.categories.begin(), profile.categories.end(), *canonical) == profile.categories.end())
    profile.categories.push_back(*canonical);
  return {};
}

/// "word" or {"term": "word", "weight": 2}.
Status read_keyword(const ObjectReader& in, const Json& value, const JsonPath& path,
                    std::vector<Keyword>& out) {
  Keyword keyword;
  if (value.is_string()) {
    keyword.term = value.get<std::string>();
  } else if (value.is_object() && value.contains("term") && value["term"].is_string() &&
             (!value.contains("weight") || value["weight"].is_number())) {
    keyword.term = value["term"].get<std::string>();
    if (value.contains("weight")) keyword.weight = value["weight"].get<double>();
  } else {
    return in.wrong(path, "must be a string or {\"term\": \"…\", \"weight\": 1}, not " + ObjectReader::shown(value));
  }
  keyword.term = std::string(trim(keyword.term));
  if (keyword.term.empty()) return in.wrong(path, "is empty: every paper would match it");
  if (!std::isfinite(keyword.weight) || std::abs(keyword.weight) > 1000)
    return in.wrong(path, "weight must be between -1000 and 1000");
  out.push_back(std::move(keyword));
  return {};
}

Status read_type(const ObjectReader& in, const Json& value, const JsonPath& path,
                 std::vector<AnnounceType>& out) {
  const auto type = value.is_string() ? parse_announce_type(value.get_ref<const std::string&>()) : std::nullopt;
  if (!type) return in.wrong(path, "must be one of new, cross, replace, replace-cross, not " + ObjectReader::shown(value));
  if (std::find(out.begin(), out.end(), *type) == out.end()) out.push_back(*type);
  return {};
}

Status read_url(ObjectReader& in, const std::string& key, std::string& url) {
  SHEAF_TRY(in.take(key, url));
  if (!url.starts_with("https://") && !url.starts_with("http://"))
    return in.wrong(in.below(key), "must begin with https:// or http://, not \"" + url + "\"");
  while (url.ends_with('/')) url.pop_back();
  return {};
}

Status read_one_of(ObjectReader& in, const std::string& key, std::string& value,
                   const std::vector<std::string>& allowed) {
  SHEAF_TRY(in.take(key, value));
  if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return {};
  return in.wrong(in.below(key), "must be one of " + join(allowed, ", ") + ", not \"" + value + "\"");
}

bool is_plain_folder(const std::string& part) {
  return !part.empty() && part.front() != '.' && safe_file_name(part, 200) == part;
}

/// Folders stay below the vault.
Status read_folder(ObjectReader& in, const std::string& key, std::string& folder) {
  SHEAF_TRY(in.take(key, folder));
  while (folder.ends_with('/')) folder.pop_back();
  for (const std::string& part : split(folder, '/'))
    if (!is_plain_folder(part))
      return in.wrong(in.below(key), "must be a folder below the vault, like \"Papers\", not \"" + folder + "\"");
  return {};
}

Status read_vault(ObjectReader& in, VaultProfile& vault) {
  SHEAF_TRY(read_folder(in, "papers", vault.papers));
  SHEAF_TRY(read_folder(in, "digests", vault.digests));
  SHEAF_TRY(in.take_count("max_notes", vault.max_notes, 100000));
  return in.take("mindmap", vault.mindmap);
}

Status read_endpoints(ObjectReader& in, Endpoints& endpoints) {
  SHEAF_TRY(read_url(in, "arxiv_rss", endpoints.arxiv_rss));
  return read_url(in, "arxiv_api", endpoints.arxiv_api);
}

Status read_network(ObjectReader& in, NetworkProfile& network) {
  SHEAF_TRY(in.take("contact", network.contact));
  SHEAF_TRY(in.take_count("min_interval_ms", network.min_interval_ms, 3600000));
  SHEAF_TRY(in.take_count("timeout_ms", network.timeout_ms, 3600000));
  return in.take_count("max_retries", network.max_retries, 20);
}

Status read_lists(ObjectReader& in, Profile& profile) {
  SHEAF_TRY(in.take_list("categories", [&](const Json& value, const JsonPath& path) {
    return read_category(in, value, path, profile);
  }));
  std::vector<AnnounceType> types;
  SHEAF_TRY(in.take_list("types", [&](const Json& value, const JsonPath& path) {
    return read_type(in, value, path, types);
  }));
  if (!types.empty()) profile.types = types;
  SHEAF_TRY(in.take_list("keywords", [&](const Json& value, const JsonPath& path) {
    return read_keyword(in, value, path, profile.keywords);
  }));
  SHEAF_TRY(in.take_list("authors", [&](const Json& value, const JsonPath& path) {
    return read_keyword(in, value, path, profile.authors);
  }));
  return in.take_list("exclude", [&](const Json& value, const JsonPath& path) -> Status {
    if (!value.is_string() || trim(value.get_ref<const std::string&>()).empty())
      return in.wrong(path, "must be a string that is not empty, not " + ObjectReader::shown(value));
    profile.exclude.emplace_back(trim(value.get_ref<const std::string&>()));
    return {};
  });
}

Status read_profile(ObjectReader& in, Profile& profile) {
  SHEAF_TRY(in.take("name", profile.name));
  if (trim(profile.name).empty()) return in.wrong(in.below("name"), "must not be empty");
  SHEAF_TRY(read_lists(in, profile));
  SHEAF_TRY(read_one_of(in, "scorer", profile.scorer, {"keywords", "rss-bot"}));
  SHEAF_TRY(in.take("min_score", profile.min_score));
  SHEAF_TRY(in.take_count("max_papers", profile.max_papers, 1000000));
  SHEAF_TRY(read_one_of(in, "feed", profile.feed, {"rss", "atom"}));
  SHEAF_TRY(in.take("complete_from_api", profile.complete_from_api));
  SHEAF_TRY(in.take_object("vault", [&](ObjectReader& sub) { return read_vault(sub, profile.vault); }));
  SHEAF_TRY(in.take_object("endpoints", [&](ObjectReader& sub) { return read_endpoints(sub, profile.endpoints); }));
  SHEAF_TRY(in.take_object("network", [&](ObjectReader& sub) { return read_network(sub, profile.network); }));
  return in.refuse_unknown();
}

}  // namespace

Profile default_profile() {
  Profile profile;
  profile.types = {AnnounceType::kNew, AnnounceType::kCross, AnnounceType::kReplace,
                   AnnounceType::kReplaceCross};
  return profile;
}

Result<Profile> parse_profile(std::string_view json_text, std::string_view name) {
  if (trim(json_text).empty()) return default_profile();
  SHEAF_ASSIGN(const Json json, parse_json(json_text, name, true));
  Profile profile = default_profile();
  ObjectReader reader(json, {}, json_text, name);
  if (!json.is_object()) return reader.wrong({}, "a profile is a JSON object, not " + ObjectReader::shown(json));
  SHEAF_TRY(read_profile(reader, profile));
  return profile;
}

Status apply_environment(Profile& profile) {
  for (const auto& [variable, url] : {std::pair{"SHEAF_ARXIV_RSS_URL", &profile.endpoints.arxiv_rss},
                                      std::pair{"SHEAF_ARXIV_API_URL", &profile.endpoints.arxiv_api}}) {
    const char* value = std::getenv(variable);
    if (!value || !*value) continue;
    *url = value;
    if (!url->starts_with("http://") && !url->starts_with("https://"))
      return Error{ErrorCode::kInvalid, std::string(variable) + ": must begin with https:// or http://, not \"" + *url + "\""};
    while (url->ends_with('/')) url->pop_back();
  }
  if (const char* value = std::getenv("SHEAF_MIN_INTERVAL_MS"); value && *value) {
    char* end = nullptr;
    const long long number = std::strtoll(value, &end, 10);
    if (*end || number < 0 || number > 3600000)
      return Error{ErrorCode::kInvalid, "SHEAF_MIN_INTERVAL_MS: must be a whole number from 0 to 3600000, not \"" + std::string(value) + "\""};
    profile.network.min_interval_ms = number;
  }
  return {};
}

}  // namespace sheaf
