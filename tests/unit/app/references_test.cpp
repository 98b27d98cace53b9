// Bibliographies from items of reference managers and from papers, whatever dress the file has.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "app/ops.hpp"
#include "app/references.hpp"
#include "base/text.hpp"
#include "model/json.hpp"

using namespace sheaf;
using namespace sheaf::app;

namespace {

const char* const kItem = R"({"itemType": "book", "title": "On small things", "date": "2020"})";

std::size_t works_in(const std::string& text) {
  Result<ReferenceFile> file = read_references(text, "items.json");
  INFO(text);
  REQUIRE(file);
  return file->references.size();
}

std::string error_of(const std::string& text) {
  Result<ReferenceFile> file = read_references(text, "items.json");
  INFO(text);
  REQUIRE_FALSE(file);
  return file.error().message;
}

std::unique_ptr<Library> open_library() { return std::move(Library::open({})).value(); }

}  // namespace

TEST_CASE("Items are read from an export, a list, lines and a single one") {
  const std::string item = kItem;
  CHECK(works_in(item) == 1);
  CHECK(works_in("[" + item + ", " + item + "]") == 2);
  CHECK(works_in(item + "\n" + item + "\n") == 2);
  CHECK(works_in("{\"items\": [" + item + "]}") == 1);
  CHECK(works_in("{\"items\": [\n" + item + ",\n" + item + "\n]}") == 2);  // indented by nothing: no list of lines
  CHECK(works_in("{\"data\":\n{\"itemType\": \"book\", \"title\": \"T\"}}") == 1);
  CHECK(works_in("{\"entries\": [{\"paper\": {\"id\": \"2604.00001\", \"title\": \"T\"}}]}") == 1);
  CHECK(works_in("[" + item + R"(, {"itemType": "note", "note": "x"}, {"data": {"itemType": "attachment"}}])") == 1);
  CHECK(works_in("[]") == 0);
}

TEST_CASE("What cannot be read is named by its place, and the rest is read") {
  Result<ReferenceFile> file = read_references("{\"items\": [7, " + std::string(kItem) + ", {\"itemType\": \"\"}]}", "items.json");
  REQUIRE(file);
  CHECK(file->references.size() == 1);
  REQUIRE(file->problems.size() == 2);
  CHECK(file->problems[0] == "items.json, item 1 is no object");
  CHECK(contains(file->problems[1], "items.json, item 3"));
  CHECK(contains(error_of("{\"items\": [7]}"), "items.json, item 1 is no object"));
  CHECK(contains(error_of("{\"itemType\": "), "items.json"));
  CHECK(contains(error_of(std::string(kItem) + "\n{\"itemType\": "), "items.json"));
  CHECK(contains(error_of("{\"title\": \"neither\"}"), "id"));
}

TEST_CASE("The same works come out in each format that is asked for, with its media type") {
  const auto library = open_library();
  const auto cite = [&](Json args) {
    args["text"] = kItem;
    const Result<std::string> out = run_op(*library, "cite", args.dump(), Task());
    REQUIRE(out);
    return Json::parse(*out);
  };
  const Json bibtex = cite({{"keys", "'k' + year"}});
  CHECK(bibtex["media_type"] == "application/x-bibtex");
  CHECK(contains(bibtex["text"].get<std::string>(), "@book{k2020,"));
  CHECK(bibtex["works"] == 1);
  CHECK(contains(cite({{"format", "biblatex"}})["text"].get<std::string>(), "  date = {2020},"));
  CHECK(contains(cite({{"profile", {{"bibtex", {{"style", "biblatex"}}}}}})["text"].get<std::string>(), "  date = {2020},"));
  const Json ris = cite({{"format", "ris"}});
  CHECK(ris["media_type"] == "application/x-research-info-systems");
  CHECK(contains(ris["text"].get<std::string>(), "TY  - BOOK\r\n"));
  const Json csl = cite({{"format", "csl-json"}});
  CHECK(csl["media_type"] == "application/vnd.citationstyles.csl+json");
  CHECK(Json::parse(csl["text"].get<std::string>())[0]["title"] == "On small things");
}

TEST_CASE("A bibliography that cannot be made says what to change") {
  const auto library = open_library();
  const auto error = [&](const Json& args) {
    const Result<std::string> out = run_op(*library, "cite", args.dump(), Task());
    return out ? std::string("no error") : out.error().message;
  };
  CHECK(contains(error(Json::object()), "give ids of papers in the store, or \"text\" with items"));
  CHECK(contains(error({{"ids", {"2604.99999", "nonsense"}}}), "the store has no paper 2604.99999, nonsense"));
  CHECK(contains(error({{"text", kItem}, {"format", "endnote"}}), "\"endnote\" is not one of bibtex, biblatex, ris, csl-json"));
  CHECK(contains(error({{"text", kItem}, {"keys", "auth.shout"}}), "column 6"));
}
