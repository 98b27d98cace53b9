// The plugins of a profile; see profile_parts.hpp.
// No state; any thread.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/profile_parts.hpp"

namespace sheaf::profile_parts {
namespace {

constexpr std::size_t kMostPlugins = 50, kLongestLabel = 60;

/// Labels stand in statuses, names of lists and files.
bool is_plain_label(std::string_view label) {
  return !label.empty() && label.size() <= kLongestLabel && label.front() != '-' &&
         std::all_of(label.begin(), label.end(), [](char c) { return is_ascii_alnum(c) || c == '-' || c == '_'; });
}

std::string last_part(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  return std::string(path.substr(path.rfind('/') + 1));
}

Status read_plugin(ObjectReader& in, PluginUse& plugin) {
  SHEAF_TRY(in.take("name", plugin.name));
  SHEAF_TRY(in.take("path", plugin.path));
  SHEAF_TRY(in.take("label", plugin.label));
  SHEAF_TRY(in.take("enabled", plugin.enabled));
  SHEAF_TRY(in.take("output", plugin.output));
  SHEAF_TRY(in.take_json("options", plugin.options));  // the plugin's own to check
  SHEAF_TRY(in.refuse_unknown());
  if (plugin.name.empty() == plugin.path.empty())
    return in.wrong(in.below("name"), "a plugin needs a name or the path of its folder, and not both");
  if (plugin.label.empty()) plugin.label = plugin.name.empty() ? last_part(plugin.path) : plugin.name;
  if (!is_plain_label(plugin.label))
    return in.wrong(in.below("label"), "must be letters, digits, '-' and '_', not \"" + shorten(plugin.label, 40) + "\"");
  return {};
}

}  // namespace

Status read_plugins(ObjectReader& in, std::vector<PluginUse>& plugins) {
  return in.take_list("plugins", [&](const Json& value, const JsonPath& path) -> Status {
    PluginUse plugin;
    if (value.is_string()) {
      plugin.name = plugin.label = value.get<std::string>();
      if (!is_plain_label(plugin.label)) return in.wrong(path, "\"" + shorten(plugin.name, 40) + "\" is no plugin's name");
    } else {
      SHEAF_TRY(in.read_object(value, path, [&](ObjectReader& sub) { return read_plugin(sub, plugin); }));
    }
    if (plugins.size() == kMostPlugins) return in.wrong(path, "a profile has " + std::to_string(kMostPlugins) + " plugins at most");
    for (const PluginUse& other : plugins)
      if (other.label == plugin.label)
        return in.wrong(path, "a plugin \"" + plugin.label + "\" is there already: give one of them a \"label\"");
    plugins.push_back(std::move(plugin));
    return {};
  });
}

}  // namespace sheaf::profile_parts
