// fuzz_replay TARGET FOLDER: runs one fuzzer over every file of a folder, without libFuzzer, so that what
// was found once stays found in every build. Names each file before it is run; a broken one ends the program.
// One thread.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

// Each fuzzer's entry point, renamed by the build: SHEAF_FUZZER(feed) for fuzz_one_feed.
#define SHEAF_FUZZER(name) extern "C" int fuzz_one_##name(const std::uint8_t* data, std::size_t size);
#include "fuzzers.inc"
#undef SHEAF_FUZZER

namespace {

struct Fuzzer {
  const char* name;
  int (*run)(const std::uint8_t*, std::size_t);
};
constexpr Fuzzer kFuzzers[] = {
#define SHEAF_FUZZER(name) {#name, fuzz_one_##name},
#include "fuzzers.inc"
#undef SHEAF_FUZZER
};

int replay(const Fuzzer& fuzzer, const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  fuzzer.run(nullptr, 0);
  for (const auto& path : files) {
    std::printf("%s\n", path.filename().c_str());
    std::fflush(stdout);
    std::ifstream file(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    const std::vector<std::uint8_t> copy(bytes.begin(), bytes.end());  // no NUL behind it: a read too far is seen
    fuzzer.run(copy.data(), copy.size());
  }
  std::printf("%s: %zu inputs\n", fuzzer.name, files.size());
  return files.empty() ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: fuzz_replay TARGET FOLDER\n");
    return 2;
  }
  for (const Fuzzer& fuzzer : kFuzzers)
    if (std::strcmp(fuzzer.name, argv[1]) == 0) return replay(fuzzer, argv[2]);
  std::fprintf(stderr, "fuzz_replay: there is no fuzzer \"%s\"\n", argv[1]);
  return 2;
}
