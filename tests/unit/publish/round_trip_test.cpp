// What is written as a page of another system is read back by the readers of such pages, whatever
// its papers hold; and no paper appears that was none.
#include "base/tex.hpp"
#include "base/text.hpp"
#include "unit/publish/publish_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::publish;
using namespace sheaf::test;

namespace {

/// The same papers, in any order: pages group them.
void check_papers(const Digest& read, const Digest& written) {
  CHECK(read.entries.size() == written.entries.size());
  for (const Entry& entry : written.entries) {
    const Entry* const same = find_entry(read, entry.paper.id);
    INFO(entry.paper.id);
    REQUIRE(same);
    CHECK(same->paper.title == line_of(entry.paper.title));
    CHECK(author_names(same->paper) == author_names(entry.paper));
  }
}

const Entry& same_in(const Digest& read, const Entry& entry) {
  return *find_entry(read, entry.paper.id);
}

/// The page says that a source failed, in words that its reader passes over; nothing else is lost.
std::string losses(const Digest& read) {
  return read.sources.empty() ? "no source" : read.sources.front().detail;
}

std::string abstract_line(const Paper& paper) {
  return line_of(paper.abstract);
}

}  // namespace

TEST_CASE("A weekly page is read back as it was written", "[publish][roundtrip]") {
  const Digest digest = hostile_digest();
  const Digest read =
      read_back(published_text(Format::kWeekPage, {digest}), "20251229-20260104.md");
  CHECK(read.day == digest.day);
  CHECK(read.origin == "ai_toutiao");
  CHECK(losses(read) == "");
  check_papers(read, digest);
  for (const Entry& entry : digest.entries) {
    const Entry& same = same_in(read, entry);
    INFO(entry.paper.id << " " << entry.paper.title);
    CHECK(same.announcement == entry.announcement);
    CHECK(same.summary.tldr == line_of(entry.summary.tldr));
    CHECK(same.summary.institutions == entry.summary.institutions);
    CHECK(same.summary.tags.size() == entry.summary.tags.size());
    CHECK(same.summary.tags.front() == "mlsys");
    CHECK(same.summary.thumbnail_url == entry.summary.thumbnail_url);
    CHECK(same.summary.contributions.size() == entry.summary.contributions.size());
    CHECK(same.summary.code_url.empty() == entry.paper.code_url.empty());
    CHECK(same.topics == std::vector<std::string>{entry.paper.categories.front()});
    CHECK(same.summary.mindmap.children.size() == 2);
    CHECK(same.summary.mindmap.children.back().label == "Method \"quoted\"");
  }
}

TEST_CASE("A page with summaries is read back as it was written", "[publish][roundtrip]") {
  const Digest digest = hostile_digest();
  const Digest read = read_back(published_text(Format::kAiPage, {digest}));
  CHECK(losses(read) == "");
  check_papers(read, digest);
  for (const Entry& entry : digest.entries) {
    const Entry& same = same_in(read, entry);
    INFO(entry.paper.id << " " << entry.paper.title);
    CHECK(line_of(same.summary.tldr) == line_of(entry.summary.tldr));
    CHECK(line_of(same.summary.motivation) == line_of(entry.summary.motivation));
    CHECK(line_of(same.summary.method) == line_of(entry.summary.method));
    CHECK(line_of(same.summary.result) == line_of(entry.summary.result));
    CHECK(line_of(same.summary.conclusion) == line_of(entry.summary.conclusion));
    CHECK(abstract_line(same.paper) == abstract_line(entry.paper));
    CHECK(same.paper.categories.front() == entry.paper.categories.front());
    CHECK(same.summary.text.empty());
    CHECK(same.summary.tags == entry.summary.tags);
  }
}

TEST_CASE("JSON lines are read back with all that they hold", "[publish][roundtrip]") {
  const Digest digest = hostile_digest();
  const Digest read = read_back(published_text(Format::kAiLines, {digest}), "2025-12-30.jsonl");
  CHECK(losses(read) == "");
  check_papers(read, digest);
  for (const Entry& entry : digest.entries) {
    const Entry& same = same_in(read, entry);
    CHECK(same.paper.version == entry.paper.version);
    CHECK(same.paper.categories == entry.paper.categories);
    CHECK(same.paper.published == entry.paper.published);
    CHECK(line_of(same.paper.comment) == line_of(entry.paper.comment));
    CHECK(abstract_line(same.paper) == abstract_line(entry.paper));
    CHECK(line_of(same.summary.method) == line_of(entry.summary.method));
    CHECK(same.paper.code_url == entry.paper.code_url);
  }
}

TEST_CASE("Tables are read back as they were written", "[publish][roundtrip]") {
  const Digest digest = hostile_digest();
  const Digest read = read_back(published_text(Format::kDailyTable, {digest}));
  CHECK(read.day == digest.day);
  CHECK(losses(read) == "");
  CHECK(read.entries.size() == digest.entries.size());
  for (const Entry& entry : digest.entries) {
    const Entry* const same = find_entry(read, entry.paper.id);
    INFO(entry.paper.id << " " << entry.paper.title);
    REQUIRE(same);
    CHECK(same->paper.title == line_of(entry.paper.title));
    CHECK(same->paper.version == entry.paper.version);
    CHECK(same->paper.comment == line_of(entry.paper.comment));
    CHECK(abstract_line(same->paper) == abstract_line(entry.paper));
    CHECK(same->paper.updated == entry.paper.updated);
    CHECK(same->topics == std::vector<std::string>{entry.paper.categories.front()});
  }
}

TEST_CASE("A README with scores is read back as it was written", "[publish][roundtrip]") {
  const Digest digest = hostile_digest();
  const Digest read = read_back(published_text(Format::kScoredReadme, {digest}));
  CHECK(read.day == digest.day);
  CHECK(losses(read) == "");
  check_papers(read, digest);
  for (std::size_t i = 0; i < digest.entries.size(); ++i) {
    const Entry& entry = digest.entries[i];
    const Entry& same = read.entries[i];  // the order is the score's
    INFO(entry.paper.id << " " << entry.paper.title);
    REQUIRE(same.paper.id == entry.paper.id);
    CHECK(same.score.value == entry.score.value);
    CHECK(same.score.reason == line_of(entry.score.reason));
    CHECK(same.announcement == entry.announcement);
    CHECK(same.paper.categories == entry.paper.categories);
    CHECK(same.paper.version == entry.paper.version);
    CHECK(abstract_line(same.paper) == abstract_line(entry.paper));
    CHECK(same.summary.tldr == line_of(entry.summary.tldr));
    CHECK(same.summary.provider == "built-in");
  }
}
