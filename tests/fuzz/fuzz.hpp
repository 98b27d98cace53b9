// What the fuzzers share: their input as text, and a check that ends the program with its own words.
// Pure but for that end; one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"

namespace sheaf::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// The parts of an input that NULs divide; the last of `most` keeps the rest. There are always `most`.
inline std::vector<std::string> parts_of(const std::uint8_t* data, std::size_t size, std::size_t most) {
  std::string_view rest = text_of(data, size);
  std::vector<std::string> parts;
  while (parts.size() + 1 < most) {
    const std::size_t cut = rest.find('\0');
    parts.emplace_back(rest.substr(0, cut));
    rest = cut == std::string_view::npos ? std::string_view() : rest.substr(cut + 1);
  }
  parts.emplace_back(rest);
  return parts;
}

/// What must hold whatever the input is; `shown` is what broke it.
inline void require(bool holds, std::string_view what, std::string_view shown = {}) {
  if (holds) return;
  const std::string words = "fuzz: " + std::string(what) + "\n" + std::string(shown) + "\n";
  std::fwrite(words.data(), 1, words.size(), stderr);
  std::abort();
}

inline void require_utf8(std::string_view text, std::string_view what) { require(is_valid_utf8(text), what, text); }

}  // namespace sheaf::fuzz
