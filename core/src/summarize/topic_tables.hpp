// The closed lists of areas and topic tags that are built in, with what speaks for each, as data.
// Constant tables; any thread.
#pragma once

#include <string_view>
#include <vector>

namespace sheaf::summarize {

/// Cues are phrases in lower case, divided by "; ". They match without regard to plural, the endings
/// -ed, -ing and -ization, and hyphens. "~cue" is weak: it says something only beside others.
/// "^cue" counts in the title only. "!phrase" means something else than the cue within it.
struct AreaRow {
  std::string_view name;
  std::string_view short_names;  ///< divided by ", "; the first is how TopicRow::area calls it
  std::string_view categories;   ///< arXiv's, divided by blanks; "hep-" stands for all it begins
  std::string_view cues;
  bool general = false;          ///< categories so wide that cues of another area outweigh them
};
const std::vector<AreaRow>& area_rows();

struct TopicRow {
  std::string_view name;
  std::string_view short_names;  ///< other names a reader's own list may have, divided by ", "
  std::string_view area;         ///< short name of the area it speaks for, or empty
  std::string_view cues;
};
const std::vector<TopicRow>& topic_rows();

}  // namespace sheaf::summarize
