// Reading a profile: every key is known, typed and in range, or the error names its line.
// No state; any thread.
#include "model/profile.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "base/text.hpp"
#include "model/profile_parts.hpp"

namespace sheaf {
namespace {

using namespace profile_parts;

constexpr const char* kServices[] = {"biorxiv",          "huggingface", "crossref",
                                     "semantic_scholar", "openreview",  "pubmed"};

Status read_type(const ObjectReader& in, const Json& value, const JsonPath& path,
                 std::vector<AnnounceType>& out) {
  const auto type = value.is_string() ? parse_announce_type(value.get_ref<const std::string&>()) : std::nullopt;
  if (!type) return in.wrong(path, "must be one of new, cross, replace, replace-cross, not " + ObjectReader::shown(value));
  if (std::find(out.begin(), out.end(), *type) == out.end()) out.push_back(*type);
  return {};
}

Status read_endpoints(ObjectReader& in, Endpoints& endpoints) {
  SHEAF_TRY(read_url(in, "arxiv_rss", endpoints.arxiv_rss));
  SHEAF_TRY(read_url(in, "arxiv_api", endpoints.arxiv_api));
  SHEAF_TRY(read_url(in, "arxiv_site", endpoints.arxiv_site));
  SHEAF_TRY(read_url(in, "arxiv_oai", endpoints.arxiv_oai));
  for (const char* name : kServices) {
    std::string url;
    SHEAF_TRY(in.take(name, url));
    if (url.empty()) continue;
    SHEAF_TRY(read_url(in, name, url));
    endpoints.services.emplace_back(name, url);
  }
  return {};
}

Status read_bibtex(ObjectReader& in, BibtexProfile& bibtex) {
  SHEAF_TRY(read_one_of(in, "style", bibtex.style, {"bibtex", "biblatex"}));
  SHEAF_TRY(in.take("unicode", bibtex.unicode));
  SHEAF_TRY(in.take("key_formula", bibtex.key_formula));
  bibtex.key_formula = std::string(trim(bibtex.key_formula));
  if (bibtex.key_formula.size() > 2000) return in.wrong(in.below("key_formula"), "must have at most 2000 bytes");
  return {};
}

Status read_network(ObjectReader& in, NetworkProfile& network) {
  SHEAF_TRY(in.take("contact", network.contact));
  SHEAF_TRY(in.take_count("min_interval_ms", network.min_interval_ms, 3600000));
  SHEAF_TRY(in.take_count("timeout_ms", network.timeout_ms, 3600000));
  SHEAF_TRY(in.take_count("max_retries", network.max_retries, 20));
  SHEAF_TRY(read_texts(in, "private_hosts", network.private_hosts));
  for (std::string& host : network.private_hosts) {
    if (host.find_first_of("/@ ") != std::string::npos || host == "*" || host == "*.")
      return in.wrong(in.below("private_hosts"), "must be names of hosts, like \"nas.example\" or \"*.lan\", not \"" + host + "\"");
    host = ascii_lower(host);
  }
  return {};
}

Status read_lists(ObjectReader& in, Profile& profile) {
  SHEAF_TRY(read_categories(in, profile.categories));
  SHEAF_TRY(read_texts(in, "sources", profile.sources));
  std::vector<AnnounceType> types;
  SHEAF_TRY(in.take_list("types", [&](const Json& value, const JsonPath& path) {
    return read_type(in, value, path, types);
  }));
  if (!types.empty()) profile.types = types;
  SHEAF_TRY(read_keywords(in, "keywords", profile.keywords));
  SHEAF_TRY(read_keywords(in, "authors", profile.authors));
  return read_texts(in, "exclude", profile.exclude);
}

Status read_topic(ObjectReader& in, Topic& topic) {
  SHEAF_TRY(in.take("name", topic.name));
  SHEAF_TRY(read_texts(in, "keywords", topic.keywords));
  SHEAF_TRY(read_texts(in, "exclude", topic.exclude));
  SHEAF_TRY(read_texts(in, "authors", topic.authors));
  SHEAF_TRY(read_categories(in, topic.categories));
  topic.name = collapse_spaces(topic.name);
  if (topic.name.empty() && !topic.keywords.empty()) topic.name = topic.keywords.front();
  if (topic.name.empty() && !topic.authors.empty()) topic.name = topic.authors.front();
  if (topic.keywords.empty() && topic.authors.empty())
    return in.wrong(in.below("keywords"), "a topic needs keywords or authors: a category alone belongs "
                                          "into \"categories\" of the profile");
  return {};
}

/// A list of objects, or of strings, each a keyword that is a topic of its own.
Status read_topics(ObjectReader& in, std::vector<Topic>& topics) {
  return in.take_list("topics", [&](const Json& value, const JsonPath& path) -> Status {
    Topic topic;
    if (value.is_string()) {
      SHEAF_TRY(read_text(in, value, path, topic.keywords));
      topic.name = topic.keywords.front();
    } else {
      SHEAF_TRY(in.read_object(value, path, [&](ObjectReader& sub) { return read_topic(sub, topic); }));
    }
    for (const Topic& other : topics)
      if (other.name == topic.name)
        return in.wrong(path, "a topic named \"" + topic.name + "\" is there already");
    topics.push_back(std::move(topic));
    return {};
  });
}

Status read_profile(ObjectReader& in, Profile& profile) {
  SHEAF_TRY(in.take("name", profile.name));
  if (trim(profile.name).empty()) return in.wrong(in.below("name"), "must not be empty");
  SHEAF_TRY(read_lists(in, profile));
  SHEAF_TRY(read_topics(in, profile.topics));
  SHEAF_TRY(in.take_count("catch_up_days", profile.catch_up_days, 90));
  SHEAF_TRY(read_one_of(in, "scorer", profile.scorer, scorer_names()));
  SHEAF_TRY(in.take("min_score", profile.min_score));
  SHEAF_TRY(in.take_count("max_papers", profile.max_papers, 1000000));
  SHEAF_TRY(read_one_of(in, "feed", profile.feed, {"rss", "atom"}));
  SHEAF_TRY(in.take("complete_from_api", profile.complete_from_api));
  SHEAF_TRY(in.take_object("ranking", [&](ObjectReader& sub) { return read_ranking(sub, profile.ranking); }));
  SHEAF_TRY(in.take_object("summary", [&](ObjectReader& sub) { return read_summary(sub, profile.summary); }));
  SHEAF_TRY(in.take_object("llm", [&](ObjectReader& sub) { return read_llm(sub, profile.llm); }));
  SHEAF_TRY(in.take_object("shared_cache", [&](ObjectReader& sub) { return read_shared_cache(sub, profile.shared_cache); }));
  SHEAF_TRY(read_plugins(in, profile.plugins));
  SHEAF_TRY(in.take_object("vault", [&](ObjectReader& sub) { return read_vault(sub, profile.vault); }));
  SHEAF_TRY(in.take_object("bibtex", [&](ObjectReader& sub) { return read_bibtex(sub, profile.bibtex); }));
  SHEAF_TRY(in.take_object("delivery", [&](ObjectReader& sub) { return read_delivery(sub, profile.delivery); }));
  SHEAF_TRY(in.take_object("endpoints", [&](ObjectReader& sub) { return read_endpoints(sub, profile.endpoints); }));
  SHEAF_TRY(in.take_object("network", [&](ObjectReader& sub) { return read_network(sub, profile.network); }));
  return in.refuse_unknown();
}

}  // namespace

const std::vector<std::string>& scorer_names() {
  static const std::vector<std::string> names = {"learned", "keywords", "rss-bot", "sanity-lite",
                                                 "zotero-arxiv-daily"};
  return names;
}

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

namespace {

Status take_url(const std::string& variable, std::string& url) {
  const char* value = std::getenv(variable.c_str());
  if (!value || !*value) return {};
  url = value;
  if (!url.starts_with("http://") && !url.starts_with("https://"))
    return Error{ErrorCode::kInvalid, variable + ": must begin with https:// or http://, not \"" + url + "\""};
  while (url.ends_with('/')) url.pop_back();
  return {};
}

/// "semantic_scholar" → "SHEAF_SEMANTIC_SCHOLAR_URL"
std::string url_variable(std::string_view service) {
  std::string variable = "SHEAF_" + std::string(service) + "_URL";
  for (char& c : variable)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return variable;
}

}  // namespace

Status apply_environment(Profile& profile) {
  SHEAF_TRY(take_url("SHEAF_ARXIV_RSS_URL", profile.endpoints.arxiv_rss));
  SHEAF_TRY(take_url("SHEAF_ARXIV_API_URL", profile.endpoints.arxiv_api));
  SHEAF_TRY(take_url("SHEAF_ARXIV_SITE_URL", profile.endpoints.arxiv_site));
  SHEAF_TRY(take_url("SHEAF_ARXIV_OAI_URL", profile.endpoints.arxiv_oai));
  for (const char* service : kServices) {
    std::string url;
    SHEAF_TRY(take_url(url_variable(service), url));
    if (!url.empty()) profile.endpoints.services.emplace_back(service, url);
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
