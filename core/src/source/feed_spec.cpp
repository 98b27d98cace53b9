// Names of sources as profiles write them; see feed_source.hpp.
// Pure functions; any thread.
#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "net/url.hpp"
#include "source/crossref.hpp"
#include "source/feed_source.hpp"
#include "source/markup_text.hpp"

namespace sheaf::source {
namespace {

struct KindName {
  std::string_view name;
  FeedKind kind;
  std::string_view argument;  // as messages show it; empty: none
};

constexpr KindName kKinds[] = {
    {"biorxiv", FeedKind::kBiorxiv, "CATEGORY"},
    {"medrxiv", FeedKind::kMedrxiv, "CATEGORY"},
    {"huggingface", FeedKind::kHuggingFace, ""},
    {"crossref", FeedKind::kCrossref, "ISSN"},
    {"openreview", FeedKind::kOpenReview, "VENUE_ID"},
    {"pubmed", FeedKind::kPubmed, "SEARCH"},
    {"rss", FeedKind::kRss, "https://…"},
};

constexpr std::size_t kLongestArgument = 2000;

Error wrong(std::string_view text, const std::string& problem) {
  return Error(ErrorCode::kInvalid,
               "the source \"" + shorten(clean_line(text), 80) + "\": " + problem);
}

Error unknown_kind(std::string_view text, const std::string& kind) {
  std::string problem = "there is no kind \"" + shorten(clean_line(kind), 40) + "\"";
  if (kind == "http" || kind == "https") {
    problem =
        "an address needs its kind before it, write \"rss:" + shorten(clean_line(text), 60) + "\"";
  } else {
    for (const KindName& known : kKinds)
      if (edit_distance(kind.substr(0, 40), known.name) <= 2)
        problem += ", did you mean \"" + std::string(known.name) + "\"?";
  }
  return wrong(text, problem + "; known are " + known_feed_kinds());
}

Result<std::string> category_argument(std::string_view text, std::string_view argument) {
  std::string category = ascii_lower(collapse_spaces(replace_all(argument, "_", " ")));
  if (category.empty()) return std::string("all");
  const bool plain =
      category.size() <= 80 && std::all_of(category.begin(), category.end(), [](char c) {
        return is_ascii_alnum(c) || c == ' ' || c == '-' || c == '/';
      });
  if (!plain) return wrong(text, "a category is words like \"cell biology\", or \"all\"");
  return category;
}

Result<std::string> venue_argument(std::string_view text, std::string_view argument) {
  const bool plain = argument.find_first_of(" \t\"<>?#&") == std::string_view::npos;
  if (argument.empty() || !plain)
    return wrong(text, "a venue is its id on OpenReview, like \"ICLR.cc/2026/Conference\"");
  return std::string(argument);
}

Result<std::string> url_argument(std::string_view text, std::string_view argument) {
  if (Status status = net::check_url(argument); !status.ok())
    return wrong(text,
                 "a feed needs its address, like \"rss:https://www.nature.com/nature.rss\" (" +
                     status.error().message + ")");
  return std::string(argument);
}

Result<std::string> read_argument(const KindName& kind, std::string_view text,
                                  std::string_view argument) {
  if (argument.size() > kLongestArgument) return wrong(text, "it is too long");
  switch (kind.kind) {
    case FeedKind::kBiorxiv:
    case FeedKind::kMedrxiv:
      return category_argument(text, argument);
    case FeedKind::kHuggingFace:
      if (argument.empty() || argument == "daily" || argument == "all") return std::string("all");
      return wrong(text, "Hugging Face has one list a day; write \"huggingface\" alone");
    case FeedKind::kCrossref: {
      std::string issn = canonical_issn(argument);
      if (issn.empty())
        return wrong(text, "a journal is its ISSN with a right check digit, like \"2041-1723\"");
      return issn;
    }
    case FeedKind::kOpenReview:
      return venue_argument(text, argument);
    case FeedKind::kPubmed:
      if (argument.empty())
        return wrong(text, "PubMed needs a search, like \"pubmed:crispr[title]\"");
      return clean_line(argument);
    case FeedKind::kRss:
      return url_argument(text, argument);
  }
  return wrong(text, "its kind is not known");
}

}  // namespace

std::string known_feed_kinds() {
  std::string text;
  for (const KindName& kind : kKinds) {
    if (!text.empty()) text += ", ";
    text += kind.name;
    if (!kind.argument.empty()) text += ":" + std::string(kind.argument);
  }
  return text;
}

Result<FeedSpec> parse_feed_spec(std::string_view text) {
  const std::string_view whole = trim(text);
  if (whole.empty()) return wrong(whole, "it is empty; known are " + known_feed_kinds());
  const std::size_t colon = whole.find(':');
  const std::string name = ascii_lower(trim(whole.substr(0, colon)));
  const std::string_view argument =
      colon == std::string_view::npos ? "" : trim(whole.substr(colon + 1));
  const auto* kind = std::find_if(std::begin(kKinds), std::end(kKinds),
                                  [&](const KindName& known) { return known.name == name; });
  if (kind == std::end(kKinds)) return unknown_kind(whole, name);
  FeedSpec spec;
  spec.kind = kind->kind;
  SHEAF_ASSIGN(spec.argument, read_argument(*kind, whole, argument));
  spec.name = kind->argument.empty() ? name : name + ":" + spec.argument;
  return spec;
}

}  // namespace sheaf::source
