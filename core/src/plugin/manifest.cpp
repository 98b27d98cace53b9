// Reading manifests, options and permissions; see manifest.hpp.
#include "plugin/manifest.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/object_reader.hpp"
#include "net/url.hpp"

namespace sheaf::plugin {
namespace {

constexpr Kind kKinds[] = {Kind::kSource, Kind::kScorer, Kind::kSummarizer, Kind::kExporter};

bool is_plain_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && name.front() != '-' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || is_ascii_digit(c) || c == '-';
         });
}

/// A domain, maybe with "*." in front: no address, no port, nothing of this machine.
bool is_public_domain(std::string_view host) {
  if (host.starts_with("*.")) host.remove_prefix(2);
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || dot + 1 == host.size() || host.front() == '.') return false;
  const std::string_view top = host.substr(dot + 1);
  const bool letters = std::all_of(top.begin(), top.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  const bool plain = std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || is_ascii_digit(c) || c == '-' || c == '.';
  });
  return letters && plain && top != "local" && top != "localhost" && top != "internal" && !net::is_loopback_host(host);
}

Status read_strings(ObjectReader& in, const std::string& key, std::vector<std::string>& out) {
  return in.take_list(key, [&](const Json& value, const JsonPath& path) -> Status {
    if (!value.is_string()) return in.wrong(path, "must be a string, not " + ObjectReader::shown(value));
    out.push_back(value.get<std::string>());
    return {};
  });
}

Status read_kind(ObjectReader& in, Kind& kind) {
  std::string name;
  SHEAF_TRY(in.take("kind", name));
  for (const Kind known : kKinds) {
    if (name != kind_name(known)) continue;
    kind = known;
    return {};
  }
  return in.wrong(in.below("kind"), "must be one of source, scorer, summarizer, exporter, not \"" + name + "\"");
}

Status read_contract(ObjectReader& in, std::string_view file) {
  int contract = 0;
  SHEAF_TRY(in.take_count("contract", contract, 1000));
  if (contract == 0) return in.wrong(in.below("contract"), "is missing: name the contract it was written for, 1");
  if (contract <= kContract) return {};
  return Error{ErrorCode::kUnsupported, std::string(file) + ": wants contract " + std::to_string(contract) +
                                            "; this Sheaf keeps contract " + std::to_string(kContract) +
                                            ": update Sheaf, or use an older version of the plugin"};
}

Status read_options(ObjectReader& in, const Json& json, std::vector<Option>& options) {
  return in.take_object("options", [&](ObjectReader& sub) -> Status {
    for (const auto& item : json.at("options").items()) {
      const std::string& name = item.key();
      Option option{name, "", "null"};
      const auto read = [&](ObjectReader& one) -> Status {
        SHEAF_TRY(one.take("about", option.about));
        return one.take_json("default", option.fallback);
      };
      SHEAF_TRY(sub.take_object(name, read));
      options.push_back(std::move(option));
    }
    return {};
  });
}

/// URLs of a default are the manifest's own words, so they open no more than "hosts" could.
bool opens_only_public(const Json& value) {
  if (value.is_array()) return std::all_of(value.begin(), value.end(), opens_only_public);
  if (!value.is_string() || value.get_ref<const std::string&>().empty()) return true;
  const auto parts = net::split_url(value.get_ref<const std::string&>());
  return !parts || (parts->scheme == "https" && parts->port == 443 && is_public_domain(parts->host));
}

Status check_defaults(ObjectReader& in, const Manifest& manifest) {
  for (const Option& option : manifest.options) {
    const auto& asking = manifest.hosts_from_options;
    if (std::find(asking.begin(), asking.end(), option.name) == asking.end()) continue;
    SHEAF_ASSIGN(const Json fallback, parse_json(option.fallback, option.name));
    if (!opens_only_public(fallback))
      return in.wrong(in.below("options"), "the default of \"" + option.name + "\" is no https URL of a public domain: only the reader may name others");
  }
  return {};
}

Status check_hosts(ObjectReader& in, const Manifest& manifest) {
  for (const std::string& host : manifest.hosts)
    if (!is_public_domain(host))
      return in.wrong(in.below("hosts"), "\"" + host + "\" is no public domain, like \"api.example.org\" or \"*.example.org\"");
  for (const std::string& name : manifest.hosts_from_options)
    if (std::none_of(manifest.options.begin(), manifest.options.end(), [&](const Option& one) { return one.name == name; }))
      return in.wrong(in.below("hosts_from_options"), "there is no option \"" + name + "\"");
  if (manifest.kind != Kind::kSource && (!manifest.hosts.empty() || !manifest.hosts_from_options.empty()))
    return in.wrong(in.below("hosts"), "only a source may ask hosts");
  if (manifest.kind != Kind::kSummarizer && manifest.llm)
    return in.wrong(in.below("llm"), "only a summarizer may ask the model");
  return {};
}

bool allows(std::string_view pattern, std::string_view host) {
  if (!pattern.starts_with("*.")) return pattern == host;
  return host.size() >= pattern.size() && host.ends_with(pattern.substr(1));
}

std::string permitted(const Manifest& manifest) {
  std::vector<std::string> names = manifest.hosts;
  for (const std::string& option : manifest.hosts_from_options) names.push_back("the host of option \"" + option + "\"");
  return names.empty() ? "no host" : join(names, ", ");
}

/// The option's value is a URL, or a list of them, on that very server.
bool names_server(const Json& value, const net::UrlParts& asked) {
  if (value.is_array())
    return std::any_of(value.begin(), value.end(), [&](const Json& one) { return names_server(one, asked); });
  if (!value.is_string()) return false;
  return net::split_url(value.get_ref<const std::string&>()) == asked;
}

}  // namespace

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::kSource: return "source";
    case Kind::kScorer: return "scorer";
    case Kind::kSummarizer: return "summarizer";
    case Kind::kExporter: return "exporter";
  }
  return "";
}

Result<Manifest> parse_manifest(std::string_view text, std::string_view name) {
  SHEAF_ASSIGN(const Json json, parse_json(text, name, true));
  ObjectReader in(json, {}, text, name);
  if (!json.is_object()) return in.wrong({}, "a manifest is a JSON object, not " + ObjectReader::shown(json));
  Manifest out;
  SHEAF_TRY(read_contract(in, name));  // first: a newer contract may have keys that are unknown here
  SHEAF_TRY(in.take("name", out.name));
  if (!is_plain_name(out.name))
    return in.wrong(in.below("name"), "must be lower case letters, digits and '-', not \"" + shorten(out.name, 40) + "\"");
  SHEAF_TRY(in.take("version", out.version));
  if (trim(out.version).empty()) return in.wrong(in.below("version"), "is missing, like \"1.0.0\"");
  SHEAF_TRY(in.take("description", out.description));
  out.description = collapse_spaces(out.description);
  SHEAF_TRY(read_kind(in, out.kind));
  SHEAF_TRY(read_strings(in, "hosts", out.hosts));
  SHEAF_TRY(read_strings(in, "hosts_from_options", out.hosts_from_options));
  SHEAF_TRY(in.take("llm", out.llm));
  SHEAF_TRY(read_strings(in, "needs", out.needs));
  SHEAF_TRY(read_options(in, json, out.options));
  SHEAF_TRY(in.refuse_unknown());
  SHEAF_TRY(check_hosts(in, out));
  SHEAF_TRY(check_defaults(in, out));
  return out;
}

Result<Json> merged_options(const Manifest& manifest, std::string_view options_json) {
  const std::string what = "options of plugin \"" + manifest.name + "\"";
  SHEAF_ASSIGN(const Json given, parse_json(trim(options_json).empty() ? "{}" : options_json, what));
  if (!given.is_object()) return Error{ErrorCode::kInvalid, what + ": must be an object"};
  Json out = Json::object();
  std::vector<std::string> names;
  for (const Option& option : manifest.options) {
    SHEAF_ASSIGN(out[option.name], parse_json(option.fallback, what));
    names.push_back(option.name);
  }
  for (const auto& [name, value] : given.items()) {
    const auto known = out.find(name);
    if (known == out.end())
      return Error{ErrorCode::kInvalid, what + ": there is no option \"" + shorten(name, 40) + "\"; it has " +
                                            (names.empty() ? "none" : join(names, ", "))};
    const bool same = known->is_null() || known->type() == value.type() || (known->is_number() && value.is_number());
    if (!same)
      return Error{ErrorCode::kInvalid, what + ": \"" + name + "\" must be like " + dump_json(*known) + ", not " +
                                            shorten(dump_json(value), 40)};
    *known = value;
  }
  return out;
}

Status check_request(const Manifest& manifest, const Json& options, std::string_view url) {
  SHEAF_TRY(net::check_url(url));
  const auto parts = net::split_url(url);
  const std::string shown = net::shown_url(url);
  if (!parts) return Error{ErrorCode::kPlugin, "asks for \"" + shown + "\", which is no URL"};
  for (const std::string& option : manifest.hosts_from_options)
    if (const auto value = options.find(option); value != options.end() && names_server(*value, *parts)) return {};
  if (parts->scheme != "https")
    return Error{ErrorCode::kPlugin, "asks for " + shown + ", which is not https"};
  const bool open = std::any_of(manifest.hosts.begin(), manifest.hosts.end(),
                                [&](const std::string& pattern) { return allows(pattern, parts->host); });
  if (open && parts->port == 443) return {};
  return Error{ErrorCode::kPlugin, "asks for " + shown + ", but may reach only " + permitted(manifest)};
}

}  // namespace sheaf::plugin
