// Library files in their formats, told by content; what is skipped is counted, what is broken is told.
#include <catch2/catch.hpp>

#include "base/file.hpp"
#include "published/library_file.hpp"
#include "support/shared_data.hpp"

using namespace sheaf;
using namespace sheaf::published;

namespace {

LibraryFile read(std::string_view text, std::string_view name = "file") {
  auto file = read_library_file(text, name);
  if (!file) FAIL(file.error().message);
  return *std::move(file);
}

std::string error_of(std::string_view text) {
  const auto file = read_library_file(text, "file");
  return file ? "no error" : file.error().message;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("our own items are read from an array and from lines") {
  const LibraryFile array = read(R"([{"key":"a","title":"T","abstract":"x","authors":["A B"],"added":"2026-01-02",
    "collections":["P/Q"],"tags":["t"],"categories":["cs.CL"]},{"id":"2401.00001v2","title":"U"}])");
  CHECK(array.format == LibraryFormat::kItems);
  REQUIRE(array.items.size() == 2);
  CHECK(array.items[0].collections == Texts{"P/Q"});
  CHECK(array.items[0].categories == Texts{"cs.CL"});
  CHECK(array.items[0].id.empty());
  CHECK(array.items[1].key == "2401.00001v2");
  CHECK(array.items[1].id == "2401.00001");
  const LibraryFile lines = read("{\"key\":\"a\",\"title\":\"T\"}\n\n{\"key\":\"b\",\"title\":\"U\"}\n");
  CHECK(lines.items.size() == 2);
  const LibraryFile filed = read("{\"key\":\"a\",\"title\":\"T\",\"collections\":[\"P\"]}\n{\"key\":\"b\",\"title\":\"U\"}\n");
  CHECK(filed.items[0].collections == Texts{"P"});
  CHECK(filed.warnings.empty());
  CHECK(read("[]").items.empty());
  CHECK(read("  \n").items.empty());
  CHECK(read("\xEF\xBB\xBF{\n  \"key\": \"a\",\n  \"title\": \"T\"\n}\n").items.size() == 1);
}

TEST_CASE("wrong types are told with line and key, and the other items are read") {
  const LibraryFile file = read("{\"key\":\"a\",\"title\":\"T\"}\n{\"key\":\"b\",\"title\":3}\n"
                                "{\"key\":\"c\",\"title\":\"T\",\"tags\":\"x\"}\n{\"key\":\"d\",\"title\":\"T\",\"authors\":[1]}\n"
                                "{\"title\":\"T\"}\n7\n{\"key\":\"e\"\n{\"key\":\"f\",\"title\":\"T\"}", "my.jsonl");
  CHECK(file.items.size() == 2);
  CHECK(file.unreadable == 6);
  REQUIRE(file.warnings.size() == 6);
  CHECK(file.warnings[0] == "my.jsonl:2: \"title\" must be a string");
  CHECK(file.warnings[1] == "my.jsonl:3: \"tags\" must be a list");
  CHECK(file.warnings[2] == "my.jsonl:4: \"authors\" must be a list of strings");
  CHECK(file.warnings[3] == "my.jsonl:5: has no \"key\"");
  CHECK(file.warnings[4] == "my.jsonl:6: an entry is not a JSON object");
  CHECK(file.warnings[5].starts_with("my.jsonl:7: entry:1:"));
}

TEST_CASE("CSL-JSON is told by its types and gives Zotero's keys back") {
  const LibraryFile file = read(R"([
    {"id":"http://zotero.org/users/1/items/ABCD2345","type":"article-journal","title":"On <i>E. coli</i> < 3",
     "abstract":"We study.","author":[{"family":"Doe","given":"Jane"},{"literal":"The Group"}],
     "keyword":"one, two","DOI":"10.1000/X1","issued":{"date-parts":[[2020]]}},
    {"id":7,"type":"article","title":"Second","number":"arXiv:2201.00738","DOI":"10.1000/y",
     "note":"arXiv:2201.00738 [hep-ex]"}])");
  CHECK(file.format == LibraryFormat::kCslJson);
  REQUIRE(file.items.size() == 2);
  CHECK(file.items[0].key == "ABCD2345");
  CHECK(file.items[0].title == "On E. coli < 3");
  CHECK(file.items[0].authors == Texts{"Jane Doe", "The Group"});
  CHECK(file.items[0].tags == Texts{"one", "two"});
  CHECK(file.items[0].id == "10.1000/x1");
  CHECK(file.items[1].key == "7");
  CHECK(file.items[1].id == "2201.00738");
  CHECK(file.items[1].categories == Texts{"hep-ex"});
}

TEST_CASE("Better BibTeX's export gives nested collections and skips notes") {
  const LibraryFile file = read(R"({"config":{"label":"BetterBibTeX JSON"},
    "collections":{"C1":{"key":"C1","name":"Thesis","parent":false,"collections":["C2"],"items":[]},
                   "C2":{"key":"C2","name":"Chapter 1","parent":"C1","items":[12]},
                   "X":{"key":"X","name":"X","parent":"Y"},"Y":{"key":"Y","name":"Y","parent":"X"}},
    "items":[
      {"itemID":12,"itemType":"preprint","itemKey":"KEY1","citationKey":"doe20","title":"T","abstractNote":"A",
       "creators":[{"creatorType":"editor","lastName":"Ed"},{"creatorType":"author","firstName":"Jane","lastName":"Doe"}],
       "dateAdded":"2020-01-02T03:04:05Z","tags":[{"tag":"x"},{"tag":"y","type":1}],"archiveID":"arXiv:2401.00001"},
      {"itemType":"note","note":"<p>n</p>"},{"itemType":"attachment","title":"PDF"},
      {"itemType":"book","itemKey":"KEY2","title":"","creators":[]},
      {"itemType":"case","itemKey":"KEY3","caseName":"A v. B","collections":["C2","C9"],"extra":"x\narXiv: 1901.00001 [cs.CL]"}]})");
  CHECK(file.format == LibraryFormat::kBetterBibtexJson);
  CHECK(file.notes == 2);
  CHECK(file.untitled == 1);
  REQUIRE(file.items.size() == 2);
  CHECK(file.items[0].key == "KEY1");
  CHECK(file.items[0].collections == Texts{"Thesis/Chapter 1"});
  CHECK(file.items[0].authors == Texts{"Jane Doe"});
  CHECK(file.items[0].added == "2020-01-02T03:04:05Z");
  CHECK(file.items[0].tags == Texts{"x", "y"});
  CHECK(file.items[0].id == "2401.00001");
  CHECK(file.items[1].title == "A v. B");
  CHECK(file.items[1].collections == Texts{"Thesis/Chapter 1", "C9"});
  CHECK(file.items[1].id == "1901.00001");
  CHECK(file.items[1].categories == Texts{"cs.CL"});
}

TEST_CASE("items of Zotero's API are read from their data") {
  const LibraryFile file = read(R"([{"key":"K1","version":1,"meta":{},"data":{"key":"K1","itemType":"journalArticle",
    "title":"T","creators":[{"creatorType":"author","name":"Sheaf Group"}],"abstractNote":"A","DOI":"10.1/x","tags":[],
    "collections":["9KH9TNSJ"],"dateAdded":"2011-02-02T22:26:36Z"}},
    {"key":"K2","data":{"key":"K2","itemType":"annotation"}}])");
  CHECK(file.format == LibraryFormat::kZoteroApi);
  REQUIRE(file.items.size() == 1);
  CHECK(file.items[0].collections == Texts{"9KH9TNSJ"});
  CHECK(file.items[0].authors == Texts{"Sheaf Group"});
  CHECK(file.notes == 1);
}

TEST_CASE("RIS is read with long lines and missing ends") {
  const LibraryFile file = read("TY  - JOUR\r\nTI  - A title\r\nAU  - Doe, Jane, Jr.\r\nAU  - Group\r\nAB  - One\r\n  and more\r\n"
                                "KW  - k\r\nDO  - 10.1000/Z\r\nER  - \r\n\r\nTY  - BOOK\nT1  - Second\nID  - s2\nTY  - BOOK\nER  - \n", "x.ris");
  CHECK(file.format == LibraryFormat::kRis);
  REQUIRE(file.items.size() == 2);
  CHECK(file.items[0].key == "10.1000/z");
  CHECK(file.items[0].authors == Texts{"Jane Doe Jr.", "Group"});
  CHECK(file.items[0].abstract == "One and more");
  CHECK(file.items[1].key == "s2");
  CHECK(file.untitled == 1);
  CHECK(file.warnings.at(0) == "x.ris:11: a record without its end (ER)");
}

TEST_CASE("a key that comes again keeps the last item and is told") {
  const LibraryFile file = read("{\"key\":\"a\",\"title\":\"One\"}\n{\"key\":\"b\",\"title\":\"B\"}\n{\"key\":\"a\",\"title\":\"Two\"}", "l");
  REQUIRE(file.items.size() == 2);
  CHECK(file.items[0].title == "Two");
  CHECK(file.repeated == 1);
  CHECK(file.warnings == Texts{"l:3: a is there twice: the last one counts"});
}

TEST_CASE("what is no library says what was expected") {
  CHECK(error_of("# A page\n\nwith text") == "file: not a library file: expected JSON (Sheaf's items, CSL-JSON, Better "
                                            "BibTeX JSON, items of Zotero's API), BibTeX or RIS");
  CHECK(error_of("{\"a\":1}").starts_with("file: not a library file"));
  CHECK(error_of("[1,2,3]").starts_with("file: not a library file"));
  CHECK(error_of("[{\"key\":\"a\",\"title\":1}]") ==
        "file: none of its 1 entries could be read; the first: file:1: \"title\" must be a string");
}

TEST_CASE("a cut-off JSON file gives what is whole in it") {
  const std::string whole = R"([{"key":"a","title":"T"},
{"key":"b","title":"U [\"]}"},
{"key":"c","title":"V"}])";
  for (std::size_t length = whole.find("V") + 1; length < whole.size(); ++length) {
    const LibraryFile file = read(std::string_view(whole).substr(0, length), "x");
    CHECK(file.items.size() + file.unreadable == 3);
    REQUIRE_FALSE(file.warnings.empty());
    CHECK(file.warnings.back() == "x:1: the text ends before the list that begins here does");
  }
}

TEST_CASE("hostile libraries are read in their time") {
  const std::string deep(200'000, '[');
  CHECK(error_of(deep).starts_with("file: not a library file"));
  CHECK_FALSE(read_library_file(std::string(200'000, '{'), "x").ok());
  const std::string nested = "[{\"key\":\"a\",\"title\":\"T\",\"x\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}]";
  CHECK_FALSE(read_library_file(nested, "x").ok());  // deeper than any reader of JSON may go
  std::string many = "[{\"key\":\"a\",\"title\":\"T\"}";
  for (int i = 0; i < 50'000; ++i) many += ",1";
  const LibraryFile file = read(many + "]");
  CHECK(file.unreadable == 50'000);
  CHECK(file.warnings.size() == kMaxWarnings);
  const std::string controls("{\"key\":\"a\",\"title\":\"x\\u0000\\u001b[31my\",\"abstract\":\"\xff\"}");
  CHECK(read(controls).items.at(0).title == "x [31my");
  CHECK(read(controls).items.at(0).abstract == "\xEF\xBF\xBD");
  const std::string abstract(1 << 20, 'a');
  CHECK(read("{\"key\":\"a\",\"title\":\"論文\",\"abstract\":\"" + abstract + "\"}").items.at(0).abstract.size() == abstract.size());
  for (const char* odd : {"[", "[{", "{", "[{\"", "@", "@a{", "TY  -", "{\"items\":[", "{\"items\":[]}", "[null]", "\"x\"", "{\"items\":7,\"config\":1}"})
    read_library_file(odd, "x").ok();
}

TEST_CASE("recorded items of Zotero's API are read whole") {
  SHEAF_SHARED_OR_SKIP(path, "feeds/zotero/items_doc.json");
  const LibraryFile zotero = read(*read_file(path.string()));
  CHECK(zotero.format == LibraryFormat::kZoteroApi);
  CHECK(zotero.unreadable == 0);
  CHECK(zotero.items.size() > 10);
}

TEST_CASE("recorded exports of Better BibTeX are read, as JSON and as BibTeX") {
  SHEAF_SHARED_OR_SKIP(folder, "feeds/bibtex/bbt");
  std::size_t items = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string path = entry.path().string();
    const LibraryFile file = read(*read_file(path), path);
    INFO(path << ": " << (file.warnings.empty() ? "" : file.warnings.front()));
    CHECK(file.unreadable == 0);
    items += file.items.size();
    const bool json = entry.path().extension() == ".json";
    CHECK((file.format == LibraryFormat::kBetterBibtexJson) == json);
  }
  CHECK(items > 200);
}
