// Weekly pages brought up to date: other days stay byte for byte, the same day is replaced, and a
// page that is another one is left alone.
#include "publish/week_page.hpp"
#include "base/text.hpp"
#include "unit/publish/publish_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::publish;
using namespace sheaf::test;

namespace {

Digest small_digest(const char* day, const std::string& id, const std::string& title) {
  Digest digest;
  digest.day = *parse_day(day);
  Entry entry;
  entry.paper.id = id;
  entry.paper.title = title;
  entry.paper.authors = {{"Ada Lee", {}}};
  entry.paper.categories = {"cs.PF"};
  entry.announcement.day = digest.day;
  entry.summary.tldr = "It is short.";
  digest.entries = {entry};
  return digest;
}

std::string updated(const std::string& existing, const Digest& digest,
                    const std::string& topic = "") {
  Options options;
  options.existing = existing;
  options.topic = topic;
  return published_text(Format::kWeekPage, {digest}, options);
}

std::string failure(const std::string& existing, const Digest& digest,
                    const std::string& topic = "") {
  Options options;
  options.existing = existing;
  options.topic = topic;
  const auto text = publish::publish(Format::kWeekPage, {digest}, options);
  REQUIRE_FALSE(text.ok());
  CHECK(text.error().code == ErrorCode::kInvalid);
  return text.error().message;
}

const std::string kForeign =
    "---\nslug: /daily/cspf/20251229-20260104\n---\n# 20251229-20260104 (cs.PF)\n\nOwn words.\n\n"
    "## 2025-12-29\n\n- **[arXiv251229] Kept {as it is}**\n  - **link:** "
    "https://arxiv.org/pdf/2512.1\n\n"
    "## 2025-12-31\n\n- **[arXiv251231] Old**\n  - **link:** https://arxiv.org/pdf/2512.2\n\n"
    "## 2026-01-02\n\n- **[arXiv260102] Last**\n  - **link:** https://arxiv.org/pdf/2512.3";

}  // namespace

TEST_CASE("A day is put between the others, which stay byte for byte", "[publish][week]") {
  const std::string page =
      updated(kForeign, small_digest("2025-12-30", "2512.20001", "{New}"), "cs.PF");
  const std::size_t fresh = page.find("## 2025-12-30\n");
  REQUIRE(fresh != std::string::npos);
  CHECK(page.substr(0, fresh) == kForeign.substr(0, kForeign.find("## 2025-12-31")));
  const std::size_t after = page.find("## 2025-12-31");
  CHECK(page.substr(after) == kForeign.substr(kForeign.find("## 2025-12-31")) + "\n");
  CHECK(contains(page, "[arXiv251230] &#123;New&#125;"));  // this page has bare braces
}

TEST_CASE("The same day is replaced, and twice written is once written", "[publish][week]") {
  const Digest digest = small_digest("2025-12-31", "2512.20001", "Fresh");
  const std::string once = updated(kForeign, digest, "cs.PF");
  CHECK_FALSE(contains(once, "Old"));
  CHECK(contains(once, "Kept {as it is}"));
  CHECK(contains(once, "Last"));
  CHECK(updated(once, digest, "cs.PF") == once);
  const std::string repeated = kForeign + "\n\n## 2025-12-31\n\n- **[arXiv251231] Again**\n";
  CHECK(updated(repeated, digest, "cs.PF") == once);
}

TEST_CASE("Newest first stays newest first, and line ends stay", "[publish][week]") {
  const std::string page =
      "# 20251229-20260104\r\n\r\n## 2026-01-02\r\n\r\n- a\r\n\r\n## 2025-12-29\r\n\r\n- b\r\n";
  const std::string fresh = updated(page, small_digest("2025-12-30", "2512.20001", "New"));
  CHECK(fresh.find("2026-01-02") < fresh.find("2025-12-30"));
  CHECK(fresh.find("2025-12-30") < fresh.find("## 2025-12-29"));
  CHECK(replace_all(fresh, "\r\n", "").find('\n') == std::string::npos);
}

TEST_CASE("A day of which nothing came takes nothing away", "[publish][week]") {
  Digest digest = small_digest("2025-12-31", "2512.20001", "Fresh");
  digest.entries.clear();
  digest.sources = {{"arxiv:cs.PF", SourceState::kFailed, "timed out", 0}};
  CHECK(contains(updated(kForeign, digest, "cs.PF"), "[arXiv251231] Old"));
  CHECK(contains(updated("", digest, "cs.PF"), "> Not complete: arxiv:cs.PF: failed"));
}

TEST_CASE("A page of another week or category, or of another kind, is refused", "[publish][week]") {
  CHECK(contains(failure(kForeign, small_digest("2026-01-05", "2512.20001", "x"), "cs.PF"),
                 "20251229-20260104"));
  CHECK(contains(failure(kForeign, small_digest("2025-12-30", "2512.20001", "x")), "cs.PF"));
  CHECK(contains(
      failure("# My diary\n\n## 2025-12-30\n", small_digest("2025-12-30", "2512.20001", "x")),
      "no weekly page"));
  const auto two =
      publish::publish(Format::kWeekPage, {small_digest("2025-12-28", "2512.20001", "x"),
                                           small_digest("2025-12-29", "2512.20002", "y")});
  REQUIRE_FALSE(two.ok());
  CHECK(contains(two.error().message, "a weekly page holds one"));
}

TEST_CASE("Several days of a week make one page, in order", "[publish][week]") {
  const std::string page =
      published_text(Format::kWeekPage, {small_digest("2026-01-02", "2512.20001", "x"),
                                         small_digest("2025-12-30", "2512.20002", "y")});
  CHECK(page.starts_with("# 20251229-20260104\n\n## 2025-12-30\n"));
  CHECK(page.find("## 2025-12-30") < page.find("## 2026-01-02"));
  CHECK(contains(page, "**cs.PF total: 1**"));
}

TEST_CASE("A diagram that Mermaid may not read is drawn anew", "[publish][week]") {
  Summary summary;
  summary.mindmap = {"Root", {{"A (b)", {}}}};
  summary.mindmap_source = "graph TB\n    A[Root] --> B[plain text]";
  CHECK(week_diagram(summary) == summary.mindmap_source);
  for (const char* broken : {"graph TB\n    A[Root] --> B[A (b)]", "graph TB\n    A[\"Root\"\"]",
                             "graph TB\n    A --> end[x]", "mindmap\n  root", "graph TB\n```\n# x",
                             "graph TB\n    A[Root] --> B[\"x\nclick A callback"}) {
    summary.mindmap_source = broken;
    CHECK(week_diagram(summary) == "graph TB\n    n0[\"Root\"]\n    n0 --> n1[\"A (b)\"]");
  }
  CHECK(week_diagram(Summary()).empty());
}
