// arXiv's list pages, made from recorded days in the markup of its public templates: a missed day
// (/catchup) and the newest one (/list/…/new).
// Pure functions of records, request and day; any thread.
#pragma once

#include <cstddef>
#include <string>

#include "support/http_reply.hpp"
#include "support/replay_records.hpp"

namespace sheaf::test {

/// `/catchup/<category>/<wanted>?abs=True&page=N`, asked on `today`, which is the replay's day: the
/// papers of the recorded RSS feed <category>_<wanted>, sorted as arXiv sorts them (new, cross,
/// replace, replace-cross; by id) and without versions, `page_size` entries to a page. A day
/// without a recording, or with an empty one, is the page "No updates"; days after `today` or more
/// than 91 before it, unknown categories and unknown parameters are 400 in arXiv's words.
Reply replay_catchup(const ReplayRecords& records, const Request& request,
                     const std::string& category, const std::string& wanted,
                     const std::string& today, std::size_t page_size);

/// `/list/<category>/new?skip=N&show=M`: the newest recorded day up to `today` that has papers.
/// A page has at most `page_size` entries, whatever `show` says.
Reply replay_listing_new(const ReplayRecords& records, const Request& request,
                         const std::string& category, const std::string& today,
                         std::size_t page_size);

}  // namespace sheaf::test
