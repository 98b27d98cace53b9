// Values that several sections of a profile have; see profile_parts.hpp.
// No state; any thread.
#include "model/profile_parts.hpp"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/category.hpp"

namespace sheaf::profile_parts {

namespace {

Status read_category(const ObjectReader& in, const Json& value, const JsonPath& path,
                     std::vector<std::string>& categories) {
  if (!value.is_string()) return in.wrong(path, "must be a string, not " + ObjectReader::shown(value));
  const std::string id(trim(value.get_ref<const std::string&>()));
  const auto canonical = canonical_category(id);
  if (!canonical) {
    const std::vector<std::string> near = suggest_categories(id);
    return in.wrong(path, "\"" + id + "\" is not an arXiv category (" +
                              (near.empty() ? "" : "did you mean " + join(near, ", ") + "? ") +
                              "see 'sheaf init --list-categories')");
  }
  if (std::find(categories.begin(), categories.end(), *canonical) == categories.end())
    categories.push_back(*canonical);
  return {};
}

}  // namespace

Status read_categories(ObjectReader& in, std::vector<std::string>& categories) {
  return in.take_list("categories", [&](const Json& value, const JsonPath& path) {
    return read_category(in, value, path, categories);
  });
}

Status read_text(const ObjectReader& in, const Json& value, const JsonPath& path,
                 std::vector<std::string>& out) {
  if (!value.is_string() || trim(value.get_ref<const std::string&>()).empty())
    return in.wrong(path, "must be a string that is not empty, not " + ObjectReader::shown(value));
  out.emplace_back(trim(value.get_ref<const std::string&>()));
  return {};
}

Status read_texts(ObjectReader& in, const std::string& key, std::vector<std::string>& out) {
  return in.take_list(key, [&](const Json& value, const JsonPath& path) {
    return read_text(in, value, path, out);
  });
}

namespace {

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

}  // namespace

Status read_keywords(ObjectReader& in, const std::string& key, std::vector<Keyword>& out) {
  return in.take_list(key, [&](const Json& value, const JsonPath& path) {
    return read_keyword(in, value, path, out);
  });
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

Status read_share(ObjectReader& in, const std::string& key, double& share) {
  SHEAF_TRY(in.take(key, share));
  if (share >= 0 && share <= 1) return {};
  return in.wrong(in.below(key), "must be a number from 0 to 1");
}

Status read_amount(ObjectReader& in, const std::string& key, double& amount) {
  SHEAF_TRY(in.take(key, amount));
  if (std::isfinite(amount) && amount >= 0) return {};
  return in.wrong(in.below(key), "must not be below 0");
}

}  // namespace sheaf::profile_parts
