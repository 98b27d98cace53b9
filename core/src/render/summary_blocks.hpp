// The blocks of a paper's note that tell its summary.
// Pure functions; any thread. Each returns a block's text, empty where there is nothing to tell.
#pragma once

#include <string>

#include "model/summary.hpp"

namespace sheaf::render {

std::string tldr_text(const Summary& summary);
/// What a model wrote and the paper does not say, and what in the paper speaks to models.
std::string doubts_text(const Summary& summary);
std::string card_text(const Summary& summary);
std::string contributions_text(const Summary& summary);
std::string report_text(const Summary& summary);
/// What a model of another system wrote about the paper.
std::string essay_text(const Summary& summary);
std::string mindmap_text(const Summary& summary);

}  // namespace sheaf::render
