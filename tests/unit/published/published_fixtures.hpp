// What tests of published pages share: whole files, and the one entry a test is about.
#pragma once

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "model/digest.hpp"
#include "published/formats.hpp"
#include "published/reader.hpp"

namespace sheaf::test {

inline std::string read_all(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline std::vector<std::filesystem::path> files_of(const std::filesystem::path& folder,
                                                   const std::string& suffix) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().filename().string().ends_with(suffix)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

inline const Entry& entry_of(const std::vector<Entry>& entries, const std::string& id) {
  for (const Entry& entry : entries)
    if (entry.paper.id == id) return entry;
  FAIL("no entry " << id);
  return entries.front();
}

inline std::vector<std::string> names_of(const Paper& paper) {
  std::vector<std::string> names;
  for (const Author& author : paper.authors) names.push_back(author.name);
  return names;
}

inline Day day(const char* text) {
  return *parse_day(text);
}

}  // namespace sheaf::test
