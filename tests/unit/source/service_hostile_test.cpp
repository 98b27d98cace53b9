// Hostile answers: every reader of a service on mangled, cut, deep and huge input.
#include <catch2/catch.hpp>

#include <functional>
#include <nlohmann/json.hpp>
#include <random>

#include "base/text.hpp"
#include "source/biorxiv.hpp"
#include "source/crossref.hpp"
#include "source/huggingface.hpp"
#include "source/journal_feed.hpp"
#include "source/json_fields.hpp"
#include "source/openreview.hpp"
#include "source/pubmed.hpp"
#include "source/semantic_scholar.hpp"
#include "unit/source/service_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;

namespace {

struct Reader {
  const char* name;
  std::string good;
  std::function<std::optional<Error>(const std::string&)> read;
};

template <class T>
std::optional<Error> error_of(const Result<T>& result) {
  if (result.ok()) return std::nullopt;
  return result.error();
}

std::vector<Reader> readers() {
  return {
      {"biorxiv",
       R"({"messages":[{"status":"ok","total":"1"}],"collection":[{"doi":"10.1101/2026.1","title":"A","version":"1","authors":"V, F.; R, J."}]})",
       [](const std::string& body) { return error_of(parse_biorxiv_page(body)); }},
      {"huggingface",
       R"([{"paper":{"id":"2602.00001","title":"A","authors":[{"name":"B"}],"organization":{"name":"u"}}}])",
       [](const std::string& body) { return error_of(parse_daily_papers(body)); }},
      {"crossref page",
       R"({"message":{"items":[{"DOI":"10.1234/a","title":["T"],"author":[{"family":"F"}],"issued":{"date-parts":[[2026,1]]}}]}})",
       [](const std::string& body) { return error_of(parse_crossref_page(body)); }},
      {"crossref work",
       R"({"message":{"DOI":"10.1234/a","relation":{"has-preprint":[{"id":"10.1234/b"}]},"license":[{"URL":"u"}]}})",
       [](const std::string& body) { return error_of(parse_crossref_work(body)); }},
      {"scholar",
       R"([null,{"paperId":"a","externalIds":{"DOI":"10.1234/a"},"authors":[{"name":"B"}],"tldr":{"text":"t"}}])",
       [](const std::string& body) { return error_of(parse_scholar_page(body)); }},
      {"openreview",
       R"({"notes":[{"id":"a","content":{"title":{"value":"T"},"authors":{"value":["B"]}},"details":{"replies":[{"id":"r","replyto":"a"}]}}]})",
       [](const std::string& body) { return error_of(parse_openreview_notes(body)); }},
      {"pubmed ids",
       R"({"esearchresult":{"count":"1","idlist":["7"],"warninglist":{"outputmessages":["m"]}}})",
       [](const std::string& body) { return error_of(parse_pubmed_ids(body)); }},
      {"pubmed",
       "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID><Article><ArticleTitle>T "
       "<i>x</i>.</ArticleTitle>"
       "</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>",
       [](const std::string& body) { return error_of(parse_pubmed(body)); }},
      {"journal",
       "<rss><channel><title>J</title><item><title>A "
       "&lt;b&gt;</title><link>/a</link><pubDate>2026-01-01</pubDate></item></channel></rss>",
       [](const std::string& body) {
         return error_of(parse_journal_feed(body, "https://x.example/f"));
       }},
  };
}

bool is_plain(const Error& error) {
  const bool known = error.code == ErrorCode::kParse || error.code == ErrorCode::kInvalid;
  return known && is_valid_utf8(error.message) && error.message.size() < 1000 &&
         error.message.find_first_of(std::string_view("\0\n\x1b", 3)) == std::string::npos;
}

std::string repeated(std::string_view part, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += part;
  return text;
}

}  // namespace

TEST_CASE("The good answers of this file are good", "[source][hostile]") {
  for (const Reader& reader : readers()) {
    INFO(reader.name);
    CHECK_FALSE(reader.read(reader.good));
  }
}

TEST_CASE("A cut answer is an error with one plain line", "[source][hostile]") {
  for (const Reader& reader : readers())
    for (std::size_t cut = 0; cut < reader.good.size(); ++cut) {
      INFO(reader.name << " at " << cut);
      const auto error = reader.read(reader.good.substr(0, cut));
      REQUIRE(error);
      CHECK(is_plain(*error));
    }
}

TEST_CASE("Changed bytes are read or told, whatever they are", "[source][hostile]") {
  constexpr std::string_view kBytes("\0\x01\x1b\x7f\x80\xff\xc3\"\\{}[]<>&,:0n", 20);
  std::mt19937 random(20260301);
  for (const Reader& reader : readers())
    for (int round = 0; round < 400; ++round) {
      std::string body = reader.good;
      for (int i = 0; i < 3; ++i) body[random() % body.size()] = kBytes[random() % kBytes.size()];
      INFO(reader.name << " in round " << round);
      const auto error = reader.read(body);
      CHECK((!error || is_plain(*error)));
    }
}

TEST_CASE("Values of the wrong type are no accident", "[source][hostile]") {
  for (const Reader& reader : readers()) {
    if (reader.good.front() == '<') continue;
    for (const char* value :
         {"null", "7", "-1e999", "\"x\"", "[]", "{}", "[[[]]]", "{\"value\":{}}", "true"}) {
      // Each string of the answer in turn becomes something else.
      for (std::size_t at = reader.good.find(":\""); at != std::string::npos;
           at = reader.good.find(":\"", at + 1)) {
        const std::size_t end = reader.good.find('"', at + 2);
        const std::string body =
            reader.good.substr(0, at + 1) + value + reader.good.substr(end + 1);
        INFO(reader.name << ": " << body);
        const auto error = reader.read(body);
        CHECK((!error || is_plain(*error)));
      }
    }
  }
}

TEST_CASE("Deep nesting and endless lists end", "[source][hostile]") {
  const std::string deep = repeated("[", 200'000) + repeated("]", 200'000);
  const std::string deep_objects = repeated("{\"a\":", 200'000) + "1" + repeated("}", 200'000);
  const std::string deep_tags = repeated("<a>", 100'000) + repeated("</a>", 100'000);
  for (const Reader& reader : readers()) {
    INFO(reader.name);
    for (const std::string* body : {&deep, &deep_objects, &deep_tags}) {
      const auto error = reader.read(*body);
      CHECK((!error || is_plain(*error)));
    }
  }
  const std::string names = repeated("\"a\",", 100'000) + "\"b\"";
  const auto page =
      parse_openreview_notes(R"([{"id":"a","content":{"title":"T","keywords":[)" + names + "]}}]");
  REQUIRE(page.ok());
  CHECK(page->papers.at(0).paper.keywords == std::vector<std::string>{"a", "b"});
}

TEST_CASE("More values than any answer has are refused before they cost memory",
          "[source][hostile]") {
  std::string warning;
  const auto json = load_json("[" + repeated("0,", kMaxJsonValues + 1) + "0]", "a list", warning);
  CHECK(test::says(json.error(), "more than 4,000,000 values"));
}
