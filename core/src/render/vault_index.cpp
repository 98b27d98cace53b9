// Heads of notes, names of new ones; see vault_index.hpp.
// A plain value; the caller holds the vault's lock.
#include "render/vault_index.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "base/file.hpp"
#include "base/text.hpp"
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

/// The first bytes of a file, as many as its front matter takes; empty when it cannot be read.
std::string read_head(const std::string& path) {
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

bool is_below(std::string_view path, std::string_view folder) {
  return folder.empty() ||
         (path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/');
}

}  // namespace

std::string paper_key(const Paper& paper) { return "paper/" + paper_label(paper); }

NoteHead read_note_head(std::string_view text) {
  NoteHead head;
  // Most notes of a vault are no papers' notes: look before reading YAML.
  if (!contains(text.substr(0, kMaxHeadBytes), "arxiv") &&
      !contains(text.substr(0, kMaxHeadBytes), "paper"))
    return head;
  const FrontMatter matter = read_front_matter(text, split_lines(text));
  const auto scalar = [&matter](std::string_view key) {
    const auto* property = matter.find(key);
    return property ? property->value.scalar() : std::string();
  };
  if (const auto id = parse_arxiv_id(scalar("arxiv"))) {
    head.key = "paper/" + id->base;
  } else if (const std::string label = scalar("paper"); contains(label, ":")) {
    head.key = "paper/" + label;
  }
  head.title = scalar("title");
  head.announced = scalar("announced");
  head.citekey = scalar("citekey");
  if (const auto* tags = matter.find("tags")) head.tags = tags->value.items;
  return head;
}

Result<VaultIndex> VaultIndex::read(const std::string& folder, const std::string& papers) {
  VaultIndex index;
  SHEAF_ASSIGN(const std::vector<std::string> files, list_files(folder, ".md"));
  for (const std::string& path : files) {
    index.taken_.insert(to_lower(path));
    NoteHead head = read_note_head(read_head(folder + "/" + path));
    if (head.key.empty()) continue;
    head.path = path;
    const auto [at, added] = index.notes_.emplace(head.key, head);
    if (!added && !is_below(at->second.path, papers) && is_below(path, papers))
      at->second = std::move(head);
  }
  return index;
}

const NoteHead* VaultIndex::find(const std::string& key) const {
  const auto found = notes_.find(key);
  return found == notes_.end() ? nullptr : &found->second;
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
