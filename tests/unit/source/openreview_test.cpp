// OpenReview: notes of both APIs, replies, withdrawals, and the walk by modification.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "source/openreview.hpp"
#include "unit/source/service_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using namespace sheaf::test;

namespace {

constexpr std::int64_t kDay1 = 1772323200000;  // 2026-03-01T00:00:00Z in ms

std::string note(const std::string& id, const std::string& content, const std::string& more = "") {
  return R"({"id":")" + id + R"(","forum":")" + id + R"(","content":{"title":{"value":"On )" + id +
         R"("})" + content + R"(},"invitations":["V.cc/2026/Conference/-/Submission"])" + more +
         "}";
}

std::string dated(const std::string& id, std::int64_t published_ms, std::int64_t modified_ms) {
  return note(id, "",
              R"(,"pdate":)" + std::to_string(published_ms) + R"(,"tmdate":)" +
                  std::to_string(modified_ms));
}

std::string notes(const std::string& list) {
  return R"({"notes":[)" + list + R"(],"count":7})";
}

}  // namespace

TEST_CASE("A note of API 2 becomes a paper with its reviews", "[source][openreview]") {
  const std::string reply =
      R"({"id":"r1","forum":"Ab-1_","replyto":"Ab-1_","invitations":["V/Submission1/-/Official_Review","V/-/Edit"],
    "content":{"rating":{"value":6},"confidence":{"value":"4: sure"},"review":{"value":"Good.\nVery."}}})";
  const std::string decision =
      R"j({"id":"r2","forum":"Ab-1_","replyto":"Ab-1_","invitations":["V/Submission1/-/Decision"],
    "content":{"decision":{"value":"Accept (Poster)"}}})j";
  const std::string rebuttal =
      R"({"id":"r3","forum":"Ab-1_","replyto":"r1","invitations":["V/-/Rebuttal"],"content":{}})";
  const auto page = parse_openreview_notes(notes(note(
      "Ab-1_",
      R"(,"abstract":{"value":"We do.\n\nWe did."},"authors":{"value":["Ann Lee","Ann Lee"]},"keywords":{"value":["a","b","a"]},
         "TLDR":{"value":"Short."},"venue":{"value":"V 2026 poster"},"venueid":{"value":"V.cc/2026/Conference"},
         "pdf":{"value":"/pdf/0f.pdf"},"code":{"value":"https://github.com/x/y"})",
      R"(,"cdate":1772150400000,"pdate":)" + std::to_string(kDay1) +
          R"(,"mdate":1772409600000,"license":"CC BY 4.0",
         "details":{"replies":[)" +
          reply + "," + decision + "," + rebuttal + R"(],"directReplies":[)" + reply + "]}")));
  REQUIRE(page.ok());
  CHECK(page->total == 7);
  REQUIRE(page->papers.size() == 1);
  const ReviewedPaper& one = page->papers[0];
  CHECK(one.paper.id == "openreview:Ab-1_");
  CHECK(one.paper.scheme == "openreview");
  CHECK(one.paper.title == "On Ab-1_");
  CHECK(one.paper.abstract == "We do.\nWe did.");
  CHECK(one.paper.authors.size() == 2);
  CHECK(one.paper.keywords == std::vector<std::string>{"a", "b"});
  CHECK(one.paper.venue == "V 2026 poster");
  CHECK(one.paper.pdf == "https://openreview.net/pdf/0f.pdf");
  CHECK(one.paper.landing == "https://openreview.net/forum?id=Ab-1_");
  CHECK(one.paper.code_url == "https://github.com/x/y");
  CHECK(one.paper.published == kDay1 / 1000);
  CHECK(one.tldr == "Short.");
  REQUIRE(one.reviews.size() == 2);
  CHECK(one.reviews[0] == Review{Review::Kind::kReview, "6", "4: sure", "", "Good. Very."});
  CHECK(one.reviews[1] == Review{Review::Kind::kDecision, "", "", "Accept (Poster)", ""});
  CHECK_FALSE(one.withdrawn);
}

TEST_CASE("A whole forum's notes find their paper, strays are told", "[source][openreview]") {
  const auto page = parse_openreview_notes(notes(
      R"({"id":"r1","forum":"p1","replyto":"p1","invitation":"V/-/Paper1/Official_Review","content":{"rating":"7: Good","review":"Fine"}},)" +
      std::string(
          R"({"id":"p1","forum":"p1","replyto":null,"invitation":"V/-/Blind_Submission","content":{"title":"Bare","authors":["A"],
        "TL;DR":"Old form","pdf":"https://arxiv.org/pdf/2601.00001"},"tcdate":1000,"ddate":null},)") +
      R"({"id":"r9","forum":"p9","replyto":"p9","invitation":"V/-/Decision","content":{}})"));
  REQUIRE(page.ok());
  CHECK(page->rows == 3);
  REQUIRE(page->papers.size() == 1);
  CHECK(page->papers[0].tldr == "Old form");
  CHECK(page->papers[0].paper.aliases == std::vector<std::string>{"2601.00001"});
  CHECK(page->papers[0].paper.published == 1);
  REQUIRE(page->papers[0].reviews.size() == 1);
  CHECK(page->papers[0].reviews[0].rating == "7: Good");
  CHECK(page->warnings ==
        std::vector<std::string>{"1 replies belong to papers that did not come along"});
}

TEST_CASE("Withdrawn, desk-rejected and deleted submissions are flagged", "[source][openreview]") {
  const auto withdrawn = [](const std::string& content, const std::string& more = "") {
    return parse_openreview_notes(notes(note("p", content, more)))->papers.at(0).withdrawn;
  };
  CHECK(withdrawn(R"(,"venueid":{"value":"V.cc/2026/Conference/Withdrawn_Submission"})"));
  CHECK(withdrawn(R"(,"venue":{"value":"V 2026 Desk Rejected Submission"})"));
  CHECK(withdrawn("", R"(,"invitation":"V/-/Withdrawn_Submission")"));
  CHECK(withdrawn(R"(,"withdrawal":"Confirmed")"));
  CHECK_FALSE(withdrawn(R"(,"venue":{"value":"Submitted to V 2026"})"));
  CHECK(parse_openreview_notes(notes(note("p", "", R"(,"ddate":5000)")))->papers.at(0).deleted);
}

TEST_CASE("Notes of no known shape are told", "[source][openreview]") {
  const auto page = parse_openreview_notes(
      R"([7,null,{"id":"x"},{"id":"a b","content":{"title":"T"}},{"id":"y","content":{"title":["T"]}}])");
  REQUIRE(page.ok());
  CHECK(page->papers.empty());
  CHECK(page->warnings.size() == 5);
  CHECK(says(
      parse_openreview_notes(R"({"name":"ForbiddenError","message":"Sign in first","status":403})")
          .error(),
      "Sign in first"));
  CHECK(parse_openreview_notes(R"({"a":1})").error().code == ErrorCode::kParse);
  CHECK(parse_openreview_notes("<html>").error().code == ErrorCode::kParse);
  CHECK(parse_openreview_notes(
            R"([{"venue":"V","submissions":[{"id":"p","content":{"title":"T"}}]}])")
            ->papers.size() == 1);
}

TEST_CASE("A venue is walked by modification and the day taken by publication",
          "[source][openreview]") {
  constexpr std::int64_t kHour = 3600'000, kWhole = 24 * kHour;
  ScriptedService service([&](const net::HttpRequest&, std::size_t) {
    return answer(
        200, notes(dated("late", kDay1 + kWhole, kDay1 + 2 * kWhole) + "," +
                   dated("in", kDay1 + 23 * kHour, kDay1 + kWhole) + "," +
                   dated("first", kDay1, kDay1) + "," + dated("old", kDay1 - 1000, kDay1 - 1000)));
  });
  const auto span = fetch_openreview(service.client, service.access.urls, "V.cc/2026/Conference",
                                     day_of("2026-03-01"), day_of("2026-03-01"), Task());
  REQUIRE(span.ok());
  REQUIRE(span->papers.size() == 2);
  CHECK(span->papers[0].paper.id == "openreview:in");
  CHECK(span->papers[1].paper.id == "openreview:first");
  CHECK(service.url(0) ==
        "https://api2.openreview.net/notes?invitation=V.cc%2F2026%2FConference%2F-%2FSubmission"
        "&sort=tmdate:desc&limit=1000&offset=0");
}

TEST_CASE("Full pages go on until they reach behind the day", "[source][openreview]") {
  const auto page_of = [](std::size_t offset) {
    std::string list;
    for (std::size_t i = offset; i < offset + 1000; ++i) {
      const std::int64_t at = kDay1 + 1000 * (1500 - static_cast<std::int64_t>(i));
      list += (list.empty() ? "" : ",") + dated("n" + std::to_string(i), at, at);
    }
    return notes(list);
  };
  ScriptedService service([&](const net::HttpRequest& request, std::size_t) {
    return answer(200, page_of(std::stoul(request.url.substr(request.url.find("offset=") + 7))));
  });
  const auto span = fetch_openreview(service.client, service.access.urls, "V/-/Paper",
                                     day_of("2026-03-01"), day_of("2026-03-01"), Task());
  REQUIRE(span.ok());
  CHECK(span->papers.size() == 1501);
  CHECK(service.count() == 2);
  CHECK(contains(service.url(1), "offset=990"));
  CHECK(contains(service.url(0), "invitation=V%2F-%2FPaper&"));
  ScriptedService broken([&](const net::HttpRequest&, std::size_t n) {
    return n == 1 ? answer(200, page_of(0)) : answer(403, "{}");
  });
  const auto partial = fetch_openreview(broken.client, broken.access.urls, "V",
                                        day_of("2026-03-01"), day_of("2026-03-01"), Task());
  REQUIRE(partial.ok());
  CHECK(partial->papers.size() == 1000);
  CHECK(contains(partial->gap, "notes after the first 990: OpenReview: HTTP 403"));
}
