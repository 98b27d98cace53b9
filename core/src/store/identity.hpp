// Identity: which ids a record names, which of them it is stored under, and when titles tell that
// two records are one paper. Pure functions; any thread.
//
// Records are one paper when one names the other by its id, an alias or the publisher's DOI. Two
// different arXiv ids are never one paper, also when both name the same DOI. Without a common id an
// arXiv paper and a record of OpenReview, Semantic Scholar or a web page are one when the titles are
// equal (five words at least) and so are the first and the last author's surnames.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/paper.hpp"

namespace sheaf::store {

/// The scheme whose id wins has the lowest: arxiv 0, doi, pmid, openreview, s2, url, other 6.
int scheme_rank(std::string_view scheme);

/// The one spelling of an id in any clothes; what is no id of a known scheme stays as it is.
std::string canonical_id(std::string_view text);

struct Identity {
  std::string own;  ///< the id the record came with, in its one spelling
  std::string id;  ///< of the best scheme among all ids the record names
  std::string scheme;
  int version = 0;                 ///< the record's, or the one its id carried
  std::vector<std::string> names;  ///< all its other ids, also the publisher's DOI, each once
};
Identity identity_of(const Paper& paper);

/// A record as it is stored, or as it comes in with its identity made out.
struct Record {
  Paper paper;
  std::string teller;  ///< scheme of the source that told the texts; empty: the id's own
};
Record record_of(const Paper& paper, const Identity& identity);
/// record_of() would be the paper itself; tells it without a copy, for bulk loads.
bool is_as_stored(const Paper& paper, const Identity& identity);

/// By what else than its id a stored paper is found.
std::vector<std::string> names_of(const Paper& paper);

/// Words in lower case without diacritics and punctuation; empty when there are fewer than five.
std::string title_key(std::string_view title);
std::int64_t title_hash(const std::string& title_key);
/// May be one with an arXiv paper of the same title: no DOI, of a scheme that often has none.
bool is_found_by_title(const Paper& paper);
/// Both have authors, and the surnames of the first and the last agree.
bool same_outer_authors(const Paper& a, const Paper& b);

}  // namespace sheaf::store
