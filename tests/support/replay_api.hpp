// The answers of arXiv's two interfaces, made from recorded days: announcement feeds and the API.
// Pure functions of records, request and day; any thread.
#pragma once

#include <string>

#include "support/http_reply.hpp"
#include "support/replay_records.hpp"

namespace sheaf::test {

/// `/rss/<category>` or `/atom/<category>` (`form` "rss" or "atom") as of `day`.
Reply replay_feed(const ReplayRecords& records, const Request& request, const std::string& form,
                  const std::string& category, const std::string& day);

/// `/api/query` as of `day`: id_list, search_query, start, max_results, sortBy, sortOrder.
Reply replay_api_query(const ReplayRecords& records, const Request& request,
                       const std::string& day);

std::string escape_xml(std::string_view text);
/// Seconds until New York's next midnight, which is how long arXiv lets a feed be cached.
std::int64_t seconds_to_new_york_midnight(std::int64_t unix_seconds);

}  // namespace sheaf::test
