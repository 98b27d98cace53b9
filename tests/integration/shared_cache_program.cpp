// Drives the shared cache from the outside, for shared_cache_test.py:
//   shared_cache_program STORE KIND URL USER SECRET put|find|readonly-put KEY [TLDR]
// Prints "found TLDR" or "nothing", then hits, writes and warnings, one a line.
#include <cstdio>
#include <string>

#include "app/shared_cache.hpp"

int main(int count, char** words) {
  if (count < 8) return 2;
  const std::string action = words[6], key = words[7];
  auto store = sheaf::store::Store::open(words[1]);
  if (!store.ok()) return 3;
  sheaf::SharedCacheProfile profile;
  profile.kind = words[2];
  profile.url = words[3];
  profile.user.env = words[4];
  profile.secret.env = words[5];
  profile.read_only = action == "readonly-put";
  // The words themselves stand for the secrets.
  const auto secrets = [](const sheaf::SecretSource& source) {
    return sheaf::Result<std::string>(source.env);
  };
  sheaf::app::SharedCache cache(**store, profile, secrets);
  if (action != "find") {
    sheaf::Summary summary;
    summary.tldr = count > 8 ? words[8] : "";
    summary.language = "en";
    if (!cache.put(key, summary, sheaf::Task()).ok()) return 4;
  } else {
    const auto found = cache.find({key, "no-such-key"}, sheaf::Task());
    if (!found.ok() || (*found)[1]) return 5;
    std::printf("%s\n", (*found)[0] ? ("found " + (*found)[0]->tldr).c_str() : "nothing");
  }
  std::printf("hits %zu\nwrites %zu\n", cache.hits(), cache.writes());
  for (const std::string& warning : cache.warnings()) std::printf("warning %s\n", warning.c_str());
  return 0;
}
