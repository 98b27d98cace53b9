// Checks that hold for every paper a source, a page or a library gives, and papers made of fuzzed text.
// Pure functions; any thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "fuzz.hpp"
#include "model/paper.hpp"

namespace sheaf::fuzz {

/// An id, and text that every renderer may rely on being UTF-8.
inline void require_sound(const Paper& paper) {
  require(!paper.id.empty(), "a paper without an id", paper.title);
  for (const std::string* text : {&paper.id, &paper.title, &paper.abstract, &paper.comment, &paper.journal_ref, &paper.doi})
    require_utf8(*text, "a paper's text is no UTF-8");
  for (const Author& author : paper.authors) require_utf8(author.name, "an author's name is no UTF-8");
}

inline void require_sound(const std::vector<Paper>& papers) {
  for (const Paper& paper : papers) require_sound(paper);
}

/// A paper whose every text comes from outside: title, authors, comment and journal reference.
inline Paper paper_of(std::string id, std::string_view title, std::string_view authors, std::string_view other) {
  Paper paper;
  paper.id = std::move(id);
  paper.title = to_valid_utf8(title);
  paper.abstract = paper.title;
  for (const std::string& name : split_list(to_valid_utf8(authors), ';')) paper.authors.push_back({name, {}});
  paper.comment = paper.journal_ref = to_valid_utf8(other);
  paper.categories = {"cs.CL"};
  paper.published = paper.updated = 1776384000;
  return paper;
}

}  // namespace sheaf::fuzz
