// The learned weights of rhetorical roles: format, features, chances.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstring>
#include <numeric>

#include "base/file.hpp"
#include "base/text.hpp"
#include "summarize/role_model.hpp"
#include "summarize/roles.hpp"
#include "support/project_files.hpp"

using namespace sheaf;
using namespace sheaf::summarize;

namespace {

std::vector<RoleFeature> features_of(std::string_view sentence) {
  std::vector<RoleFeature> features;
  WordBuffer words;
  words.read(sentence);
  read_role_features(words[0], sentence, features);
  return features;
}

/// The shipped file in memory aligned as the model asks for.
struct Bytes {
  explicit Bytes(const std::string& text) : room(text.size() / 16 + 1), size(text.size()) {
    std::memcpy(room.data(), text.data(), text.size());
  }
  struct alignas(16) Row {
    unsigned char bytes[16];
  };
  std::vector<Row> room;
  std::size_t size;
  Result<RoleModel> read() const { return RoleModel::read(room.front().bytes, size); }
};

std::string shipped() {
  return *read_file(test::project_file("core/models/roles.bin"));
}

}  // namespace

TEST_CASE("the shipped role model is whole and small", "[roles]") {
  const std::string file = shipped();
  CHECK(file.size() <= 320 * 1000);
  CHECK(Bytes(file).read().ok());
}

TEST_CASE("a role model that is not one, cut, damaged or newer is refused", "[roles]") {
  const std::string file = shipped();
  const auto error_of = [](const std::string& text) {
    const Result<RoleModel> read = Bytes(text).read();
    return read.ok() ? std::string("read") : read.error().message;
  };
  CHECK(contains(error_of(""), "not a role model"));
  CHECK(contains(error_of("x" + file.substr(1)), "not a role model"));
  CHECK(contains(error_of(file.substr(0, file.size() - 16)), "cut short"));
  std::string other = file;
  other[8] = 9;
  CHECK(contains(error_of(other), "another version"));
  other = file;
  other[file.size() / 2] = static_cast<char>(other[file.size() / 2] ^ 1);
  CHECK(contains(error_of(other), "damaged"));
  other = file;
  std::memset(other.data() + 12, 0xFF, 4);
  CHECK(contains(error_of(other), "cut short"));
}

TEST_CASE("numbers of one kind are one feature, those of another are not", "[roles]") {
  CHECK(features_of("We gain 12.5% now") == features_of("We gain 3% now"));
  CHECK(features_of("We gain 7 now") == features_of("We gain 123456 now"));
  CHECK(features_of("We gain 7 now") != features_of("We gain 7.5 now"));
  CHECK(features_of("In 2019 we") != features_of("In 3019 we"));
}

TEST_CASE("a word said again is no new feature, and a sentence has a bounded number", "[roles]") {
  std::vector<RoleFeature> features = features_of("boats and boats and boats and boats");
  const std::size_t count = features.size();
  std::sort(features.begin(), features.end());
  CHECK(std::unique(features.begin(), features.end()) == features.end());
  CHECK(features_of("boats and boats and boats and boats and boats").size() <= count + 1);
  std::string endless;
  for (int i = 0; i < 20000; ++i) endless += "w" + std::to_string(i) + "x ";
  CHECK(features_of(endless).size() < 450);
  CHECK_FALSE(features_of("").empty());
}

TEST_CASE("chances of roles sum to one, and labels are the likeliest", "[roles]") {
  const RoleReading reading = read_roles(read_document(
      {}, {"Ferries are popular.", "However, delays remain difficult to predict.",
           "We propose a model of tides.", "", "\xFF\xFE", "Results show a gain of 12.5%."}));
  REQUIRE(reading.chances.size() == 6);
  for (std::size_t i = 0; i < reading.labels.size(); ++i) {
    const RoleChances& c = reading.chances[i];
    CHECK(std::accumulate(c.begin(), c.end(), 0.0F) == Approx(1.0F).margin(1e-4));
    CHECK(reading.chance(i, reading.labels[i]) == *std::max_element(c.begin(), c.end()));
  }
  CHECK(reading.chance(0, Role::kBackground) > 0.8F);
  CHECK(reading.chance(5, Role::kResult) > 0.8F);
}

TEST_CASE("the neighbours' words move a sentence's chances", "[roles]") {
  const auto chance = [](const char* before) {
    return read_roles(read_document({}, {before, "The model has three layers.", "It works."}))
        .chance(1, Role::kBackground);
  };
  CHECK(chance("In recent years, ferries have become popular.") !=
        Approx(chance("We propose a new model of tides in this paper.")));
}
