// Feedback as a log: the latest event counts, the same event again changes nothing, undo goes back.
#include "unit/store/store_fixture.hpp"

using namespace sheaf;
using namespace sheaf::test;
using store::Telling;
using Opinions = std::vector<Opinion>;

TEST_CASE("the latest feedback on a paper counts, also when it is taken back") {
  auto store = open_store();
  need(store->put_feedback("b", FeedbackKind::kLiked, 100));
  need(store->put_feedback("a", FeedbackKind::kDismissed, 200));
  need(store->put_feedback("b", FeedbackKind::kTrashed, 50));
  CHECK(need(store->feedback()) ==
        Opinions{{"b", FeedbackKind::kLiked, 100}, {"a", FeedbackKind::kDismissed, 200}});
  need(store->put_feedback("b", FeedbackKind::kNone, 300));
  need(store->put_feedback("b", FeedbackKind::kLiked, 100));
  CHECK(need(store->feedback()) == Opinions{{"a", FeedbackKind::kDismissed, 200}});
  CHECK(need(store->opinion_of("b")).kind == FeedbackKind::kNone);
  CHECK(need(store->info()).opinions == 1);
}

TEST_CASE("events that a host hands over again change nothing") {
  auto store = open_store();
  CHECK(need(store->put_feedback("a", FeedbackKind::kLiked, 100)));
  CHECK_FALSE(need(store->put_feedback("a", FeedbackKind::kLiked, 100)));
  CHECK_FALSE(need(store->put_feedback("a", FeedbackKind::kLiked, 170)));  // still so
  CHECK(need(store->put_feedback("a", FeedbackKind::kRead, 200)));
  CHECK_FALSE(need(store->put_feedback("a", FeedbackKind::kLiked, 100)));
  CHECK(need(store->feedback()) == Opinions{{"a", FeedbackKind::kRead, 200}});
}

TEST_CASE("undo restores the opinion before, step by step") {
  auto store = open_store();
  need(store->put_feedback("a", FeedbackKind::kLiked, 100));
  need(store->put_feedback("a", FeedbackKind::kDismissed, 200));
  CHECK(need(store->undo_feedback("a")) == Opinion{"a", FeedbackKind::kLiked, 100});
  CHECK(need(store->feedback()) == Opinions{{"a", FeedbackKind::kLiked, 100}});
  CHECK(need(store->undo_feedback("a")).kind == FeedbackKind::kNone);
  CHECK(need(store->feedback()).empty());
  const auto again = store->undo_feedback("a");
  REQUIRE_FALSE(again.ok());
  CHECK(again.error().code == ErrorCode::kNotFound);
  CHECK(again.error().message == "there is no feedback on a to take back");
}

TEST_CASE("what was taken back does not come back with the host's next report") {
  auto store = open_store();
  need(store->put_feedback("a", FeedbackKind::kLiked, 100));
  need(store->undo_feedback("a"));
  CHECK_FALSE(need(store->put_feedback("a", FeedbackKind::kLiked, 100)));
  CHECK(need(store->feedback()).empty());
}

TEST_CASE("a reader may change their mind within a second") {
  auto store = open_store();
  CHECK(need(store->put_feedback("a", FeedbackKind::kLiked, 100, Telling::kNow)));
  need(store->undo_feedback("a"));
  CHECK(need(store->put_feedback("a", FeedbackKind::kLiked, 100, Telling::kNow)));
  CHECK_FALSE(need(store->put_feedback("a", FeedbackKind::kLiked, 100, Telling::kNow)));
  CHECK(need(store->put_feedback("a", FeedbackKind::kTrashed, 100, Telling::kNow)));
  CHECK(need(store->put_feedback("a", FeedbackKind::kLiked, 100, Telling::kNow)));
  CHECK(need(store->feedback()) == Opinions{{"a", FeedbackKind::kLiked, 100}});
  CHECK(need(store->undo_feedback("a")).kind == FeedbackKind::kTrashed);
}

TEST_CASE("feedback on an alias joins that on the paper, event by event") {
  auto store = open_store();
  const std::string doi = "10.1000/182";
  need(store->put_feedback(doi, FeedbackKind::kLiked, 100));
  need(store->put_feedback(doi, FeedbackKind::kTrashed, 300));
  need(store->put_feedback("2401.00001", FeedbackKind::kRead, 200));
  const std::uint64_t before = need(store->library_revision());
  need(store->put_papers({make_full_paper("2401.00001")}));  // names that DOI
  CHECK(need(store->library_revision()) > before);
  CHECK(need(store->feedback()) == Opinions{{"2401.00001", FeedbackKind::kTrashed, 300}});
  CHECK(need(store->undo_feedback(doi)).kind == FeedbackKind::kRead);
  CHECK(need(store->undo_feedback(doi)).kind == FeedbackKind::kLiked);
}
