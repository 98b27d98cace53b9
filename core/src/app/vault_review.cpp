// Changes that wait for the reader, and what he decides; see vault_outputs.hpp.
// The list in the store is brought up to the notes whenever it is read.
#include <map>

#include "app/vault_memory.hpp"
#include "app/vault_outputs.hpp"
#include "base/file.hpp"
#include "base/staged_file.hpp"
#include "base/text.hpp"
#include "render/merge.hpp"
#include "render/vault_index.hpp"
#include "render/vault_lock.hpp"

namespace sheaf::app {
namespace {

using store::Review;

render::Difference difference_of(const Review& review) {
  return {review.piece, review.fresh, review.yours, false};
}

/// Finds notes where they lie now; reads a vault's heads once, and only when a note has moved.
class NoteFinder {
 public:
  /// Empty when the vault is there and the note is not.
  Result<std::string> path_of(const Review& review) {
    if (path_exists(join_path(review.vault, review.path)) || !is_folder(review.vault))
      return review.path;
    auto found = indexes_.find(review.vault);
    if (found == indexes_.end()) {
      SHEAF_ASSIGN(auto index, render::VaultIndex::read(review.vault, "", ""));
      found = indexes_.emplace(review.vault, std::move(index)).first;
    }
    const render::NoteHead* head = found->second.find(review.key);
    return head ? head->path : std::string();
  }

 private:
  std::map<std::string, render::VaultIndex> indexes_;
};

/// As the note has it now; nothing when it is settled. A note that cannot be read stays listed.
Result<std::optional<Review>> now(const Review& review, NoteFinder& finder) {
  Review fresh = review;
  SHEAF_ASSIGN(fresh.path, finder.path_of(review));
  if (fresh.path.empty()) return std::optional<Review>();
  const auto text = read_plain_file(join_path(review.vault, fresh.path));
  if (!text) return std::optional<Review>(std::move(fresh));
  const auto difference = render::look_again(*text, difference_of(review));
  if (!difference) return std::optional<Review>();
  fresh.yours = difference->yours;
  return std::optional<Review>(std::move(fresh));
}

bool is_named(const Review& review, const std::string& note) {
  return note == review.key || note == review.path || "paper/" + note == review.key;
}

Error nothing_waits(const ReviewChoice& choice) {
  return {ErrorCode::kNotFound, "nothing waits for \"" + choice.note + "\"" +
                                    (choice.piece.empty() ? "" : " in \"" + choice.piece + "\"") +
                                    ": 'sheaf vault review' lists what does"};
}

Result<std::vector<Review>> chosen(Library& library, const ReviewChoice& choice) {
  const std::string vault = choice.folder.empty() ? "" : vault_identity(choice.folder);
  SHEAF_ASSIGN(const std::vector<Review> all, library.store().reviews(vault));
  std::vector<Review> out;
  for (const Review& review : all) {
    if (!is_named(review, choice.note) || (!choice.piece.empty() && choice.piece != review.piece))
      continue;
    if (!out.empty() && out.front().vault != review.vault)
      return Error{ErrorCode::kInvalid, "\"" + choice.note + "\" waits in several vaults: name the one you mean"};
    out.push_back(review);
  }
  if (out.empty()) return nothing_waits(choice);
  return out;
}

/// Sheaf's pieces in place of the reader's, in the text and in the answer.
Status take_all(const std::vector<Review>& reviews, ReviewAnswer& answer) {
  for (const Review& review : reviews) {
    if (!render::look_again(answer.text, difference_of(review))) continue;  // settled in the note
    SHEAF_ASSIGN(answer.text, render::take_piece(answer.text, difference_of(review)));
    answer.replaced.push_back(review.yours);
  }
  return {};
}

Status write_answer(const std::string& path, const std::string& before, const std::string& text) {
  if (before == text) return {};
  SHEAF_ASSIGN(StagedFile staged, StagedFile::write(path, text));
  SHEAF_TRY(staged.sync());
  SHEAF_ASSIGN(const bool placed, staged.replace_if(before));
  if (placed) return {};
  return Error{ErrorCode::kConflict, path + " is being written by another program: try again"};
}

Status settle(Library& library, const std::vector<Review>& reviews) {
  for (const Review& review : reviews)
    SHEAF_TRY(library.store().settle_review(review.vault, review.key, review.piece));
  return {};
}

}  // namespace

Result<std::vector<Review>> vault_reviews(Library& library, const std::string& folder) {
  SHEAF_ASSIGN(const std::vector<Review> listed,
               library.store().reviews(folder.empty() ? "" : vault_identity(folder)));
  NoteFinder finder;
  std::vector<Review> waiting;
  for (const Review& review : listed) {
    SHEAF_ASSIGN(const std::optional<Review> present, now(review, finder));
    if (!present) {
      SHEAF_TRY(library.store().settle_review(review.vault, review.key, review.piece));
      continue;
    }
    if (present->yours != review.yours || present->path != review.path)
      SHEAF_TRY(library.store().refresh_review(*present));
    waiting.push_back(*present);
  }
  return waiting;
}

Result<ReviewAnswer> resolve_review(Library& library, const ReviewChoice& choice, const Task& task) {
  SHEAF_ASSIGN(const std::vector<Review> reviews, chosen(library, choice));
  ReviewAnswer answer;
  answer.path = reviews.front().path;
  answer.settled = reviews.size();
  if (!choice.take) {
    SHEAF_TRY(settle(library, reviews));
    return answer;
  }
  const std::string& vault = reviews.front().vault;
  SHEAF_ASSIGN(const render::VaultLock lock, render::VaultLock::acquire(vault, task));
  NoteFinder finder;
  SHEAF_ASSIGN(answer.path, finder.path_of(reviews.front()));
  if (answer.path.empty()) return nothing_waits(choice);
  const std::string full = join_path(vault, answer.path);
  if (choice.text) {
    answer.text = *choice.text;
  } else {
    SHEAF_ASSIGN(answer.text, read_plain_file(full));
  }
  const std::string before = answer.text;
  SHEAF_TRY(take_all(reviews, answer));
  if (!choice.text) SHEAF_TRY(write_answer(full, before, answer.text));
  SHEAF_TRY(settle(library, reviews));
  return answer;
}

}  // namespace sheaf::app
