// Ops about what is kept: store, profile, doctor; see ops.hpp.
// No state; any thread.
#include <nlohmann/json.hpp>

#include "app/doctor.hpp"
#include "app/op_table.hpp"
#include "base/text.hpp"
#include "model/category.hpp"

namespace sheaf::app {
namespace {

Json put_counts(const store::PutCounts& counts) {
  return {{"added", counts.added}, {"updated", counts.updated}, {"unchanged", counts.unchanged}};
}

Result<Json> run_search(Library& library, const OpArgs& args, const Task&) {
  SHEAF_ASSIGN(const std::string words, args.required_text("words"));
  SHEAF_ASSIGN(const std::uint64_t limit, args.number("limit", 50));
  SHEAF_ASSIGN(const std::vector<Paper> papers, library.store().search(words, limit));
  Json list = Json::array();
  for (const Paper& paper : papers) list.push_back(paper_to_json(paper));
  return Json{{"papers", std::move(list)}};
}

Result<Json> run_store_put(Library& library, const OpArgs& args, const Task&) {
  SHEAF_ASSIGN(const std::vector<Paper> papers, args.papers("papers"));
  SHEAF_ASSIGN(const store::PutCounts counts, library.store().put_papers(papers));
  return put_counts(counts);
}

Json store_info_to_json(const store::StoreInfo& info) {
  Json json = {{"path", info.path}, {"schema", info.schema}, {"papers", info.papers},
               {"announcements", info.announcements}, {"summaries", info.summaries},
               {"library_items", info.library_items}, {"opinions", info.opinions}, {"bytes", info.bytes}};
  if (info.first_day) json["first_day"] = format_day(*info.first_day);
  if (info.last_day) json["last_day"] = format_day(*info.last_day);
  return json;
}

Result<Json> run_status(Library& library, const OpArgs& args, const Task&) {
  SHEAF_ASSIGN(const Profile profile, args.profile());
  SHEAF_ASSIGN(const store::StoreInfo info, library.store().info());
  SHEAF_ASSIGN(const auto sources, library.store().all_sources());
  SHEAF_ASSIGN(const auto latest, library.store().latest_digest(profile.name));
  Json list = Json::array();
  for (const auto& [name, memory] : sources) {
    Json one = {{"name", name}, {"status", memory.last_state}, {"detail", memory.last_detail},
                {"checked", format_rfc3339(memory.checked)}};
    if (memory.batch_day) one["batch_day"] = format_day(*memory.batch_day);
    list.push_back(std::move(one));
  }
  Json json = {{"version", version_text()}, {"store", store_info_to_json(info)}, {"sources", std::move(list)}};
  SHEAF_ASSIGN(const auto series, library.store().digest_series());
  json["series"] = Json::array();
  for (const store::DigestSeries& one : series)
    json["series"].push_back({{"name", one.name}, {"days", one.days}, {"latest", format_day(one.latest)}});
  if (latest)
    json["latest"] = {{"day", format_day(latest->day)}, {"profile", latest->profile},
                      {"announced", counts_to_json(latest->announced)}, {"shown", latest->entries.size()},
                      {"sources", sources_to_json(latest->sources)}};
  return json;
}

Result<Json> run_doctor(Library& library, const OpArgs& args, const Task& task) {
  SHEAF_ASSIGN(const DigestRequest request, args.digest_request());
  SHEAF_ASSIGN(const std::string vault, args.text("vault"));
  Json list = Json::array();
  for (const Check& check : diagnose(library, request, vault, task))
    list.push_back({{"name", check.name}, {"state", check.state}, {"detail", check.detail}, {"remedy", check.remedy}});
  return Json{{"checks", std::move(list)}};
}

Json keywords_to_json(const std::vector<Keyword>& keywords) {
  Json list = Json::array();
  for (const Keyword& keyword : keywords) list.push_back({{"term", keyword.term}, {"weight", keyword.weight}});
  return list;
}

std::vector<std::string> topic_names(const std::vector<Topic>& topics) {
  std::vector<std::string> names;
  for (const Topic& topic : topics) names.push_back(topic.name);
  return names;
}

Json vault_to_json(const VaultProfile& vault) {
  return {{"papers", vault.papers}, {"digests", vault.digests}, {"max_notes", vault.max_notes},
          {"mindmap", vault.mindmap}, {"thumbnails", vault.thumbnails}, {"citation", vault.citation},
          {"paper_template", vault.paper_template}, {"digest_template", vault.digest_template},
          {"daily_notes", {{"link", vault.daily_notes.link}, {"folder", vault.daily_notes.folder},
                           {"format", vault.daily_notes.format}}},
          {"base", vault.base}, {"canvas", vault.canvas}};
}

Result<Json> run_profile_check(Library& library, const OpArgs& args, const Task&) {
  if (!args.find("profile")) return args.wrong("profile", "is missing");
  SHEAF_ASSIGN(const Profile given, args.profile());
  SHEAF_ASSIGN(const Profile profile, library.effective(given));
  Json types = Json::array();
  for (const AnnounceType type : profile.types) types.push_back(announce_type_name(type));
  return Json{{"profile",
               {{"name", profile.name}, {"categories", profile.categories}, {"types", std::move(types)},
                {"topics", topic_names(profile.topics)}, {"sources", profile.sources},
                {"catch_up_days", profile.catch_up_days},
                {"keywords", keywords_to_json(profile.keywords)}, {"exclude", profile.exclude},
                {"authors", keywords_to_json(profile.authors)}, {"scorer", profile.scorer},
                {"min_score", profile.min_score}, {"max_papers", profile.max_papers},
                {"vault", vault_to_json(profile.vault)}}}};
}

Result<Json> run_profile_template(Library&, const OpArgs& args, const Task&) {
  SHEAF_ASSIGN(const std::vector<std::string> categories, args.words("categories"));
  SHEAF_ASSIGN(const std::vector<std::string> keywords, args.words("keywords"));
  std::string text = profile_template(categories, keywords);
  // What is written must read back: a mistyped category is told here, not tomorrow.
  SHEAF_ASSIGN([[maybe_unused]] const Profile profile, parse_profile(text, "profile"));
  return Json{{"text", std::move(text)}};
}

Result<Json> run_categories(Library&, const OpArgs&, const Task&) {
  Json list = Json::array();
  for (const Category& category : active_categories())
    list.push_back({{"id", category.id}, {"name", category.name}});
  return Json{{"categories", std::move(list)}};
}

}  // namespace

std::vector<OpEntry> store_ops() {
  return {
      {"search", "words*, limit", "papers", run_search},
      {"store_put", "papers*", "added, updated, unchanged", run_store_put},
      {"status", "profile", "version, store, sources, latest, series: [{name, days, latest}]", run_status},
      {"doctor", "profile, profile_name, vault", "checks: [{name, state, detail, remedy}]", run_doctor},
      {"profile_check", "profile*, profile_name", "profile", run_profile_check},
      {"profile_template", "categories, keywords", "text", run_profile_template},
      {"categories", "", "categories: [{id, name}]", run_categories},
  };
}

}  // namespace sheaf::app
