// Full text for summaries; see app/full_text.hpp.
// Borrows the library; any thread.
#include "app/full_text.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "base/text.hpp"
#include "model/json.hpp"
#include "summarize/summarizer.hpp"

namespace sheaf::app {
namespace {

constexpr std::size_t kShortestSentence = 25, kLongestSentence = 600;
constexpr std::size_t kSearchedBytes = std::size_t{1} << 20;

constexpr std::array<std::string_view, 14> kLimitCues = {
    "limitation of our",   "limitations of our",   "limitation of this", "limitations of this",
    "our work is limited", "our study is limited", "one limitation",     "main limitation",
    "is limited to",       "are limited to",       "we did not ",        "does not generalize",
    "we only consider",    "threats to validity"};
constexpr std::array<std::string_view, 9> kPlanCues = {
    "future work",    "in the future", "future research", "future direction", "we plan to",
    "we will extend", "we intend to",  "we leave ",       "left for future"};

template <class Cues>
bool has_cue(std::string_view text, const Cues& cues) {
  return std::any_of(cues.begin(), cues.end(),
                     [&](std::string_view cue) { return contains(text, cue); });
}

bool is_usable(std::string_view sentence) {
  return sentence.size() >= kShortestSentence && sentence.size() <= kLongestSentence;
}

struct Finding {
  std::vector<std::string>& limits;
  std::vector<std::string>& plans;
  std::size_t most;
};

void take_section(const source::TextSection& section, bool only_named, Finding& finding) {
  const std::string title = ascii_lower(section.title);
  const bool of_limits = contains(title, "limitation") || contains(title, "threats to validity");
  const bool of_plans = contains(title, "future");
  if (only_named != (of_limits || of_plans)) return;
  for (const std::string& sentence :
       summarize::split_sentences(cut_utf8(section.text, kSearchedBytes))) {
    if (finding.limits.size() >= finding.most && finding.plans.size() >= finding.most) return;
    if (!is_usable(sentence)) continue;
    const std::string lower = ascii_lower(sentence);
    const bool plan = has_cue(lower, kPlanCues) || (of_plans && !of_limits);
    const bool limit = has_cue(lower, kLimitCues) || of_limits;
    if (plan) {
      add_once(finding.plans, sentence, finding.most);
    } else if (limit) {
      add_once(finding.limits, sentence, finding.most);
    }
  }
}

/// Beside the store: "sheaf.db" → "sheaf.db.texts". Empty for a store in memory.
std::string cache_folder(const LibraryOptions& options) {
  return options.store_path.empty() ? std::string() : options.store_path + ".texts";
}

std::string entry_path(const std::string& folder, const std::string& key) {
  return join_path(folder,
                   to_hex(fnv1a64(key)) + to_hex(fnv1a64(key, 0x9E3779B97F4A7C15ULL)) + ".json");
}

std::string entry_to_json(const std::string& key, const source::CachedText& entry) {
  return dump_json({{"key", key},
                    {"etag", entry.etag},
                    {"last_modified", entry.last_modified},
                    {"checked", entry.checked},
                    {"missing", entry.missing},
                    {"text", entry.text}});
}

std::optional<source::CachedText> entry_from_json(const std::string& text, const std::string& key) {
  const Result<Json> json = parse_json(text, "cached text");
  if (!json.ok() || !json->is_object() || json_string(*json, "key") != key) return std::nullopt;
  source::CachedText entry;
  entry.etag = json_string(*json, "etag");
  entry.last_modified = json_string(*json, "last_modified");
  entry.text = json_string(*json, "text");
  const auto checked = json->find("checked"), missing = json->find("missing");
  if (checked != json->end() && checked->is_number_integer())
    entry.checked = checked->get<Seconds>();
  entry.missing = missing != json->end() && missing->is_boolean() && missing->get<bool>();
  return entry;
}

/// Removes the oldest entries beyond `most`, a tenth at once so that it is seldom done.
void prune(const std::string& folder, std::size_t most) {
  const Result<std::vector<std::string>> names = list_files(folder, ".json");
  if (!names.ok() || names->size() <= most) return;
  std::vector<std::pair<std::int64_t, std::string>> by_age;
  for (const std::string& name : *names) {
    const std::string path = join_path(folder, name);
    struct stat about {};
    if (::stat(path.c_str(), &about) == 0) by_age.emplace_back(about.st_mtime, path);
  }
  std::sort(by_age.begin(), by_age.end());
  const std::size_t surplus = std::min(by_age.size(), names->size() - most + most / 10);
  for (std::size_t i = 0; i < surplus; ++i) ::unlink(by_age[i].second.c_str());
}

}  // namespace

void find_limits_and_plans(FullText& text, std::size_t most) {
  Finding finding{text.limitations, text.future_work, most};
  for (const bool only_named : {true, false})
    for (const source::TextSection& section : text.sections)
      take_section(section, only_named, finding);
}

source::TextCache file_text_cache(const std::string& folder, std::size_t most) {
  if (folder.empty()) return {};
  sweep_temporary_files(folder);
  source::TextCache cache;
  cache.find = [folder](const std::string& key) -> std::optional<source::CachedText> {
    const Result<std::string> text = read_file(entry_path(folder, key));
    return text.ok() ? entry_from_json(*text, key) : std::nullopt;
  };
  cache.put = [folder, most](const std::string& key, const source::CachedText& entry) {
    // What cannot be kept is fetched again another time.
    if (write_file(entry_path(folder, key), entry_to_json(key, entry)).ok()) prune(folder, most);
  };
  return cache;
}

Result<FullText> full_text_of(Library& library, const Paper& paper, const Profile& profile,
                              const Task& task) {
  FullText text;
  text.url = paper.abs_url();
  text.title = paper.title;
  text.abstract = paper.abstract;
  if (!profile.summary.full_text) return text;
  Result<std::unique_ptr<net::Client>> client = library.make_client(profile);
  if (!client.ok()) {
    text.note = client.error().message + "; the abstract stands alone";
    return text;
  }
  source::FullTextOptions options;
  options.arxiv_site = profile.endpoints.arxiv_site;
  SHEAF_ASSIGN(text,
               source::fetch_full_text(**client, paper, options,
                                       file_text_cache(cache_folder(library.options())), task));
  find_limits_and_plans(text);
  return text;
}

}  // namespace sheaf::app
