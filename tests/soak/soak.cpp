// Soak: several processes fetch the same days into one store from a server that fails a third of
// the time. At the end no paper is missing, no two requests were closer than the limit or open at
// once, and no status called a list whole that was not.
//
//   soak [REQUESTS [PROCESSES [FAULT_PERCENT [INTERVAL_MS]]]]
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <map>
#include <set>

#include "app/collect.hpp"
#include "base/text.hpp"
#include "model/category.hpp"
#include "script.hpp"
#include "support/http_server.hpp"
#include "support/temp_dir.hpp"

using namespace sheaf;

namespace {

constexpr std::size_t kLists = 24;
constexpr std::size_t kMaxLogged = 400000;

struct Times {
  std::int64_t start_us = 0, end_us = 0;
};

/// Shared by all processes.
struct Log {
  std::atomic<std::uint64_t> requests, failed_lists, half_lists, lies, broken;
  Times times[kMaxLogged];
};

struct Plan {
  std::uint64_t requests = 10000;
  int processes = 4;
  unsigned fault_percent = 30;
  std::int64_t interval_ms = 5;
  std::vector<std::string> lists;
  std::string store, url;
};

std::int64_t now_us() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return std::int64_t{time.tv_sec} * 1000000 + time.tv_nsec / 1000;
}

/// Writes down when each request began and ended.
class TimedTransport final : public net::Transport {
 public:
  TimedTransport(net::Transport& inner, Log& log) : inner_(inner), log_(log) {}
  Result<net::HttpResponse> send(const net::HttpRequest& request, const Task& task) override {
    const std::uint64_t n = log_.requests.fetch_add(1);
    const std::int64_t start = now_us();
    auto response = inner_.send(request, task);
    if (n < kMaxLogged) log_.times[n] = {start, now_us()};
    return response;
  }

 private:
  net::Transport& inner_;
  Log& log_;
};

Profile profile_of(const Plan& plan, Day day) {
  Profile profile = default_profile();
  profile.categories = plan.lists;
  profile.endpoints.arxiv_rss = plan.url + "/" + format_day(day);
  profile.endpoints.arxiv_api = plan.url + "/api/query";
  return profile;
}

std::set<std::string> truth(const Plan& plan, std::size_t list, Day day) {
  std::set<std::string> ids;
  for (const soak::Announced& one : soak::announced(plan.lists, list, day)) ids.insert(one.id);
  return ids;
}

Result<std::set<std::string>> stored(store::Store& store, const std::string& list, Day day) {
  SHEAF_ASSIGN(const auto items, store.announced(day, {list}));
  std::set<std::string> ids;
  for (const auto& item : items) ids.insert(item.paper.id);
  return ids;
}

/// A list whose status is ok or empty must have exactly what the script announced.
bool check_report(const Plan& plan, store::Store& store, const app::FetchReport& report, Day day, Log& log) {
  bool whole = true;
  for (std::size_t i = 0; i < plan.lists.size(); ++i) {
    const SourceState state = report.sources[i].state;
    const auto ids = stored(store, plan.lists[i], day);
    const bool complete = ids && *ids == truth(plan, i, day);
    const bool fine = state == SourceState::kOk || state == SourceState::kEmpty;
    if (fine && !complete) ++log.lies;
    if (!fine) ++(state == SourceState::kPartial ? log.half_lists : log.failed_lists);
    whole = whole && fine;
  }
  return whole;
}

int work(const Plan& plan, int number, Log& log) {
  auto store = store::Store::open(plan.store);
  auto carrier = net::make_curl_transport();
  if (!store || !carrier) return 1;
  TimedTransport transport(**carrier, log);
  const Logger logger;
  net::ClientOptions options;
  options.min_interval_ms = plan.interval_ms;
  options.max_retries = 2;
  options.backoff_ms = 1;
  options.max_backoff_ms = 8;
  net::Client client(transport, **store, system_clock(), logger, options);
  const Day first = *parse_day("2026-01-05");
  for (int round = 0; log.requests < plan.requests; ++round) {
    // All processes work on the same days at once, from different ends.
    const int offset = number % 2 == 0 ? round : round ^ 1;
    const Day day = first + std::chrono::days(offset / 3);
    const Profile profile = profile_of(plan, day);
    source::ArxivSource arxiv(client, profile.endpoints);
    const source::ServiceAccess services;
    app::Collector collector(**store, system_clock(), profile);
    const auto report = collector.collect({arxiv, client, services}, day, Task());
    if (report) {
      check_report(plan, **store, *report, day, log);
    } else if (report.error().code == ErrorCode::kStore) {
      std::fprintf(stderr, "%s\n", report.error().message.c_str());
      ++log.broken;
      return 1;
    } else {
      log.failed_lists += plan.lists.size();
    }
  }
  return 0;
}

test::Handler handler(const Plan& plan, std::atomic<std::uint64_t>& count) {
  return [&plan, &count](const test::Request& request) {
    const std::uint64_t n = count.fetch_add(1);
    std::string body;
    if (request.path == "/api/query") {
      body = soak::api_page(split(request.query_value("id_list"), ','));
    } else {
      const std::string list = request.path.substr(request.path.rfind('/') + 1);
      const auto found = std::find(plan.lists.begin(), plan.lists.end(), list);
      const auto day = parse_day(request.path.substr(1, 10));
      if (found == plan.lists.end() || !day) {
        test::Reply gone;
        gone.status = 404;
        return gone;
      }
      body = soak::feed(plan.lists, static_cast<std::size_t>(found - plan.lists.begin()), *day);
    }
    return soak::answer(n, plan.fault_percent, std::move(body));
  };
}

/// What the store lacks of the days that are recorded at all, after everything.
std::uint64_t missing_papers(const Plan& plan, store::Store& store) {
  std::uint64_t missing = 0;
  const Day first = *parse_day("2026-01-05");
  for (Day day = first; day < first + std::chrono::days(1200); day += std::chrono::days(1)) {
    const auto recorded = store.recorded_lists(day);
    if (!recorded || recorded->empty()) continue;
    for (std::size_t i = 0; i < plan.lists.size(); ++i) {
      if (std::find(recorded->begin(), recorded->end(), plan.lists[i]) == recorded->end()) continue;
      const auto ids = stored(store, plan.lists[i], day);
      for (const std::string& id : truth(plan, i, day)) missing += !ids || !ids->count(id);
    }
  }
  return missing;
}

/// The least time between two starts, and how many requests were open while another began.
std::pair<std::int64_t, std::uint64_t> spacing(Log& log) {
  const std::size_t count = std::min<std::size_t>(log.requests, kMaxLogged);
  std::vector<Times> times(log.times, log.times + count);
  std::sort(times.begin(), times.end(), [](const Times& a, const Times& b) { return a.start_us < b.start_us; });
  std::int64_t least = INT64_MAX;
  std::uint64_t overlapping = 0;
  for (std::size_t i = 1; i < times.size(); ++i) {
    least = std::min(least, times[i].start_us - times[i - 1].start_us);
    overlapping += times[i].start_us < times[i - 1].end_us;
  }
  return {least, overlapping};
}

Plan plan_of(int argc, char** argv) {
  Plan plan;
  if (argc > 1) plan.requests = std::strtoull(argv[1], nullptr, 10);
  if (argc > 2) plan.processes = std::atoi(argv[2]);
  if (argc > 3) plan.fault_percent = static_cast<unsigned>(std::atoi(argv[3]));
  if (argc > 4) plan.interval_ms = std::atoll(argv[4]);
  for (const Category& category : active_categories()) {
    if (plan.lists.size() == kLists) break;
    if (category.id.starts_with("cs.")) plan.lists.emplace_back(category.id);
  }
  return plan;
}

}  // namespace

int main(int argc, char** argv) {
  Plan plan = plan_of(argc, argv);
  const test::TempDir folder;
  plan.store = folder.file("soak.db");
  void* memory = mmap(nullptr, sizeof(Log), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return 2;
  Log& log = *new (memory) Log;
  int start[2];
  if (pipe(start) != 0) return 2;
  std::vector<pid_t> children;
  // Before the server's threads are there, so that the children have none of them.
  for (int i = 0; i < plan.processes; ++i) {
    const pid_t child = fork();
    if (child != 0) {
      children.push_back(child);
      continue;
    }
    int port = 0;
    if (read(start[0], &port, sizeof port) != static_cast<ssize_t>(sizeof port)) _exit(2);
    plan.url = "http://127.0.0.1:" + std::to_string(port);
    _exit(work(plan, i, log));
  }
  std::atomic<std::uint64_t> served{0};
  test::HttpServer server;
  const test::Endpoint endpoint = server.on("/*", handler(plan, served));
  for (std::size_t i = 0; i < children.size(); ++i) {
    const int port = server.port();
    if (write(start[1], &port, sizeof port) != static_cast<ssize_t>(sizeof port)) return 2;
  }
  bool crashed = false;
  for (const pid_t child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    crashed = crashed || status != 0;
  }
  auto store = store::Store::open(plan.store);
  if (!store) return 2;
  const std::uint64_t missing = missing_papers(plan, **store);
  const auto [least_us, overlapping] = spacing(log);
  const auto problems = (*store)->check();
  std::printf("%llu requests by %d processes, %u %% faults\n", static_cast<unsigned long long>(log.requests.load()),
              plan.processes, plan.fault_percent);
  std::printf("lists that failed, and said so: %llu; half: %llu; called whole and were not: %llu\n",
              static_cast<unsigned long long>(log.failed_lists.load()),
              static_cast<unsigned long long>(log.half_lists.load()),
              static_cast<unsigned long long>(log.lies.load()));
  std::printf("papers missing of what is recorded: %llu\n", static_cast<unsigned long long>(missing));
  std::printf("least time between two starts: %.2f ms (limit %lld); open at once: %llu\n",
              static_cast<double>(least_us) / 1000, static_cast<long long>(plan.interval_ms),
              static_cast<unsigned long long>(overlapping));
  const bool polite = least_us >= plan.interval_ms * 1000 && overlapping == 0;
  const bool sound = problems && problems->empty() && !crashed && log.broken == 0;
  const bool tried = plan.fault_percent == 0 || log.failed_lists + log.half_lists > 0;
  return missing == 0 && log.lies == 0 && polite && sound && tried ? 0 : 1;
}
