// The learned ranking: what it learns, what it says, what it stores, and what bad input does to it.
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "rank/ranker.hpp"
#include "rank_fixtures.hpp"

namespace {

using namespace sheaf;
using namespace sheaf::test;
using rank::Lesson;
using rank::Ranker;

/// A made-up abstract of some of a subject's words, different for each number.
std::string words(const std::vector<std::string>& subject, std::size_t number) {
  std::string out;
  for (std::size_t i = 0; i < 12; ++i)
    out += subject[(number * 7 + i * (number % 3 + 1)) % subject.size()] + ' ';
  return out + "examined in trial " + std::to_string(number);
}

const std::vector<std::string> kBees = {"honeybee", "pollen", "hive", "nectar", "queen", "swarm",
                                        "foraging", "colony", "apiary", "waggle dance"};
const std::vector<std::string> kGlaciers = {"glacier", "moraine", "icefall", "crevasse", "meltwater",
                                            "firn", "ablation", "calving", "snowpack"};
const std::vector<std::string> kOthers = {"lattice", "boson", "market", "auction", "kernel", "compiler",
                                          "protein", "enzyme", "orbit", "telescope", "grammar"};

Paper paper_on(const std::vector<std::string>& subject, std::size_t number,
               std::vector<std::string> authors = {}) {
  Paper out = paper("On " + subject[number % subject.size()] + " and " +
                        subject[(number + 3) % subject.size()],
                    words(subject, number), std::move(authors));
  out.categories = {"q-bio.PE"};
  return out;
}

LibraryItem item_on(const std::vector<std::string>& subject, std::size_t number) {
  LibraryItem out = item("The " + subject[(number + 1) % subject.size()] + " and the " +
                             subject[(number + 4) % subject.size()],
                         words(subject, number + 100));
  out.authors = {"Ada Beeman"};
  out.added = "2026-03-0" + std::to_string(1 + number % 9);
  return out;
}

Lesson lesson_on_bees(std::size_t items) {
  Lesson out;
  for (std::size_t i = 0; i < items; ++i) out.library.push_back(item_on(kBees, i));
  for (std::size_t i = 0; i < 120; ++i) out.background.push_back(paper_on(kOthers, i));
  return out;
}

Profile learned() { return profile({}, "learned"); }

void check_sane(const std::vector<Score>& scores) {
  for (const Score& score : scores) {
    CHECK(std::isfinite(score.value));
    CHECK(score.value >= 0);
    CHECK(score.value <= 100);
    CHECK(score.uncertainty >= 0);
    CHECK(score.uncertainty <= 1);
    CHECK(count_code_points(score.reason) <= 160);
    CHECK(is_valid_utf8(score.reason));
    for (const CarriedTerm& term : score.carried) CHECK(std::isfinite(term.points));
  }
}

}  // namespace

TEST_CASE("a paper on the library's subject scores above all others", "[rank][ranker]") {
  const Ranker ranker = Ranker::learn(lesson_on_bees(30), learned());
  std::vector<Paper> papers = {paper_on(kOthers, 200), paper_on(kBees, 201), paper_on(kOthers, 202)};
  const std::vector<Score> scores = ranker.score(papers, learned());
  check_sane(scores);
  CHECK(scores[1].value > 10 * scores[0].value);
  CHECK(scores[1].value > 10 * scores[2].value);
  CHECK(ranker.positives() == 30);
}

TEST_CASE("a reason names the paper's own words and the nearest items", "[rank][ranker]") {
  const Ranker ranker = Ranker::learn(lesson_on_bees(30), learned());
  const Score score = ranker.score({paper_on(kBees, 201)}, learned()).front();
  REQUIRE_FALSE(score.carried.empty());
  const std::string text = to_lower(paper_on(kBees, 201).title + " " + paper_on(kBees, 201).abstract);
  double sum = 0;
  for (const CarriedTerm& term : score.carried) {
    INFO(term.term);
    CHECK(contains(text, term.term));
    if (term.points > 0) sum += term.points;
  }
  CHECK(sum <= score.value + 1e-6);
  CHECK(contains(score.reason, score.carried.front().term));
  REQUIRE_FALSE(score.similar.empty());
  CHECK(contains(score.reason, "in your library"));
}

TEST_CASE("an author of the library lifts a paper, however the name is written", "[rank][ranker]") {
  const Ranker ranker = Ranker::learn(lesson_on_bees(10), learned());
  const std::vector<Score> scores =
      ranker.score({paper_on(kOthers, 5, {"Somebody Else"}), paper_on(kOthers, 5, {"Ada Q. Beeman"}),
                    paper_on(kOthers, 5, {"Beeman, Ada"})},
                   learned());
  CHECK(scores[1].value > scores[0].value);
  CHECK(scores[2].value == scores[1].value);
  CHECK(contains(scores[1].reason, "Ada Q. Beeman"));
}

TEST_CASE("what was trashed falls and what was liked rises", "[rank][ranker]") {
  Lesson lesson = lesson_on_bees(10);
  for (std::size_t i = 0; i < 6; ++i) {
    lesson.feedback.push_back({paper_on(kGlaciers, i), FeedbackKind::kTrashed, 0});
    lesson.background.push_back(paper_on(kGlaciers, 50 + i));
  }
  Lesson liking = lesson;
  for (rank::Judged& judged : liking.feedback) judged.kind = FeedbackKind::kLiked;
  const std::vector<Paper> day = {paper_on(kGlaciers, 300)};
  const double trashed = Ranker::learn(lesson, learned()).score(day, learned())[0].value;
  const double liked = Ranker::learn(liking, learned()).score(day, learned())[0].value;
  CHECK(trashed < liked);
}

TEST_CASE("two subjects are two interests and a paper names the nearer", "[rank][ranker]") {
  Lesson lesson = lesson_on_bees(20);
  for (std::size_t i = 0; i < 20; ++i) lesson.library.push_back(item_on(kGlaciers, i));
  const Ranker ranker = Ranker::learn(lesson, learned());
  REQUIRE(ranker.interests().size() >= 2);
  std::size_t items = 0;
  for (const rank::Interest& interest : ranker.interests()) {
    items += interest.items;
    CHECK_FALSE(interest.name.empty());
    CHECK_FALSE(interest.terms.empty());
  }
  CHECK(items == 40);
  const auto scores = ranker.score({paper_on(kBees, 201), paper_on(kGlaciers, 201)}, learned());
  CHECK_FALSE(scores[0].interest.empty());
  CHECK(scores[0].interest != scores[1].interest);
}

TEST_CASE("collections are interests when the profile says so, and none when it wants one",
          "[rank][ranker]") {
  Lesson lesson = lesson_on_bees(8);
  for (std::size_t i = 0; i < 8; ++i) lesson.library[i].collections = {i < 4 ? "Thesis/Bees" : "Hobby"};
  Profile reader = learned();
  reader.ranking.interests = "collections";
  const Ranker ranker = Ranker::learn(lesson, reader);
  REQUIRE(ranker.interests().size() == 2);
  CHECK(ranker.interests()[0].name == "Thesis/Bees");
  CHECK(ranker.interests()[1].items == 4);
  reader.ranking.interests = "one";
  CHECK(Ranker::learn(lesson, reader).interests().empty());
}

TEST_CASE("a stored model scores exactly as the one that was learned", "[rank][ranker]") {
  Lesson lesson = lesson_on_bees(25);
  for (std::size_t i = 0; i < 25; ++i) lesson.library.push_back(item_on(kGlaciers, i));
  const Profile reader = profile({{"hive", 1}}, "learned");
  const Ranker ranker = Ranker::learn(lesson, reader);
  const auto again = Ranker::from_bytes(ranker.to_bytes());
  REQUIRE(again.ok());
  const std::vector<Paper> day = {paper_on(kBees, 7), paper_on(kOthers, 8), paper_on(kGlaciers, 9)};
  CHECK(again.value().score(day, reader) == ranker.score(day, reader));
  CHECK(again.value().notes() == ranker.notes());
  CHECK(again.value().to_bytes() == ranker.to_bytes());
}

TEST_CASE("the same lesson gives the same bytes", "[rank][ranker]") {
  CHECK(Ranker::learn(lesson_on_bees(30), learned()).to_bytes() ==
        Ranker::learn(lesson_on_bees(30), learned()).to_bytes());
}

TEST_CASE("damaged, cut and foreign bytes are told from a model", "[rank][ranker]") {
  const std::string bytes = Ranker::learn(lesson_on_bees(12), learned()).to_bytes();
  for (const std::size_t size : {std::size_t{0}, std::size_t{3}, std::size_t{12}, bytes.size() / 2, bytes.size() - 1}) {
    const auto cut = Ranker::from_bytes(bytes.substr(0, size));
    REQUIRE_FALSE(cut.ok());
    CHECK(cut.error().code == ErrorCode::kParse);
  }
  for (std::size_t at = 0; at < bytes.size(); at += bytes.size() / 97 + 1) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x41);
    INFO("byte " << at);
    CHECK_FALSE(Ranker::from_bytes(damaged).ok());
  }
}

TEST_CASE("a score does not depend on the other papers of its day", "[rank][ranker]") {
  const Ranker ranker = Ranker::learn(lesson_on_bees(30), learned());
  std::vector<Paper> day;
  for (std::size_t i = 0; i < 700; ++i) day.push_back(paper_on(i % 5 == 0 ? kBees : kOthers, i));
  const std::vector<Score> together = ranker.score(day, learned());
  check_sane(together);
  for (const std::size_t i : {0, 1, 5, 499, 699})
    CHECK(ranker.score({day[i]}, learned()).front().value == together[i].value);
}

TEST_CASE("one more item is learned on top of what is known", "[rank][ranker]") {
  Lesson lesson = lesson_on_bees(100);
  const Ranker before = Ranker::learn(lesson, learned());
  lesson.library.push_back(item_on(kBees, 500));
  const Ranker further = Ranker::learn(lesson, learned(), &before);
  CHECK(further.positives() == 101);
  const auto scores = further.score({paper_on(kBees, 201), paper_on(kOthers, 201)}, learned());
  CHECK(scores[0].value > 10 * scores[1].value);
}

TEST_CASE("without a library keywords alone decide, and that is said", "[rank][ranker]") {
  const Profile reader = profile({{"hive", 1}, {"pollen", 2}, {"market", -1}}, "learned");
  const Ranker ranker = Ranker::learn({}, reader);
  REQUIRE(ranker.notes().size() == 1);
  CHECK(contains(ranker.notes()[0], "library is empty"));
  const auto scores = ranker.score({paper("Of hives", "hive"), paper("Pollen in hives", "hive"),
                                    paper("Nothing", "at all"), paper("A market", "market")},
                                   reader);
  check_sane(scores);
  CHECK(scores[1].value > scores[0].value);
  CHECK(scores[0].value > 0);
  CHECK(scores[2].value == 0);
  CHECK(scores[3].value == 0);
  CHECK(scores[1].terms == std::vector<std::string>{"hive", "pollen"});
  CHECK(scores[2].uncertainty == 1);
}

TEST_CASE("keywords help a small library and fade in a large one", "[rank][ranker]") {
  const Profile reader = profile({{"auction", 1}}, "learned");
  const auto gain = [&](std::size_t items) {
    const Lesson lesson = lesson_on_bees(items);
    const std::vector<Paper> day = {paper("An auction", "lattice boson"), paper("A market", "lattice boson")};
    const auto with = Ranker::learn(lesson, reader).score(day, reader);
    return with[0].value - with[1].value;
  };
  CHECK(gain(2) > gain(200));
}

TEST_CASE("followed authors and category weights move a paper", "[rank][ranker]") {
  const Ranker ranker = Ranker::learn(lesson_on_bees(10), learned());
  Profile reader = learned();
  reader.authors = {{"Grace Hopperton", 1}};
  reader.ranking.categories = {{"q-bio.PE", -1}};
  const Paper paper = paper_on(kOthers, 4, {"G. Hopperton"});
  Profile followed = learned();
  followed.authors = reader.authors;
  const Score plain = ranker.score({paper}, learned()).front();
  const Score up = ranker.score({paper}, followed).front();
  CHECK(up.value > plain.value);
  CHECK(up.authors == std::vector<std::string>{"Grace Hopperton"});
  CHECK(ranker.score({paper}, reader).front().value < up.value);
}

TEST_CASE("texts of one word, of other scripts, huge and broken ones are scored", "[rank][ranker]") {
  Lesson lesson = lesson_on_bees(10);
  for (const char* place : {"在山区", "在城市"}) {
    lesson.library.push_back(item("蜜蜂的舞蹈", std::string("蜜蜂采集花粉和花蜜") + place));
    lesson.library.push_back(item("Медоносная пчела", std::string("пыльца и нектар ") + place));
  }
  lesson.background.push_back(paper("", ""));
  const Ranker ranker = Ranker::learn(lesson, learned());
  std::string huge;
  while (huge.size() < 1000000) huge += "honeybee pollen ";
  const auto scores = ranker.score(
      {paper("Bee", "bee"), paper("蜜蜂采集", "花粉和花蜜"), paper("Пчела", "пыльца и нектар"),
       paper("Hive", huge), paper("\xFF\xFE\x80", "\xC3\x28 \xE2\x82"), paper("", "")},
      learned());
  check_sane(scores);
  CHECK(scores[1].value > scores[5].value);
  CHECK(scores[2].value > scores[5].value);
}

TEST_CASE("library items without abstracts count by their titles, and that is said", "[rank][ranker]") {
  Lesson lesson = lesson_on_bees(10);
  for (LibraryItem& item : lesson.library) item.abstract.clear();
  const Ranker ranker = Ranker::learn(lesson, learned());
  REQUIRE_FALSE(ranker.notes().empty());
  CHECK(contains(join(ranker.notes(), "\n"), "10 of 10 library items have no abstract"));
  const auto scores = ranker.score({paper_on(kBees, 201), paper_on(kOthers, 201)}, learned());
  CHECK(scores[0].value > scores[1].value);
}

TEST_CASE("likeness by embeddings is blended in, and what is no number is said", "[rank][ranker]") {
  const Ranker ranker = Ranker::learn(lesson_on_bees(10), learned());
  const std::vector<Paper> day = {paper_on(kOthers, 4), paper_on(kOthers, 4), paper_on(kOthers, 4)};
  std::vector<std::string> notes;
  const auto scores =
      ranker.score(day, learned(), {3.0F, 0.0F, std::numeric_limits<float>::quiet_NaN()}, &notes);
  check_sane(scores);
  CHECK(scores[0].value > scores[1].value);
  CHECK(scores[2].value == scores[1].value);
  REQUIRE(notes.size() == 1);
  CHECK(contains(notes[0], "1 papers have no likeness"));
  notes.clear();
  const auto without = ranker.score(day, learned(), {1.0F}, &notes);
  CHECK(without == ranker.score(day, learned()));
  CHECK(notes.size() == 1);
}

TEST_CASE("a library without any background, and a day that is the library, still rank", "[rank][ranker]") {
  Lesson lesson = lesson_on_bees(6);
  lesson.background.clear();
  check_sane(Ranker::learn(lesson, learned()).score({paper_on(kBees, 1), paper_on(kOthers, 1)}, learned()));
  for (std::size_t i = 0; i < 6; ++i)
    lesson.background.push_back(paper(lesson.library[i].title, lesson.library[i].abstract));
  const Ranker ranker = Ranker::learn(lesson, learned());
  check_sane(ranker.score(lesson.background, learned()));
  CHECK(contains(join(ranker.notes(), "\n"), "only 0 papers"));
}

TEST_CASE("dates that are none and feedback of the future do no harm", "[rank][ranker]") {
  Lesson lesson = lesson_on_bees(6);
  lesson.library[0].added = "yesterday";
  lesson.library[1].added = "9999-12-31";
  lesson.now = 1;
  lesson.feedback.push_back({paper_on(kBees, 77), FeedbackKind::kRead, std::numeric_limits<Seconds>::max() / 2});
  lesson.feedback.push_back({paper_on(kBees, 78), FeedbackKind::kNone, 0});
  check_sane(Ranker::learn(lesson, learned()).score({paper_on(kBees, 1)}, learned()));
}
