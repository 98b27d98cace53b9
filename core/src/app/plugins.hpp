// Plugins in a digest: where they are found, which the profile lets take part, and what each does. Every
// enabled plugin has one status; none can do more to a digest than fail in it.
// Functions borrow the facade; one call uses the caller's thread.
#pragma once

#include <string>
#include <vector>

#include "app/library.hpp"
#include "app/outputs.hpp"
#include "plugin/plugin.hpp"

namespace sheaf::app {

/// Where added plugins lie: "plugins" beside the store; empty for a store in memory.
std::string plugin_folder(const std::string& store_path);

/// By path, else among the bundled ones, else in `folder`. kNotFound names what there is.
Result<plugin::Package> find_plugin(const std::string& folder, const PluginUse& use);
/// Names of bundled and added plugins.
std::vector<std::string> plugin_names(const std::string& folder);
/// Copies a plugin's files into `folder`, after it was read and started: all or none, in place of the one of
/// that name. kInvalid: a bundled plugin has that name, or one of the files is a symbolic link.
Result<plugin::Package> add_plugin(const std::string& folder, const std::string& path);

/// "plugin:dblp", the name of its list and its status.
std::string plugin_list_name(const std::string& label);
/// The profile's use of that list; null: it is no plugin's.
const PluginUse* plugin_of_list(const Profile& profile, std::string_view list);
/// Lists of enabled plugins that are sources.
std::vector<std::string> plugin_lists(const std::string& folder, const Profile& profile);

/// Requests of plugins over the library's client; XML by the sources' parser.
plugin::Door plugin_door(net::Client& client);

/// Statuses of enabled plugins that cannot even be read, so that no later step names them.
std::vector<SourceStatus> unreadable_plugins(Library& library, const Profile& profile);
/// Points and reasons of the profile's scorers, added to the scores.
Result<std::vector<SourceStatus>> apply_scorers(Library& library, const Profile& profile, const std::vector<Paper>& papers,
                                                std::vector<Score>& scores, const Task& task);
/// Summaries of the profile's summarizers, over those the entries have. Answers of a model are stored.
Result<std::vector<SourceStatus>> apply_summarizers(Library& library, const Profile& profile,
                                                    std::vector<Entry>& entries, bool offline, const Task& task);
/// Files of the profile's exporters.
Result<std::vector<SourceStatus>> apply_exporters(Library& library, const Profile& profile, const Digest& digest,
                                                  const Task& task);

/// Runs one summarizer over the entries; the status tells how it went.
Result<SourceStatus> run_summarizer(Library& library, plugin::Plugin& plugin, const Profile& profile,
                                    std::vector<Entry>& entries, bool offline, const Task& task);

/// Writes an exporter's files below `folder`, which is made. No symbolic link below it is followed or
/// replaced, and no file that somebody else wrote or changed: it is told as a conflict and stays.
Result<std::vector<FileReport>> write_exports(const std::string& folder, const std::string& label,
                                              const std::vector<plugin::ExportFile>& files);

}  // namespace sheaf::app
