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

/// Where the reader's own daily notes are. Notes are linked to one that exists; none is ever made.
struct DailyNotes {
  bool link = true;
  std::string folder;  ///< below the vault
  std::string format;  ///< Moment.js; this and `folder` empty: what .obsidian/daily-notes.json says
  friend bool operator==(const DailyNotes&, const DailyNotes&) = default;
};

struct VaultProfile {
  std::string papers = "Papers";    ///< folders below the vault; topics and authors live in it
  std::string digests = "Digests";
  int max_notes = 100;              ///< new notes a day, best first; 0: no limit
  bool mindmap = true;
  bool thumbnails = false;          ///< pictures, which the app loads from their servers
  std::string citation = "key";     ///< or "bibtex": the whole entry in the note
  std::string paper_template;       ///< files below the vault; empty: the built-in ones
  std::string digest_template;
  DailyNotes daily_notes;
  bool base = true;                 ///< Papers.base, a page of tables for Obsidian's Bases
  bool canvas = false;              ///< each day's related papers as a JSON Canvas
};

/// How .bib files and citation keys are made.
struct BibtexProfile {
  std::string style = "bibtex";  ///< or "biblatex"
  bool unicode = true;           ///< false: characters outside ASCII by their LaTeX names
  std::string key_formula;       ///< cite/citation_key.hpp; empty: the built-in "smith2026attention"
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
  /// Hosts on private networks that feeds, redirects and plugins may name too ("nas.example", "*.lan").
  std::vector<std::string> private_hosts;
};

/// Where a secret comes from, tried in this order; the secret itself is never in a profile.
struct SecretSource {
  std::string env;      ///< name of an environment variable
  std::string command;  ///< its first line of output, like "secret-tool lookup sheaf openai"
  std::string file;     ///< its first line
  friend bool operator==(const SecretSource&, const SecretSource&) = default;
};

/// A server that speaks OpenAI's interface.
struct ModelService {
  std::string base_url;  ///< "http://127.0.0.1:11434/v1"; empty: there is none
  std::string model;
  SecretSource key;
};

struct EmbeddingProfile {
  ModelService service;
  double weight = 0.3;  ///< of likeness by embedding in the score, 0 to 1
  int batch = 64;       ///< texts in a request
};

/// How the day's list is made of scored papers.
struct RankingProfile {
  double diversity = 0;  ///< 0: by score alone; 1: never two alike next to each other (MMR)
  int explore = 0;       ///< places for papers the model is unsure of
  bool fold = true;      ///< near-duplicates stand behind the best of them
  std::string interests = "auto";  ///< "auto" (clusters), "collections", or "one"
  std::vector<Keyword> categories;  ///< weights: above 0 for, below 0 against
  std::vector<std::string> include, exclude;  ///< globs over collection paths: "Thesis/**"
  EmbeddingProfile embeddings;
};

/// What is written about each paper.
struct SummaryProfile {
  std::string provider = "built-in";  ///< or "llm"
  std::string language = "en";        ///< BCP 47, of what a model writes
  std::string second_language;        ///< TL;DR and mindmap in this one too
  int llm_papers = 0;                 ///< the best so many get a model's summary; 0: all
  int reports = 0;                    ///< the best so many get a long report
  bool full_text = false;             ///< fetch the paper itself for reports and cards
  std::vector<std::string> areas;     ///< the closed list of areas; empty: the built-in one
  std::vector<std::string> tags;      ///< the closed list of topic tags; empty: the built-in one
};

struct LlmProfile {
  ModelService service;
  std::string json = "auto";  ///< "auto", "schema", "object" or "prompt": how JSON is asked for
  bool stream = false;
  double temperature = 0.2;
  int max_output_tokens = 2000;
  int max_in_flight = 4;
  int requests_per_minute = 0, tokens_per_minute = 0;  ///< 0: no limit
  std::int64_t max_tokens_per_run = 0;                 ///< 0: no limit
  double max_cost_per_run = 0;                         ///< in the prices' currency; 0: no limit
  double price_in = 0, price_out = 0;                  ///< for a million tokens
  std::int64_t timeout_ms = 120000;
  int max_retries = 4;
  std::string prompts;          ///< folder of prompt files that replace the built-in ones
  double min_grounding = 0.6;   ///< share of checked claims that must be in the source
};

/// A group's shared store of summaries.
struct SharedCacheProfile {
  std::string kind;  ///< "s3", "webdav", or empty: none
  std::string url;   ///< bucket or folder: "https://s3.example/bucket"
  std::string region = "us-east-1";
  std::string prefix = "sheaf";
  SecretSource user, secret;  ///< access key and secret key, or user and password
  bool read_only = false;
};

/// The digest as a mail, one message for each recipient.
struct MailProfile {
  std::string server;            ///< "smtps://smtp.example.org", "smtp://…:587"; empty: no mail
  std::string security = "tls";  ///< "tls": never without it (STARTTLS on smtp://); "none": plain
  std::string user;              ///< empty: the server wants none
  SecretSource password;
  std::string from;              ///< "Digest <digest@example.org>"; see base/mailbox.hpp
  std::vector<std::string> to;
  std::string unsubscribe;       ///< for List-Unsubscribe: https:// or mailto:; empty: none
  int max_papers = 50;           ///< the best so many; 0: all
};

/// The digest as a POST to a server.
struct WebhookProfile {
  std::string name;            ///< unique in a profile; its kind when it has none
  std::string kind = "json";   ///< "json", "slack" or "feishu"
  std::string url;             ///< where it is no secret
  SecretSource url_from;       ///< Slack's and Feishu's URLs are passwords
  SecretSource secret;         ///< json: bearer token; feishu: signing secret
  int max_papers = 10;         ///< the best so many; 0: all
};

/// Who gets a finished digest.
struct DeliveryProfile {
  MailProfile mail;
  std::vector<WebhookProfile> webhooks;
  std::string when_empty = "nothing";  ///< a day without papers: "nothing" or "line", one that says so
  std::string when_failed = "line";    ///< a day that could not be fetched or made, likewise
  std::string page_url;                ///< where `sheaf page` is published; linked to when not empty
  bool empty() const { return mail.server.empty() && webhooks.empty(); }
};

/// A plugin that the reader lets take part.
struct PluginUse {
  std::string name;     ///< of a bundled or added one
  std::string path;     ///< its folder, instead of a name
  std::string label;    ///< what it is called in statuses, where one is used twice; the name otherwise
  bool enabled = true;
  std::string options;  ///< a JSON object
  std::string output;   ///< where an exporter writes
  friend bool operator==(const PluginUse&, const PluginUse&) = default;
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
  std::string scorer = "learned";       ///< one of scorer_names()
  double min_score = 0;
  int max_papers = 0;                   ///< entries in the digest; 0: all
  std::string feed = "rss";             ///< "rss" or "atom"
  bool complete_from_api = true;
  RankingProfile ranking;
  SummaryProfile summary;
  LlmProfile llm;
  SharedCacheProfile shared_cache;
  std::vector<PluginUse> plugins;
  VaultProfile vault;
  BibtexProfile bibtex;
  DeliveryProfile delivery;
  Endpoints endpoints;
  NetworkProfile network;
};

/// "learned" (the default), "keywords", "rss-bot", "sanity-lite", "zotero-arxiv-daily".
const std::vector<std::string>& scorer_names();

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
