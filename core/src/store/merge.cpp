// Merging: see merge.hpp. A complete record has the last word on what it tells; an announcement
// only adds. What a source never tells (licence, dates, affiliations) is kept from another one.
#include "store/merge.hpp"

#include <algorithm>

namespace sheaf::store {
namespace {

/// An unknown version is taken for the one already known.
int effective_version(const Paper& incoming, int stored_version) {
  return incoming.version == 0 ? stored_version : incoming.version;
}

void keep_text(std::string& field, const std::string& known) {
  if (field.empty()) field = known;
}

void keep_time(std::optional<Seconds>& field, const std::optional<Seconds>& known) {
  if (!field) field = known;
}

bool same_names(const std::vector<Author>& a, const std::vector<Author>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Author& x, const Author& y) { return x.name == y.name; });
}

bool has_affiliations(const std::vector<Author>& authors) {
  return std::any_of(authors.begin(), authors.end(),
                     [](const Author& author) { return !author.affiliations.empty(); });
}

/// Fields that an announcement may lack though the paper has them.
void keep_richer_fields(Paper& merged, const Paper& stored) {
  keep_text(merged.title, stored.title);
  keep_text(merged.abstract, stored.abstract);
  keep_text(merged.comment, stored.comment);
  keep_text(merged.doi, stored.doi);
  keep_text(merged.journal_ref, stored.journal_ref);
  keep_text(merged.license, stored.license);
  if (merged.authors.empty()) merged.authors = stored.authors;
  if (merged.categories.empty()) merged.categories = stored.categories;
}

}  // namespace

bool is_lesser(const Paper& incoming, int version, Detail detail) {
  const int effective = effective_version(incoming, version);
  return effective < version || (effective == version && incoming.detail < detail);
}

Paper merge_papers(const Paper& stored, const Paper& incoming) {
  Paper merged = incoming;
  merged.version = effective_version(incoming, stored.version);
  merged.citation_key = stored.citation_key;  // given out by the store, told by no source
  const bool same_version = merged.version == stored.version;
  if (merged.detail == Detail::kAnnounced) keep_richer_fields(merged, stored);
  keep_time(merged.published, stored.published);
  if (same_version) {
    keep_time(merged.updated, stored.updated);
    keep_text(merged.license, stored.license);
  }
  if (!has_affiliations(merged.authors) && same_names(merged.authors, stored.authors))
    merged.authors = stored.authors;
  return merged;
}

}  // namespace sheaf::store
