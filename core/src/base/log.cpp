// Logging without secrets; see log.hpp.
// The sink is called under the logger's lock.
#include "base/log.hpp"

#include <array>

#include "base/text.hpp"

namespace sheaf {
namespace {

constexpr std::array<std::string_view, 11> kSecretNames = {
    "api_key=", "apikey=", "key=", "token=", "access_token=", "secret=",
    "password=", "signature=", "x-amz-signature=", "authorization: ", "x-api-key: "};

bool ends_value(char c) { return c == '&' || c == '\n' || c == '\r' || c == '#' || c == '"'; }

/// "https://user:password@host/" → "https://***@host/".
void redact_user_info(std::string& text) {
  for (std::size_t at = 0; (at = text.find("://", at)) != std::string::npos;) {
    at += 3;
    const std::size_t end = std::min(text.find_first_of("/?# \n", at), text.size());
    const std::size_t sign = text.rfind('@', end);
    if (sign != std::string::npos && sign > at && sign < end) text.replace(at, sign - at, "***");
  }
}

/// Replaces what follows `name` up to the end of a query value, or of the line for a header.
void redact_values(std::string& text, std::string_view name) {
  const bool header = name.back() == ' ';
  std::string lowered = ascii_lower(text);
  for (std::size_t at = 0; (at = lowered.find(name, at)) != std::string::npos;) {
    const bool begins_word = at == 0 || !is_ascii_alnum(lowered[at - 1]);
    at += name.size();
    if (!begins_word) continue;
    std::size_t end = at;
    while (end < text.size() && !ends_value(text[end]) && (header || !is_ascii_space(text[end]))) ++end;
    text.replace(at, end - at, "***");
    lowered.replace(at, end - at, "***");
  }
}

}  // namespace

std::string redact(std::string_view text) {
  std::string out(text);
  redact_user_info(out);
  for (const std::string_view name : kSecretNames) redact_values(out, name);
  return out;
}

void Logger::log(LogLevel level, std::string_view message) const {
  if (!sink_) return;
  const std::string text = redact(message);
  const std::lock_guard lock(mutex_);
  sink_(level, text);
}

}  // namespace sheaf
