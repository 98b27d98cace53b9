// Likeness by embeddings: one scale for every model, and no harm from odd vectors.
#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

#include "rank/embedding_likeness.hpp"

using namespace sheaf::rank;
using Vectors = std::vector<std::vector<float>>;

namespace {

std::vector<float> at(double angle, float length = 1) {
  return {length * static_cast<float>(std::cos(angle)), length * static_cast<float>(std::sin(angle))};
}

}  // namespace

TEST_CASE("candidates are ordered by nearness, whatever the lengths of vectors",
          "[rank][embeddings]") {
  const Vectors library = {at(0), at(0.1, 50), at(0.2)};
  const auto likeness = embedding_likeness(library, {at(1.5), at(0.1, 0.01F), at(0.8), at(3)});
  REQUIRE(likeness.size() == 4);
  CHECK(likeness[1] > likeness[2]);
  CHECK(likeness[2] > likeness[0]);
  CHECK(likeness[0] > likeness[3]);
}

TEST_CASE("the scale is the day's: mean 0, deviation 1, for narrow and wide cosines",
          "[rank][embeddings]") {
  for (const double width : {0.02, 1.0}) {
    Vectors candidates;
    for (int i = 0; i < 50; ++i) candidates.push_back(at(0.3 + width * i / 50));
    const auto likeness = embedding_likeness({at(0), at(0.1)}, candidates);
    double mean = 0, squares = 0;
    for (const float value : likeness) mean += value / 50, squares += value * value / 50;
    CHECK(mean == Approx(0).margin(1e-3));
    CHECK(squares == Approx(1).margin(0.01));
  }
}

TEST_CASE("one close item counts in a broad library", "[rank][embeddings]") {
  Vectors library;
  for (int i = 0; i < 20; ++i) library.push_back({0, 0, 1});
  library.push_back({1, 0, 0});
  const auto likeness = embedding_likeness(library, {{1, 0, 0}, {0, 1, 0}});
  CHECK(likeness[0] > likeness[1]);
}

TEST_CASE("odd vectors get the middle and change nothing for the others", "[rank][embeddings]") {
  constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const Vectors library = {at(0), {}, {kNaN, 1}, {1, 2, 3}, {0, 0}};
  const auto plain = embedding_likeness({at(0)}, {at(0.1), at(1)});
  const auto likeness = embedding_likeness(
      library, {at(0.1), at(1), {}, {kNaN, 0}, {kInfinity, 0}, {0, 0}, {1, 2, 3}});
  REQUIRE(likeness.size() == 7);
  CHECK(likeness[0] == plain[0]);
  CHECK(likeness[1] == plain[1]);
  for (std::size_t i = 2; i < 7; ++i) CHECK(likeness[i] == 0);
}

TEST_CASE("without vectors there is no likeness, and equal ones tell nothing",
          "[rank][embeddings]") {
  CHECK(embedding_likeness({}, {at(1)}).empty());
  CHECK(embedding_likeness({at(1)}, {}).empty());
  CHECK(embedding_likeness({at(1)}, {{}, {}}).empty());
  CHECK(embedding_likeness({{}}, {at(1)}).empty());
  CHECK(embedding_likeness({at(0)}, {at(1), at(1), at(1)}) == std::vector<float>{0, 0, 0});
}
