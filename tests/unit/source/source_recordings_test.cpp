// Real recorded and derived answers of arXiv, when they are there; see support/shared_data.hpp.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/text.hpp"
#include "support/shared_data.hpp"
#include "unit/source/source_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using sheaf::test::read_all;
using sheaf::test::read_http;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> files_in(const fs::path& folder, const std::string& suffix) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.size() > suffix.size() && name.substr(name.size() - suffix.size()) == suffix)
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

// What every record of the API has, whatever the serialisation.
void check_complete(const Paper& paper) {
  INFO(paper.id);
  CHECK(paper.version > 0);
  CHECK_FALSE(paper.title.empty());
  CHECK(paper.title.find('\n') == std::string::npos);
  CHECK_FALSE(paper.abstract.empty());
  CHECK(paper.abstract.find("\n ") == std::string::npos);
  CHECK_FALSE(paper.authors.empty());
  CHECK_FALSE(paper.categories.empty());
  CHECK(paper.published.has_value());
  CHECK(paper.updated >= paper.published);
}

}  // namespace

TEST_CASE("Eighteen real days: counts by type, dates, and both forms alike", "[source][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "feeds/derived/rss");
  const auto days = files_in(folder, ".rss.xml");
  CHECK(days.size() == 18);
  for (const fs::path& path : days) {
    INFO(path.string());
    const std::string text = read_all(path.string());
    const auto rss = parse_announcement_feed(text);
    std::string other = path.string();
    const auto atom =
        parse_announcement_feed(read_all(other.replace(other.rfind(".rss."), 5, ".atom.")));
    REQUIRE(rss.ok());
    REQUIRE(atom.ok());
    CHECK(rss->warnings.empty());
    CHECK(contains(path.string(), format_day(rss->day)));
    CHECK(rss->day == atom->day);
    std::map<std::string, std::size_t> types;
    for (const FeedItem& item : rss->items) ++types[std::string(announce_type_name(item.type))];
    for (const std::string type : {"new", "cross", "replace", "replace-cross"})
      CHECK(types[type] == count(text, "<arxiv:announce_type>" + type + "</arxiv:announce_type>"));
    REQUIRE(rss->items.size() == atom->items.size());
    for (std::size_t i = 0; i < rss->items.size(); ++i)
      CHECK(rss->items[i].paper == atom->items[i].paper);
  }
}

TEST_CASE("Recorded feeds are read without a warning", "[source][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "feeds/arxiv-rss");
  for (const fs::path& path : files_in(folder, ".xml")) {
    INFO(path.string());
    const std::string text = read_all(path.string());
    const auto day = parse_announcement_feed(text);
    REQUIRE(day.ok());
    CHECK(day->warnings.empty());
    CHECK(format_day(day->day) == "2026-04-27");
    CHECK(day->items.size() == count(text, "<item>"));
    for (const FeedItem& item : day->items) {
      CHECK_FALSE(item.paper.abstract.empty());
      CHECK_FALSE(item.paper.authors.empty());
    }
  }
}

TEST_CASE("Every recorded API answer is read or is arXiv's refusal", "[source][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "feeds/arxiv-api");
  for (const fs::path& path : files_in(folder, ".xml")) {
    INFO(path.string());
    const std::string text = read_all(path.string());
    const auto page = parse_api_page(text);
    if (contains(path.string(), "id_abc")) {
      CHECK(page.error().code == ErrorCode::kInvalid);
      CHECK(page.error().message == "incorrect id format for abc");
      continue;
    }
    REQUIRE(page.ok());
    CHECK(page->warnings.empty());
    CHECK(page->papers.size() == count(text, "<entry>"));
    for (const Paper& paper : page->papers) check_complete(paper);
  }
}

TEST_CASE("Derived pages of both serialisations give the same papers", "[source][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "feeds/derived");
  for (const fs::path& path : files_in(folder / "atom_old", ".xml")) {
    INFO(path.string());
    const auto before = parse_api_page(read_all(path.string()));
    const auto after = parse_api_page(read_all((folder / "atom_new" / path.filename()).string()));
    REQUIRE(before.ok());
    REQUIRE(after.ok());
    REQUIRE(before->papers.size() == 100);
    REQUIRE(after->papers.size() == 100);
    for (std::size_t i = 0; i < 100; ++i) {
      Paper old_paper = before->papers[i];
      // The derived pages of the new form have lost their paragraphs.
      old_paper.abstract = collapse_spaces(old_paper.abstract);
      CHECK(old_paper == after->papers[i]);
      check_complete(after->papers[i]);
    }
  }
}

TEST_CASE("Large, withdrawn and affiliated real pages are read whole", "[source][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "feeds/derived/atom_new");
  for (const fs::path& path : files_in(folder, ".xml")) {
    INFO(path.string());
    const std::string text = read_all(path.string());
    const auto page = parse_api_page(text);
    REQUIRE(page.ok());
    CHECK(page->papers.size() == count(text, "<entry>"));
    std::size_t affiliations = 0;
    for (const Paper& paper : page->papers)
      for (const Author& author : paper.authors) affiliations += author.affiliations.size();
    CHECK(affiliations ==
          count(text, "<arxiv:affiliation>") - count(text, "<arxiv:affiliation></"));
  }
}

TEST_CASE("Recorded faults end as what they are", "[source][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "feeds/derived/faults");
  const auto api = [&](const std::string& name) {
    return parse_api_page(read_http((folder / (name + ".http")).string()).body);
  };
  for (const char* name : {"api_200_html", "api_200_text_rate_exceeded", "api_406", "api_429_bare",
                           "api_429_retry_after", "api_503_retry_after_date", "api_truncated_body",
                           "api_truncated_chunked", "rss_304", "oai_noRecordsMatch"}) {
    INFO(name);
    CHECK(api(name).error().code == ErrorCode::kParse);
  }
  CHECK(api("api_error_200_entry").error().message == "max_results must be an integer");
  CHECK(api("api_error_500_generic").error().message == "Internal server error");
  CHECK(api("api_short_page").value().papers.size() == 37);
  CHECK(api("api_total_shrinks").value().total == 20);
  const auto empty = api("api_empty_page_total_positive");
  CHECK(empty.value().papers.empty());
  CHECK(empty.value().total == 2538);
  const auto refusal =
      parse_announcement_feed(read_http((folder / "rss_400_bad_category.http").string()).body);
  CHECK(refusal.error().code == ErrorCode::kInvalid);
  CHECK(contains(refusal.error().message, "Bad subject class 'ZZ'"));
}

TEST_CASE("Faults of the wire are survived or told by the source", "[source][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "feeds/derived/faults");
  const std::string good = sheaf::test::api_page({"0000.00001"}, 1);
  for (const char* name : {"api_200_html", "api_200_text_rate_exceeded", "api_406", "api_429_bare",
                           "api_429_retry_after", "api_503_retry_after_date", "api_truncated_body",
                           "api_error_500_generic", "api_empty_page_total_positive"}) {
    INFO(name);
    const net::HttpResponse fault = read_http((folder / (std::string(name) + ".http")).string());
    sheaf::test::ScriptedArxiv arxiv([&](const net::HttpRequest&, std::size_t n) {
      return n == 1 ? fault : sheaf::test::answer(200, good);
    });
    arxiv.clock.advance_ms(126 * 24 * 3600 *
                           std::int64_t{1000});  // the recorded Retry-After is in August 2026
    const auto details = arxiv.source.fetch_details({"0000.00001"}, Task());
    REQUIRE(details.ok());
    CHECK(details->papers.size() == 1);
    CHECK(arxiv.count() == 2);
  }
}
