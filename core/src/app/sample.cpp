// Making a Digest of the sample day; see sample.hpp. The papers are compiled in from dist/sample.
#include "app/sample.hpp"

#include <nlohmann/json.hpp>

#include "app/ranking.hpp"
#include "model/json.hpp"
#include "rank/scorer.hpp"
#include "cite/bibtex.hpp"
#include "cite/citation_key.hpp"
#include "summarize/summarizer.hpp"

namespace sheaf::app {

extern const char* const kSampleDay;  // JSON lines, written by the build from dist/sample/day.jsonl

Result<Digest> sample_digest(Library& library, const DigestRequest& request, const Task& task) {
  Digest digest;
  digest.day = request.day.value_or(new_york_day(library.clock().now()));
  digest.profile = request.profile.name;
  digest.sample = true;
  std::vector<Paper> papers;
  std::vector<AnnounceType> types;
  SHEAF_TRY(for_each_item(kSampleDay, "sample", [&](const Json& item, const std::string& place) -> Status {
    SHEAF_ASSIGN(Paper paper, paper_from_json(item, place));
    papers.push_back(std::move(paper));
    types.push_back(parse_announce_type(json_string(item, "announce_type")).value_or(AnnounceType::kNew));
    digest.announced.add(types.back());
    return {};
  }));
  digest.sources.push_back({"sample", SourceState::kOk, "invented papers, not news", papers.size()});
  const std::vector<std::string> keys = cite::citation_keys(papers);
  Readings nothing;
  nothing.stored = false;  // the sample is the same for everybody
  SHEAF_ASSIGN(Scored scored, score_with(library, papers, request.profile, nothing, task));
  std::vector<Score>& scores = scored.scores;
  for (const std::size_t index : rank::rank_order(scores)) {
    Paper& paper = papers[index];
    paper.citation_key = keys[index];
    Summary summary = summarize::summarize_paper(paper);
    digest.entries.push_back({std::move(paper), {digest.day, types[index]}, std::move(scores[index]),
                              std::move(summary), {}});
  }
  return digest;
}

}  // namespace sheaf::app
