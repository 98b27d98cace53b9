// arXiv's own .abs files: header lines, a rule of two backslashes, the abstract.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/paper.hpp"

namespace sheaf::source {

struct AbsRecord {
  /// TeX accents stay as they are. `published` is version 1, `version` and `updated` the last one
  /// the file lists. Without a Categories line the archive of an old id stands for it.
  Paper paper;
  bool withdrawn = false;             ///< the last version has no source (0kb or flag I)
  std::vector<std::string> warnings;  ///< what could not be read, with its line
};

/// kParse, saying what is missing, for what is no such file. Bytes that are no UTF-8 are read as
/// Latin-1, which the oldest files are.
Result<AbsRecord> parse_abs(std::string_view text);

}  // namespace sheaf::source
