// What the document itself decides about its lost characters: by the bytes left and its repertoire,
// by the case of the letters around, by its quotation marks and enumerations.
// A pass over the characters it is given; one thread at a time.
#pragma once

#include <cstddef>
#include <unordered_map>
#include <vector>

#include "published/lost_characters.hpp"
#include "published/repertoire.hpp"

namespace sheaf::published {

class DocumentEvidence {
 public:
  DocumentEvidence(std::vector<Character>& document, const LostBytes& lost_bytes);

  /// Fills in what is decided; how many those are.
  std::size_t restore();
  const Repertoire& repertoire() const { return repertoire_; }

 private:
  const std::vector<char32_t>& plausible(const Character& lost);
  bool could_be(const Character& character, char32_t c);
  bool is_counted_to(char32_t c) const;
  bool is_wordlike(std::size_t at, bool before);
  bool fits_closing_quote(std::size_t at);
  void restore_by_bytes(std::size_t at);
  void restore_picture(std::size_t at);
  void restore_closing_quotes(std::size_t begin, std::size_t end);
  void restore_enumeration_commas();
  void set(std::size_t at, char32_t c);
  char32_t value_at(std::size_t at) const {
    return at < document_.size() ? document_[at].value : U'\n';
  }

  std::vector<Character>& document_;
  const LostBytes& lost_bytes_;
  Repertoire repertoire_;
  std::unordered_map<std::uint32_t, std::vector<char32_t>> plausible_;  ///< by Character::remains
  std::vector<Character> symbols_;  ///< one of each kind of lost symbol, to look for numbers in
  std::size_t restored_ = 0;
};

}  // namespace sheaf::published
