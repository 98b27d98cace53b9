// Paper and Announcement: what a source tells about one paper and one day.
// Plain data; whoever holds a value owns it.
#pragma once

#include <cstdint>
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
enum class Detail {
  kMentioned = -1,  ///< somebody else's page names it: texts may be cut or retyped
  kAnnounced = 0,   ///< the source's own announcement: authors as one string, no comment
  kComplete = 1
};

struct Paper {
  /// The identity, one over all schemes: an arXiv base id ("2401.10020"), a bare DOI in lower case
  /// ("10.1101/2026.01.02.697412"), or the scheme's name and what it counts by ("pmid:29768149").
  std::string id;
  std::string scheme = "arxiv";  ///< "arxiv", "doi", "openreview", "pmid", "s2", "url"
  int version = 0;               ///< 0: not known or the source has none
  std::string title;             ///< one line, LaTeX as the source has it
  std::string abstract;          ///< line breaks inside a paragraph removed; "\n" between paragraphs
  std::vector<Author> authors;
  std::vector<std::string> categories;  ///< primary first; empty for sources without
  std::string comment;
  std::string doi;  ///< the publisher's, bare; not arXiv's own
  std::string journal_ref;
  std::string license;
  std::string venue;     ///< journal or conference by its name: "Physical Review B", "NeurIPS 2025"
  std::string code_url;  ///< repository, where the source itself names one
  std::string landing;   ///< the paper's page, where the id does not tell it
  std::string pdf;       ///< its PDF, likewise
  std::vector<std::string> keywords;  ///< the source's own (authors' keywords, MeSH)
  std::vector<std::string> aliases;   ///< other ids of the same paper, spelled like `id`
  std::optional<std::int64_t> citations;  ///< how often it is cited, when a source counts
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

/// Any usual spelling of an id as Paper::id has it, with its scheme: arXiv ids in all their clothes,
/// DOIs bare, with "doi:" or as URL (arXiv's own become the arXiv id), "pmid:1", "openreview:x",
/// "s2:x", "url:https://…". Nothing when it is none of these.
struct PaperId {
  std::string id;
  std::string scheme;
  int version = 0;
  friend bool operator==(const PaperId&, const PaperId&) = default;
};
std::optional<PaperId> parse_paper_id(std::string_view text);
/// "https://doi.org/10.1000/ABC", "DOI: 10.1000/abc." → "10.1000/abc"; empty when it is no DOI.
std::string canonical_doi(std::string_view text);

}  // namespace sheaf
