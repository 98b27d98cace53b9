// Vaults that somebody else filled: what lies where Sheaf reads and writes may be no plain file.
#include <sys/stat.h>

#include <filesystem>

#include <catch2/catch.hpp>

#include "base/file.hpp"
#include "base/text.hpp"
#include "render/vault.hpp"
#include "support/invented_papers.hpp"
#include "support/temp_dir.hpp"

using namespace sheaf;
using namespace sheaf::render;
namespace fs = std::filesystem;

namespace {

struct Vault {
  test::TempDir folder;
  VaultProfile profile;

  Vault() { profile.base = false; }

  std::string at(const std::string& path) const { return (folder.path() / path).string(); }
  VaultReport write(const Digest& digest) const {
    Baselines baselines;
    auto report = write_vault(digest, folder.path().string(), profile, baselines, Task{});
    REQUIRE(report);
    return *report;
  }
};

const std::string kFirst = "Papers/First - a bandit (2604.10010).md";

Digest two_papers() {
  return test::digest({test::entry("2604.10010", "First: a bandit"), test::entry("2604.10020", "Second")});
}

}  // namespace

TEST_CASE("A link where a note belongs shows nothing from outside the vault and is left alone") {
  test::TempDir outside;
  const std::string secret = outside.file("secret.md");
  REQUIRE(write_file(secret, "my key"));
  Vault vault;
  fs::create_directories(vault.at("Digests"));
  fs::create_symlink(secret, vault.at("Digests/2026-04-17.md"));
  fs::create_directories(vault.at("Papers"));
  fs::create_symlink(outside.file("nowhere"), vault.at(kFirst));
  const VaultReport report = vault.write(two_papers());
  CHECK(report.count(NoteOutcome::kCreated) == 1);
  CHECK(report.count(NoteOutcome::kFailed) == 2);
  for (const NoteReport& note : report.notes)
    if (note.outcome == NoteOutcome::kFailed) CHECK(contains(note.detail, "symbolic link"));
  CHECK(fs::is_symlink(vault.at("Digests/2026-04-17.md")));
  CHECK(read_file(secret).value() == "my key");
  CHECK_FALSE(path_exists(outside.file("nowhere")));
}

TEST_CASE("A pipe where a note, a template or settings belong holds nobody up") {
  Vault vault;
  vault.profile.paper_template = "t.md";
  for (const char* path : {"Digests/2026-04-17.md", "t.md", ".obsidian/daily-notes.json"}) {
    fs::create_directories(fs::path(vault.at(path)).parent_path());
    REQUIRE(::mkfifo(vault.at(path).c_str(), 0600) == 0);
  }
  const VaultReport report = vault.write(two_papers());
  CHECK(report.count(NoteOutcome::kCreated) == 2);
  CHECK(report.count(NoteOutcome::kFailed) == 2);
}
