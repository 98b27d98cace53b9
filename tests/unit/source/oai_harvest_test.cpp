// Harvests of a small OAI-PMH server on a loopback address, with the faults of real ones.
#include <catch2/catch.hpp>

#include <set>

#include "base/text.hpp"
#include "source/oai_harvest.hpp"
#include "support/http_server.hpp"
#include "unit/net/net_fakes.hpp"
#include "unit/source/oai_fixtures.hpp"
#include "unit/source/source_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using sheaf::test::HttpServer;
using sheaf::test::oai_error;
using sheaf::test::oai_list;
using sheaf::test::Reply;
using sheaf::test::Request;
using sheaf::test::says;
using sheaf::test::small_record;
using sheaf::test::xml_reply;

namespace {

struct Stamped {
  std::string id, datestamp;
};

std::string id_of(int number) {
  return "2601." + std::to_string(100000 + number).substr(1);
}

// Ten papers of five days, two a day, ordered by date.
std::vector<Stamped> ten_papers() {
  std::vector<Stamped> papers;
  for (int i = 0; i < 10; ++i)
    papers.push_back({id_of(i), "2026-01-" + std::to_string(10 + i / 2)});
  return papers;
}

std::string token_element(const std::string& token, const std::string& attributes = {}) {
  return "<resumptionToken " + attributes + ">" + token + "</resumptionToken>";
}

/// Answers as a repository: the papers from `from` on, three to a page. Tokens look like arXiv's,
/// percent-encoded already.
std::string repository_page(const std::vector<Stamped>& papers, const Request& request) {
  std::string from = request.query_value("from");
  std::size_t skip = 0;
  if (request.has_query("resumptionToken")) {
    const std::string token = test::percent_decode(request.query_value("resumptionToken"), false);
    const std::size_t comma = token.find('&');
    from = token.substr(5, comma - 5);
    skip = std::stoul(token.substr(comma + 6));
  }
  std::vector<Stamped> selected;
  for (const Stamped& paper : papers)
    if (paper.datestamp >= from) selected.push_back(paper);
  if (skip >= selected.size()) return oai_error("noRecordsMatch", "Nothing.");
  const std::size_t end = std::min(skip + 3, selected.size());
  std::string records;
  for (std::size_t i = skip; i < end; ++i)
    records += small_record(selected[i].id, selected[i].datestamp);
  if (end < selected.size())
    records += token_element(percent_encode("from=" + from + "&skip=" + std::to_string(end)));
  else if (skip > 0)
    records += "<resumptionToken/>";
  return oai_list(records);
}

struct Harvesting {
  Harvesting()
      : transport(std::move(net::make_curl_transport()).value()),
        client(*transport, slots, clock, logger, options()),
        harvest(client, server.url("/oai")) {}

  static net::ClientOptions options() {
    net::ClientOptions options;
    options.max_retries = 2;
    return options;
  }

  /// Steps until the harvest is done; every paper's id goes to `seen`.
  Status run(OaiState& state, int most_steps = 60) {
    while (!state.done && most_steps-- > 0) SHEAF_TRY(step(state));
    return {};
  }
  Status step(OaiState& state) {
    SHEAF_ASSIGN(OaiStep taken, harvest.next(state, Task()));
    // What a store would keep is one string.
    SHEAF_ASSIGN(state, parse_oai_cursor(oai_cursor(taken.state)));
    REQUIRE(state == taken.state);
    for (const Paper& paper : taken.page.papers) seen.insert(paper.id);
    for (std::string& warning : taken.page.warnings) warnings.push_back(std::move(warning));
    return {};
  }
  bool has_all_ten() const { return seen.size() == 10; }

  HttpServer server;
  FakeClock clock{test::kStartMs};
  test::MemorySlots slots;
  Logger logger;
  std::unique_ptr<net::Transport> transport;
  net::Client client;
  OaiHarvest harvest;
  std::set<std::string> seen;
  std::vector<std::string> warnings;
};

OaiState started(const char* from = "2026-01-01") {
  return start_harvest("cs.AI", OaiFormat::kArxiv, parse_day(from)).value();
}

}  // namespace

TEST_CASE("A harvest asks for its list once and for each page by its token", "[source][oai]") {
  Harvesting run;
  const auto oai = run.server.on("/oai", [](const Request& request) {
    return xml_reply(repository_page(ten_papers(), request));
  });
  OaiState state = started();
  REQUIRE(run.run(state).ok());
  CHECK(run.has_all_ten());
  CHECK(state.pages == 4);
  CHECK(state.records == 10);
  CHECK(run.warnings.empty());
  const auto requests = oai.requests();
  REQUIRE(requests.size() == 4);
  CHECK(requests[0].query ==
        "verb=ListRecords&metadataPrefix=arXiv&set=cs%3Acs%3AAI&from=2026-01-01");
  CHECK(requests[1].query == "verb=ListRecords&resumptionToken=from%253D2026-01-01%2526skip%253D3");
  // A state that is done asks for nothing.
  REQUIRE(run.step(state).ok());
  CHECK(oai.hits() == 4);
}

TEST_CASE("The next harvest begins on the day of the first answer", "[source][oai]") {
  Harvesting run;
  const auto oai = run.server.on("/oai", [](const Request& request) {
    return xml_reply(repository_page(ten_papers(), request));
  });
  OaiState state = started();
  REQUIRE(run.run(state).ok());
  OaiState next = continue_harvest(state);
  CHECK(next.set == "cs:cs:AI");
  CHECK(next.from == parse_day("2026-08-21"));
  CHECK(next.pages == 0);
  // Nothing new is no error, and the one after begins where this one began.
  REQUIRE(run.run(next).ok());
  CHECK(next.records == 0);
  CHECK(oai.requests().back().query_value("from") == "2026-08-21");
  CHECK(continue_harvest(next).from == parse_day("2026-08-21"));
}

TEST_CASE("Killed between pages, a harvest repeats at most one", "[source][oai]") {
  Harvesting run;
  const auto oai = run.server.on("/oai", [](const Request& request) {
    return xml_reply(repository_page(ten_papers(), request));
  });
  std::string cursor = oai_cursor(started());
  std::size_t steps = 0;
  for (OaiState state; !state.done; ++steps) {
    state = parse_oai_cursor(cursor).value();
    const auto lost = run.harvest.next(state, Task());  // the process dies before it commits
    REQUIRE(lost.ok());
    const auto step = run.harvest.next(state, Task());
    REQUIRE(step.ok());
    CHECK(lost->page.papers == step->page.papers);
    for (const Paper& paper : step->page.papers) run.seen.insert(paper.id);
    cursor = oai_cursor(step->state);
    state = step->state;
  }
  CHECK(steps == 4);
  CHECK(oai.hits() == 8);
  CHECK(run.has_all_ten());
}

TEST_CASE("An expired token begins the list again at the latest day seen", "[source][oai]") {
  for (const int status : {200, 400}) {
    Harvesting run;
    std::size_t count = 0;
    const auto oai = run.server.on("/oai", [&](const Request& request) {
      if (++count == 3) return xml_reply(oai_error("badResumptionToken", "Expired."), status);
      return xml_reply(repository_page(ten_papers(), request));
    });
    OaiState state = started();
    REQUIRE(run.run(state).ok());
    CHECK(run.has_all_ten());
    CHECK(oai.requests()[3].query_value("from") == "2026-01-12");
    REQUIRE(run.warnings.size() == 1);
    CHECK(contains(run.warnings[0], "(Expired.); the list begins again at 2026-01-12"));
    // The day of the first answer still counts.
    CHECK(continue_harvest(state).from == parse_day("2026-08-21"));
  }
}

TEST_CASE("A list that is not ordered by date begins again at its start", "[source][oai]") {
  std::vector<Stamped> papers = ten_papers();
  std::reverse(papers.begin(), papers.end());
  Harvesting run;
  std::size_t count = 0;
  const auto oai = run.server.on("/oai", [&](const Request& request) {
    if (++count == 3) return xml_reply(oai_error("badResumptionToken"));
    return xml_reply(repository_page(papers, request));
  });
  OaiState state = started();
  REQUIRE(run.run(state).ok());
  CHECK(run.has_all_ten());
  CHECK(oai.requests()[3].query_value("from") == "2026-01-01");
}

TEST_CASE("A server that never knows its tokens is given up where days are longer than pages",
          "[source][oai]") {
  std::vector<Stamped> papers = ten_papers();
  Harvesting run;
  const auto oai = run.server.on("/oai", [&](const Request& request) {
    if (request.has_query("resumptionToken")) return xml_reply(oai_error("badResumptionToken"));
    return xml_reply(repository_page(papers, request));
  });
  OaiState state = started();
  // Two papers a day and three to a page: every new beginning gets a day further.
  REQUIRE(run.run(state).ok());
  CHECK(run.has_all_ten());
  for (Stamped& paper : papers) paper.datestamp = "2026-01-12";
  state = started();
  const Status end = run.run(state);
  REQUIRE_FALSE(end.ok());
  CHECK(end.error().code == ErrorCode::kParse);
  CHECK(says(end.error(), "3 times without getting further"));
  CHECK(oai.hits() < 30);
}

TEST_CASE("A token that was never sent cannot be bad", "[source][oai]") {
  Harvesting run;
  const auto oai = run.server.script("/oai", {xml_reply(oai_error("badResumptionToken", "No."))});
  OaiState state = started();
  CHECK(run.run(state).error().code == ErrorCode::kInvalid);
  CHECK(oai.hits() == 1);
}

TEST_CASE("A token that comes again is found, at once or after a circle", "[source][oai]") {
  for (const int round : {1, 2, 5}) {
    Harvesting run;
    int count = 0;
    const auto oai = run.server.on("/oai", [&](const Request&) {
      const std::string token = "t" + std::to_string(count++ % round);
      return xml_reply(oai_list(small_record(id_of(1), "2026-01-10"), token_element(token)));
    });
    OaiState state = started("2026-01-10");
    const Status end = run.run(state, 200);
    REQUIRE_FALSE(end.ok());
    CHECK(end.error().code == ErrorCode::kParse);
    CHECK(says(end.error(), "sent a resumption token again"));
    CHECK(run.seen.size() == 1);  // what came with it is kept
    CHECK(oai.hits() < 100);
  }
}

TEST_CASE("Pages without records do not go on for ever", "[source][oai]") {
  Harvesting run;
  int count = 0;
  const auto oai = run.server.on("/oai", [&](const Request&) {
    return xml_reply(oai_list("", token_element("t" + std::to_string(count++))));
  });
  OaiState state = started();
  const Status end = run.run(state, 200);
  REQUIRE_FALSE(end.ok());
  CHECK(says(end.error(), "10 pages in a row without records"));
  CHECK(oai.hits() == 40);
}

TEST_CASE("A few pages without records are passed over", "[source][oai]") {
  Harvesting run;
  const auto oai =
      run.server.script("/oai", {xml_reply(oai_list("", token_element("a"))),
                                 xml_reply(oai_list("", token_element("b"))),
                                 xml_reply(oai_list(small_record(id_of(1), "2026-01-10")))});
  OaiState state = started();
  REQUIRE(run.run(state).ok());
  CHECK(run.seen.size() == 1);
  CHECK(oai.hits() == 3);
}

TEST_CASE("Refusals come back in the server's words and are not repeated", "[source][oai]") {
  for (const char* code : {"badArgument", "cannotDisseminateFormat", "noSetHierarchy", "badVerb"}) {
    Harvesting run;
    const auto oai = run.server.script("/oai", {xml_reply(oai_error(code, "Set does not exist"))});
    OaiState state = started();
    const Status end = run.run(state);
    REQUIRE_FALSE(end.ok());
    CHECK(end.error().code == ErrorCode::kInvalid);
    CHECK(says(end.error(), code));
    CHECK(says(end.error(), "Set does not exist"));
    CHECK(oai.hits() == 1);
    CHECK(state == started());
  }
}

TEST_CASE("Overload, truncation and pages that are no XML are asked for again", "[source][oai]") {
  Harvesting run;
  const std::string good = oai_list(small_record(id_of(1), "2026-01-10"));
  const auto oai = run.server.script(
      "/oai",
      {test::refusal(503, "1"), xml_reply(good.substr(0, good.size() / 2)), xml_reply(good)});
  OaiState state = started();
  REQUIRE(run.run(state).ok());
  CHECK(run.seen.size() == 1);
  CHECK(oai.hits() == 3);
  CHECK(run.clock.slept_ms() >= 1000);
}

TEST_CASE("A list that comes out short of what was announced says so", "[source][oai]") {
  Harvesting run;
  const auto oai = run.server.script(
      "/oai", {xml_reply(oai_list(small_record(id_of(1), "2026-01-10"),
                                  token_element("1|2", "cursor='0' completeListSize='3'"))),
               xml_reply(oai_list(small_record(id_of(2), "2026-01-10"),
                                  token_element("", "cursor='1' completeListSize='3'")))});
  OaiState state = started();
  REQUIRE(run.run(state).ok());
  REQUIRE(run.warnings.size() == 1);
  CHECK(contains(run.warnings[0], "announced 3 records and sent 2"));
}

TEST_CASE("A datestamp in the future leaves nothing out of a restart", "[source][oai]") {
  Harvesting run;
  const auto oai = run.server.script(
      "/oai", {xml_reply(oai_list(small_record(id_of(1), "2099-01-01"), token_element("a"))),
               xml_reply(oai_error("badResumptionToken")),
               xml_reply(oai_list(small_record(id_of(2), "2026-08-21")))});
  OaiState state = started();
  REQUIRE(run.run(state).ok());
  CHECK(oai.requests()[2].query_value("from") == "2026-08-21");
}

TEST_CASE("A token of unreasonable size is refused", "[source][oai]") {
  Harvesting run;
  const auto oai =
      run.server.script("/oai", {xml_reply(oai_list(small_record(id_of(1), "2026-01-10"),
                                                    token_element(std::string(5000, 'x'))))});
  OaiState state = started();
  CHECK(says(run.run(state).error(), "5,000 bytes"));
}

TEST_CASE("A cancelled harvest asks for nothing", "[source][oai]") {
  Harvesting run;
  const auto oai = run.server.script("/oai", {xml_reply(oai_error("noRecordsMatch"))});
  CancelToken cancel;
  cancel.cancel();
  const auto step = run.harvest.next(started(), Task(cancel));
  REQUIRE_FALSE(step.ok());
  CHECK(step.error().code == ErrorCode::kCancelled);
  CHECK(oai.hits() == 0);
}

TEST_CASE("Requests to arXiv's server share the gate of all its services", "[source][oai]") {
  CHECK(net::host_group(std::string(kOaiEndpoint)) ==
        net::host_group("https://rss.arxiv.org/rss/cs"));
  CHECK(net::gate_interval_ms(kOaiEndpoint, 0) == 3000);
}

TEST_CASE("Sets are named as on the server, also by category", "[source][oai]") {
  const std::pair<const char*, const char*> names[] = {
      {"", ""},
      {"cs", "cs"},
      {"physics", "physics"},
      {"physics:physics", "physics:physics"},
      {"cs.AI", "cs:cs:AI"},
      {" cs.ai ", "cs:cs:AI"},
      {"cs:cs:AI", "cs:cs:AI"},
      {"hep-th", "physics:hep-th"},
      {"physics:hep-th", "physics:hep-th"},
      {"astro-ph.GA", "physics:astro-ph:GA"},
      {"physics.plasm-ph", "physics:physics:plasm-ph"},
      {"cs.NA", "math:math:NA"},
      {"cs:cs:NA", "math:math:NA"},
      {"math.MP", "physics:math-ph"},
      {"q-bio.NC", "q-bio:q-bio:NC"},
  };
  for (const auto& [name, set] : names) {
    INFO(name);
    const auto found = oai_set(name);
    REQUIRE(found.ok());
    CHECK(*found == set);
  }
  for (const char* name :
       {"cs.ZZ", "cs:math:NA", "hep-th:hep-th", "a:b:c:d", "grp_cs", ":", "::"}) {
    INFO(name);
    CHECK(oai_set(name).error().code == ErrorCode::kInvalid);
  }
  CHECK(says(oai_set("cs.AJ").error(), "did you mean"));
}

TEST_CASE("Days before arXiv's first datestamp mean the beginning", "[source][oai]") {
  CHECK_FALSE(started("1999-01-01").from);
  CHECK(started("2005-09-16").from == parse_day("2005-09-16"));
  CHECK(start_harvest("nonsense", OaiFormat::kArxiv, {}).error().code == ErrorCode::kInvalid);
}

TEST_CASE("A cursor comes back as it was, and nothing else is one", "[source][oai]") {
  OaiState state = started();
  state.format = OaiFormat::kDublinCore;
  state.token = "a|\"b\" %26 \xC3\xA9";
  state.latest = parse_day("2026-01-12");
  state.pages = 7;
  state.mark = 0xFFFFFFFFFFFFFFFFULL;
  state.by_date = false;
  const auto again = parse_oai_cursor(oai_cursor(state));
  REQUIRE(again.ok());
  CHECK(*again == state);
  const std::string cursor = oai_cursor(state);
  CHECK(cursor.find('\n') == std::string::npos);
  for (std::size_t size = 0; size < cursor.size(); ++size)
    CHECK(parse_oai_cursor(cursor.substr(0, size)).error().code == ErrorCode::kInvalid);
  for (const char* text :
       {"[]", "3", "{}", "{\"oai\":2}", "{\"oai\":1,\"format\":\"arXiv\"}", "{\"oai\":\"1\"}"})
    CHECK(parse_oai_cursor(text).error().code == ErrorCode::kInvalid);
  CHECK(says(parse_oai_cursor(replace_all(cursor, "2026-01-12", "2026-01-99")).error(), "latest"));
}
