// Labelled paragraphs of a summary's text; see ai_fields.hpp.
// Pure functions; any thread.
#include "publish/ai_fields.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sheaf::publish {

std::vector<std::pair<std::string, std::string>> other_ai_fields(std::string_view text) {
  constexpr std::size_t kLongestLabel = 40;
  std::vector<std::pair<std::string, std::string>> fields;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find("\n\n**", at), text.size());
    const std::string_view part = text.substr(at, end - at);
    const std::size_t close = part.substr(0, kLongestLabel).find(":** ");
    const bool named = part.starts_with("**") && close != std::string_view::npos && close > 2;
    if (named)
      fields.emplace_back(part.substr(2, close - 2), part.substr(close + 4));
    else
      fields.emplace_back("", part);
    at = std::min(end + 2, text.size());
  }
  return fields;
}

}  // namespace sheaf::publish
