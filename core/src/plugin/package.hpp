// Package: a plugin as it lies in a folder or in the library: manifest, script and recorded tests.
// Plain data; whoever holds a value owns it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plugin/manifest.hpp"

namespace sheaf::plugin {

struct Package {
  Manifest manifest;
  std::string code;
  std::string tests;   ///< tests.json; empty: none
  std::string folder;  ///< empty: it is part of the library
};

/// manifest.json, main.js and tests.json of a folder. Errors name the file.
Result<Package> read_package(const std::string& folder);

/// The plugins that come with the library, by name.
const std::vector<Package>& bundled_packages();
const Package* find_bundled(std::string_view name);

/// The files of one bundled plugin, as the build embeds them (plugins/).
struct EmbeddedPlugin {
  const char *manifest, *code, *tests;
};
extern const EmbeddedPlugin kEmbeddedPlugins[];
extern const std::size_t kEmbeddedPluginCount;

}  // namespace sheaf::plugin
