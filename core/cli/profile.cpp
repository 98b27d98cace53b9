// Profile: finding and checking it.
// Main thread only.
#include "profile.hpp"

#include <unistd.h>

#include <nlohmann/json.hpp>

#include "args.hpp"
#include "failure.hpp"
#include "files.hpp"
#include "host.hpp"

namespace cli {

ProfileFile load_profile(const Args& args) {
  ProfileFile profile;
  profile.path = profile_path(args);
  profile.found = access(profile.path.c_str(), F_OK) == 0;
  if (profile.found) profile.text = read_file(profile.path);
  return profile;
}

ProfileFile require_profile(const Args& args) {
  ProfileFile profile = load_profile(args);
  if (profile.found) return profile;
  const std::string option = args.has("--profile") ? " --profile " + profile.path : "";
  throw usage_failure("no profile at " + profile.path + ": run 'sheaf init" + option +
                      "' and put your categories and keywords in it");
}

void put_profile(Json& request, const ProfileFile& profile) {
  if (!profile.found) return;
  request["profile"] = profile.text;
  request["profile_name"] = profile.path;
}

Json check_profile(Host& host, const ProfileFile& profile) {
  if (!profile.found) return Json::object();
  Json request = Json::object();
  put_profile(request, profile);
  try {
    return object_of(host.run("profile_check", request), "profile");
  } catch (const Failure& failure) {
    throw failure.status() == SHEAF_E_PARSE ? failure.with_exit(kUsage) : failure;
  }
}

}  // namespace cli
