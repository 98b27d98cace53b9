// A running plugin; see plugin.hpp. The four kinds are in *_plugin.cpp.
#include "plugin/plugin.hpp"

#include <nlohmann/json.hpp>

namespace sheaf::plugin {
namespace {

std::vector<const char*> functions_of(Kind kind) {
  switch (kind) {
    case Kind::kSource: return {"ask", "read"};
    case Kind::kScorer: return {"score"};
    case Kind::kSummarizer: return {"ask", "read"};
    case Kind::kExporter: return {"export"};
  }
  return {};
}

Error named(const std::string& label, Error error) {
  error.message = "plugin " + label + ": " + error.message;
  return error;
}

}  // namespace

Plugin::Plugin(Manifest manifest, std::string label, Json options, Sandbox sandbox)
    : manifest_(std::move(manifest)), label_(std::move(label)),
      options_(std::make_shared<const Json>(std::move(options))), sandbox_(std::move(sandbox)) {}

Result<Plugin> Plugin::open(const Package& package, std::string label, std::string_view options_json,
                            const Limits& limits, const Task& task) {
  auto options = merged_options(package.manifest, options_json);
  if (!options) return named(label, std::move(options).error());
  auto sandbox = Sandbox::start(package.code, "main.js", limits, task);
  if (!sandbox) return named(label, std::move(sandbox).error());
  for (const char* function : functions_of(package.manifest.kind)) {
    const auto found = sandbox->has(function, task);
    if (!found) return named(label, found.error());
    if (!*found)
      return named(label, Error{ErrorCode::kPlugin, "main.js: a " + std::string(kind_name(package.manifest.kind)) +
                                                        " must have a function exports." + function});
  }
  return Plugin(package.manifest, std::move(label), std::move(options).value(), std::move(sandbox).value());
}

Result<Json> Plugin::call(const char* function, Json input, const Task& task) {
  input["options"] = *options_;
  auto text = sandbox_.call(function, dump_json(input), task);
  if (!text) return named(label_, std::move(text).error());
  auto value = parse_json(*text, std::string("what exports.") + function + " returned");
  if (!value) return named(label_, Error{ErrorCode::kPlugin, value.error().message});
  return value;
}

Error Plugin::wrong(const char* function, const std::string& problem) const {
  return named(label_, Error{ErrorCode::kPlugin, std::string("exports.") + function + " returned " + problem});
}

}  // namespace sheaf::plugin
