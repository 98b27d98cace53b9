// Real pages of DailyArXiv against a count of their links by regular expression, which knows
// nothing of cells; see support/shared_data.hpp.
#include <map>
#include <regex>
#include <set>

#include "base/text.hpp"
#include "support/shared_data.hpp"
#include "unit/published/published_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::test;
namespace fs = std::filesystem;

namespace {

struct Row {
  std::string title, date;
  int version = 0;
  std::size_t shown = 0;  ///< how many characters of comment and abstract lie in <p>
  std::set<std::string> topics;
};

/// The rows by id, the highest version of each.
std::map<std::string, Row> rows_of(const std::string& page) {
  static const std::regex link(
      R"(^\| \*\*\[(.*)\]\(https?://arxiv\.org/(?:abs|pdf)/([0-9.]+)v([0-9]+)\)\*\* \| ([0-9-]{10}) \|)");
  std::map<std::string, Row> rows;
  std::string topic;
  for (const std::string& line : split(page, '\n')) {
    if (line.starts_with("## ")) topic = line.substr(3);
    std::smatch match;
    const std::string start = line.substr(0, 700);  // the expression is recursive
    if (!std::regex_search(start, match, link)) continue;
    Row row{collapse_spaces(match[1].str()), match[4], std::stoi(match[3]), 0, {}};
    for (std::size_t at = line.find("<p>"); at != std::string::npos; at = line.find("<p>", at + 3))
      row.shown += collapse_spaces(line.substr(at + 3, line.find("</p>", at) - at - 3)).size();
    std::set<std::string> topics = rows[match[2]].topics;
    if (row.version >= rows[match[2]].version) rows[match[2]] = row;
    topics.insert(topic.substr(0, topic.find(" - ")));
    rows[match[2]].topics = topics;
  }
  return rows;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

std::size_t length_of(const std::string& text) {
  return collapse_spaces(text).size();
}

void compare(const Entry& entry, const Row& row) {
  INFO(entry.paper.id);
  CHECK(entry.paper.title == row.title);
  CHECK(entry.paper.version == row.version);
  REQUIRE(entry.paper.updated.has_value());
  CHECK(format_rfc3339(*entry.paper.updated).substr(0, 10) == row.date);
  for (const std::string& topic : row.topics)
    CHECK(std::find(entry.topics.begin(), entry.topics.end(), topic) != entry.topics.end());
  CHECK(entry.topics.size() == row.topics.size());
  // A folded text is there whole, a plain comment has at most 20 characters.
  const std::size_t read = length_of(entry.paper.abstract) + length_of(entry.paper.comment);
  CHECK(read >= row.shown);
  CHECK(read <= row.shown + 80);
  for (const std::string* text : {&entry.paper.abstract, &entry.paper.comment})
    CHECK_FALSE(contains(*text, "<details>"));
}

void check_page(const fs::path& path, const std::string& name) {
  const std::string page = read_all(path);
  const auto digest = published::read_published(page, name);
  INFO(path.string() << (digest.ok() ? "" : ": " + digest.error().message));
  REQUIRE(digest.ok());
  CHECK(digest->origin == "DailyArXiv");
  const std::map<std::string, Row> rows = rows_of(page);
  CHECK(digest->entries.size() == rows.size());
  CHECK(digest->entries.size() <= count(page, "](http"));
  for (const Entry& entry : digest->entries) {
    REQUIRE(rows.count(entry.paper.id) == 1);
    compare(entry, rows.at(entry.paper.id));
  }
  CHECK(digest->sources[0].state == SourceState::kOk);
  if (std::getenv("SHEAF_TELL"))
    std::printf("%s: %zu links, %zu papers, %s, %s\n", path.filename().c_str(),
                count(page, "](http"), digest->entries.size(), format_day(digest->day).c_str(),
                describe(digest->sources[0]).c_str());
}

}  // namespace

TEST_CASE("Real tables give every linked paper with its title, date and texts",
          "[published][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "digests/DailyArXiv");
  const std::vector<fs::path> files = files_of(folder, ".md");
  REQUIRE_FALSE(files.empty());
  for (const fs::path& path : files) check_page(path, path.filename().string());
}

TEST_CASE("A real table with repositories keeps them", "[published][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "seeds");
  for (const fs::path& path : files_of(folder, ".txt")) {
    const std::string page = read_all(path);
    if (!contains(page, "CodeRepository")) continue;
    check_page(path, path.filename().string());
    const auto digest = published::read_published(page, path.filename().string());
    std::size_t linked = 0;
    for (const Entry& entry : digest->entries)
      if (!entry.summary.code_url.empty()) ++linked;
    CHECK(linked == count(page, "[Code Link]("));
    std::int64_t latest = 0;  // nothing else tells this page's day
    for (const Entry& entry : digest->entries) latest = std::max(latest, *entry.paper.updated);
    CHECK(format_rfc3339(latest).substr(0, 10) == format_day(digest->day));
  }
}
