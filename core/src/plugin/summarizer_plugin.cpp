// Summarizers: the script writes prompts, the core asks the reader's model, the script reads each answer.
// Borrows all it is given; one call uses one thread.
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "plugin/told.hpp"

namespace sheaf::plugin {
namespace {

constexpr std::size_t kMaxText = 20000, kMaxPrompt = 200000;

Json told_entry(const Entry& entry, const Manifest& manifest) {
  Json json = told_paper(entry.paper, manifest);
  json["abstract"] = entry.paper.abstract;
  json["tldr"] = entry.summary.tldr;
  return json;
}

std::string text_of(const Json& json, const char* key) {
  return std::string(trim(cut_utf8(json_string(json, key), kMaxText)));
}

void put(std::string& under, const Json& json, const char* key) {
  if (std::string text = text_of(json, key); !text.empty()) under = std::move(text);
}

void put(std::vector<std::string>& under, const Json& json, const char* key) {
  const auto list = json.find(key);
  if (list == json.end() || !list->is_array() || list->empty()) return;
  under.clear();
  for (const Json& one : *list)
    if (one.is_string() && under.size() < 50) under.push_back(collapse_spaces(cut_utf8(to_valid_utf8(one.get<std::string>()), 2000)));
}

Result<SummaryRequest> read_one(const Plugin& plugin, const Json& json, std::size_t entry) {
  SummaryRequest out;
  out.entry = entry;
  if (!json.is_object()) return plugin.wrong("ask", "a request that is no object");
  out.system = json_string(json, "system");
  out.user = json_string(json, "user");
  if (out.system.size() + out.user.size() > kMaxPrompt) return plugin.wrong("ask", "a prompt of more than 200,000 bytes");
  if (out.wants_model() && !plugin.manifest().llm)
    return plugin.wrong("ask", "a prompt, but its manifest does not ask for the model (\"llm\": true)");
  if (const auto schema = json.find("schema"); schema != json.end() && schema->is_object()) out.schema = dump_json(*schema);
  return out;
}

}  // namespace

Result<std::vector<SummaryRequest>> ask_summaries(Plugin& plugin, const std::vector<Entry>& entries,
                                                  const Profile& profile, const Task& task) {
  Json list = Json::array();
  for (const Entry& entry : entries) list.push_back(told_entry(entry, plugin.manifest()));
  SHEAF_ASSIGN(const Json answer, plugin.call("ask", {{"papers", std::move(list)}, {"profile", told_profile(profile)}}, task));
  if (!answer.is_array() || answer.size() != entries.size())
    return plugin.wrong("ask", "no list with one request for each paper, or null");
  std::vector<SummaryRequest> out;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (answer[i].is_null()) continue;
    SHEAF_ASSIGN(SummaryRequest request, read_one(plugin, answer[i], i));
    out.push_back(std::move(request));
  }
  return out;
}

Result<Summary> read_summary(Plugin& plugin, const Entry& entry, const Json& answer, const Profile& profile,
                             const Task& task) {
  SHEAF_ASSIGN(const Json json, plugin.call("read", {{"paper", told_entry(entry, plugin.manifest())}, {"answer", answer},
                                                     {"profile", told_profile(profile)}}, task));
  if (!json.is_object()) return plugin.wrong("read", "no object with the parts of a summary");
  Summary out = entry.summary;
  put(out.tldr, json, "tldr");
  put(out.motivation, json, "motivation");
  put(out.method, json, "method");
  put(out.result, json, "result");
  put(out.conclusion, json, "conclusion");
  put(out.text, json, "text");
  put(out.contributions, json, "contributions");
  put(out.tags, json, "tags");
  if (const auto second = json.find("second"); second != json.end() && second->is_object()) {
    put(out.second.language, *second, "language");
    put(out.second.tldr, *second, "tldr");
  }
  if (out == entry.summary) return plugin.wrong("read", "nothing that a summary has: tldr, motivation, method, result, "
                                                        "conclusion, text, contributions, tags, second");
  return out;
}

}  // namespace sheaf::plugin
