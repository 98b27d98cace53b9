// The reader's own daily notes: where the one of a day would lie, and whether it does.
// Reads the vault and writes nothing; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/date.hpp"
#include "model/profile.hpp"

namespace sheaf::render {

/// A day in a format of Moment.js (momentjs.com/docs, "Format"), English names: YYYY, YY, Q, M, MM,
/// MMM, MMMM, D, DD, Do, DDD, DDDD, d, dd, ddd, dddd, E, e, w, ww, W, WW, GGGG, gggg, L forms, [text].
/// Times of the day are those of midnight.
std::string moment_format(Day day, std::string_view format);

/// Path without ".md" of the daily note of `day` if the vault has it, else empty. Folder and format
/// are the profile's, or those of Obsidian's core plugin in .obsidian/daily-notes.json.
std::string find_daily_note(const std::string& vault, const VaultProfile& profile, Day day);

}  // namespace sheaf::render
