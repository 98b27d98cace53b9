// One door to the sources beyond arXiv: a source's written name, and the day it has to tell.
// Borrows the client; keeps no state, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.hpp"
#include "model/summary.hpp"
#include "net/client.hpp"
#include "source/arxiv.hpp"
#include "source/openreview.hpp"
#include "source/service_urls.hpp"

namespace sheaf::source {

enum class FeedKind { kBiorxiv, kMedrxiv, kHuggingFace, kCrossref, kOpenReview, kPubmed, kRss };

/// A source as a profile writes it.
struct FeedSpec {
  FeedKind kind = FeedKind::kRss;
  std::string argument;  ///< category, ISSN, venue, search term or URL; "all" where left out
  std::string name;      ///< canonical: "biorxiv:neuroscience", "huggingface", "rss:https://…"
  friend bool operator==(const FeedSpec&, const FeedSpec&) = default;
};

/// "biorxiv:neuroscience", "medrxiv:all", "huggingface", "crossref:1234-5678",
/// "openreview:ICLR.cc/2026/Conference", "pubmed:crispr[title]", "rss:https://…". kInvalid names
/// what is wrong and lists the known kinds.
Result<FeedSpec> parse_feed_spec(std::string_view text);
/// "biorxiv:CATEGORY, medrxiv:CATEGORY, huggingface, …", for messages and help.
std::string known_feed_kinds();

/// What a source tells about a paper that is no part of the paper itself.
struct FeedExtra {
  std::string paper_id;            ///< Paper::id of an item of the same answer
  std::optional<Summary> summary;  ///< the source's own, with its provider
  std::optional<std::int64_t> upvotes;
  std::vector<Review> reviews;
  bool withdrawn = false;
};

struct FeedAnswer {
  bool not_modified = false;  ///< 304: what was stored last still holds
  /// By day, ascending. The asked day is always there, empty when nothing came of it; a journal's
  /// feed tells of other days too, items without a date are the asked day's. Types are kNew, or
  /// kReplace for a later version of a preprint.
  std::vector<FeedDay> days;
  std::vector<FeedExtra> extras;
  std::vector<std::string> warnings;  ///< one line each, with its place
  std::string gap;                    ///< empty: whole; else what is missing and why ("partial")
  Validators validators;              ///< journals' feeds only
};

/// Asks one source for one day. An error means that nothing came.
Result<FeedAnswer> fetch_feed(const FeedSpec& spec, Day day, const Validators& validators,
                              net::Client& client, const ServiceAccess& access, const Task& task);

}  // namespace sheaf::source
