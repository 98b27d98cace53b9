// NoteWriter: merges and writes notes several at a time, since most of a write is waiting for the
// disk; results come in the order the notes were given.
// Used from one thread, which owns the baselines and the report; its helpers are gone when a call
// returns.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "render/note.hpp"
#include "render/vault.hpp"

namespace sheaf::render {

class NoteWriter {
 public:
  NoteWriter(const std::string& folder, Baselines& baselines, VaultReport& report)
      : folder_(folder), baselines_(baselines), report_(report) {}

  /// Takes a note to write; now and then writes those it has.
  Status add(std::string key, std::string path, Note fresh);
  /// Writes all it has. After an error the baselines are those of the notes that were written.
  Status flush();

 private:
  struct Job {
    std::string key, path;
    Note fresh;
    NoteReport report;
    Status status;
    bool done = false;  ///< the note is up to date, so its baseline is
  };

  void run_whole(Job& job) const noexcept;
  void run(Job& job) const;
  bool try_once(Job& job, const std::string& full, std::string_view baseline) const;

  const std::string& folder_;
  Baselines& baselines_;
  VaultReport& report_;
  std::vector<Job> jobs_;
};

}  // namespace sheaf::render
