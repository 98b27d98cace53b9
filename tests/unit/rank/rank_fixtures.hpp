// Small makers of papers, profiles and library items for the tests of scoring.
// Plain functions; any thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "rank/scorer.hpp"

namespace sheaf::test {

inline Paper paper(std::string title, std::string abstract, std::vector<std::string> authors = {}) {
  Paper out;
  out.id = "0000.00001";
  out.title = std::move(title);
  out.abstract = std::move(abstract);
  for (std::string& name : authors) out.authors.push_back({std::move(name), {}});
  return out;
}

inline Profile profile(std::vector<Keyword> keywords, std::string scorer = "keywords") {
  Profile out;
  out.keywords = std::move(keywords);
  out.scorer = std::move(scorer);
  return out;
}

inline LibraryItem item(std::string title, std::string abstract) {
  LibraryItem out;
  out.key = title;
  out.title = std::move(title);
  out.abstract = std::move(abstract);
  return out;
}

inline Score score_one(const Paper& one, const Profile& reader,
                       const std::vector<LibraryItem>& library = {}) {
  return rank::score_papers({one}, reader, library).front();
}

}  // namespace sheaf::test
