// A summarizer over a digest's entries: prompts of the plugin, answers of the reader's model, stored as they
// come and held against the paper; see plugins.hpp.
// One call uses the caller's thread.
#include <nlohmann/json.hpp>

#include "app/plugins.hpp"
#include "base/text.hpp"
#include "llm/chat.hpp"
#include "llm/secret.hpp"
#include "summarize/grounding.hpp"
#include "summarize/summarizer.hpp"

namespace sheaf::app {
namespace {

class SummarizerRun {
 public:
  SummarizerRun(Library& library, plugin::Plugin& plugin, const Profile& profile, std::vector<Entry>& entries)
      : library_(library), plugin_(plugin), profile_(profile), entries_(entries),
        status_{plugin_list_name(plugin.label()), SourceState::kOk, "", 0} {}

  Result<SourceStatus> run(bool offline, const Task& task) {
    SHEAF_ASSIGN(std::vector<plugin::SummaryRequest> requests, wanted(task));
    total_ = requests.size();
    for (plugin::SummaryRequest& request : requests) {
      SHEAF_ASSIGN(const bool done, answer_at_hand(request, task));
      if (!done) open_.push_back(std::move(request));
    }
    if (!open_.empty() && offline) note(std::to_string(open_.size()) + " not asked: offline");
    if (!open_.empty() && !offline) SHEAF_TRY(ask_model(task));
    return finished();
  }

 private:
  /// The best entries only, as for the profile's own model summaries.
  Result<std::vector<plugin::SummaryRequest>> wanted(const Task& task) {
    if (profile_.summary.llm_papers <= 0 || entries_.size() <= static_cast<std::size_t>(profile_.summary.llm_papers))
      return plugin::ask_summaries(plugin_, entries_, profile_, task);
    const std::vector<Entry> best(entries_.begin(), entries_.begin() + profile_.summary.llm_papers);
    return plugin::ask_summaries(plugin_, best, profile_, task);
  }

  std::string key_of(const plugin::SummaryRequest& request) const {
    std::uint64_t hash = fnv1a64(profile_.llm.service.base_url);
    for (const std::string* part : {&request.system, &request.user, &request.schema})
      hash = fnv1a64(*part, fnv1a64(std::string_view("\0", 1), hash));
    return summarize::summary_key(entries_[request.entry].paper,
                                  "plugin/" + profile_.llm.service.model + "/" + to_hex(hash), profile_.summary.language);
  }

  Result<bool> answer_at_hand(const plugin::SummaryRequest& request, const Task& task) {
    Json answer;
    if (request.wants_model()) {
      SHEAF_ASSIGN(const std::optional<Summary> known, library_.store().find_summary(key_of(request)));
      if (!known) return false;
      SHEAF_ASSIGN(answer, parse_json(known->text, "a stored answer"));
    }
    SHEAF_TRY(take(request, answer, task));
    return true;
  }

  /// The stored answer, not the summary: what lies under it may be better another day.
  Status take(const plugin::SummaryRequest& request, const Json& answer, const Task& task) {
    Entry& entry = entries_[request.entry];
    SHEAF_ASSIGN(Summary summary, plugin::read_summary(plugin_, entry, answer, profile_, task));
    const std::string source = entry.paper.title + "\n" + entry.paper.abstract;
    if (request.wants_model()) {
      summary.grounding = summarize::check_grounding(summary, source);
      if (summarize::is_badly_grounded(summary.grounding, profile_.llm.min_grounding))
        return Error{ErrorCode::kConflict, "too little of it is in the paper, like \"" +
                                               shorten(summary.grounding.unsupported.front(), 60) + "\""};
    }
    summary.provider = plugin_.label() + (request.wants_model() ? " with " + llm::provider_name(profile_.llm.service) : std::string()) +
                       (summary.provider.empty() ? "" : ", " + summary.provider);
    entry.summary = std::move(summary);
    ++status_.papers;
    return {};
  }

  Status ask_model(const Task& task) {
    std::vector<llm::ChatRequest> requests;
    for (const plugin::SummaryRequest& one : open_) requests.push_back({one.system, one.user, "summary", one.schema});
    const ModelAccess access = library_.model_access(profile_);
    llm::ChatOptions options;
    const SecretSource& source = profile_.llm.service.key;
    SHEAF_ASSIGN(options.key, llm::read_secret(source, task));
    options.key_source = source == SecretSource{} ? "llm.key" : llm::describe(source);
    options.user_agent = access.user_agent;
    SHEAF_ASSIGN(net::Transport* const transport, access.transport());
    llm::Chat chat(*transport, access.clock, access.logger, profile_.llm, std::move(options));
    const auto accept = [&](std::size_t index, const Json& answer) { return accepted(open_[index], answer, task); };
    const auto done = [&](const llm::ChatOutcome& outcome) -> Status {
      if (outcome.kind != llm::ReplyKind::kAnswer) note(outcome.problem);
      return {};
    };
    return chat.run(requests, accept, done, task);
  }

  /// Paid for is paid for: the answer is stored, also when the plugin cannot read it. One that says too
  /// little of the paper is asked for once more.
  Status accepted(const plugin::SummaryRequest& request, const Json& answer, const Task& task) {
    Status taken = take(request, answer, task);
    if (!taken.ok() && taken.error().code == ErrorCode::kConflict) return taken;
    Summary kept;
    kept.text = dump_json(answer);
    SHEAF_TRY(library_.store().put_summaries({{key_of(request), kept}}));
    if (taken.ok()) return {};
    if (taken.error().code == ErrorCode::kCancelled) return taken;
    note(taken.error().message);
    return {};
  }

  void note(const std::string& problem) {
    if (problem_.empty()) problem_ = problem;
  }

  SourceStatus finished() {
    status_.detail = std::to_string(status_.papers) + " of " + std::to_string(total_) + (total_ == 1 ? " paper" : " papers");
    if (status_.papers < total_) {
      status_.state = status_.papers > 0 ? SourceState::kPartial : SourceState::kFailed;
      status_.detail += "; " + problem_;
    }
    return status_;
  }

  Library& library_;
  plugin::Plugin& plugin_;
  const Profile& profile_;
  std::vector<Entry>& entries_;
  SourceStatus status_;
  std::vector<plugin::SummaryRequest> open_;
  std::size_t total_ = 0;
  std::string problem_;
};

}  // namespace

Result<SourceStatus> run_summarizer(Library& library, plugin::Plugin& plugin, const Profile& profile,
                                    std::vector<Entry>& entries, bool offline, const Task& task) {
  return SummarizerRun(library, plugin, profile, entries).run(offline, task);
}

}  // namespace sheaf::app
