// A model's summaries over a day's entries: what is laid over, kept, marked and counted.
#include <catch2/catch.hpp>

#include <atomic>

#include <nlohmann/json.hpp>

#include "app/library.hpp"
#include "app/ops.hpp"
#include "base/text.hpp"
#include "model/json.hpp"
#include "summarize/summarizer.hpp"

using namespace sheaf;
using namespace sheaf::app;

namespace {

/// A library whose host answers every request with what `content` holds.
struct Bench {
  Bench() {
    LibraryOptions options;
    options.clock = &clock;
    options.http = [this](const net::HttpRequest& request) -> Result<net::HttpResponse> {
      ++asked;
      last_body = request.body;
      if (asked > answers_before_silence) return Error(ErrorCode::kNetwork, "could not reach the model");
      const Json body = {{"choices", {{{"index", 0}, {"finish_reason", "stop"}, {"message", {{"content", content}}}}}},
                         {"usage", {{"prompt_tokens", 100}, {"completion_tokens", 20}}}};
      net::HttpResponse response;
      response.status = 200;
      response.body = body.dump();
      return response;
    };
    library = std::move(Library::open(std::move(options))).value();
    profile.summary.provider = "llm";
    profile.llm.service = {"https://models.example/v1", "small", {}};
    profile.llm.max_retries = 0;
    for (int i = 1; i <= 3; ++i) {
      Paper paper;
      paper.id = "2604.0000" + std::to_string(i);
      paper.title = "Paper " + std::to_string(i);
      paper.abstract = "We present a method. It gains 14 % on four benchmarks. Code: https://github.com/a/b";
      Entry entry;
      entry.summary = summarize::summarize_paper(paper);
      entry.paper = std::move(paper);
      entries.push_back(std::move(entry));
    }
  }

  Result<SourceStatus> run(const ModelSummaryOptions& options = {}) {
    return library->summarize_with_model(profile, entries, options, Task());
  }

  FakeClock clock{1776441600000};
  std::string content = R"({"tldr":"A model's words.","method":"m","tags":[],"mindmap":[]})";
  std::string last_body;
  int asked = 0, answers_before_silence = 1000;
  std::unique_ptr<Library> library;
  Profile profile = default_profile();
  std::vector<Entry> entries;
};

}  // namespace

TEST_CASE("a model's card lies over the built-in one, whose other parts stay", "[llm]") {
  Bench bench;
  const Summary before = bench.entries[0].summary;
  const auto status = bench.run();
  REQUIRE(status.ok());
  const Summary& after = bench.entries[0].summary;
  CHECK(after.tldr == "A model's words.");
  CHECK(after.provider == "small at models.example");
  CHECK(after.sentences == before.sentences);
  CHECK(after.code_url == before.code_url);
  CHECK(after.mindmap == before.mindmap);  // the model gave none
  CHECK(status->name == "llm:small");
  CHECK(status->state == SourceState::kOk);
  CHECK(status->papers == 3);
  CHECK(status->detail == "3 of 3 papers, 3 requests, 360 tokens");
}

TEST_CASE("only the best papers are asked about when the profile says so", "[llm]") {
  Bench bench;
  bench.profile.summary.llm_papers = 2;
  REQUIRE(bench.run().ok());
  CHECK(bench.asked == 2);
  CHECK(bench.entries[2].summary.provider == "built-in");
  CHECK(bench.entries[2].summary.note.empty());
}

TEST_CASE("what is stored is not asked for again, but for a refresh or another setting", "[llm]") {
  Bench bench;
  REQUIRE(bench.run().ok());
  REQUIRE(bench.run().ok());
  CHECK(bench.asked == 3);
  ModelSummaryOptions refresh;
  refresh.refresh = true;
  bench.content = R"({"tldr":"Other words."})";
  REQUIRE(bench.run(refresh).ok());
  CHECK(bench.asked == 6);
  REQUIRE(bench.run().ok());
  CHECK(bench.asked == 6);
  CHECK(bench.entries[0].summary.tldr == "Other words.");  // the newer one was kept
  bench.profile.summary.language = "de";
  REQUIRE(bench.run().ok());
  CHECK(bench.asked == 9);
  bench.profile.llm.service.model = "large";
  REQUIRE(bench.run().ok());
  CHECK(bench.asked == 12);
  bench.entries[0].paper.version = 2;
  REQUIRE(bench.run().ok());
  CHECK(bench.asked == 13);
}

TEST_CASE("offline nothing is asked, and what the store lacks is marked", "[llm]") {
  Bench bench;
  bench.profile.summary.llm_papers = 1;
  REQUIRE(bench.run().ok());
  bench.profile.summary.llm_papers = 0;
  ModelSummaryOptions offline;
  offline.offline = true;
  const auto status = bench.run(offline);
  REQUIRE(status.ok());
  CHECK(bench.asked == 1);
  CHECK(status->state == SourceState::kPartial);
  CHECK(bench.entries[0].summary.provider == "small at models.example");
  CHECK(contains(bench.entries[1].summary.note, "offline"));
}

TEST_CASE("a paper whose request fails keeps its summary and says why", "[llm]") {
  Bench bench;
  bench.answers_before_silence = 1;
  const auto status = bench.run();
  REQUIRE(status.ok());
  CHECK(status->state == SourceState::kPartial);
  CHECK(status->papers == 1);
  CHECK(contains(status->detail, "1 of 3 papers, 2 connection failed"));
  CHECK(bench.entries[1].summary.provider == "built-in");
  CHECK_FALSE(bench.entries[1].summary.tldr.empty());
  CHECK(bench.entries[1].summary.note.starts_with("the model did not answer: small at models.example: "));
  bench.answers_before_silence = 1000;
  REQUIRE(bench.run().ok());
  CHECK(bench.entries[1].summary.note.empty());
  CHECK(bench.asked == 5);
}

TEST_CASE("what keeps the model from being asked at all is told once, and each paper is marked", "[llm]") {
  Bench bench;
  bench.profile.llm.prompts = "/nowhere/prompts";
  auto status = bench.run();
  REQUIRE(status.ok());
  CHECK(status->state == SourceState::kFailed);
  CHECK(contains(status->detail, "/nowhere/prompts"));
  CHECK(contains(bench.entries[2].summary.note, "/nowhere/prompts"));
  bench.profile.llm.prompts.clear();
  bench.profile.llm.service.key.env = "SHEAF_TEST_NO_SUCH_KEY";
  status = bench.run();
  CHECK(contains(status->detail, "SHEAF_TEST_NO_SUCH_KEY"));
  bench.profile.llm.service = {};
  status = bench.run();
  CHECK(contains(status->detail, "llm.base_url"));
  CHECK(bench.asked == 0);
}

TEST_CASE("the full text is used where there is one, and kept apart from the abstract's", "[llm]") {
  Bench bench;
  bench.profile.summary.full_text = true;
  bench.profile.summary.llm_papers = 1;
  ModelSummaryOptions options;
  options.full_text = [](const Paper&, const Task&) { return std::string("FULL TEXT OF IT"); };
  REQUIRE(bench.run(options).ok());
  CHECK(contains(bench.last_body, "FULL TEXT OF IT"));
  CHECK(bench.entries[0].summary.from_full_text);
  bench.profile.summary.full_text = false;
  REQUIRE(bench.run(options).ok());
  CHECK(bench.asked == 2);
  CHECK_FALSE(bench.entries[0].summary.from_full_text);
}

TEST_CASE("a report stands beside the card of the best", "[llm]") {
  Bench bench;
  bench.content = R"({"tldr":"t","results":"- 14 %","contribution":"c"})";
  bench.profile.summary.reports = 1;
  const auto status = bench.run();
  REQUIRE(status.ok());
  CHECK(bench.asked == 4);
  CHECK(bench.entries[0].summary.report.results == "- 14 %");
  CHECK(bench.entries[1].summary.report.empty());
  CHECK(contains(status->detail, "1 of 1 report"));
}

TEST_CASE("the summarize op asks the model of a profile", "[llm]") {
  Bench bench;
  const std::string args = R"({"papers":[{"id":"a","scheme":"input","title":"T","abstract":"We do it."}],"llm":true,
    "profile":{"llm":{"base_url":"https://models.example/v1","model":"small"}}})";
  const auto result = run_op(*bench.library, "summarize", args, Task());
  REQUIRE(result.ok());
  const Json json = Json::parse(*result);
  CHECK(json["summaries"][0]["tldr"] == "A model's words.");
  CHECK(json["sources"][0]["name"] == "llm:small");
}
