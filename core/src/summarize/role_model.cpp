// RoleModel: see role_model.hpp.
// Pure functions over constant bytes; any thread.
#include "summarize/role_model.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/text.hpp"

namespace sheaf::summarize {

extern const unsigned char kRoleModel[];
extern const std::size_t kRoleModelSize;

namespace {

constexpr std::size_t kMaxWords = 200;
constexpr std::size_t kRowBytes = 16;
constexpr std::size_t kWays = 4;  ///< rows that a feature may be in: 64 bytes, a cache line
constexpr std::size_t kWeights = 3 * kRoles;

// roles.bin, all little-endian; ROLES.md says the same.
constexpr std::string_view kMagic = "SHFROLES";
constexpr std::uint32_t kFormat = 1;
constexpr std::size_t kBucketsAt = 12, kChecksumAt = 16, kScalesAt = 24, kFollowsAt = 36;
constexpr std::size_t kRowsAt = 144;

/// What a feature is of; part of the hash.
enum class Kind : std::uint64_t {
  kWord = 1,
  kPair,
  kFirst,
  kFirstPair,
  kFirstThree,
  kLast,
  kLength,
  kMark,
  kMeasures,
  kAlways,
  kIndex,
  kFromEnd,
  kEighth,
  kIndexOfCount,
};

RoleFeature feature(Kind kind, std::uint64_t a, std::uint64_t b = 0) {
  // Odd constants of splitmix64: every bit of both values reaches the high half.
  std::uint64_t x = a * 0x9E3779B97F4A7C15ULL + static_cast<std::uint64_t>(kind);
  x = (x ^ (x >> 29) ^ std::rotl(b, 23)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 32)) * 0x94D049BB133111EBULL;
  return static_cast<RoleFeature>(x >> 32);
}

std::uint64_t hash_of(const Words& words, std::size_t i) {
  const std::string_view word = words.word(i);
  if (!is_ascii_digit(word.front())) return words.words[i].hash;
  if (word.back() == '%') return 2;
  if (contains(word, ".")) return 3;
  const bool year = word.size() == 4 && (word.substr(0, 2) == "19" || word.substr(0, 2) == "20");
  return year ? 4 : 5;
}

bool is_measure(std::uint64_t hash) {
  return hash == 2 || hash == 3;
}

/// Lets each feature of a sentence through once: a word said twice says no more. Room for twice the
/// features that its words can have.
class Once {
 public:
  Once(std::size_t words, std::vector<RoleFeature>& out) : out_(out) {
    while (room_ < words * 16 && room_ < slots_.size()) room_ *= 2;
    std::fill_n(slots_.begin(), room_, 0);
  }
  void add(RoleFeature feature) {
    std::size_t at = feature & (room_ - 1);
    while (slots_[at] != 0 && slots_[at] != feature) at = (at + 1) & (room_ - 1);
    if (slots_[at] == feature) return;
    slots_[at] = feature;
    out_.push_back(feature);
  }

 private:
  std::size_t room_ = 64;
  std::array<RoleFeature, 1024> slots_;  ///< so many of them as there is room
  std::vector<RoleFeature>& out_;
};

void add_marks(std::string_view sentence, std::vector<RoleFeature>& out) {
  static constexpr std::string_view kMarks = "?:;([$\"";
  bool seen[256] = {};
  for (const char c : sentence) seen[static_cast<unsigned char>(c)] = true;
  for (std::size_t i = 0; i < kMarks.size(); ++i)
    if (seen[static_cast<unsigned char>(kMarks[i])]) out.push_back(feature(Kind::kMark, i));
}

template <class T>
T read_at(const unsigned char* bytes, std::size_t at) {
  T value;
  std::memcpy(&value, bytes + at, sizeof value);
  return value;
}

Error unreadable(const std::string& why) {
  return {ErrorCode::kParse,
          "role model: " + why + "; make it again with core/models/train_roles.py"};
}

}  // namespace

void read_role_features(const Words& words, std::string_view sentence,
                        std::vector<RoleFeature>& out) {
  out.clear();
  const std::size_t count = std::min(words.count(), kMaxWords);
  Once once(count, out);
  std::uint64_t first[3] = {};
  std::uint64_t before = 0;
  std::size_t measures = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t hash = hash_of(words, i);
    once.add(feature(Kind::kWord, hash));
    if (i > 0) once.add(feature(Kind::kPair, before, hash));
    if (i < 3) first[i] = hash;
    measures += is_measure(hash);
    before = hash;
  }
  if (count > 0) {
    out.push_back(feature(Kind::kFirst, first[0]));
    out.push_back(feature(Kind::kFirstPair, first[0], first[1]));
    out.push_back(feature(Kind::kFirstThree, first[0] ^ std::rotl(first[1], 21), first[2]));
    out.push_back(feature(Kind::kLast, before));
  }
  if (measures > 0) out.push_back(feature(Kind::kMeasures, std::min<std::size_t>(measures, 3)));
  out.push_back(feature(Kind::kLength, std::min<std::size_t>(count / 5, 9)));
  out.push_back(feature(Kind::kAlways, 0));
  add_marks(sentence, out);
}

void add_place_features(std::size_t i, std::size_t count, std::vector<RoleFeature>& out) {
  const auto least = [](std::size_t a, std::size_t b) { return std::min(a, b); };
  out.push_back(feature(Kind::kIndex, least(i, 7)));
  out.push_back(feature(Kind::kFromEnd, least(count - 1 - i, 5)));
  out.push_back(feature(Kind::kEighth, 8 * i / count));
  out.push_back(feature(Kind::kIndexOfCount, least(i, 5), least(count, 12)));
}

Result<RoleModel> RoleModel::read(const unsigned char* bytes, std::size_t size) {
  static_assert(std::endian::native == std::endian::little, "roles.bin is little-endian");
  if (size < kRowsAt || std::memcmp(bytes, kMagic.data(), kMagic.size()) != 0)
    return unreadable("not a role model");
  if (read_at<std::uint32_t>(bytes, 8) != kFormat) return unreadable("of another version");
  const auto buckets = read_at<std::uint32_t>(bytes, kBucketsAt);
  if (buckets == 0 || size != kRowsAt + std::size_t{buckets} * kWays * kRowBytes)
    return unreadable("cut short");
  const std::string_view body(reinterpret_cast<const char*>(bytes) + kScalesAt, size - kScalesAt);
  if (read_at<std::uint64_t>(bytes, kChecksumAt) != fnv1a64(body)) return unreadable("damaged");
  RoleModel model;
  model.rows_ = bytes + kRowsAt;
  model.buckets_ = buckets;
  model.scales_ = read_at<std::array<float, 3>>(bytes, kScalesAt);
  model.follows_ = read_at<std::array<RolePoints, kRoles>>(bytes, kFollowsAt);
  return model;
}

const RoleModel& RoleModel::built_in() {
  static const RoleModel model = [] {
    Result<RoleModel> read = RoleModel::read(kRoleModel, kRoleModelSize);
    return read.ok() ? *read : RoleModel();
  }();
  return model;
}

/// The feature's weights, or a row of zeros. Without branches: which row it is in tells nobody
/// beforehand.
const unsigned char* RoleModel::row_of(RoleFeature feature) const {
  alignas(kRowBytes) static constexpr unsigned char kNoRow[kRowBytes] = {};
  const std::size_t bucket = (std::uint64_t{feature} * buckets_) >> 32;
  const unsigned char tag = feature & 0xFF;
  const unsigned char* const rows = rows_ + bucket * kWays * kRowBytes;
  const unsigned char* found = kNoRow;
  for (std::size_t way = kWays; way-- > 0;) {
    const unsigned char* const row = rows + way * kRowBytes;
    found = row[kWeights] == tag ? row : found;
  }
  return found;
}

RoleModel::Sums RoleModel::sum(const std::vector<RoleFeature>& features) const {
  constexpr std::size_t kAtOnce = 256;  // rows whose sums fit 16 bits
  std::array<std::int32_t, kRowBytes> sums{};
  for (std::size_t begin = 0; begin < features.size(); begin += kAtOnce) {
    std::array<std::int16_t, kRowBytes> part{};
    const std::size_t end = std::min(features.size(), begin + kAtOnce);
    for (std::size_t i = begin; i < end; ++i) {
      const unsigned char* const row = row_of(features[i]);
      for (std::size_t k = 0; k < kRowBytes; ++k)
        part[k] = static_cast<std::int16_t>(part[k] + static_cast<signed char>(row[k]));
    }
    for (std::size_t k = 0; k < kRowBytes; ++k) sums[k] += part[k];
  }
  Sums out;
  std::copy_n(sums.begin(), kWeights, out.begin());
  return out;
}

std::vector<RolePoints> RoleModel::points(const Document& document) const {
  const std::size_t count = document.sentences.size();
  std::vector<RolePoints> points(count);
  std::vector<RoleFeature> features;
  features.reserve(256);
  const auto add = [this](const Sums& sums, std::size_t part, RolePoints& to) {
    for (std::size_t r = 0; r < kRoles; ++r)
      to[r] += scales_[part] * static_cast<float>(sums[part * kRoles + r]);
  };
  for (std::size_t i = 0; i < count; ++i) {
    read_role_features(document.words[i], document.sentences[i], features);
    add_place_features(i, count, features);
    const Sums sums = sum(features);
    add(sums, 0, points[i]);
    if (i + 1 < count) add(sums, 1, points[i + 1]);
    if (i > 0) add(sums, 2, points[i - 1]);
  }
  return points;
}

}  // namespace sheaf::summarize
