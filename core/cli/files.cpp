// Files: XDG base directories, and writes that never leave half a file behind.
// Main thread only, since it reads the environment.
#include "files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <system_error>

#include "args.hpp"
#include "failure.hpp"

namespace cli {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using FilePtr = std::unique_ptr<std::FILE, CloseFile>;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// The XDG specification: a relative path in these variables is to be ignored.
std::string xdg_folder(const char* variable, const char* below_home, const char* instead) {
  const std::string folder = environment(variable);
  if (!folder.empty() && folder.front() == '/') return folder;
  const std::string home = environment("HOME");
  if (home.empty()) {
    throw usage_failure(std::string("neither HOME nor ") + variable + " is set: use " + instead);
  }
  return home + "/" + below_home;
}

void write_and_close(FilePtr file, const std::string& path, std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), file.get()) == text.size();
  int error = written ? 0 : errno;
  if (std::fclose(file.release()) != 0 && error == 0) error = errno;
  if (error != 0) throw file_failure("write", path, error, kFiles);
}

}  // namespace

std::string profile_path(const Args& args) {
  if (args.has("--profile")) return args.value("--profile");
  const std::string named = environment("SHEAF_PROFILE");
  if (!named.empty()) return named;
  return xdg_folder("XDG_CONFIG_HOME", ".config", "--profile FILE") + "/sheaf/profile.json";
}

std::string store_path(const Args& args) {
  std::string path = args.value("--store", environment("SHEAF_STORE"));
  if (path.empty()) {
    path = xdg_folder("XDG_DATA_HOME", ".local/share", "--store FILE") + "/sheaf/sheaf.db";
  }
  try {
    make_parent_folder(path);
  } catch (const Failure& failure) {
    throw failure.at("the store " + path).with_exit(kStore);
  }
  return path;
}

namespace {

std::string read_all(std::FILE* file, const std::string& name) {
  std::string text;
  char block[65536];
  while (const std::size_t size = std::fread(block, 1, sizeof block, file)) text.append(block, size);
  if (std::ferror(file) != 0) throw file_failure("read", name, errno, kUsage);
  return text;
}

}  // namespace

std::string read_file(const std::string& path) {
  const FilePtr file(std::fopen(path.c_str(), "rb"));
  if (!file) throw file_failure("open", path, errno, kUsage);
  return read_all(file.get(), path);
}

std::string read_standard_input() { return read_all(stdin, "standard input"); }

void write_file(const std::string& path, std::string_view text) {
  make_parent_folder(path);
  std::error_code ignored;
  // Through a pipe, a terminal or /dev/null there is nothing to replace.
  const bool special =
      std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored);
  const std::string target = special ? path : path + ".new-" + std::to_string(getpid());
  // The new file must be ours: in a folder of others, a link could wait under its name.
  if (!special) unlink(target.c_str());
  FilePtr file(std::fopen(target.c_str(), special ? "wb" : "wbx"));
  if (!file) throw file_failure("write", path, errno, kFiles);
  try {
    write_and_close(std::move(file), path, text);
    if (!special) std::filesystem::rename(target, std::filesystem::weakly_canonical(path));
  } catch (const std::filesystem::filesystem_error& error) {
    std::filesystem::remove(target, ignored);
    throw file_failure("write", path, error.code().value(), kFiles);
  } catch (const Failure&) {
    if (!special) std::filesystem::remove(target, ignored);
    throw;
  }
}

bool create_file(const std::string& path, std::string_view text) {
  make_parent_folder(path);
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (fd < 0 && errno == EEXIST) return false;
  if (fd < 0) throw file_failure("write", path, errno, kFiles);
  write_and_close(FilePtr(fdopen(fd, "wb")), path, text);
  return true;
}

void make_parent_folder(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (folder.empty()) return;
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw file_failure("make the folder", folder.string(), error.value(), kFiles);
}

std::string short_path(const std::string& path) {
  const std::string home = environment("HOME");
  const bool below = home.size() > 1 && path.compare(0, home.size(), home) == 0 &&
                     path.size() > home.size() && path[home.size()] == '/';
  return below ? "~" + path.substr(home.size()) : path;
}

}  // namespace cli
