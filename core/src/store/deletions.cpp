// Papers that their source has deleted: see deletions.hpp. Digests keep whole papers as JSON, so
// they are searched as text, once for a page, and only when something could be removed.
#include "store/deletions.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "store/identity.hpp"
#include "store/names.hpp"
#include "store/papers.hpp"

namespace sheaf::store {
namespace {

constexpr std::string_view kOfTheReader =
    "SELECT EXISTS(SELECT 1 FROM announcements WHERE paper = ?1)"
    " OR EXISTS(SELECT 1 FROM scores WHERE paper = ?1)"
    " OR EXISTS(SELECT 1 FROM opinions WHERE paper_id = ?2)"
    " OR EXISTS(SELECT 1 FROM citation_keys WHERE paper_id = ?2)";

constexpr std::string_view kNames = "SELECT name FROM names WHERE paper = ?1";

/// Papers that may go, by their keys and by all they are called.
struct Unused {
  std::unordered_set<std::int64_t> keys;
  std::unordered_map<std::string, std::int64_t> by_name;
};

Status add_unused(Database& database, std::string id, std::int64_t key, Unused& unused) {
  unused.keys.insert(key);
  unused.by_name.emplace(std::move(id), key);
  SHEAF_ASSIGN(Statement names, database.prepare(kNames));
  names.bind(1, key);
  while (true) {
    SHEAF_ASSIGN(const bool more, names.step());
    if (!more) return {};
    unused.by_name.emplace(names.text(0), key);
  }
}

/// JSON would spell it otherwise, so it would be searched for in vain.
bool is_escaped_in_json(std::string_view id) {
  return std::any_of(id.begin(), id.end(), [](char c) {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
  });
}

/// Those that are stored under that id and that no table of the reader's refers to.
Result<Unused> unused_papers(Database& database, const std::vector<std::string>& ids,
                               PutCounts& counts) {
  SHEAF_ASSIGN(NameIndex names, NameIndex::open(database));
  SHEAF_ASSIGN(Statement used, database.prepare(kOfTheReader));
  Unused unused;
  std::unordered_set<std::int64_t> seen;
  for (const std::string& text : ids) {
    std::string id = canonical_id(text);
    SHEAF_ASSIGN(const std::optional<std::int64_t> key, names.find_id(id));
    if (!key || !seen.insert(*key).second) continue;
    SHEAF_TRY(used.bind(1, *key).bind(2, id).step());
    const bool is_used = used.integer(0) != 0 || is_escaped_in_json(id);
    used.reset();
    if (is_used) {
      ++counts.kept;
      continue;
    }
    SHEAF_TRY(add_unused(database, std::move(id), *key, unused));
  }
  return unused;
}

/// Takes out of `papers` what the digest names.
void leave_out_named(std::string_view digest, Unused& papers) {
  constexpr std::string_view kMember = "\"id\":\"";
  for (std::size_t at = digest.find(kMember); at != std::string_view::npos;) {
    const std::size_t begin = at + kMember.size();
    const std::size_t end = digest.find('"', begin);
    if (end == std::string_view::npos) return;
    const auto named = papers.by_name.find(std::string(digest.substr(begin, end - begin)));
    if (named != papers.by_name.end()) papers.keys.erase(named->second);
    at = digest.find(kMember, end);
  }
}

Status leave_out_digested(Database& database, Unused& papers) {
  SHEAF_ASSIGN(Statement read, database.prepare("SELECT digest FROM digests"));
  while (!papers.keys.empty()) {
    SHEAF_ASSIGN(const bool more, read.step());
    if (!more) return {};
    leave_out_named(read.text(0), papers);
  }
  return {};
}

}  // namespace

Status delete_papers(Database& database, const std::vector<std::string>& ids, PutCounts& counts) {
  if (ids.empty()) return {};
  SHEAF_ASSIGN(Unused papers, unused_papers(database, ids, counts));
  const std::size_t unused = papers.keys.size();
  SHEAF_TRY(leave_out_digested(database, papers));
  counts.kept += unused - papers.keys.size();
  for (const std::int64_t key : papers.keys) SHEAF_TRY(remove_paper_row(database, key));
  counts.removed += papers.keys.size();
  return {};
}

}  // namespace sheaf::store
