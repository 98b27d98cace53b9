// Zotero items: the fields of the arXiv translator, and foreign text that stays text.
#include "render/zotero_item.hpp"

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "base/text.hpp"
#include "support/invented_papers.hpp"
#include "support/shared_data.hpp"

using namespace sheaf;
using namespace sheaf::render;

TEST_CASE("A paper of arXiv is the item that Zotero's own translator makes") {
  Entry entry = test::entry("2604.10010", "Nightjar: $O(n^2)$ \\emph{boats}");
  entry.paper.version = 2;
  entry.paper.updated = *parse_rfc3339("2026-04-16T10:00:00Z");
  entry.paper.authors = {{"Jan van der Berg Jr.", {}}, {"The ATLAS Collaboration", {}}};
  const Json item = zotero_item(entry, {true, true, "berg2026nightjar"});
  CHECK(item["itemType"] == "preprint");
  CHECK(item["title"] == "Nightjar: O(n²) boats");
  CHECK(item["repository"] == "arXiv");
  CHECK(item["archiveID"] == "arXiv:2604.10010");
  CHECK(item["DOI"] == "10.48550/arXiv.2604.10010");
  CHECK(item["url"] == "http://arxiv.org/abs/2604.10010");
  CHECK(item["extra"] == "arXiv:2604.10010 [cs.LG]\nversion: 2");
  CHECK(item["date"] == "2026-04-16");
  CHECK(item["citationKey"] == "berg2026nightjar");
  CHECK(item["libraryCatalog"] == "arXiv.org");
  CHECK(item["creators"][0] == Json({{"creatorType", "author"}, {"firstName", "Jan, Jr."}, {"lastName", "van der Berg"}}));
  CHECK(item["creators"][1]["name"] == "The ATLAS Collaboration");
  CHECK(item["tags"][0] == Json({{"tag", "Computer Science - Machine Learning"}, {"type", 1}}));
  CHECK(item["tags"].back()["tag"] == "score/0");
}

TEST_CASE("A publisher's DOI and a journal are told as such") {
  Entry entry = test::entry("2604.10010", "Nightjar");
  entry.paper.doi = "10.1000/Abc";
  CHECK(zotero_item(entry, {})["DOI"] == "10.1000/Abc");
  CHECK(zotero_search_key(entry.paper) == "2604.10010");
  entry.paper.scheme = "doi";
  entry.paper.id = "10.1000/abc";
  entry.paper.venue = "Journal of Boats";
  const Json item = zotero_item(entry, {});
  CHECK(item["itemType"] == "journalArticle");
  CHECK(item["publicationTitle"] == "Journal of Boats");
  CHECK_FALSE(item.contains("archiveID"));
  CHECK(zotero_search_key(entry.paper) == "10.1000/abc");
}

TEST_CASE("An item has only fields that its type has, for the Web API refuses others") {
  const std::vector<std::string> common = {"itemType", "title", "creators", "abstractNote", "date", "DOI", "citationKey", "url",
                                           "libraryCatalog", "rights", "extra", "tags"};
  const std::vector<std::string> preprint = {"repository", "archiveID"}, journal = {"publicationTitle"};
  Entry entry = test::entry("2604.10010", "Nightjar");
  entry.paper.license = "CC BY 4.0";
  entry.paper.citation_key = "berg2026nightjar";
  for (const char* venue : {"", "Journal of Boats"}) {
    entry.paper.scheme = *venue ? "doi" : "arxiv";
    entry.paper.venue = venue;
    const Json item = zotero_item(entry, {true, true, "", CitationKeyPlace::kField});
    const std::vector<std::string>& own = *venue ? journal : preprint;
    for (const auto& [name, value] : item.items()) {
      INFO(name);
      CHECK((std::count(common.begin(), common.end(), name) + std::count(own.begin(), own.end(), name)) == 1);
    }
  }
}

TEST_CASE("Every field of a preprint is one that a real Zotero lists for the type", "[shared]") {
  SHEAF_SHARED_OR_SKIP(file, "feeds/zotero/zotero10-transcript.txt");
  const std::string all = read_file(file.string()).value();
  const std::size_t begin = all.find("### itemTypeFields preprint");
  REQUIRE(begin != std::string::npos);
  const std::string listed = all.substr(begin, all.find("###", begin + 3) - begin);
  Entry entry = test::entry("2604.10010", "Nightjar");
  entry.paper.license = "CC BY 4.0";
  entry.paper.citation_key = "berg2026nightjar";
  const Json item = zotero_item(entry, {});
  for (const auto& [name, value] : item.items()) {
    INFO(name);
    const bool no_field = name == "itemType" || name == "creators" || name == "tags";
    CHECK((no_field || contains(listed, "\"field\": \"" + name + "\"")));
  }
}

TEST_CASE("An old arXiv id names its class itself, and a key goes where the version of Zotero keeps it") {
  Entry entry = test::entry("astro-ph/0603274", "Disks");
  entry.paper.version = 0;
  entry.paper.categories = {"astro-ph", "hep-th", "cs.NA"};
  entry.paper.citation_key = "wei2006disks";
  CHECK(zotero_item(entry, {})["tags"][0]["tag"] == "Astrophysics");
  CHECK(zotero_item(entry, {})["tags"][1]["tag"] == "High Energy Physics - Theory");
  CHECK(zotero_item(entry, {})["tags"][2]["tag"] == "Computer Science - Numerical Analysis");
  CHECK(zotero_item(entry, {})["extra"] == "arXiv:astro-ph/0603274");
  CHECK(zotero_item(entry, {})["citationKey"] == "wei2006disks");
  ZoteroOptions options;
  options.key_place = CitationKeyPlace::kExtra;
  CHECK(zotero_item(entry, options)["extra"] == "arXiv:astro-ph/0603274\nCitation Key: wei2006disks");
  CHECK_FALSE(zotero_item(entry, options).contains("citationKey"));
}

TEST_CASE("Hostile texts neither break out of their field nor outgrow what Zotero takes") {
  const std::string title = std::string("A\x01title\n") + "\xE2\x80\xAE" + "cod.exe" + std::string(100000, 'x');
  Entry entry = test::entry("2604.1\nDOI: 10.1/evil", title);
  entry.paper.citation_key = "key\nDOI: 10.1/evil";
  entry.paper.abstract = std::string(300000, 'y');
  entry.paper.authors = {{std::string(5000, 'z') + " Name", {}}};
  entry.paper.categories = {"cs.LG\nversion: 9"};
  entry.summary.tags = {std::string(1000, 't'), "a\nb"};
  entry.score.value = std::nan("");
  const Json item = zotero_item(entry, {true, true, "", CitationKeyPlace::kExtra});
  CHECK(item["title"].get<std::string>().substr(0, 14) == "A title cod.ex");
  CHECK(item["title"].get<std::string>().size() < 3000);
  CHECK(item["abstractNote"].get<std::string>().size() < 64000);
  for (const std::string& line : split(item["extra"].get<std::string>(), '\n'))
    CHECK((line.starts_with("arXiv:") || line.starts_with("version: 1") || line.starts_with("Citation Key: ")));
  for (const Json& tag : item["tags"]) {
    CHECK(tag["type"] == 1);
    CHECK(tag["tag"].get<std::string>().size() <= 255);
    CHECK_FALSE(contains(tag["tag"].get<std::string>(), "\n"));
  }
  CHECK(item["tags"].back()["tag"] == "score/0");
}

TEST_CASE("A creator is the same text whether a person or a collaboration was written") {
  CHECK(zotero_creator_text({{"creatorType", "author"}, {"firstName", "Li"}, {"lastName", "Wei"}}) == "author|Li|Wei");
  CHECK(zotero_creator_text({{"creatorType", "author"}, {"name", "ATLAS"}}) == "author||ATLAS");
  CHECK(zotero_item_fingerprint("A  b", "c", "2026", {}) == zotero_item_fingerprint("A b ", "c", "2026", {}));
  CHECK(zotero_item_fingerprint("A b", "c", "2026", {}) != zotero_item_fingerprint("A", "b c", "2026", {}));
}
