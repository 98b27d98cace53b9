// NoteWriter: merges notes and puts them in place, many at a time. New texts are written beside the
// notes, brought to the disk together, and only then take the notes' places one by one: a crash or a
// power failure leaves each note old or new, and a hundred notes wait for the disk about as long as
// one. What is about to change places is told to the memory before, what did after.
// Used from one thread, which owns the memory and the report; its helpers are gone when a call
// returns.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/staged_file.hpp"
#include "render/note.hpp"
#include "render/vault.hpp"

namespace sheaf::render {

/// A file of a vault as Sheaf would have it.
struct NoteDraft {
  std::string key, path;
  std::string former;        ///< the key it was known by, where that is another one
  std::optional<Note> note;  ///< merged piece by piece; without: a page
  std::string page;          ///< a page's text: replaced as a whole or not at all
};

class NoteWriter {
 public:
  NoteWriter(const std::string& folder, const Memories& known, VaultMemory& memory, bool dry_run,
             VaultReport& report)
      : folder_(folder), known_(known), memory_(memory), dry_run_(dry_run), report_(report) {}

  /// Takes a file to write; now and then writes those it has.
  Status add(NoteDraft draft);
  /// Writes all it has. After an error the memory has the notes that were written.
  Status flush();

 private:
  struct Job {
    NoteDraft draft;
    std::string fresh;                    ///< the baseline once it is in place
    std::string baseline;                 ///< what it was written from so far
    std::optional<std::string> existing;  ///< what was merged with
    std::optional<StagedFile> staged;     ///< nothing: the file is as it should be
    std::vector<Difference> differences;
    NoteReport report;
    Status status;
    bool done = false;      ///< up to date, so its baseline is
    bool foreign = false;   ///< a page that never was ours
  };

  void on_all(const std::function<void(Job&)>& step);
  void prepare(Job& job) const;
  NoteMemory memory_of(const Job& job) const;
  PieceMerge merge(const Job& job, const NoteMemory& memory) const;
  PieceMerge merge_page(const Job& job, const NoteMemory& known) const;
  void place(Job& job) const;
  Status tell_intentions();
  Status tell_written();
  void sync_folders() const;
  Status finish(Status status);

  const std::string& folder_;
  const Memories& known_;
  VaultMemory& memory_;
  const bool dry_run_;
  VaultReport& report_;
  std::vector<Job> jobs_;
};

}  // namespace sheaf::render
