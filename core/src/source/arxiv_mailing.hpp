// arXiv's announcement mail (and the "new" listing file of the same form): text to papers.
// Pure parsing; any thread.
//
// Sections are told by their rules: new first, "%-%-%-" before cross-lists, "%%--%%--" before
// replacements, "%%%---" at the end. Entries stand between lines of dashes, their parts between
// lines that begin with "\\".
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "source/arxiv_feed.hpp"

namespace sheaf::source {

struct Mailing {
  FeedDay feed;         ///< its day is the mail's in UTC, which is the announcement's label
  std::string subject;  ///< category or archive of the mail: "math.AG"; empty when it names none
  std::string received; ///< "Wed  7 Jun 23 18:00:00 GMT  to  Thu  8 Jun 23 18:00:00 GMT", one line
};

/// Records are kAnnounced: authors, categories and comments are whole (names with TeX accents, as
/// the mail has them), replacements bring no abstract, and versions are not in it (0). A paper
/// whose primary category is not the mail's is kCross or kReplaceCross, as in the feeds. kParse for a text without
/// date or rules, and for one that ends before the closing rule; entries that cannot be read, and
/// counts in the subject line that do not agree, are warnings with their line. The text is to be
/// plain: not quoted-printable, not base64.
Result<Mailing> parse_mailing(std::string_view text);

}  // namespace sheaf::source
