// Fetching full records on a scripted arXiv: batches, bad ids, what is missing and why.
#include <catch2/catch.hpp>

#include <algorithm>

#include "base/text.hpp"
#include "unit/source/source_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using sheaf::test::answer;
using sheaf::test::api_page;
using sheaf::test::api_refusal;
using sheaf::test::ScriptedArxiv;

namespace {

std::vector<std::string> ids_upto(int count) {
  std::vector<std::string> ids;
  for (int i = 1; i <= count; ++i) {
    const std::string digits = std::to_string(100000 + i);
    ids.push_back("0000." + digits.substr(1));
  }
  return ids;
}

std::vector<std::string> asked(const net::HttpRequest& request) {
  const std::size_t start = request.url.find("id_list=") + 8;
  return split(request.url.substr(start, request.url.find('&', start) - start), ',');
}

net::HttpResponse all_of(const net::HttpRequest& request) {
  const auto ids = asked(request);
  return answer(200, api_page(ids, ids.size()));
}

DetailsAnswer details(ScriptedArxiv& arxiv, const std::vector<std::string>& ids,
                      const Task& task = Task()) {
  Result<DetailsAnswer> got = arxiv.source.fetch_details(ids, task);
  if (!got.ok()) FAIL(got.error().message);
  return std::move(got).value();
}

}  // namespace

TEST_CASE("Records come in batches of a hundred and progress is told", "[source][details]") {
  ScriptedArxiv arxiv([](const net::HttpRequest& request, std::size_t) { return all_of(request); });
  std::vector<std::uint64_t> done;
  const Task task(CancelToken(), [&](const Progress& progress) {
    CHECK(progress.stage == "fetch");
    if (progress.total == 250) done.push_back(progress.done);
    return true;
  });
  const DetailsAnswer got = details(arxiv, ids_upto(250), task);
  CHECK(got.papers.size() == 250);
  CHECK(got.missing.empty());
  CHECK(got.status == SourceStatus{"arxiv:api", SourceState::kOk, "", 250});
  CHECK(done == std::vector<std::uint64_t>{0, 100, 200, 250});
  REQUIRE(arxiv.count() == 3);
  CHECK(contains(arxiv.url(0), "&max_results=100"));
  CHECK(contains(arxiv.url(2), "&max_results=50"));
}

TEST_CASE("Nothing to fetch asks nothing", "[source][details]") {
  ScriptedArxiv arxiv([](const net::HttpRequest& request, std::size_t) { return all_of(request); });
  const DetailsAnswer got = details(arxiv, {});
  CHECK(got.status.state == SourceState::kOk);
  CHECK(arxiv.count() == 0);
}

TEST_CASE("Ids are asked for once, by their base, and malformed ones not at all",
          "[source][details]") {
  ScriptedArxiv arxiv([](const net::HttpRequest& request, std::size_t) { return all_of(request); });
  const DetailsAnswer got =
      details(arxiv, {"0000.00001v2", "arXiv:0000.00001", "abc", "math.GT/0101999"});
  CHECK(asked(arxiv.transport.requests.at(0)) ==
        std::vector<std::string>{"0000.00001", "math%2F0101999"});
  CHECK(got.missing.front() == "abc");
  CHECK(got.status.state == SourceState::kPartial);
  CHECK(contains(got.status.detail, "\"abc\" is not an arXiv id"));
}

TEST_CASE("Papers that arXiv leaves out are named", "[source][details]") {
  ScriptedArxiv arxiv([](const net::HttpRequest&, std::size_t) {
    return answer(200, api_page({"0000.00002", "0000.00099"}, 2));
  });
  const DetailsAnswer got = details(arxiv, ids_upto(3));
  REQUIRE(got.papers.size() == 1);
  CHECK(got.papers[0].id == "0000.00002");
  CHECK(got.missing == std::vector<std::string>{"0000.00001", "0000.00003"});
  CHECK(got.status.state == SourceState::kPartial);
  CHECK(got.status.detail ==
        "2 of 3 papers without full record: arXiv did not return 0000.00001, 0000.00003");
  ScriptedArxiv empty(
      [](const net::HttpRequest&, std::size_t) { return answer(200, api_page({}, 0)); });
  CHECK(contains(details(empty, ids_upto(9)).status.detail, "0000.00005 and 4 more"));
}

TEST_CASE("The id that arXiv names in a refusal is taken out", "[source][details]") {
  ScriptedArxiv arxiv([](const net::HttpRequest& request, std::size_t n) {
    return n == 1 ? answer(200, api_refusal("incorrect id format for 0000.00007"))
                  : all_of(request);
  });
  const DetailsAnswer got = details(arxiv, ids_upto(10));
  CHECK(got.papers.size() == 9);
  CHECK(got.missing == std::vector<std::string>{"0000.00007"});
  CHECK(
      contains(got.status.detail, "1 of 10 papers without full record: arXiv refused 0000.00007"));
  CHECK(arxiv.count() == 2);
}

TEST_CASE("A refused batch is halved once, so that half of it comes", "[source][details]") {
  const auto refuses = [](const net::HttpRequest& request) {
    const auto ids = asked(request);
    return std::find(ids.begin(), ids.end(), "0000.00003") != ids.end();
  };
  for (const int status : {200, 400}) {
    ScriptedArxiv arxiv([&](const net::HttpRequest& request, std::size_t) {
      return refuses(request) ? answer(status, api_refusal("malformed")) : all_of(request);
    });
    const DetailsAnswer got = details(arxiv, ids_upto(10));
    CHECK(got.papers.size() == 5);
    CHECK(got.missing == ids_upto(5));
    CHECK(got.status.state == SourceState::kPartial);
    CHECK(arxiv.count() == 3);
  }
}

TEST_CASE("A failed batch costs its own papers only", "[source][details]") {
  ScriptedArxiv arxiv([](const net::HttpRequest& request, std::size_t) {
    return asked(request).front() == "0000.00001" ? answer(404) : all_of(request);
  });
  const DetailsAnswer got = details(arxiv, ids_upto(150));
  CHECK(got.papers.size() == 50);
  CHECK(got.missing.size() == 100);
  CHECK(got.status.state == SourceState::kPartial);
  CHECK(got.status.papers == 50);
  CHECK(contains(got.status.detail, "100 of 150 papers without full record: HTTP 404"));
}

TEST_CASE("A server that stays down is given up after two batches", "[source][details]") {
  ScriptedArxiv arxiv([](const net::HttpRequest&, std::size_t) { return answer(404); });
  const DetailsAnswer got = details(arxiv, ids_upto(500));
  CHECK(arxiv.count() == 2);
  CHECK(got.missing.size() == 500);
  CHECK(got.status.state == SourceState::kFailed);
}

TEST_CASE("A rate limit ends the run and says until when", "[source][details]") {
  const auto limited = answer(429, "Rate exceeded.", {{"Retry-After", "600"}});
  ScriptedArxiv arxiv([&](const net::HttpRequest& request, std::size_t n) {
    return n == 1 ? all_of(request) : limited;
  });
  const DetailsAnswer got = details(arxiv, ids_upto(350));
  CHECK(arxiv.count() == 2);
  CHECK(got.papers.size() == 100);
  CHECK(got.missing.size() == 250);
  CHECK(got.status.state == SourceState::kPartial);
  CHECK(contains(got.status.detail, "12:10:0"));
  ScriptedArxiv closed([&](const net::HttpRequest&, std::size_t) { return limited; });
  CHECK(details(closed, ids_upto(3)).status.state == SourceState::kWaiting);
}

TEST_CASE("A cancelled task is the only thing that fails as a whole", "[source][details]") {
  CancelToken cancel;
  ScriptedArxiv arxiv([&](const net::HttpRequest& request, std::size_t) {
    cancel.cancel();
    return all_of(request);
  });
  CHECK(arxiv.source.fetch_details(ids_upto(200), Task(cancel)).error().code ==
        ErrorCode::kCancelled);
  CHECK(arxiv.count() == 1);
}
