// arXiv API pages (export.arxiv.org/api/query), in the serialisations of before and after
// November 2025: bytes to papers, and the URL of an id_list request.
// Pure parsing, no network; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/paper.hpp"

namespace sheaf::source {

struct ApiPage {
  std::uint64_t total = 0, start = 0, per_page = 0;
  std::vector<Paper> papers;
  std::vector<std::string> warnings;  ///< entries that could not be read, one line each
};

/// kInvalid with arXiv's own words for an error entry (told by its id, whatever the HTTP status);
/// kParse for anything that is not a whole Atom page.
Result<ApiPage> parse_api_page(std::string body);

/// At most 100 ids to a request, so that the URL stays short and one bad id costs little.
inline constexpr std::size_t kIdsPerRequest = 100;
std::string id_list_url(std::string_view base_url, const std::vector<std::string>& ids);
/// One page of a search; `expression` in arXiv's query syntax.
struct ApiSearch {
  std::string expression;
  std::uint64_t start = 0;
  std::uint32_t max_results = 50;
  std::string sort_by = "submittedDate";  ///< "relevance", "submittedDate", "lastUpdatedDate"
  bool ascending = false;
};
std::string search_url(std::string_view base_url, const ApiSearch& search);

}  // namespace sheaf::source
