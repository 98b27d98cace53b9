// PubMed: efetch's XML and esearch's JSON to papers and ids.
// Parsing is pure; fetching borrows the client. Any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.hpp"
#include "model/paper.hpp"
#include "net/client.hpp"
#include "source/service_urls.hpp"

namespace sheaf::source {

struct PubmedRecords {
  /// scheme "pmid"; DOI also as alias. Sections of an abstract begin with their label ("METHODS:
  /// …"), one a paragraph; groups are authors; keywords are the authors' own and then MeSH.
  std::vector<Paper> papers;
  std::vector<std::string> warnings;  ///< records that could not be read, one line each
};

/// PubmedArticleSet with articles and book articles, of any DTD since 2009. An eSummary, eSearch or
/// other answer of the E-utilities is kParse and named; an <ERROR> is kInvalid with its words.
Result<PubmedRecords> parse_pubmed(std::string body);

struct PubmedIds {
  std::vector<std::string> ids;
  std::size_t total = 0;
  std::size_t start = 0;
  std::vector<std::string> warnings;  ///< phrases not found, fields ignored
};
Result<PubmedIds> parse_pubmed_ids(const std::string& body);

struct PubmedSpan {
  std::vector<Paper> papers;
  std::vector<std::string> warnings;
  std::string gap;  ///< empty: whole; else what is missing and why
};

/// What came into PubMed from `from` to `to` (its "edat") and matches `term`.
Result<PubmedSpan> fetch_pubmed(net::Client& client, const ServiceAccess& access,
                                std::string_view term, Day from, Day to, const Task& task);
/// Records by PMID ("29768149" or "pmid:29768149"), 200 to a request.
Result<PubmedRecords> fetch_pubmed_records(net::Client& client, const ServiceAccess& access,
                                           const std::vector<std::string>& ids, const Task& task);

}  // namespace sheaf::source
