// Crossref: works by DOI, by search and by journal, as the published side of a paper.
// Parsing is pure; fetching borrows the client. Any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.hpp"
#include "model/paper.hpp"
#include "net/client.hpp"
#include "source/service_urls.hpp"

namespace sheaf::source {

struct CrossrefWork {
  /// scheme "doi" (an arXiv DOI becomes the arXiv id). venue is the container's title, journal_ref
  /// "Venue volume(issue), pages (year)", citations is-referenced-by-count, aliases the preprints
  /// or the published versions it is related to. `published` is the earliest date that is told, a
  /// missing month or day read as the first.
  Paper paper;
  std::string type;                       ///< "journal-article", "posted-content", …
  std::vector<std::string> preprints;     ///< ids of has-preprint, spelled like Paper::id
  std::vector<std::string> published_as;  ///< ids of is-preprint-of
  std::optional<Day> created;             ///< when Crossref first had it
};

struct CrossrefPage {
  std::vector<CrossrefWork> works;
  std::size_t rows = 0;  ///< items of the page, readable or not
  std::size_t total = 0;
  std::string next_cursor;  ///< empty: none
  std::vector<std::string> warnings;
};

/// The answer to /works/{doi}: {"status":"ok","message":{…}}, or a bare record.
Result<CrossrefWork> parse_crossref_work(const std::string& body);
/// The answer to /works?…, /journals/{issn}/works and the like.
Result<CrossrefPage> parse_crossref_page(const std::string& body);

/// kNotFound when Crossref does not have the DOI.
Result<CrossrefWork> fetch_crossref_work(net::Client& client, const ServiceAccess& access,
                                         std::string_view doi, const Task& task);
/// Many DOIs, 40 to a request; unknown ones are absent from the answer.
Result<CrossrefPage> fetch_crossref_works(net::Client& client, const ServiceAccess& access,
                                          const std::vector<std::string>& dois, const Task& task);
/// The best matches of query.bibliographic (title, authors, year in one string).
Result<CrossrefPage> search_crossref(net::Client& client, const ServiceAccess& access,
                                     std::string_view words, std::size_t rows, const Task& task);

struct CrossrefSpan {
  std::vector<CrossrefWork> works;  ///< each DOI once
  std::vector<std::string> warnings;
  std::string gap;  ///< empty: whole; else what is missing and why
};

/// What Crossref got of a journal from `from` to `until` (both inclusive), over all cursor pages.
Result<CrossrefSpan> fetch_crossref_journal(net::Client& client, const ServiceAccess& access,
                                            std::string_view issn, Day from, Day until,
                                            const Task& task);

/// "1234-567X" when it is an ISSN with a right check digit, with or without the dash; else empty.
std::string canonical_issn(std::string_view text);

}  // namespace sheaf::source
