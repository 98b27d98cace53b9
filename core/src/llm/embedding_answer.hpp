// One answer of an embeddings endpoint.
// Pure functions; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace sheaf::llm {

struct EmbeddingAnswer {
  /// One per text asked, packed (pack_vector()); empty where the server gave none that can be used.
  std::vector<std::string> packed;
  std::size_t absent = 0;    ///< texts without an entry
  std::size_t unusable = 0;  ///< entries of zeros, nulls, or something else than numbers
  std::uint64_t tokens = 0;
};

/// Entries are placed by their "index"; in their order where none has one. kParse for what is no
/// list of embeddings, for an index twice or beyond `texts`, and for more entries than texts.
Result<EmbeddingAnswer> read_embedding_answer(std::string_view body, std::size_t texts);

/// What a refusal says of itself, in one short line: "error.message", "error", "message", "detail",
/// or a short plain text; empty when it says nothing.
std::string refusal_words(std::string_view body);

}  // namespace sheaf::llm
