// The day's papers in C++: fetched, scored, summarized, and printed best first.
//   c++ -std=c++17 digest.cpp $(pkg-config --cflags --libs sheaf) -o digest && ./digest [PROFILE.json]
// $SHEAF_STORE names the database; without it everything is kept in memory only.
#include <sheaf/sheaf.hpp>

#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <sstream>

namespace {

std::string read(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!(text << file.rdbuf())) throw std::runtime_error(std::string(path) + ": cannot be read");
  return text.str();
}

bool tell(const sheaf_progress& now) {
  std::cerr << now.stage << ' ' << now.done << '/' << now.total << '\n';
  return true;  // false would cancel
}

void print(const sheaf::digest& today) {
  for (std::size_t i = 0; i < today.source_count(); ++i)
    if (const sheaf::source source = today.source(i); source.state != SHEAF_SOURCE_OK)
      std::cerr << source.name << ": " << source.detail << '\n';
  std::cout << std::fixed << std::setprecision(1);
  for (const sheaf::entry entry : today)
    std::cout << std::setw(5) << entry.score() << "  " << entry.paper().title() << "\n       "
              << entry.summary().tldr() << '\n';
}

}  // namespace

int main(int count, char** arguments) try {
  const std::string profile =
      count > 1 ? read(arguments[1]) : R"({"categories": ["cs.CL"], "keywords": ["language model"]})";
  sheaf::config config;
  config.store_path = std::getenv("SHEAF_STORE");
  const sheaf::context context(config);
  print(context.run_digest(profile, sheaf::call(tell)));
  return 0;
} catch (const std::exception& error) {
  std::cerr << "digest: " << error.what() << '\n';
  return 1;
}
