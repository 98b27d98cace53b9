// StagedFile: new content of a file, written beside it and then put in its place in one step, so
// that many can be written, brought to the disk together, and put in place one by one.
// Owns its temporary file, which goes with it; one thread at a time, several files in several.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/file_parts.hpp"
#include "base/result.hpp"

namespace sheaf {

class StagedFile {
 public:
  enum class Mode {
    kUsual,    ///< of the file that is there, else what the umask leaves
    kPrivate,  ///< 0600
  };
  /// Creates missing folders. The disk begins to write, but nothing waits for it.
  static Result<StagedFile> write(const std::string& path, std::string_view content,
                                  Mode mode = Mode::kUsual);
  StagedFile(StagedFile&& other) noexcept;
  StagedFile& operator=(StagedFile&&) = delete;
  ~StagedFile();

  /// Waits until the content is on the disk.
  Status sync();
  /// In place of whatever is there.
  Status replace();
  /// Only where the file holds `expected`, or, with nothing, where there is no file; false, and
  /// nothing was done, when somebody else has written it. What is saved while the files change
  /// places is seen and put back, where the system can exchange files (Linux).
  Result<bool> replace_if(const std::optional<std::string>& expected);

 private:
  StagedFile(FileHandle file, std::string path, std::string temporary)
      : file_(std::move(file)), path_(std::move(path)), temporary_(std::move(temporary)) {}
  Status rename();
  Result<bool> create();
  Result<bool> exchange(const std::string& expected);

  FileHandle file_;
  std::string path_, temporary_;  ///< temporary_ is empty once it is in place
};

/// Brings the folder's names to the disk: files put in place before outlast a power failure after.
void sync_folder(const std::string& folder);

}  // namespace sheaf
