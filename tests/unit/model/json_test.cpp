// JSON of the model: a round trip loses nothing, and wrong input is named.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/json.hpp"
#include "model/paper_links.hpp"

using namespace sheaf;

namespace {

Score sample_score() {
  Score score{1.5, "because", {"k"}, {"Jane Doe"}, {"near"}};
  score.carried = {{"sheaf cohomology", 12.5}, {"boats", -3}};
  score.interest = "Topology";
  score.uncertainty = 0.25;
  score.explored = true;
  score.folded = {"2604.00002"};
  return score;
}

Summary sample_summary() {
  Summary summary;
  summary.tldr = "t";
  summary.motivation = "m";
  summary.method = "me";
  summary.result = "r";
  summary.conclusion = "c";
  summary.contributions = {"x"};
  summary.tags = {"tag"};
  summary.area = "Topology";
  summary.phrases = {"sheaf"};
  summary.limitations = {"small"};
  summary.future_work = {"more"};
  summary.institutions = {"MIT"};
  summary.code_url = "https://github.com/a/b";
  summary.project_url = "https://sheaf.example";
  summary.thumbnail_url = "https://example.org/t.webp";
  summary.text = "### Essay\n---\ntext";
  summary.mindmap = {"root", {{"leaf", {}}}};
  summary.mindmap_source = "graph TB\nA-->B";
  summary.sentences = {"One.", "Two."};
  summary.labels = {Role::kMethod, Role::kResult};
  summary.provider = "built-in";
  summary.language = "en";
  summary.report = {"new", "set", "good", "end", "limit", "next"};
  summary.second = {"zh", "总结", {"根", {}}};
  summary.grounding = {7, {"42 %"}};
  summary.warnings = {"the abstract addresses language models"};
  summary.from_full_text = true;
  summary.note = "n";
  return summary;
}

Digest full_digest() {
  Paper paper;
  paper.id = "2401.10020";
  paper.version = 2;
  paper.title = "A \"title\" with ]] and 中文";
  paper.abstract = "One.\nTwo.";
  paper.authors = {{"Jane Doe", {"MIT"}}, {"李 明", {}}};
  paper.categories = {"cs.CL", "cs.LG"};
  paper.comment = "10 pages";
  paper.doi = "10.1000/182";
  paper.journal_ref = "J. X 1 (2026)";
  paper.license = "http://creativecommons.org/licenses/by/4.0/";
  paper.published = 1700000000;
  paper.updated = 1700001000;
  paper.venue = "J. X";
  paper.code_url = "https://gitlab.com/a/b";
  paper.keywords = {"sheaves"};
  paper.aliases = {"pmid:1", "10.1000/182"};
  paper.citations = 0;
  Digest digest;
  digest.day = *parse_day("2026-04-17");
  digest.profile = "default";
  digest.sample = true;
  digest.origin = "arxiv_rss_bot";
  digest.sources = {{"arxiv:cs.CL", SourceState::kEmpty, "no announcement", 0, "holiday: Thanksgiving"}, {"arxiv:cs.LG", SourceState::kFailed, "why", 3}};
  digest.announced = {1, 2, 3, 4};
  digest.left_out = 9;
  digest.entries = {{paper, {digest.day, AnnounceType::kReplaceCross}, sample_score(), sample_summary(), {"LLM", "Agents"}}};
  return digest;
}

}  // namespace

TEST_CASE("a digest survives its JSON", "[json]") {
  const Digest digest = full_digest();
  const auto json = parse_json(dump_json(digest_to_json(digest)), "digest");
  REQUIRE(json);
  const auto back = digest_from_json(*json, "digest");
  REQUIRE(back);
  CHECK(*back == digest);
}

TEST_CASE("states and types have one spelling", "[json]") {
  CHECK(describe({"arxiv:cs.CV", SourceState::kEmpty, "no announcement", 0}) == "arxiv:cs.CV: empty (no announcement)");
  for (const char* name : {"ok", "empty", "stale", "partial", "failed", "waiting"})
    CHECK(source_state_name(*parse_source_state(name)) == name);
  for (const char* name : {"new", "cross", "replace", "replace-cross"})
    CHECK(announce_type_name(*parse_announce_type(name)) == name);
  CHECK_FALSE(parse_role("methods"));
}

TEST_CASE("papers read from an array and from lines, with ids of any kind", "[json]") {
  const auto list = papers_from_text(R"([{"id":"arXiv:2401.10020v3","title":"T","abstract":"A","authors":["Jane Doe"]}])", "p");
  REQUIRE(list);
  CHECK(list->at(0).id == "2401.10020");
  CHECK(list->at(0).version == 3);
  CHECK(list->at(0).authors.at(0).name == "Jane Doe");
  const auto lines = papers_from_text("{\"id\":\"rJx1\",\"title\":\"T\"}\n\n{\"id\":\"2401.10021\"}\n", "p.jsonl");
  REQUIRE(lines);
  CHECK(lines->at(0).scheme == "other");
  CHECK(lines->size() == 2);
}

TEST_CASE("wrong papers are named with their line and key", "[json]") {
  const auto error = [](std::string_view text) {
    const auto papers = papers_from_text(text, "p.jsonl");
    return papers ? std::string("no error") : papers.error().message;
  };
  CHECK(error("{\"id\":\"a\"}\n{\"title\":\"x\"}") == "p.jsonl:2: has no \"id\"");
  CHECK(error("{\"id\":7}") == "p.jsonl:1: \"id\" must be a string that is not empty");
  CHECK(error("{\"id\":\"a\",\"title\":[]}") == "p.jsonl:1: \"title\" must be a string");
  CHECK(error("[{\"id\":\"a\"},3]") == "p.jsonl[1]: is not an object");
  CHECK(error("{\"id\":").starts_with("p.jsonl:1:1:7: not valid JSON"));
}

TEST_CASE("text that is not UTF-8 becomes valid on the way out", "[json]") {
  CHECK(dump_json(Json("a\xFF")) == "\"a\xEF\xBF\xBD\"");
}

TEST_CASE("the code link is a repository in the abstract, else in the comment, else a page", "[paper]") {
  Paper paper;
  paper.abstract = "Code: https://github.com/a/b. More at project.github.io/x";
  CHECK(find_code_url(paper) == "https://github.com/a/b");
  paper.abstract = "See (github.com/a/b_c), please.";
  CHECK(find_code_url(paper) == "https://github.com/a/b_c");
  paper.abstract = "Page https://x.github.io/y/";
  paper.comment = "code at https://gitlab.com/q/r";
  CHECK(find_code_url(paper) == "https://gitlab.com/q/r");
  paper.comment.clear();
  CHECK(find_code_url(paper) == "https://x.github.io/y/");
  paper.abstract = "We host on github.com/ and nothing else";
  CHECK(find_code_url(paper).empty());
}

TEST_CASE("a number that no double holds is an error, not an exception", "[json]") {
  for (const char* text : {"{\"a\": -1e999}", "[1e4000]"}) {
    const auto json = parse_json(text, "page");
    REQUIRE_FALSE(json);
    CHECK(json.error().code == ErrorCode::kParse);
    CHECK(json.error().message.starts_with("page: "));
  }
}

TEST_CASE("JSON that is deeper than any stack is refused, and what is less deep can be copied and written", "[json]") {
  const std::string bomb(1000000, '['), member = "{\"a\":";
  CHECK(contains(parse_json(bomb, "page").error().message, "page: not valid JSON: it is more than 500 levels deep"));
  std::string deep, ends;
  for (int i = 0; i < 500; ++i) {
    deep += member;
    ends += '}';
  }
  const auto json = parse_json(deep + "1" + ends, "page");
  REQUIRE(json);
  const Json copy = *json;
  CHECK(copy == *json);
  CHECK(dump_json(copy) == deep + "1" + ends);
  CHECK_FALSE(parse_json(deep + member + "1}" + ends, "page"));
  CHECK(parse_json("[" + std::string(1000, '"') + "]", "page").error().code == ErrorCode::kParse);
  // What only looks deep is read.
  CHECK(parse_json("[\"" + std::string(1000, '[') + "\\\"" + std::string(1000, '{') + "\"]", "page"));
  CHECK(parse_json("// [[[ \"\n[]", "page", true)->is_array());
}

TEST_CASE("of a key that comes twice the last value counts, in small objects and in large ones", "[json]") {
  for (const int count : {2, 1000}) {
    std::string text = "{\"a\": 1, \"b\": {\"a\": [7]}";
    for (int i = 0; i < count; ++i) text += ", \"k" + std::to_string(i) + "\": " + std::to_string(i);
    const auto json = parse_json(text + ", \"a\": 2, \"k1\": null}", "page");
    REQUIRE(json);
    CHECK(json->size() == static_cast<std::size_t>(count) + 2);
    CHECK(json->at("a") == 2);
    CHECK(json->at("k1").is_null());
    CHECK(json->begin().key() == "a");
  }
}

TEST_CASE("an object of very many keys is read at once", "[json]") {
  std::string text = "{";
  for (int i = 0; i < 300000; ++i) text += "\"key" + std::to_string(i) + "\":0,";
  text += "\"end\":1}";
  CHECK(parse_json(text, "page")->size() == 300001);  // key by key it would be an hour

  // A child below its younger brothers is never copied, however often their parent grows.
  std::string nested, ends;
  for (int i = 0; i < 400; ++i) {
    nested += "{\"a\":";
    ends += ",\"b\":0,\"c\":0,\"d\":0,\"e\":0,\"f\":0}";
  }
  std::string many = "[0";
  for (int i = 0; i < 1000000; ++i) many += ",0";
  CHECK(parse_json(nested + many + "]" + ends, "page")->size() == 6);
}
