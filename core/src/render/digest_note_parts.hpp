// The blocks of a day's note, for the template that puts them together.
// Pure functions; any thread.
#pragma once

#include <string>
#include <vector>

#include "render/note.hpp"

namespace sheaf::render {

/// All are Markdown without a mark; empty: there is nothing to say. `note_paths` are by entry.
std::string day_sample_text(const Digest& digest);
/// What of the reader's own templates went wrong, so that the built-in ones were used.
std::string problems_text(const NoteStyle& style);
std::string counts_text(const Digest& digest);
std::string pages_text(const DayLinks& links);
std::string sources_text(const Digest& digest);
/// One line a topic: where to look first for one who has time for one subject.
std::string topics_text(const Digest& digest, const std::vector<std::string>& note_paths);

enum class DaySection { kNew, kCross, kReplaced };
/// A ranked table of the papers of one kind of announcement.
std::string day_section_text(DaySection which, const Digest& digest,
                             const std::vector<std::string>& note_paths);

}  // namespace sheaf::render
