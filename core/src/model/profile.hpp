// Profile: what one reader wants, read from JSON with comments and checked key by key.
// Plain data; whoever holds a value owns it. The schema is dist/schema/profile.schema.json.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/paper.hpp"

namespace sheaf {

struct Keyword {
  std::string term;
  double weight = 1;
  friend bool operator==(const Keyword&, const Keyword&) = default;
};

struct VaultProfile {
  std::string papers = "Papers";    ///< folders below the vault; topics and authors live in it
  std::string digests = "Digests";
  int max_notes = 100;              ///< new notes a day, best first; 0: no limit
  bool mindmap = true;
};

struct Endpoints {
  std::string arxiv_rss = "https://rss.arxiv.org";  ///< "/rss/cs.CL" is added
  std::string arxiv_api = "https://export.arxiv.org/api/query";
};

struct NetworkProfile {
  std::string contact;               ///< an e-mail address, sent in User-Agent
  std::int64_t min_interval_ms = 0;  ///< 0: 3000 for arXiv, none for loopback, else 1000
  std::int64_t timeout_ms = 60000;   ///< a throttled arXiv stalls 15-30 s before it answers
  int max_retries = 4;
};

struct Profile {
  std::string name = "default";
  std::vector<std::string> categories;  ///< canonical ids
  std::vector<AnnounceType> types;      ///< shown in the digest, in this order of sections
  std::vector<Keyword> keywords;
  std::vector<std::string> exclude;     ///< papers with one of these as substring are left out
  std::vector<Keyword> authors;         ///< followed; the weight is added once per author
  std::string scorer = "keywords";      ///< "keywords" or "rss-bot"
  double min_score = 0;
  int max_papers = 0;                   ///< entries in the digest; 0: all
  std::string feed = "rss";             ///< "rss" or "atom"
  bool complete_from_api = true;
  VaultProfile vault;
  Endpoints endpoints;
  NetworkProfile network;
};

/// A profile with every default, for hosts that bring none.
Profile default_profile();

/// Errors name the place: "profile.json:14: categories[2]: \"cs.XX\" is not an arXiv category …".
/// `name` is used in errors only. `//` and block comments are allowed; unknown keys are errors, so that a
/// typing mistake is not a silent default.
Result<Profile> parse_profile(std::string_view json_text, std::string_view name);

/// The commented profile that `sheaf init` writes; parses to default_profile() with categories.
std::string profile_template(const std::vector<std::string>& categories,
                             const std::vector<std::string>& keywords);

/// SHEAF_ARXIV_RSS_URL, SHEAF_ARXIV_API_URL and SHEAF_MIN_INTERVAL_MS replace what the profile says.
Status apply_environment(Profile& profile);

}  // namespace sheaf
