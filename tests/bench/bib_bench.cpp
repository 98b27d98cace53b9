// Entries a second of reading a bibliography as a library: bib_bench FILE [ROUNDS], a .bib or any other
// file that `sheaf library` takes. One thread, its CPU time, the best of some rounds.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>

#include "published/library_file.hpp"

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bib_bench FILE [ROUNDS]\n");
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 5;
  double best = 1e9;
  std::size_t items = 0;
  for (int round = 0; round < rounds; ++round) {
    const std::clock_t start = std::clock();
    const auto read = sheaf::published::read_library_file(text, argv[1]);
    best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    if (!read) {
      std::fprintf(stderr, "bib_bench: %s\n", read.error().message.c_str());
      return 1;
    }
    items = read->items.size();
  }
  std::printf("%zu entries: %.0f entries/s\n", items, static_cast<double>(items) / best);
  return 0;
}
