// See outside_likeness.hpp. Vectors of library and papers, from the store or the service, become a
// likeness on a common scale.
// No state; any thread.
#include "app/outside_likeness.hpp"

#include "app/lesson.hpp"
#include "llm/embeddings.hpp"
#include "rank/embedding_likeness.hpp"

namespace sheaf::app {
namespace {

class StoredVectors final : public llm::VectorCache {
 public:
  explicit StoredVectors(store::Store& store) : store_(store) {}
  Result<std::map<std::string, std::string>> find(const std::vector<std::string>& keys) override {
    return store_.find_vectors(keys);
  }
  Status put(const std::map<std::string, std::string>& packed) override {
    return store_.put_vectors(packed);
  }

 private:
  store::Store& store_;
};

/// Only cancelling and the store end a ranking; all else is a reason to go on without.
bool ends_all(ErrorCode code) {
  return code == ErrorCode::kCancelled || code == ErrorCode::kStore || code == ErrorCode::kNoMemory;
}

Result<llm::Embeddings> embeddings_of(Library& library, const Profile& profile,
                                      const std::vector<std::string>& texts, const Task& task) {
  SHEAF_ASSIGN(const std::unique_ptr<net::Client> client, library.make_client(profile));
  StoredVectors cache(library.store());
  return llm::embed(*client, profile.ranking.embeddings, texts, &cache, task);
}

}  // namespace

Result<OutsideAnswer> outside_likeness(Library& library, const std::vector<Paper>& papers,
                                       const Profile& profile, const Task& task) {
  OutsideAnswer answer;
  // A likeness is told against the day's other papers: one alone has none.
  if (profile.ranking.embeddings.service.base_url.empty() || papers.size() < 2) return answer;
  SHEAF_ASSIGN(const std::vector<LibraryItem> items,
               admitted_library(library.store(), profile.ranking));
  if (items.empty()) return answer;
  std::vector<std::string> texts;
  for (const LibraryItem& item : items) texts.push_back(llm::embedding_text(item.title, item.abstract));
  for (const Paper& paper : papers) texts.push_back(llm::embedding_text(paper.title, paper.abstract));
  auto made = embeddings_of(library, profile, texts, task);
  if (!made && ends_all(made.error().code)) return std::move(made).error();
  if (!made) {
    answer.failure = "embeddings: " + made.error().message;
    return answer;
  }
  answer.failure = made->failure.empty() ? "" : "embeddings: " + made->failure;
  if (answer.failure.empty() && !made->warnings.empty()) answer.failure = "embeddings: " + made->warnings.front();
  const auto border = made->vectors.begin() + static_cast<std::ptrdiff_t>(items.size());
  answer.likeness = rank::embedding_likeness({made->vectors.begin(), border}, {border, made->vectors.end()});
  return answer;
}

}  // namespace sheaf::app
