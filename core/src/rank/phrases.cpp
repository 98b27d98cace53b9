// PhraseFinder: see phrases.hpp. The automaton works on bytes; UTF-8 needs no more, because no
// character's bytes begin inside another's.
// Immutable once built; any thread.
#include "rank/phrases.hpp"

#include "base/text.hpp"

namespace sheaf::rank {
namespace {

bool is_ascii(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

}  // namespace

PhraseFinder::PhraseFinder(const std::vector<std::string>& phrases)
    : phrase_count_(phrases.size()) {
  std::vector<std::string> folded;
  folded.reserve(phrases.size());
  for (const std::string& phrase : phrases) folded.push_back(to_lower(phrase));
  for (const std::string& phrase : folded)
    for (const char c : phrase) {
      std::uint16_t& byte_class = class_of_[static_cast<unsigned char>(c)];
      if (byte_class == 0) byte_class = static_cast<std::uint16_t>(classes_++);
    }
  for (int c = 'A'; c <= 'Z'; ++c) class_of_[c] = class_of_[c - 'A' + 'a'];
  add_state();
  for (std::size_t i = 0; i < folded.size(); ++i)
    if (!folded[i].empty()) add_phrase(folded[i], static_cast<std::uint32_t>(i));
  link_states();
}

PhraseFinder::State PhraseFinder::add_state() {
  next_.resize(next_.size() + classes_, kStart);
  ending_.emplace_back();
  return static_cast<State>(ending_.size() - 1);
}

void PhraseFinder::add_phrase(std::string_view folded, std::uint32_t phrase) {
  State state = kStart;
  for (const char c : folded) {
    const auto byte = static_cast<unsigned char>(c);
    if (next(state, byte) == kStart) {
      const State fresh = add_state();  // may move next_: no reference is held across it
      next(state, byte) = fresh;
    }
    state = next(state, byte);
  }
  ending_[state].push_back(phrase);
}

/// Breadth first: a state's suffix is nearer to the start, so its row is complete when it is
/// copied.
void PhraseFinder::link_states() {
  shorter_.assign(ending_.size(), kStart);
  std::vector<State> suffix(ending_.size(), kStart);
  std::vector<State> queue;
  for (std::size_t c = 0; c < classes_; ++c)
    if (next_[c] != kStart) queue.push_back(next_[c]);
  for (std::size_t head = 0; head < queue.size(); ++head) {
    const State state = queue[head];
    const State fall = suffix[state];
    shorter_[state] = ending_[fall].empty() ? shorter_[fall] : fall;
    for (std::size_t c = 0; c < classes_; ++c) {
      State& target = next_[state * classes_ + c];
      const State other = next_[fall * classes_ + c];
      if (target == kStart) {
        target = other;
      } else {
        suffix[target] = other;
        queue.push_back(target);
      }
    }
  }
}

PhraseFinder::State PhraseFinder::scan(std::string_view text, State state,
                                       std::vector<unsigned char>& found) const {
  if (classes_ == 1) return kStart;
  if (is_ascii(text)) return scan_folded(text, state, found);
  return scan_folded(to_lower(text), state, found);
}

PhraseFinder::State PhraseFinder::scan_folded(std::string_view text, State state,
                                              std::vector<unsigned char>& found) const {
  for (const char c : text) {
    state = next_[state * classes_ + class_of_[static_cast<unsigned char>(c)]];
    if (ending_[state].empty() && shorter_[state] == kStart) continue;
    for (State at = state; at != kStart; at = shorter_[at])
      for (const std::uint32_t phrase : ending_[at]) found[phrase] = 1;
  }
  return state;
}

}  // namespace sheaf::rank
