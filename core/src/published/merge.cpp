// Merging the entries of one paper; see merge.hpp.
// No state; any thread.
#include "published/merge.hpp"

#include <string>
#include <unordered_map>
#include <utility>

#include "base/text.hpp"
#include "published/page_text.hpp"

namespace sheaf::published {
namespace {

/// The text before a page's "..." or "…"; all of it when it does not end so.
std::string_view stem(std::string_view text) {
  for (const std::string_view dots : {"...", "…"})
    if (text.ends_with(dots)) return trim(text.substr(0, text.size() - dots.size()));
  return text;
}

void fill(std::string& kept, std::string& other) {
  const std::string_view whole = stem(kept);
  const bool fuller =
      whole.size() < kept.size() && other.size() > kept.size() && other.starts_with(whole);
  if (kept.empty() || fuller) kept = std::move(other);
}

template <class T>
void fill(std::vector<T>& kept, std::vector<T>& other) {
  if (kept.empty()) kept = std::move(other);
}

template <class T>
void fill(std::optional<T>& kept, const std::optional<T>& other) {
  if (!kept) kept = other;
}

void fill(Paper& kept, Paper& other) {
  if (other.version > kept.version) std::swap(kept, other);
  fill(kept.title, other.title);
  fill(kept.abstract, other.abstract);
  fill(kept.authors, other.authors);
  for (const std::string& category : other.categories) add_once(kept.categories, category);
  for (const std::string& keyword : other.keywords) add_once(kept.keywords, keyword);
  for (const std::string& alias : other.aliases) add_once(kept.aliases, alias);
  fill(kept.comment, other.comment);
  fill(kept.doi, other.doi);
  fill(kept.journal_ref, other.journal_ref);
  fill(kept.license, other.license);
  fill(kept.venue, other.venue);
  fill(kept.code_url, other.code_url);
  fill(kept.landing, other.landing);
  fill(kept.pdf, other.pdf);
  fill(kept.citations, other.citations);
  fill(kept.published, other.published);
  if (kept.version == other.version) fill(kept.updated, other.updated);
}

void fill(Summary& kept, Summary& other) {
  fill(kept.tldr, other.tldr);
  fill(kept.motivation, other.motivation);
  fill(kept.method, other.method);
  fill(kept.result, other.result);
  fill(kept.conclusion, other.conclusion);
  fill(kept.contributions, other.contributions);
  for (const std::string& tag : other.tags) add_once(kept.tags, tag);
  for (const std::string& institution : other.institutions)
    add_once(kept.institutions, institution);
  fill(kept.code_url, other.code_url);
  fill(kept.thumbnail_url, other.thumbnail_url);
  fill(kept.text, other.text);
  if (kept.mindmap_source.empty() && kept.mindmap == MindNode{}) {
    kept.mindmap = std::move(other.mindmap);
    kept.mindmap_source = std::move(other.mindmap_source);
  }
  if (kept.sentences.empty()) {
    kept.sentences = std::move(other.sentences);
    kept.labels = std::move(other.labels);
  }
  fill(kept.provider, other.provider);
  fill(kept.language, other.language);
}

void fill(Entry& kept, Entry& other) {
  if (other.announcement.type < kept.announcement.type) kept.announcement = other.announcement;
  fill(kept.paper, other.paper);
  fill(kept.summary, other.summary);
  if (kept.score == Score{}) kept.score = std::move(other.score);
  for (const std::string& topic : other.topics) add_once(kept.topics, topic);
}

}  // namespace

std::vector<Entry> merge_entries(std::vector<Entry> entries) {
  std::vector<Entry> merged;
  merged.reserve(entries.size());
  std::unordered_map<std::string, std::size_t> places;
  places.reserve(entries.size());
  for (Entry& entry : entries) {
    const auto [found, fresh] = places.emplace(entry.paper.id, merged.size());
    if (fresh) {
      merged.push_back(std::move(entry));
    } else {
      fill(merged[found->second], entry);
    }
  }
  return merged;
}

}  // namespace sheaf::published
