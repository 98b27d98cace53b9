// Which language a published summary is written in.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::published {

/// BCP 47: "zh", "ja", "ko", "ru", "en", …, told by the script, and among Latin scripts by the
/// commonest small words. Names and terms in Latin letters inside other scripts do not count for
/// English. Empty when the text does not tell.
std::string guess_language(std::string_view text);

}  // namespace sheaf::published
