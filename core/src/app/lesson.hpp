// Lesson: what the store knows of the reader, gathered for the ranking to learn from.
// Functions borrow the store; any thread.
#pragma once

#include <string>
#include <vector>

#include "model/profile.hpp"
#include "rank/ranker.hpp"
#include "store/store.hpp"

namespace sheaf::app {

/// Days of announcements that count as the stream the reader sees, and how many papers of it are enough.
inline constexpr int kBackgroundDays = 60;
inline constexpr std::size_t kBackgroundPapers = 4000;
/// With fewer papers nothing about a stream can be told.
inline constexpr std::size_t kLeastBackground = 200;

/// The library's items that the profile admits; an item without an abstract has that of the stored
/// paper with its id.
Result<std::vector<LibraryItem>> admitted_library(store::Store& store, const RankingProfile& ranking);

/// What the reader thinks of stored papers.
Result<std::vector<rank::Judged>> judged_papers(store::Store& store);

/// A sample of what the profile's lists announced lately; of all stored papers where that is too little.
Result<std::vector<Paper>> stream_sample(store::Store& store, const Profile& profile, Day today);

/// Papers liked or kept, as items.
std::vector<LibraryItem> praised(const std::vector<rank::Judged>& feedback);

}  // namespace sheaf::app
