// Cue phrases of many targets, found in a text in one pass, without regard to usual endings.
// Immutable once made and safe to share between threads.
#pragma once

#include <bitset>
#include <cstdint>
#include <memory_resource>
#include <string_view>
#include <vector>

#include "summarize/words.hpp"

namespace sheaf::summarize {

/// Hash of a word (lower case) without plural, -ed, -ing, -e, and -ization as -ize; two spellings
/// of one word have one stem. Never 0.
std::uint64_t stem_hash(std::string_view word);

/// The stems of word `i`: one, or those of its parts that hyphens and quotes divide.
void append_stems(const Words& words, std::size_t i, std::vector<std::uint64_t>& out);

class CueIndex {
 public:
  struct Hit {
    std::uint32_t target = 0;
    bool weak = false;
    bool title_only = false;
    bool other = false;  ///< means something else: shorter cues within it do not count
    std::uint32_t words = 0;
  };

  /// One phrase in the notation of topic_tables.hpp. A phrase without words is passed over.
  void add(std::uint32_t target, std::string_view cue);
  /// Must follow the last add().
  void finish();

  /// The cues that begin with a stem, if any.
  struct Slot {
    std::uint64_t stem = 0;  ///< 0: free
    std::uint32_t first = 0, last = 0;
  };
  /// nullptr where none does.
  const Slot* begins(std::uint64_t stem) const {
    if (!may_begin_[stem >> 50]) return nullptr;
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = stem & mask; slots_[at].stem != 0; at = (at + 1) & mask)
      if (slots_[at].stem == stem) return &slots_[at];
    return nullptr;
  }

  /// A stem of a text and begins() of it, which few different words need be asked for.
  struct Place {
    std::uint64_t stem = 0;
    const Slot* slot = nullptr;
  };
  /// Calls `found(begin, hit)` for every cue at every place, the longest of a place first.
  template <class Found>
  void find(const std::pmr::vector<Place>& places, Found found) const {
    for (std::size_t at = 0; at < places.size(); ++at) {
      const Slot* slot = places[at].slot;
      if (!slot) continue;
      for (std::uint32_t i = slot->first; i < slot->last; ++i)
        if (fits(cues_[i], places, at)) found(at, cues_[i].hit);
    }
  }

 private:
  struct Cue {
    Hit hit;
    std::uint32_t stems = 0;  ///< where its stems begin in stems_
  };
  bool fits(const Cue& cue, const std::pmr::vector<Place>& places, std::size_t at) const {
    if (at + cue.hit.words > places.size()) return false;
    for (std::uint32_t i = 1; i < cue.hit.words; ++i)
      if (places[at + i].stem != stems_[cue.stems + i]) return false;
    return true;
  }

  std::vector<Cue> cues_;             ///< by first stem, longest first
  std::vector<std::uint64_t> stems_;
  std::bitset<16384> may_begin_;  ///< by the highest bits of first stems: most words begin no cue
  std::vector<Slot> slots_ = std::vector<Slot>(1);  ///< open addressing, a power of two
};

}  // namespace sheaf::summarize
