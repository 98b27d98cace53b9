// Manifest: what a plugin says of itself and asks leave for, read from manifest.json and checked key by key.
// Plain data; whoever holds a value owns it. The contract is plugins/README.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/json.hpp"

namespace sheaf::plugin {

/// The contract this library keeps; a plugin names the one it was written for.
inline constexpr int kContract = 1;

enum class Kind { kSource, kScorer, kSummarizer, kExporter };
std::string_view kind_name(Kind kind);  ///< "source", "scorer", "summarizer", "exporter"

struct Option {
  std::string name, about;
  std::string fallback;  ///< JSON; what the plugin gets when the profile says nothing
};

struct Manifest {
  std::string name;     ///< lower case letters, digits and '-'
  std::string version;
  std::string description;
  Kind kind = Kind::kScorer;
  std::vector<std::string> hosts;               ///< it may ask: "dblp.org", "*.openreview.net"
  std::vector<std::string> hosts_from_options;  ///< options that hold a URL, whose host it may ask
  bool llm = false;                             ///< it may ask the reader's model
  std::vector<std::string> needs;               ///< beyond what every paper is told with: "abstract"
  std::vector<Option> options;
};

/// kInvalid names file, line and key; kUnsupported: it wants a newer contract.
Result<Manifest> parse_manifest(std::string_view text, std::string_view name);

/// The options a plugin gets: its defaults with the profile's over them. kInvalid names an unknown
/// option, or one of another type than its default.
Result<Json> merged_options(const Manifest& manifest, std::string_view options_json);

/// kPlugin unless the URL is one the plugin may ask: HTTPS (HTTP on loopback only) to a declared host,
/// or to one the reader named in its options. A manifest cannot open this machine or an address.
Status check_request(const Manifest& manifest, const Json& options, std::string_view url);

}  // namespace sheaf::plugin
