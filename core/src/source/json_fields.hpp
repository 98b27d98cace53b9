// JSON answers of services: loading with limits, and members of any type a server may send.
// Pure functions; any thread. References point into the document.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/json.hpp"

namespace sheaf::source {

inline constexpr std::size_t kMaxJsonBytes = std::size_t{32} << 20;
/// Every value costs some 50 bytes, so few bytes of "[[[" must not become gigabytes.
inline constexpr std::size_t kMaxJsonValues = 4'000'000;

/// kParse for what is no JSON, naming `what` and what it looks like. Invalid UTF-8 is replaced and
/// said so in `warning`.
Result<Json> load_json(std::string_view body, std::string_view what, std::string& warning);

/// The member, or a JSON null when there is none.
const Json& member(const Json& json, const char* key);
/// A string as it is, a number in decimal; else empty. Valid UTF-8.
std::string text_at(const Json& json, const char* key);
/// The same as clean_line() has it.
std::string line_at(const Json& json, const char* key);
/// A number, or a string of digits.
std::optional<std::int64_t> number_at(const Json& json, const char* key);
/// The strings of a list, cleaned to lines, or the one string as a list of one; empty ones left
/// out.
std::vector<std::string> lines_at(const Json& json, const char* key);
/// The first string of a list, or the string.
std::string first_at(const Json& json, const char* key);

/// What an error answer says of itself, in one short line: "error", "message" (text or list) or
/// "errors" of JSON, or a short plain text; empty when it says nothing.
std::string refusal_words(std::string_view body);

}  // namespace sheaf::source
