// Memory of one call: on its stack, and on the heap only for texts that need more. An abstract is
// read into some twenty tables of a few kilobytes; asking the heap for each costs more than most of
// what is then done with it.
// Belongs to one call; what it gave must not outlive it.
#pragma once

#include <array>
#include <cstddef>
#include <memory_resource>

namespace sheaf::summarize {

class Scratch {
 public:
  Scratch() : memory_(stack_.data(), stack_.size()) {}
  std::pmr::memory_resource* memory() { return &memory_; }

 private:
  static constexpr std::size_t kEnough = std::size_t{48} * 1024;  ///< for usual abstracts
  alignas(std::max_align_t) std::array<std::byte, kEnough> stack_;
  std::pmr::monotonic_buffer_resource memory_;
};

}  // namespace sheaf::summarize
