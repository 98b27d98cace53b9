// Vaults through the ops: dry runs, one note alone, and the list of changes the reader's text kept out.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "app/ops.hpp"
#include "app/outputs.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "model/json.hpp"
#include "support/temp_dir.hpp"
#include "support/invented_papers.hpp"

using namespace sheaf;

namespace {

struct Desk {
  test::TempDir temp;
  std::string vault = (temp.path() / "vault").string();
  std::unique_ptr<app::Library> library = std::move(app::Library::open({})).value();
  Digest digest = test::digest({test::entry("2604.10010", "First"), test::entry("2604.10020", "Second")});
  const std::string first = "Papers/First (2604.10010).md";

  Result<Json> ask(const char* op, Json args) {
    SHEAF_ASSIGN(const std::string text, app::run_op(*library, op, dump_json(args), Task()));
    return Json::parse(text);
  }
  Json run(const char* op, Json args) {
    args["folder"] = vault;
    auto result = ask(op, std::move(args));
    INFO(op << ": " << (result ? "" : result.error().message));
    REQUIRE(result);
    return *result;
  }
  Json write(Json more = Json::object()) {
    more["digest"] = digest_to_json(digest);
    return run("write_vault", more).at("report");
  }
  std::string read() const { return *read_file(vault + "/" + first); }
  void put(const std::string& text) { REQUIRE(write_file(vault + "/" + first, text)); }
  Json reviews() { return run("vault_review", Json::object()).at("reviews"); }

  /// The reader's TL;DR against a new one of ours.
  void disagree() {
    write();
    put(replace_all(read(), "> It works.\n", "> I doubt it.\n"));
    digest.entries[0].summary.tldr = "It works better.";
    digest.entries[0].score.value = 8.5;
  }
};

}  // namespace

TEST_CASE("a change that the reader's text kept out waits in the list until it is taken", "[vault]") {
  Desk desk;
  desk.disagree();
  CHECK(desk.write().at(0).at("outcome") == "conflict");
  Json waiting = desk.reviews();
  REQUIRE(waiting.size() == 1);
  CHECK(waiting[0].at("key") == "paper/2604.10010");
  CHECK(waiting[0].at("path") == desk.first);
  CHECK(waiting[0].at("block") == "sheaf-tldr");
  CHECK(contains(waiting[0].at("fresh").get<std::string>(), "> It works better.\n"));
  CHECK(contains(waiting[0].at("yours").get<std::string>(), "> I doubt it.\n"));
  CHECK(waiting[0].at("since").get<std::string>().size() == 20);
  CHECK(desk.write().at(0).at("outcome") == "unchanged");
  CHECK(desk.reviews().size() == 1);
  const Json taken = desk.run("vault_resolve", {{"key", "2604.10010"}, {"action", "take"}});
  CHECK(taken.at("settled") == 1);
  CHECK(contains(taken.at("replaced").at(0).get<std::string>(), "I doubt it"));
  CHECK(contains(desk.read(), "> It works better.\n"));
  CHECK(desk.reviews().empty());
  desk.digest.entries[0].summary.tldr = "It works best.";
  CHECK(desk.write().at(0).at("outcome") == "updated");
}

TEST_CASE("a change that is dropped or settled in the note waits no longer", "[vault]") {
  Desk desk;
  desk.disagree();
  desk.write();
  CHECK(desk.run("vault_resolve", {{"key", desk.first}, {"block", "sheaf-tldr"}, {"action", "drop"}}).at("settled") == 1);
  CHECK(contains(desk.read(), "I doubt it"));
  desk.write();
  CHECK(desk.reviews().empty());
  desk.digest.entries[0].summary.tldr = "It works best.";
  desk.write();
  REQUIRE(desk.reviews().size() == 1);
  desk.put(replace_all(desk.read(), "I doubt it.", "It works best."));
  CHECK(desk.reviews().empty());
}

TEST_CASE("the reader's text is taken only as it was listed; a moved note is found", "[vault]") {
  Desk desk;
  desk.disagree();
  desk.write();
  desk.put(replace_all(desk.read(), "I doubt it.", "I doubt it very much."));
  const Json take = {{"folder", desk.vault}, {"key", "paper/2604.10010"}, {"action", "take"}};
  CHECK(desk.ask("vault_resolve", take).error().code == ErrorCode::kConflict);
  CHECK(contains(desk.reviews()[0].at("yours").get<std::string>(), "very much"));
  REQUIRE(write_file(desk.vault + "/Moved.md", desk.read()));
  std::filesystem::remove(desk.vault + "/" + desk.first);
  CHECK(desk.reviews()[0].at("path") == "Moved.md");
  CHECK(desk.run("vault_resolve", take).at("path") == "Moved.md");
  CHECK(contains(*read_file(desk.vault + "/Moved.md"), "It works better."));
  CHECK(desk.ask("vault_resolve", take).error().code == ErrorCode::kNotFound);
}

TEST_CASE("a host that writes itself gets the text and no file is touched", "[vault]") {
  Desk desk;
  desk.disagree();
  desk.write();
  const std::string before = desk.read();
  const Json answer = desk.run("vault_resolve", {{"key", "2604.10010"}, {"action", "take"}, {"text", before}});
  CHECK(contains(answer.at("text").get<std::string>(), "It works better."));
  CHECK(desk.read() == before);
}

TEST_CASE("a host's own writing fills the same list", "[vault]") {
  Desk desk;
  desk.disagree();
  const Json plan = desk.run("plan_notes", {{"digest", digest_to_json(desk.digest)}, {"key", "paper/2604.10010"}}).at("notes");
  REQUIRE(plan.size() == 1);
  const app::MergedNote merged = app::merge_note_text(
      desk.read(), plan[0].at("baseline").get<std::string>(), plan[0].at("fresh").get<std::string>());
  CHECK(merged.conflicts == std::vector<std::string>{"sheaf-tldr"});
  desk.put(merged.text);
  desk.run("notes_written", {{"notes", plan}});
  CHECK(desk.reviews().size() == 1);
}

TEST_CASE("a dry run of a vault tells of each file and changes nothing", "[vault]") {
  Desk desk;
  CHECK(desk.write({{"dry_run", true}}).size() == 4);  // two papers, their day and the tables
  CHECK_FALSE(path_exists(desk.vault));
  desk.disagree();
  const std::string before = desk.read();
  CHECK(desk.write({{"dry_run", true}}).at(0).at("outcome") == "conflict");
  CHECK(desk.read() == before);
  CHECK(desk.reviews().empty());
  CHECK(desk.write().at(0).at("outcome") == "conflict");
}

TEST_CASE("one note of an older day is brought up to date from the stored day, or from its paper", "[vault]") {
  Desk desk;
  desk.digest.profile = "default";
  desk.write();
  Paper newer = desk.digest.entries[0].paper;
  newer.journal_ref = "Journal of Things 7";
  REQUIRE(desk.library->store().put_papers({newer}));
  const Json alone = desk.run("write_vault", {{"path", desk.first}}).at("report");
  REQUIRE(alone.size() == 1);
  CHECK(contains(desk.read(), "Journal of Things 7"));
  CHECK(contains(desk.read(), "announced: 2026-04-17"));
  newer.journal_ref = "Journal of Things 8";
  newer.version = 2;
  REQUIRE(desk.library->store().put_digest(desk.digest));
  REQUIRE(desk.library->store().put_papers({newer}));
  CHECK(desk.run("plan_notes", {{"path", desk.first}}).at("notes").size() == 1);
  CHECK(desk.run("write_vault", {{"key", "paper/2604.10010"}}).at("report").size() == 1);
  CHECK(contains(desk.read(), "Journal of Things 8"));
  CHECK(contains(desk.read(), "score: 7.5"));
  const auto none = desk.ask("write_vault", {{"folder", desk.vault}, {"path", "Papers/None.md"}});
  CHECK(none.error().code == ErrorCode::kNotFound);
}
