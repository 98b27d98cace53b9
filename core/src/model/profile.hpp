// Profile: what one reader wants, read from JSON with comments and checked key by key.
// Plain data; whoever holds a value owns it. The schema is dist/schema/profile.schema.json.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
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

/// Where the servers are. Only tests and mirrors change them.
struct Endpoints {
  std::string arxiv_rss = "https://rss.arxiv.org";  ///< "/rss/cs.CL" is added
  std::string arxiv_api = "https://export.arxiv.org/api/query";
  std::string arxiv_site = "https://arxiv.org";  ///< "/catchup/cs.CL/2026-04-17" is added
  std::string arxiv_oai = "https://oaipmh.arxiv.org/oai";
  /// The others by name: "biorxiv", "huggingface", "crossref", "semantic_scholar", "openreview",
  /// "pubmed".
  std::vector<std::pair<std::string, std::string>> services;
};

/// A standing search of arXiv's API, for what the categories do not show.
struct Topic {
  std::string name;                     ///< stands with the papers it found
  std::vector<std::string> keywords;    ///< any of them, in title or abstract
  std::vector<std::string> exclude;     ///< none of them
  std::vector<std::string> authors;     ///< any of them
  std::vector<std::string> categories;  ///< any of them; canonical ids
  friend bool operator==(const Topic&, const Topic&) = default;
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
  std::vector<Topic> topics;
  std::vector<std::string> sources;     ///< beyond arXiv: "biorxiv:neuroscience", "rss:https://…"
  int catch_up_days = 14;               ///< how far back missed announcement days are made up for
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

/// SHEAF_ARXIV_RSS_URL, SHEAF_ARXIV_API_URL, SHEAF_ARXIV_SITE_URL, SHEAF_ARXIV_OAI_URL, the like of
/// each service (SHEAF_CROSSREF_URL, …) and SHEAF_MIN_INTERVAL_MS replace what the profile says.
Status apply_environment(Profile& profile);

}  // namespace sheaf
