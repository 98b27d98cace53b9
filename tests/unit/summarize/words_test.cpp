// Words of sentences and documents, and the pieces they are made of.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "base/text.hpp"
#include "summarize/clause.hpp"
#include "summarize/document.hpp"
#include "summarize/words.hpp"

using namespace sheaf;
using namespace sheaf::summarize;

namespace {

std::vector<std::string> pieces_of(const Words& words) {
  std::vector<std::string> pieces;
  for (std::size_t i = 0; i < words.pieces.size(); ++i) pieces.emplace_back(words.piece(i));
  return pieces;
}

}  // namespace

TEST_CASE("words are folded, with what belongs inside of them", "[words]") {
  WordBuffer buffer;
  buffer.read("We 'propose' state-of-the-art LLMs (3.5%), e.g. -x- ... % U.S.");
  const Words words = buffer[0];
  CHECK(words.text == "we propose state-of-the-art llms 3.5% e.g x % u.s ");
  REQUIRE(words.count() == 9);
  CHECK(words.word(2) == "state-of-the-art");
  CHECK(words.word(7) == "%");
  for (std::size_t i = 0; i < words.count(); ++i) {
    CAPTURE(i);
    CHECK(words.words[i].hash == fnv1a64(words.word(i)));
  }
}

TEST_CASE("pieces know where they stood and how they were written", "[words]") {
  const std::string text = "The MatKV-based LSTM's 2x gain";
  WordBuffer buffer;
  buffer.read(text);
  const Words words = buffer[0];
  CHECK(pieces_of(words) == std::vector<std::string>{"the", "matkv", "based", "lstm", "s", "2x", "gain"});
  for (const Piece& piece : words.pieces) {
    const std::string written = text.substr(piece.at, piece.size);
    CAPTURE(written);
    CHECK(ascii_lower(written) == words.text.substr(piece.begin, piece.size));
    CHECK(piece.inner_capital == (written == "MatKV" || written == "LSTM"));
    CHECK(piece.hash == fnv1a64(ascii_lower(written)));
    CHECK_FALSE(piece.wide);
  }
  CHECK(words.is_one_piece(0));
  CHECK_FALSE(words.is_one_piece(1));
}

TEST_CASE("letters of any script make pieces, and broken ones harm nothing", "[words]") {
  WordBuffer buffer;
  buffer.read("Poincar\xC3\xA9 \xFF\xFE \xE2\x80");
  buffer.read("");
  buffer.read("... --");
  CHECK(buffer[0].count() == 3);
  CHECK(buffer[0].pieces[0].wide);
  CHECK_FALSE(buffer[0].is_one_piece(0));
  CHECK(buffer[1].count() == 0);
  CHECK(buffer[2].text.empty());
}

TEST_CASE("a buffer keeps its texts apart, also when it is moved", "[words]") {
  WordBuffer buffer;
  for (int i = 0; i < 200; ++i) buffer.read("sail " + std::to_string(i) + " boats");
  const WordBuffer moved = std::move(buffer);
  for (std::size_t i = 0; i < 200; ++i) {
    CAPTURE(i);
    CHECK(moved[i].text == "sail " + std::to_string(i) + " boats ");
    CHECK(moved[i].words[0].piece == 0);
  }
}

TEST_CASE("the short hash of a word's beginning follows from that of the word", "[words]") {
  const std::string word = "proposes";
  std::vector<std::uint32_t> hashes{kShortHashSeed};
  for (const char c : word) hashes.push_back(short_hash_with(hashes.back(), c));
  std::uint32_t hash = hashes.back();
  for (std::size_t n = word.size(); n-- > 0;) {
    hash = short_hash_without(hash, word[n]);
    CHECK(hash == hashes[n]);
  }
}

TEST_CASE("a document numbers its different words and keeps readable sentences", "[words]") {
  const Document document = read_document(
      "Tides", {"In this paper, we study {\\em tides}.", "Tides move boats; boats wait."});
  CHECK(document.clean[0] == clean_sentence(document.sentences[0]));
  CHECK(document.clean[0] == "We study tides.");
  CHECK(document.readable_text(0) == "In this paper, we study tides.");
  CHECK_FALSE(document.readable[1]);
  CHECK(document.readable_text(1) == document.sentences[1]);
  CHECK_FALSE(document.wide);
  for (const Words& words : document.words)
    for (std::size_t i = 0; i < words.pieces.size(); ++i)
      CHECK(document.terms[words.pieces[i].term] == words.piece(i));
  CHECK(document.terms[0] == "tides");
  CHECK(document.words[1].pieces[0].term == 0);
  CHECK(read_document("", {}).terms.empty());
  CHECK(read_document("", {"Poincar\xC3\xA9"}).wide);
}
