// PhraseFinder: which of many phrases are substrings of a text, in one pass (Aho-Corasick).
// Owns its tables; immutable once built, so threads may share it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sheaf::rank {

class PhraseFinder {
 public:
  using State = std::uint32_t;
  static constexpr State kStart = 0;

  /// Case is ignored as by base to_lower. An empty phrase is never found.
  explicit PhraseFinder(const std::vector<std::string>& phrases);

  /// Goes on from `state`, sets found[i] for every phrase that ends in `text`, and returns the
  /// state reached, so that a text may come in parts. `found` has one element per phrase.
  State scan(std::string_view text, State state, std::vector<unsigned char>& found) const;

  std::size_t size() const { return phrase_count_; }

 private:
  State add_state();
  void add_phrase(std::string_view folded, std::uint32_t phrase);
  void link_states();
  State scan_folded(std::string_view text, State state, std::vector<unsigned char>& found) const;
  State& next(State state, unsigned char byte) { return next_[state * classes_ + class_of_[byte]]; }

  std::size_t phrase_count_;
  std::size_t classes_ = 1;                    ///< class 0: bytes of no phrase
  std::array<std::uint16_t, 256> class_of_{};  ///< upper-case ASCII shares the lower-case class
  std::vector<State> next_;                    ///< state × class
  std::vector<std::vector<std::uint32_t>> ending_;  ///< phrases that end at a state
  std::vector<State> shorter_;  ///< nearest suffix state where a phrase ends; kStart: none
};

}  // namespace sheaf::rank
