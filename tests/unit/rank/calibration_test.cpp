// Calibration on simulated readers: 70 means 7 of 10, and hostile values do no harm.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <random>

#include "rank/calibration.hpp"

using namespace sheaf::rank;

namespace {

constexpr double kShare = 0.03;  ///< of a simulated day that its reader keeps

/// A reader whose kept papers and others have decision values of these kinds.
struct Reader {
  const char* name;
  std::function<double(std::mt19937_64&)> kept, other;
};

std::function<double(std::mt19937_64&)> normal(double mean, double deviation) {
  return [=](std::mt19937_64& random) {
    return std::normal_distribution<>(mean, deviation)(random);
  };
}

const std::vector<Reader>& readers() {
  static const std::vector<Reader> all = {
      {"usual", normal(2, 1), normal(0, 1)},
      {"sharp", normal(3, 1), normal(0, 1)},
      {"broad", normal(2.5, 1.5), normal(0, 0.7)},
      {"skewed", normal(4, 1.5), std::exponential_distribution<>(1)},
      {"far from zero", normal(1.2e6, 1e5), normal(1e6, 1e5)},
      {"useless model", normal(0, 1), normal(0, 1)}};
  return all;
}

std::vector<Outcome> lesson(const Reader& reader, int library, int background, unsigned seed) {
  std::mt19937_64 random(seed);
  std::vector<Outcome> out;
  for (int i = 0; i < library; ++i) out.push_back({reader.kept(random), true});
  for (int i = 0; i < background; ++i) out.push_back({reader.other(random), false});
  return out;
}

std::vector<Outcome> day(const Reader& reader, int papers, std::mt19937_64& random) {
  std::vector<Outcome> out;
  for (int i = 0; i < papers; ++i) {
    const bool kept = std::uniform_real_distribution<>()(random) < kShare;
    out.push_back({kept ? reader.kept(random) : reader.other(random), kept});
  }
  return out;
}

/// Days of which the reader saw the best and told what was kept.
std::vector<Outcome> shown_days(const Reader& reader, int days, unsigned seed) {
  std::mt19937_64 random(seed);
  std::vector<Outcome> out;
  for (int i = 0; i < days; ++i) {
    std::vector<Outcome> one = day(reader, 1000, random);
    std::sort(one.begin(), one.end(),
              [](const Outcome& a, const Outcome& b) { return a.value > b.value; });
    out.insert(out.end(), one.begin(), one.begin() + 30);
  }
  return out;
}

/// Expected calibration error in ten bins over held-out papers of at least `least` points.
double calibration_error(const Calibration& calibration, const Reader& reader, double least) {
  std::mt19937_64 random(4711);
  double said[10] = {}, kept[10] = {}, count = 0;
  for (const Outcome& paper : day(reader, 20000, random)) {
    const double score = calibration.score_of(paper.value);
    if (score < least) continue;
    const int bin = std::min(9, static_cast<int>(score / 10));
    said[bin] += score / 100;
    kept[bin] += paper.kept ? 1 : 0;
    ++count;
  }
  double gap = 0;
  for (int bin = 0; bin < 10; ++bin) gap += std::abs(said[bin] - kept[bin]);
  return count > 0 ? gap / count : 0;
}

void check_shape(const Calibration& calibration) {
  REQUIRE(calibration.knots_values.size() == calibration.knots_scores.size());
  double before = -1;
  const double low = calibration.knots_values.front(), high = calibration.knots_values.back();
  const double width = std::max(high - low, 1e-9);
  for (int i = -100; i <= 200; ++i) {
    const double score = calibration.score_of(low + width * i / 100);
    REQUIRE(std::isfinite(score));
    REQUIRE(score >= before);
    REQUIRE(score >= 0);
    REQUIRE(score <= 100);
    before = score;
  }
}

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("with 300 library items a score is the share that is kept", "[rank][calibration]") {
  for (const Reader& reader : readers()) {
    INFO(reader.name);
    const Calibration calibration = Calibration::fit(lesson(reader, 300, 3000, 1), kShare);
    check_shape(calibration);
    CHECK(calibration_error(calibration, reader, 0) < 0.02);
    // A tenth of it is that these readers keep all that is best, which real ones do not.
    CHECK(calibration_error(calibration, reader, 10) < 0.2);
  }
}

TEST_CASE("a wrong base rate is corrected by what the reader did", "[rank][calibration]") {
  for (const Reader& reader : readers()) {
    INFO(reader.name);
    const auto unseen = lesson(reader, 100, 2000, 2);
    const Calibration misled = Calibration::fit(unseen, kShare / 5);
    const Calibration told = Calibration::fit(unseen, kShare / 5, shown_days(reader, 60, 3));
    check_shape(told);
    CHECK(calibration_error(told, reader, 10) < 0.11);
    CHECK(calibration_error(told, reader, 0) < calibration_error(misled, reader, 0) + 0.01);
  }
}

TEST_CASE("a few outcomes move scores a little, many a lot, old ones less", "[rank][calibration]") {
  const Reader& reader = readers().front();
  const auto unseen = lesson(reader, 200, 2000, 4);
  const auto refused = [](int count, double weight) {
    return std::vector<Outcome>(static_cast<std::size_t>(count), Outcome{3, false, weight});
  };
  const double before = Calibration::fit(unseen, kShare).score_of(3);
  const double few = Calibration::fit(unseen, kShare, refused(3, 1)).score_of(3);
  const double many = Calibration::fit(unseen, kShare, refused(100, 1)).score_of(3);
  const double old = Calibration::fit(unseen, kShare, refused(100, 0.05)).score_of(3);
  CHECK(few < before);
  CHECK(few > 0.4 * before);
  CHECK(many < 0.25 * before);
  CHECK(old > many);
  CHECK(old < before);
}

TEST_CASE("scores hold from one lesson to the next", "[rank][calibration]") {
  const Reader& reader = readers()[1];
  std::vector<double> scores;
  for (unsigned seed = 10; seed < 20; ++seed)
    scores.push_back(Calibration::fit(lesson(reader, 300, 3000, seed), kShare).score_of(2.5));
  const auto [low, high] = std::minmax_element(scores.begin(), scores.end());
  CHECK(*high - *low < 20);  // 41 is true
}

TEST_CASE("how many of each kind there are does not matter", "[rank][calibration]") {
  const Reader& reader = readers().front();
  const double few = Calibration::fit(lesson(reader, 300, 1000, 6), kShare).score_of(2);
  const double many = Calibration::fit(lesson(reader, 300, 9000, 6), kShare).score_of(2);
  CHECK(std::abs(few - many) < 6);
}

TEST_CASE("little or odd data give a rising curve all the same", "[rank][calibration]") {
  std::vector<Outcome> kept(40, Outcome{1, true}), other(40, Outcome{1, false}), both;
  for (int i = 0; i < 40; ++i) kept[static_cast<std::size_t>(i)].value += 0.01 * i;
  both = {{1, true}, {1, false}};
  const std::vector<std::vector<Outcome>> lessons = {
      {}, {{5, true}}, {{5, false}}, both, kept, other,
      {{kNaN, true}, {kInfinity, false}, {-kInfinity, true}, {1e300, false}},
      {{1, true, 0}, {2, false, -1}, {3, true, kNaN}},
      {{0, true}, {1e90, false}},
      {{1e-300, true}, {-1e-300, false}}};
  for (const auto& unseen : lessons) {
    check_shape(Calibration::fit(unseen, kShare));
    check_shape(Calibration::fit(unseen, kShare, unseen));
    check_shape(Calibration::fit({}, kShare, unseen));
  }
  CHECK(Calibration::fit({}, kShare).score_of(0) == Approx(100 * kShare).margin(1));
}

TEST_CASE("a base rate that makes no sense is replaced", "[rank][calibration]") {
  const auto unseen = lesson(readers().front(), 50, 500, 7);
  const double usual = Calibration::fit(unseen, 0.02).score_of(1);
  for (const double rate : {kNaN, kInfinity, -1.0, 0.0, 1.0, 7.0})
    CHECK(Calibration::fit(unseen, rate).score_of(1) == usual);
}

TEST_CASE("values that differ never tie within the knots, and the ends go on",
          "[rank][calibration]") {
  std::vector<Outcome> unseen;  // the model orders kept papers the wrong way round
  for (int i = 0; i < 100; ++i) unseen.push_back({-0.01 * i, i % 2 == 0});
  for (int i = 0; i < 100; ++i) unseen.push_back({0.01 * i, false});
  const Calibration calibration = Calibration::fit(unseen, kShare);
  double before = -1;
  for (const double value : {-1e6, -50.0, -1.0, -0.5, 0.0, 0.5, 0.9, 50.0, 1e6}) {
    CHECK(calibration.score_of(value) > before);
    before = calibration.score_of(value);
  }
  CHECK(calibration.score_of(kInfinity) <= 100);
  CHECK(calibration.score_of(-kInfinity) == 0);
  CHECK(calibration.score_of(kNaN) == 0);
  CHECK(Calibration().score_of(1) == 0);
}
