// Stored: asks the export op, which finds the digest by profile and day.
// Main thread only.
#include "stored.hpp"

#include <nlohmann/json.hpp>

#include "args.hpp"
#include "host.hpp"
#include "profile.hpp"

namespace cli {

Json export_stored(Host& host, const Args& args, const std::string& format, const Json& wishes) {
  const ProfileFile profile = args.has("--profile") ? require_profile(args) : load_profile(args);
  check_profile(host, profile);
  Json request = wishes;
  request["format"] = format;
  put_profile(request, profile);
  // An imported series is kept like the digests of a profile of that name.
  if (args.has("--series")) request["profile"] = {{"name", args.value("--series")}};
  if (args.has("--day")) request["day"] = args.value("--day");
  return host.run("export", request);
}

Json stored_digest(Host& host, const Args& args, bool diagrams) {
  const Json wishes = diagrams ? Json{{"diagrams", true}} : Json::object();
  return parse_json(text_of(export_stored(host, args, "json", wishes), "text"), "the stored digest");
}

}  // namespace cli
