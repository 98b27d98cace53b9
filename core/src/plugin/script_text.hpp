// Text between the core (UTF-8) and a script (UTF-16 in Duktape's spelling, where a character beyond the
// BMP is two surrogates of three bytes each), and the words for what a script threw.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::plugin {

/// JSON whose characters beyond the BMP are escapes, so that a script counts them as JavaScript does.
std::string with_surrogates(std::string_view json);
/// Pairs of encoded surrogates joined to UTF-8; lone ones and invalid bytes are U+FFFD.
std::string without_surrogates(std::string_view text);

/// A thrown error's own words, as they came: all may be empty.
struct Thrown {
  std::string file, line, name, message;
};
/// "main.js:12: TypeError: not callable"; no line where the engine names none of the script's own.
std::string thrown_message(const Thrown& thrown, std::string_view file);

}  // namespace sheaf::plugin
