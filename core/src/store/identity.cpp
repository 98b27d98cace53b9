// Identity: see identity.hpp.
#include "store/identity.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.hpp"

namespace sheaf::store {
namespace {

constexpr std::string_view kArxiv = "arxiv";
constexpr std::string_view kSchemes[] = {kArxiv, "doi", "pmid", "openreview", "s2", "url"};
constexpr std::size_t kLeastTitleWords = 5;
/// A record names a handful of ids; a page that names thousands shall not fill the index.
constexpr std::size_t kMostNames = 300;

/// An id or alias as told: of a known spelling, or kept as it is.
PaperId read_id(std::string_view text, std::string_view scheme) {
  if (auto known = parse_paper_id(text)) return std::move(*known);
  return {std::string(trim(text)), std::string(scheme), 0};
}

std::vector<PaperId> all_ids(const Paper& paper) {
  std::vector<PaperId> ids = {read_id(paper.id, paper.scheme)};
  for (const std::string& alias : paper.aliases) ids.push_back(read_id(alias, "other"));
  // Also arXiv's own DOI, which is the arXiv id in another spelling.
  if (!paper.doi.empty())
    if (auto doi = parse_paper_id(paper.doi); doi && (doi->scheme == "doi" || doi->scheme == kArxiv))
      ids.push_back(std::move(*doi));
  return ids;
}

bool is_roman_or_junior(std::string_view word) {
  constexpr std::string_view kSuffixes[] = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"};
  const std::string lowered = ascii_lower(word);
  return std::find(std::begin(kSuffixes), std::end(kSuffixes), lowered) != std::end(kSuffixes);
}

std::string folded(std::string_view word) {
  std::string ascii = ascii_lower(to_ascii(word));
  return ascii.empty() ? to_lower(word) : ascii;
}

/// "Jane Q. Doe", "Doe, Jane", "Jane Doe Jr." → "doe".
std::string surname(std::string_view name) {
  if (const std::size_t comma = name.find(','); comma != std::string_view::npos && comma > 0)
    name = trim(name.substr(0, comma));
  std::vector<std::string> words = split_list(name, ' ');
  while (words.size() > 1 && is_roman_or_junior(words.back())) words.pop_back();
  return words.empty() ? std::string() : folded(words.back());
}

}  // namespace

int scheme_rank(std::string_view scheme) {
  const auto* const found = std::find(std::begin(kSchemes), std::end(kSchemes), scheme);
  return static_cast<int>(found - std::begin(kSchemes));
}

std::string canonical_id(std::string_view text) {
  return read_id(text, {}).id;
}

Identity identity_of(const Paper& paper) {
  std::vector<PaperId> ids = all_ids(paper);
  // The first of the best: a record's own id before its aliases, those before its DOI.
  const auto best = std::min_element(ids.begin(), ids.end(), [](const PaperId& a, const PaperId& b) {
    return scheme_rank(a.scheme) < scheme_rank(b.scheme);
  });
  const int version = paper.version == 0 ? ids.front().version : paper.version;
  Identity identity{ids.front().id, best->id, best->scheme, version, {}};
  for (PaperId& id : ids) {
    if (id.id == identity.id) continue;
    // Another arXiv id is another paper, whatever the record says.
    if (id.scheme == kArxiv && identity.scheme == kArxiv) continue;
    add_once(identity.names, id.id, kMostNames);
  }
  return identity;
}

Record record_of(const Paper& paper, const Identity& identity) {
  Record record{paper, {}};
  const std::string own_scheme = read_id(identity.own, paper.scheme).scheme;
  if (own_scheme != identity.scheme) record.teller = own_scheme;
  record.paper.id = identity.id;
  record.paper.scheme = identity.scheme;
  // Versions of another scheme count differently.
  record.paper.version = record.teller.empty() ? identity.version : 0;
  const auto doi = paper.doi.empty() ? std::nullopt : parse_paper_id(paper.doi);
  if (doi && doi->scheme == kArxiv) record.paper.doi.clear();
  if (doi && doi->scheme == "doi" && !paper.doi.starts_with("10.")) record.paper.doi = doi->id;
  if (record.teller == "doi" && paper.doi.empty()) record.paper.doi = identity.own;
  record.paper.aliases = identity.names;
  // The field says it already; an alias only where the record itself calls it one.
  if (doi && doi->scheme == "doi" && doi->id != identity.own &&
      std::none_of(paper.aliases.begin(), paper.aliases.end(),
                   [&](const std::string& alias) { return canonical_id(alias) == doi->id; }))
    std::erase(record.paper.aliases, doi->id);
  return record;
}

bool is_as_stored(const Paper& paper, const Identity& identity) {
  if (paper.id != identity.id || paper.scheme != identity.scheme) return false;
  if (paper.version != identity.version || !paper.aliases.empty()) return false;
  if (paper.doi.empty()) return true;
  return identity.names.size() == 1 && paper.doi.starts_with("10.");
}

std::vector<std::string> names_of(const Paper& paper) {
  std::vector<std::string> names;
  for (const std::string& alias : paper.aliases)
    if (alias != paper.id) add_once(names, alias, kMostNames);
  if (!paper.doi.empty())
    if (std::string doi = canonical_doi(paper.doi); doi != paper.id) add_once(names, doi, kMostNames);
  return names;
}

std::string title_key(std::string_view title) {
  std::string key, word;
  std::size_t words = 0;
  const auto end_word = [&] {
    if (word.empty()) return;
    if (!key.empty()) key += ' ';
    key += folded(word);
    word.clear();
    ++words;
  };
  for (std::size_t pos = 0; pos < title.size();) {
    const char32_t c = next_code_point(title, pos);
    if (is_word_code_point(c))
      append_utf8(word, c);
    else
      end_word();
  }
  end_word();
  return words < kLeastTitleWords ? std::string() : key;
}

std::int64_t title_hash(const std::string& title_key) {
  return static_cast<std::int64_t>(fnv1a64(title_key));
}

bool is_found_by_title(const Paper& paper) {
  const bool loose = paper.scheme == "openreview" || paper.scheme == "s2" || paper.scheme == "url";
  return loose && paper.doi.empty() && paper.detail != Detail::kMentioned;
}

bool same_outer_authors(const Paper& a, const Paper& b) {
  if (a.authors.empty() || b.authors.empty()) return false;
  const std::string first = surname(a.authors.front().name), last = surname(a.authors.back().name);
  return !first.empty() && !last.empty() && first == surname(b.authors.front().name) &&
         last == surname(b.authors.back().name);
}

}  // namespace sheaf::store
