// A day's related papers as JSON Canvas 1.0 (jsoncanvas.org): which notes belong together.
// Pure function; any thread.
#pragma once

#include <string>

#include "model/digest.hpp"
#include "render/vault_pages.hpp"

namespace sheaf::render {

/// The day's notes that are related to another note, in groups by their topics, and those of earlier
/// days they are related to; an edge for each pair. Places depend on nothing but the arguments, no two
/// notes overlap, ids are "p0", "g0", "e0", …. Empty when no two are related; else ends in a line feed.
std::string related_canvas(const Digest& digest, const PageContext& context);

}  // namespace sheaf::render
