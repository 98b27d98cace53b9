// Grouping and filtering entries; see sections.hpp.
// Pure functions; any thread.
#include "publish/sections.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/text.hpp"
#include "publish/escape.hpp"

namespace sheaf::publish {
namespace {

bool names(const std::vector<std::string>& list, std::string_view name) {
  return std::any_of(list.begin(), list.end(), [&](const std::string& one) {
    return equals_ignoring_case(plain_line(one), name);
  });
}

}  // namespace

std::string main_section(const Entry& entry) {
  for (const std::string& topic : entry.topics)
    if (std::string name = plain_line(topic); !name.empty()) return name;
  std::string category = plain_line(entry.paper.primary_category());
  return category.empty() ? "Other" : category;
}

std::vector<Section> sections_of(const std::vector<const Entry*>& entries, bool repeated) {
  std::vector<Section> sections;
  std::unordered_map<std::string, std::size_t> places;
  const auto put = [&](const std::string& name, const Entry* entry) {
    const auto [found, fresh] = places.emplace(name, sections.size());
    if (fresh) sections.push_back({name, {}});
    auto& list = sections[found->second].entries;
    if (list.empty() || list.back() != entry) list.push_back(entry);
  };
  for (const Entry* entry : entries) {
    put(main_section(*entry), entry);
    if (!repeated) continue;
    for (const std::string& topic : entry->topics)
      if (const std::string name = plain_line(topic); !name.empty()) put(name, entry);
  }
  return sections;
}

std::vector<const Entry*> entries_of(const Digest& digest) {
  std::vector<const Entry*> entries;
  entries.reserve(digest.entries.size());
  for (const Entry& entry : digest.entries) entries.push_back(&entry);
  return entries;
}

std::size_t keep_topic(std::vector<Digest>& digests, std::string_view topic) {
  const std::string name = plain_line(topic);
  bool is_topic = false;
  for (const Digest& digest : digests)
    for (const Entry& entry : digest.entries) is_topic = is_topic || names(entry.topics, name);
  std::size_t left = 0;
  for (Digest& digest : digests) {
    std::erase_if(digest.entries, [&](const Entry& entry) {
      return !names(is_topic ? entry.topics : entry.paper.categories, name);
    });
    for (Entry& entry : digest.entries) entry.topics = {name};
    left += digest.entries.size();
  }
  return left;
}

std::vector<std::string> topic_names(const std::vector<Digest>& digests) {
  std::vector<std::string> all;
  for (const Digest& digest : digests)
    for (const Section& section : sections_of(entries_of(digest), true))
      add_once(all, section.name);
  return all;
}

std::vector<std::string> troubles(const Digest& digest) {
  std::vector<std::string> lines;
  if (!digest.origin.empty()) return lines;  // then they say how well a page could be read
  for (const SourceStatus& source : digest.sources)
    if (source.state != SourceState::kOk && source.state != SourceState::kEmpty)
      lines.push_back(shorten(plain_line(describe(source)), 400));
  return lines;
}

std::string paper_url(const Paper& paper) {
  if (std::string url = safe_url(paper.abs_url()); !url.empty()) return url;
  const std::string bare = paper.id.substr(paper.id.find(':') + 1);
  if (paper.scheme == "openreview") return safe_url("https://openreview.net/forum?id=" + bare);
  if (paper.scheme == "pmid") return safe_url("https://pubmed.ncbi.nlm.nih.gov/" + bare + "/");
  if (paper.scheme == "s2") return safe_url("https://www.semanticscholar.org/paper/" + bare);
  return "https://arxiv.org/search/?searchtype=all&query=" +
         percent_encode(plain_line(paper.title));
}

std::string sample_note(const Digest& digest) {
  return digest.sample ? "These papers are invented, to show what the program does." : "";
}

}  // namespace sheaf::publish
