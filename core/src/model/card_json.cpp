// JSON of scores and summaries; see json.hpp.
// No state; any thread.
#include "model/json_parts.hpp"

#include <nlohmann/json.hpp>

namespace sheaf {
namespace {

using json_parts::is_true;
using json_parts::number_of;
using json_parts::object_of;
using json_parts::put;
using json_parts::string_list;

constexpr int kDeepest = 8;  ///< levels of a mindmap that are read

/// One text of the report and its name.
struct Section {
  const char* key;
  std::string Report::* text;
};
constexpr Section kSections[] = {
    {"contribution", &Report::contribution}, {"setup", &Report::setup},
    {"results", &Report::results},           {"conclusions", &Report::conclusions},
    {"limits", &Report::limits},             {"future_work", &Report::future_work}};

Json report_to_json(const Report& report) {
  Json json = Json::object();
  for (const Section& section : kSections) put(json, section.key, report.*section.text);
  return json;
}

Report report_from_json(const Json& json) {
  Report report;
  for (const Section& section : kSections) report.*section.text = json_string(json, section.key);
  return report;
}

MindNode mind_node_from_json(const Json& json, int depth = 0) {
  MindNode node{json_string(json, "label"), {}};
  const auto children = json.find("children");
  if (depth < kDeepest && children != json.end() && children->is_array())
    for (const Json& child : *children)
      if (child.is_object()) node.children.push_back(mind_node_from_json(child, depth + 1));
  return node;
}

/// What only a model's summary has.
void put_model_parts(Json& json, const Summary& summary) {
  if (!summary.report.empty()) json["report"] = report_to_json(summary.report);
  if (!summary.second.language.empty())
    json["second"] = {{"language", summary.second.language},
                      {"tldr", summary.second.tldr},
                      {"mindmap", mind_node_to_json(summary.second.mindmap)}};
  if (summary.grounding.checked > 0)
    json["grounding"] = {{"checked", summary.grounding.checked},
                         {"unsupported", summary.grounding.unsupported}};
  put(json, "warnings", summary.warnings);
  if (summary.from_full_text) json["from_full_text"] = true;
}

void take_model_parts(const Json& json, Summary& summary) {
  summary.report = report_from_json(object_of(json, "report"));
  const Json& second = object_of(json, "second");
  summary.second.language = json_string(second, "language");
  summary.second.tldr = json_string(second, "tldr");
  summary.second.mindmap = mind_node_from_json(object_of(second, "mindmap"));
  const Json& grounding = object_of(json, "grounding");
  summary.grounding.checked = static_cast<std::size_t>(number_of(grounding, "checked"));
  summary.grounding.unsupported = string_list(grounding, "unsupported");
  summary.warnings = string_list(json, "warnings");
  summary.from_full_text = is_true(json, "from_full_text");
}

}  // namespace

Json score_to_json(const Score& score) {
  Json json = {{"value", score.value}, {"reason", score.reason}};
  put(json, "terms", score.terms);
  put(json, "authors", score.authors);
  put(json, "similar", score.similar);
  for (const CarriedTerm& one : score.carried)
    json["carried"].push_back({{"term", one.term}, {"points", one.points}});
  put(json, "interest", score.interest);
  if (score.uncertainty > 0) json["uncertainty"] = score.uncertainty;
  if (score.explored) json["explored"] = true;
  put(json, "folded", score.folded);
  return json;
}

Score score_from_json(const Json& json) {
  Score score;
  score.value = number_of(json, "value");
  score.reason = json_string(json, "reason");
  score.terms = string_list(json, "terms");
  score.authors = string_list(json, "authors");
  score.similar = string_list(json, "similar");
  if (const auto list = json.find("carried"); list != json.end() && list->is_array())
    for (const Json& one : *list)
      if (one.is_object()) score.carried.push_back({json_string(one, "term"), number_of(one, "points")});
  score.interest = json_string(json, "interest");
  score.uncertainty = number_of(json, "uncertainty");
  score.explored = is_true(json, "explored");
  score.folded = string_list(json, "folded");
  return score;
}

Json mind_node_to_json(const MindNode& node) {
  Json json = {{"label", node.label}};
  if (!node.children.empty()) {
    Json& children = json["children"] = Json::array();
    for (const MindNode& child : node.children) children.push_back(mind_node_to_json(child));
  }
  return json;
}

Json summary_to_json(const Summary& summary) {
  Json labels = Json::array();
  for (const Role role : summary.labels) labels.push_back(role_name(role));
  Json json = {{"tldr", summary.tldr},
               {"motivation", summary.motivation},
               {"method", summary.method},
               {"result", summary.result},
               {"conclusion", summary.conclusion},
               {"contributions", summary.contributions},
               {"tags", summary.tags}};
  put(json, "area", summary.area);
  put(json, "phrases", summary.phrases);
  put(json, "limitations", summary.limitations);
  put(json, "future_work", summary.future_work);
  put(json, "institutions", summary.institutions);
  put(json, "code_url", summary.code_url);
  put(json, "project_url", summary.project_url);
  put(json, "thumbnail_url", summary.thumbnail_url);
  put(json, "text", summary.text);
  json["mindmap"] = mind_node_to_json(summary.mindmap);
  put(json, "mindmap_source", summary.mindmap_source);
  put(json, "sentences", summary.sentences);
  json["labels"] = std::move(labels);
  json["provider"] = summary.provider;
  json["language"] = summary.language;
  put_model_parts(json, summary);
  put(json, "note", summary.note);
  return json;
}

Summary summary_from_json(const Json& json) {
  Summary summary;
  summary.tldr = json_string(json, "tldr");
  summary.motivation = json_string(json, "motivation");
  summary.method = json_string(json, "method");
  summary.result = json_string(json, "result");
  summary.conclusion = json_string(json, "conclusion");
  summary.contributions = string_list(json, "contributions");
  summary.tags = string_list(json, "tags");
  summary.area = json_string(json, "area");
  summary.phrases = string_list(json, "phrases");
  summary.limitations = string_list(json, "limitations");
  summary.future_work = string_list(json, "future_work");
  summary.institutions = string_list(json, "institutions");
  summary.code_url = json_string(json, "code_url");
  summary.project_url = json_string(json, "project_url");
  summary.thumbnail_url = json_string(json, "thumbnail_url");
  summary.text = json_string(json, "text");
  summary.mindmap_source = json_string(json, "mindmap_source");
  summary.mindmap = mind_node_from_json(object_of(json, "mindmap"));
  summary.sentences = string_list(json, "sentences");
  for (const std::string& name : string_list(json, "labels"))
    summary.labels.push_back(parse_role(name).value_or(Role::kOther));
  summary.provider = json_string(json, "provider");
  summary.language = json_string(json, "language");
  take_model_parts(json, summary);
  summary.note = json_string(json, "note");
  return summary;
}

}  // namespace sheaf
