// Sources: the script names URLs, the core asks them, the script reads the answers, for some rounds.
// Borrows all it is given; one call uses one thread.
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "net/url.hpp"
#include "plugin/plugin.hpp"

namespace sheaf::plugin {
namespace {

constexpr std::size_t kMaxRounds = 10, kMaxRequestsPerRound = 20, kMaxPapers = 5000, kMaxWarnings = 50;
constexpr std::size_t kMaxBodyBytes = std::size_t{12} << 20, kMaxPaperBytes = std::size_t{256} << 10;
constexpr const char* kAnswerForms[] = {"json", "xml", "text"};

struct Request {
  net::HttpRequest http;
  std::string form = "json";
  Json as_asked;
};

bool is_default(const Manifest& manifest, const std::string& name, const Json& value) {
  const auto option = std::find_if(manifest.options.begin(), manifest.options.end(),
                                   [&](const Option& one) { return one.name == name; });
  return option != manifest.options.end() && option->fallback == dump_json(value);
}

/// Hosts that options name. Those that the reader wrote are his word, so they may be on his own network; those that
/// stand as in the manifest are not.
std::vector<std::string> hosts_of_options(const Plugin& plugin, bool only_readers) {
  std::vector<std::string> hosts;
  for (const std::string& option : plugin.manifest().hosts_from_options) {
    const Json& value = plugin.options().at(option);
    if (only_readers && is_default(plugin.manifest(), option, value)) continue;
    for (const Json& one : value.is_array() ? value : Json::array({value}))
      if (const auto parts = net::split_url(one.is_string() ? one.get<std::string>() : std::string()))
        hosts.push_back(parts->host);
  }
  return hosts;
}

std::vector<std::string> servers_of(const Plugin& plugin) {
  std::vector<std::string> hosts = plugin.manifest().hosts;
  for (std::string& host : hosts_of_options(plugin, false)) hosts.push_back(std::move(host));
  return hosts;
}

Result<Request> read_request(const Plugin& plugin, const Json& json) {
  Request out;
  out.as_asked = json.is_string() ? Json{{"url", json}} : json;
  if (!out.as_asked.is_object() || json_string(out.as_asked, "url").empty())
    return plugin.wrong("ask", "a request without \"url\"");
  out.http.url = json_string(out.as_asked, "url");
  Status allowed = check_request(plugin.manifest(), plugin.options(), out.http.url);
  if (!allowed.ok()) return Error{ErrorCode::kPlugin, "plugin " + plugin.label() + ": " + allowed.error().message};
  if (const std::string form = json_string(out.as_asked, "as"); !form.empty()) out.form = form;
  if (std::find(std::begin(kAnswerForms), std::end(kAnswerForms), out.form) == std::end(kAnswerForms))
    return plugin.wrong("ask", "a request as \"" + shorten(out.form, 20) + "\"; it may be json, xml or text");
  if (const auto body = out.as_asked.find("body"); body != out.as_asked.end() && !body->is_null()) {
    out.http.method = "POST";
    out.http.headers.push_back({"Content-Type", "application/json"});
    out.http.body = dump_json(*body);
  }
  if (out.form == "json") out.http.headers.push_back({"Accept", "application/json, */*;q=0.5"});
  out.http.max_body_bytes = kMaxBodyBytes;
  out.http.only_hosts = servers_of(plugin);
  out.http.private_hosts = hosts_of_options(plugin, true);
  return out;
}

Result<std::vector<Request>> read_requests(const Plugin& plugin, const Json& json) {
  std::vector<Request> out;
  if (json.is_null()) return out;
  if (!json.is_array()) return plugin.wrong("ask", "no list of requests");
  if (json.size() > kMaxRequestsPerRound)
    return plugin.wrong("ask", std::to_string(json.size()) + " requests at once; it may ask " + std::to_string(kMaxRequestsPerRound));
  for (const Json& one : json) {
    SHEAF_ASSIGN(Request request, read_request(plugin, one));
    out.push_back(std::move(request));
  }
  return out;
}

Result<Json> read_body(const Request& request, std::string body, const Door& door) {
  if (body.size() > kMaxBodyBytes)  // from a host's own transport, which may not count
    return Error{ErrorCode::kNetwork, net::shown_url(request.http.url) + ": the answer is larger than " +
                                          std::to_string(kMaxBodyBytes >> 20) + " MiB"};
  if (request.form == "text") return Json(to_valid_utf8(body));
  if (request.form == "xml") return door.read_xml(std::move(body));
  return parse_json(body, "the answer of " + net::shown_url(request.http.url));
}

Result<Json> fetch_all(const Plugin& plugin, const std::vector<Request>& requests, const Door& door, const Task& task) {
  Json answers = Json::array();
  for (const Request& request : requests) {
    SHEAF_TRY(task.check());
    auto response = door.fetch(request.http, task);
    Result<Json> body = response ? read_body(request, std::move(response->body), door) : std::move(response).error();
    if (!body) {
      Error error = std::move(body).error();
      error.message = "plugin " + plugin.label() + ": " + error.message;
      return error;
    }
    answers.push_back({{"request", request.as_asked}, {"status", response->status}, {"body", *std::move(body)}});
  }
  return answers;
}

Result<Paper> read_paper(const Json& json, const std::string& what) {
  if (dump_json(json).size() > kMaxPaperBytes)
    return Error{ErrorCode::kInvalid, what + ": is larger than " + std::to_string(kMaxPaperBytes >> 10) + " KiB"};
  SHEAF_ASSIGN(Paper paper, paper_from_json(json, what));
  if (trim(paper.title).empty()) return Error{ErrorCode::kInvalid, what + ": has no \"title\""};
  // Papers of arXiv and of publishers are told by those themselves: a plugin only mentions them, so that
  // no version it makes up takes the place of theirs.
  paper.version = 0;
  paper.citation_key.clear();
  paper.detail = paper.scheme == "arxiv" || paper.scheme == "doi" ? Detail::kMentioned : Detail::kComplete;
  return paper;
}

/// A paper that cannot be read is a warning; the others stay.
void take_papers(const Json& list, SourceAnswer& out) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string what = "papers[" + std::to_string(i) + "]";
    auto paper = read_paper(list[i], what);
    if (paper && out.papers.size() < kMaxPapers)
      out.papers.push_back(*std::move(paper));
    else if (out.warnings.size() < kMaxWarnings)
      out.warnings.push_back(paper ? what + ": more than " + std::to_string(kMaxPapers) + " papers" : paper.error().message);
  }
}

Status take_answer(const Plugin& plugin, const Json& json, SourceAnswer& out) {
  if (!json.is_object()) return plugin.wrong("read", "no object with \"papers\"");
  const auto papers = json.find("papers"), warnings = json.find("warnings");
  if (papers != json.end() && !papers->is_null()) {
    if (!papers->is_array()) return plugin.wrong("read", "\"papers\" that are no list");
    take_papers(*papers, out);
  }
  if (warnings != json.end() && warnings->is_array())
    for (const Json& one : *warnings)
      if (one.is_string() && out.warnings.size() < kMaxWarnings)
        out.warnings.push_back(shorten(collapse_spaces(one.get<std::string>()), 200));
  return {};
}

}  // namespace

Result<SourceAnswer> run_source(Plugin& plugin, const SourceQuestion& question, const Door& door, const Task& task) {
  SourceAnswer out;
  Json input = {{"from", format_day(question.from)}, {"day", format_day(question.day)}};
  SHEAF_ASSIGN(const Json asked, plugin.call("ask", input, task));
  SHEAF_ASSIGN(std::vector<Request> requests, read_requests(plugin, asked));
  for (std::size_t round = 0; !requests.empty(); ++round) {
    if (round == kMaxRounds) {
      out.warnings.push_back("it wants to ask for more than " + std::to_string(kMaxRounds) + " rounds");
      break;
    }
    auto answers = fetch_all(plugin, requests, door, task);
    if (!answers) {
      // What came in earlier rounds is worth having, and says what is missing.
      if (out.papers.empty() || answers.error().code == ErrorCode::kCancelled) return std::move(answers).error();
      out.warnings.push_back(answers.error().message);
      break;
    }
    input["answers"] = *std::move(answers);
    input["round"] = round;
    SHEAF_ASSIGN(const Json read, plugin.call("read", input, task));
    SHEAF_TRY(take_answer(plugin, read, out));
    SHEAF_ASSIGN(requests, read_requests(plugin, read.value("ask", Json())));
  }
  return out;
}

}  // namespace sheaf::plugin
