// ArxivSource: full records of announced papers, in batches that fail one by one; see arxiv.hpp.
// Borrows the client; any thread.
#include <algorithm>
#include <deque>
#include <unordered_set>

#include "base/text.hpp"
#include "model/arxiv_id.hpp"
#include "source/arxiv.hpp"
#include "source/fetch.hpp"
#include "source/status.hpp"

namespace sheaf::source {
namespace {

constexpr int kMaxFailuresInARow = 2;  // a server that is down would cost minutes of retries each
constexpr std::size_t kIdsNamed = 5;

struct Batch {
  std::vector<std::string> ids;
  bool split = false;  // a half of a batch that was refused
};

class DetailsRun {
 public:
  DetailsRun(net::Client& client, const Endpoints& endpoints, const Task& task)
      : client_(client), endpoints_(endpoints), task_(task) {}

  Result<DetailsAnswer> run(const std::vector<std::string>& ids);

 private:
  void plan(const std::vector<std::string>& ids);
  void take(const Batch& batch, ApiPage page);
  void refuse(Batch batch, const Error& error);
  Status fail(const Batch& batch, const Error& error);
  void give_up(const std::vector<std::string>& ids, const std::string& reason);
  void describe();

  net::Client& client_;
  const Endpoints& endpoints_;
  const Task& task_;
  std::deque<Batch> batches_;
  DetailsAnswer answer_;
  std::size_t total_ = 0;
  std::string reason_;  // of the first failure
  bool limited_ = false;
  int failures_ = 0;
};

void DetailsRun::plan(const std::vector<std::string>& ids) {
  std::unordered_set<std::string> seen;
  for (const std::string& text : ids) {
    const auto id = parse_arxiv_id(text);
    const std::string& base = id ? id->base : text;
    if (!seen.insert(base).second) continue;
    ++total_;
    // One malformed id makes arXiv refuse the whole request.
    if (!id) {
      give_up({text}, "\"" + shorten(text, 40) + "\" is not an arXiv id");
      continue;
    }
    if (batches_.empty() || batches_.back().ids.size() == kIdsPerRequest) batches_.emplace_back();
    batches_.back().ids.push_back(base);
  }
}

void DetailsRun::give_up(const std::vector<std::string>& ids, const std::string& reason) {
  answer_.missing.insert(answer_.missing.end(), ids.begin(), ids.end());
  if (reason_.empty()) reason_ = reason;
}

void DetailsRun::take(const Batch& batch, ApiPage page) {
  failures_ = 0;
  std::unordered_set<std::string> open(batch.ids.begin(), batch.ids.end());
  for (Paper& paper : page.papers)
    if (open.erase(paper.id) > 0) answer_.papers.push_back(std::move(paper));
  for (const std::string& id : batch.ids)
    if (open.count(id) > 0) answer_.missing.push_back(id);
}

// "incorrect id format for abc": the id the refusal names goes, else the batch is halved, once.
void DetailsRun::refuse(Batch batch, const Error& error) {
  // Only arXiv's own words count: other messages name the URL, and so every id.
  const bool words = error.code == ErrorCode::kInvalid;
  const auto named = std::find_if(batch.ids.begin(), batch.ids.end(), [&](const std::string& id) {
    return words && contains(error.message, id);
  });
  if (named != batch.ids.end()) {
    give_up({*named}, "arXiv refused " + *named + ": " + error.message);
    batch.ids.erase(named);
    if (!batch.ids.empty()) batches_.push_front(std::move(batch));
  } else if (batch.split || batch.ids.size() == 1) {
    give_up(batch.ids, "arXiv refused the request: " + error.message);
  } else {
    const auto middle = batch.ids.begin() + static_cast<std::ptrdiff_t>(batch.ids.size() / 2);
    batches_.push_front({{middle, batch.ids.end()}, true});
    batches_.push_front({{batch.ids.begin(), middle}, true});
  }
}

Status DetailsRun::fail(const Batch& batch, const Error& error) {
  if (error.code == ErrorCode::kCancelled) return error;
  if (error.code == ErrorCode::kInvalid || error.http_status == 400) {
    refuse(batch, error);
    return {};
  }
  const SourceStatus outcome = status_of("", error, client_.now_ms());
  limited_ = outcome.state == SourceState::kWaiting;
  give_up(batch.ids, outcome.detail);
  if (limited_ || ++failures_ >= kMaxFailuresInARow) {
    for (const Batch& rest : batches_) give_up(rest.ids, outcome.detail);
    batches_.clear();
  }
  return {};
}

void DetailsRun::describe() {
  SourceStatus& status = answer_.status;
  status.name = "arxiv:api";
  status.papers = answer_.papers.size();
  if (answer_.missing.empty()) return;
  const bool nothing = answer_.papers.empty() && !reason_.empty();
  status.state = SourceState::kPartial;
  if (nothing) status.state = limited_ ? SourceState::kWaiting : SourceState::kFailed;
  status.detail = std::to_string(answer_.missing.size()) + " of " + std::to_string(total_) +
                  " papers without full record: ";
  if (!reason_.empty()) {
    status.detail += reason_;
    return;
  }
  const std::size_t named = std::min(kIdsNamed, answer_.missing.size());
  const auto end = answer_.missing.begin() + static_cast<std::ptrdiff_t>(named);
  status.detail += "arXiv did not return " + join({answer_.missing.begin(), end}, ", ");
  if (named < answer_.missing.size())
    status.detail += " and " + std::to_string(answer_.missing.size() - named) + " more";
}

Result<DetailsAnswer> DetailsRun::run(const std::vector<std::string>& ids) {
  plan(ids);
  while (!batches_.empty()) {
    const std::size_t done = answer_.papers.size() + answer_.missing.size();
    SHEAF_TRY(task_.report({"fetch", done, total_}));
    Batch batch = std::move(batches_.front());
    batches_.pop_front();
    Result<ApiPage> page =
        get_api_page(client_, id_list_url(endpoints_.arxiv_api, batch.ids), task_);
    if (page.ok()) {
      take(batch, std::move(page).value());
    } else {
      SHEAF_TRY(fail(batch, page.error()));
    }
  }
  SHEAF_TRY(task_.report({"fetch", total_, total_}));
  describe();
  return std::move(answer_);
}

}  // namespace

Result<DetailsAnswer> ArxivSource::fetch_details(const std::vector<std::string>& ids,
                                                 const Task& task) {
  return DetailsRun(client_, endpoints_, task).run(ids);
}

}  // namespace sheaf::source
