// Files that change places with what others may save at the same moment, and disks that cannot do it.
// renameat2() of this program is ours: it can say no, and let another program save first.
#include <catch2/catch.hpp>

#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <functional>
#include <vector>

#include "base/file.hpp"
#include "base/staged_file.hpp"
#include "base/text.hpp"
#include "support/temp_dir.hpp"

#if defined(__linux__) && defined(SYS_renameat2)

using namespace sheaf;

namespace {

/// What stands before the n-th move of a test: an errno to fail with (0: it is done), and what happens just before.
struct Disturbance {
  int error = 0;
  std::function<void()> before;
};
std::vector<Disturbance> disturbances;
std::size_t moves = 0;

void disturb(std::vector<Disturbance> list) {
  disturbances = std::move(list);
  moves = 0;
}

std::string text_of(const std::string& path) {
  const auto text = read_file(path);
  return text ? *text : "(" + text.error().message + ")";
}

/// Writes "ours" in the place of "before", as notes are written.
Result<bool> replace(const std::string& path) {
  SHEAF_ASSIGN(StagedFile staged, StagedFile::write(path, "ours"));
  return staged.replace_if("before");
}

std::vector<std::string> names_in(const test::TempDir& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

extern "C" int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) noexcept {
  const Disturbance now = moves < disturbances.size() ? disturbances[moves] : Disturbance{};
  ++moves;
  if (now.before) now.before();
  if (now.error != 0) {
    errno = now.error;
    return -1;
  }
  return static_cast<int>(::syscall(SYS_renameat2, from_folder, from, to_folder, to, flags));
}

TEST_CASE("Where names cannot be exchanged a file is replaced by a plain rename, and a new one takes nobody's place") {
  const test::TempDir folder;
  const std::string path = folder.file("note.md");
  for (const int error : {EINVAL, ENOSYS, ENOTSUP}) {
    CAPTURE(error);
    REQUIRE(write_file(path, "before"));
    disturb({{error, nullptr}});
    const Result<bool> done = replace(path);
    REQUIRE(done);
    CHECK(*done);
    CHECK(text_of(path) == "ours");

    Result<StagedFile> created = StagedFile::write(path, "new");
    REQUIRE(created);
    disturb({{error, nullptr}});
    const Result<bool> taken = created->replace_if(std::nullopt);
    REQUIRE(taken);
    CHECK_FALSE(*taken);
    CHECK(text_of(path) == "ours");

    REQUIRE(std::filesystem::remove(path));
    disturb({{error, nullptr}});
    const Result<bool> free = created->replace_if(std::nullopt);
    REQUIRE(free);
    CHECK(*free);
    CHECK(text_of(path) == "new");
  }
}

TEST_CASE("What another program saves between looking and writing is put back") {
  const test::TempDir folder;
  const std::string path = folder.file("note.md");
  REQUIRE(write_file(path, "before"));
  disturb({{0, [&] { REQUIRE(write_file(path, "theirs")); }}});
  const Result<bool> done = replace(path);
  REQUIRE(done);
  CHECK_FALSE(*done);
  CHECK(text_of(path) == "theirs");
  CHECK(names_in(folder) == std::vector<std::string>{"note.md"});
}

TEST_CASE("What another program saved and cannot be put back is kept beside, however often that happens") {
  const test::TempDir folder;
  const std::string path = folder.file("note.md");
  const std::string saved[] = {path + ".saved", path + ".saved-2"};
  for (int round = 0; round < 2; ++round) {
    REQUIRE(write_file(path, "before"));
    const std::string theirs = "theirs " + std::to_string(round);
    disturb({{0, [&] { REQUIRE(write_file(path, theirs)); }}, {EIO, nullptr}});
    const Result<bool> done = replace(path);
    REQUIRE_FALSE(done);
    CHECK(contains(done.error().message, "what another program saved meanwhile is in " + saved[round]));
    CHECK(text_of(saved[round]) == theirs);
    CHECK(text_of(path) == "ours");
  }
  CHECK(text_of(saved[0]) == "theirs 0");
}

TEST_CASE("A move that fails leaves the file as it was and says what to do") {
  const test::TempDir folder;
  const std::string path = folder.file("note.md");
  REQUIRE(write_file(path, "before"));
  disturb({{EROFS, nullptr}});
  const Result<bool> done = replace(path);
  REQUIRE_FALSE(done);
  CHECK(contains(done.error().message, "the file system is read-only"));
  CHECK(text_of(path) == "before");
  disturb({{ENOENT, nullptr}});  // it was taken away in the same moment
  CHECK_FALSE(*replace(path));

  Result<StagedFile> created = StagedFile::write(folder.file("new.md"), "new");
  REQUIRE(created);
  disturb({{ENOSPC, nullptr}});
  const Result<bool> made = created->replace_if(std::nullopt);
  REQUIRE_FALSE(made);
  CHECK(contains(made.error().message, "the disk is full"));
  CHECK_FALSE(path_exists(folder.file("new.md")));
}

TEST_CASE("Errors of files say what to do about them") {
  const std::pair<int, const char*> cases[] = {{EDQUOT, "free some space"},  {EPERM, "the folder's owner"},
                                               {EACCES, "the folder's owner"}, {EROFS, "read-only"},
                                               {ENOTDIR, "is a file, not a folder"}, {EISDIR, "it is a folder"},
                                               {ENAMETOOLONG, "too long"},   {EIO, "nput/output error"}};
  for (const auto& [error, words] : cases) {
    const Error said = io_error("write", "/a/b", error);
    CHECK(said.code == ErrorCode::kIo);
    CHECK(contains(said.message, "cannot write /a/b: "));
    CHECK(contains(said.message, words));
  }
  CHECK(io_error("read", "x", ENOENT).code == ErrorCode::kNotFound);
  CHECK(io_error("read", "x", ENOMEM).code == ErrorCode::kNoMemory);
}

#endif
