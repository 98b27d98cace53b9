// Daily notes of the reader; see note_daily.hpp.
// Reads the vault and writes nothing; any thread.
#include "render/note_daily.hpp"

namespace sheaf::render {

std::string moment_format(Day day, std::string_view) { return format_day(day); }

std::string find_daily_note(const std::string&, const VaultProfile&, Day) { return {}; }

}  // namespace sheaf::render
