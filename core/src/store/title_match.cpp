// The same paper without a common id: see title_match.hpp. The index proposes, the records decide:
// a proposal counts only when its whole title and its authors are the same.
#include "store/title_match.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "store/papers.hpp"

namespace sheaf::store {
namespace {

constexpr std::string_view kByHash = "SELECT paper FROM titles WHERE hash = ?1 LIMIT ?2";
constexpr std::string_view kByWords =
    "SELECT rowid FROM papers_fts WHERE papers_fts MATCH ?1 LIMIT ?2";
constexpr std::int64_t kMostProposals = 64;
/// Common short words only cost time.
constexpr std::size_t kLeastWordBytes = 4;
constexpr std::size_t kMostWords = 8;

/// The longest words of the title, all of which must stand in a title.
std::string title_query(const std::string& title) {
  std::vector<std::string> words = split(title, ' ');
  std::stable_sort(words.begin(), words.end(),
                   [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  std::string query;
  for (std::size_t i = 0; i < std::min(words.size(), kMostWords); ++i) {
    if (i > 0 && words[i].size() < kLeastWordBytes) break;
    query += (i > 0 ? " AND \"" : "\"") + replace_all(words[i], "\"", "") + "\"";
  }
  return "title : (" + query + ")";
}

Result<std::vector<std::int64_t>> keys_of(Statement& find) {
  std::vector<std::int64_t> keys;
  while (true) {
    SHEAF_ASSIGN(const bool more, find.step());
    if (!more) return keys;
    keys.push_back(find.integer(0));
  }
}

Result<std::vector<std::int64_t>> proposals(Database& database, const Paper& paper,
                                            const std::string& title) {
  const std::string query = paper.scheme == "arxiv" ? std::string() : title_query(title);
  SHEAF_ASSIGN(Statement find, database.prepare(query.empty() ? kByHash : kByWords));
  if (query.empty())
    find.bind(1, title_hash(title));
  else
    find.bind(1, query);
  find.bind(2, kMostProposals);
  return keys_of(find);
}

/// A paper has one id in a scheme, as far as titles can tell.
bool has_id_of(const Paper& paper, std::string_view scheme) {
  const std::string prefix = std::string(scheme) + ":";
  return std::any_of(paper.aliases.begin(), paper.aliases.end(),
                     [&](const std::string& alias) { return alias.starts_with(prefix); });
}

bool is_same(const Paper& paper, const Paper& stored, const std::string& title) {
  const bool is_arxiv = paper.scheme == "arxiv";
  const Paper& arxiv = is_arxiv ? paper : stored;
  const Paper& loose = is_arxiv ? stored : paper;
  return arxiv.scheme == "arxiv" && arxiv.detail != Detail::kMentioned && is_found_by_title(loose) &&
         !has_id_of(arxiv, loose.scheme) && title_key(stored.title) == title &&
         same_outer_authors(paper, stored);
}

}  // namespace

Result<std::optional<std::int64_t>> find_by_title(Database& database, const Paper& paper) {
  std::optional<std::int64_t> none;
  const bool is_arxiv = paper.scheme == "arxiv" && paper.detail != Detail::kMentioned;
  if (!is_arxiv && !is_found_by_title(paper)) return none;
  if (is_arxiv) {  // most stores have no loose records, and then a title is not worth taking apart
    SHEAF_ASSIGN(const std::int64_t any, database.query_integer("SELECT 1 FROM titles WHERE paper > 0 LIMIT 1"));
    if (any == 0) return none;
  }
  const std::string title = title_key(paper.title);
  if (title.empty()) return none;
  SHEAF_ASSIGN(const std::vector<std::int64_t> keys, proposals(database, paper, title));
  SHEAF_ASSIGN(Statement read, database.prepare(kPaperByKey));
  for (const std::int64_t key : keys) {
    SHEAF_ASSIGN(const bool found, read.bind(1, key).step());
    const bool same = found && is_same(paper, read_paper(read), title);
    read.reset();
    if (same) return std::optional<std::int64_t>(key);
  }
  return none;
}

}  // namespace sheaf::store
