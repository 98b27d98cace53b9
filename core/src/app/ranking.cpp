// Scoring by any of the scorers; see ranking.hpp. The learned model lies in the store under a name made
// of the settings it depends on, so that several profiles do not take it from each other.
// No state; any thread.
#include "app/ranking.hpp"

#include "app/lesson.hpp"
#include "app/outside_likeness.hpp"
#include "app/plugins.hpp"
#include "app/visit.hpp"
#include "base/text.hpp"
#include "rank/peers.hpp"
#include "rank/scorer.hpp"

namespace sheaf::app {
namespace {

constexpr std::chrono::days kModelHolds{7};
constexpr Seconds kSecondsADay = 86400;

void add_setting(std::string& text, std::string_view setting) {
  text += std::to_string(setting.size()) + ":";
  text += setting;
}

void add_settings(std::string& text, const std::vector<std::string>& settings) {
  text += std::to_string(settings.size()) + ";";
  for (const std::string& setting : settings) add_setting(text, setting);
}

void add_settings(std::string& text, const std::vector<Keyword>& settings) {
  text += std::to_string(settings.size()) + ";";
  for (const Keyword& setting : settings) add_setting(text, setting.term + "=" + std::to_string(setting.weight));
}

struct StoredLesson {
  rank::Lesson lesson;
  bool lasting = true;  ///< the background does not hang on the papers asked about
};

Result<StoredLesson> stored_lesson(Library& library, const Profile& profile,
                                   const std::vector<Paper>& candidates) {
  store::Store& store = library.store();
  StoredLesson out;
  // By the day: the same library gives the same scores all day.
  const Seconds now = library.clock().now();
  out.lesson.now = now - now % kSecondsADay;
  SHEAF_ASSIGN(out.lesson.library, admitted_library(store, profile.ranking));
  SHEAF_ASSIGN(out.lesson.feedback, judged_papers(store));
  if (out.lesson.library.empty() && out.lesson.feedback.empty()) return out;
  SHEAF_ASSIGN(out.lesson.background, stream_sample(store, profile, new_york_day(out.lesson.now)));
  out.lasting = out.lesson.background.size() >= kLeastBackground;
  // A young store still has more to compare with than the one paper that is asked about.
  if (!out.lasting && candidates.size() > out.lesson.background.size()) out.lesson.background = candidates;
  return out;
}

bool holds(const store::StoredModel& model, std::uint64_t revision, Day today) {
  return model.library_revision == revision && model.day <= today && today - model.day < kModelHolds;
}

/// Learned for these readings alone; nothing is stored.
Result<rank::Ranker> passing_ranker(Library& library, const std::vector<Paper>& papers,
                                    const Profile& profile, const Readings& readings) {
  StoredLesson stored;
  if (readings.stored) {
    SHEAF_ASSIGN(stored, stored_lesson(library, profile, papers));
  }
  // What is given alone is learned from alone: recency counts from its latest date, not from today.
  rank::Lesson& lesson = stored.lesson;
  Admitted more = admit(readings.library, profile.ranking);
  for (LibraryItem& item : more.items) lesson.library.push_back(std::move(item));
  if (!readings.background.empty()) lesson.background = readings.background;
  if (lesson.background.empty()) lesson.background = papers;
  return rank::Ranker::learn(lesson, profile);
}

Result<Scored> score_learned(Library& library, const std::vector<Paper>& papers, const Profile& profile,
                             const Readings& readings, const Task& task) {
  const bool as_stored = readings.stored && readings.library.empty() && readings.background.empty();
  SHEAF_ASSIGN(const rank::Ranker ranker, as_stored ? stored_ranker(library, profile, papers, task)
                                                    : passing_ranker(library, papers, profile, readings));
  SHEAF_TRY(task.check());
  SHEAF_ASSIGN(OutsideAnswer outside, outside_likeness(library, papers, profile, task));
  Scored scored;
  scored.scores = ranker.score(papers, profile, outside.likeness);
  scored.notes = ranker.notes();
  if (!outside.failure.empty()) scored.failures.push_back(std::move(outside.failure));
  return scored;
}

Result<std::vector<LibraryItem>> readings_as_items(Library& library, const Profile& profile,
                                                   const Readings& readings) {
  std::vector<LibraryItem> items = admit(readings.library, profile.ranking).items;
  if (!readings.stored) return items;
  SHEAF_ASSIGN(std::vector<LibraryItem> stored, admitted_library(library.store(), profile.ranking));
  SHEAF_ASSIGN(const std::vector<rank::Judged> feedback, judged_papers(library.store()));
  for (LibraryItem& item : stored) items.push_back(std::move(item));
  for (LibraryItem& item : praised(feedback)) items.push_back(std::move(item));
  return items;
}

Result<std::vector<Paper>> background_of(Library& library, const Profile& profile, const Readings& readings) {
  if (!readings.background.empty() || !readings.stored) return readings.background;
  return stream_sample(library.store(), profile, new_york_day(library.clock().now()));
}

}  // namespace

// All settings that what is learned may depend on.
std::string model_name(const Profile& profile) {
  std::string settings;
  add_setting(settings, profile.ranking.interests);
  for (const auto* list : {&profile.ranking.include, &profile.ranking.exclude}) add_settings(settings, *list);
  for (const auto* list : {&profile.ranking.categories, &profile.keywords, &profile.authors})
    add_settings(settings, *list);
  add_settings(settings, lists_of(profile));
  return "learned:" + to_hex(fnv1a64(settings));
}

Result<rank::Ranker> stored_ranker(Library& library, const Profile& profile,
                                   const std::vector<Paper>& candidates, const Task& task) {
  store::Store& store = library.store();
  const std::string name = model_name(profile);
  const Day today = new_york_day(library.clock().now());
  // Asked for before the library is read: what changes meanwhile makes the model stale, never wrong.
  SHEAF_ASSIGN(const std::uint64_t revision, store.library_revision());
  SHEAF_ASSIGN(const std::optional<store::StoredModel> known, store.find_model(name));
  Result<rank::Ranker> previous = known ? rank::Ranker::from_bytes(known->bytes)
                                        : Result<rank::Ranker>(Error{ErrorCode::kNotFound, ""});
  if (previous && holds(*known, revision, today)) return previous;
  SHEAF_ASSIGN(const StoredLesson stored, stored_lesson(library, profile, candidates));
  SHEAF_TRY(task.check());
  rank::Ranker ranker = rank::Ranker::learn(stored.lesson, profile, previous ? &*previous : nullptr);
  if (!stored.lasting || ranker.positives() == 0) return ranker;
  // A store that cannot be written to costs time, not the ranking.
  if (const Status put = store.put_model(name, {revision, today, ranker.to_bytes()}); !put)
    library.logger().warn("the learned model could not be kept: " + put.error().message);
  return ranker;
}

Result<Scored> score_with(Library& library, const std::vector<Paper>& papers, const Profile& profile,
                          const Readings& readings, const Task& task) {
  SHEAF_TRY(task.report({"score", 0, papers.size(), 0}));
  if (profile.scorer == "learned") return score_learned(library, papers, profile, readings, task);
  Scored scored;
  if (profile.scorer == "rss-bot") {
    scored.scores = rank::score_papers(papers, profile, {});
    return scored;
  }
  SHEAF_ASSIGN(const std::vector<LibraryItem> items, readings_as_items(library, profile, readings));
  SHEAF_TRY(task.check());
  if (profile.scorer == "zotero-arxiv-daily") {
    scored.scores = rank::zotero_arxiv_daily_scores(papers, items);
  } else if (profile.scorer == "sanity-lite") {
    SHEAF_ASSIGN(const std::vector<Paper> background, background_of(library, profile, readings));
    scored.scores = rank::sanity_lite_scores(papers, items, background);
  } else {
    scored.scores = rank::score_papers(papers, profile, items);
  }
  return scored;
}

Result<Scored> score_with_plugins(Library& library, const std::vector<Paper>& papers, const Profile& profile,
                                  const Readings& readings, const Task& task) {
  SHEAF_ASSIGN(Scored scored, score_with(library, papers, profile, readings, task));
  SHEAF_ASSIGN(const std::vector<SourceStatus> statuses, apply_scorers(library, profile, papers, scored.scores, task));
  for (const SourceStatus& status : statuses)
    if (status.state != SourceState::kOk) scored.failures.push_back(describe(status));
  for (const SourceStatus& status : unreadable_plugins(library, profile)) scored.failures.push_back(describe(status));
  return scored;
}

Result<Explanation> explain(Library& library, const std::string& id, const Profile& profile,
                            const Task& task) {
  SHEAF_ASSIGN(std::optional<Paper> paper, library.store().find_paper(id));
  if (!paper)
    return Error{ErrorCode::kNotFound, "the store has no paper \"" + to_valid_utf8(id) +
                                           "\": give the id of a paper that was fetched, or search for it"};
  SHEAF_ASSIGN(Scored scored, score_with_plugins(library, {*paper}, profile, {}, task));
  SHEAF_ASSIGN(Opinion opinion, library.store().opinion_of(paper->id));
  Explanation out{std::move(*paper), std::move(scored.scores.front()), std::move(opinion), std::move(scored.notes)};
  for (std::string& failure : scored.failures) out.notes.push_back(std::move(failure));
  if (const std::string_view word = rank::excluded_by(out.paper, profile.exclude); !word.empty())
    out.notes.push_back("left out of digests: it has the excluded word \"" + std::string(word) + "\"");
  return out;
}

}  // namespace sheaf::app
