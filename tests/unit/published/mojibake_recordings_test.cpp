// Repair held against recorded pages: those that were damaged, and undamaged ones of other makers,
// damaged here by the same model. Prints a table.
#include "published/mojibake.hpp"

#include <catch2/catch.hpp>
#include <cstdio>
#include <set>

#include "support/shared_data.hpp"
#include "unit/published/mojibake_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::published;
using namespace sheaf::test;
namespace fs = std::filesystem;

namespace {

std::set<fs::path> files_in(const fs::path& folder, std::string_view extension) {
  std::set<fs::path> out;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == extension) out.insert(entry.path());
  }
  return out;
}

Score check_pair(const std::string& damaged, const std::string& truth, const std::string& name) {
  INFO(name);
  const Repair repair = repair_encoding(damaged);
  const Score all = score(repair.text, truth);
  const Score document = score(repair_encoding(damaged, Evidence::kDocument).text, truth);
  std::printf("%-36s lost %6zu  restored %5.1f %% (document alone %5.1f %%)  wrong %.2f %%\n",
              name.c_str(), all.lost, all.restored_percent(), document.restored_percent(),
              all.wrong_percent());
  CHECK(all.intact_wrong == 0);
  CHECK(all.lost == repair.restored + repair.marked);
  if (all.lost >= 1000) CHECK(all.wrong * 200 <= all.lost);
  CHECK(document.wrong * 1000 <= document.lost);
  return all;
}

}  // namespace

TEST_CASE("Recorded damage is undone but for what is lost", "[published][mojibake][recorded]") {
  SHEAF_SHARED_OR_SKIP(folder, "digests/mojibake");
  for (const fs::path& path : files_in(folder, ".txt")) {
    const std::string stem = path.stem().stem().string();
    const fs::path truth = folder / ".." / "arxiv_rss_bot" / (stem + ".md");
    const std::string damaged = read_bytes(path);
    REQUIRE(damage(read_bytes(truth)) == damaged);  // the fixtures' model is the damage
    check_pair(damaged, read_bytes(truth), stem);
  }
}

TEST_CASE("The damaged seed is undone", "[published][mojibake][recorded]") {
  SHEAF_SHARED_OR_SKIP(seeds, "seeds");
  SHEAF_SHARED_OR_SKIP(originals, "digests/seed-originals");
  for (const fs::path& path : files_in(seeds, ".txt")) {
    if (path.filename().string().substr(0, 4) != "003_") continue;
    for (const fs::path& truth : files_in(originals, ".md")) {
      if (truth.filename().string().substr(0, 4) != "003_") continue;
      const Score result = check_pair(read_bytes(path), read_bytes(truth), "seed 003");
      CHECK(result.restored_percent() > 80);
    }
  }
}

TEST_CASE("Pages of other makers, damaged alike, are undone", "[published][mojibake][recorded]") {
  Score all;
  for (const char* maker : {"daily-arXiv-ai-enhanced", "docusaurus-ai_toutiao", "DailyArXiv"}) {
    SHEAF_SHARED_OR_SKIP(folder, fs::path("digests") / maker);
    for (const fs::path& path : files_in(folder, ".md")) {
      const std::string truth = read_bytes(path);
      const std::string damaged = damage(truth);
      if (!repair_encoding(damaged).damaged) {
        CHECK(damaged == truth);
        continue;
      }
      const Score page = check_pair(damaged, truth, path.stem().string());
      all.lost += page.lost;
      all.wrong += page.wrong;
    }
  }
  CHECK(all.wrong * 500 <= all.lost);
}

TEST_CASE("Recorded sound pages are not touched", "[published][mojibake][recorded]") {
  SHEAF_SHARED_OR_SKIP(folder, "digests");
  std::size_t pages = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".md" && extension != ".jsonl") continue;
    INFO(entry.path().string());
    const std::string text = read_bytes(entry.path());
    const Repair repair = repair_encoding(text);
    CHECK_FALSE(repair.damaged);
    CHECK((repair.text == text));
    ++pages;
  }
  CHECK(pages > 0);
}
