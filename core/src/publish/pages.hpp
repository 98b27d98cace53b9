// The pages of one day, one function each; internal to the layer.
// Pure functions; any thread.
#pragma once

#include <string>

#include "model/digest.hpp"

namespace sheaf::publish {

std::string ai_page(const Digest& digest);
std::string ai_lines(const Digest& digest);
std::string daily_table(const Digest& digest);
std::string scored_readme(const Digest& digest);

}  // namespace sheaf::publish
