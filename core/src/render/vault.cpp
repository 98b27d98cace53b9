// Writing a day into a vault: plan where each note lies, work out links, then merge and write, or
// hand the notes to a host that does. Holds the vault's lock while it writes; see vault.hpp.
#include "render/vault.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "base/file.hpp"
#include "base/text.hpp"
#include "render/bibtex.hpp"
#include "render/markdown.hpp"
#include "render/note.hpp"
#include "render/note_parts.hpp"
#include "render/note_writer.hpp"
#include "render/related.hpp"
#include "base/tex.hpp"
#include "render/vault_index.hpp"
#include "render/vault_lock.hpp"

namespace sheaf::render {
namespace {

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

std::string without_suffix(const std::string& path) {
  return path.ends_with(".md") ? path.substr(0, path.size() - 3) : path;
}

bool is_replacement(AnnounceType type) {
  return type == AnnounceType::kReplace || type == AnnounceType::kReplaceCross;
}

/// Takes a note and where it belongs: key, path below the vault, what Sheaf would write.
using NoteSink = std::function<Status(std::string key, std::string path, Note fresh)>;

/// Makes a day's notes, papers first, the day's own last.
class VaultPlanner {
 public:
  VaultPlanner(const Digest& digest, const VaultProfile& profile, const Baselines& baselines,
               const Task& task)
      : digest_(digest), profile_(profile), baselines_(baselines), task_(task) {}

  Status read(const std::string& folder) {
    SHEAF_ASSIGN(papers_, inner_folder("papers", profile_.papers));
    SHEAF_ASSIGN(digests_, inner_folder("digests", profile_.digests));
    SHEAF_ASSIGN(index_, VaultIndex::read(folder, papers_));
    plan();
    return {};
  }

  Status give_papers(const NoteSink& sink) const {
    std::map<std::string, std::size_t> order;
    std::vector<RelatedNote> notes;
    for (auto& [key, note] : linkable()) {
      order[key] = notes.size();
      notes.push_back(std::move(note));
    }
    const Related related(std::move(notes));
    std::vector<Paper> papers;
    for (const Entry& entry : digest_.entries) papers.push_back(entry.paper);
    const std::vector<std::string> keys = citation_keys(papers);
    std::set<std::string> done;  // a paper listed twice is written as it came first
    for (std::size_t i = 0; i < digest_.entries.size(); ++i) {
      SHEAF_TRY(task_.report({"write", i, digest_.entries.size() + 1, 0}));
      const Entry& entry = digest_.entries[i];
      const std::string key = paper_key(entry.paper);
      if (paths_[i].empty() || !done.insert(key).second) continue;
      // A key that a note shows may already be cited; it stays when later papers share its start.
      const NoteHead* head = index_.find(key);
      const NoteLinks links{digest_path(),
                            related.find(order[key], plain_titles(entry.score.similar)), papers_,
                            head && !head->citekey.empty() ? head->citekey : keys[i]};
      SHEAF_TRY(sink(key, paths_[i], paper_note(entry, links, profile_.mindmap, digest_.sample)));
    }
    return task_.report({"write", digest_.entries.size(), digest_.entries.size() + 1, 0});
  }

  Status give_day(const NoteSink& sink) const {
    std::vector<std::string> links;
    for (const std::string& path : paths_) links.push_back(without_suffix(path));
    return sink("digest/" + format_day(digest_.day), digest_path() + ".md",
                digest_note(digest_, links));
  }

 private:
  std::string digest_path() const {
    return (digests_.empty() ? "" : digests_ + "/") + format_day(digest_.day);
  }

  /// Decides which entries have a note and where. Notes that this day's digest brought before
  /// count against max_notes, so that a second run finds nothing to do.
  void plan() {
    const std::string day = format_day(digest_.day);
    std::size_t fresh = 0;
    for (const Entry& entry : digest_.entries) {
      const NoteHead* head = index_.find(paper_key(entry.paper));
      if (head && head->announced == day && !is_replacement(entry.announcement.type)) ++fresh;
    }
    std::map<std::string, std::string> planned;
    for (const Entry& entry : digest_.entries) {
      const std::string key = paper_key(entry.paper);
      std::string& path = planned[key];
      const NoteHead* head = index_.find(key);
      const bool room =
          profile_.max_notes <= 0 || fresh < static_cast<std::size_t>(profile_.max_notes);
      if (head) {
        path = head->path;
      } else if (path.empty() && !is_replacement(entry.announcement.type) && room &&
                 !was_deleted(key)) {
        path = index_.take_name(papers_, entry.paper);
        ++fresh;
      }
      paths_.push_back(path);
    }
  }

  /// Sheaf wrote it, and it is nowhere in the vault: the reader threw it away. A vault without any
  /// of our notes was made anew and is filled again.
  bool was_deleted(const std::string& key) const {
    return baselines_.count(key) > 0 && !index_.notes().empty();
  }

  /// All notes of papers there are or will be, sorted by key, so that the answers are the same
  /// before and after this run.
  std::map<std::string, RelatedNote> linkable() const {
    std::map<std::string, RelatedNote> notes;
    for (const auto& [key, head] : index_.notes())
      notes[key] = {without_suffix(head.path), head.title, head.tags};
    for (std::size_t i = 0; i < digest_.entries.size(); ++i) {
      if (paths_[i].empty()) continue;
      const Entry& entry = digest_.entries[i];
      RelatedNote note{without_suffix(paths_[i]), plain_text(entry.paper.title), {}};
      for (const std::string& topic : entry.summary.tags) note.tags.push_back(topic_tag(topic));
      notes[paper_key(entry.paper)] = std::move(note);
    }
    return notes;
  }

  static std::vector<std::string> plain_titles(const std::vector<std::string>& titles) {
    std::vector<std::string> plain;
    for (const std::string& title : titles) plain.push_back(plain_text(title));
    return plain;
  }

  const Digest& digest_;
  const VaultProfile& profile_;
  const Baselines& baselines_;
  const Task& task_;
  std::string papers_, digests_;
  VaultIndex index_;
  std::vector<std::string> paths_;  ///< by entry; empty: no note
};

}  // namespace

std::size_t VaultReport::count(NoteOutcome outcome) const {
  return static_cast<std::size_t>(std::count_if(
      notes.begin(), notes.end(), [&](const NoteReport& note) { return note.outcome == outcome; }));
}

Result<VaultReport> write_vault(const Digest& digest, const std::string& folder,
                                const VaultProfile& profile, Baselines& baselines,
                                const Task& task) {
  SHEAF_TRY(make_directories(folder));
  SHEAF_ASSIGN(const VaultLock lock, VaultLock::acquire(folder, task));
  for (const std::string& below : {profile.papers, profile.digests})
    sweep_temporary_files(join_path(folder, below));
  VaultPlanner planner(digest, profile, baselines, task);
  SHEAF_TRY(planner.read(folder));
  VaultReport report;
  NoteWriter writer(folder, baselines, report);
  const NoteSink write = [&writer](std::string key, std::string path, Note fresh) {
    return writer.add(std::move(key), std::move(path), std::move(fresh));
  };
  const Status papers = planner.give_papers(write);
  SHEAF_TRY(writer.flush());  // those that were made before a stop are whole
  SHEAF_TRY(papers);
  SHEAF_TRY(planner.give_day(write));
  SHEAF_TRY(writer.flush());
  return report;
}

Result<std::vector<PlannedNote>> plan_vault(const Digest& digest, const std::string& folder,
                                            const VaultProfile& profile,
                                            const Baselines& baselines, const Task& task) {
  VaultPlanner planner(digest, profile, baselines, task);
  SHEAF_TRY(planner.read(folder));
  std::vector<PlannedNote> notes;
  const NoteSink keep = [&](std::string key, std::string path, Note fresh) -> Status {
    const auto known = baselines.find(key);
    std::string baseline = known == baselines.end() ? std::string() : known->second;
    notes.push_back({std::move(key), std::move(path), fresh.to_text(), std::move(baseline)});
    return {};
  };
  SHEAF_TRY(planner.give_papers(keep));
  SHEAF_TRY(planner.give_day(keep));
  return notes;
}

}  // namespace sheaf::render
