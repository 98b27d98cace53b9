// Cues of the TL;DR ranker: see tldr_cues.hpp.
// A constant table; made once under the compiler's lock for statics.
#include "summarize/tldr_cues.hpp"

#include <array>

namespace sheaf::summarize {
namespace {

struct Cue {
  std::string_view word;
  std::uint32_t bits;
};

constexpr std::uint32_t kSays = kAnnounces | kIntroducer;
constexpr Cue kCues[] = {
    {"we", kFirstPerson},
    {"our", kFirstPerson},
    {"here", kFirstPerson},
    {"author", kFirstPerson},
    {"authors", kFirstPerson},
    {"paper", kOwnWork},
    {"work", kOwnWork},
    {"article", kOwnWork},
    {"study", kOwnWork | kSays},
    {"survey", kOwnWork},
    {"letter", kOwnWork},
    {"note", kOwnWork},
    {"report", kOwnWork},
    {"thesis", kOwnWork},
    {"propose", kSays | kProposes},
    {"proposes", kSays | kProposes},
    {"proposed", kAnnounces},
    {"introduce", kSays | kProposes},
    {"introduces", kSays | kProposes},
    {"present", kSays | kProposes},
    {"presents", kSays | kProposes},
    {"develop", kSays},
    {"develops", kSays},
    {"developed", kAnnounces},
    {"describe", kSays},
    {"describes", kSays},
    {"address", kSays},
    {"addresses", kSays},
    {"studies", kSays},
    {"investigate", kSays},
    {"investigates", kSays},
    {"explore", kSays},
    {"explores", kSays},
    {"show", kSays},
    {"shows", kSays},
    {"demonstrate", kSays},
    {"demonstrates", kSays},
    {"aim", kAnnounces},
    {"design", kSays},
    {"formulate", kAnnounces},
    {"provide", kSays},
    {"provides", kSays},
    {"call", kAnnounces},
    {"called", kAnnounces},
    {"named", kAnnounces},
    {"termed", kAnnounces},
    {"dubbed", kAnnounces},
    {"analyze", kIntroducer},
    {"prove", kIntroducer},
    {"find", kIntroducer},
    {"using", kIntroducer | kMayCut},
    {"via", kIntroducer},
    {"by", kIntroducer | kMayCut},
    {"for", kIntroducer | kMayCut},
    {"that", kIntroducer | kAfterSuch},
    {"this", kDemonstrative},
    {"these", kDemonstrative},
    {"those", kDemonstrative},
    {"such", kDemonstrative | kSuch},
    {"a", kArticle},
    {"an", kArticle},
    {"above", kHanging | kTrouble},
    {"aforementioned", kHanging | kTrouble},
    {"it", kPronoun},
    {"they", kPronoun},
    {"its", kPronoun},
    {"their", kPronoun},
    {"them", kPronoun},
    {"however", kTurn},
    {"but", kTurn},
    {"yet", kTurn},
    {"unfortunately", kTurn},
    {"experiments", kEvidence},
    {"empirical", kEvidence},
    {"experimental", kEvidence},
    {"extensive", kEvidence},
    {"problem", kTrouble},
    {"problems", kTrouble},
    {"issue", kTrouble},
    {"issues", kTrouble},
    {"challenge", kTrouble},
    {"challenges", kTrouble},
    {"limitation", kTrouble},
    {"limitations", kTrouble},
    {"difficulties", kTrouble},
    {"drawbacks", kTrouble},
    {"gap", kTrouble},
    {"question", kTrouble},
    {"questions", kTrouble},
    {"phenomenon", kTrouble},
    {"task", kReferred},
    {"tasks", kReferred},
    {"setting", kReferred},
    {"settings", kReferred},
    {"goal", kReferred},
    {"purpose", kReferred},
    {"direction", kReferred},
    {"property", kReferred},
    {"properties", kReferred},
    {"assumption", kReferred},
    {"assumptions", kReferred},
    {"hypothesis", kReferred},
    {"restriction", kReferred},
    {"regime", kReferred},
    {"scenario", kReferred},
    {"as", kAfterSuch},
    {"in", kMayCut},
    {"on", kMayCut},
    {"with", kMayCut},
    {"from", kMayCut},
    {"across", kMayCut},
    {"under", kMayCut},
    {"over", kMayCut},
    {"during", kMayCut},
    {"within", kMayCut},
    {"into", kMayCut},
    {"among", kMayCut},
    {"against", kMayCut},
    {"towards", kMayCut},
    {"at", kMayCut},
    {"through", kMayCut},
    {"to", kMayCut},
    {"without", kMayCut},
    {"while", kMayCut},
    {"whereas", kMayCut},
    {"thereby", kMayCut},
    {"and", kMayCut},
    {"http", kAddress},
    {"https", kAddress}};

std::uint32_t hash_of(std::string_view word) {
  std::uint32_t state = kShortHashSeed;
  for (const char c : word) state = short_hash_with(state, c);
  return finished_hash(state);
}

/// The cues by hash, open addressing.
class CueTable {
 public:
  CueTable() {
    for (const Cue& cue : kCues) {
      const std::uint32_t hash = hash_of(cue.word);
      std::size_t at = hash % slots_.size();
      while (slots_[at].cue != nullptr) at = (at + 1) % slots_.size();
      slots_[at] = {hash, &cue};
    }
  }
  std::uint32_t bits(std::string_view word, std::uint32_t hash) const {
    for (std::size_t at = hash % slots_.size(); slots_[at].cue != nullptr;
         at = (at + 1) % slots_.size())
      if (slots_[at].hash == hash && slots_[at].cue->word == word) return slots_[at].cue->bits;
    return 0;
  }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    const Cue* cue = nullptr;  ///< nullptr: free
  };
  std::array<Slot, 512> slots_{};
};

}  // namespace

std::uint32_t tldr_cue_bits(std::string_view word, std::uint32_t hash) {
  static const CueTable cues;
  return cues.bits(word, hash);
}

}  // namespace sheaf::summarize
