// The list readers on real pages, against counts taken from the pages by other means.
#include <catch2/catch.hpp>

#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "base/file.hpp"
#include "base/text.hpp"
#include "model/json.hpp"
#include "published/formats.hpp"
#include "support/shared_data.hpp"

using namespace sheaf;
using published::Page;

namespace {

std::string load(const std::filesystem::path& path) {
  auto text = read_file(path);
  REQUIRE(text.ok());
  return std::move(text).value();
}

std::vector<std::filesystem::path> pages_of(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& file : std::filesystem::directory_iterator(folder))
    if (file.path().extension() == ".md") paths.push_back(file.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::size_t count_matches(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern, std::regex::ECMAScript | std::regex::multiline);
  return static_cast<std::size_t>(std::distance(std::sregex_iterator(text.begin(), text.end(), regex), {}));
}

/// The first groups of all matches, in order.
std::vector<std::string> matches(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern, std::regex::ECMAScript | std::regex::multiline);
  std::vector<std::string> out;
  for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end; ++it) out.push_back((*it)[1]);
  return out;
}

std::size_t nodes_of(const MindNode& node) {
  std::size_t count = 1;
  for (const MindNode& child : node.children) count += nodes_of(child);
  return count;
}

/// Distinct names at both ends of the arrows, by splitting lines at "-->".
std::size_t names_in(const std::string& mermaid) {
  std::set<std::string> names;
  std::istringstream lines(mermaid);
  for (std::string line; std::getline(lines, line);) {
    if (line.find("-->") == std::string::npos) continue;
    for (const std::string& part : split(replace_all(line, "-->", "\x01"), '\x01')) {
      const std::string_view name = trim(part);
      names.insert(std::string(name.substr(0, name.find_first_of("[({ "))));
    }
  }
  return names.size();
}

Page read_list(const std::string& text) {
  auto page = published::read_rss_bot(text);
  REQUIRE(page.ok());
  return std::move(page).value();
}

Page read_week(const std::string& text) {
  auto page = published::read_toutiao(text);
  REQUIRE(page.ok());
  return std::move(page).value();
}

}  // namespace

TEST_CASE("real arxiv_rss_bot pages give every paper they print", "[rss_bot][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "digests/arxiv_rss_bot");
  for (const auto& path : pages_of(folder)) {
    INFO(path.filename().string());
    const std::string text = load(path);
    const Page page = read_list(text);
    CHECK(page.warnings.empty());
    const std::vector<std::string> ids = matches(text, "^### [0-9]+\\. \\[.*\\]\\(https://arxiv\\.org/abs/([0-9.]+)\\)$");
    const std::size_t rows = count_matches(text, "^\\| [0-9]+ \\| \\[");
    REQUIRE(page.entries.size() == ids.size() + rows);
    CHECK(page.entries.size() >= 30);
    CHECK(page.day == parse_day(matches(text, "Last Updated\\*\\*: ([0-9-]{10})").at(0)));
    std::set<std::string> distinct;
    for (std::size_t i = 0; i < page.entries.size(); ++i) {
      if (!ids.empty()) CHECK(page.entries[i].paper.id == ids[i]);
      CHECK_FALSE(page.entries[i].paper.title.empty());
      CHECK(page.entries[i].score.value > 0);
      CHECK(page.entries[i].announcement.day != Day{});
      distinct.insert(page.entries[i].paper.id);
    }
    CHECK(distinct.size() == page.entries.size());
  }
}

TEST_CASE("real arxiv_rss_bot pages give scores, types, versions and days as printed", "[rss_bot][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "digests/arxiv_rss_bot");
  for (const auto& path : pages_of(folder)) {
    INFO(path.filename().string());
    const std::string text = load(path);
    const Page page = read_list(text);
    const auto scores = matches(text, "^\\*\\*Score\\*\\*: ([0-9.]+)");
    const auto days = matches(text, "^\\*\\*Published\\*\\*: ([0-9-]+)");
    const auto types = matches(text, "(?:^\\*\\*Type\\*\\*:|Announce Type:) ([a-z-]+)");
    const auto versions = matches(text, "(?:^\\*\\*ArXiv ID\\*\\*: |^arXiv:)[0-9.]+v([0-9]+)");
    if (scores.empty()) continue;
    REQUIRE(scores.size() == page.entries.size());
    REQUIRE(types.size() == page.entries.size());
    REQUIRE(versions.size() == page.entries.size());
    for (std::size_t i = 0; i < page.entries.size(); ++i) {
      const Entry& entry = page.entries[i];
      CHECK(entry.score.value == std::stod(scores[i]));
      CHECK(format_day(entry.announcement.day) == days[i]);
      CHECK(announce_type_name(entry.announcement.type) == types[i]);
      CHECK(entry.paper.version == std::stoi(versions[i]));
      CHECK_FALSE(entry.paper.authors.empty());
      CHECK_FALSE(entry.paper.categories.empty());
      CHECK_FALSE(entry.paper.abstract.empty());
    }
  }
}

TEST_CASE("real essays are kept whole and byte for byte", "[rss_bot][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "digests/arxiv_rss_bot");
  std::size_t essays = 0;
  for (const auto& path : pages_of(folder)) {
    INFO(path.filename().string());
    const std::string text = load(path);
    const Page page = read_list(text);
    std::size_t found = 0;
    for (const Entry& entry : page.entries) {
      if (entry.summary.text.empty()) continue;
      ++found;
      CHECK(contains(text, "Click to expand</summary>\n\n" + entry.summary.text + "\n\n</details>\n\n---"));
      CHECK(entry.summary.provider == "qwen-long");
      CHECK(entry.summary.language == "zh");
    }
    CHECK(found == count_matches(text, "^<details>$"));
    essays += found;
  }
  CHECK(essays > 0);
}

TEST_CASE("the seed's page names the papers that arXiv knows by these ids", "[rss_bot][shared]") {
  SHEAF_SHARED_OR_SKIP(original, "digests/seed-originals/003_original_utf8_ITCJ_6c81c4b5.md");
  SHEAF_SHARED_OR_SKIP(metadata, "seeds/003_papers.jsonl");
  const auto papers = papers_from_text(load(metadata), "003_papers.jsonl");
  REQUIRE(papers.ok());
  std::map<std::string, Paper> known;
  for (const Paper& paper : *papers) known[paper.id] = paper;
  const Page page = read_list(load(original));
  CHECK(page.entries.size() == known.size());
  for (const Entry& entry : page.entries) {
    INFO(entry.paper.id);
    REQUIRE(known.count(entry.paper.id) == 1);
    const Paper& paper = known[entry.paper.id];
    CHECK(entry.paper.title == collapse_spaces(paper.title));
    CHECK(entry.paper.authors.size() == paper.authors.size());
    CHECK(entry.paper.categories.front() == paper.primary_category());
    REQUIRE(entry.paper.abstract.size() > 200);
    const std::string shown = entry.paper.abstract.substr(0, entry.paper.abstract.size() - 3);
    CHECK(collapse_spaces(paper.abstract).starts_with(collapse_spaces(shown)));
  }
}

TEST_CASE("real ai_toutiao pages give every paper they print, with day, links and summary", "[toutiao][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "digests/docusaurus-ai_toutiao");
  SHEAF_SHARED_OR_SKIP(seed, "digests/seed-originals/000_original_ai_toutiao_d25a6786.md");
  std::vector<std::filesystem::path> paths = pages_of(folder);
  paths.push_back(seed);
  for (const auto& path : paths) {
    INFO(path.filename().string());
    const std::string text = load(path);
    const Page page = read_week(text);
    const auto ids = matches(text, "https://arxiv\\.org/pdf/([0-9]{4}\\.[0-9]{5})");
    const auto tags = matches(text, "^- (?:\\*\\*)?\\[arXiv([0-9]{6})\\]");
    REQUIRE(page.entries.size() == ids.size());
    REQUIRE(page.entries.size() == tags.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const std::string day = format_day(page.entries[i].announcement.day);
      CHECK(page.entries[i].paper.id == ids[i]);
      CHECK(day.substr(2, 2) + day.substr(5, 2) + day.substr(8, 2) == tags[i]);
      CHECK_FALSE(page.entries[i].topics.empty());
    }
    std::size_t told = 0;
    for (const Entry& entry : page.entries) told += entry.summary.tldr.empty() ? 0 : 1;
    const std::size_t printed = count_matches(text, "\\*\\*Simple LLM Summary:\\*\\* ");
    const std::size_t failed = count_matches(text, "\\*\\*tags:\\*\\* TBD");
    CHECK(told <= printed);
    CHECK(told + failed >= printed);
    CHECK(page.warnings.size() == (failed > 0 ? 1 : 0));
  }
}

TEST_CASE("every real mindmap becomes a tree and loses no node", "[toutiao][mermaid][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "digests/docusaurus-ai_toutiao");
  SHEAF_SHARED_OR_SKIP(seed, "digests/seed-originals/000_original_ai_toutiao_d25a6786.md");
  std::vector<std::filesystem::path> paths = pages_of(folder);
  paths.push_back(seed);
  std::size_t maps = 0;
  for (const auto& path : paths) {
    INFO(path.filename().string());
    const std::string text = load(path);
    const std::size_t blocks = count_matches(text, "^ *```mermaid$");
    std::size_t found = 0;
    for (const Entry& entry : read_week(text).entries) {
      if (entry.summary.mindmap_source.empty()) continue;
      ++found;
      CHECK(nodes_of(entry.summary.mindmap) > 1);
      CHECK(nodes_of(entry.summary.mindmap) == names_in(entry.summary.mindmap_source));
      CHECK(entry.summary.contributions.size() == 3);
    }
    CHECK(found == blocks);
    maps += found;
  }
  CHECK(maps > 0);
}
