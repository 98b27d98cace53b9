// Bundled plugins on real recordings and whole real days, when they are there; see support/shared_data.hpp.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "app/plugins.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "source/arxiv_feed.hpp"
#include "source/xml_tree.hpp"
#include "summarize/summarizer.hpp"
#include "support/shared_data.hpp"

using namespace sheaf;
namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& path) { return read_file(path.string()).value(); }

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

using Replies = std::vector<std::pair<std::string, std::string>>;  // part of the URL, body

plugin::SourceAnswer answer_of(const std::string& name, const std::string& options, const char* from, const char* day, const Replies& replies) {
  plugin::Door door;
  door.read_xml = source::xml_to_json;
  door.fetch = [&](const net::HttpRequest& request, const Task&) -> Result<net::HttpResponse> {
    for (const auto& [part, body] : replies)
      if (contains(request.url, part)) return net::HttpResponse{200, {}, body};
    return Error{ErrorCode::kNotFound, request.url};
  };
  auto running = plugin::Plugin::open(*plugin::find_bundled(name), name, options);
  if (!running) FAIL(running.error().message);
  auto answer = plugin::run_source(*running, {*parse_day(from), *parse_day(day)}, door, Task());
  if (!answer) FAIL(answer.error().message);
  return *std::move(answer);
}

bool all_told(const std::vector<Paper>& papers) {
  return std::all_of(papers.begin(), papers.end(), [](const Paper& paper) {
    return !paper.title.empty() && !contains(paper.title, "<") && std::none_of(paper.authors.begin(), paper.authors.end(), [](const Author& one) { return one.name.empty(); });
  });
}

/// The largest recorded day, with summaries as a digest has them.
Digest real_day(const fs::path& folder) {
  std::vector<fs::path> days;
  for (const auto& entry : fs::directory_iterator(folder)) days.push_back(entry.path());
  REQUIRE_FALSE(days.empty());
  const auto largest = std::max_element(days.begin(), days.end(), [](const fs::path& a, const fs::path& b) { return fs::file_size(a) < fs::file_size(b); });
  auto feed = source::parse_announcement_feed(text_of(*largest));
  if (!feed) FAIL(feed.error().message);
  Digest digest;
  digest.day = feed->day;
  digest.profile = "default";
  for (source::FeedItem& item : feed->items)
    digest.entries.push_back({item.paper, {digest.day, item.type}, {50, "because"}, summarize::summarize_paper(item.paper), {}});
  return digest;
}

}  // namespace

TEST_CASE("PubMed's recorded answers become papers", "[plugins][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "feeds/pubmed");
  for (const char* file : {"efetch_2026-06_multi.xml", "efetch_fastpaper.xml", "biopython_pubmed1.xml"}) {
    INFO(file);
    const std::string records = text_of(folder / file);
    const auto answer = answer_of("pubmed-query", R"({"query": "x"})", "2026-06-01", "2026-06-02",
                                  {{"esearch", text_of(folder / "pubmed_esearch.json")}, {"efetch", records}});
    CHECK(answer.papers.size() == count_of(records, "<PubmedArticle>") + count_of(records, "<PubmedArticle "));
    CHECK(all_told(answer.papers));
    CHECK(answer.papers.front().scheme == "pmid");
    REQUIRE(answer.warnings.size() == 1);  // the recording is of five of 42,111
    CHECK(contains(answer.warnings[0], "42111 papers match, 5 were asked for"));
  }
}

TEST_CASE("recorded submissions of OpenReview become papers, in the old spelling and the new", "[plugins][shared]") {
  SHEAF_SHARED_OR_SKIP(file, "feeds/openreview/openreview_api1_notes_example.json");
  Json notes = Json::parse(text_of(file)).at(0).at("submissions");
  Json wrapped = notes;
  for (Json& note : wrapped)
    for (auto& [name, value] : note["content"].items()) value = Json{{"value", value}};
  std::vector<std::vector<Paper>> found;
  for (const Json& list : {notes, wrapped})
    found.push_back(answer_of("openreview", R"({"venues": ["V"]})", "2018-01-01", "2018-12-31", {{"/notes?", dump_json(Json{{"notes", list}})}}).papers);
  CHECK(found[0].size() == notes.size());
  CHECK(found[0] == found[1]);
  CHECK(all_told(found[0]));
  CHECK(found[0].front().scheme == "openreview");
}

TEST_CASE("recorded recommendations of Semantic Scholar become papers", "[plugins][shared]") {
  SHEAF_SHARED_OR_SKIP(file, "feeds/semanticscholar/test_get_recommended_papers.http");
  const std::string recorded = text_of(file);
  const std::string body = recorded.substr(recorded.find('{', recorded.find("\n\r\n") == std::string::npos ? recorded.find("\n\n") : recorded.find("\n\r\n")));
  const auto answer = answer_of("semantic-scholar", R"({"like": ["DOI:10.2139/ssrn.2250500"]})", "2024-12-07", "2024-12-08", {{"/recommendations/", body}});
  CHECK(answer.papers.size() == count_of(body, "\"title\": \""));
  CHECK(answer.papers.size() > 50);
  CHECK(answer.papers.front().scheme == "s2");
}

TEST_CASE("a whole real day goes through each exporter and scorer within the limits of memory", "[plugins][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "feeds/derived/rss");
  const Digest digest = real_day(folder);
  REQUIRE(digest.entries.size() > 400);
  plugin::Limits limits;
  limits.max_execution_time_ms = 60000;  // time is for the benchmark: sanitizers take tenfold
  for (const plugin::Package& package : plugin::bundled_packages()) {
    INFO(package.manifest.name);
    Json options = Json::object();
    for (const plugin::Option& option : package.manifest.options)
      if (option.name == "most" && package.manifest.kind == plugin::Kind::kExporter) options["most"] = 100000;
    auto running = plugin::Plugin::open(package, package.manifest.name, dump_json(options), limits);
    REQUIRE(running);
    if (package.manifest.kind == plugin::Kind::kExporter) {
      const auto files = plugin::run_exporter(*running, digest, Task());
      if (!files) FAIL(files.error().message);
      std::size_t size = 0;
      for (const plugin::ExportFile& file : *files) size += file.text.size();
      CHECK((size > digest.entries.size() * 100 || package.manifest.name == "chat-message"));
    }
    if (package.manifest.kind != plugin::Kind::kScorer) continue;
    std::vector<Paper> papers;
    for (const Entry& entry : digest.entries) papers.push_back(entry.paper);
    const auto scores = plugin::run_scorer(*running, papers, {}, default_profile(), Task());
    if (!scores) FAIL(scores.error().message);
    CHECK(scores->size() == papers.size());
  }
}
