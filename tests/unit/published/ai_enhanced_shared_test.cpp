// Real pages of daily-arXiv-ai-enhanced against the JSON lines they were rendered from, which are
// read here by a plain JSON parser alone; see support/shared_data.hpp.
#include <map>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/json.hpp"
#include "support/shared_data.hpp"
#include "unit/published/published_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::test;
namespace fs = std::filesystem;

namespace {

/// The fields of a row as this test spells them, white space folded.
std::map<std::string, std::string> truth_of(const Json& row) {
  std::map<std::string, std::string> truth = {
      {"id", json_string(row, "id")},
      {"title", collapse_spaces(json_string(row, "title"))},
      {"abstract", collapse_spaces(json_string(row, "summary"))}};
  for (const Json& name : row["authors"])
    truth["authors"] += collapse_spaces(name.get<std::string>()) + "|";
  for (const auto& [key, value] : row["AI"].items()) {
    const std::string text = value.get<std::string>();
    const std::string name = key == "task" ? "tldr" : key == "background" ? "motivation" : key;
    if (name != "data" && name != "relevance")
      truth[name] = collapse_spaces(text);
  }
  truth.try_emplace("conclusion", "");  // a fork has none
  return truth;
}

std::map<std::string, std::string> fields_of(const Entry& entry) {
  std::map<std::string, std::string> fields = {
      {"id", entry.paper.id},
      {"title", entry.paper.title},
      {"abstract", collapse_spaces(entry.paper.abstract)},
      {"tldr", collapse_spaces(entry.summary.tldr)},
      {"motivation", collapse_spaces(entry.summary.motivation)},
      {"method", collapse_spaces(entry.summary.method)},
      {"result", collapse_spaces(entry.summary.result)},
      {"conclusion", collapse_spaces(entry.summary.conclusion)}};
  for (const Author& author : entry.paper.authors) fields["authors"] += author.name + "|";
  return fields;
}

struct Truth {
  std::vector<std::map<std::string, std::string>> rows;  ///< the first of each id
  std::map<std::string, std::string> primary;
};

Truth read_truth(const fs::path& path) {
  Truth truth;
  const Status read = for_each_item(
      read_all(path), path.filename().string(), [&](const Json& row, const std::string&) -> Status {
        if (truth.primary.emplace(row["id"], row["categories"][0]).second)
          truth.rows.push_back(truth_of(row));
        return {};
      });
  REQUIRE(read.ok());
  return truth;
}

struct Tally {
  std::size_t papers = 0, right = 0, fields = 0;
  std::map<std::string, std::size_t> wrong;
};

void compare(const std::map<std::string, std::string>& truth, const Entry& entry, Tally& tally) {
  const auto fields = fields_of(entry);
  for (const auto& [name, value] : truth) {
    ++tally.fields;
    const auto found = fields.find(name);
    if (found != fields.end() && found->second == value) {
      ++tally.right;
    } else {
      ++tally.wrong[name];
      UNSCOPED_INFO(truth.at("id") << " " << name << ": " << value << " <> "
                                   << (found == fields.end() ? "-" : found->second));
    }
  }
}

/// Whether this test's lists of fields are exact but for one in a thousand.
void check(const Tally& tally, const fs::path& path) {
  std::string report = path.filename().string() + ": " + std::to_string(tally.papers) +
                       " papers, " + std::to_string(tally.right) + "/" +
                       std::to_string(tally.fields) + " fields";
  for (const auto& [name, count] : tally.wrong) report += " " + name + " -" + std::to_string(count);
  if (std::getenv("SHEAF_TELL")) std::printf("%s\n", report.c_str());
  INFO(report);
  for (const auto& [name, count] : tally.wrong) CHECK(1000 * count <= tally.papers);
}

void compare_with_truth(const fs::path& path, const Digest& digest, const Truth& truth) {
  INFO(path.string());
  std::map<std::string, const Entry*> entries;
  for (const Entry& entry : digest.entries) entries[entry.paper.id] = &entry;
  CHECK(entries.size() == digest.entries.size());
  CHECK(digest.entries.size() == truth.rows.size());
  Tally tally;
  for (const auto& row : truth.rows) {
    const auto found = entries.find(row.at("id"));
    if (found == entries.end()) {
      ++tally.wrong["paper"];
      continue;
    }
    ++tally.papers;
    compare(row, *found->second, tally);
  }
  check(tally, path);
}

std::vector<fs::path> truths(const fs::path& folder) {
  std::vector<fs::path> out;
  for (const fs::path& path : files_of(folder, ".jsonl"))
    if (contains(path.filename().string(), "_AI_enhanced_")) out.push_back(path);
  return out;
}

fs::path page_of(const fs::path& lines) {
  const std::string name = lines.filename().string();
  return lines.parent_path() / (name.substr(0, name.find("_AI_enhanced_")) + ".md");
}

}  // namespace

TEST_CASE("Real pages hold what the lines they were made of say", "[published][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "digests/daily-arXiv-ai-enhanced");
  const std::vector<fs::path> files = truths(folder);
  REQUIRE_FALSE(files.empty());
  for (const fs::path& path : files) {
    const fs::path page = page_of(path);
    const auto digest = published::read_published(read_all(page), page.filename().string());
    INFO(page.string() << (digest.ok() ? "" : ": " + digest.error().message));
    REQUIRE(digest.ok());
    CHECK(digest->origin == "daily-arXiv-ai-enhanced");
    CHECK(contains(page.string(), format_day(digest->day)));
    const Truth truth = read_truth(path);
    compare_with_truth(page, *digest, truth);
    // The oldest layout names no category at all.
    const bool named = contains(read_all(page), "# Table of Contents");
    for (const Entry& entry : digest->entries)
      if (named) CHECK(entry.paper.primary_category() == truth.primary.at(entry.paper.id));
    if (std::getenv("SHEAF_TELL")) std::printf("  %s\n", describe(digest->sources[0]).c_str());
  }
}

TEST_CASE("Real JSON lines are read field by field", "[published][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "digests/daily-arXiv-ai-enhanced");
  for (const fs::path& path : truths(folder)) {
    const auto digest = published::read_published(read_all(path), path.filename().string());
    INFO(path.string() << (digest.ok() ? "" : ": " + digest.error().message));
    REQUIRE(digest.ok());
    const Truth truth = read_truth(path);
    compare_with_truth(path, *digest, truth);
    for (const Entry& entry : digest->entries)
      CHECK(entry.paper.primary_category() == truth.primary.at(entry.paper.id));
    if (std::getenv("SHEAF_TELL")) std::printf("  %s\n", describe(digest->sources[0]).c_str());
  }
}

namespace {

std::size_t count_between(const std::string& text, char32_t first, char32_t last) {
  std::size_t n = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    n += c >= first && c <= last ? 1 : 0;
  }
  return n;
}

}  // namespace

TEST_CASE("Real summaries are told by the language they are in, not by the file's",
          "[published][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "digests/daily-arXiv-ai-enhanced");
  std::map<std::string, std::size_t> told;
  for (const fs::path& path : truths(folder)) {
    const auto digest = published::read_published(read_all(path), path.filename().string());
    REQUIRE(digest.ok());
    for (const Entry& entry : digest->entries) {
      if (!entry.summary.note.empty()) continue;  // no summary: the model gave none
      const std::string text = entry.summary.motivation + entry.summary.result;
      const std::size_t hangul = count_between(text, 0xAC00, 0xD7A3),
                        han = count_between(text, 0x4E00, 0x9FFF);
      const std::string expected = text.empty() ? "" : hangul > 20 ? "ko" : han > 20 ? "zh" : "en";
      INFO(entry.paper.id << " " << text);
      CHECK(entry.summary.language == expected);
      ++told[entry.summary.language];
    }
  }
  CHECK(told["ko"] > 0);
  CHECK(told["zh"] > told["ko"]);
}
