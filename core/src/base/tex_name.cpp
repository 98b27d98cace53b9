// People's names out of TeX, also where a macro ran into the letters after it; see tex.hpp.
// Pure functions; any thread.
#include <algorithm>

#include "base/tex.hpp"
#include "base/text.hpp"

namespace sheaf {
namespace {

/// "vskovi" as š and "kovi", "Oyvind" as Ø and "yvind", "inguez" as ı and "nguez".
std::optional<std::string> run_in(std::string_view macro) {
  std::size_t after = 1;
  if (std::string_view("vcHkrud").find(macro[0]) != std::string_view::npos && after < macro.size()) {
    next_code_point(macro, after);
    if (const auto letter = tex_accent(macro.substr(0, 1), macro.substr(1, after - 1)))
      return *letter + std::string(macro.substr(after));
  }
  for (const std::string_view letter : kTexLetters)
    if (macro.starts_with(letter)) return std::string(*tex_symbol(letter)) + std::string(macro.substr(letter.size()));
  if (macro[0] == 'i') return "ı" + std::string(macro.substr(1));
  return std::nullopt;
}

/// Symbols are none here: "Ayd\in" is Aydın.
bool is_known(std::string_view macro) {
  return macro.size() < 2 || macro == "and" || is_tex_style(macro) ||
         std::find(kTexLetters.begin(), kTexLetters.end(), macro) != kTexLetters.end();
}

std::string with_macros_apart(std::string_view name) {
  std::string out;
  for (std::size_t pos = 0; pos < name.size();) {
    std::size_t end = pos + 1;
    if (name[pos] == '\\')
      while (end < name.size() && is_ascii_alnum(name[end]) && !is_ascii_digit(name[end])) ++end;
    const std::string_view macro = name.substr(pos + 1, end - pos - 1);
    if (is_known(macro)) out += name.substr(pos, end - pos);
    else out += run_in(macro).value_or(std::string(macro));
    pos = end;
  }
  return out;
}

}  // namespace

std::string plain_name(std::string_view name) {
  if (name.find_first_of("\\{~$`") == std::string_view::npos) return std::string(name);
  return plain_text(with_macros_apart(name));
}

}  // namespace sheaf
