// How papers, entries and the profile are told to a script.
// Pure functions; any thread.
#pragma once

#include "plugin/plugin.hpp"

namespace sheaf::plugin {

/// What every paper is told with, and what the manifest needs beside it.
Json told_paper(const Paper& paper, const Manifest& manifest);
/// The reader's wishes: no secret, path or address is among them.
Json told_profile(const Profile& profile);
/// True when the manifest needs it.
bool needs(const Manifest& manifest, std::string_view what);

}  // namespace sheaf::plugin
