// What a paper's authors and category say beside its text, by how the library differs from the
// stream. Plain values; built by one thread, then read by any.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sheaf::rank {

/// The key of an author: a hash of the name with case, diacritics, middle initials and the order of
/// its parts folded. Cheap, since every author of a day is asked for.
std::uint64_t author_key(std::string_view name);

/// Authors of the library, with how often the stream has them too.
class AuthorEvidence {
 public:
  void add_kept(const std::vector<std::uint64_t>& authors);    ///< first all of these,
  void add_stream(const std::vector<std::uint64_t>& authors);  ///< then these

  /// ln(1 + Σ kept / (kept + stream)), where an author of the library alone counts half at least:
  /// a common name says little, and the sum is bounded, for lists of thousands of authors.
  /// `own`: how often the paper itself is among the kept.
  double of(const std::vector<std::uint64_t>& authors, double own = 0) const;
  /// Index of the author who says most, or -1.
  int strongest(const std::vector<std::uint64_t>& authors) const;

  struct Counts {
    float kept = 0, stream = 0;
  };
  std::unordered_map<std::uint64_t, Counts> counts;  ///< asked only; its order means nothing
};

/// Primary categories: ln of the share in the library over the share in the stream.
class CategoryEvidence {
 public:
  void add_kept(const std::string& primary);
  void add_stream(const std::string& primary);

  /// 0 for a paper without a category; smoothed by kSmoothing papers of the stream, so that a small
  /// library says little.
  double of(const std::string& primary) const;

  struct Counts {
    float kept = 0, stream = 0;
  };
  std::map<std::string, Counts> counts;
  float kept = 0, stream = 0;
};

}  // namespace sheaf::rank
