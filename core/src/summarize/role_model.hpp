// RoleModel: what a sentence's words, length and place say about its role and its neighbours'
// roles, as weights learned by core/models/train_roles.py. The features are defined here alone; the
// trainer reads them from the program core/models/role_features.cpp. Borrows the bytes it reads;
// immutable; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "summarize/cues.hpp"
#include "summarize/document.hpp"

namespace sheaf::summarize {

using RolePoints = std::array<float, kRoles>;  ///< natural logarithms, in the order of enum Role

/// What the model knows a piece of text by: a hash of its kind and words.
using RoleFeature = std::uint32_t;

/// Replaces `out` by the features of one sentence: words, pairs of words, the first one to three
/// words, the last, the length and some marks. Numbers count by their kind ("12", "3.5", "40%",
/// "2019"). Words after the 200th do not count.
void read_role_features(const Words& words, std::string_view sentence,
                        std::vector<RoleFeature>& out);

/// Appends the features of the place of sentence `i` of `count`.
void add_place_features(std::size_t i, std::size_t count, std::vector<RoleFeature>& out);

class RoleModel {
 public:
  /// Reads the format that core/models/ROLES.md describes. The bytes must outlive the model and be
  /// aligned to 16. Errors name what is wrong: the magic, the version, the length, the checksum.
  static Result<RoleModel> read(const unsigned char* bytes, std::size_t size);
  /// The one that the library carries.
  static const RoleModel& built_in();

  /// Points of each sentence from its own features and its neighbours'.
  std::vector<RolePoints> points(const Document& document) const;
  /// From the row's role to the column's.
  const std::array<RolePoints, kRoles>& follows() const { return follows_; }

 private:
  /// Sums of weights: for the sentence's own role, the next one's and the previous one's.
  using Sums = std::array<std::int32_t, 3 * kRoles>;
  Sums sum(const std::vector<RoleFeature>& features) const;
  const unsigned char* row_of(RoleFeature feature) const;

  const unsigned char* rows_ = nullptr;  ///< of 16 bytes: 15 weights and a tag
  std::uint32_t buckets_ = 0;            ///< of kWays rows
  std::array<float, 3> scales_{};        ///< own, next, previous
  std::array<RolePoints, kRoles> follows_{};
};

}  // namespace sheaf::summarize
