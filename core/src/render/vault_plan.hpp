// VaultPlan: which notes a digest wants in a vault, where each lies, and what Sheaf would write.
// Borrows digest, profile, name and task while it lives; reads the vault once and writes nothing.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/task.hpp"
#include "render/note_writer.hpp"
#include "render/related.hpp"
#include "render/vault.hpp"
#include "render/vault_index.hpp"
#include "render/vault_pages.hpp"

namespace sheaf::render {

/// "Papers/AI" from " /Papers/AI/ "; folders outside the vault are refused.
Result<std::string> inner_folder(const char* name, std::string_view folder);

class VaultPlan {
 public:
  using Sink = std::function<Status(NoteDraft draft)>;

  /// `only`: key or path of the one note that is wanted; empty: all.
  VaultPlan(const Digest& digest, const VaultProfile& profile, const std::string& only, const Task& task)
      : digest_(digest), profile_(profile), only_(only), task_(task) {}

  Status read(const std::string& folder, VaultMemory& memory);
  /// The wanted notes, papers first and the day's own last; the papers' before a stop have been given.
  Status give(const Sink& sink) const;

  /// Why templates of the reader's are not used; the day's note tells it too.
  const std::vector<std::string>& problems() const { return style_.problems; }
  const VaultIndex& index() const { return index_; }
  const Memories& memories() const { return memories_; }

 private:
  Status recall(VaultMemory& memory);
  Status plan_pages(VaultMemory& memory);
  void plan();
  bool is_wanted(const std::string& key, const std::string& path) const;
  bool wants_a_paper_alone() const;
  bool was_deleted(const Paper& paper) const;
  bool knows(const std::string& key) const;
  std::string digest_path() const;
  std::map<std::string, RelatedNote> linkable() const;
  std::vector<std::vector<NoteLink>> related_notes(bool alone) const;
  Status give_papers(const Sink& sink) const;
  Status give_pages(const Sink& sink) const;
  Status give_day(const Sink& sink) const;

  const Digest& digest_;
  const VaultProfile& profile_;
  const std::string& only_;
  const Task& task_;
  std::string folder_, papers_, digests_;
  VaultIndex index_;
  Memories memories_;
  NoteStyle style_;
  std::string daily_note_;
  std::vector<std::string> paths_;  ///< by entry; empty: no note
  std::vector<std::vector<NoteLink>> related_;  ///< by entry, of those that are wanted
  std::vector<VaultPage> pages_;                ///< none where one paper's note alone is wanted
};

}  // namespace sheaf::render
