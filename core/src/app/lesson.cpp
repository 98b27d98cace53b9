// Gathering what to learn from; see lesson.hpp.
// No state; any thread.
#include "app/lesson.hpp"

#include <unordered_map>

#include "app/ranking.hpp"
#include "app/visit.hpp"
#include "base/glob.hpp"

namespace sheaf::app {
namespace {

/// Reference managers often have no abstract; the announcement had one.
Status complete_items(store::Store& store, std::vector<LibraryItem>& items) {
  std::vector<std::string> wanted;
  for (const LibraryItem& item : items)
    if (item.abstract.empty() && !item.id.empty()) wanted.push_back(item.id);
  if (wanted.empty()) return {};
  SHEAF_ASSIGN(const std::vector<std::string> ids, store.canonical_ids(wanted));
  SHEAF_ASSIGN(const std::vector<Paper> papers, store.find_papers(wanted));
  std::unordered_map<std::string_view, const Paper*> by_id;
  for (const Paper& paper : papers) by_id.emplace(paper.id, &paper);
  auto id = ids.begin();
  for (LibraryItem& item : items) {
    if (!item.abstract.empty() || item.id.empty()) continue;
    const auto found = by_id.find(*id++);
    if (found == by_id.end()) continue;
    item.abstract = found->second->abstract;
    if (item.categories.empty()) item.categories = found->second->categories;
  }
  return {};
}

}  // namespace

Admitted admit(std::vector<LibraryItem> items, const RankingProfile& ranking) {
  const GlobList include(ranking.include), exclude(ranking.exclude);
  Admitted admitted;
  for (LibraryItem& item : items) {
    const bool wanted = include.empty() || include.matches_any(item.collections);
    if (wanted && !exclude.matches_any(item.collections))
      admitted.items.push_back(std::move(item));
    else
      ++admitted.excluded;
  }
  return admitted;
}

Result<std::vector<LibraryItem>> admitted_library(store::Store& store, const RankingProfile& ranking) {
  SHEAF_ASSIGN(std::vector<LibraryItem> items, store.library());
  Admitted admitted = admit(std::move(items), ranking);
  SHEAF_TRY(complete_items(store, admitted.items));
  return std::move(admitted.items);
}

Result<std::vector<rank::Judged>> judged_papers(store::Store& store) {
  SHEAF_ASSIGN(const std::vector<Opinion> opinions, store.feedback());
  std::vector<std::string> ids;
  std::unordered_map<std::string_view, const Opinion*> by_id;
  for (const Opinion& opinion : opinions) {
    ids.push_back(opinion.id);
    by_id.emplace(opinion.id, &opinion);
  }
  SHEAF_ASSIGN(std::vector<Paper> papers, store.find_papers(ids));
  std::vector<rank::Judged> judged;
  for (Paper& paper : papers) {
    const auto found = by_id.find(paper.id);
    if (found != by_id.end()) judged.push_back({std::move(paper), found->second->kind, found->second->at});
  }
  return judged;
}

Result<std::vector<Paper>> stream_sample(store::Store& store, const Profile& profile, Day today) {
  const Day from = today - std::chrono::days(kBackgroundDays);
  SHEAF_ASSIGN(std::vector<Paper> papers,
               store.sample_announced(lists_of(profile), from, today, kBackgroundPapers));
  if (papers.size() >= kLeastBackground) return papers;
  return store.sample_papers(kBackgroundPapers);
}

std::vector<LibraryItem> praised(const std::vector<rank::Judged>& feedback) {
  std::vector<Paper> papers;
  for (const rank::Judged& judged : feedback)
    if (judged.kind == FeedbackKind::kLiked || judged.kind == FeedbackKind::kKept) papers.push_back(judged.paper);
  return as_library(papers);
}

}  // namespace sheaf::app
