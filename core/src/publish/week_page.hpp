// A week of days as one MDX page of ai_toutiao's kind, brought up to date in place; internal to the
// layer. Pure functions; any thread.
#pragma once

#include <string>
#include <vector>

#include "publish/escape.hpp"
#include "publish/publish.hpp"

namespace sheaf::publish {

Result<std::string> week_page(const std::vector<Digest>& digests, const Options& options);

/// One paper as a list item with its fields and its diagram, without a blank line behind.
std::string week_item(const Entry& entry, Braces braces);
/// "- [arXiv251124] Title [link](…)": a paper that stands in full elsewhere, or has no summary.
std::string week_brief(const Entry& entry, Braces braces);

/// A page that is there already, cut at its days.
struct WeekDay {
  Day day{};
  std::string text;  ///< from its heading to the next
};
struct WeekPage {
  std::string preface;  ///< all before the first day
  std::vector<WeekDay> days;
  std::string name;      ///< "20251229-20260104", of its heading
  std::string category;  ///< "cs.PF" of "20251229-20260104 (cs.PF)", or empty
  bool bare_braces = false;
};
WeekPage split_week_page(std::string_view text);
/// "20251229-20260104", Monday to Sunday.
std::string week_name(Day day);

/// A diagram that Mermaid reads: the published source where nothing in it is known to break, else
/// drawn anew from its tree; empty where there is neither.
std::string week_diagram(const Summary& summary);

}  // namespace sheaf::publish
