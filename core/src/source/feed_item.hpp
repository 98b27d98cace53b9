// One item or entry of a journal's feed: its fields as written, and the paper they tell of.
// Pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/paper.hpp"

namespace pugi {
class xml_node;
}

namespace sheaf::source {

/// Fields as the feed writes them; of elements that repeat the first that says something.
struct FeedFields {
  std::string title, description, content, guid, link, url, pdf, doi, identifier, rights, venue;
  std::string volume, number, first_page, last_page, pages;
  std::string date, updated, cover_date;
  std::vector<std::string> creators, subjects;
};

/// Reads <item> or <entry>, links resolved against `base`.
FeedFields read_feed_fields(const pugi::xml_node& node, const std::string& base);

/// The id that the item names: arXiv, DOI, or its link; nothing when it has none of these.
std::optional<PaperId> feed_item_id(const FeedFields& fields);

struct FeedDate {
  Day day;  ///< as written, in its own zone
  Seconds time;
};
/// RFC 822, RFC 3339, "2026-04-17", "2026-04" and "2026".
std::optional<FeedDate> read_feed_date(std::string_view text);

/// Names of creators: lists with commas, semicolons or "and", "Last, First", mail addresses.
std::vector<Author> feed_authors(const std::vector<std::string>& creators);

/// `channel` is the feed's own title, for feeds that do not name the journal.
Paper feed_paper(const FeedFields& fields, const PaperId& id, const std::string& channel);

}  // namespace sheaf::source
