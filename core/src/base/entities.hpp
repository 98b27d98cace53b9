// Character references of HTML ("&amp;", "&#955;") in text that came as markup.
// Pure functions; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sheaf {

struct EntityReference {
  char32_t character = 0;
  std::size_t length = 0;  ///< with "&" and ";"
};

/// The reference at the front of `text`: named (those of HTML 4 and of scholarly texts) or numeric.
/// Characters that may not be in text are U+FFFD; C1 controls are what they were in Windows-1252
/// (HTML Standard, 13.2.5.80).
std::optional<EntityReference> read_entity(std::string_view text);
/// All of them; unknown ones stay as they are.
std::string decode_entities(std::string_view text);

/// A C1 control as the character it was in Windows-1252; any other stays. U+FFFD for what may not
/// be in text.
char32_t allowed_character(char32_t c);

}  // namespace sheaf
