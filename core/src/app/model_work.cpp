// ModelWork: which cards and reports are wanted, which the store has, and what came of the rest.
// Lives for one call; borrows its arguments.
#include "app/model_work.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "llm/card_answer.hpp"
#include "llm/secret.hpp"
#include "summarize/grounding.hpp"
#include "summarize/injection.hpp"
#include "summarize/summarizer.hpp"

namespace sheaf::app {
namespace {

constexpr std::string_view kNoCard = "the model did not answer: ", kNoReport = "the report is missing: ";

/// What an earlier run could not get is asked for again, and so is its note.
void forget_old_note(Summary& summary) {
  if (summary.note.starts_with(kNoCard) || summary.note.starts_with(kNoReport)) summary.note.clear();
}

/// The model's card over the built-in one: what the model was not asked for stays.
void lay_over(Summary& under, Summary card) {
  card.sentences = std::move(under.sentences);
  card.labels = std::move(under.labels);
  card.phrases = std::move(under.phrases);
  card.code_url = std::move(under.code_url);
  card.project_url = std::move(under.project_url);
  card.thumbnail_url = std::move(under.thumbnail_url);
  card.institutions = std::move(under.institutions);
  card.limitations = std::move(under.limitations);
  card.future_work = std::move(under.future_work);
  for (const std::string& warning : under.warnings) add_once(card.warnings, warning);
  if (card.area.empty()) card.area = std::move(under.area);
  if (card.tags.empty()) card.tags = std::move(under.tags);
  if (card.mindmap.children.empty()) card.mindmap = std::move(under.mindmap);
  card.report = std::move(under.report);
  under = std::move(card);
}

std::string counted(std::size_t count, std::string_view what) {
  return std::to_string(count) + " " + std::string(what) + (count == 1 ? "" : "s");
}

}  // namespace

ModelWork::ModelWork(const ModelAccess& access, const Profile& profile, std::vector<Entry>& entries,
                     const ModelSummaryOptions& options)
    : access_(access), profile_(profile), entries_(entries), options_(options),
      shared_(access.store, profile.shared_cache,
              [](const SecretSource& source) { return llm::read_secret(source); }) {
  const SummaryProfile& wanted = profile.summary;
  // The built-in lists are not sent: they would cost more than the abstract, and the built-in summary
  // gives their names already.
  card_options_ = {wanted.language, wanted.second_language, wanted.areas, wanted.tags};
  wanted_ = entries.size();
  if (wanted.llm_papers > 0) wanted_ = std::min(wanted_, static_cast<std::size_t>(wanted.llm_papers));
  reports_wanted_ = std::min(wanted_, static_cast<std::size_t>(std::max(wanted.reports, 0)));
}

Status ModelWork::prepare(const Task& task) {
  for (std::size_t i = 0; i < wanted_; ++i) forget_old_note(entries_[i].summary);
  SHEAF_ASSIGN(prompts_, llm::load_prompts(profile_.llm.prompts));
  if (!options_.refresh && !options_.offline) SHEAF_TRY(take_shared(task));
  for (std::size_t i = 0; i < wanted_; ++i) SHEAF_TRY(plan(i, Kind::kCard, task));
  for (std::size_t i = 0; i < reports_wanted_; ++i) SHEAF_TRY(plan(i, Kind::kReport, task));
  return {};
}

std::string ModelWork::key_of(const Paper& paper, Kind kind, bool from_full_text) const {
  const ModelService& service = profile_.llm.service;
  std::uint64_t hash = fnv1a64(service.base_url, fnv1a64(prompts_.hash));
  for (const auto* list : {&card_options_.areas, &card_options_.tags})
    for (const std::string& word : *list) hash = fnv1a64(word, fnv1a64(std::string_view("\0", 1), hash));
  const std::string provider = "llm/" + service.model + "/" + to_hex(hash) +
                               (kind == Kind::kCard ? "/card" : "/report") +
                               (from_full_text ? "/full" : "/abstract");
  std::string languages = card_options_.language;
  if (!card_options_.second_language.empty()) languages += "+" + card_options_.second_language;
  return summarize::summary_key(paper, provider, languages);
}

Result<bool> ModelWork::take_stored(Piece& piece, bool from_full_text) {
  piece.key = key_of(entries_[piece.entry].paper, piece.kind, from_full_text);
  if (options_.refresh && !options_.offline) return false;
  SHEAF_ASSIGN(std::optional<Summary> known, access_.store.find_summary(piece.key));
  if (!known) return false;
  if (piece.kind == Kind::kCard) ++stored_;
  apply(piece, std::move(*known));
  return true;
}

/// What the group's cache has comes into the store, all at once.
Status ModelWork::take_shared(const Task& task) {
  if (profile_.shared_cache.kind.empty()) return {};
  std::vector<std::string> keys;
  const auto add = [&](std::size_t i, Kind kind) {
    if (profile_.summary.full_text) keys.push_back(key_of(entries_[i].paper, kind, true));
    keys.push_back(key_of(entries_[i].paper, kind, false));
  };
  for (std::size_t i = 0; i < wanted_; ++i) add(i, Kind::kCard);
  for (std::size_t i = 0; i < reports_wanted_; ++i) add(i, Kind::kReport);
  SHEAF_ASSIGN([[maybe_unused]] const auto found, shared_.find(keys, task));
  return {};
}

/// What was paid for is the group's too; at the end, so that no answer waits for it.
Status ModelWork::share(const Task& task) {
  return fresh_.empty() || profile_.shared_cache.kind.empty() ? Status() : shared_.put(fresh_, task);
}

/// What is made from the full text and stored is better than what would be made from less.
Status ModelWork::plan(std::size_t entry, Kind kind, const Task& task) {
  Piece piece{entry, kind, {}, {}, false};
  const Paper& paper = entries_[entry].paper;
  if (profile_.summary.full_text) {
    SHEAF_ASSIGN(const bool stored, take_stored(piece, true));
    if (!stored && options_.full_text && !options_.offline) {
      SHEAF_TRY(task.check());
      piece.full_text = options_.full_text(paper, task);
    }
  }
  if (!piece.done && piece.full_text.empty()) {
    SHEAF_ASSIGN([[maybe_unused]] const bool stored, take_stored(piece, false));
  }
  pieces_.push_back(std::move(piece));
  return {};
}

Result<llm::ChatOptions> ModelWork::chat_options(const Task& task) const {
  llm::ChatOptions options;
  const SecretSource& source = profile_.llm.service.key;
  SHEAF_ASSIGN(options.key, llm::read_secret(source, task));
  options.key_source = source == SecretSource{} ? "llm.key" : llm::describe(source);
  options.user_agent = access_.user_agent;
  return options;
}

Status ModelWork::ask(const Task& task) {
  std::vector<llm::ChatRequest> requests;
  std::vector<Piece*> asked;
  for (Piece& piece : pieces_) {
    if (piece.done) continue;
    const Paper& paper = entries_[piece.entry].paper;
    requests.push_back(piece.kind == Kind::kCard
                           ? llm::card_request(paper, piece.full_text, prompts_, card_options_)
                           : llm::report_request(paper, piece.full_text, prompts_, card_options_));
    asked.push_back(&piece);
  }
  if (asked.empty()) return {};
  SHEAF_ASSIGN(llm::ChatOptions options, chat_options(task));
  SHEAF_ASSIGN(net::Transport* const transport, access_.transport());
  llm::Chat chat(*transport, access_.clock, access_.logger, profile_.llm, std::move(options));
  const auto take = [&](std::size_t index, const Json& answer) { return accept(*asked[index], answer); };
  const auto end = [&](const llm::ChatOutcome& outcome) -> Status {
    if (outcome.kind != llm::ReplyKind::kAnswer)
      fail(*asked[outcome.index], llm::reply_kind_name(outcome.kind), outcome.problem);
    return {};
  };
  Status ran = chat.run(requests, take, end, task);
  totals_ = chat.totals();
  if (ran.ok()) return share(task);
  return ran;
}

/// Each answer is stored before the next is looked at: it is paid for.
Status ModelWork::accept(Piece& piece, const Json& answer) {
  const Paper& paper = entries_[piece.entry].paper;
  Summary made;
  if (piece.kind == Kind::kCard) {
    SHEAF_ASSIGN(made, llm::card_from_answer(answer, paper.title, card_options_));
  } else {
    SHEAF_ASSIGN(made.report, llm::report_from_answer(answer));
    made.language = card_options_.language;
  }
  made.provider = llm::provider_name(profile_.llm.service);
  made.from_full_text = !piece.full_text.empty();
  SHEAF_TRY(check_card(paper, piece, made));
  SHEAF_TRY(options_.refresh ? access_.store.replace_summary(piece.key, made)
                             : access_.store.put_summaries({{piece.key, made}}));
  fresh_.emplace_back(piece.key, made);
  apply(piece, std::move(made));
  return {};
}

/// What of the answer is in the paper, and what of the paper speaks to the model.
Status ModelWork::check_card(const Paper& paper, const Piece& piece, Summary& card) const {
  const std::string source = paper.title + "\n" + paper.abstract + "\n" + piece.full_text;
  card.grounding = summarize::check_grounding(card, source);
  card.warnings = summarize::instruction_warnings("the paper", source);
  const Grounding& grounding = card.grounding;
  if (!summarize::is_badly_grounded(grounding, profile_.llm.min_grounding)) return {};
  return Error{ErrorCode::kConflict, std::to_string(grounding.unsupported.size()) + " of " +
                                         counted(grounding.checked, "claim") + " checked, like \"" +
                                         shorten(grounding.unsupported.front(), 60) + "\""};
}

void ModelWork::apply(Piece& piece, Summary summary) {
  Summary& under = entries_[piece.entry].summary;
  piece.done = true;
  if (piece.kind == Kind::kCard) {
    ++carded_;
    lay_over(under, std::move(summary));
    return;
  }
  ++reported_;
  under.report = std::move(summary.report);
  for (const std::string& claim : summary.grounding.unsupported) add_once(under.grounding.unsupported, claim);
  under.grounding.checked += summary.grounding.checked;
  if (under.provider != summary.provider) under.provider += ", report by " + summary.provider;
}

void ModelWork::fail(Piece& piece, std::string_view kind, const std::string& why) {
  piece.done = true;
  ++failures_[std::string(kind)];
  if (problem_.empty()) problem_ = why;
  std::string& note = entries_[piece.entry].summary.note;
  if (!note.empty()) note += "; ";
  note.append(piece.kind == Kind::kCard ? kNoCard : kNoReport).append(why);
}

void ModelWork::give_up(const std::string& why) {
  // A run that could not be planned has no pieces; its papers are marked all the same.
  for (std::size_t i = pieces_.size(); i < wanted_ + reports_wanted_; ++i)
    pieces_.push_back({i < wanted_ ? i : i - wanted_, i < wanted_ ? Kind::kCard : Kind::kReport, {}, {}, false});
  for (Piece& piece : pieces_)
    if (!piece.done) fail(piece, options_.offline ? "offline" : "not asked", why);
}

SourceStatus ModelWork::status() const {
  SourceStatus status{"llm:" + profile_.llm.service.model, SourceState::kOk, {}, carded_};
  if (!failures_.empty()) status.state = carded_ + reported_ > 0 ? SourceState::kPartial : SourceState::kFailed;
  std::vector<std::string> parts = {std::to_string(carded_) + " of " + counted(wanted_, "paper")};
  if (stored_ > 0) parts.back() += " (" + std::to_string(stored_) + " from the store)";
  if (reports_wanted_ > 0) parts.push_back(std::to_string(reported_) + " of " + counted(reports_wanted_, "report"));
  for (const auto& [kind, count] : failures_) parts.push_back(std::to_string(count) + " " + kind);
  if (totals_.requests > 0) parts.push_back(llm::describe(totals_));
  status.detail = join(parts, ", ");
  if (!problem_.empty()) status.detail += "; " + problem_;
  for (const std::string& warning : shared_.warnings()) status.detail += "; " + warning;
  return status;
}

}  // namespace sheaf::app
