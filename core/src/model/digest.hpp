// Digest: one finished day for one profile. Every output is a rendering of this.
// Plain data; immutable once made, so threads may share it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "model/paper.hpp"
#include "model/score.hpp"
#include "model/summary.hpp"

namespace sheaf {

/// What became of a source today; a failed feed never looks like a quiet day.
enum class SourceState { kOk = 0, kEmpty = 1, kStale = 2, kPartial = 3, kFailed = 4, kWaiting = 5 };

std::string_view source_state_name(SourceState state);  ///< "ok", "empty", "stale", …
std::optional<SourceState> parse_source_state(std::string_view name);

struct SourceStatus {
  std::string name;  ///< "arxiv:cs.CL", "arxiv:api", "biorxiv:neuroscience"
  SourceState state = SourceState::kOk;
  std::string detail;  ///< "no announcement", why it failed, what is missing
  std::size_t papers = 0;
  std::string reason = {};  ///< why there is nothing, where that is known: "weekend", "holiday: Thanksgiving"
  friend bool operator==(const SourceStatus&, const SourceStatus&) = default;
};
/// "arxiv:cs.CL: empty (no announcement), weekend"
std::string describe(const SourceStatus& status);

struct Entry {
  Paper paper;
  Announcement announcement;
  Score score;
  Summary summary;
  std::vector<std::string> topics;  ///< headings it stood under, where a digest is made by topic
  friend bool operator==(const Entry&, const Entry&) = default;
};

struct TypeCounts {
  std::size_t new_papers = 0, cross = 0, replace = 0, replace_cross = 0;
  std::size_t total() const { return new_papers + cross + replace + replace_cross; }
  void add(AnnounceType type);
  friend bool operator==(const TypeCounts&, const TypeCounts&) = default;
};

struct Digest {
  Day day{};
  std::string profile;
  bool sample = false;  ///< invented papers; every rendering says so
  std::string origin;   ///< the system that made it, when it was imported: "arxiv_rss_bot"
  std::vector<SourceStatus> sources;
  TypeCounts announced;      ///< all that the sources announced, shown or not
  std::size_t left_out = 0;  ///< announced and not shown; near-duplicates stand in a Score::folded
  std::vector<Entry> entries;  ///< best first
  friend bool operator==(const Digest&, const Digest&) = default;

  bool degraded() const;  ///< some source is stale, partial, failed or waiting
};

}  // namespace sheaf
