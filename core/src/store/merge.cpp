// Merging: see merge.hpp. Each case starts from one of the two records and takes from the other
// what the first leaves open.
#include "store/merge.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sheaf::store {
namespace {

constexpr int kMentionRank = 100;
constexpr std::size_t kMostKeywords = 100;
constexpr std::size_t kMostAliases = 256;

/// An unknown version is taken for the one already known.
int effective_version(const Paper& incoming, int stored_version) {
  return incoming.version == 0 ? stored_version : incoming.version;
}

template <class Field>
void keep(Field& field, const Field& known) {
  if (field.empty()) field = known;
}

template <class Value>
void keep(std::optional<Value>& field, const std::optional<Value>& known) {
  if (!field) field = known;
}

bool is_cut(std::string_view text) {
  return text.ends_with("…") || text.ends_with("...");
}

bool same_names(const std::vector<Author>& a, const std::vector<Author>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Author& x, const Author& y) { return x.name == y.name; });
}

bool has_affiliations(const std::vector<Author>& authors) {
  return std::any_of(authors.begin(), authors.end(),
                     [](const Author& author) { return !author.affiliations.empty(); });
}

void keep_affiliations(Paper& merged, const Paper& other) {
  if (!has_affiliations(merged.authors) && same_names(merged.authors, other.authors))
    merged.authors = other.authors;
}

void add_keywords(std::vector<std::string>& list, const std::vector<std::string>& more) {
  for (const std::string& keyword : more) {
    if (list.size() >= kMostKeywords) return;
    const bool known = std::any_of(list.begin(), list.end(), [&](const std::string& each) {
      return equals_ignoring_case(each, keyword);
    });
    if (!known) list.push_back(keyword);
  }
}

void add_alias(Paper& merged, const std::string& alias) {
  std::vector<std::string>& list = merged.aliases;
  if (alias == merged.id || list.size() >= kMostAliases) return;
  if (std::find(list.begin(), list.end(), alias) == list.end()) list.push_back(alias);
}

/// What many sources leave out although the paper has it; no source empties these.
void keep_extras(Paper& merged, const Paper& other) {
  keep(merged.doi, other.doi);
  keep(merged.journal_ref, other.journal_ref);
  keep(merged.venue, other.venue);
  keep(merged.code_url, other.code_url);
  keep(merged.landing, other.landing);
  keep(merged.pdf, other.pdf);
  keep(merged.keywords, other.keywords);
  keep(merged.citations, other.citations);
}

void keep_texts(Paper& merged, const Paper& other) {
  keep(merged.title, other.title);
  keep(merged.abstract, other.abstract);
  keep(merged.authors, other.authors);
  keep(merged.categories, other.categories);
}

Paper merge_same_source(const Paper& stored, const Paper& incoming) {
  if (is_lesser(incoming, stored.version, stored.detail)) return stored;
  Paper merged = incoming;
  merged.version = effective_version(incoming, stored.version);
  const bool same_version = merged.version == stored.version;
  keep_texts(merged, stored);
  keep_extras(merged, stored);
  if (merged.detail == Detail::kAnnounced) {
    keep(merged.comment, stored.comment);
    keep(merged.license, stored.license);
  }
  keep(merged.published, stored.published);
  if (same_version) {
    keep(merged.updated, stored.updated);
    keep(merged.license, stored.license);
  }
  keep_affiliations(merged, stored);
  return merged;
}

Paper take_over(const Paper& stored, const Paper& incoming) {
  Paper merged = incoming;
  if (incoming.id == stored.id) merged.version = effective_version(incoming, stored.version);
  keep_texts(merged, stored);
  keep_extras(merged, stored);
  keep(merged.comment, stored.comment);
  keep(merged.license, stored.license);
  keep(merged.published, stored.published);
  keep_affiliations(merged, stored);
  return merged;
}

void fill(Paper& merged, const Paper& incoming) {
  keep_texts(merged, incoming);
  keep_extras(merged, incoming);
  keep(merged.comment, incoming.comment);
  keep(merged.license, incoming.license);
  // arXiv's dates are of its versions; another source's are of the publication.
  if (merged.scheme == "arxiv") return;
  keep(merged.published, incoming.published);
  keep(merged.updated, incoming.updated);
}

Paper complete(const Paper& stored, const Paper& incoming, int rank) {
  Paper merged = stored;
  fill(merged, incoming);
  keep_affiliations(merged, incoming);
  add_keywords(merged.keywords, incoming.keywords);
  // Indexes count differently; with the highest, two that tell by turns change nothing.
  if (incoming.citations) merged.citations = std::max(merged.citations, incoming.citations);
  const bool knows_venue = rank == scheme_rank("doi") || rank == scheme_rank("openreview");
  if (knows_venue && !incoming.venue.empty()) merged.venue = incoming.venue;
  return merged;
}

Paper mention(const Paper& stored, Paper incoming) {
  Paper merged = stored;
  const bool stored_is_mention = stored.detail == Detail::kMentioned;
  for (std::string Paper::*text : {&Paper::title, &Paper::abstract}) {
    if (is_cut(incoming.*text)) (incoming.*text).clear();
    if (stored_is_mention && is_cut(merged.*text)) {
      merged.*text = (incoming.*text).empty() ? merged.*text : incoming.*text;
    }
  }
  fill(merged, incoming);
  return merged;
}

/// Id, aliases and teller of what `a` and `b` became; `told` has told its texts.
void name_merged(Record& merged, const Record& told, const Paper& a, const Paper& b) {
  const bool new_id = scheme_rank(b.scheme) < scheme_rank(a.scheme);
  const Paper& named = new_id ? b : a;
  const std::string& told_scheme = told.teller.empty() ? told.paper.scheme : told.teller;
  merged.teller = told_scheme == named.scheme ? std::string() : told_scheme;
  merged.paper.id = named.id;
  merged.paper.scheme = named.scheme;
  if (new_id) merged.paper.version = b.version;  // versions of another scheme count differently
  merged.paper.citation_key = a.citation_key;    // given out by the store, told by no source
  merged.paper.aliases.clear();
  for (const Paper* paper : {&a, &b}) {
    if (paper->scheme == "doi" && paper->id != named.id) keep(merged.paper.doi, paper->id);
    add_alias(merged.paper, paper->id);
  }
  for (const Paper* paper : {&a, &b})
    for (const std::string& alias : paper->aliases) add_alias(merged.paper, alias);
}

}  // namespace

bool is_lesser(const Paper& incoming, int version, Detail detail) {
  const int effective = effective_version(incoming, version);
  return effective < version || (effective == version && incoming.detail < detail);
}

int teller_rank(Detail detail, std::string_view scheme, std::string_view teller) {
  if (detail == Detail::kMentioned) return kMentionRank;
  return scheme_rank(teller.empty() ? scheme : teller);
}

Record merge_records(const Record& stored, const Record& incoming) {
  const Paper& a = stored.paper;
  const Paper& b = incoming.paper;
  const int rank_a = teller_rank(a.detail, a.scheme, stored.teller);
  const int rank_b = teller_rank(b.detail, b.scheme, incoming.teller);
  const bool by_incoming = rank_b < rank_a;
  Record merged;
  if (b.detail == Detail::kMentioned)
    merged.paper = mention(a, b);
  else if (by_incoming)
    merged.paper = take_over(a, b);
  else if (rank_a == rank_b && a.id == b.id)
    merged.paper = merge_same_source(a, b);
  else
    merged.paper = complete(a, b, rank_b);

  const Record& told = by_incoming ? incoming : stored;
  name_merged(merged, told, a, b);
  return merged;
}

}  // namespace sheaf::store
