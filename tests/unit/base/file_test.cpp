// Files: atomic writes, clear errors, safe names.
#include <catch2/catch.hpp>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "base/file.hpp"
#include "base/text.hpp"

using namespace sheaf;
namespace fs = std::filesystem;

namespace {

struct Folder {
  Folder() {
    char name[] = "/tmp/sheaf-file-XXXXXX";
    path = ::mkdtemp(name);
  }
  ~Folder() { fs::remove_all(path); }
  std::string operator/(const char* name) const { return (path / name).string(); }
  fs::path path;
};

}  // namespace

TEST_CASE("a write creates, leaves alone what is equal, and updates what is not", "[file]") {
  const Folder folder;
  const std::string path = folder / "a/b/note.md";
  CHECK(write_file(path, "one").value() == WriteOutcome::kCreated);
  const auto before = fs::last_write_time(path);
  CHECK(write_file(path, "one").value() == WriteOutcome::kUnchanged);
  CHECK(fs::last_write_time(path) == before);
  CHECK(write_file(path, "two").value() == WriteOutcome::kUpdated);
  CHECK(read_file(path).value() == "two");
}

TEST_CASE("a write leaves no temporary file behind, even when it fails", "[file]") {
  const Folder folder;
  fs::create_directories(folder.path / "target");
  std::ofstream(folder.path / "target" / "inside") << "x";
  const auto written = write_file(folder / "target", "text");
  REQUIRE_FALSE(written);
  CHECK(written.error().code == ErrorCode::kIo);
  CHECK(contains(written.error().message, "folder"));
  CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()) == 1);
}

TEST_CASE("errors name the path and the remedy", "[file]") {
  const Folder folder;
  std::ofstream(folder.path / "plain") << "x";
  const auto written = write_file(folder / "plain/below.md", "text");
  REQUIRE_FALSE(written);
  CHECK(written.error().code == ErrorCode::kIo);
  CHECK(contains(written.error().message, "plain"));
  CHECK(contains(written.error().message, "choose another folder"));
  const auto read = read_file(folder / "missing");
  REQUIRE_FALSE(read);
  CHECK(read.error().code == ErrorCode::kNotFound);
}

TEST_CASE("a write that does not fit leaves the old file whole and says why", "[file]") {
  const Folder folder;
  REQUIRE(write_file(folder / "note.md", "old"));
  struct rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  ::signal(SIGXFSZ, SIG_IGN);
  const struct rlimit small{1000, before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  const auto written = write_file(folder / "note.md", std::string(5000, 'x'));
  ::setrlimit(RLIMIT_FSIZE, &before);
  REQUIRE_FALSE(written);
  CHECK(contains(written.error().message, "note.md"));
  CHECK(read_file(folder / "note.md").value() == "old");
  CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()) == 1);
}

TEST_CASE("a file larger than allowed is refused by name", "[file]") {
  const Folder folder;
  REQUIRE(write_file(folder / "big", std::string(5 << 20, 'x')));
  const auto read = read_file(folder / "big", 1 << 20);
  REQUIRE_FALSE(read);
  CHECK(contains(read.error().message, "larger than 1 MiB"));
}

TEST_CASE("what a killed writer left is swept, what lives stays", "[file]") {
  const Folder folder;
  const std::string mine = ".sheaf-" + std::to_string(::getpid()) + "-7.tmp";
  const pid_t gone = ::fork();
  if (gone == 0) ::_exit(0);
  ::waitpid(gone, nullptr, 0);
  const std::string left = ".sheaf-" + std::to_string(gone) + "-3.tmp";
  for (const std::string& name : {mine, left, std::string(".sheaf-note.tmp"), std::string("note.md")})
    std::ofstream(folder.path / name) << "x";
  sweep_temporary_files(folder.path.string());
  CHECK_FALSE(fs::exists(folder.path / left));
  for (const std::string& name : {mine, std::string(".sheaf-note.tmp"), std::string("note.md")})
    CHECK(fs::exists(folder.path / name));
  sweep_temporary_files(folder / "nowhere");
}

TEST_CASE("the mode of an existing file stays", "[file]") {
  const Folder folder;
  REQUIRE(write_file(folder / "a", "1"));
  ::chmod((folder / "a").c_str(), 0600);
  REQUIRE(write_file(folder / "a", "2"));
  struct stat info{};
  REQUIRE(::stat((folder / "a").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
}

TEST_CASE("a private file is nobody else's, whatever was there before", "[file]") {
  const Folder folder;
  const mode_t before = ::umask(0);
  REQUIRE(write_private_file(folder / "new/key", "1"));
  REQUIRE(write_file(folder / "open", "1"));
  REQUIRE(write_private_file(folder / "open", "2"));
  fs::create_symlink(folder / "nowhere", folder / "link");
  REQUIRE(write_private_file(folder / "link", "3"));
  ::umask(before);
  for (const char* name : {"new/key", "open", "link"}) {
    INFO(name);
    struct stat info{};
    REQUIRE(::lstat((folder / name).c_str(), &info) == 0);
    CHECK(S_ISREG(info.st_mode));
    CHECK((info.st_mode & 0777) == 0600);
  }
  CHECK_FALSE(path_exists(folder / "nowhere"));
}

TEST_CASE("only plain files are read where others may put theirs", "[file]") {
  const Folder folder;
  REQUIRE(write_file(folder / "plain", "text"));
  CHECK(read_plain_file(folder / "plain").value() == "text");
  CHECK(read_plain_file(folder / "absent").error().code == ErrorCode::kNotFound);
  fs::create_symlink(folder / "plain", folder / "link");
  const auto link = read_plain_file(folder / "link");
  REQUIRE_FALSE(link);
  CHECK(contains(link.error().message, "symbolic link"));
  CHECK(read_plain_file(folder / "link", true).value() == "text");
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  fs::create_symlink("/dev/zero", folder / "zeros");
  for (const char* name : {"pipe", "zeros"}) {
    const auto refused = read_plain_file(folder / name, true);  // an open would wait for ever, or never end
    REQUIRE_FALSE(refused);
    CHECK(contains(refused.error().message, "no plain file"));
  }
  CHECK(is_link(folder / "zeros"));
  CHECK_FALSE(is_link(folder / "plain"));
}

TEST_CASE("listing finds files below a folder and leaves hidden ones out", "[file]") {
  const Folder folder;
  for (const char* name : {"b.md", "sub/a.md", ".hidden/c.md", "d.txt"}) REQUIRE(write_file(folder / name, "x"));
  CHECK(list_files(folder.path.string(), ".md").value() == std::vector<std::string>{"b.md", "sub/a.md"});
  CHECK(list_files(folder / "nowhere", ".md").value().empty());
}

TEST_CASE("file names are safe on every system and keep the letters of every script", "[file]") {
  CHECK(safe_file_name("Attention: Is It All You Need?") == "Attention - Is It All You Need");
  CHECK(safe_file_name("hep-th/9901001") == "hep-th-9901001");
  CHECK(safe_file_name("a*b\"c<d>e|f#g^h[i]j") == "abcdefghij");
  CHECK(safe_file_name("注意力机制") == "注意力机制");
  CHECK(safe_file_name("100%% sure %% really") == "100 sure really");
  CHECK(safe_file_name("CON") == "_CON");
  CHECK(safe_file_name("com1.txt") == "_com1.txt");
  CHECK(safe_file_name("ends with dots...") == "ends with dots");
  CHECK(safe_file_name(".hidden") == "hidden");
  CHECK(safe_file_name("???") == "untitled");
  CHECK(safe_file_name("\u202Egnp.exe\u2066 a\u2028b\u061C\U000E0041c\u3164") == "gnp.exe a bc");
  CHECK(safe_file_name("%\u200B%comment%") == "comment%");
  CHECK(safe_file_name("../../etc/passwd") == "etc-passwd");
  CHECK(safe_file_name("-rf / --") == "rf - --");
  CHECK(safe_file_name("C:\\Windows\\x") == "C - -Windows-x");
  CHECK(safe_file_name(std::string_view("a\0b\x1b[2J\r\n.md", 12)) == "ab2J .md");
  CHECK(safe_file_name("COM\u00B9.txt") == "_COM\u00B9.txt");
  CHECK(safe_file_name("conout$") == "_conout$");
  CHECK(safe_file_name(std::string(300, 'x'), 120).size() == 120);
  CHECK(is_valid_utf8(safe_file_name("中文中文中文", 10)));
}
