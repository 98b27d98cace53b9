// Answers of OpenReview and walking a venue's notes; see openreview.hpp.
// Borrows the client; any thread.
#include "source/openreview.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <unordered_set>

#include "base/text.hpp"
#include "source/ask.hpp"
#include "source/json_fields.hpp"
#include "source/openreview_note.hpp"
#include "source/partial_date.hpp"

namespace sheaf::source {
namespace {

constexpr std::size_t kPageSize = 1000;  // the most a request gives
constexpr std::size_t kOverlap = 10;     // notes of a page that the next one repeats
constexpr std::size_t kMaxPages = 50;

// Puts notes in order: submissions become papers, replies wait until their paper is known.
class Forums {
 public:
  void add(const Json& note, NotePage& page) {
    ++page.rows;
    if (!note.is_object()) {
      warn(page, "it is no object");
    } else if (is_submission(note)) {
      add_paper(note, page);
    } else {
      replies_.emplace_back(forum_of(note), &note);
    }
  }

  void finish(NotePage& page) {
    for (const auto& [forum, note] : replies_) {
      const auto place = places_.find(forum);
      if (place == places_.end()) {
        ++strays_;
      } else if (auto review = read_review(*note)) {
        page.papers[place->second].reviews.push_back(*std::move(review));
      }
    }
    if (strays_ > 0)
      page.warnings.push_back(std::to_string(strays_) +
                              " replies belong to papers that did not come along");
  }

 private:
  static void warn(NotePage& page, const std::string& why) {
    page.warnings.push_back("note " + std::to_string(page.rows) + ": " + why);
  }

  void add_paper(const Json& note, NotePage& page) {
    auto paper = read_submission(note);
    if (!paper)
      return warn(page, "no forum id or no title (\"" + shorten(line_at(note, "id"), 40) + "\")");
    const auto [place, added] = places_.try_emplace(forum_of(note), page.papers.size());
    if (!added) return;
    page.papers.push_back(*std::move(paper));
    const Json& details = member(note, "details");
    for (const Json* list : {&member(details, "replies"), &member(details, "directReplies"),
                             &member(note, "notes"), &member(note, "reviews")}) {
      if (!list->is_array()) continue;
      for (const Json& reply : *list)
        if (reply.is_object()) add_reply(reply, page.papers[place->second]);
    }
  }

  void add_reply(const Json& reply, ReviewedPaper& paper) {
    if (const std::string id = line_at(reply, "id"); !id.empty() && !seen_.insert(id).second)
      return;
    if (auto review = read_review(reply)) paper.reviews.push_back(*std::move(review));
  }

  std::unordered_map<std::string, std::size_t> places_;
  std::unordered_set<std::string> seen_;
  std::vector<std::pair<std::string, const Json*>> replies_;
  std::size_t strays_ = 0;
};

Error no_notes(const Json& json, const std::string& body) {
  const bool error = json.contains("errors") || json.contains("error") || json.contains("message");
  if (!error) return Error(ErrorCode::kParse, "expected notes of OpenReview, found no \"notes\"");
  return Error(ErrorCode::kInvalid, "OpenReview says \"" + refusal_words(body) + "\"");
}

}  // namespace

Result<NotePage> parse_openreview_notes(const std::string& body) {
  NotePage page;
  std::string warning;
  SHEAF_ASSIGN(const Json json, load_json(body, "notes of OpenReview", warning));
  if (!warning.empty()) page.warnings.push_back(std::move(warning));
  const Json& notes = json.is_array() ? json : member(json, "notes");
  if (!notes.is_array()) return no_notes(json, body);
  page.total =
      static_cast<std::size_t>(std::max<std::int64_t>(number_at(json, "count").value_or(0), 0));
  Forums forums;
  for (const Json& note : notes) {
    // Crawlers keep a venue's notes together.
    const Json& submissions = member(note, "submissions");
    if (submissions.is_array()) {
      for (const Json& submission : submissions) forums.add(submission, page);
    } else {
      forums.add(note, page);
    }
  }
  forums.finish(page);
  return page;
}

namespace {

std::string notes_url(const ServiceUrls& urls, std::string_view venue, std::size_t offset) {
  std::string invitation(trim(venue));
  if (!contains(invitation, "/-/")) invitation += "/-/Submission";
  return urls.openreview + "/notes?invitation=" + percent_encode(invitation) +
         "&sort=tmdate:desc&limit=" + std::to_string(kPageSize) +
         "&offset=" + std::to_string(offset);
}

bool is_between(const std::optional<Seconds>& time, Day from, Day to) {
  return time && *time >= midnight(from) && *time < midnight(to + std::chrono::days(1));
}

// Whether every note behind this page was last modified before `from`.
bool reaches_behind(const NotePage& page, Day from) {
  return !page.papers.empty() && page.papers.back().modified &&
         *page.papers.back().modified < midnight(from);
}

}  // namespace

Result<NoteSpan> fetch_openreview(net::Client& client, const ServiceUrls& urls,
                                  std::string_view venue, Day from, Day to, const Task& task) {
  NoteSpan span;
  std::unordered_set<std::string> seen;
  std::size_t offset = 0;
  for (std::size_t number = 0; number < kMaxPages; ++number) {
    net::HttpRequest request;
    request.url = notes_url(urls, venue, offset);
    Result<NotePage> page =
        get_json(client, "OpenReview", std::move(request), task, parse_openreview_notes);
    if (!page.ok()) {
      if (number == 0 || page.error().code == ErrorCode::kCancelled) return std::move(page).error();
      span.gap = "notes after the first " + std::to_string(offset) + ": " + page.error().message;
      return span;
    }
    const bool last = page->rows < kPageSize || reaches_behind(*page, from);
    for (ReviewedPaper& paper : page->papers)
      if (is_between(paper.paper.published, from, to) && seen.insert(paper.paper.id).second)
        span.papers.push_back(std::move(paper));
    for (std::string& warning : page->warnings) span.warnings.push_back(std::move(warning));
    if (last) return span;
    offset += kPageSize - kOverlap;
    SHEAF_TRY(task.report({"fetch", offset, page->total, 0}));
  }
  span.gap = "OpenReview has more notes of " + shorten(venue, 60) + " than are asked for";
  return span;
}

}  // namespace sheaf::source
