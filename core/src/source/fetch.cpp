// Answers that look fine and are not; see fetch.hpp.
// Borrows the client for the length of a call; any thread.
#include "source/fetch.hpp"

#include "base/text.hpp"
#include "source/xml_text.hpp"

namespace sheaf::source {

Status check_throttled(const net::HttpResponse& response) {
  const std::string_view text = trim(response.body);
  if (text.size() > 200 || !contains(ascii_lower(text), "rate exceeded")) return {};
  return Error(ErrorCode::kRateLimit,
               "arXiv says \"" + collapse_spaces(to_valid_utf8(text)) + "\"");
}

namespace {

// Known fault of the API for years: a valid page without entries in the middle of a result, or even
// at its start. The next try usually has them.
Result<ApiPage> parse_filled_page(std::string body) {
  SHEAF_ASSIGN(ApiPage page, parse_api_page(std::move(body)));
  if (page.papers.empty() && page.warnings.empty() && page.total > page.start)
    return Error(ErrorCode::kParse, "an empty page of a result of " + group_digits(page.total) +
                                        " papers (known fault of arXiv's API)");
  return page;
}

}  // namespace

Result<ApiPage> get_api_page(net::Client& client, std::string url, const Task& task) {
  SHEAF_ASSIGN(Fetched<ApiPage> fetched,
               get_parsed<ApiPage>(client, std::move(url), {}, task, parse_filled_page));
  if (!fetched.value) return Error(ErrorCode::kHttp, "arXiv's API answered without a page");
  return *std::move(fetched.value);
}

}  // namespace sheaf::source
