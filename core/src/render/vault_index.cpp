// Heads of notes, names of new ones; see vault_index.hpp.
// A plain value; the caller holds the vault's lock.
#include "render/vault_index.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "base/file.hpp"
#include "base/text.hpp"
#include "base/date.hpp"
#include "model/arxiv_id.hpp"
#include "render/front_matter.hpp"
#include "render/note_parts.hpp"

namespace sheaf::render {
namespace {

constexpr std::size_t kHeadBytes = 4096;
constexpr std::size_t kMaxHeadBytes = std::size_t{1} << 18;  // long author lists
constexpr std::size_t kMaxNameBytes = 120;

bool front_matter_is_whole(std::string_view head) {
  const std::size_t start = head.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  return !head.substr(start).starts_with("---") || contains(head.substr(start + 3), "\n---");
}

bool is_below(std::string_view path, std::string_view folder) {
  return folder.empty() ||
         (path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/');
}

/// Words one of which stands in the head of every note of ours.
bool may_be_ours(std::string_view head) {
  return contains(head, "arxiv") || contains(head, "paper") || contains(head, "doi") ||
         contains(head, "sheaf/digest");
}

/// "paper/doi:10.1/x" for an id in any spelling; empty when it is none.
std::string key_of_id(std::string_view text) {
  const auto id = parse_paper_id(text);
  if (!id) return {};
  Paper paper;
  paper.id = id->id;
  paper.scheme = id->scheme;
  return paper_key(paper);
}

bool is_arxiv(std::string_view key) { return !contains(key.substr(key.find('/') + 1), ":"); }

}  // namespace

std::string read_note_start(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return {};
  std::string head;
  for (std::size_t size = kHeadBytes; size <= kMaxHeadBytes; size *= 4) {
    const std::size_t before = head.size();
    head.resize(size);
    const ssize_t n = ::read(file, head.data() + before, size - before);
    head.resize(before + static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    if (head.size() < size || front_matter_is_whole(head)) break;
  }
  ::close(file);
  return head;
}

std::string paper_key(const Paper& paper) { return "paper/" + paper_label(paper); }

std::vector<std::string> paper_keys(const Paper& paper) {
  std::vector<std::string> keys{paper_key(paper)};
  for (const std::string& alias : paper.aliases)
    if (std::string key = key_of_id(alias); !key.empty()) keys.push_back(std::move(key));
  return keys;
}

NoteHead read_note_head(std::string_view text) {
  NoteHead head;
  // Most notes of a vault are no papers' notes: look before reading YAML.
  if (!may_be_ours(text.substr(0, kMaxHeadBytes))) return head;
  const FrontMatter matter = read_front_matter(text, split_lines(text));
  const auto scalar = [&matter](std::string_view key) {
    const auto* property = matter.find(key);
    return property ? property->value.scalar() : std::string();
  };
  if (const auto* tags = matter.find("tags")) head.tags = tags->value.items;
  head.doi = to_lower(canonical_doi(scalar("doi")));
  if (const auto id = parse_arxiv_id(scalar("arxiv"))) {
    head.key = "paper/" + id->base;
  } else if (const std::string label = scalar("paper"); contains(label, ":")) {
    head.key = "paper/" + label;
  } else if (const auto day = parse_day(scalar("date"));
             day && std::find(head.tags.begin(), head.tags.end(), "sheaf/digest") != head.tags.end()) {
    head.key = "digest/" + format_day(*day);
  } else if (!head.doi.empty()) {
    head.key = key_of_id(head.doi);
    head.own = false;
  }
  head.title = scalar("title");
  head.announced = scalar("announced");
  head.citekey = scalar("citekey");
  return head;
}

Result<VaultIndex> VaultIndex::read(const std::string& folder, const std::string& papers,
                                    const std::string& digests) {
  VaultIndex index;
  SHEAF_ASSIGN(const std::vector<std::string> files, list_files(folder, ".md"));
  for (const std::string& path : files) {
    index.taken_.insert(to_lower(path));
    NoteHead head = read_note_head(read_note_start(folder + "/" + path));
    if (head.key.empty()) continue;
    head.path = path;
    const bool is_day = head.key.starts_with("digest/");
    index.has_own_ = index.has_own_ || (head.own && !is_day);
    const std::string& home = is_day ? digests : papers;
    if (!head.doi.empty()) index.by_doi_.emplace(head.doi, head.key);
    const auto [at, added] = (is_day ? index.days_ : index.papers_).emplace(head.key, head);
    if (!added && !is_below(at->second.path, home) && is_below(path, home))
      at->second = std::move(head);
  }
  return index;
}

const NoteHead* VaultIndex::find(const std::string& key) const {
  const auto& notes = key.starts_with("digest/") ? days_ : papers_;
  const auto found = notes.find(key);
  return found == notes.end() ? nullptr : &found->second;
}

const NoteHead* VaultIndex::find(const Paper& paper) const {
  const std::vector<std::string> keys = paper_keys(paper);
  for (const std::string& key : keys)
    if (const NoteHead* head = find(key); head && (key == keys[0] || !is_arxiv(key))) return head;
  const std::string doi = to_lower(canonical_doi(paper.doi));
  const auto named = doi.empty() ? by_doi_.end() : by_doi_.find(doi);
  if (named == by_doi_.end() || (is_arxiv(named->second) && is_arxiv(keys[0]))) return nullptr;
  return find(named->second);
}

std::set<std::string> VaultIndex::folders() const {
  std::set<std::string> folders;
  for (const auto* notes : {&papers_, &days_})
    for (const auto& [key, head] : *notes)
      folders.insert(head.path.substr(0, head.path.rfind('/') + 1));
  return folders;
}

std::string VaultIndex::take_name(const std::string& papers, const Paper& paper) {
  const std::string stem = (papers.empty() ? "" : papers + "/") + note_name(paper);
  std::string path = stem + ".md";
  for (int next = 2; !taken_.insert(to_lower(path)).second; ++next)
    path = stem + " " + std::to_string(next) + ".md";
  return path;
}

std::string note_name(const Paper& paper) {
  const std::string id = " (" + safe_file_name(paper.id, kMaxNameBytes / 2) + ")";
  const std::size_t room = kMaxNameBytes - id.size();
  const std::string whole = page_name(paper.title, std::size_t{4096});
  std::string title(cut_utf8(whole, room));
  if (title.size() < whole.size()) {
    // Better a missing word than half a one, where there are words.
    const std::size_t space = title.rfind(' ');
    if (space != std::string::npos && space > room / 2) title.resize(space);
  }
  while (!title.empty() && contains(" .,;-", title.substr(title.size() - 1))) title.pop_back();
  return title.empty() ? page_name(paper.id) + id : title + id;
}

}  // namespace sheaf::render
