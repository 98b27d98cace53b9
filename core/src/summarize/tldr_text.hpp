// TldrText: title and sentences as the TL;DR ranker reads them: shortened at the front, without
// asides, in stemmed words that are numbered, and what each sentence and word is surrounded by.
// Owns its texts; immutable once read.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <string>
#include <string_view>
#include <vector>

#include "summarize/document.hpp"

namespace sheaf::summarize {

/// Bits of a Token.
enum TokenBit : std::uint32_t {
  kFirstPerson = 1,     ///< "we", "our", "here", "authors", "paper" after "this"
  kAnnounces = 2,       ///< "propose", "show", …
  kProposes = 4,        ///< "propose", "introduce", "present"
  kIntroducer = 8,      ///< after these stands what a sentence is about: "for", "using", "propose"
  kDemonstrative = 16,  ///< "this", "these", "such"
  kOwnWork = 32,        ///< "paper", "work", …: "this paper" hangs on nothing
  kTurn = 64,           ///< "however", "but", "unfortunately"
  kEvidence = 128,      ///< "experiments", "extensive"
  kTitlePair = 256,     ///< this and the next word stand so in the title
  kComma = 512,         ///< between this word and the next
  kBracket = 1024,
  kColon = 2048,
  kQuestion = 4096,
  kPercent = 8192,
  kDigits = 16384,
  kAddress = 32768,  ///< "http"
  kPronoun = 65536,  ///< "it", "they", "its", "their"
  kInnerCapital = 131072,
  kHanging = 262144,  ///< "this paper" is not, "this idea", "these" are: said before
  kTrouble = 524288,  ///< "problem", "issue"; after "this" always one that was said before
  kMayCut = 1048576   ///< "while", "by", "on": a sentence may be cut before it
};

struct Token {
  std::uint32_t begin = 0;  ///< bytes in the sentence's text
  std::uint32_t end = 0;
  std::uint32_t type = 0;  ///< number of the stem
  std::uint32_t bits = 0;
  std::uint32_t hash = 0;  ///< of the word, not stemmed
};

/// One stem: how often and where it stands.
struct WordType {
  std::uint32_t hash = 0;
  std::uint32_t count = 0;
  std::uint32_t sentences = 0;  ///< how many sentences have it
  std::uint32_t first = 0;      ///< the first of them
  std::uint32_t last = 0;
  std::uint32_t announced = 0;  ///< sentences that announce something and have it
  std::uint32_t capitals = 0;   ///< occurrences with a capital inside ("LSTM", "ResNet")
  std::uint32_t nearness = 0;   ///< words since an announcing one, 255: none near
  std::uint16_t length = 0;
  bool in_title = false;
  bool stop = false;
  bool digits = false;
  bool by_title = false;  ///< beside a word of the title
  bool in_first_announcing = false;
  bool in_first_proposing = false;
  bool in_first_person = false;  ///< in the first sentence with "we"
};

struct TldrSentence {
  std::string text;         ///< readable, without opening and asides
  std::uint32_t begin = 0;  ///< tokens
  std::uint32_t end = 0;
  bool first_person = false;
  bool announces = false;
  bool proposes = false;
  bool has_name = false;              ///< the name before the title's colon
  std::uint32_t title_words = 0;      ///< distinct words of the title
  std::uint32_t new_title_words = 0;  ///< that no earlier sentence had
};

struct TldrText {
  explicit TldrText(std::pmr::memory_resource* memory = std::pmr::get_default_resource())
      : sentences(memory), tokens(memory), types(memory) {}

  std::pmr::vector<TldrSentence> sentences;
  std::pmr::vector<Token> tokens;
  std::pmr::vector<WordType> types;
  std::uint32_t title_content = 0;  ///< distinct words of the title that are no stop words
  std::uint32_t title_pairs = 0;
  // Sentence numbers; the count of sentences stands for "none".
  std::uint32_t first_person = 0;
  std::uint32_t first_announcing = 0;
  std::uint32_t first_proposing = 0;
  std::uint32_t first_name = 0;
};

/// In the memory given, which must outlive it.
TldrText read_tldr_text(const Document& document, std::pmr::memory_resource* memory =
                                                      std::pmr::get_default_resource());

/// "propos" of "proposes": a word without its commonest endings. Lower case in, a prefix out.
std::string_view light_stem(std::string_view word);

}  // namespace sheaf::summarize
