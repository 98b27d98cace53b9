// vault_storm EDITS [SEED]: a reader edits a vault in every way an editor allows while updates with
// changing facts come in between. An oracle keeps each string the reader typed, with its blanks, and
// demands it byte for byte after every update; each fact that changed must stand in its note or wait
// in the review list, unless the reader took its place out. Prints what went wrong; exit code 1.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <vector>

#include "app/library.hpp"
#include "app/vault_outputs.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "soak/vault_reader.hpp"
#include "support/temp_dir.hpp"
#include "support/invented_papers.hpp"

using namespace sheaf;
using soak::Reader;

namespace {

constexpr std::size_t kPapers = 12;

/// What a paper's note says at a time; each number is used once.
struct Facts {
  int tldr = 0, result = 0, tag = 0, score = 0, doi = 0;
};

struct Place {
  const char* piece;
  int Facts::*fact;
  std::string text;
};

std::string word(int number) { return "FACT" + std::to_string(number) + "Z"; }

std::vector<Place> places(const Facts& facts) {
  std::vector<Place> out = {{"sheaf-tldr", &Facts::tldr, word(facts.tldr)},
                            {"sheaf-card", &Facts::result, word(facts.result)},
                            {"sheaf-links", &Facts::tag, word(facts.tag)},
                            {"score", &Facts::score, "score: " + std::to_string(facts.score) + ".5"}};
  if (facts.doi > 0) {
    out.push_back({"doi", &Facts::doi, "10.1000/" + std::to_string(facts.doi) + "q"});
    out.push_back({"sheaf-links", &Facts::doi, "10.1000/" + std::to_string(facts.doi) + "q"});
  }
  return out;
}

class Storm {
 public:
  Storm(std::size_t edits, unsigned seed)
      : edits_(edits), reader_((folder_.path() / "vault").string(), seed) {
    app::LibraryOptions options;
    options.store_path = (folder_.path() / "store.db").string();
    library_ = std::move(app::Library::open(std::move(options))).value();
    for (Facts& facts : facts_) renew(facts);
  }

  int run() {
    update();
    while (reader_.edits() < edits_ && failures_ == 0) {
      for (unsigned i = reader_.pick(4) + 1; i > 0; --i) reader_.edit();
      if (reader_.pick(6) == 0) decide();
      update();
    }
    std::printf("%zu edits, %zu updates, %zu facts changed: %zu in notes, %zu waiting, %zu taken out; "
                "%zu strings of the reader kept; %zu decisions; %d failures\n",
                reader_.edits(), updates_, changed_, present_, waiting_, gone_, reader_.typed(),
                decisions_, failures_);
    return failures_ > 0 ? 1 : 0;
  }

 private:
  void fail(const std::string& what) {
    std::printf("after %zu edits: %s\n", reader_.edits(), what.c_str());
    ++failures_;
  }

  void renew(Facts& facts) {
    for (int Facts::*fact : {&Facts::tldr, &Facts::result, &Facts::tag, &Facts::score})
      if (facts.*fact == 0 || reader_.pick(2) == 0) facts.*fact = ++last_;
    if (reader_.pick(3) == 0) facts.doi = reader_.pick(4) == 0 ? 0 : ++last_;
  }

  /// The last two papers have no arXiv id.
  std::string key(std::size_t i) const {
    return i + 2 < kPapers ? "paper/2604.1" + std::to_string(1000 + i)
                           : "paper/doi:10.5555/preprint." + std::to_string(i);
  }

  Entry entry(std::size_t i) const {
    const Facts& facts = facts_[i];
    Entry out = test::entry("2604.1" + std::to_string(1000 + i), "Paper " + std::to_string(i));
    if (i + 2 >= kPapers) {
      out.paper.scheme = "doi";
      out.paper.id = "10.5555/preprint." + std::to_string(i);
    }
    out.score.value = facts.score + 0.5;
    out.summary.tldr = "In short " + word(facts.tldr) + ".";
    out.summary.result = "It gives " + word(facts.result) + ".";
    out.summary.tags = {"Topic " + word(facts.tag)};
    if (facts.doi > 0) out.paper.doi = "10.1000/" + std::to_string(facts.doi) + "q";
    return out;
  }

  Digest digest() const {
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < kPapers; ++i) entries.push_back(entry(i));
    return test::digest(std::move(entries));
  }

  void update() {
    const std::vector<Facts> before(std::begin(facts_), std::end(facts_));
    if (updates_ > 0)
      for (Facts& facts : facts_)
        if (reader_.pick(3) == 0) renew(facts);
    const auto notes = reader_.notes();
    write();
    if (const std::string lost = reader_.lost(); !lost.empty()) fail(lost);
    const auto reviews = app::vault_reviews(*library_, reader_.folder());
    if (!reviews) return fail(reviews.error().message);
    if (updates_++ > 0)
      for (std::size_t i = 0; i < kPapers; ++i) check_facts(i, before[i], notes, *reviews);
    if (updates_ % 10 == 0) check_quiet();
  }

  std::vector<app::FileReport> write() {
    auto files = app::write_vault_files(*library_, digest(), reader_.folder(), VaultProfile{}, Task{});
    if (!files) {
      fail(files.error().message);
      return {};
    }
    for (const app::FileReport& file : *files)
      if (file.outcome == app::Outcome::kFailed) fail(file.path + ": " + file.detail);
    reader_.look();
    return *files;
  }

  void check_quiet() {
    for (const app::FileReport& file : write())
      if (file.outcome != app::Outcome::kUnchanged) fail("written again without need: " + file.path);
  }

  void check_facts(std::size_t i, const Facts& before, const soak::NotesByKey& notes,
                   const std::vector<store::Review>& reviews) {
    const auto found = notes.find(key(i));
    if (found == notes.end()) return;
    for (const Place& place : places(facts_[i])) {
      if (facts_[i].*place.fact == before.*place.fact) continue;
      ++changed_;
      const bool was_there = place.fact != &Facts::doi || before.doi > 0 ||
                             std::string_view(place.piece) == "sheaf-links";
      if (reader_.stands(key(i), place.text)) ++present_;
      else if (waits(reviews, key(i), place)) ++waiting_;
      else if (soak::took_out(found->second, place.piece, was_there)) ++gone_;
      else fail("the fact " + place.text + " of " + key(i) + " is neither in " + place.piece + " nor waiting");
    }
  }

  static bool waits(const std::vector<store::Review>& reviews, const std::string& key, const Place& place) {
    for (const store::Review& review : reviews)
      if (review.key == key && review.piece == place.piece && contains(review.fresh, place.text)) return true;
    return false;
  }

  /// The reader takes or drops something that waits.
  void decide() {
    const auto reviews = app::vault_reviews(*library_, reader_.folder());
    if (!reviews || reviews->empty()) return;
    const store::Review& review = (*reviews)[reader_.pick(static_cast<unsigned>(reviews->size()))];
    const bool take = reader_.pick(2) == 0;
    const auto answer = app::resolve_review(
        *library_, {reader_.folder(), review.key, review.piece, take, std::nullopt}, Task{});
    if (!answer) return fail("review: " + answer.error().message);
    ++decisions_;
    if (take) reader_.gave_up(answer->replaced);
    if (const std::string lost = reader_.lost(); !lost.empty()) fail("a decision: " + lost);
  }

  test::TempDir folder_;
  const std::size_t edits_;
  Reader reader_;
  std::unique_ptr<app::Library> library_;
  Facts facts_[kPapers];
  int last_ = 0, failures_ = 0;
  std::size_t updates_ = 0, changed_ = 0, present_ = 0, waiting_ = 0, gone_ = 0, decisions_ = 0;
};

}  // namespace

// Vaults that were lived in for long hold few notes that still know their paper: a new one now and then.
int main(int argc, char** argv) {
  constexpr std::size_t kEditsOfVault = 500;
  std::size_t edits = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 400;
  unsigned seed = argc > 2 ? static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10)) : 1;
  for (; edits > 0; ++seed) {
    const std::size_t some = std::min(edits, kEditsOfVault);
    std::printf("seed %u: ", seed);
    if (const int failed = Storm(some, seed).run(); failed != 0) return failed;
    edits -= some;
  }
  return 0;
}
