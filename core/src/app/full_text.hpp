// A paper's full text for its summary: fetched politely, remembered in files beside the store.
// Borrows all it is given; any thread.
#pragma once

#include "app/library.hpp"
#include "source/full_text.hpp"

namespace sheaf::app {

using source::FullText;

/// The abstract alone when the profile does not want more (summary.full_text), or nothing more can
/// be had: `origin` and `note` say so. `limitations` and `future_work` are filled. Fails for
/// kCancelled alone.
Result<FullText> full_text_of(Library& library, const Paper& paper, const Profile& profile,
                              const Task& task);

/// Files of JSON in `folder`, one an address; entries that cannot be read do not exist. The folder
/// keeps the newest `most` entries. An empty folder remembers nothing.
source::TextCache file_text_cache(const std::string& folder, std::size_t most = 2000);

/// Sentences that own up to limits, or announce work to come: those of sections so named, and those
/// with such words elsewhere. At most `most` of each.
void find_limits_and_plans(FullText& text, std::size_t most = 6);

}  // namespace sheaf::app
