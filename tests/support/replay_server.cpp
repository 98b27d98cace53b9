// ReplayServer: recorded days of arXiv on a loopback address.
// The records never change once served; day, faults and log are under one lock.
#include "support/replay_server.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "support/replay_api.hpp"
#include "support/replay_pages.hpp"

namespace sheaf::test {
namespace {

using nlohmann::json;

bool is_day(const std::string& text) {
  int year = 0;
  unsigned month = 0, day = 0;
  int end = 0;
  if (std::sscanf(text.c_str(), "%4d-%2u-%2u%n", &year, &month, &day, &end) != 3) return false;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  return text.size() == 10 && end == 10 && date.ok();
}

const std::string& checked_day(const std::string& text) {
  if (!is_day(text)) throw std::invalid_argument("\"" + text + "\" is not a day like 2026-04-17");
  return text;
}

Reply json_reply(const json& value, int status = 200) {
  return reply(status, value.dump(2, ' ', false, json::error_handler_t::replace) + "\n",
               "application/json");
}

/// Takes "/day/2026-04-17" off the front of a path and returns the day.
std::string take_day_prefix(std::string& path) {
  constexpr std::size_t kPrefix = 5;  // "/day/"
  if (path.rfind("/day/", 0) != 0 || path.size() < kPrefix + 11 || path[kPrefix + 10] != '/')
    return {};
  const std::string day = path.substr(kPrefix, 10);
  if (!is_day(day)) return {};
  path.erase(0, kPrefix + 10);
  return day;
}

/// The status in a recorded answer's first line.
int status_of(const Reply& reply) {
  int status = 0;
  if (reply.raw.empty()) return reply.reset ? 0 : reply.status;
  return std::sscanf(reply.raw.c_str(), "HTTP/%*s %d", &status) == 1 ? status : 0;
}

}  // namespace

ReplayServer::ReplayServer(ReplayOptions options) : options_(std::move(options)) {
  for (const std::string& folder : options_.feeds) records_.add_feeds(folder);
  for (const std::string& folder : options_.mirrors) records_.add_mirror(folder);
  records_.estimate_dates();
  if (!options_.http_file.empty())
    read_whole_file(options_.http_file);  // tell now, not per request
  for (const std::string& spec : options_.faults) faults_.add(spec);
  if (!options_.day.empty()) {
    day_ = checked_day(options_.day);
  } else if (!records_.days().empty()) {
    day_ = records_.days().back();
  }
  if (options_.page_size == 0) throw std::invalid_argument("a page needs entries");
  server_ = std::make_unique<HttpServer>(options_.port);
  endpoint_ = server_->on("*", [this](const Request& request) { return answer(request); });
}

std::string ReplayServer::day() const {
  const std::lock_guard lock(mutex_);
  return day_;
}

void ReplayServer::set_day(const std::string& day) {
  checked_day(day);
  const std::lock_guard lock(mutex_);
  day_ = day;
}

void ReplayServer::add_fault(const std::string& spec) {
  const std::lock_guard lock(mutex_);
  faults_.add(spec);
}

void ReplayServer::clear_faults() {
  const std::lock_guard lock(mutex_);
  faults_.clear();
}

std::vector<ReplayLogEntry> ReplayServer::log() const {
  const std::lock_guard lock(mutex_);
  return log_;
}

std::string ReplayServer::log_json() const {
  json list = json::array();
  for (const ReplayLogEntry& entry : log()) {
    const Request& request = entry.request;
    list.push_back({{"at_ms", request.at_ms},
                    {"unix_ms", request.unix_ms},
                    {"method", request.method},
                    {"target", request.target},
                    {"day", entry.day},
                    {"status", entry.status},
                    {"fault", entry.fault},
                    {"user_agent", request.header("User-Agent")},
                    {"accept", request.header("Accept")},
                    {"if_none_match", request.header("If-None-Match")}});
  }
  return list.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

Reply ReplayServer::answer(const Request& request) {
  if (request.path.rfind("/_replay", 0) == 0) return control(request);
  std::string path = request.path;
  std::string day = take_day_prefix(path);
  std::optional<ReplayFault> fault;
  {
    const std::lock_guard lock(mutex_);
    if (day.empty()) day = day_;
    fault = faults_.take(request);
  }
  Reply made = serve(request, path, day);
  if (fault) made = spoil(std::move(made), *fault, request);
  made.delay_ms += options_.latency_ms;
  const std::lock_guard lock(mutex_);
  log_.push_back({request, day, fault ? fault->spec : "", status_of(made)});
  return made;
}

Reply ReplayServer::serve(const Request& request, std::string path, const std::string& day) const {
  if (!options_.http_file.empty()) return raw_reply(read_whole_file(options_.http_file));
  if (!options_.feeds.empty()) {
    for (const std::string form : {"rss", "atom"}) {
      const std::string prefix = "/" + form + "/";
      if (path.rfind(prefix, 0) == 0) {
        return replay_feed(records_, request, form, path.substr(prefix.size()), day);
      }
    }
    if (path == "/api/query") return replay_api_query(records_, request, day);
    if (path.rfind("/catchup/", 0) == 0) return serve_catchup(request, path.substr(9), day);
    if (path.rfind("/list/", 0) == 0 && path.ends_with("/new") && path.size() > 10) {
      return replay_listing_new(records_, request, path.substr(6, path.size() - 10), day,
                                options_.page_size);
    }
  }
  if (!options_.folder.empty()) return file_reply(options_.folder, path);
  return reply(404, "nothing is replayed at " + path + "\n");
}

/// `rest`: "cs.CV/2026-04-17".
Reply ReplayServer::serve_catchup(const Request& request, const std::string& rest,
                                  const std::string& day) const {
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::string wanted = slash < rest.size() ? rest.substr(slash + 1) : "";
  return replay_catchup(records_, request, rest.substr(0, slash), is_day(wanted) ? wanted : "", day,
                        options_.page_size);
}

Reply ReplayServer::control(const Request& request) {
  try {
    if (request.path == "/_replay/day") return control_day(request);
    if (request.path == "/_replay/fail") return control_fault(request);
    if (request.path == "/_replay/log") return reply(200, log_json(), "application/json");
  } catch (const std::invalid_argument& problem) {
    return json_reply({{"error", problem.what()}}, 400);
  }
  return json_reply({{"day", day()},
                     {"days", records_.days()},
                     {"categories", records_.categories()},
                     {"papers", records_.paper_count()}});
}

Reply ReplayServer::control_day(const Request& request) {
  if (request.method == "POST") set_day(request.query_value("d"));
  return json_reply({{"day", day()}});
}

Reply ReplayServer::control_fault(const Request& request) {
  if (request.method != "POST") return json_reply({{"error", "use POST"}}, 405);
  if (request.has_query("clear")) clear_faults();
  if (request.has_query("spec")) add_fault(request.query_value("spec"));
  return json_reply({{"ok", true}});
}

}  // namespace sheaf::test
