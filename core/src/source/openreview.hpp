// OpenReview: notes of API 1 (bare values) and API 2 (values wrapped) to papers with their reviews.
// Parsing is pure; fetching borrows the client. Any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.hpp"
#include "model/paper.hpp"
#include "net/client.hpp"
#include "source/service_urls.hpp"

namespace sheaf::source {

struct Review {
  enum class Kind { kReview, kMetaReview, kDecision };
  Kind kind = Kind::kReview;
  std::string rating;      ///< as written: "7: Good paper, accept", "6"
  std::string confidence;  ///< likewise
  std::string decision;    ///< "Accept (Poster)"; of a meta-review its recommendation
  std::string text;        ///< the review's or the decision's own words
  friend bool operator==(const Review&, const Review&) = default;
};

struct ReviewedPaper {
  Paper paper;  ///< scheme "openreview", id "openreview:FORUM"; categories empty
  std::string tldr;
  std::vector<Review> reviews;  ///< of the replies that came with the note
  bool withdrawn = false;       ///< also desk-rejected
  bool deleted = false;
  std::optional<Seconds> modified;
};

struct NotePage {
  std::vector<ReviewedPaper> papers;  ///< notes that are submissions
  std::size_t rows = 0;               ///< notes of the page, of any kind
  std::size_t total = 0;              ///< 0: not told
  std::vector<std::string> warnings;
};

/// {"notes":[…],"count":n} of either API, or a bare list of notes. Replies that stand beside their
/// submission (a whole forum) or within it (details.replies, details.directReplies, reviews) become
/// its reviews. kInvalid with the site's words for an error answer.
Result<NotePage> parse_openreview_notes(const std::string& body);

struct NoteSpan {
  std::vector<ReviewedPaper> papers;
  std::vector<std::string> warnings;
  std::string gap;  ///< empty: whole; else what is missing and why
};

/// Submissions of `venue` ("ICLR.cc/2026/Conference", or a whole invitation with "/-/") that became
/// public from `from` to `to`. Walks the notes by last modification, newest first, and stops behind
/// `from`: a note that became public was modified then or later.
Result<NoteSpan> fetch_openreview(net::Client& client, const ServiceUrls& urls,
                                  std::string_view venue, Day from, Day to, const Task& task);

}  // namespace sheaf::source
