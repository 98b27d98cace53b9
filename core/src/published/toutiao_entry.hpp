// One paper of an ai_toutiao page: a line of the list and the fields indented under it.
// Plain data and pure functions; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "published/formats.hpp"

namespace sheaf::published::toutiao {

/// What stands under one bullet, as collected line by line.
struct Item {
  std::size_t line = 0;
  bool brief = false;  ///< "- [arXiv251124] title [link](…)": such lines never have a summary
  std::string title;   ///< with its date tag, without the bullet and the stars
  std::string link;    ///< of a brief line
  std::vector<std::pair<std::string, std::string>> fields;  ///< key and text as printed
  std::string mermaid;                                      ///< without the list's indentation
};

/// Where an item stands, and how its page is written.
struct Place {
  std::optional<Day> day;  ///< of the "## date" section
  std::string topic;
  std::vector<std::string> categories;
  bool escaped_braces = true;  ///< "\{" stands for "{" on this page
};

enum class Outcome { kRead, kNoSummary, kUnreadable };

/// Adds the item's entry to the page; kUnreadable when it has no link (with a warning). kNoSummary:
/// the entry is there, but the model did not answer ("TBD", or the title in place of a summary).
///
/// The date tag "[arXiv251229]" is the announcement day, before the section's. Fields that nothing
/// in the model holds become lines of Summary::text, "- **key:** value".
Outcome add_item(const Item& item, const Place& place, Page& page);

/// "1) One. 2) Two." → two; a text without numbers is one.
std::vector<std::string> split_contributions(std::string_view text);
/// "[mlsys], [llm inference], [SRAM, memory]" → four, in this order, none twice.
std::vector<std::string> split_tags(std::string_view text);
/// The page's text as it was before it was escaped for MDX.
std::string without_escapes(std::string_view text, bool escaped_braces);

}  // namespace sheaf::published::toutiao
