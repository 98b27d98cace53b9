// Roles against the labels that readers gave real abstracts (CSAbstruct's development part).
#include <catch2/catch.hpp>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "summarize/roles.hpp"
#include "support/shared_data.hpp"

using namespace sheaf;

namespace {

/// What `gzip -dc` makes of a file.
std::string unpacked(const std::filesystem::path& path) {
  const std::string command = "gzip -dc '" + path.string() + "'";
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string text;
  char block[65536];
  for (std::size_t got = 1; pipe && got > 0;) {
    got = std::fread(block, 1, sizeof block, pipe.get());
    text.append(block, got);
  }
  return text;
}

}  // namespace

TEST_CASE("four in five sentences that readers agree on get their role", "[roles][shared]") {
  SHEAF_SHARED_OR_SKIP(path, "bench/csabstruct/dev.jsonl.gz");
  std::istringstream lines(unpacked(path));
  std::size_t agreed = 0, right = 0;
  for (std::string line; std::getline(lines, line);) {
    const nlohmann::json abstract = nlohmann::json::parse(line);
    const auto sentences = abstract.at("sentences").get<std::vector<std::string>>();
    const summarize::RoleReading roles = read_roles(summarize::read_document({}, sentences));
    REQUIRE(roles.labels.size() == sentences.size());
    for (std::size_t i = 0; i < sentences.size(); ++i) {
      if (abstract.at("confs")[i].get<double>() < 0.6) continue;
      ++agreed;
      right += role_name(roles.labels[i]) == abstract.at("labels")[i].get<std::string>();
    }
  }
  REQUIRE(agreed > 1000);
  CHECK(static_cast<double>(right) / static_cast<double>(agreed) >= 0.80);
}
