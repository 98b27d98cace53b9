// JSON for the commands: reading results and printing objects, one spelling for all of them.
// Pure functions; any thread. Only .cpp files include the JSON library itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace cli {

using Json = nlohmann::ordered_json;

/// Parses what the library or a user wrote; a Failure names `what`, and the column when there is
/// one.
Json parse_json(std::string_view text, const std::string& what);
/// One line; control characters are escaped even where JSON would let them pass.
std::string json_line(const Json& json);

/// Members that may be missing or of another type.
std::string text_of(const Json& object, const char* key);
std::uint64_t count_of(const Json& object, const char* key);
double number_of(const Json& object, const char* key);
bool flag_of(const Json& object, const char* key);
/// The member when it is an array (or object); otherwise an empty one.
const Json& list_of(const Json& object, const char* key);
const Json& object_of(const Json& object, const char* key);

}  // namespace cli
