// Ranking through the store: the learned model is kept while it holds, and learned again when it does not.
#include <catch2/catch.hpp>

#include "app/lesson.hpp"
#include "app/library_import.hpp"
#include "app/ranking.hpp"
#include "base/text.hpp"
#include "canned_arxiv.hpp"

using namespace sheaf;

namespace {

constexpr std::int64_t kFridayNoon = 1776441600000;  // 2026-04-17 16:00 UTC
constexpr std::int64_t kDayMs = 86'400'000;

template <class T>
T need(Result<T> result) {
  if (!result) FAIL(result.error().message);
  return std::move(result).value();
}

Paper make_paper(int number, const std::string& words) {
  Paper paper;
  paper.id = "2604." + std::to_string(10000 + number);
  paper.version = 1;
  paper.title = words + " of case " + std::to_string(number);
  paper.abstract = "We study " + words + " at length and find it sound.";
  paper.categories = {"cs.CL"};
  return paper;
}

LibraryItem make_item(const std::string& key, const std::string& words) {
  return {key, "A theory of " + words, "On " + words + " and nothing else.", {}, "2026-04-01", {}, {}};
}

/// A facade with a stream of papers about rice and about tokens.
struct Bench {
  explicit Bench(int papers = 240) {
    app::LibraryOptions options;
    options.clock = &clock;
    options.http = [](const net::HttpRequest&) -> Result<net::HttpResponse> {
      return Error{ErrorCode::kNetwork, "no network in this test"};
    };
    library = std::move(app::Library::open(std::move(options))).value();
    store::Store::Batch batch;
    batch.list = "cs.CL";
    batch.source = "arxiv:cs.CL";
    batch.day = *parse_day("2026-04-16");
    for (int i = 0; i < papers; ++i)
      batch.items.push_back({make_paper(i, i % 2 == 0 ? "rice cooking" : "token drafting"), AnnounceType::kNew});
    need(store().put_batch(batch));
    profile.categories = {"cs.CL"};
  }
  store::Store& store() { return library->store(); }
  std::vector<double> scores() {
    const auto scored = need(app::score_with(*library, {make_paper(900, "rice cooking"), make_paper(901, "token drafting")},
                                             profile, {}, Task()));
    return {scored.scores[0].value, scored.scores[1].value};
  }
  bool likes_rice() {
    const auto both = scores();
    return both[0] > both[1];
  }
  std::optional<store::StoredModel> model() { return need(store().find_model(app::model_name(profile))); }

  FakeClock clock{kFridayNoon};
  std::unique_ptr<app::Library> library;
  Profile profile = default_profile();
};

/// A model that was learned from other words than the library has.
std::string foreign_model(const std::string& words, const Profile& profile) {
  rank::Lesson lesson;
  for (int i = 0; i < 6; ++i) lesson.library.push_back(make_item("f" + std::to_string(i), words));
  for (int i = 0; i < 40; ++i) lesson.background.push_back(make_paper(i, "token drafting"));
  return rank::Ranker::learn(lesson, profile).to_bytes();
}

}  // namespace

TEST_CASE("the model is learned once and then taken from the store") {
  Bench bench;
  need(bench.store().put_library({make_item("a", "token drafting"), make_item("b", "drafting tokens")}));
  CHECK_FALSE(bench.model());
  CHECK_FALSE(bench.likes_rice());
  const auto model = bench.model();
  REQUIRE(model);
  CHECK(model->library_revision == need(bench.store().library_revision()));
  CHECK(format_day(model->day) == "2026-04-17");
  // What stands in the store decides as long as it holds.
  REQUIRE(bench.store().put_model(app::model_name(bench.profile),
                                  {model->library_revision, model->day, foreign_model("rice cooking", bench.profile)}));
  CHECK(bench.likes_rice());
  bench.clock.advance_ms(6 * kDayMs);
  CHECK(bench.likes_rice());
  SECTION("a week later it is learned again") { bench.clock.advance_ms(kDayMs); }
  SECTION("a change of the library has it learned again") {
    need(bench.store().put_library({make_item("c", "token drafting")}));
  }
  SECTION("so has feedback") {
    need(bench.store().put_feedback("2604.10001", FeedbackKind::kLiked, 5));
  }
  SECTION("so have other settings of the ranking") { bench.profile.ranking.interests = "one"; }
  SECTION("damaged bytes are learned again") {
    REQUIRE(bench.store().put_model(app::model_name(bench.profile), {model->library_revision, model->day, "\x01 not a model"}));
  }
  CHECK_FALSE(bench.likes_rice());
}

TEST_CASE("without a stream to learn against nothing is kept") {
  Bench bench(20);
  need(bench.store().put_library({make_item("a", "token drafting")}));
  CHECK_FALSE(bench.likes_rice());
  CHECK_FALSE(bench.model());
}

TEST_CASE("an empty library gives scores, and no model") {
  Bench bench;
  CHECK(bench.scores().size() == 2);
  CHECK_FALSE(bench.model());
  const auto status = need(app::library_status(*bench.library, bench.profile, Task()));
  CHECK(status.items == 0);
  CHECK_FALSE(status.notes.empty());
}

TEST_CASE("collections let items in and keep them out") {
  RankingProfile ranking;
  LibraryItem thesis = make_item("t", "x"), both = make_item("b", "x"), none = make_item("n", "x");
  thesis.collections = {"Thesis/Chapter 1"};
  both.collections = {"thesis", "Trash/old"};
  const std::vector<LibraryItem> items = {thesis, both, none};
  CHECK(app::admit(items, ranking).items.size() == 3);
  ranking.include = {"Thesis/**"};
  CHECK(app::admit(items, ranking).items == std::vector<LibraryItem>{thesis, both});
  ranking.exclude = {"trash/**"};
  const auto admitted = app::admit(items, ranking);
  CHECK(admitted.items == std::vector<LibraryItem>{thesis});
  CHECK(admitted.excluded == 2);
  ranking.include = {};
  CHECK(app::admit(items, ranking).items == std::vector<LibraryItem>{thesis, none});
}

TEST_CASE("an item without an abstract has that of the stored paper it is") {
  Bench bench;
  LibraryItem item = make_item("a", "x"), own = make_item("b", "y"), unknown = make_item("c", "z");
  item.abstract = unknown.abstract = "";
  item.id = "2604.10000";
  own.id = "2604.10001";
  unknown.id = "2604.99999";
  need(bench.store().put_library({item, own, unknown}));
  const auto items = need(app::admitted_library(bench.store(), bench.profile.ranking));
  REQUIRE(items.size() == 3);
  CHECK(items[0].abstract == make_paper(0, "rice cooking").abstract);
  CHECK(items[0].categories == std::vector<std::string>{"cs.CL"});
  CHECK(items[1] == own);
  CHECK(items[2] == unknown);
}

TEST_CASE("feedback on stored papers reaches the lesson with its time") {
  Bench bench;
  need(bench.store().put_feedback("arXiv:2604.10003v1", FeedbackKind::kDismissed, 77));
  need(bench.store().put_feedback("2604.99999", FeedbackKind::kLiked, 78));
  const auto judged = need(app::judged_papers(bench.store()));
  REQUIRE(judged.size() == 1);
  CHECK(judged[0].paper.id == "2604.10003");
  CHECK(judged[0].kind == FeedbackKind::kDismissed);
  CHECK(judged[0].at == 77);
}

TEST_CASE("a paper is explained, and an unknown one is told") {
  Bench bench;
  need(bench.store().put_library({make_item("a", "token drafting")}));
  need(bench.store().put_feedback("2604.10001", FeedbackKind::kRead, 5));
  bench.profile.exclude = {"drafting"};
  const auto told = need(app::explain(*bench.library, "https://arxiv.org/abs/2604.10001v1", bench.profile, Task()));
  CHECK(told.paper.id == "2604.10001");
  CHECK(told.opinion.kind == FeedbackKind::kRead);
  CHECK_FALSE(told.notes.empty());
  const auto unknown = app::explain(*bench.library, "2604.99999", bench.profile, Task());
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.error().code == ErrorCode::kNotFound);
  CHECK(contains(unknown.error().message, "\"2604.99999\""));
}

TEST_CASE("every scorer scores an empty day and papers of any script") {
  Bench bench;
  LibraryItem item = make_item("a", "token drafting");
  item.title = "論文の要約";
  item.abstract = std::string(1 << 20, 'x') + " агенты";
  need(bench.store().put_library({item, make_item("b", "x")}));
  for (const std::string& scorer : scorer_names()) {
    bench.profile.scorer = scorer;
    INFO(scorer);
    CHECK(need(app::score_with(*bench.library, {}, bench.profile, {}, Task())).scores.empty());
    Paper bare;
    bare.id = "x";
    CHECK(need(app::score_with(*bench.library, {bare, make_paper(1, "論文")}, bench.profile, {}, Task())).scores.size() == 2);
  }
}

TEST_CASE("a service that cannot be had leaves the digest half done, with every paper counted") {
  Bench bench;
  app::DigestRequest request;
  request.profile = bench.profile;
  request.profile.max_papers = 100;
  request.profile.ranking.embeddings.service = {"http://127.0.0.1:9/v1", "m", {}};
  request.day = *parse_day("2026-04-16");
  request.offline = true;
  need(bench.store().put_library({{make_item("k", "rice cooking")}, "", false, {}}));
  const Digest digest = need(bench.library->digest(request, Task()));
  CHECK(digest.degraded());
  CHECK(digest.sources.back().name == "ranking");
  CHECK(digest.sources.back().state == SourceState::kPartial);
  CHECK(contains(digest.sources.back().detail, "embeddings: not asked, offline"));
  CHECK(digest.announced.total() == digest.entries.size() + digest.left_out);
}

TEST_CASE("the same readings give the same scores, whatever the hour") {
  Bench bench(20);
  std::vector<LibraryItem> items;
  for (int i = 0; i < 12; ++i) {
    items.push_back(make_item("k" + std::to_string(i), i % 3 == 0 ? "token drafting" : "rice cooking"));
    items.back().added = "2026-0" + std::to_string(1 + i % 4) + "-10";
  }
  const std::vector<Paper> papers = {make_paper(900, "rice cooking"), make_paper(901, "token drafting")};
  const auto scored = [&](bool stored) {
    const app::Readings readings{stored, stored ? std::vector<LibraryItem>() : items, {}};
    const auto made = need(app::score_with(*bench.library, papers, bench.profile, readings, Task()));
    return std::vector<double>{made.scores[0].value, made.scores[1].value};
  };
  need(bench.store().put_library({items, "", false, {}}));
  const std::vector<double> given = scored(false), kept = scored(true);
  bench.clock.advance_ms(3 * 3'600'000 + 17'000);
  CHECK(scored(true) == kept);
  bench.clock.advance_ms(40 * kDayMs);
  CHECK(scored(false) == given);
}
