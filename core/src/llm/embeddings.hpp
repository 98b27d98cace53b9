// Embeddings: vectors of texts from any server with OpenAI's interface (POST {base_url}/embeddings),
// through a cache that a store may keep. Format: platform.openai.com/docs/api-reference/embeddings.
// Borrows client and cache for the length of a call; any thread, one call at a time per cache.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/task.hpp"
#include "model/profile.hpp"
#include "net/client.hpp"

namespace sheaf::llm {

using Vector = std::vector<float>;

/// Keeps packed vectors by key; the store implements it. Losing an entry only costs a request.
class VectorCache {
 public:
  virtual ~VectorCache() = default;
  /// The packed vectors there are; missing keys are left out.
  virtual Result<std::map<std::string, std::string>> find(const std::vector<std::string>& keys) = 0;
  virtual Status put(const std::map<std::string, std::string>& packed) = 0;
};

/// 32 hexadecimal digits of model and text.
std::string vector_key(std::string_view model, std::string_view text);

/// The direction of a vector as bytes: a version, then a signed byte per dimension, the largest being
/// ±127. Each component is off by at most 1/254 of the largest: the cosine with the vector itself
/// stays above 0.999 where no component is more than ten times the usual one. Empty for a vector
/// without a direction: empty, zero or not finite.
std::string pack_vector(const Vector& vector);
/// Of length 1. kParse for bytes that pack_vector() does not write.
Result<Vector> unpack_vector(std::string_view bytes);

/// What an embedding of a paper is made from: title and abstract, valid UTF-8, at most 8,000 bytes.
std::string embedding_text(std::string_view title, std::string_view abstract);

struct Embeddings {
  /// One per text, in order, of length 1, as unpack_vector(pack_vector()) has it, so that a cache
  /// changes nothing; empty where there is none.
  std::vector<Vector> vectors;
  std::size_t dimensions = 0;  ///< of every vector; 0: there is none
  std::size_t from_cache = 0, asked = 0, missing = 0;  ///< texts; missing ones among either
  std::uint64_t tokens = 0;    ///< the server's count, where it counts
  std::vector<std::string> warnings;  ///< "2 texts have no vector: the server gave only zeros", …
  std::string failure;         ///< why the server was asked no further; what came before is kept
};

/// Vectors of `texts`, those in `cache` (may be null) first, the others in batches, each text once.
/// Empty texts get none. A batch that the server finds too large is halved. An error only for what
/// makes every request pointless: no URL or model (kInvalid), no secret, a URL that is none, kCancelled.
/// A failing server is `failure` and missing vectors, since a day can be ranked without them.
Result<Embeddings> embed(net::Client& client, const EmbeddingProfile& profile,
                         const std::vector<std::string>& texts, VectorCache* cache,
                         const Task& task);

}  // namespace sheaf::llm
