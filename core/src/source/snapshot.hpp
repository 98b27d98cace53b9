// The arXiv metadata snapshot (Kaggle's arxiv-metadata-oai-snapshot.json): a file of gigabytes, one
// JSON object a line, or the same objects in one array, read in pieces of bounded size.
// Opens the file for the length of a call; any thread, the sink is called on the caller's.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/task.hpp"
#include "model/paper.hpp"

namespace sheaf::source {

/// A line longer than this is skipped; the longest real ones (authors of a collaboration) have a
/// few hundred kilobytes.
inline constexpr std::size_t kMaxSnapshotLine = std::size_t{16} << 20;

/// Between two records. The default is the beginning of the file.
struct SnapshotPlace {
  std::uint64_t offset = 0;  ///< bytes before it
  std::uint64_t line = 0;    ///< lines before it, so that warnings count from the file's first
  friend bool operator==(const SnapshotPlace&, const SnapshotPlace&) = default;
};

struct SnapshotChunk {
  std::vector<Paper> papers;
  std::vector<std::string> warnings;  ///< "line 12: …", what was skipped or could not be read
  std::uint64_t skipped = 0;          ///< records of this chunk that are no papers
  SnapshotPlace end;                  ///< go on here after an interruption
};
/// May take the papers out of the chunk. Its error ends the reading and is returned.
using SnapshotSink = std::function<Status(SnapshotChunk& chunk)>;

struct SnapshotOptions {
  SnapshotPlace start;
  std::size_t papers_per_chunk = 1000;
};

struct SnapshotCounts {
  std::uint64_t papers = 0, skipped = 0;
  SnapshotPlace end;
};

/// Reads from `start` to the end of the file; reports progress in bytes. kNotFound and kIo for the
/// file; kUnsupported for archives (gzip, zip, xz, zstd, bzip2), naming them; kInvalid for a start
/// beyond the end; kParse when the file is no snapshot at all.
Result<SnapshotCounts> read_snapshot(const std::string& path, const SnapshotOptions& options,
                                     const SnapshotSink& sink, const Task& task);

/// One object of a snapshot. Warnings without place are appended. kParse, saying what is wrong.
Result<Paper> parse_snapshot_record(std::string_view json, std::vector<std::string>& warnings);

}  // namespace sheaf::source
