// Reading a metadata snapshot in chunks; see snapshot.hpp.
// Owns the open file for the length of a call; any thread.
#include "source/snapshot.hpp"

#include <array>
#include <iterator>
#include <utility>

#include "base/text.hpp"
#include "source/line_file.hpp"
#include "source/snapshot_record.hpp"
#include "source/xml_text.hpp"

namespace sheaf::source {
namespace {

constexpr std::uint64_t kMaxChunkBytes = std::uint64_t{8} << 20;
constexpr std::size_t kMaxChunkWarnings = 1000;
constexpr std::uint64_t kMaxBadStart = 100;  // records that may be none before the file is none

struct Archive {
  std::string_view magic, name, tool;
};
using namespace std::string_view_literals;
constexpr std::array<Archive, 5> kArchives = {{{"\x1F\x8B"sv, "gzip", "gunzip"},
                                               {"PK\x03\x04"sv, "zip", "unzip"},
                                               {"\xFD"
                                                "7zXZ\0"sv,
                                                "xz", "unxz"},
                                               {"\x28\xB5\x2F\xFD"sv, "zstd", "unzstd"},
                                               {"BZh"sv, "bzip2", "bunzip2"}}};

Status check_format(LineFile& file, const std::string& path) {
  const Result<std::string> head = file.head(8);
  if (!head.ok()) return head.error();
  for (const Archive& archive : kArchives)
    if (std::string_view(*head).starts_with(archive.magic))
      return Error(ErrorCode::kUnsupported, path + " is a " + std::string(archive.name) +
                                                " archive; unpack it first (" +
                                                std::string(archive.tool) + ")");
  return {};
}

// What is left of a line when the brackets and commas of an array around its object are gone.
std::string_view bare_object(std::string_view line) {
  if (line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
  line = trim(line);
  if (!line.empty() && (line.front() == '[' || line.front() == ',')) line = trim(line.substr(1));
  if (line == "]") return {};
  if (line.ends_with("]") || line.ends_with(",")) line = trim(line.substr(0, line.size() - 1));
  return line;
}

class SnapshotRun {
 public:
  SnapshotRun(LineFile file, const SnapshotOptions& options, const SnapshotSink& sink,
              const Task& task)
      : file_(std::move(file)), options_(options), sink_(sink), task_(task) {}

  Result<SnapshotCounts> run(const std::string& path);

 private:
  Status read_line(const LineFile::Line& line);
  void skip(const std::string& why);
  bool is_full() const;
  Status flush();

  LineFile file_;
  const SnapshotOptions& options_;
  const SnapshotSink& sink_;
  const Task& task_;
  SnapshotReader reader_;
  SnapshotChunk chunk_;
  SnapshotCounts counts_;
  std::uint64_t chunk_start_ = 0;
  std::vector<std::string> record_warnings_;
  std::string first_fault_;
};

void SnapshotRun::skip(const std::string& why) {
  ++chunk_.skipped;
  ++counts_.skipped;
  chunk_.warnings.push_back("line " + std::to_string(counts_.end.line) + ": " + why);
  if (first_fault_.empty()) first_fault_ = chunk_.warnings.back();
}

Status SnapshotRun::read_line(const LineFile::Line& line) {
  const SnapshotPlace before = counts_.end;
  counts_.end = {file_.offset(), before.line + 1};
  if (line.too_long) {
    skip("longer than " + group_digits(kMaxSnapshotLine) + " bytes");
    return {};
  }
  const std::string_view object = bare_object(line.text);
  if (object.empty()) return {};
  record_warnings_.clear();
  Result<Paper> paper = reader_.read(object, record_warnings_);
  if (!paper.ok()) {
    skip(paper.error().message + (line.terminated ? "" : "; the file ends here, is it whole?"));
    if (!line.terminated) counts_.end = before;  // there may be more of it next time
    return {};
  }
  for (const std::string& warning : record_warnings_)
    chunk_.warnings.push_back("line " + std::to_string(counts_.end.line) + " (" + paper->id +
                              "): " + warning);
  chunk_.papers.push_back(std::move(paper).value());
  ++counts_.papers;
  return {};
}

bool SnapshotRun::is_full() const {
  return chunk_.papers.size() >= options_.papers_per_chunk ||
         counts_.end.offset - chunk_start_ >= kMaxChunkBytes ||
         chunk_.warnings.size() >= kMaxChunkWarnings;
}

Status SnapshotRun::flush() {
  chunk_.end = counts_.end;
  SHEAF_TRY(sink_(chunk_));
  chunk_.papers.clear();
  chunk_.warnings.clear();
  chunk_.skipped = 0;
  chunk_start_ = counts_.end.offset;
  return task_.report({"fetch", counts_.end.offset, file_.size()});
}

Result<SnapshotCounts> SnapshotRun::run(const std::string& path) {
  SHEAF_TRY(file_.seek(options_.start.offset));
  counts_.end = options_.start;
  chunk_start_ = options_.start.offset;
  const auto is_none = [&](std::uint64_t bad) {
    return options_.start.offset == 0 && counts_.papers == 0 && counts_.skipped >= bad;
  };
  const auto no_snapshot = [&] {
    return Error(ErrorCode::kParse,
                 path + " is no metadata snapshot (one JSON object a line): " + first_fault_);
  };
  for (;;) {
    SHEAF_ASSIGN(const std::optional<LineFile::Line> line, file_.next());
    if (!line) break;
    SHEAF_TRY(read_line(*line));
    if (is_none(kMaxBadStart)) return no_snapshot();
    if (is_full()) SHEAF_TRY(flush());
  }
  if (file_.size() == 0) first_fault_ = "it is empty";
  if (file_.size() == 0 || is_none(1)) return no_snapshot();
  SHEAF_TRY(flush());
  return counts_;
}

}  // namespace

Result<SnapshotCounts> read_snapshot(const std::string& path, const SnapshotOptions& options,
                                     const SnapshotSink& sink, const Task& task) {
  SHEAF_ASSIGN(LineFile file, LineFile::open(path, kMaxSnapshotLine));
  SHEAF_TRY(check_format(file, path));
  return SnapshotRun(std::move(file), options, sink, task).run(path);
}

}  // namespace sheaf::source
