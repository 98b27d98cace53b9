// Fuzzer of plugins: the input is a manifest, options, a URL it asks for, a path it exports to, and a script,
// divided by NULs. What may be asked is what the manifest declares; a script ends in its limits.
#include "fuzz.hpp"

#include <nlohmann/json.hpp>

#include "model/json.hpp"
#include "net/url.hpp"
#include "plugin/manifest.hpp"
#include "plugin/plugin.hpp"
#include "plugin/sandbox.hpp"
#include "plugin/script_text.hpp"

namespace {

using namespace sheaf;

void check_leave(const plugin::Manifest& manifest, const std::string& options_json, const std::string& url) {
  const auto options = plugin::merged_options(manifest, options_json);
  if (!options) return fuzz::require_utf8(options.error().message, "an error is no UTF-8");
  if (!plugin::check_request(manifest, *options, url).ok()) return;
  const auto parts = net::split_url(url);
  fuzz::require(parts.has_value(), "leave for what is no URL", url);
  fuzz::require(!manifest.hosts.empty() || !manifest.hosts_from_options.empty(), "leave without a host", url);
  if (manifest.hosts_from_options.empty())
    fuzz::require(parts->scheme == "https" && !net::is_loopback_host(parts->host), "leave for this machine", url);
}

void check_script(const std::string& script) {
  plugin::Limits limits;
  limits.max_heap_bytes = std::size_t{4} << 20;
  limits.max_execution_time_ms = 100;
  auto box = plugin::Sandbox::start(script, "main.js", limits);
  if (!box) return fuzz::require_utf8(box.error().message, "an error is no UTF-8");
  const auto answer = box->call("score", R"({"papers":[{"id":"1","title":"A 🎉 title"}]})", Task());
  if (!answer) return fuzz::require_utf8(answer.error().message, "an error is no UTF-8");
  fuzz::require_utf8(*answer, "an answer is no UTF-8");
  fuzz::require(parse_json(*answer, "answer").ok(), "an answer is no JSON", *answer);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::string> parts = fuzz::parts_of(data, size, 5);
  const auto manifest = plugin::parse_manifest(parts[0], "manifest.json");
  if (manifest) {
    check_leave(*manifest, parts[1], parts[2]);
  } else {
    fuzz::require_utf8(manifest.error().message, "an error is no UTF-8");
    fuzz::require(manifest.error().message.starts_with("manifest.json"), "an error that names no place", manifest.error().message);
  }
  if (plugin::check_export_path(parts[3]).ok()) {
    const bool safe = !parts[3].starts_with('/') && !contains("/" + parts[3] + "/", "/../") &&
                      !contains("/" + parts[3], "/.") && parts[3].find('\\') == std::string::npos;
    fuzz::require(safe, "a path that leaves its folder", parts[3]);
  }
  fuzz::require_utf8(plugin::without_surrogates(parts[1]), "text of a script is no UTF-8");
  (void)plugin::with_surrogates(to_valid_utf8(parts[1]));
  if (!parts[4].empty()) check_script(parts[4]);
  return 0;
}
