// Recorded OAI-PMH answers, when they are there; see support/shared_data.hpp. The complete harvest
// of 2016 (200 MB) is unpacked for the length of its test.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "base/text.hpp"
#include "source/oai.hpp"
#include "support/shared_data.hpp"
#include "support/temp_dir.hpp"
#include "unit/source/source_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using sheaf::test::read_all;
using sheaf::test::says;
namespace fs = std::filesystem;

namespace {

OaiPage page_of(const fs::path& path) {
  INFO(path.string());
  Result<OaiPage> page = parse_oai_page(read_all(path.string()));
  if (!page.ok()) FAIL(page.error().message);
  return std::move(page).value();
}

void check_whole(const Paper& paper) {
  INFO(paper.id);
  CHECK_FALSE(paper.title.empty());
  CHECK_FALSE(paper.abstract.empty());
  CHECK_FALSE(paper.authors.empty());
  CHECK_FALSE(paper.categories.empty());
  CHECK(paper.updated.has_value());
  CHECK(paper.detail == Detail::kComplete);
}

}  // namespace

TEST_CASE("Recorded pages of arXiv's old and new server are read whole", "[source][oai]") {
  SHEAF_SHARED_OR_SKIP(folder, "feeds/arxiv-oai");
  const OaiPage fresh = page_of(folder / "new_2026-09-20_ListRecords_arXiv_1record.xml");
  REQUIRE(fresh.papers.size() == 1);
  CHECK(fresh.papers[0].title == "Periodic table for highly charged ions");
  CHECK(contains(fresh.papers[0].abstract, "Mendeleev's"));
  CHECK(fresh.papers[0].categories.front() == "physics.atom-ph");
  CHECK(fresh.warnings.empty());
  const OaiPage old = page_of(folder / "old_ListRecords_arXiv.xml");
  CHECK(old.records == old.papers.size());
  CHECK_FALSE(old.token.empty());
  CHECK(old.warnings.empty());
  for (const Paper& paper : old.papers) {
    check_whole(paper);
    CHECK(paper.version >= 1);
  }
  CHECK(page_of(folder / "old_GetRecord.xml").papers.at(0).authors.size() == 6);
  for (const char* sub : {"hepcrawl", "ads"}) {
    for (const auto& entry : fs::directory_iterator(folder / sub)) {
      if (entry.path().extension() != ".xml") continue;
      const OaiPage page = page_of(entry.path());
      INFO(entry.path().string());
      CHECK(page.papers.size() == page.records);
      CHECK(page.records >= 1);
      CHECK(page.warnings.empty());
      for (const Paper& paper : page.papers) check_whole(paper);
    }
  }
}

TEST_CASE("The same papers are the same in three formats", "[source][oai]") {
  SHEAF_SHARED_OR_SKIP(folder, "feeds/derived/oai");
  const OaiPage plain = page_of(folder / "ListRecords_arXiv_200.xml");
  const OaiPage raw = page_of(folder / "ListRecords_arXivRaw_200.xml");
  const OaiPage core = page_of(folder / "ListRecords_oai_dc_200.xml");
  REQUIRE(plain.papers.size() == 200);
  REQUIRE(raw.papers.size() == 200);
  REQUIRE(core.papers.size() == 200);
  for (std::size_t i = 0; i < 200; ++i) {
    const Paper &a = plain.papers[i], &b = raw.papers[i], &c = core.papers[i];
    INFO(a.id);
    check_whole(a);
    CHECK(a.id == b.id);
    CHECK(a.id == c.id);
    CHECK(a.categories == b.categories);
    CHECK(a.categories == c.categories);
    CHECK(a.authors.size() == c.authors.size());
    CHECK(a.doi == b.doi);
    CHECK(a.doi == c.doi);
    CHECK(a.comment == b.comment);
    CHECK(b.version >= 1);
    CHECK(b.published.has_value());
  }
  for (const OaiPage* page : {&plain, &raw, &core}) {
    CHECK(page->warnings == std::vector<std::string>{});
    CHECK(contains(page->token, "skip%3D200"));
    CHECK(page->token_expires == parse_rfc3339("2026-08-22T00:00:00Z"));
  }
}

TEST_CASE("Recorded answers of other repositories are refused or warned of", "[source][oai]") {
  SHEAF_SHARED_OR_SKIP(folder, "feeds/oai-generic");
  CHECK(page_of(folder / "noRecordsMatch.xml").outcome == OaiOutcome::kNoRecordsMatch);
  const OaiPage lost = page_of(folder / "badResumptionToken.xml");
  CHECK(lost.outcome == OaiOutcome::kBadToken);
  CHECK(lost.words == "This resumptionToken is invalid");
  for (const char* code : {"badArgument", "cannotDisseminateFormat", "idDoesNotExist",
                           "noSetHierarchy", "undefinedError"}) {
    const auto refused = parse_oai_page(read_all((folder / (std::string(code) + ".xml")).string()));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == ErrorCode::kInvalid);
    CHECK(says(refused.error(), code));
  }
  for (const char* other : {"Identify", "ListIdentifiers", "ListIdentifiers2",
                            "ListMetadataFormats", "ListSets", "ListRecordsBroken"})
    CHECK(
        parse_oai_page(read_all((folder / (std::string(other) + ".xml")).string())).error().code ==
        ErrorCode::kParse);
  // Their records are none of arXiv's: every one is named.
  for (const char* list : {"ListRecords", "ListRecords2", "ListRecords3", "ListRecords4",
                           "GetRecord", "GetRecord_utf8test"}) {
    const OaiPage page = page_of(folder / (std::string(list) + ".xml"));
    INFO(list);
    CHECK(page.records >= 1);
    CHECK(page.papers.empty());
    CHECK(page.deleted.empty());
    CHECK(page.warnings.size() >= page.records);
  }
}

TEST_CASE("A complete recorded harvest has every record and no warning", "[source][oai]") {
  SHEAF_SHARED_OR_SKIP(archive, "feeds/bulk/oai_arXiv_cs.tar.xz");
  const test::TempDir unpacked;
  const std::string command = "tar -xJf '" + archive.string() + "' -C '" + unpacked.path().string() + "'";
  REQUIRE(std::system(command.c_str()) == 0);
  const fs::path folder = unpacked.path() / "oai_arXiv_cs";
  std::size_t records = 0, with_affiliation = 0, without_published = 0;
  std::set<std::string> ids, tokens;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const OaiPage page = page_of(entry.path());
    CHECK(page.warnings == std::vector<std::string>{});
    CHECK(page.papers.size() == page.records);
    CHECK(page.complete_size == 102538U);
    CHECK_FALSE(page.by_date);  // the old server ordered by id
    records += page.records;
    if (!page.token.empty()) tokens.insert(page.token);
    for (const Paper& paper : page.papers) {
      ids.insert(paper.id);
      for (const Author& author : paper.authors) with_affiliation += !author.affiliations.empty();
      without_published += !paper.published;
    }
  }
  CHECK(records == 102538);
  CHECK(ids.size() == 102538);
  CHECK(tokens.size() == 102);
  CHECK(without_published == 0);
  CHECK(with_affiliation > 20000);
}
