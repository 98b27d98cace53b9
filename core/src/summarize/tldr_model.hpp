// TldrModel: the weights of the TL;DR ranker (core/models/tldr.bin; trained by train_tldr.py).
// Owns its weights; immutable once read.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace sheaf::summarize {

inline constexpr std::size_t kTldrWordDense = 30;        ///< features of a word
inline constexpr std::size_t kTldrDense = 79;            ///< features of a candidate
inline constexpr std::uint32_t kTldrWordBuckets = 8192;  ///< hashed stems …
inline constexpr std::uint32_t kTldrTitleBuckets = 512;  ///< … and those of the title
inline constexpr std::uint32_t kTldrBuckets = 8192;      ///< hashed n-grams of a candidate

/// A linear model: dense weights as they are, hashed ones as bytes times a scale.
struct TldrWeights {
  std::vector<float> dense;
  std::vector<std::int8_t> hashed;
  float bias = 0;
  float scale = 0;
};

struct TldrModel {
  TldrWeights word;       ///< logit that a stem of the abstract occurs in its TL;DR
  TldrWeights candidate;  ///< worth of a candidate; only differences count
};

/// Format, little endian: "SHTL", u32 version 1, u32 length and u64 FNV-1a of what follows; then
/// for both parts f32 bias, f32 scale, u32 count and f32 dense weights, u32 count and i8 hashed
/// ones. Fails on anything else.
Result<TldrModel> read_tldr_model(std::string_view bytes);

/// The model that is built in, or nullptr when it cannot be read.
const TldrModel* tldr_model();

}  // namespace sheaf::summarize
