// vault_kill KILLS [SEED]: runs that write a vault are killed at random moments, some several times in
// a row while the facts go on changing. After each kill no note may be half written; after the next
// whole run every note is what Sheaf writes, nothing waits for the reader, since he changed nothing,
// and nothing is left beside the notes. Exit code 1 and a message otherwise.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <random>
#include <string>

#include "app/library.hpp"
#include "app/vault_outputs.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "support/temp_dir.hpp"
#include "support/invented_papers.hpp"

using namespace sheaf;

namespace {

constexpr int kPapers = 30;

Digest digest_of(int version) {
  std::vector<Entry> entries;
  for (int i = 0; i < kPapers; ++i) {
    Entry entry = test::entry("2604.1" + std::to_string(1000 + i), "Paper " + std::to_string(i));
    entry.score.value = version + 0.5;
    entry.summary.tldr = "Version " + std::to_string(version) + ".";
    if ((version + i) % 3 == 0) entry.summary.contributions.clear();
    entries.push_back(std::move(entry));
  }
  return test::digest(std::move(entries));
}

class Killer {
 public:
  explicit Killer(unsigned seed) : random_(seed), vault_((folder_.path() / "vault").string()) {}

  int run(int kills) {
    for (int done = 0; done < kills; ++version_) {
      if (const std::string trouble = done % 4 == 3 ? whole_run() : killed_run(); !trouble.empty()) {
        std::printf("after %d kills: %s\n", done, trouble.c_str());
        return 1;
      }
      ++done;
    }
    const std::string trouble = whole_run();
    std::printf("%d kills, %d of them before the run was done; %s\n", kills, early_,
                trouble.empty() ? "all whole" : trouble.c_str());
    return trouble.empty() ? 0 : 1;
  }

 private:
  std::unique_ptr<app::Library> open() const {
    app::LibraryOptions options;
    options.store_path = (folder_.path() / "store.db").string();
    return std::move(app::Library::open(std::move(options))).value();
  }

  Result<std::vector<app::FileReport>> write(app::Library& library) const {
    return app::write_vault_files(library, digest_of(version_), vault_, VaultProfile{}, Task{});
  }

  std::string killed_run() {
    const pid_t child = ::fork();
    if (child == 0) {
      const auto library = open();
      std::_Exit(write(*library).ok() ? 0 : 3);
    }
    ::usleep(std::uniform_int_distribution<useconds_t>(500, 20000)(random_));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) ++early_;
    else if (WEXITSTATUS(status) != 0) return "the run failed by itself";
    return half_notes();
  }

  std::string half_notes() const {
    const auto paths = list_files(vault_, ".md");
    if (!paths) return {};
    for (const std::string& path : *paths) {
      const auto text = read_file(vault_ + "/" + path);
      if (!text || !text->starts_with("---\n") || !text->ends_with("## Notes\n")) return "half a note: " + path;
    }
    return {};
  }

  std::string whole_run() {
    const auto library = open();
    const auto files = write(*library);
    if (!files) return files.error().message;
    const auto reviews = app::vault_reviews(*library, vault_);
    if (!reviews) return reviews.error().message;
    if (!reviews->empty())
      return "taken for the reader's: " + reviews->front().piece + " of " + reviews->front().path + ":\n" +
             reviews->front().yours + "\n=== instead of ===\n" + reviews->front().fresh;
    for (const app::FileReport& file : *files) {
      const auto text = read_file(vault_ + "/" + file.path);
      if (!text) return "not there: " + file.path;
      if (file.path.starts_with("Papers/") && file.path.ends_with(".md") && !contains(*text, "Version " + std::to_string(version_) + ".\n"))
        return "not brought up to date: " + file.path + ":\n" + *text;
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(vault_))
      if (entry.path().extension() == ".tmp") return "left behind: " + entry.path().string();
    return {};
  }

  test::TempDir folder_;
  std::mt19937 random_;
  std::string vault_;
  int version_ = 1, early_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  const int kills = argc > 1 ? std::atoi(argv[1]) : 40;
  const unsigned seed = argc > 2 ? static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10)) : 1;
  return Killer(seed).run(kills);
}
