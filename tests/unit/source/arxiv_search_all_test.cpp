// Searches to their end, on a scripted arXiv with its limits and faults.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "source/arxiv_query.hpp"
#include "unit/source/source_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using sheaf::test::answer;
using sheaf::test::api_page;
using sheaf::test::says;
using sheaf::test::ScriptedArxiv;

namespace {

std::uint64_t parameter(const std::string& url, const std::string& name) {
  return std::stoull(url.substr(url.find("&" + name + "=") + name.size() + 2));
}

Seconds minute_of(const std::string& digits) {
  return parse_rfc3339(digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2) +
                       "T" + digits.substr(8, 2) + ":" + digits.substr(10, 2) + ":00Z")
      .value();
}

// Papers sent in every `step` seconds from 2020 on, asked in windows of dates as arXiv answers.
struct World {
  std::uint64_t count = 0;
  Seconds step = 3600;
  Seconds begin = parse_rfc3339("2020-01-01T00:00:00Z").value();
  std::uint64_t most = 2000;  // entries to a page

  static std::string id_of(std::uint64_t number) {
    return std::to_string(2001 + number / 100000) + "." +
           std::to_string(100000 + number % 100000).substr(1);
  }

  net::HttpResponse reply(const std::string& url) const {
    const std::uint64_t start = parameter(url, "start"), size = parameter(url, "max_results");
    CHECK(1 + (start + size / 2) / size <= 10000 / size);  // what the service checks
    std::uint64_t first = 0, last = count;
    if (const std::size_t at = url.find("submittedDate%3A%5B"); at != std::string::npos) {
      const Seconds from = minute_of(url.substr(at + 19, 12));
      const Seconds until = minute_of(url.substr(at + 19 + 12 + 8, 12));
      const auto index = [&](Seconds time) {  // of the first paper not before
        return time <= begin ? 0 : static_cast<std::uint64_t>((time - begin + step - 1) / step);
      };
      first = std::min(count, index(from));
      last = std::min(count, index(until + 1));
    }
    const std::uint64_t total = last - first;
    const bool down = contains(url, "sortOrder=descending");
    std::vector<std::string> ids;
    for (std::uint64_t i = start; i < std::min(total, start + std::min(size, most)); ++i)
      ids.push_back(id_of(down ? last - 1 - i : first + i));
    return answer(200, api_page(ids, total, start));
  }
};

struct Found {
  std::vector<std::string> ids;
  SearchReport report;
};

PageSink collect(std::vector<std::string>& ids) {
  return [&ids](std::vector<Paper> papers) -> Status {
    for (Paper& paper : papers) ids.push_back(std::move(paper.id));
    return {};
  };
}

Found found(ScriptedArxiv& arxiv, const SearchPlan& plan) {
  Found result;
  Result<SearchReport> report = arxiv.source.search_all(plan, collect(result.ids), Task());
  if (!report.ok()) FAIL(report.error().message);
  result.report = std::move(report).value();
  return result;
}

SearchPlan plan_for(const std::string& expression) {
  SearchPlan plan;
  plan.expression = expression;
  return plan;
}

std::size_t distinct(const std::vector<std::string>& ids) {
  return std::set<std::string>(ids.begin(), ids.end()).size();
}

}  // namespace

TEST_CASE("A search of a few pages needs no dates", "[source][search_all]") {
  const World world{1234};
  ScriptedArxiv arxiv(
      [&](const net::HttpRequest& request, std::size_t) { return world.reply(request.url); });
  const Found all = found(arxiv, plan_for("cat:cs.CL"));
  REQUIRE(all.ids.size() == 1234);
  CHECK(distinct(all.ids) == 1234);
  CHECK(all.ids.front() == World::id_of(1233));
  CHECK(all.report.status == SourceStatus{"arxiv:search", SourceState::kOk, "", 1234});
  CHECK(all.report.requests == 3);
  CHECK_FALSE(contains(arxiv.url(0), "submittedDate%3A"));
}

TEST_CASE("A search beyond the service's window is split by date and complete",
          "[source][search_all]") {
  const World world{30000, 600};
  for (const bool ascending : {false, true}) {
    ScriptedArxiv arxiv(
        [&](const net::HttpRequest& request, std::size_t) { return world.reply(request.url); });
    SearchPlan plan = plan_for("cat:cs.CL");
    plan.ascending = ascending;
    const Found all = found(arxiv, plan);
    CHECK(all.ids.size() == 30000);
    CHECK(distinct(all.ids) == 30000);
    CHECK(all.report.total == 30000);
    CHECK(all.report.status.state == SourceState::kOk);
    CHECK(all.report.requests < 110);
    const bool in_order = std::is_sorted(all.ids.begin(), all.ids.end());
    const bool backwards = std::is_sorted(all.ids.rbegin(), all.ids.rend());
    CHECK((ascending ? in_order : backwards));
  }
}

TEST_CASE("A window of dates bounds the search", "[source][search_all]") {
  const World world{1000};
  ScriptedArxiv arxiv(
      [&](const net::HttpRequest& request, std::size_t) { return world.reply(request.url); });
  SearchPlan plan = plan_for("cat:cs.CL");
  plan.from = world.begin + 100 * 3600;
  plan.until = world.begin + 200 * 3600;
  CHECK(found(arxiv, plan).ids.size() == 101);
  plan.expression.clear();
  CHECK(found(arxiv, plan).ids.size() == 101);
}

TEST_CASE("Papers at the minute where windows meet are neither lost nor given twice",
          "[source][search_all]") {
  const World world{20000, 7};  // several papers in every minute
  ScriptedArxiv arxiv(
      [&](const net::HttpRequest& request, std::size_t) { return world.reply(request.url); });
  SearchPlan plan = plan_for("x");
  plan.from = world.begin;
  plan.until = world.begin + 20000 * 7;
  const Found all = found(arxiv, plan);
  CHECK(all.ids.size() == 20000);
  CHECK(distinct(all.ids) == 20000);
  CHECK(all.report.status.state == SourceState::kOk);
}

TEST_CASE("A search to its end goes on after short pages", "[source][search_all]") {
  World world{300};
  world.most = 37;
  ScriptedArxiv arxiv(
      [&](const net::HttpRequest& request, std::size_t) { return world.reply(request.url); });
  const Found all = found(arxiv, plan_for("x"));
  CHECK(distinct(all.ids) == 300);
  CHECK(all.report.status.state == SourceState::kOk);
}

TEST_CASE("An empty page in the middle is asked for again, and else a gap with a name",
          "[source][search_all]") {
  const World world{1500};
  ScriptedArxiv once([&](const net::HttpRequest& request, std::size_t n) {
    return n == 2 ? answer(200, api_page({}, 1500, 495)) : world.reply(request.url);
  });
  CHECK(found(once, plan_for("x")).report.status.state == SourceState::kOk);
  ScriptedArxiv never([&](const net::HttpRequest& request, std::size_t n) {
    return n >= 2 ? answer(200, api_page({}, 1500, 495)) : world.reply(request.url);
  });
  const Found part = found(never, plan_for("x"));
  CHECK(part.ids.size() == 500);
  CHECK(part.report.status.state == SourceState::kPartial);
  CHECK(contains(part.report.status.detail, "500 of 1,500 papers came: the search: "));
  CHECK(contains(part.report.status.detail, "an empty page of a result of 1,500 papers"));
}

TEST_CASE("A total that shrinks while it is read ends the search in peace",
          "[source][search_all]") {
  World world{1200};
  ScriptedArxiv arxiv([&](const net::HttpRequest& request, std::size_t) {
    const auto reply = world.reply(request.url);
    world.count = 900;
    return reply;
  });
  SearchPlan plan = plan_for("x");
  plan.ascending = true;
  const Found all = found(arxiv, plan);
  CHECK(all.ids.size() == 900);
  CHECK(all.report.status.state == SourceState::kOk);
}

TEST_CASE("Papers that arXiv counts and does not give are said to be missing",
          "[source][search_all]") {
  ScriptedArxiv arxiv([](const net::HttpRequest& request, std::size_t) {
    std::vector<std::string> ids;
    if (parameter(request.url, "start") == 0) ids = {"2001.00001", "2001.00002", "2001.00003"};
    else ids = {"2001.00003"};
    return answer(200, api_page(ids, 7));
  });
  const Found part = found(arxiv, plan_for("x"));
  CHECK(part.ids.size() == 3);
  CHECK(part.report.status.state == SourceState::kPartial);
  CHECK(part.report.requests <= 6);
}

TEST_CASE("One window that fails leaves the others", "[source][search_all]") {
  const World world{30000, 600};
  std::string bad;
  ScriptedArxiv arxiv([&](const net::HttpRequest& request, std::size_t) {
    const std::string window = request.url.substr(0, request.url.find("&start="));
    const bool later_page = parameter(request.url, "start") > 0;
    if (later_page && bad.empty()) bad = window;
    return later_page && window == bad ? answer(404) : world.reply(request.url);
  });
  const Found part = found(arxiv, plan_for("x"));
  CHECK(part.ids.size() > 20000);
  CHECK(part.ids.size() < 30000);
  CHECK(part.report.status.state == SourceState::kPartial);
  CHECK(contains(part.report.status.detail, " of 30,000 papers came: "));
  CHECK(contains(part.report.status.detail, "HTTP 404"));
}

TEST_CASE("A refusal to serve ends the search and says that it waits", "[source][search_all]") {
  const World world{1500};
  ScriptedArxiv arxiv([&](const net::HttpRequest& request, std::size_t n) {
    return n == 1 ? world.reply(request.url)
                  : answer(429, "Rate exceeded.", {{"Retry-After", "3600"}});
  });
  const Found part = found(arxiv, plan_for("x"));
  CHECK(part.ids.size() == 500);
  CHECK(part.report.status.state == SourceState::kWaiting);
  CHECK(part.report.status.detail == "500 of 1,500 papers came: until 13:00:04 UTC (rate limit)");
}

TEST_CASE("arXiv's refusal of a query ends the search before it began", "[source][search_all]") {
  ScriptedArxiv arxiv([](const net::HttpRequest&, std::size_t) {
    return answer(400, sheaf::test::api_refusal("Invalid query string: 'x'"));
  });
  std::vector<std::string> ids;
  const auto report = arxiv.source.search_all(plan_for("x"), collect(ids), Task());
  CHECK(report.error().code == ErrorCode::kInvalid);
  CHECK(says(report.error(), "Invalid query string"));
  CHECK(arxiv.count() == 1);
}

TEST_CASE("Plans that make no sense are refused without a request", "[source][search_all]") {
  ScriptedArxiv arxiv([](const net::HttpRequest&, std::size_t) { return answer(500); });
  std::vector<std::string> ids;
  CHECK(arxiv.source.search_all({}, collect(ids), Task()).error().code == ErrorCode::kInvalid);
  SearchPlan backwards = plan_for("x");
  backwards.from = 2000;
  backwards.until = 1000;
  CHECK(arxiv.source.search_all(backwards, collect(ids), Task()).error().code ==
        ErrorCode::kInvalid);
  CHECK(arxiv.count() == 0);
}

TEST_CASE("The sink's error and the task's end stop the search", "[source][search_all]") {
  const World world{1500};
  ScriptedArxiv arxiv(
      [&](const net::HttpRequest& request, std::size_t) { return world.reply(request.url); });
  const PageSink full = [](std::vector<Paper>) -> Status {
    return Error(ErrorCode::kIo, "the disk is full");
  };
  CHECK(arxiv.source.search_all(plan_for("x"), full, Task()).error().code == ErrorCode::kIo);
  CHECK(arxiv.count() == 1);
  CancelToken cancel;
  const PageSink cancelling = [&](std::vector<Paper>) -> Status {
    cancel.cancel();
    return {};
  };
  CHECK(arxiv.source.search_all(plan_for("x"), cancelling, Task(cancel)).error().code ==
        ErrorCode::kCancelled);
}

TEST_CASE("A search ends at the number of papers asked for, and one without results is empty",
          "[source][search_all]") {
  const World world{20000};
  ScriptedArxiv arxiv(
      [&](const net::HttpRequest& request, std::size_t) { return world.reply(request.url); });
  SearchPlan plan = plan_for("x");
  plan.max_papers = 700;
  const Found some = found(arxiv, plan);
  CHECK(some.ids.size() == 700);
  CHECK(some.report.requests == 2);
  CHECK(some.report.status.state == SourceState::kOk);
  const World nothing;
  ScriptedArxiv empty(
      [&](const net::HttpRequest& request, std::size_t) { return nothing.reply(request.url); });
  CHECK(found(empty, plan_for("x")).report.status.state == SourceState::kEmpty);
}
