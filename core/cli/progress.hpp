// Progress: how a running job shows on standard error: a bar on a terminal, JSON lines when asked
// for, nothing otherwise. Owns the line it draws and clears it; main thread only.
#pragma once

#include <cstdint>
#include <string>

#include <sheaf/sheaf.h>

namespace cli {

class Args;

class Progress {
 public:
  /// `--progress`: JSON lines; else a bar when standard error is a terminal and `--json` is not
  /// given.
  explicit Progress(const Args& args);
  Progress() = default;  ///< silent
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(const sheaf_progress& progress);
  /// Removes the bar, so that other lines may follow.
  void clear();
  /// Counts on from here: work that is handed over in chunks shows as one.
  void add_base(std::uint64_t done) { base_ += done; }
  void set_total(std::uint64_t total) { whole_ = total; }

 private:
  enum class Kind { kSilent, kBar, kJsonLines };
  void draw(const std::string& line);

  Kind kind_ = Kind::kSilent;
  std::string last_;
  bool drawn_ = false;
  std::uint64_t base_ = 0;
  std::uint64_t whole_ = 0;
};

/// "████████░░░░" of `width` columns.
std::string bar(std::uint64_t done, std::uint64_t total, std::size_t width);
/// The stage as a reader knows it: "score" → "rank".
std::string stage_name(const std::string& stage);

}  // namespace cli
