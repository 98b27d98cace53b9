// Papers as different sources tell of one and the same, for the tests of identity and merging.
// Each helper belongs to the test that calls it.
#pragma once

#include "unit/store/store_fixture.hpp"

namespace sheaf::test {

using Names = std::vector<std::string>;

inline constexpr const char* kArxivId = "2401.10020";
inline constexpr const char* kDoi = "10.1103/physrevb.1";

inline Paper arxiv_paper(const std::string& id = kArxivId, int version = 2) {
  Paper paper = make_full_paper(id, version);
  paper.title = "Sparse graphs of bounded and quite modest depth";
  paper.doi.clear();
  paper.journal_ref.clear();
  return paper;
}

/// As a publisher's index tells it: other spellings of title and names, a venue, no arXiv id.
inline Paper published_paper() {
  Paper paper;
  paper.id = kDoi;
  paper.scheme = "doi";
  paper.title = "Sparse Graphs of Bounded Depth";
  paper.abstract = "The publisher's abstract.";
  paper.authors = {{"Doe, J.", {}}, {"Noether, E.", {}}};
  paper.venue = "Physical Review B";
  paper.journal_ref = "Phys. Rev. B 1, 2 (2026)";
  paper.keywords = {"graphs"};
  paper.citations = 7;
  paper.published = 1770000000;
  return paper;
}

inline Paper forum_paper(const std::string& id = "openreview:aBc") {
  Paper paper;
  paper.id = id;
  paper.scheme = "openreview";
  paper.title = "Sparse Graphs of Bounded and Quite Modest Depth";
  paper.abstract = "The forum's abstract.";
  paper.authors = {{"Jane Doe", {}}, {"Emile Noether", {}}};
  paper.venue = "LOG 2026 poster";
  paper.keywords = {"graph theory"};
  return paper;
}

inline Paper find(store::Store& store, std::string_view id) {
  const auto found = need(store.find_paper(id));
  INFO("looked for " << id);
  REQUIRE(found);
  return *found;
}

inline std::uint64_t count(store::Store& store) { return need(store.info()).papers; }

inline void put(store::Store& store, const std::vector<Paper>& papers) { need(store.put_papers(papers)); }

}  // namespace sheaf::test
