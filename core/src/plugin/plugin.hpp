// Plugin: one package running in its sandbox, with the options its reader gave it, and the four things
// plugins do: find papers, adjust scores, write summaries, write files. What they return is checked here;
// what they may reach is the caller's to give.
// Owns its sandbox; one thread at a time.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "model/digest.hpp"
#include "model/profile.hpp"
#include "net/http.hpp"
#include "plugin/package.hpp"
#include "plugin/sandbox.hpp"

namespace sheaf::plugin {

class Plugin {
 public:
  /// Starts it. Errors begin with `label`.
  static Result<Plugin> open(const Package& package, std::string label, std::string_view options_json,
                             const Limits& limits = Limits(), const Task& task = Task());

  const Manifest& manifest() const { return manifest_; }
  const std::string& label() const { return label_; }
  const Json& options() const { return *options_; }
  /// `input` gets the options as its member "options".
  Result<Json> call(const char* function, Json input, const Task& task);
  Error wrong(const char* function, const std::string& problem) const;

 private:
  Plugin(Manifest manifest, std::string label, Json options, Sandbox sandbox);
  Manifest manifest_;
  std::string label_;
  std::shared_ptr<const Json> options_;  // shared because Json is only declared here
  Sandbox sandbox_;
};

/// How a source's requests are carried; the core's polite client stands behind it. The request names in
/// `only_hosts` where a redirect may lead.
struct Door {
  std::function<Result<net::HttpResponse>(const net::HttpRequest&, const Task&)> fetch;
  std::function<Result<Json>(std::string body)> read_xml;  ///< as source/xml_tree.hpp
};

struct SourceQuestion {
  Day from{}, day{};  ///< papers of these days are wanted, both ends included
};
struct SourceAnswer {
  std::vector<Paper> papers;
  std::vector<std::string> warnings;  ///< "papers[3]: has no \"id\"", and the plugin's own
};
Result<SourceAnswer> run_source(Plugin& plugin, const SourceQuestion& question, const Door& door, const Task& task);

struct Adjustment {
  double points = 0;
  std::string reason;
};
/// One per paper, in order. `types` may be empty.
Result<std::vector<Adjustment>> run_scorer(Plugin& plugin, const std::vector<Paper>& papers,
                                           const std::vector<Score>& scores, const Profile& profile, const Task& task);

/// What a summarizer wants said about one paper; no prompt: it needs no model.
struct SummaryRequest {
  std::size_t entry = 0;
  std::string system, user;
  std::string schema;  ///< JSON Schema of the answer, as JSON
  bool wants_model() const { return !user.empty(); }
};
Result<std::vector<SummaryRequest>> ask_summaries(Plugin& plugin, const std::vector<Entry>& entries,
                                                  const Profile& profile, const Task& task);
/// The entry's summary with what the plugin wrote over it; `answer` is null where no model was asked.
Result<Summary> read_summary(Plugin& plugin, const Entry& entry, const Json& answer, const Profile& profile,
                             const Task& task);

struct ExportFile {
  std::string path;  ///< relative, '/' between its parts, safe on every system
  std::string text;
};
Result<std::vector<ExportFile>> run_exporter(Plugin& plugin, const Digest& digest, const Task& task);

/// kPlugin unless the path stays below the folder it is relative to, and is no hidden file.
Status check_export_path(std::string_view path);

}  // namespace sheaf::plugin
