// Topics in arXiv's query language, kind and hostile.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "source/arxiv_query.hpp"
#include "support/replay_query.hpp"

using namespace sheaf;
using namespace sheaf::source;

namespace {

std::string query_of(const Topic& topic) {
  Result<std::string> query = topic_query(topic);
  return query.ok() ? query.value() : "error: " + query.error().message;
}

Topic about(std::vector<std::string> keywords) {
  Topic topic;
  topic.keywords = std::move(keywords);
  return topic;
}

}  // namespace

TEST_CASE("Keywords are phrases in title or abstract, any of them or all", "[source][query]") {
  CHECK(query_of(about({"large  language models"})) ==
        R"(((((ti:"large language models" OR abs:"large language models")))))");
  Topic topic = about({"a1", "b2"});
  topic.field = TextField::kAll;
  CHECK(query_of(topic) == R"((((all:"a1" OR all:"b2"))))");
  topic.all_keywords = true;
  topic.field = TextField::kTitle;
  CHECK(query_of(topic) == R"((((ti:"a1" AND ti:"b2"))))");
  topic.field = TextField::kAbstract;
  CHECK(contains(query_of(topic), R"(abs:"a1")"));
}

TEST_CASE("Groups are joined in brackets and exclusion comes last", "[source][query]") {
  Topic topic = about({"wheat"});
  topic.field = TextField::kTitle;
  topic.authors = {"Doe, Jane", "Bo Tan"};
  topic.categories = {"CS.cl", "cs.NA"};
  topic.exclude = {"rye"};
  CHECK(query_of(topic) ==
        R"((((ti:"wheat") AND (au:"Jane Doe" OR au:"Bo Tan")) AND (cat:cs.CL OR cat:math.NA)))"
        R"( ANDNOT (ti:"rye"))");
  topic.authors_or_keywords = true;
  CHECK(contains(query_of(topic), R"(((ti:"wheat") OR (au:"Jane Doe" OR au:"Bo Tan")))"));
}

TEST_CASE("A whole archive is asked for with its classes", "[source][query]") {
  Topic topic;
  topic.categories = {"cs.*", "hep-th"};
  CHECK(query_of(topic) == "((cat:cs OR cat:cs.* OR cat:hep-th))");
}

TEST_CASE("No text leaves its quotes", "[source][query]") {
  for (const char* hostile :
       {"a\" OR all:\"b", "a\\", "a) OR (b", "submittedDate:[0 TO 9] a", "a\r\nX: b", "a_b*c?",
        "lastUpdatedDate: a", "ti:a AND", "\"\"a\"\"", "a\x01z", "a\xFF"}) {
    INFO(hostile);
    Topic topic = about({hostile});
    topic.field = TextField::kTitle;
    const std::string query = query_of(topic);
    const std::string inside = query.substr(7, query.size() - 11);
    REQUIRE(query.substr(0, 7) == "(((ti:\"");
    CHECK(query.substr(query.size() - 4) == "\")))");
    CHECK(inside.find_first_of("\"\\()[]:*?_\r\n\x01") == std::string::npos);
    CHECK(is_valid_utf8(inside));
  }
}

TEST_CASE("Letters of every script are kept and long texts cut at a character",
          "[source][query]") {
  CHECK(contains(query_of(about({"Schrödinger 方程"})), "\"Schrödinger 方程\""));
  std::string longest;
  while (longest.size() < 900) longest += "é";
  const std::string query = query_of(about({longest}));
  CHECK(is_valid_utf8(query));
  CHECK(query.size() < 700);
}

TEST_CASE("A topic that asks for nothing is refused with its reason", "[source][query]") {
  CHECK(contains(query_of({}), "needs a keyword, an author or a category"));
  Topic topic;
  topic.exclude = {"rye"};
  CHECK(contains(query_of(topic), "needs a keyword"));
  CHECK(contains(query_of(about({"wheat", "(*)"})), "the keyword \"(*)\" has no word"));
  topic.categories = {"cs.CK"};
  CHECK(contains(query_of(topic), "\"cs.CK\" is not an arXiv category (near: "));
  Topic authors;
  authors.authors = {" , "};
  CHECK(contains(query_of(authors), "the author"));
  CHECK(contains(query_of(about(std::vector<std::string>(200, "many words in here"))),
                 "too many words"));
}

TEST_CASE("Windows of dates are rounded outwards to minutes", "[source][query]") {
  const auto at = [](const char* text) { return parse_rfc3339(text).value(); };
  CHECK(date_window(at("2026-04-17T00:00:30Z"), at("2026-04-17T12:00:01Z")) ==
        "submittedDate:[202604170000 TO 202604171201]");
  CHECK(date_window(at("2026-04-17T00:00:00Z"), at("2026-04-17T12:00:00Z")) ==
        "submittedDate:[202604170000 TO 202604171200]");
  CHECK(date_window(-1, 0) == "submittedDate:[196912312359 TO 197001010000]");
  CHECK(within_dates("cat:cs.CL", 0, 60) ==
        "(cat:cs.CL) AND submittedDate:[197001010000 TO 197001010001]");
  CHECK(within_dates(" ", 0, 60) == "submittedDate:[197001010000 TO 197001010001]");
}

TEST_CASE("The replay's own reader of the language takes what is made", "[source][query]") {
  sheaf::test::ReplayPaper paper;
  paper.title = "On wheat";
  paper.abstract = "No grain.";
  paper.authors = {"Jane Doe"};
  paper.categories = {"cs.CL"};
  paper.published = "2026-04-17T10:00:00Z";
  Topic topic = about({"wheat"});
  topic.authors = {"Doe, Jane"};
  topic.categories = {"cs"};
  topic.exclude = {"rye"};
  const auto day = parse_rfc3339("2026-04-17T00:00:00Z").value();
  CHECK(sheaf::test::parse_replay_query(within_dates(query_of(topic), day, day + 86400))(paper));
  CHECK_FALSE(
      sheaf::test::parse_replay_query(within_dates(query_of(topic), day - 86400, day))(paper));
  topic.exclude = {"grain"};
  CHECK_FALSE(sheaf::test::parse_replay_query(query_of(topic))(paper));
}
