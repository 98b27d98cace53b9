// Vaults on disk: where notes lie, what is written again, and who else may be writing.
#include "render/vault.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <thread>

#include <catch2/catch.hpp>

#include "base/file.hpp"
#include "base/text.hpp"
#include "render/note.hpp"
#include "render/note_writer.hpp"
#include "render/vault_index.hpp"
#include "support/invented_papers.hpp"
#include "support/temp_dir.hpp"

using namespace sheaf;
using namespace sheaf::render;
namespace fs = std::filesystem;

namespace {

struct Vault {
  test::TempDir folder;
  Baselines baselines;
  VaultProfile profile;

  Vault() { profile.base = false; }  // pages have tests of their own

  VaultReport write(const Digest& digest) {
    auto report = write_vault(digest, folder.path().string(), profile, baselines, Task{});
    INFO((report ? "" : report.error().message));
    REQUIRE(report);
    return *report;
  }
  std::string at(const std::string& path) const { return (folder.path() / path).string(); }
  std::string read(const std::string& path) const {
    auto text = read_file(at(path));
    INFO(path);
    REQUIRE(text);
    return *text;
  }
  void put(const std::string& path, const std::string& text) {
    REQUIRE(write_file(at(path), text));
  }
  bool has(const std::string& path) const { return path_exists(at(path)); }
};

const std::string kFirst = "Papers/First - a bandit (2604.10010).md";
const std::string kSecond = "Papers/Second (2604.10020).md";

Digest two_papers() {
  return test::digest(
      {test::entry("2604.10010", "First: a bandit"), test::entry("2604.10020", "Second")});
}

}  // namespace

TEST_CASE("A day becomes a note per paper and one for the day") {
  Vault vault;
  const VaultReport report = vault.write(two_papers());
  CHECK(report.count(NoteOutcome::kCreated) == 3);
  CHECK(contains(vault.read(kFirst), "arxiv: \"2604.10010\""));
  CHECK(contains(vault.read("Digests/2026-04-17.md"), "[[Papers/Second (2604.10020)\\|Second]]"));
  CHECK(vault.baselines.size() == 3);
  CHECK(vault.baselines["paper/2604.10010"] == vault.read(kFirst));
  CHECK(vault.baselines.count("digest/2026-04-17") == 1);
}

TEST_CASE("A second run writes nothing and leaves every mtime") {
  Vault vault;
  vault.write(two_papers());
  const auto before = fs::last_write_time(vault.at(kFirst));
  const VaultReport report = vault.write(two_papers());
  CHECK(report.count(NoteOutcome::kUnchanged) == 3);
  CHECK(fs::last_write_time(vault.at(kFirst)) == before);
}

TEST_CASE("A note that the reader moved and renamed is updated where it lies") {
  Vault vault;
  vault.write(two_papers());
  fs::create_directories(vault.at("Reading/Deep"));
  fs::rename(vault.at(kFirst), vault.at("Reading/Deep/my name.md"));
  Digest digest = two_papers();
  digest.entries[0].summary.tldr = "It works even better.";
  vault.write(digest);
  CHECK_FALSE(vault.has(kFirst));
  CHECK(contains(vault.read("Reading/Deep/my name.md"), "even better"));
  CHECK(contains(vault.read("Digests/2026-04-17.md"), "[[Reading/Deep/my name\\|"));
}

TEST_CASE("A retitled paper keeps its file, and a copy of its note is left alone") {
  Vault vault;
  vault.write(two_papers());
  vault.put("A copy.md", vault.read(kFirst));
  Digest digest = two_papers();
  digest.entries[0].paper.title = "A new title";
  vault.write(digest);
  CHECK(contains(vault.read(kFirst), "title: \"A new title\""));
  CHECK_FALSE(contains(vault.read("A copy.md"), "A new title"));
}

TEST_CASE("What the reader wrote into a note stays, and a conflict is told") {
  Vault vault;
  vault.write(two_papers());
  vault.put(kFirst, replace_all(vault.read(kFirst), "> It works.\n\n^sheaf-tldr",
                                "> I doubt it.\n\n^sheaf-tldr") +
                        "\nmine\n");
  Digest digest = two_papers();
  digest.entries[0].summary.tldr = "It works even better.";
  const VaultReport report = vault.write(digest);
  CHECK(report.count(NoteOutcome::kConflict) == 1);
  CHECK(report.notes[0].detail == "kept your text in sheaf-tldr");
  CHECK(contains(vault.read(kFirst), "I doubt it."));
  CHECK(contains(vault.read(kFirst), "\nmine\n"));
  CHECK(vault.write(digest).count(NoteOutcome::kUnchanged) == 3);
}

TEST_CASE("Replaced papers update a note and never make one") {
  Vault vault;
  Digest digest =
      test::digest({test::entry("2604.10010", "First: a bandit", AnnounceType::kReplace)});
  CHECK(vault.write(digest).count(NoteOutcome::kCreated) == 1);
  CHECK_FALSE(vault.has(kFirst));
  CHECK(contains(vault.read("Digests/2026-04-17.md"), "](https://arxiv.org/abs/2604.10010)"));
  vault.write(two_papers());
  digest.entries[0].paper.version = 2;
  CHECK(vault.write(digest).count(NoteOutcome::kUpdated) == 2);
  CHECK(contains(vault.read(kFirst), "version: 2"));
}

TEST_CASE("At most max_notes new notes a day, however often the day is written") {
  Vault vault;
  vault.profile.max_notes = 2;
  std::vector<Entry> entries;
  for (int i = 0; i < 5; ++i)
    entries.push_back(test::entry("2604.1000" + std::to_string(i), "T" + std::to_string(i)));
  const Digest digest = test::digest(entries);
  CHECK(vault.write(digest).count(NoteOutcome::kCreated) == 3);
  CHECK(vault.write(digest).count(NoteOutcome::kUnchanged) == 3);
  CHECK(vault.has("Papers/T1 (2604.10001).md"));
  CHECK_FALSE(vault.has("Papers/T2 (2604.10002).md"));
}

TEST_CASE("A note that the reader threw away does not come back") {
  Vault vault;
  vault.write(two_papers());
  fs::remove(vault.at(kFirst));
  vault.write(two_papers());
  CHECK_FALSE(vault.has(kFirst));
  CHECK(contains(vault.read("Digests/2026-04-17.md"), "](https://arxiv.org/abs/2604.10010)"));
  fs::remove_all(vault.at("Papers"));
  vault.write(two_papers());
  CHECK(vault.has(kFirst));
}

TEST_CASE("A file of another that has the name is not touched, in any case") {
  Vault vault;
  vault.put("Papers/FIRST - A BANDIT (2604.10010).md", "mine");
  vault.write(two_papers());
  CHECK(vault.read("Papers/FIRST - A BANDIT (2604.10010).md") == "mine");
  CHECK(vault.has("Papers/First - a bandit (2604.10010) 2.md"));
}

TEST_CASE("Hidden folders are no part of the vault") {
  Vault vault;
  vault.put(".trash/old.md", "---\narxiv: \"2604.10010\"\n---\n");
  vault.write(two_papers());
  CHECK(vault.has(kFirst));
}

TEST_CASE("Names hold the id whole within 120 bytes") {
  CHECK(note_name(test::paper("2604.10010", "A/B: \"C\"?")) == "A-B - C (2604.10010)");
  CHECK(note_name(test::paper("math/0611800", "T")) == "T (math-0611800)");
  const std::string words =
      note_name(test::paper("2604.10010", std::string(40, 'x') + " " + std::string(90, 'y')));
  CHECK(words.size() <= 120);
  CHECK(words.ends_with(" (2604.10010)"));
  std::string chinese;
  for (int i = 0; i < 80; ++i) chinese += "注";
  const std::string name = note_name(test::paper("2604.10010", chinese));
  CHECK(name.size() <= 120);
  CHECK(is_valid_utf8(name));
  CHECK(name.ends_with(" (2604.10010)"));
  CHECK(note_name(test::paper("2604.10010", "$`$")).ends_with(" (2604.10010)"));
}

TEST_CASE("Related links lead to notes that are there, the same before and after") {
  Vault vault;
  Digest digest = two_papers();
  digest.entries[1].score.similar = {"First: a bandit"};
  vault.write(digest);
  CHECK(contains(vault.read(kFirst), "Related: [[Papers/Second (2604.10020)|Second]]"));
  CHECK(contains(vault.read(kSecond),
                 "like [[Papers/First - a bandit (2604.10010)|First: a bandit]] in your library"));
  CHECK(vault.write(digest).count(NoteOutcome::kUnchanged) == 3);
}

TEST_CASE("An empty weekend day gives an honest note and nothing else") {
  Vault vault;
  Digest digest = test::digest({});
  digest.day = *parse_day("2026-04-18");
  CHECK(vault.write(digest).count(NoteOutcome::kCreated) == 1);
  CHECK(contains(vault.read("Digests/2026-04-18.md"), "There") == false);
  CHECK(contains(vault.read("Digests/2026-04-18.md"), "no paper for this day"));
}

TEST_CASE("A daily note of the reader's at the digest's place is filled, not replaced") {
  Vault vault;
  vault.profile.digests = "Daily";
  vault.put("Daily/2026-04-17.md", "# Friday\n- [ ] buy milk\n");
  vault.write(two_papers());
  CHECK(contains(vault.read("Daily/2026-04-17.md"), "# Friday\n- [ ] buy milk\n"));
  CHECK(contains(vault.read("Daily/2026-04-17.md"), "^sheaf-new"));
}

TEST_CASE("Folders outside the vault are refused") {
  Vault vault;
  vault.profile.papers = "../Papers";
  const auto report = write_vault(two_papers(), vault.folder.path().string(), vault.profile,
                                  vault.baselines, Task{});
  REQUIRE_FALSE(report);
  CHECK(report.error().code == ErrorCode::kInvalid);
}

TEST_CASE("A second writer waits, and says who holds the vault when that lasts") {
  Vault vault;
  const int file = ::open(vault.at(".sheaf.lock").c_str(), O_RDWR | O_CREAT, 0600);
  REQUIRE(file >= 0);
  REQUIRE(::flock(file, LOCK_EX) == 0);
  CancelToken cancel;
  std::thread patience([&] { CancelToken().wait_ms(120); cancel.cancel(); });
  auto report = write_vault(two_papers(), vault.folder.path().string(), vault.profile,
                            vault.baselines, Task(cancel));
  patience.join();
  REQUIRE_FALSE(report);
  CHECK(report.error().code == ErrorCode::kCancelled);
  report = write_vault(two_papers(), vault.folder.path().string(), vault.profile, vault.baselines,
                       Task{});
  REQUIRE_FALSE(report);
  CHECK(report.error().code == ErrorCode::kConflict);
  ::close(file);
  CHECK(vault.write(two_papers()).count(NoteOutcome::kCreated) == 3);
}

TEST_CASE("A run that is stopped leaves whole notes and baselines of exactly those") {
  Vault vault;
  std::vector<Entry> entries;
  for (int i = 0; i < 9; ++i)
    entries.push_back(test::entry("2604.1000" + std::to_string(i), "T" + std::to_string(i)));
  const Task task(CancelToken{}, [](const Progress& progress) { return progress.done < 4; });
  const auto report = write_vault(test::digest(entries), vault.folder.path().string(),
                                  vault.profile, vault.baselines, task);
  REQUIRE_FALSE(report);
  CHECK(report.error().code == ErrorCode::kCancelled);
  REQUIRE(vault.baselines.size() == 4);
  for (int i = 0; i < 4; ++i) {
    const std::string id = "2604.1000" + std::to_string(i);
    CHECK(vault.read("Papers/T" + std::to_string(i) + " (" + id + ").md") ==
          vault.baselines["paper/" + id]);
  }
  CHECK(vault.write(test::digest(entries)).count(NoteOutcome::kCreated) == 6);
}

TEST_CASE("A folder that cannot be written is named with what to do") {
  Vault vault;
  vault.put("Papers", "a file where the folder should be");
  const auto report = write_vault(two_papers(), vault.folder.path().string(), vault.profile,
                                  vault.baselines, Task{});
  REQUIRE_FALSE(report);
  CHECK(report.error().code == ErrorCode::kIo);
  CHECK(contains(report.error().message, "Papers"));
  CHECK(vault.baselines.empty());
}

TEST_CASE("A note that cannot be read fails alone") {
  Vault vault;
  vault.write(two_papers());
  fs::remove(vault.at("Digests/2026-04-17.md"));
  fs::create_directories(vault.at("Digests/2026-04-17.md"));
  const VaultReport report = vault.write(two_papers());
  CHECK(report.count(NoteOutcome::kFailed) == 1);
  CHECK(report.count(NoteOutcome::kUnchanged) == 2);
}

TEST_CASE("What is planned for a host is what would be written, and merges the same") {
  Vault vault;
  const auto plan = [&] {
    auto notes = plan_vault(two_papers(), vault.folder.path().string(), vault.profile,
                            vault.baselines, Task{});
    REQUIRE(notes);
    return *notes;
  };
  const auto first = plan();
  REQUIRE(first.size() == 3);
  CHECK_FALSE(vault.has(kFirst));
  CHECK(first[0].baseline.empty());
  vault.write(two_papers());
  for (const PlannedNote& note : first) CHECK(vault.read(note.path) == note.fresh);
  vault.put("Moved.md", vault.read(kFirst) + "Mine.\n");
  fs::remove(vault.at(kFirst));
  const auto second = plan();
  CHECK(second[0].path == "Moved.md");
  CHECK(second[0].baseline == first[0].fresh);
  const std::string now = vault.read("Moved.md");
  CHECK(merge_note(now, second[0].baseline, note_from_text(second[0].fresh)).text == now);
}

TEST_CASE("A dry run tells what would be done and writes nothing, no folder and no lock") {
  Vault vault;
  const std::string folder = vault.at("not/yet");
  struct Silent final : VaultMemory {
    Result<Memories> recall(const std::vector<std::string>&) override { return Memories(); }
    Status intend(const std::vector<IntendedNote>&) override { return told(); }
    Status written(const std::vector<WrittenNote>&) override { return told(); }
    static Status told() { return Error(ErrorCode::kInternal, "a dry run remembers nothing"); }
  } memory;
  const auto report = write_vault(two_papers(), folder, vault.profile, memory, {true, ""}, Task{});
  REQUIRE(report);
  CHECK(report->count(NoteOutcome::kCreated) == 3);
  CHECK(report->notes[0].path == kFirst);
  CHECK_FALSE(vault.has("not"));
  vault.write(two_papers());
  vault.put(kSecond, replace_all(vault.read(kSecond), "It works.", "It does not."));
  const auto again = write_vault(two_papers(), vault.folder.path().string(), vault.profile, memory, {true, ""}, Task{});
  REQUIRE(again);
  CHECK(again->count(NoteOutcome::kUnchanged) == 2);
  CHECK(again->count(NoteOutcome::kConflict) == 1);
}

TEST_CASE("The day's note is found where the reader moved it, and stays away once it is thrown away") {
  Vault vault;
  vault.write(two_papers());
  fs::create_directories(vault.at("Journal"));
  fs::rename(vault.at("Digests/2026-04-17.md"), vault.at("Journal/My Friday.md"));
  Digest digest = two_papers();
  digest.entries[0].score.value = 9.25;
  vault.write(digest);
  CHECK_FALSE(vault.has("Digests/2026-04-17.md"));
  CHECK(contains(vault.read("Journal/My Friday.md"), "| 9.25 |"));
  CHECK(contains(vault.read(kFirst), "[[Journal/My Friday|"));
  fs::remove(vault.at("Journal/My Friday.md"));
  vault.write(digest);
  CHECK_FALSE(vault.has("Digests/2026-04-17.md"));
}

TEST_CASE("A paper without an arXiv id is found again, also once it has one") {
  Vault vault;
  Digest digest = two_papers();
  digest.entries[0].paper.scheme = "doi";
  digest.entries[0].paper.id = "10.1101/2026.01.02.697412";
  vault.write(digest);
  const std::string before = "Papers/First - a bandit (10.1101-2026.01.02.697412).md";
  REQUIRE(vault.has(before));
  fs::rename(vault.at(before), vault.at("Mine.md"));
  CHECK(vault.write(digest).count(NoteOutcome::kCreated) == 0);
  digest.entries[0].paper = test::paper("2604.10010", "First: a bandit");
  digest.entries[0].paper.aliases = {"10.1101/2026.01.02.697412"};
  const VaultReport report = vault.write(digest);
  CHECK(report.count(NoteOutcome::kCreated) == 0);
  CHECK(report.count(NoteOutcome::kConflict) == 0);
  CHECK(contains(vault.read("Mine.md"), "arxiv: \"2604.10010\""));
  CHECK_FALSE(contains(vault.read("Mine.md"), "paper: "));
  CHECK(vault.baselines.count("paper/doi:10.1101/2026.01.02.697412") == 0);
  CHECK(vault.write(digest).count(NoteOutcome::kUnchanged) == 3);
}

TEST_CASE("The reader's own note of a DOI becomes the paper's; two arXiv papers never share one") {
  Vault vault;
  vault.put("Reading/Lit.md", "---\ndoi: https://doi.org/10.1000/X\n---\nmy words\n");
  Digest digest = two_papers();
  digest.entries[0].paper.doi = "10.1000/x";
  digest.entries[1].paper.doi = "10.1000/y";
  vault.write(digest);
  CHECK(contains(vault.read("Reading/Lit.md"), "my words"));
  CHECK(contains(vault.read("Reading/Lit.md"), "arxiv: \"2604.10010\""));
  digest.entries[1].paper = test::paper("2604.10030", "Third");
  digest.entries[1].paper.doi = "10.1000/x";
  vault.write(digest);
  CHECK(vault.has("Papers/Third (2604.10030).md"));
}

TEST_CASE("One note can be planned by key or path, and a name that is none is told") {
  Vault vault;
  vault.profile.base = vault.profile.canvas = true;  // the day's note links to both, asked alone too
  vault.write(two_papers());
  struct Map final : VaultMemory {
    Result<Memories> recall(const std::vector<std::string>&) override { return Memories(); }
    Status intend(const std::vector<IntendedNote>&) override { return {}; }
    Status written(const std::vector<WrittenNote>&) override { return {}; }
  } memory;
  const std::string folder = vault.folder.path().string();
  const auto plan = [&](const std::string& only) {
    return plan_vault(two_papers(), folder, vault.profile, memory, {false, only}, Task{});
  };
  REQUIRE((plan("paper/2604.10020") && plan("paper/2604.10020")->size() == 1));
  CHECK(plan(kFirst)->at(0).key == "paper/2604.10010");
  CHECK(plan("digest/2026-04-17")->at(0).path == "Digests/2026-04-17.md");
  CHECK(plan("paper/2604.99999").error().code == ErrorCode::kNotFound);
  const auto all = plan("");  // what one is told alone is what it is told among all
  REQUIRE((all && all->size() == 5));
  for (const PlannedNote& note : *all) CHECK(plan(note.key)->at(0).fresh == note.fresh);
  CHECK(contains(plan(kFirst)->at(0).fresh, "[[Papers/Second (2604.10020)|Second]]"));
  CHECK(find_note(folder, vault.profile, kFirst)->announced == "2026-04-17");
  CHECK(find_note(folder, vault.profile, "paper/2604.10020")->path == kSecond);
  CHECK(find_note(folder, vault.profile, "../x.md").error().code == ErrorCode::kInvalid);
  CHECK(find_note(folder, vault.profile, "paper/1").error().code == ErrorCode::kNotFound);
}

TEST_CASE("A page is replaced only while it is as Sheaf wrote it") {
  Vault vault;
  const std::string folder = vault.folder.path().string();
  Memories known;
  struct Keep final : VaultMemory {
    explicit Keep(Memories& memories) : memories_(memories) {}
    Result<Memories> recall(const std::vector<std::string>&) override { return memories_; }
    Status intend(const std::vector<IntendedNote>&) override { return {}; }
    Status written(const std::vector<WrittenNote>& notes) override {
      differences = notes[0].differences;
      for (const WrittenNote& note : notes) memories_[note.key] = {note.fresh, {}};
      return {};
    }
    Memories& memories_;
    std::vector<Difference> differences;
  } memory(known);
  const auto write = [&](const std::string& text) {
    VaultReport report;
    NoteWriter writer(folder, known, memory, false, report);
    REQUIRE(writer.add({"page/Papers.base", "Papers.base", {}, {}, text}));
    REQUIRE(writer.flush());
    return report.notes.at(0);
  };
  CHECK(write("one\n").outcome == NoteOutcome::kCreated);
  CHECK(write("two\n").outcome == NoteOutcome::kUpdated);
  CHECK(vault.read("Papers.base") == "two\n");
  vault.put("Papers.base", "mine\n");
  CHECK(write("three\n").outcome == NoteOutcome::kConflict);
  CHECK(vault.read("Papers.base") == "mine\n");
  CHECK(memory.differences == std::vector<Difference>{{"page", "three\n", "mine\n", true}});
  fs::remove(vault.at("Papers.base"));
  write("four\n");
  CHECK_FALSE(vault.has("Papers.base"));
  known.clear();
  vault.put("Papers.base", "a reader's own\n");
  const NoteReport left = write("five\n");
  CHECK(left.outcome == NoteOutcome::kUnchanged);
  CHECK(left.detail == "a file of yours has this name: left alone");
  CHECK(vault.read("Papers.base") == "a reader's own\n");
  CHECK(known.empty());
}

TEST_CASE("Tables and a canvas are made, linked from the day's note, and the reader's once changed") {
  Vault vault;
  vault.profile.base = vault.profile.canvas = true;
  Digest digest = two_papers();
  digest.entries[0].score.similar = {"Second"};
  CHECK(vault.write(digest).count(NoteOutcome::kCreated) == 5);
  CHECK(contains(vault.read("Papers/Papers.base"), "views:"));
  CHECK(contains(vault.read("Digests/2026-04-17.canvas"), "\"nodes\""));
  CHECK(contains(vault.read("Digests/2026-04-17.md"), "[[Papers/Papers.base|"));
  CHECK(vault.write(digest).count(NoteOutcome::kUnchanged) == 5);
  vault.put("Papers/Papers.base", "views: []\n");
  vault.write(digest);
  CHECK(vault.read("Papers/Papers.base") == "views: []\n");
  std::filesystem::remove(vault.at("Digests/2026-04-17.canvas"));
  vault.write(digest);
  CHECK_FALSE(vault.has("Digests/2026-04-17.canvas"));
}

TEST_CASE("A reader's template makes the notes, and a broken one changes none that are there") {
  Vault vault;
  vault.profile.paper_template = "Templates/Paper.md";
  vault.put("Templates/Paper.md", "# {{title}}\n\n## In short\n\n{{> tldr}}\n");
  const Digest digest = two_papers();
  vault.write(digest);
  CHECK(contains(vault.read(kSecond), "## In short"));
  CHECK_FALSE(contains(vault.read(kSecond), "```mermaid"));
  const std::string before = vault.read(kSecond);
  vault.put("Templates/Paper.md", "# {{titel}}\n");
  const VaultReport report = vault.write(digest);
  CHECK(vault.read(kSecond) == before);
  REQUIRE(report.count(NoteOutcome::kFailed) == 1);
  CHECK(contains(report.notes.back().detail, "Templates/Paper.md:1:"));
  CHECK(contains(vault.read("Digests/2026-04-17.md"), "Templates/Paper.md:1:"));
}

TEST_CASE("Notes link to the reader's daily note when the vault has it") {
  Vault vault;
  vault.put("Journal/2026-04-17.md", "my day\n");
  vault.put(".obsidian/daily-notes.json", "{\"folder\": \"Journal\"}");
  vault.write(two_papers());
  CHECK(contains(vault.read(kSecond), "[[Journal/2026-04-17"));
  CHECK(contains(vault.read("Digests/2026-04-17.md"), "[[Journal/2026-04-17"));
}
