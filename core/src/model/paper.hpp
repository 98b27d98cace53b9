// Paper and Announcement: what a source tells about one paper and one day.
// Plain data; whoever holds a value owns it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"

namespace sheaf {

struct Author {
  std::string name;  ///< as the source prints it: "Jane Q. Doe"
  std::vector<std::string> affiliations;
  friend bool operator==(const Author&, const Author&) = default;
};

/// How much of a paper's record a source has given. Later ones never fall back to earlier.
enum class Detail { kAnnounced = 0, kComplete = 1 };

struct Paper {
  std::string id;                ///< base id within its scheme: "2401.10020"; the identity
  std::string scheme = "arxiv";  ///< id scheme: "arxiv", later "doi", "openreview", …
  int version = 0;               ///< 0: not known or the source has none
  std::string title;             ///< one line, LaTeX as the source has it
  std::string abstract;          ///< line breaks inside a paragraph removed; "\n" between paragraphs
  std::vector<Author> authors;
  std::vector<std::string> categories;  ///< primary first; empty for sources without
  std::string comment;
  std::string doi;  ///< the publisher's, bare; not arXiv's own
  std::string journal_ref;
  std::string license;
  std::optional<Seconds> published;  ///< submission of version 1
  std::optional<Seconds> updated;    ///< submission of this version
  std::string citation_key;             ///< as given out once; empty: not yet
  Detail detail = Detail::kComplete;

  std::string primary_category() const { return categories.empty() ? std::string() : categories.front(); }
  std::string abs_url() const;
  std::string pdf_url() const;
  friend bool operator==(const Paper&, const Paper&) = default;
};

/// arXiv's announce types. Their order is their strength: the lowest wins when lists disagree.
enum class AnnounceType { kNew = 0, kCross = 1, kReplace = 2, kReplaceCross = 3 };

std::string_view announce_type_name(AnnounceType type);  ///< "new", "cross", "replace", "replace-cross"
std::optional<AnnounceType> parse_announce_type(std::string_view name);

struct Announcement {
  Day day{};
  AnnounceType type = AnnounceType::kNew;
  friend bool operator==(const Announcement&, const Announcement&) = default;
};

/// First repository or project link of a paper: abstract before comment, repositories before pages.
std::string find_code_url(const Paper& paper);

}  // namespace sheaf
