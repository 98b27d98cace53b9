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
// Of the learned ranking.
constexpr std::size_t kReasonLength = 160;
constexpr std::size_t kReasonTerms = 3;
constexpr std::size_t kTermBudget = 56;
constexpr std::size_t kNearTitleBudget = 24;

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

std::string make_learned_reason(const LearnedReason& reason) {
  std::vector<std::string> parts;
  const auto add = [&parts](std::string_view label, const std::string& text) {
    if (!text.empty()) parts.push_back(std::string(label) + collapse_spaces(text));
  };
  std::vector<std::string> speak_for, speak_against;
  for (const FoundKeyword& keyword : reason.keywords) {
    const bool said = std::find(reason.terms.begin(), reason.terms.end(),
                                to_lower(keyword.term)) != reason.terms.end();
    if (keyword.weight < 0) speak_against.push_back(keyword.term);
    else if (!said) speak_for.push_back(keyword.term);
  }
  std::vector<std::string> terms(reason.terms.begin(),
                                 reason.terms.begin() + static_cast<std::ptrdiff_t>(
                                                            std::min(kReasonTerms, reason.terms.size())));
  if (!terms.empty()) add("", list_within(terms, kTermBudget));
  if (!reason.similar.empty()) {
    std::string like = '"' + shorten(reason.similar[0], kNearTitleBudget) + '"';
    if (reason.similar.size() > 1)
      like += " and \"" + shorten(reason.similar[1], kNearTitleBudget) + '"';
    add("like ", like + " in your library");
  }
  add(reason.authors.size() == 1 ? "author: " : "authors: ", list_within(reason.authors, kAuthorBudget));
  add("keywords: ", list_within(speak_for, kAuthorBudget));
  add("against: ", list_within(speak_against, kAuthorBudget));
  add("author: ", shorten(reason.known_author, kAuthorBudget));
  add(reason.category_against ? "against: " : "", reason.category);
  add("in ", shorten(reason.interest, kAuthorBudget));
  std::string out;
  for (const std::string& part : parts) {
    const std::string longer = out.empty() ? part : out + " · " + part;
    if (count_code_points(longer) <= kReasonLength) out = longer;
  }
  return out;
}

}  // namespace sheaf::rank
