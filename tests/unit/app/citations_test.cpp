// Bibliographies of digests: the profile's style and formula, keys that stay, and .bib files with a memory.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "app/ops.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "model/json.hpp"
#include "support/invented_papers.hpp"
#include "support/temp_dir.hpp"

using namespace sheaf;

namespace {

struct Desk {
  test::TempDir temp;
  std::string bib = (temp.path() / "refs.bib").string();
  std::unique_ptr<app::Library> library = std::move(app::Library::open({})).value();
  Digest digest = test::digest({test::entry("2604.10010", "First thing of many"), test::entry("2604.10020", "Second")});
  Json wanted = Json::object();  ///< the profile's section

  Result<Json> ask(const char* op, Json args) {
    args["profile"] = {{"categories", {"cs.LG"}}, {"bibtex", wanted}};
    args["digest"] = digest_to_json(digest);
    SHEAF_ASSIGN(const std::string text, app::run_op(*library, op, dump_json(args), Task()));
    return Json::parse(text);
  }
  std::string exported(const char* format) {
    auto result = ask("export", {{"format", format}});
    INFO(format << ": " << (result ? "" : result.error().message));
    REQUIRE(result);
    return json_string(*result, "text");
  }
  std::string write(Json more = Json::object()) {
    more["path"] = bib;
    auto result = ask("write_bibtex", more);
    INFO((result ? "" : result.error().message));
    REQUIRE(result);
    return *read_file(bib);
  }
};

}  // namespace

TEST_CASE("a digest is exported in each format of bibliographies", "[cite]") {
  Desk desk;
  CHECK(contains(desk.exported("bibtex"), "archiveprefix = {arXiv}"));
  CHECK(contains(desk.exported("biblatex"), "eprinttype = {arXiv}"));
  CHECK(contains(desk.exported("ris"), "ID  - vanderberg2026first\r\n"));
  const Json items = Json::parse(desk.exported("csl-json"));
  REQUIRE(items.size() == 2);
  CHECK(items[1]["id"] == "vanderberg2026second");
}

TEST_CASE("a paper keeps its key when its title and the formula change", "[cite]") {
  Desk desk;
  desk.wanted = {{"key_formula", "auth.upper + shortyear"}};
  CHECK(contains(desk.exported("bibtex"), "@misc{VANDERBERG26,"));
  CHECK(contains(desk.exported("bibtex"), "@misc{VANDERBERG26a,"));
  desk.wanted = {{"key_formula", "title.lower"}};
  desk.digest.entries[0].paper.title = "Another title";
  CHECK(contains(desk.exported("biblatex"), "@online{VANDERBERG26,"));
  CHECK(contains(desk.write(), "@misc{VANDERBERG26,"));
  const std::string vault = (desk.temp.path() / "vault").string();
  REQUIRE(desk.ask("write_vault", {{"folder", vault}}));
  CHECK(contains(*read_file(vault + "/Papers/Second (2604.10020).md"), "VANDERBERG26a"));
}

TEST_CASE("the profile says how .bib files are spelled", "[cite]") {
  Desk desk;
  desk.digest.entries[0].paper.title = "Gödel";
  desk.wanted = {{"style", "biblatex"}, {"unicode", false}};
  const std::string text = desk.write();
  CHECK(contains(text, "@online{"));
  CHECK(contains(text, "G{\\\"o}del"));
  CHECK(contains(desk.write({{"style", "bibtex"}}), "@online{"));  // an entry stays in the style it was written in
  desk.wanted = {{"key_formula", "auth.lower + nothing"}};
  const auto wrong = desk.ask("export", {{"format", "bibtex"}});
  REQUIRE_FALSE(wrong);
  CHECK(contains(wrong.error().message, "bibtex.key_formula: "));
}

TEST_CASE("a field changed in the .bib file stays and the others follow", "[cite]") {
  Desk desk;
  std::string text = desk.write();
  REQUIRE(contains(text, "  year = {2026},"));
  REQUIRE(write_file(desk.bib, replace_all(text, "  year = {2026},", "  year = {2025},")));
  desk.digest.entries[0].paper.title = "Changed";
  text = desk.write();
  CHECK(contains(text, "title = {Changed}"));
  CHECK(contains(text, "year = {2025}"));
  CHECK_FALSE(contains(text, "year = {2026}"));
  CHECK(desk.write() == text);
}
