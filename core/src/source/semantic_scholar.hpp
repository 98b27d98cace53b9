// Semantic Scholar's graph API: papers by id, in batches and by search, with counts and TL;DRs.
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

struct ScholarPaper {
  /// The id is the best of externalIds: arXiv, else DOI, else PubMed, else "s2:…"; the others, the
  /// corpus id ("s2:CorpusId:123") and the paper id are aliases.
  Paper paper;
  std::string tldr;  ///< the site's own model's, empty when it has none
};

struct ScholarPage {
  std::vector<ScholarPaper> papers;
  /// Per requested id of a batch its place in `papers`, or kNoPaper; empty for other answers.
  std::vector<std::size_t> places;
  std::size_t total = 0;
  std::size_t next = 0;  ///< offset of the next page; 0: none
  std::string token;     ///< of the bulk search's next page; empty: none
  std::vector<std::string> warnings;
};
inline constexpr std::size_t kNoPaper = static_cast<std::size_t>(-1);

/// One record, or a page: {"data":[…]} of search, citations and references, {"recommendedPapers":
/// […]}, and the bare list of a batch with null for ids that are not known. kInvalid with the
/// site's words for {"error":…} and {"message":…}.
Result<ScholarPage> parse_scholar_page(const std::string& body);

/// The site's spelling of one of our ids: "ARXIV:2401.10020", "DOI:10…", "PMID:1", "CorpusId:2",
/// "URL:https://…" (only for the sites it knows). Empty when it has none.
std::string scholar_id(std::string_view paper_id);

/// kNotFound when the site does not have it.
Result<ScholarPaper> fetch_scholar_paper(net::Client& client, const ServiceAccess& access,
                                         std::string_view paper_id, const Task& task);
/// At most 500 ids, in our spelling; `places` tells which was found.
Result<ScholarPage> fetch_scholar_batch(net::Client& client, const ServiceAccess& access,
                                        const std::vector<std::string>& paper_ids,
                                        const Task& task);
Result<ScholarPage> search_scholar(net::Client& client, const ServiceAccess& access,
                                   std::string_view words, std::size_t offset, std::size_t limit,
                                   const Task& task);

}  // namespace sheaf::source
