// Keys, bytes and texts of embeddings; declared in embeddings.hpp.
// Pure functions; any thread.
#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "llm/embeddings.hpp"

namespace sheaf::llm {
namespace {

constexpr char kVersion = 1;
constexpr float kLargest = 127;
/// Some 2,000 tokens; what is cut is the end of an abstract that is none.
constexpr std::size_t kMostText = 8000;
constexpr std::uint64_t kOtherSeed = 0x9E3779B97F4A7C15ULL;

}  // namespace

std::string vector_key(std::string_view model, std::string_view text) {
  const auto hash = [&](std::uint64_t seed) {
    return to_hex(fnv1a64(text, fnv1a64(std::string_view("\0", 1), fnv1a64(model, seed))));
  };
  return hash(14695981039346656037ULL) + hash(kOtherSeed);
}

std::string pack_vector(const Vector& vector) {
  float largest = 0;
  for (const float x : vector) {
    if (!std::isfinite(x)) return {};
    largest = std::max(largest, std::abs(x));
  }
  if (largest == 0) return {};
  std::string out(1, kVersion);
  out.reserve(vector.size() + 1);
  // Divided first: the product of a large component would not be finite, nor 127 / a tiny one.
  for (const float x : vector)
    out += static_cast<char>(static_cast<signed char>(std::lround(x / largest * kLargest)));
  return out;
}

Result<Vector> unpack_vector(std::string_view bytes) {
  const Error damaged(ErrorCode::kParse, "a stored vector is damaged or of another version");
  if (bytes.size() < 2 || bytes.front() != kVersion) return damaged;
  Vector out;
  out.reserve(bytes.size() - 1);
  double squares = 0;
  for (const char byte : bytes.substr(1)) {
    const int x = static_cast<signed char>(byte);
    if (x == -128) return damaged;
    out.push_back(static_cast<float>(x));
    squares += x * x;
  }
  if (squares == 0) return damaged;
  const auto scale = static_cast<float>(1 / std::sqrt(squares));
  for (float& x : out) x *= scale;
  return out;
}

std::string embedding_text(std::string_view title, std::string_view abstract) {
  std::string text = collapse_spaces(to_valid_utf8(title));
  const std::string body = collapse_spaces(to_valid_utf8(abstract));
  if (!text.empty() && !body.empty()) text += "\n\n";
  text += body;
  return std::string(cut_utf8(text, kMostText));
}

}  // namespace sheaf::llm
