// fuzz_replay TARGET FOLDER [COUNT [SEED]]: runs one fuzzer over every file of a folder, without libFuzzer, so that
// what was found once stays found in every build; then over COUNT changed copies of them, the same for the same
// SEED. fuzz_replay TARGET FOLDER repeat [BYTES]: over copies with one piece of text repeated up to so many bytes,
// at places all over them; names those that take a second. An input that breaks it, or takes ten seconds, or a
// gigabyte, is named, and written to fuzz_replay_input when it is a changed one. One thread.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "repeated.hpp"

// Each fuzzer's entry point, renamed by the build: SHEAF_FUZZER(feed) for fuzz_one_feed.
#define SHEAF_FUZZER(name) extern "C" int fuzz_one_##name(const std::uint8_t* data, std::size_t size);
#include "fuzzers.inc"
#undef SHEAF_FUZZER

// The mutator of inputs that hold JSON (json_mutator.cpp), which calls the other one for single strings.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed);
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace {

using Bytes = std::vector<std::uint8_t>;  // no NUL behind them: a read too far is seen

struct Fuzzer {
  const char* name;
  int (*run)(const std::uint8_t*, std::size_t);
};
constexpr Fuzzer kFuzzers[] = {
#define SHEAF_FUZZER(name) {#name, fuzz_one_##name},
#include "fuzzers.inc"
#undef SHEAF_FUZZER
};

constexpr std::size_t kLongest = 8192;
const Bytes* running = nullptr;  // for the signal handler only

extern "C" void keep_input(int signal) {
  const int file = running ? ::open("fuzz_replay_input", O_WRONLY | O_CREAT | O_TRUNC, 0644) : -1;
  if (file >= 0 && ::write(file, running->data(), running->size()) >= 0) ::close(file);
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

std::vector<Bytes> replay(const Fuzzer& fuzzer, const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<Bytes> inputs;
  fuzzer.run(nullptr, 0);
  for (const auto& path : files) {
    std::printf("%s\n", path.filename().c_str());
    std::fflush(stdout);
    std::ifstream file(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    inputs.emplace_back(bytes.begin(), bytes.end());
    fuzzer.run(inputs.back().data(), inputs.back().size());
  }
  std::printf("%s: %zu inputs\n", fuzzer.name, files.size());
  return inputs;
}

/// A piece of `other` put into `bytes`, over what stands there or between.
void splice(Bytes& bytes, const Bytes& other, std::mt19937& random) {
  if (other.empty()) return;
  const std::size_t begin = random() % other.size(), length = 1 + random() % std::min<std::size_t>(other.size() - begin, 60);
  const Bytes piece(other.begin() + static_cast<std::ptrdiff_t>(begin), other.begin() + static_cast<std::ptrdiff_t>(begin + length));
  const std::size_t at = random() % (bytes.size() + 1);
  const std::size_t over = random() % 2 ? std::min(length, bytes.size() - at) : 0;
  bytes.erase(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.begin() + static_cast<std::ptrdiff_t>(at + over));
  bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(at), piece.begin(), piece.end());
}

/// One byte or a few of them: another one, one more, or fewer.
void change_bytes(Bytes& bytes, std::mt19937& random) {
  static constexpr char kSigns[] = "\"'{}[]()<>&\\$%#@=,:;|/*_-~`^!?.\n\r\t\0\xFF\xC3 0a";
  const std::size_t at = bytes.empty() ? 0 : random() % bytes.size();
  const auto place = bytes.begin() + static_cast<std::ptrdiff_t>(at);
  const auto sign = static_cast<std::uint8_t>(kSigns[random() % (sizeof kSigns - 1)]);
  switch (random() % 3) {
    case 0: bytes.insert(place, sign); return;
    case 1: bytes.erase(place, place + static_cast<std::ptrdiff_t>(std::min<std::size_t>(bytes.size() - at, 1 + random() % 20))); return;
    default:
      if (!bytes.empty()) *place = sign;
  }
}

void change(Bytes& bytes, const std::vector<Bytes>& inputs, std::mt19937& random) {
  switch (random() % 5) {
    case 0: return splice(bytes, inputs[random() % inputs.size()], random);
    case 1: return splice(bytes, Bytes(bytes), random);
    case 2: {  // as JSON, where there is some
      const std::size_t size = bytes.size();
      bytes.resize(std::max(size, kLongest));
      bytes.resize(LLVMFuzzerCustomMutator(bytes.data(), size, bytes.size(), static_cast<unsigned>(random())));
      return;
    }
    default: return change_bytes(bytes, random);
  }
}

/// Ends the program after so many seconds of its own, however busy the machine is; 0: never.
void limit_time(long seconds) {
  const itimerval limit = {{0, 0}, {seconds, 0}};
  ::setitimer(ITIMER_PROF, &limit, nullptr);
}

void run_one(const Fuzzer& fuzzer, const Bytes& bytes) {
  const Bytes exact(bytes);
  running = &exact;
  limit_time(10);  // no input may take longer
  fuzzer.run(exact.data(), exact.size());
  limit_time(0);
  running = nullptr;
}

void run_changed(const Fuzzer& fuzzer, const std::vector<Bytes>& inputs, long count, unsigned seed) {
  std::mt19937 random(seed);
  for (long i = 0; i < count; ++i) {
    Bytes bytes = inputs[random() % inputs.size()];
    for (std::size_t changes = 1 + random() % 6; changes > 0; --changes) change(bytes, inputs, random);
    if (bytes.size() > kLongest) bytes.resize(kLongest);
    run_one(fuzzer, bytes);
  }
  std::printf("%s: %ld changed inputs\n", fuzzer.name, count);
}

/// A few inputs, and places in each of them, so that all of it stays within minutes.
void run_repeated(const Fuzzer& fuzzer, const std::vector<Bytes>& inputs, std::size_t size) {
  constexpr std::size_t kInputs = 6, kPlaces = 5;
  constexpr long kMostKilobytes = 1L << 20;
  const std::size_t step = std::max<std::size_t>(1, inputs.size() / kInputs);
  long count = 0;
  for (std::size_t i = 0; i < inputs.size(); i += step) {
    for (std::size_t place = 0; place < kPlaces; ++place) {
      for (const std::string_view unit : sheaf::fuzz::kRepeated) {
        const std::clock_t start = std::clock();
        const Bytes bytes = sheaf::fuzz::with_repeated(inputs[i], inputs[i].size() * place / (kPlaces - 1), unit, size);
        run_one(fuzzer, bytes);
        const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        rusage used{};
        ::getrusage(RUSAGE_SELF, &used);
        const bool large = used.ru_maxrss > kMostKilobytes;
        if (large || seconds >= 1)
          std::printf("input %zu, place %zu, \"%.*s\": %.1f s, %ld MB\n", i, place, static_cast<int>(unit.size()), unit.data(),
                      seconds, used.ru_maxrss >> 10);
        if (large) {
          running = &bytes;
          std::abort();
        }
        ++count;
      }
    }
  }
  std::printf("%s: %ld inputs with pieces repeated to %zu bytes\n", fuzzer.name, count, size);
}

}  // namespace

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most) {
  static std::mt19937 random(1);
  Bytes bytes(data, data + size);
  change_bytes(bytes, random);
  bytes.resize(std::min(bytes.size(), most));
  std::copy(bytes.begin(), bytes.end(), data);
  return bytes.size();
}

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: fuzz_replay TARGET FOLDER [COUNT [SEED] | repeat [BYTES]]\n");
    return 2;
  }
  for (const Fuzzer& fuzzer : kFuzzers) {
    if (std::strcmp(fuzzer.name, argv[1]) != 0) continue;
    const std::vector<Bytes> inputs = replay(fuzzer, argv[2]);
    if (inputs.empty()) return 1;
    if (argc <= 3) return 0;
    for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGBUS, SIGPROF}) std::signal(signal, keep_input);
    const long number = argc > 4 ? std::atol(argv[4]) : 0;
    if (std::strcmp(argv[3], "repeat") == 0) run_repeated(fuzzer, inputs, number > 0 ? static_cast<std::size_t>(number) : 16384);
    else run_changed(fuzzer, inputs, std::atol(argv[3]), argc > 4 ? static_cast<unsigned>(number) : 1);
    return 0;
  }
  std::fprintf(stderr, "fuzz_replay: there is no fuzzer \"%s\"\n", argv[1]);
  return 2;
}
