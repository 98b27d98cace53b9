// Document: see document.hpp.
// Pure function; any thread.
#include "summarize/document.hpp"

#include "summarize/clause.hpp"
#include "summarize/scratch.hpp"

namespace sheaf::summarize {
namespace {

/// Numbers pieces by their hashes. Open addressing, a power of two.
class Terms {
 public:
  Terms(std::size_t pieces, std::pmr::memory_resource* memory) : slots_(memory), hashes_(memory) {
    std::size_t room = 64;
    while (room < pieces * 2) room *= 2;
    slots_.resize(room);
    hashes_.reserve(pieces);
  }
  std::uint32_t count() const { return static_cast<std::uint32_t>(hashes_.size()); }

  std::uint32_t number_of(std::uint64_t hash) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = (hash ^ (hash >> 32)) & mask;
    for (; slots_[at] != 0; at = (at + 1) & mask)
      if (hashes_[slots_[at] - 1] == hash) return slots_[at] - 1;
    hashes_.push_back(hash);
    slots_[at] = count();
    return count() - 1;
  }

 private:
  std::pmr::vector<std::uint32_t> slots_;  ///< number and one; 0: free
  std::pmr::vector<std::uint64_t> hashes_;
};

/// Numbers the pieces of the document's words and lists what they are.
void read_terms(Document& document) {
  Scratch scratch;
  Terms terms(document.buffer.pieces().size(), scratch.memory());
  for (Piece& piece : document.buffer.pieces()) {
    piece.term = terms.number_of(piece.hash);
    document.wide = document.wide || piece.wide;
  }
  document.terms.reserve(terms.count());
  const auto list = [&document](const Words& words) {
    for (std::size_t i = 0; i < words.pieces.size(); ++i)
      if (words.pieces[i].term == document.terms.size()) document.terms.push_back(words.piece(i));
  };
  list(document.title_words);
  for (const Words& words : document.words) list(words);
}

}  // namespace

Document read_document(std::string_view title, std::vector<std::string> sentences) {
  Document document;
  document.title = plain_text(title);
  std::size_t bytes = document.title.size();
  for (const std::string& sentence : sentences) bytes += sentence.size();
  WordBuffer& buffer = document.buffer = WordBuffer(bytes);
  buffer.read(document.title);
  document.readable.resize(sentences.size());
  document.clean.reserve(sentences.size());
  document.textures.reserve(sentences.size());
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    const std::string& sentence = sentences[i];
    auto& readable = document.readable[i];
    document.textures.push_back(texture_of(sentence));
    if (document.textures.back() == Texture::kMarkup) readable = plain_text(sentence);
    document.clean.push_back(clean_readable(readable ? *readable : sentence));
    buffer.read(sentence);
  }
  document.title_words = buffer[0];
  document.words.reserve(sentences.size());
  for (std::size_t i = 0; i < sentences.size(); ++i) document.words.push_back(buffer[i + 1]);
  read_terms(document);
  document.sentences = std::move(sentences);
  return document;
}

}  // namespace sheaf::summarize
