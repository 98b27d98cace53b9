// Scorers: all papers of a day in one call, points and a reason for each that has some.
// Borrows all it is given; one call uses one thread.
#include <cmath>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "plugin/told.hpp"

namespace sheaf::plugin {
namespace {

constexpr double kMostPoints = 1000;
constexpr std::size_t kMaxReason = 80;

Result<Adjustment> read_adjustment(const Plugin& plugin, const Json& json, const std::string& id) {
  Adjustment out;
  if (json.is_null()) return out;
  const auto points = json.is_object() ? json.find("points") : json.end();
  if (!json.is_object() || points == json.end() || !points->is_number())
    return plugin.wrong("score", "no \"points\" for paper " + shorten(id, 60));
  out.points = points->get<double>();
  if (!std::isfinite(out.points) || std::abs(out.points) > kMostPoints)
    return plugin.wrong("score", dump_json(*points) + " points for paper " + shorten(id, 60));
  out.reason = shorten(collapse_spaces(json_string(json, "reason")), kMaxReason);
  return out;
}

}  // namespace

Result<std::vector<Adjustment>> run_scorer(Plugin& plugin, const std::vector<Paper>& papers,
                                           const std::vector<Score>& scores, const Profile& profile, const Task& task) {
  Json list = Json::array();
  for (std::size_t i = 0; i < papers.size(); ++i) {
    list.push_back(told_paper(papers[i], plugin.manifest()));
    if (i < scores.size()) list.back()["score"] = scores[i].value;
  }
  SHEAF_ASSIGN(const Json answer, plugin.call("score", {{"papers", std::move(list)}, {"profile", told_profile(profile)}}, task));
  if (!answer.is_array() || answer.size() != papers.size())
    return plugin.wrong("score", (answer.is_array() ? std::to_string(answer.size()) + " scores" : std::string("no list")) + " for " +
                                     std::to_string(papers.size()) + " papers: one is wanted for each, or null");
  std::vector<Adjustment> out;
  out.reserve(papers.size());
  for (std::size_t i = 0; i < papers.size(); ++i) {
    SHEAF_ASSIGN(Adjustment adjustment, read_adjustment(plugin, answer[i], papers[i].id));
    out.push_back(std::move(adjustment));
  }
  return out;
}

}  // namespace sheaf::plugin
