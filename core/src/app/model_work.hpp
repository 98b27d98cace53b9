// ModelWork: which cards and reports are wanted, which the store has, and what came of the rest.
// Lives for one call of add_model_summaries(); borrows its arguments.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/shared_cache.hpp"
#include "app/summaries.hpp"
#include "llm/card_request.hpp"
#include "llm/chat.hpp"

namespace sheaf::app {

class ModelWork {
 public:
  ModelWork(const ModelAccess& access, const Profile& profile, std::vector<Entry>& entries,
            const ModelSummaryOptions& options);

  /// Prompts, then what the store has is given to its entries.
  Status prepare(const Task& task);
  Status ask(const Task& task);  ///< for the rest
  /// Marks what is still missing with `why`.
  void give_up(const std::string& why);
  SourceStatus status() const;

 private:
  enum class Kind { kCard, kReport };
  struct Piece {
    std::size_t entry = 0;
    Kind kind = Kind::kCard;
    std::string key;        ///< in the store
    std::string full_text;
    bool done = false;
  };

  Status take_shared(const Task& task);
  Status share(const Task& task);
  Status plan(std::size_t entry, Kind kind, const Task& task);
  Result<bool> take_stored(Piece& piece, bool from_full_text);
  std::string key_of(const Paper& paper, Kind kind, bool from_full_text) const;
  Status accept(Piece& piece, const Json& answer);
  Status check_card(const Paper& paper, const Piece& piece, Summary& card) const;
  void apply(Piece& piece, Summary summary);
  void fail(Piece& piece, std::string_view kind, const std::string& why);
  Result<llm::ChatOptions> chat_options(const Task& task) const;

  const ModelAccess& access_;
  const Profile& profile_;
  std::vector<Entry>& entries_;
  const ModelSummaryOptions& options_;
  SharedCache shared_;
  std::vector<std::pair<std::string, Summary>> fresh_;  // answered in this run
  llm::CardOptions card_options_;
  llm::Prompts prompts_;
  std::vector<Piece> pieces_;  // in the order they are asked: cards, then reports
  std::size_t wanted_ = 0, carded_ = 0, stored_ = 0, reports_wanted_ = 0, reported_ = 0;
  std::map<std::string, std::size_t, std::less<>> failures_;  // by kind
  std::string problem_;                                       // the first one
  llm::Totals totals_;
};

}  // namespace sheaf::app
