// bioRxiv and medRxiv: pages of the details API to papers, and a span of days over all its pages.
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

/// One page of https://api.biorxiv.org/details/{server}/{from}/{to}/{cursor}/json.
struct BiorxivPage {
  std::vector<Paper> papers;  ///< one per DOI and page: its highest version. scheme "doi"
  std::size_t rows = 0;       ///< what the cursor moves by; versions count each
  std::size_t total = 0;      ///< rows of the whole span, as the server counts
  std::vector<std::string> warnings;
};

/// "no posts found" is an empty page. kInvalid with the server's words for any other status, kParse
/// for what is no details answer.
Result<BiorxivPage> parse_biorxiv_page(const std::string& body);

struct BiorxivSpan {
  std::vector<Paper> papers;  ///< each DOI once, its highest version
  std::vector<std::string> warnings;
  std::string gap;  ///< empty: whole; else what is missing and why
};

/// All pages of `from`…`to` (days inclusive, as the server posts them). `server` is "biorxiv" or
/// "medrxiv"; `category` as the server spells it ("cell biology", also "cell_biology"), empty or
/// "all" for every one. Each page begins before the last one's end, so that rows that come in
/// meanwhile push nothing out of sight. A failure after the first page is a gap, not an error.
Result<BiorxivSpan> fetch_biorxiv(net::Client& client, const ServiceUrls& urls,
                                  std::string_view server, std::string_view category, Day from,
                                  Day to, const Task& task);

}  // namespace sheaf::source
