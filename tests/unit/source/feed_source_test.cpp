// The one door: names of sources, and every kind's answer in one form.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "source/feed_source.hpp"
#include "unit/source/service_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using namespace sheaf::test;

namespace {

const Day kDay = *parse_day("2026-03-01");

Result<FeedAnswer> fetch(ScriptedService& service, const std::string& name,
                         const Validators& validators = {}) {
  return fetch_feed(*parse_feed_spec(name), kDay, validators, service.client, service.access,
                    Task());
}

}  // namespace

TEST_CASE("Names of sources are read into one spelling", "[source][door]") {
  const std::pair<const char*, const char*> cases[] = {
      {"biorxiv:neuroscience", "biorxiv:neuroscience"},
      {" BioRxiv : Cell_Biology ", "biorxiv:cell biology"},
      {"medrxiv", "medrxiv:all"},
      {"huggingface", "huggingface"},
      {"huggingface:daily", "huggingface"},
      {"crossref:20411723", "crossref:2041-1723"},
      {"openreview:ICLR.cc/2026/Conference", "openreview:ICLR.cc/2026/Conference"},
      {"pubmed: crispr[title] ", "pubmed:crispr[title]"},
      {"rss:https://x.example/f?a=1:2", "rss:https://x.example/f?a=1:2"}};
  for (const auto& [text, name] : cases) {
    INFO(text);
    const auto spec = parse_feed_spec(text);
    REQUIRE(spec.ok());
    CHECK(spec->name == name);
    CHECK(parse_feed_spec(spec->name)->name == name);
  }
  CHECK(parse_feed_spec("crossref:2041-1723")->kind == FeedKind::kCrossref);
  CHECK(parse_feed_spec("rss:https://x.example/f")->argument == "https://x.example/f");
}

TEST_CASE("A wrong name says what is wrong and lists the kinds", "[source][door]") {
  const std::pair<const char*, const char*> cases[] = {
      {"", "it is empty; known are biorxiv:CATEGORY"},
      {"biorxv:x", "did you mean \"biorxiv\"?"},
      {"https://x.example/f", "write \"rss:https://x.example/f\""},
      {"crossref:2041-1724", "check digit"},
      {"crossref", "ISSN"},
      {"openreview:", "ICLR.cc/2026/Conference"},
      {"huggingface:x", "write \"huggingface\" alone"},
      {"pubmed:", "needs a search"},
      {"rss:ftp://x", "a feed needs its address"},
      {"rss", "a feed needs its address"},
      {"biorxiv:a/../b?c", "a category is words"},
      {"medrxiv:\x01", "a category is words"},
      {"scholar:x", "known are"}};
  for (const auto& [text, part] : cases) {
    INFO(text);
    const auto spec = parse_feed_spec(text);
    REQUIRE_FALSE(spec.ok());
    CHECK(spec.error().code == ErrorCode::kInvalid);
    CHECK(says(spec.error(), part));
  }
  CHECK_FALSE(parse_feed_spec("rss:https://x.example/" + std::string(3000, 'a')).ok());
  CHECK(known_feed_kinds() ==
        "biorxiv:CATEGORY, medrxiv:CATEGORY, huggingface, crossref:ISSN, openreview:VENUE_ID, "
        "pubmed:SEARCH, rss:https://…");
}

TEST_CASE("Addresses of services are set by name", "[source][door]") {
  ServiceUrls urls;
  REQUIRE(urls.set("crossref", "http://127.0.0.1:8000/").ok());
  CHECK(urls.crossref == "http://127.0.0.1:8000");
  const Status unknown = urls.set("crosref", "http://127.0.0.1");
  CHECK(says(unknown.error(),
             "known are biorxiv, huggingface, crossref, semantic_scholar, openreview, pubmed"));
  CHECK_FALSE(urls.set("pubmed", "not a url").ok());
}

TEST_CASE("bioRxiv's answer is one day with new papers and replacements", "[source][door]") {
  ScriptedService service([](const net::HttpRequest&, std::size_t) {
    return answer(200, R"({"messages":[{"status":"ok","total":2}],"collection":[
      {"doi":"10.1101/2026.1","title":"A","version":1,"category":"ecology"},{"doi":"10.1101/2026.2","title":"B","version":2,"category":"ecology"}]})");
  });
  const auto answer_day = fetch(service, "biorxiv:ecology");
  REQUIRE(answer_day.ok());
  REQUIRE(answer_day->days.size() == 1);
  CHECK(answer_day->days[0].day == kDay);
  REQUIRE(answer_day->days[0].items.size() == 2);
  CHECK(answer_day->days[0].items[0].type == AnnounceType::kNew);
  CHECK(answer_day->days[0].items[1].type == AnnounceType::kReplace);
  CHECK(answer_day->warnings.empty());
  CHECK(contains(service.url(0), "/details/biorxiv/2026-03-01/2026-03-01/0/json"));
}

TEST_CASE("An empty answer to a misspelt category is no quiet day", "[source][door]") {
  const auto empty = [](const net::HttpRequest&, std::size_t) {
    return answer(200, R"({"messages":[{"status":"no posts found"}],"collection":[]})");
  };
  ScriptedService service(empty);
  CHECK(
      any_says(fetch(service, "biorxiv:neurosciense")->warnings, "did you mean \"neuroscience\"?"));
  CHECK(any_says(fetch(service, "medrxiv:neuro")->warnings, "did you mean \"neurology\"?"));
  CHECK(any_says(fetch(service, "medrxiv:onco")->warnings, "did you mean \"oncology\"?"));
  CHECK(fetch(service, "biorxiv:neuroscience")->warnings.empty());
  CHECK(fetch(service, "medrxiv:all")->warnings.empty());
  CHECK(fetch(service, "biorxiv:neuroscience")->days.size() == 1);
  CHECK(contains(service.url(1), "/details/medrxiv/"));
}

TEST_CASE("Hugging Face's votes and summaries come as extras", "[source][door]") {
  ScriptedService service([](const net::HttpRequest&, std::size_t) {
    return answer(
        200,
        R"([{"paper":{"id":"2602.00001v3","title":"A","upvotes":3,"ai_summary":"S."}},{"paper":{"id":"2602.00002","title":"B"}}])");
  });
  const auto day = fetch(service, "huggingface");
  REQUIRE(day.ok());
  REQUIRE(day->days.at(0).items.size() == 2);
  CHECK(day->days[0].items[0].type == AnnounceType::kNew);
  REQUIRE(day->extras.size() == 2);
  CHECK(day->extras[0].paper_id == "2602.00001");
  CHECK(day->extras[0].upvotes == 3);
  CHECK(day->extras[0].summary->tldr == "S.");
  CHECK_FALSE(day->extras[1].summary);
}

TEST_CASE("A journal's records that are no papers are counted", "[source][door]") {
  ScriptedService service([](const net::HttpRequest&, std::size_t) {
    return answer(
        200,
        R"({"message":{"total-results":4,"items":[{"DOI":"10.1234/1","title":["A"],"type":"journal-article"},
      {"DOI":"10.1234/2","title":["Issue 3"],"type":"journal-issue"},{"DOI":"10.1234/3","type":"component"},{"DOI":"10.1234/4","type":"component"}]}})");
  });
  const auto day = fetch(service, "crossref:2041-1723");
  REQUIRE(day.ok());
  CHECK(day->days.at(0).items.size() == 1);
  CHECK(day->warnings == std::vector<std::string>{
                             "2 records that are no papers were left out (component without title)",
                             "1 records that are no papers were left out (journal-issue)"});
}

TEST_CASE("OpenReview's reviews, withdrawals and deletions are told", "[source][door]") {
  ScriptedService service([](const net::HttpRequest&, std::size_t) {
    return answer(200, R"({"notes":[
      {"id":"a","content":{"title":"A","TLDR":"S.","venueid":"V/Withdrawn_Submission"},"pdate":1772323200000,
       "details":{"replies":[{"id":"r","forum":"a","replyto":"a","invitation":"V/-/Decision","content":{"decision":"Reject"}}]}},
      {"id":"b","content":{"title":"B"},"pdate":1772323200000,"ddate":1772323300000}]})");
  });
  const auto day = fetch(service, "openreview:V.cc/2026");
  REQUIRE(day.ok());
  CHECK(day->days.at(0).items.size() == 1);
  REQUIRE(day->extras.size() == 1);
  CHECK(day->extras[0].withdrawn);
  CHECK(day->extras[0].reviews.at(0).decision == "Reject");
  CHECK(day->extras[0].summary->provider == "OpenReview (the authors)");
  CHECK(day->warnings == std::vector<std::string>{"1 deleted submissions were left out"});
}

TEST_CASE("A journal's feed tells of several days and answers conditionally", "[source][door]") {
  ScriptedService service([](const net::HttpRequest&, std::size_t n) {
    if (n > 1) return answer(304);
    return answer(200,
                  "<rss><channel><title>J</title><item><title>A</title><link>https://x.example/a</"
                  "link><pubDate>2026-02-27</pubDate></item>"
                  "<item><title>B</title><link>https://x.example/b</link></item></channel></rss>",
                  {{"ETag", "\"e\""}});
  });
  const auto first = fetch(service, "rss:https://x.example/f");
  REQUIRE(first.ok());
  REQUIRE(first->days.size() == 2);
  CHECK(first->days[0].day == parse_day("2026-02-27"));
  CHECK(first->days[1].day == kDay);
  CHECK(first->days[1].items.at(0).paper.id == "url:https://x.example/b");
  CHECK(first->validators.etag == "\"e\"");
  const auto second = fetch(service, "rss:https://x.example/f", first->validators);
  REQUIRE(second.ok());
  CHECK(second->not_modified);
  CHECK(second->days.empty());
  CHECK(second->validators.etag == "\"e\"");
  CHECK(header_of(service.transport.requests.at(1), "If-None-Match") == "\"e\"");
}

TEST_CASE("Nothing that came is an error with the service's name", "[source][door]") {
  ScriptedService service([](const net::HttpRequest&, std::size_t) {
    return answer(200, "<html><title>Closed</title></html>");
  });
  for (const char* name : {"biorxiv:all", "huggingface", "crossref:2041-1723", "openreview:V",
                           "pubmed:x", "rss:https://x.example/f"}) {
    INFO(name);
    const auto day = fetch(service, name);
    REQUIRE_FALSE(day.ok());
    CHECK(day.error().code == ErrorCode::kParse);
    CHECK(contains(ascii_lower(day.error().message), "an html page (\"closed\")"));
  }
}
