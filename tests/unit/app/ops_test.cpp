// Ops and jobs: the JSON door answers with JSON or with an error that names the argument.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "app/jobs.hpp"
#include "app/ops.hpp"
#include "base/text.hpp"
#include "canned_arxiv.hpp"
#include "model/json.hpp"

using namespace sheaf;

namespace {

std::unique_ptr<app::Library> open_library() {
  app::LibraryOptions options;
  options.http = [](const net::HttpRequest&) -> Result<net::HttpResponse> {
    return Error{ErrorCode::kNetwork, "no network in this test"};
  };
  options.max_retries = -1;
  return std::move(app::Library::open(std::move(options))).value();
}

Json run(app::Library& library, const char* op, const std::string& args) {
  const auto result = app::run_op(library, op, args, Task());
  INFO(op << ": " << (result ? "" : result.error().message));
  REQUIRE(result);
  return Json::parse(*result);
}

std::string error_of(app::Library& library, const char* op, const std::string& args) {
  const auto result = app::run_op(library, op, args, Task());
  return result ? "no error" : result.error().message;
}

}  // namespace

TEST_CASE("the table of ops is itself JSON", "[ops]") {
  const Json ops = Json::parse(app::ops_as_json());
  CHECK(ops.size() >= 18);
  for (const Json& op : ops) CHECK(op.contains("args"));
}

TEST_CASE("errors of ops name the op and the argument", "[ops]") {
  const auto library = open_library();
  CHECK(error_of(*library, "digset", "{}") == "there is no op \"digset\" (did you mean \"digest\"?)");
  CHECK(error_of(*library, "rank", "{}") == "rank: candidates: is missing");
  CHECK(error_of(*library, "rank", "{\"candidates\":3}") == "rank: candidates: must be a list");
  CHECK(error_of(*library, "rank", "{\"candidates\":[{}]}") == "rank: candidates[0]: has no \"id\"");
  CHECK(error_of(*library, "search", "[]") == "search: arguments must be a JSON object");
  CHECK(contains(error_of(*library, "search", "{"), "not valid JSON"));
  CHECK(contains(error_of(*library, "digest", "{\"day\":\"friday\"}"), "is not a date like"));
  CHECK(contains(error_of(*library, "export", "{\"format\":\"pdf\"}"), "not one of json, bibtex, biblatex, ris, csl-json, markdown, docusaurus-mindmap, "
                 "ai-enhanced, ai-enhanced-jsonl, daily-table, scored-readme, rss, atom, json-feed"));
  CHECK(contains(error_of(*library, "feedback", "{\"id\":\"a\",\"kind\":\"loved\"}"), "not one of liked"));
  CHECK(contains(error_of(*library, "profile_template", "{\"categories\":[\"cs.XX\"]}"), "is not an arXiv category"));
}

TEST_CASE("rank scores by the formula and keeps the ids it was given", "[ops]") {
  const auto library = open_library();
  const Json result = run(*library, "rank", R"({"candidates":[
    {"id":"2401.10020v3","title":"About cats","abstract":"dogs"},
    {"id":"x1","title":"Dogs and cats","abstract":"pets"},
    {"id":"x2","title":"A survey","abstract":"cats"}],
    "keywords":["dogs","cats"],"exclude":["survey"],"scorer":"rss-bot"})");
  REQUIRE(result["scores"].size() == 2);
  CHECK(result["scores"][0]["id"] == "x1");
  CHECK(result["scores"][0]["score"] == 3.0);
  CHECK(result["scores"][1]["id"] == "2401.10020v3");
  CHECK(result["left_out"][0]["excluded_by"] == "survey");
}

TEST_CASE("summarize takes abstracts and ready sentences", "[ops]") {
  const auto library = open_library();
  const Json result = run(*library, "summarize", R"({"papers":[
    {"id":"a","title":"T","abstract":"Cats are hard. We propose CatNet. It works by 3 %."},
    {"id":"b","title":"T","sentences":["One thing.","Another thing."]}]})");
  REQUIRE(result["summaries"].size() == 2);
  CHECK(result["summaries"][0]["labels"].size() == 3);
  CHECK(result["summaries"][1]["labels"].size() == 2);
  CHECK(result["summaries"][0]["mindmap"].get<std::string>().starts_with("mindmap\n"));
  CHECK_FALSE(result["summaries"][0]["tldr"].get<std::string>().empty());
}

TEST_CASE("summarize takes area and tags from the profile's own lists", "[ops]") {
  const auto library = open_library();
  const Json result = run(*library, "summarize", R"({
    "profile":{"summary":{"areas":["Seafaring","other"],"tags":["sails","other"]}},
    "papers":[{"id":"a","title":"Sails for seafaring","abstract":"We study sails and seafaring."},
              {"id":"b","title":"Sails for seafaring","sentences":["We study sails and seafaring."]},
              {"id":"c","title":"Cats","abstract":"We study cats."}]})");
  for (const std::size_t i : {0, 1}) {
    CHECK(result["summaries"][i]["area"] == "Seafaring");
    CHECK(result["summaries"][i]["tags"][0] == "sails");
  }
  CHECK(result["summaries"][2]["area"] == "other");
}

TEST_CASE("the store, the library and feedback are reached by ops", "[ops]") {
  const auto library = open_library();
  CHECK(run(*library, "store_put", R"({"papers":[{"id":"2401.10020","title":"Self-Rewarding Models","abstract":"x"}]})")["added"] == 1);
  CHECK(run(*library, "search", R"({"words":"rewarding"})")["papers"].size() == 1);
  CHECK(run(*library, "library_put", R"({"items":[{"key":"K","title":"T"}]})")["added"] == 1);
  CHECK(run(*library, "status", "{}")["store"]["library_items"] == 1);
  run(*library, "feedback", R"({"id":"2401.10020","kind":"liked"})");
  run(*library, "library_remove", R"({"key":"K"})");
  CHECK(run(*library, "status", "{}")["store"]["library_items"] == 0);
}

TEST_CASE("feedback is an event, and undo goes back", "[ops]") {
  const auto library = open_library();
  CHECK(run(*library, "feedback", R"({"id":"2401.10020","kind":"liked","at":1000})")["changed"] == true);
  CHECK(run(*library, "feedback", R"({"id":"2401.10020","kind":"liked","at":"1970-01-01T00:16:40Z"})")["changed"] == false);
  CHECK(run(*library, "feedback", R"({"id":"2401.10020","kind":"trashed"})")["changed"] == true);
  CHECK(run(*library, "feedback_undo", R"({"id":"arXiv:2401.10020v2"})")["kind"] == "liked");
  CHECK(run(*library, "library_status", "{}")["feedback"]["liked"] == 1);
  CHECK(contains(error_of(*library, "feedback", R"({"id":"a","kind":"liked","at":"soon"})"), "feedback: at: must be Unix seconds"));
  CHECK(contains(error_of(*library, "feedback", R"({"id":"a","kind":"liked","at":-1})"), "feedback: at: must be Unix seconds"));
  CHECK(contains(error_of(*library, "feedback_undo", R"({"id":"a"})"), "no feedback on a"));
}

TEST_CASE("a library is put, told to be whole, and imported as text", "[ops]") {
  const auto library = open_library();
  run(*library, "library_put", R"({"items":[{"key":"a","title":"A"},{"key":"b","title":"B"}],"origin":"zotero"})");
  CHECK(run(*library, "library_sync", R"({"keys":["a"],"items":[{"key":"c","title":"C"}],"origin":"zotero"})")["removed"] == 1);
  CHECK(run(*library, "library_sync", R"({"items":[{"key":"c","title":"C"}],"origin":"zotero"})")["removed"] == 1);
  CHECK(run(*library, "library_put", R"({"items":[],"origin":"zotero","complete":true})")["removed"] == 1);
  CHECK(contains(error_of(*library, "library_sync", "{}"), "library_sync: items: is missing (or give keys)"));
  CHECK(contains(error_of(*library, "library_put", R"({"items":[{"key":"a","title":"A"},{"key":"b","abstract":[]}]})"),
                 "library_put: items[1]: \"abstract\" must be a string"));
  const Json done = run(*library, "library_import", R"({"text":"@misc{x, title = {T}}\n@misc{y, year = 1}","name":"my.bib","collections":["Shelf"]})");
  CHECK(done["format"] == "BibTeX");
  CHECK(done["added"] == 1);
  CHECK(done["untitled"] == 1);
  CHECK(library->store().library()->at(0).collections == std::vector<std::string>{"Shelf"});
  CHECK(contains(error_of(*library, "library_import", "{}"), "give either a path or the text itself"));
  CHECK(contains(error_of(*library, "library_import", R"({"text":"letter","name":"x"})"), "x: not a library file"));
  CHECK(run(*library, "library_clear", "{}")["removed"] == 1);
}

TEST_CASE("explain tells what an op's caller needs", "[ops]") {
  const auto library = open_library();
  run(*library, "store_put", R"({"papers":[{"id":"2401.10020","title":"Self-Rewarding Models","abstract":"x"}]})");
  const Json told = run(*library, "explain", R"({"id":"2401.10020","profile":{"keywords":["rewarding"],"scorer":"keywords"}})");
  CHECK(told["title"] == "Self-Rewarding Models");
  CHECK(told["score"]["value"] == 1.5);
  CHECK(told["score"]["terms"][0] == "rewarding");
  CHECK(contains(error_of(*library, "explain", R"({"id":"x"})"), "the store has no paper \"x\""));
  CHECK(contains(error_of(*library, "rank", R"({"candidates":[],"scorer":"oracle"})"),
                 "rank: scorer: \"oracle\" is not one of learned, keywords, rss-bot, sanity-lite, zotero-arxiv-daily"));
}

TEST_CASE("the doctor says what is wrong and what to do", "[ops]") {
  const auto library = open_library();
  const Json result = run(*library, "doctor", R"({"profile":{"categories":["cs.CL"]},"vault":"/proc/nowhere"})");
  bool feed_failed = false, vault_failed = false;
  for (const Json& check : result["checks"]) {
    feed_failed = feed_failed || (check["name"] == "arXiv feed" && check["state"] == "fail");
    vault_failed = vault_failed || (check["name"] == "vault" && check["state"] == "fail" && check["remedy"] != "");
  }
  CHECK(feed_failed);
  CHECK(vault_failed);
}

TEST_CASE("a job runs on its own, can be asked again and again, and ends when freed", "[jobs]") {
  const auto library = open_library();
  const auto job = app::Job::start(*library, "categories", "{}");
  REQUIRE(job->wait(-1));
  REQUIRE(job->result());
  CHECK(job->result()->ok());
  CHECK(job->result()->ok());
  const auto bad = app::Job::start(*library, "nonsense", "{}");
  REQUIRE(bad->wait(-1));
  CHECK(bad->result()->error().code == ErrorCode::kInvalid);
}

TEST_CASE("closing the library stops the jobs that run", "[jobs]") {
  app::LibraryOptions options;
  options.http = [](const net::HttpRequest&) -> Result<net::HttpResponse> {
    return Error{ErrorCode::kNetwork, "down"};
  };
  options.max_retries = 20;
  auto library = std::move(app::Library::open(std::move(options))).value();
  const auto job = app::Job::start(*library, "digest", R"({"profile":{"categories":["cs.CL"]}})");
  library.reset();
  REQUIRE(job->wait(0));
  CHECK(job->result()->error().code == ErrorCode::kCancelled);
}
