// Planning a day's notes; see vault_plan.hpp.
// One thread.
#include "render/vault_plan.hpp"

#include <set>

#include "base/file.hpp"
#include "base/tex.hpp"
#include "base/text.hpp"
#include "cite/citation_key.hpp"
#include "render/markdown.hpp"
#include "render/note.hpp"
#include "render/note_daily.hpp"
#include "render/note_parts.hpp"

namespace sheaf::render {
namespace {

std::string without_suffix(const std::string& path) {
  return path.ends_with(".md") ? path.substr(0, path.size() - 3) : path;
}

bool is_replacement(AnnounceType type) {
  return type == AnnounceType::kReplace || type == AnnounceType::kReplaceCross;
}

std::vector<std::string> plain_titles(const std::vector<std::string>& titles) {
  std::vector<std::string> plain;
  for (const std::string& title : titles) plain.push_back(plain_text(title));
  return plain;
}

std::string day_key(Day day) { return "digest/" + format_day(day); }

/// A note goes by its title, else by its name.
std::string label_of(const NoteHead& head) {
  if (!head.title.empty()) return head.title;
  const std::string path = without_suffix(head.path);
  return path.substr(path.rfind('/') + 1);
}

}  // namespace

/// "Papers/AI" from " /Papers/AI/ "; folders outside the vault are refused.
Result<std::string> inner_folder(const char* name, std::string_view folder) {
  std::vector<std::string> parts;
  for (const std::string& part : split_list(folder, '/')) {
    if (part == "..")
      return Error{ErrorCode::kInvalid, "profile: vault." + std::string(name) + ": \"" +
                                            std::string(folder) +
                                            "\" leads out of the vault: name a folder below it"};
    if (part != ".") parts.push_back(part);
  }
  return join(parts, "/");
}

Status VaultPlan::read(const std::string& folder, VaultMemory& memory) {
  folder_ = folder;
  SHEAF_ASSIGN(papers_, inner_folder("papers", profile_.papers));
  SHEAF_ASSIGN(digests_, inner_folder("digests", profile_.digests));
  SHEAF_ASSIGN(index_, VaultIndex::read(folder, papers_, digests_));
  SHEAF_TRY(recall(memory));
  plan();
  style_ = read_note_style(folder, profile_, digest_.sample);
  daily_note_ = find_daily_note(folder, profile_, digest_.day);
  // A host asks for a note at a time, as its reader opens them; the day's note and the pages tell of all.
  const bool alone = wants_a_paper_alone();
  related_ = related_notes(alone);
  return alone ? Status() : plan_pages(memory);
}

bool VaultPlan::is_wanted(const std::string& key, const std::string& path) const {
  return only_.empty() || only_ == key || only_ == path;
}

bool VaultPlan::wants_a_paper_alone() const {
  if (only_.empty()) return false;
  for (std::size_t i = 0; i < digest_.entries.size(); ++i)
    if (is_wanted(paper_key(digest_.entries[i].paper), paths_[i])) return true;
  return false;
}

Status VaultPlan::plan_pages(VaultMemory& memory) {
  PageContext context{papers_, digests_, {}, related_};
  for (const std::string& path : paths_) context.notes.push_back(without_suffix(path));
  pages_ = vault_pages(digest_, profile_, context);
  std::vector<std::string> keys;
  for (const VaultPage& page : pages_) keys.push_back(page.key);
  SHEAF_ASSIGN(Memories known, memory.recall(keys));
  memories_.merge(known);
  return {};
}

Status VaultPlan::recall(VaultMemory& memory) {
  std::set<std::string> keys{day_key(digest_.day)};
  for (const Entry& entry : digest_.entries) {
    for (std::string& key : paper_keys(entry.paper)) keys.insert(std::move(key));
    if (const NoteHead* head = index_.find(entry.paper)) keys.insert(head->key);
  }
  SHEAF_ASSIGN(memories_, memory.recall({keys.begin(), keys.end()}));
  return {};
}

/// Decides which entries have a note and where. Notes that this day's digest brought before
/// count against max_notes, so that a second run finds nothing to do.
void VaultPlan::plan() {
  const std::string day = format_day(digest_.day);
  std::size_t fresh = 0;
  for (const Entry& entry : digest_.entries) {
    const NoteHead* head = index_.find(entry.paper);
    if (head && head->announced == day && !is_replacement(entry.announcement.type)) ++fresh;
  }
  std::map<std::string, std::string> planned;
  for (const Entry& entry : digest_.entries) {
    std::string& path = planned[paper_key(entry.paper)];
    const NoteHead* head = index_.find(entry.paper);
    const bool room =
        profile_.max_notes <= 0 || fresh < static_cast<std::size_t>(profile_.max_notes);
    if (head) {
      path = head->path;
    } else if (path.empty() && !is_replacement(entry.announcement.type) && room &&
               !was_deleted(entry.paper)) {
      path = index_.take_name(papers_, entry.paper);
      ++fresh;
    }
    paths_.push_back(path);
  }
}

bool VaultPlan::knows(const std::string& key) const {
  const auto known = memories_.find(key);
  return known != memories_.end() && !known->second.baseline.empty();
}

/// Sheaf wrote it, and it is nowhere in the vault: the reader threw it away. A vault without any
/// of our notes was made anew and is filled again.
bool VaultPlan::was_deleted(const Paper& paper) const {
  if (index_.empty()) return false;
  for (const std::string& key : paper_keys(paper))
    if (knows(key)) return true;
  return false;
}

std::string VaultPlan::digest_path() const {
  if (const NoteHead* head = index_.find(day_key(digest_.day))) return without_suffix(head->path);
  return (digests_.empty() ? "" : digests_ + "/") + format_day(digest_.day);
}

/// All notes of papers there are or will be, sorted by key, so that the answers are the same
/// before and after this run. Later days' are left out: their notes link to this day's, and a day
/// that is written again changes nothing.
std::map<std::string, RelatedNote> VaultPlan::linkable() const {
  std::map<std::string, RelatedNote> notes;
  const std::string day = format_day(digest_.day);
  for (const auto& [key, head] : index_.papers())
    if (head.announced <= day) notes[key] = {without_suffix(head.path), label_of(head), head.tags};
  for (std::size_t i = 0; i < digest_.entries.size(); ++i) {
    if (paths_[i].empty()) continue;
    const Entry& entry = digest_.entries[i];
    if (const NoteHead* head = index_.find(entry.paper)) notes.erase(head->key);
    RelatedNote note{without_suffix(paths_[i]), plain_text(entry.paper.title), {}};
    for (const std::string& topic : entry.summary.tags) note.tags.push_back(topic_tag(topic));
    notes[paper_key(entry.paper)] = std::move(note);
  }
  return notes;
}

Status VaultPlan::give(const Sink& sink) const {
  SHEAF_TRY(give_papers(sink));
  SHEAF_TRY(give_day(sink));
  return give_pages(sink);
}

/// `alone`: of the wanted entries; else of all, which the canvas shows.
std::vector<std::vector<NoteLink>> VaultPlan::related_notes(bool alone) const {
  std::map<std::string, std::size_t> order;
  std::vector<RelatedNote> notes;
  for (auto& [key, note] : linkable()) {
    order[key] = notes.size();
    notes.push_back(std::move(note));
  }
  const Related related(std::move(notes));
  std::vector<std::vector<NoteLink>> found(digest_.entries.size());
  for (std::size_t i = 0; i < digest_.entries.size(); ++i) {
    const std::string key = paper_key(digest_.entries[i].paper);
    if (!paths_[i].empty() && (!alone || is_wanted(key, paths_[i])))
      found[i] = related.find(order[key], plain_titles(digest_.entries[i].score.similar));
  }
  return found;
}

Status VaultPlan::give_papers(const Sink& sink) const {
  std::vector<Paper> papers;
  for (const Entry& entry : digest_.entries) papers.push_back(entry.paper);
  const std::vector<std::string> keys = cite::citation_keys(papers);
  std::set<std::string> done;  // a paper listed twice is written as it came first
  for (std::size_t i = 0; i < digest_.entries.size(); ++i) {
    const Entry& entry = digest_.entries[i];
    const std::string key = paper_key(entry.paper);
    if (!is_wanted(key, paths_[i])) continue;
    SHEAF_TRY(task_.report({"write", i, digest_.entries.size() + 1, 0}));
    if (paths_[i].empty() || !done.insert(key).second) continue;
    const NoteHead* head = index_.find(entry.paper);
    // Blocks of the built-in template are no update of a note that another template made.
    if (head && style_.paper_failed) continue;
    // A key that a note shows may already be cited; it stays when later papers share its start.
    const NoteLinks links{digest_path(), related_[i], papers_,
                          head && !head->citekey.empty() ? head->citekey : keys[i], daily_note_};
    NoteDraft draft{key, paths_[i], head && head->key != key ? head->key : std::string(),
                    paper_note(entry, links, style_), {}};
    SHEAF_TRY(sink(std::move(draft)));
  }
  return task_.report({"write", digest_.entries.size(), digest_.entries.size() + 1, 0});
}

/// Tables and canvases, unless the reader threw them away.
Status VaultPlan::give_pages(const Sink& sink) const {
  for (const VaultPage& page : pages_) {
    if (!is_wanted(page.key, page.path)) continue;
    if (knows(page.key) && !index_.empty() && !path_exists(join_path(folder_, page.path))) continue;
    SHEAF_TRY(sink({page.key, page.path, {}, std::nullopt, page.text}));
  }
  return {};
}

/// The day's note, unless the reader threw it away.
Status VaultPlan::give_day(const Sink& sink) const {
  const std::string key = day_key(digest_.day);
  const std::string path = digest_path() + ".md";
  if (!is_wanted(key, path)) return {};
  if (knows(key) && !index_.empty() && !index_.find(key) && !path_exists(join_path(folder_, path)))
    return {};
  DayLinks links{{}, papers_, daily_note_, page_links(pages_)};
  for (const std::string& note : paths_) links.notes.push_back(without_suffix(note));
  return sink({key, path, {}, digest_note(digest_, links, style_), {}});
}

}  // namespace sheaf::render
