// Members of JSON objects that may be missing, wrongly typed or empty: for what reads and writes the
// model's own JSON.
// Pure functions; any thread.
#pragma once

#include <string>
#include <vector>

#include "model/json.hpp"

namespace sheaf::json_parts {

std::vector<std::string> string_list(const Json& json, const char* key);
double number_of(const Json& json, const char* key);
bool is_true(const Json& json, const char* key);
/// An empty object where something else stands.
const Json& object_of(const Json& json, const char* key);

/// Empty values are left out.
void put(Json& json, const char* key, const std::string& value);
void put(Json& json, const char* key, const std::vector<std::string>& value);

}  // namespace sheaf::json_parts
