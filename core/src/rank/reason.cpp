// Reason: see reason.hpp.
// Pure functions; any thread.
#include "rank/reason.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sheaf::rank {
namespace {

// Their sum with separators and labels stays near 160 characters.
constexpr std::size_t kKeywordBudget = 64;
constexpr std::size_t kAuthorBudget = 32;
constexpr std::size_t kTitleBudget = 36;

/// As many names as fit, then how many more there are. At least one is shown.
std::string list_within(const std::vector<std::string>& names, std::size_t budget) {
  std::string out;
  std::size_t used = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string name = shorten(names[i], budget);
    const std::size_t length = count_code_points(name) + 2;
    if (i > 0 && used + length > budget)
      return out.append(", +").append(std::to_string(names.size() - i));
    if (i > 0) out += ", ";
    out += name;
    used += length;
  }
  return out;
}

void add_part(std::string& out, std::string_view label, const std::string& part) {
  if (part.empty()) return;
  if (!out.empty()) out += " · ";
  out += label;
  out += part;
}

double points(const FoundKeyword& keyword) {
  return keyword.weight * (keyword.in_title ? 1.5 : 1.0);
}

}  // namespace

std::string make_reason(std::vector<FoundKeyword> found, const std::vector<std::string>& authors,
                        const std::string& nearest) {
  std::stable_sort(found.begin(), found.end(), [](const FoundKeyword& a, const FoundKeyword& b) {
    return points(a) > points(b);
  });
  std::vector<std::string> speak_for, speak_against;
  for (const FoundKeyword& keyword : found) {
    std::string name = keyword.term;
    if (keyword.in_title) name += " (title)";
    (keyword.weight < 0 ? speak_against : speak_for).push_back(std::move(name));
  }
  std::reverse(speak_against.begin(), speak_against.end());
  std::string out;
  add_part(out, speak_for.size() == 1 ? "keyword: " : "keywords: ",
           list_within(speak_for, kKeywordBudget));
  add_part(out,
           authors.size() == 1 ? "author: " : "authors: ", list_within(authors, kAuthorBudget));
  if (!nearest.empty()) {
    add_part(out, "like \"", shorten(nearest, kTitleBudget));
    out += "\" in your library";
  }
  add_part(out, "against: ", list_within(speak_against, kAuthorBudget));
  return collapse_spaces(out);
}

}  // namespace sheaf::rank
