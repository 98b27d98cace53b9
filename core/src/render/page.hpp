// The HTML page of a day and the index of the archive: each one file that needs nothing beside it, from
// a disk or any static host. Data lies in a JSON block, script and styles are built in (core/page,
// core/view), and a content security policy forbids everything else.
// Pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/digest.hpp"

namespace sheaf::render {

/// JSON that cannot end or comment out the <script> it stands in: <, >, &, U+2028 and U+2029 escaped.
std::string script_json(std::string_view json);

struct PageLinks {
  std::string language = "en";  ///< BCP 47, of the page's own words
  std::optional<Day> earlier, later;  ///< the neighbouring days that have a page
};

/// "2026-04-17.html"
std::string day_page_name(Day day);
/// The page of one day. The same digest and links give the same bytes.
std::string day_page(const Digest& digest, const PageLinks& links);

/// What the index keeps of a day; the digest itself may go.
struct PageDay {
  Day day{};
  std::string json;  ///< one object, see page.cpp
};
PageDay page_day(const Digest& digest);
/// `days` newest first. Search over all of them, calendar, statistics.
std::string index_page(const std::vector<PageDay>& days, const std::string& profile, const std::string& language);

}  // namespace sheaf::render
