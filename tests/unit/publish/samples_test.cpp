// Real published pages, read, written again and read: what the page tells of a paper is the same.
#include "base/text.hpp"
#include "support/shared_data.hpp"
#include "unit/publish/publish_fixtures.hpp"
#include "unit/published/published_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::publish;
using namespace sheaf::test;

namespace {

struct Sample {
  Format format;
  const char* folder;
  const char* suffix;
};
constexpr Sample kSamples[] = {{Format::kWeekPage, "docusaurus-ai_toutiao", ".md"},
                               {Format::kAiPage, "daily-arXiv-ai-enhanced", ".md"},
                               {Format::kAiLines, "daily-arXiv-ai-enhanced", ".jsonl"},
                               {Format::kDailyTable, "DailyArXiv", ".md"},
                               {Format::kScoredReadme, "arxiv_rss_bot", ".md"}};

std::vector<std::string> sorted(std::vector<std::string> list) {
  std::sort(list.begin(), list.end());
  return list;
}

void check_same(const Entry& before, const Entry& after, Format format) {
  INFO(before.paper.id);
  CHECK(after.paper.title == line_of(before.paper.title));
  if (!before.topics.empty()) CHECK(sorted(after.topics) == sorted(before.topics));
  CHECK(line_of(after.paper.abstract) ==
        (format == Format::kWeekPage ? "" : line_of(before.paper.abstract)));
  if (format == Format::kDailyTable) {
    CHECK(after.paper.comment == line_of(before.paper.comment));
    CHECK(after.paper.version == before.paper.version);
    return;
  }
  CHECK(author_names(after.paper) == author_names(before.paper));
  CHECK(line_of(after.summary.tldr) == line_of(before.summary.tldr));
  if (format == Format::kWeekPage) {
    CHECK(after.summary.tags == before.summary.tags);
    CHECK(after.summary.institutions == before.summary.institutions);
    CHECK(after.summary.contributions == before.summary.contributions);
    CHECK(after.summary.mindmap == before.summary.mindmap);
  } else if (format == Format::kScoredReadme) {
    CHECK(after.score.value == before.score.value);
    CHECK(line_of(after.summary.text) == line_of(essay(before.summary.text)));
  } else {
    CHECK(line_of(after.summary.method) == line_of(before.summary.method));
    CHECK(line_of(after.summary.conclusion) == line_of(before.summary.conclusion));
    CHECK(line_of(after.summary.text) == line_of(before.summary.text));
  }
}

}  // namespace

TEST_CASE("Real pages written again say the same", "[publish][samples]") {
  SHEAF_SHARED_OR_SKIP(digests, "digests");
  std::size_t papers = 0;
  for (const Sample& sample : kSamples)
    for (const auto& path : files_of(digests / sample.folder, sample.suffix)) {
      const std::string name = path.filename().string();
      INFO(name);
      const Digest before = read_back(read_all(path), name);
      const Digest after = read_back(published_text(sample.format, {before}), name);
      CHECK(after.entries.size() == before.entries.size());
      for (const Entry& entry : before.entries) {
        const Entry* const same = find_entry(after, entry.paper.id);
        REQUIRE(same);
        check_same(entry, *same, sample.format);
        ++papers;
      }
    }
  CHECK(papers > 3000);
}
