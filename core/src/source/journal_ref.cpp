// Writing a printed place; see journal_ref.hpp.
// Pure function; any thread.
#include "source/journal_ref.hpp"

namespace sheaf::source {

std::string journal_ref(const PrintedPlace& place) {
  if (place.volume.empty() && place.issue.empty() && place.pages.empty()) return {};
  std::string text = place.venue;
  if (!place.volume.empty()) text += (text.empty() ? "" : " ") + place.volume;
  if (!place.issue.empty()) text += "(" + place.issue + ")";
  if (!place.pages.empty()) text += (text.empty() ? "" : ", ") + place.pages;
  if (!place.year.empty()) text += " (" + place.year + ")";
  return text;
}

}  // namespace sheaf::source
