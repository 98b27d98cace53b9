// sheaf.h: scores, and why a paper has its own.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/op_table.hpp"
#include "app/ranking.hpp"
#include "base/text.hpp"
#include "capi/guard.hpp"
#include "capi/handles.hpp"
#include "model/json.hpp"

using namespace sheaf;

namespace {

std::vector<Keyword> with_weight_one(std::vector<std::string> terms) {
  std::vector<Keyword> out;
  for (std::string& term : terms) out.push_back({std::move(term), 1});
  return out;
}

Result<Profile> profile_of(const sheaf_profile& given) {
  Profile profile = default_profile();
  SHEAF_ASSIGN(auto keywords, capi::string_array(given.keywords, given.keyword_count, "sheaf_profile.keywords"));
  profile.keywords = with_weight_one(std::move(keywords));
  SHEAF_ASSIGN(profile.exclude, capi::string_array(given.exclude, given.exclude_count, "sheaf_profile.exclude"));
  SHEAF_ASSIGN(auto authors, capi::string_array(given.authors, given.author_count, "sheaf_profile.authors"));
  profile.authors = with_weight_one(std::move(authors));
  const std::string scorer = capi::text_of(given.scorer);
  if (scorer.empty()) return profile;
  const std::vector<std::string>& known = scorer_names();
  if (std::find(known.begin(), known.end(), scorer) == known.end())
    return Error{ErrorCode::kInvalid, "sheaf_profile.scorer: \"" + to_valid_utf8(scorer) + "\" is not one of " + join(known, ", ")};
  profile.scorer = scorer;
  return profile;
}

}  // namespace

extern "C" {

sheaf_status sheaf_score(sheaf_ctx* ctx, const sheaf_papers* papers, const sheaf_profile* profile,
                         const sheaf_call* call, sheaf_scores** out, sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!ctx) return capi::missing("ctx");
    if (!papers) return capi::missing("papers");
    if (!out) return capi::missing("out");
    SHEAF_ASSIGN(const sheaf_profile given, capi::read_struct(profile, "sheaf_profile"));
    SHEAF_ASSIGN(const Profile wanted, profile_of(given));
    SHEAF_ASSIGN(const Task task, capi::task_of(call));
    const std::vector<LibraryItem> liked =
        given.liked ? app::as_library(given.liked->plain()) : std::vector<LibraryItem>();
    SHEAF_ASSIGN(app::ScoredPapers scored, ctx->library->score_and_rank(papers->plain(), wanted, liked, task));
    *out = new sheaf_scores{std::move(scored.scores), std::move(scored.order)};
    return {};
  });
}

size_t sheaf_scores_count(const sheaf_scores* scores) { return scores ? scores->scores.size() : 0; }
double sheaf_scores_value(const sheaf_scores* scores, size_t index) {
  return index < sheaf_scores_count(scores) ? scores->scores[index].value : 0;
}
size_t sheaf_scores_index_at(const sheaf_scores* scores, size_t rank) {
  return rank < sheaf_scores_count(scores) ? scores->order[rank] : 0;
}
const char* sheaf_scores_reason(const sheaf_scores* scores, size_t index) {
  return index < sheaf_scores_count(scores) ? scores->scores[index].reason.c_str() : nullptr;
}
void sheaf_scores_free(sheaf_scores* scores) { delete scores; }

sheaf_status sheaf_explain_json(sheaf_ctx* ctx, const char* paper_id, const char* profile_json, sheaf_text** out,
                                sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!ctx) return capi::missing("ctx");
    if (!paper_id || !*paper_id) return capi::missing("paper_id");
    if (!out) return capi::missing("out");
    SHEAF_ASSIGN(const Profile given, parse_profile(capi::text_of(profile_json), "profile"));
    SHEAF_ASSIGN(const Profile profile, ctx->library->effective(given));
    SHEAF_ASSIGN(const app::Explanation explanation, app::explain(*ctx->library, paper_id, profile, Task()));
    *out = new sheaf_text{dump_json(app::explanation_to_json(explanation, profile))};
    return {};
  });
}

}  // extern "C"
