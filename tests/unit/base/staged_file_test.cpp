// Files that are written beside a file and take its place only as long as it is what it was.
#include "base/staged_file.hpp"

#include <sys/stat.h>

#include <filesystem>

#include <catch2/catch.hpp>

#include "base/file.hpp"
#include "support/temp_dir.hpp"

using namespace sheaf;

namespace {

StagedFile staged(const std::string& path, const std::string& text) {
  auto file = StagedFile::write(path, text);
  REQUIRE(file);
  REQUIRE(file->sync());
  return std::move(*file);
}

std::size_t files_in(const test::TempDir& folder) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) ++count;
  return count;
}

}  // namespace

TEST_CASE("a staged file that is not put in place leaves nothing behind") {
  const test::TempDir folder;
  { const StagedFile file = staged(folder.file("a"), "new"); }
  CHECK(files_in(folder) == 0);
}

TEST_CASE("a staged file takes the place of what it was made from, and keeps its mode") {
  const test::TempDir folder;
  const std::string path = folder.write("a", "old");
  REQUIRE(::chmod(path.c_str(), 0640) == 0);
  {
    StagedFile file = staged(path, "new");
    CHECK(*file.replace_if("old"));
  }
  CHECK(*read_file(path) == "new");
  struct stat info{};
  REQUIRE(::stat(path.c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0640);
  CHECK(files_in(folder) == 1);
}

TEST_CASE("what another program wrote meanwhile stays") {
  const test::TempDir folder;
  const std::string path = folder.write("a", "old");
  {
    StagedFile file = staged(path, "new");
    folder.write("a", "saved by another");
    CHECK_FALSE(*file.replace_if("old"));
    std::filesystem::remove(path);
    CHECK_FALSE(*file.replace_if("old"));
    folder.write("a", "made by another");
    CHECK_FALSE(*file.replace_if(std::nullopt));
  }
  CHECK(*read_file(path) == "made by another");
  CHECK(files_in(folder) == 1);
}

TEST_CASE("a staged file makes folders and new files, and says what is in its way") {
  const test::TempDir folder;
  StagedFile file = staged(folder.file("x/y/a"), "new");
  CHECK(*file.replace_if(std::nullopt));
  CHECK(*read_file(folder.file("x/y/a")) == "new");
  const auto blocked = StagedFile::write(folder.file("x/y/a/b"), "new");
  REQUIRE_FALSE(blocked);
  CHECK(blocked.error().code == ErrorCode::kIo);
}
