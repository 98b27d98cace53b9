// Ranker: what is learned from a reader's library and feedback, and the scores it gives.
// A value that owns its model; immutable once learned, so threads may share it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/paper.hpp"
#include "model/profile.hpp"
#include "model/score.hpp"

namespace sheaf::rank {

/// A paper that the reader judged.
struct Judged {
  Paper paper;
  FeedbackKind kind = FeedbackKind::kNone;
  Seconds at = 0;
};

/// What a Ranker learns from. All may be empty.
struct Lesson {
  std::vector<LibraryItem> library;  ///< what the reader keeps; positives, recent ones weigh more
  std::vector<Judged> feedback;      ///< positives and negatives; older ones weigh less
  std::vector<Paper> background;     ///< the stream that nobody judged; negatives, nearly all
  Seconds now = 0;                   ///< recency is counted from here; 0: the latest date given
};

/// One of the reader's interests: a cluster of the library, or a collection.
struct Interest {
  std::string name;                ///< a collection's, or its heaviest terms
  std::size_t items = 0;
  std::vector<std::string> terms;  ///< heaviest first
};

/// Likeness by embeddings of a model outside, one per candidate, already on a common scale
/// (embedding_likeness()); empty: there is none.
using OutsideLikeness = std::vector<float>;

class Ranker {
 public:
  /// Learns anew, or goes on from `previous`: items it holds unchanged are not read again.
  /// Deterministic: the same lesson and profile give the same model on any machine and thread.
  static Ranker learn(const Lesson& lesson, const Profile& profile, const Ranker* previous = nullptr);

  /// For the store; kParse when the bytes are of another version or damaged (then learn anew).
  std::string to_bytes() const;
  static Result<Ranker> from_bytes(std::string_view bytes);

  /// One per paper, in order: value 0-100, reason, and what carried it. Keyword rules, followed
  /// authors and category weights of the profile are blended in. Terms, neighbours and reasons are
  /// for the best 500 (a digest shows fewer). `notes`, where given, gets what of `outside` could
  /// not be used. Values are finite whatever the papers hold.
  std::vector<Score> score(const std::vector<Paper>& papers, const Profile& profile,
                           const OutsideLikeness& outside = {},
                           std::vector<std::string>* notes = nullptr) const;

  const std::vector<Interest>& interests() const;
  std::size_t positives() const;
  /// What is less than it could be: "the library is empty: keywords alone decide".
  const std::vector<std::string>& notes() const;

  Ranker(Ranker&&) noexcept;
  Ranker& operator=(Ranker&&) noexcept;
  Ranker(const Ranker&) = delete;
  Ranker& operator=(const Ranker&) = delete;
  ~Ranker();

 private:
  struct Model;
  friend class Learner;      // builds the model
  friend class PaperScorer;  // reads it
  explicit Ranker(std::unique_ptr<const Model> model);
  std::unique_ptr<const Model> model_;
};

}  // namespace sheaf::rank
