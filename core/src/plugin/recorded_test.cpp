// Running tests.json; see recorded_test.hpp.
#include "plugin/recorded_test.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "net/url.hpp"

namespace sheaf::plugin {
namespace {

using ReadXml = std::function<Result<Json>(std::string)>;

/// A string, a list of lines, or JSON that is the body itself.
std::string body_of(const Json& reply) {
  const auto lines = reply.find("lines");
  if (lines != reply.end() && lines->is_array()) {
    std::string out;
    for (const Json& line : *lines) out += (line.is_string() ? line.get<std::string>() : dump_json(line)) + "\n";
    return out;
  }
  const auto body = reply.find("body");
  if (body == reply.end()) return {};
  return body->is_string() ? body->get<std::string>() : dump_json(*body);
}

Door recorded_door(const Json& test, const ReadXml& read_xml, Json& asked) {
  Door door;
  door.read_xml = read_xml;
  door.fetch = [&test, &asked](const net::HttpRequest& request, const Task&) -> Result<net::HttpResponse> {
    asked.push_back(request.body.empty() ? request.url : request.url + " " + request.body);
    for (const Json& reply : test.value("replies", Json::array())) {
      if (json_string(reply, "url") != request.url) continue;
      const int status = reply.value("status", 200);
      if (status != 200) return Error{ErrorCode::kHttp, net::shown_url(request.url) + ": HTTP " + std::to_string(status)};
      return net::HttpResponse{status, {}, body_of(reply)};
    }
    return Error{ErrorCode::kNotFound, "nothing is recorded for " + request.url};
  };
  return door;
}

Result<std::vector<Paper>> papers_of(const Json& input) {
  return papers_from_text(dump_json(input.value("papers", Json::array())), "input.papers");
}

Result<Json> try_source(Plugin& plugin, const Json& test, const Json& input, const ReadXml& read_xml, const Task& task) {
  const auto day = parse_day(json_string(input, "day"));
  if (!day) return Error{ErrorCode::kInvalid, "input.day: must be a day"};
  Json asked = Json::array(), papers = Json::array();
  SHEAF_ASSIGN(const SourceAnswer answer, run_source(plugin, {parse_day(json_string(input, "from")).value_or(*day), *day},
                                                     recorded_door(test, read_xml, asked), task));
  for (const Paper& paper : answer.papers) papers.push_back(paper_to_json(paper));
  return Json{{"asked", asked}, {"papers", papers}, {"warnings", answer.warnings}};
}

Result<Json> try_scorer(Plugin& plugin, const Json& input, const Profile& profile, const Task& task) {
  SHEAF_ASSIGN(const std::vector<Paper> papers, papers_of(input));
  SHEAF_ASSIGN(const std::vector<Adjustment> adjustments, run_scorer(plugin, papers, {}, profile, task));
  Json scores = Json::array();
  for (const Adjustment& one : adjustments) scores.push_back({{"points", one.points}, {"reason", one.reason}});
  return Json{{"scores", scores}};
}

Result<Json> try_summarizer(Plugin& plugin, const Json& input, const Profile& profile, const Task& task) {
  SHEAF_ASSIGN(const std::vector<Paper> papers, papers_of(input));
  std::vector<Entry> entries;
  for (const Paper& paper : papers) entries.push_back({paper, {}, {}, {}, {}});
  SHEAF_ASSIGN(const std::vector<SummaryRequest> requests, ask_summaries(plugin, entries, profile, task));
  const Json answers = input.value("answers", Json::array());
  Json told = Json::array(), summaries = Json::array();
  for (const SummaryRequest& request : requests) {
    told.push_back({{"system", request.system}, {"user", request.user}});
    const Json answer = request.entry < answers.size() ? answers[request.entry] : Json();
    SHEAF_ASSIGN(const Summary summary, read_summary(plugin, entries[request.entry], answer, profile, task));
    summaries.push_back(summary_to_json(summary));
  }
  return Json{{"requests", told}, {"summaries", summaries}};
}

Result<Json> try_exporter(Plugin& plugin, const Json& input, const Task& task) {
  SHEAF_ASSIGN(const Digest digest, digest_from_json(input.value("digest", Json::object()), "input.digest"));
  SHEAF_ASSIGN(const std::vector<ExportFile> files, run_exporter(plugin, digest, task));
  Json list = Json::array();
  for (const ExportFile& file : files) list.push_back({{"path", file.path}, {"text", file.text}});
  return Json{{"files", list}};
}

Result<Json> try_it(const Package& package, const Json& test, const ReadXml& read_xml, const Task& task) {
  SHEAF_ASSIGN(Plugin plugin, Plugin::open(package, package.manifest.name, dump_json(test.value("options", Json::object())), {}, task));
  const Json input = test.value("input", Json::object());
  SHEAF_ASSIGN(const Profile profile, parse_profile(dump_json(input.value("profile", Json::object())), "input.profile"));
  switch (package.manifest.kind) {
    case Kind::kSource: return try_source(plugin, test, input, read_xml, task);
    case Kind::kScorer: return try_scorer(plugin, input, profile, task);
    case Kind::kSummarizer: return try_summarizer(plugin, input, profile, task);
    case Kind::kExporter: return try_exporter(plugin, input, task);
  }
  return Error{ErrorCode::kInternal, "no such kind"};
}

std::string problem_of(const Json& test, const Result<Json>& outcome) {
  const std::string error = json_string(test, "error");
  if (!outcome)
    return !error.empty() && contains(outcome.error().message, error) ? "" : outcome.error().message;
  if (!error.empty()) return "no error, though one with \"" + error + "\" is expected";
  return first_difference(test.value("expect", Json::object()), *outcome, "");
}

std::string differs(const Json& expected, const Json& actual, const std::string& where) {
  return where + ": " + shorten(dump_json(actual), 300) + ", not " + shorten(dump_json(expected), 300);
}

}  // namespace

std::string first_difference(const Json& expected, const Json& actual, const std::string& where) {
  if (expected.is_object() && expected.size() == 1 && expected.contains("contains") && actual.is_string())
    return contains(actual.get<std::string>(), json_string(expected, "contains")) ? "" : differs(expected, actual, where);
  if (expected.is_object() && actual.is_object()) {
    for (const auto& [key, value] : expected.items()) {
      const std::string below = where.empty() ? key : where + "." + key;
      const auto found = actual.find(key);
      const std::string problem = found == actual.end() ? below + ": is missing" : first_difference(value, *found, below);
      if (!problem.empty()) return problem;
    }
    return {};
  }
  if (expected.is_array() && actual.is_array() && expected.size() == actual.size()) {
    for (std::size_t i = 0; i < expected.size(); ++i)
      if (std::string problem = first_difference(expected[i], actual[i], where + "[" + std::to_string(i) + "]"); !problem.empty())
        return problem;
    return {};
  }
  if (expected.is_number() && actual.is_number())
    return std::abs(expected.get<double>() - actual.get<double>()) < 1e-9 ? "" : differs(expected, actual, where);
  return expected == actual ? "" : differs(expected, actual, where);
}

Result<std::vector<TestOutcome>> run_recorded_tests(const Package& package, const ReadXml& read_xml, const Task& task) {
  const std::string what = package.folder.empty() ? package.manifest.name + "/tests.json" : package.folder + "/tests.json";
  std::vector<TestOutcome> out;
  if (trim(package.tests).empty()) return out;
  SHEAF_ASSIGN(const Json tests, parse_json(package.tests, what, true));
  if (!tests.is_array()) return Error{ErrorCode::kInvalid, what + ": must be a list of tests"};
  for (const Json& test : tests) {
    SHEAF_TRY(task.check());
    if (!test.is_object() || json_string(test, "name").empty())
      return Error{ErrorCode::kInvalid, what + ": each test is an object with a \"name\""};
    try {
      out.push_back({json_string(test, "name"), problem_of(test, try_it(package, test, read_xml, task))});
    } catch (const Json::exception& error) {  // a member of another type than the tests' form has
      return Error{ErrorCode::kInvalid, what + ": " + json_string(test, "name") + ": " + to_valid_utf8(error.what())};
    }
  }
  return out;
}

}  // namespace sheaf::plugin
