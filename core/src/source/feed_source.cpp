// Asking each kind of source and giving all answers one form; see feed_source.hpp.
// Borrows the client; any thread.
#include "source/feed_source.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "base/text.hpp"
#include "source/biorxiv.hpp"
#include "source/biorxiv_categories.hpp"
#include "source/crossref.hpp"
#include "source/huggingface.hpp"
#include "source/journal_feed.hpp"
#include "source/pubmed.hpp"

namespace sheaf::source {
namespace {

struct Asked {
  const FeedSpec& spec;
  Day day;
  net::Client& client;
  const ServiceAccess& access;
  const Task& task;
};

FeedItem item_of(Paper paper) {
  FeedItem item;
  item.type = paper.version > 1 ? AnnounceType::kReplace : AnnounceType::kNew;
  item.paper = std::move(paper);
  return item;
}

FeedAnswer answer_of_day(Day day, std::vector<Paper> papers) {
  FeedAnswer answer;
  FeedDay& one = answer.days.emplace_back();
  one.day = day;
  for (Paper& paper : papers) one.items.push_back(item_of(std::move(paper)));
  return answer;
}

// An empty answer to a misspelt category looks like a quiet day.
template <std::size_t N>
std::string category_doubt(const std::string_view (&known)[N], const std::string& category) {
  if (category == "all" || std::binary_search(std::begin(known), std::end(known), category))
    return {};
  std::string text =
      "nothing came for the category \"" + category + "\", which is not one of the known ones";
  for (const std::string_view name : known)
    if (edit_distance(name, category) <= 3 || name.starts_with(category))
      text += ", did you mean \"" + std::string(name) + "\"?";
  return text;
}

Result<FeedAnswer> ask_biorxiv(const Asked& asked) {
  const bool medrxiv = asked.spec.kind == FeedKind::kMedrxiv;
  SHEAF_ASSIGN(BiorxivSpan span,
               fetch_biorxiv(asked.client, asked.access.urls, medrxiv ? "medrxiv" : "biorxiv",
                             asked.spec.argument, asked.day, asked.day, asked.task));
  const std::string doubt = !span.papers.empty() ? std::string()
                            : medrxiv ? category_doubt(kMedrxivCategories, asked.spec.argument)
                                      : category_doubt(kBiorxivCategories, asked.spec.argument);
  FeedAnswer answer = answer_of_day(asked.day, std::move(span.papers));
  answer.warnings = std::move(span.warnings);
  answer.gap = std::move(span.gap);
  if (!doubt.empty()) answer.warnings.push_back(doubt);
  return answer;
}

Result<FeedAnswer> ask_huggingface(const Asked& asked) {
  SHEAF_ASSIGN(DailyPapers daily,
               fetch_daily_papers(asked.client, asked.access.urls, asked.day, asked.task));
  FeedAnswer answer = answer_of_day(asked.day, {});
  for (DailyPaper& one : daily.papers) {
    FeedExtra& extra = answer.extras.emplace_back();
    extra.paper_id = one.paper.id;
    extra.upvotes = one.upvotes;
    if (!one.summary.tldr.empty()) extra.summary = std::move(one.summary);
    // The list recommends papers; a version in an id says nothing about replacing.
    FeedItem item;
    item.paper = std::move(one.paper);
    answer.days.front().items.push_back(std::move(item));
  }
  answer.warnings = std::move(daily.warnings);
  return answer;
}

// Issues, figures and reviews have records of their own, which are no papers.
bool is_paper_type(const std::string& type) {
  static const std::set<std::string, std::less<>> kOthers = {
      "component",     "journal",        "journal-issue", "journal-volume", "peer-review",
      "grant",         "database",       "book-series",   "book-set",       "proceedings-series",
      "report-series", "standard-series"};
  return !kOthers.contains(type);
}

Result<FeedAnswer> ask_crossref(const Asked& asked) {
  SHEAF_ASSIGN(CrossrefSpan span,
               fetch_crossref_journal(asked.client, asked.access, asked.spec.argument, asked.day,
                                      asked.day, asked.task));
  std::vector<Paper> papers;
  std::map<std::string, std::size_t> left_out;
  for (CrossrefWork& work : span.works) {
    if (work.paper.title.empty() || !is_paper_type(work.type)) {
      ++left_out[work.paper.title.empty() ? work.type + " without title" : work.type];
    } else {
      papers.push_back(std::move(work.paper));
    }
  }
  FeedAnswer answer = answer_of_day(asked.day, std::move(papers));
  answer.warnings = std::move(span.warnings);
  answer.gap = std::move(span.gap);
  for (const auto& [type, count] : left_out)
    answer.warnings.push_back(std::to_string(count) +
                              " records that are no papers were left out (" + type + ")");
  return answer;
}

std::optional<Summary> author_summary(const std::string& tldr) {
  if (tldr.empty()) return std::nullopt;
  Summary summary;
  summary.tldr = tldr;
  summary.provider = "OpenReview (the authors)";
  return summary;
}

Result<FeedAnswer> ask_openreview(const Asked& asked) {
  SHEAF_ASSIGN(NoteSpan span, fetch_openreview(asked.client, asked.access.urls, asked.spec.argument,
                                               asked.day, asked.day, asked.task));
  FeedAnswer answer = answer_of_day(asked.day, {});
  std::size_t deleted = 0;
  for (ReviewedPaper& one : span.papers) {
    if (one.deleted) {
      ++deleted;
      continue;
    }
    FeedExtra extra{one.paper.id, author_summary(one.tldr), std::nullopt, std::move(one.reviews),
                    one.withdrawn};
    if (extra.summary || !extra.reviews.empty() || extra.withdrawn)
      answer.extras.push_back(std::move(extra));
    answer.days.front().items.push_back(item_of(std::move(one.paper)));
  }
  answer.warnings = std::move(span.warnings);
  answer.gap = std::move(span.gap);
  if (deleted > 0)
    answer.warnings.push_back(std::to_string(deleted) + " deleted submissions were left out");
  return answer;
}

Result<FeedAnswer> ask_pubmed(const Asked& asked) {
  SHEAF_ASSIGN(PubmedSpan span, fetch_pubmed(asked.client, asked.access, asked.spec.argument,
                                             asked.day, asked.day, asked.task));
  FeedAnswer answer = answer_of_day(asked.day, std::move(span.papers));
  answer.warnings = std::move(span.warnings);
  answer.gap = std::move(span.gap);
  return answer;
}

Result<FeedAnswer> ask_rss(const Asked& asked, const Validators& validators) {
  SHEAF_ASSIGN(JournalAnswer journal,
               fetch_journal_feed(asked.client, asked.spec.argument, validators, asked.task));
  FeedAnswer answer;
  answer.not_modified = journal.not_modified;
  answer.validators = std::move(journal.validators);
  if (answer.not_modified) return answer;
  std::map<Day, FeedDay> days;
  days[asked.day].day = asked.day;
  for (JournalItem& item : journal.feed.items) {
    const Day day = item.day.value_or(asked.day);
    FeedDay& one = days[day];
    one.day = day;
    FeedItem& added = one.items.emplace_back();
    added.paper = std::move(item.paper);
  }
  for (auto& [day, one] : days) answer.days.push_back(std::move(one));
  answer.warnings = std::move(journal.feed.warnings);
  return answer;
}

}  // namespace

Result<FeedAnswer> fetch_feed(const FeedSpec& spec, Day day, const Validators& validators,
                              net::Client& client, const ServiceAccess& access, const Task& task) {
  const Asked asked{spec, day, client, access, task};
  switch (spec.kind) {
    case FeedKind::kBiorxiv:
    case FeedKind::kMedrxiv:
      return ask_biorxiv(asked);
    case FeedKind::kHuggingFace:
      return ask_huggingface(asked);
    case FeedKind::kCrossref:
      return ask_crossref(asked);
    case FeedKind::kOpenReview:
      return ask_openreview(asked);
    case FeedKind::kPubmed:
      return ask_pubmed(asked);
    case FeedKind::kRss:
      return ask_rss(asked, validators);
  }
  return Error(ErrorCode::kInternal, "the source " + spec.name + " has no kind that is known");
}

}  // namespace sheaf::source
