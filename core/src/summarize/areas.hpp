// Area and topic tags of a paper: which names of a closed list it is about.
// TopicList is immutable once made and may be shared by threads; the tables behind it are in
// area_table.cpp and topic_table.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "summarize/document.hpp"

namespace sheaf::summarize {

inline constexpr std::size_t kMaxTopics = 4;  ///< tags of the closed list a paper gets at most

struct Topics {
  std::string area;               ///< empty when nothing speaks for one
  std::vector<std::string> tags;  ///< most certain first
};

class TopicList {
 public:
  /// An empty list stands for the built-in one. A name that the built-in lists know (by its full
  /// name or a usual short one: "nlp", "rag") has their cues and categories; of any other the cues
  /// are its own words, in any number and with usual endings: "compiler & ir" is given for
  /// "compilers" and "IR", "post-training (sft/rlhf)" for what stands in brackets too. "other" and
  /// "others" are given where nothing else fits.
  explicit TopicList(const std::vector<std::string>& areas = {},
                     const std::vector<std::string>& tags = {});
  ~TopicList();
  TopicList(TopicList&&) noexcept;
  TopicList& operator=(TopicList&&) noexcept;

  /// Tells lists apart; 0 for the built-in ones.
  std::uint64_t key() const;

  /// A tag is given when one of its cues is in the title, or its cues are in the abstract often
  /// enough; the area is what categories (primary first) and cues say together.
  Topics find(const Document& document, const std::vector<std::string>& categories) const;

 private:
  struct Tables;
  std::unique_ptr<const Tables> tables_;
};

/// Made at first use, for the life of the process.
const TopicList& built_in_topics();

}  // namespace sheaf::summarize
