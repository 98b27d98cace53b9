// What scripts are told; see told.hpp.
#include "plugin/told.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace sheaf::plugin {
namespace {

Json told_keywords(const std::vector<Keyword>& keywords) {
  Json out = Json::array();
  for (const Keyword& keyword : keywords) out.push_back({{"term", keyword.term}, {"weight", keyword.weight}});
  return out;
}

void put(Json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = text;
}

}  // namespace

bool needs(const Manifest& manifest, std::string_view what) {
  return std::find(manifest.needs.begin(), manifest.needs.end(), what) != manifest.needs.end();
}

Json told_paper(const Paper& paper, const Manifest& manifest) {
  Json authors = Json::array();
  for (const Author& author : paper.authors) {
    if (!needs(manifest, "affiliations"))
      authors.push_back(author.name);
    else
      authors.push_back({{"name", author.name}, {"affiliations", author.affiliations}});
  }
  Json json = {{"id", paper.id}, {"title", paper.title}, {"authors", std::move(authors)}, {"categories", paper.categories}};
  put(json, "comment", paper.comment);
  put(json, "venue", paper.venue);
  put(json, "journal_ref", paper.journal_ref);
  put(json, "doi", paper.doi);
  put(json, "code_url", paper.code_url);
  if (!paper.keywords.empty()) json["keywords"] = paper.keywords;
  if (paper.citations) json["citations"] = *paper.citations;
  if (needs(manifest, "abstract")) json["abstract"] = paper.abstract;
  return json;
}

Json told_profile(const Profile& profile) {
  Json topics = Json::array();
  for (const Topic& topic : profile.topics) topics.push_back({{"name", topic.name}, {"keywords", topic.keywords}});
  return {{"name", profile.name},
          {"categories", profile.categories},
          {"keywords", told_keywords(profile.keywords)},
          {"authors", told_keywords(profile.authors)},
          {"exclude", profile.exclude},
          {"topics", std::move(topics)},
          {"language", profile.summary.language},
          {"second_language", profile.summary.second_language}};
}

}  // namespace sheaf::plugin
