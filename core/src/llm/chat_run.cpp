// ChatRun: one run of a Chat.
// Lives for one call on one thread.
#include "llm/chat_run.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "llm/chat_body.hpp"
#include "llm/chat_failure.hpp"
#include "llm/json_answer.hpp"
#include "llm/reply_parts.hpp"
#include "net/client.hpp"
#include "net/retry.hpp"

namespace sheaf::llm {
namespace {

constexpr int kModelFaults = 2;       // answers of no use before a paper is given up
// Failures in a row that are taken to hold for every request: few while nothing was answered yet, more
// of a server that did answer, where they may be chance.
constexpr int kHoldsForAll = 3, kHoldsAfterAnswers = 10;
constexpr std::int64_t kStepMs = 1000;
constexpr std::int64_t kRequestOverheadTokens = 50;

/// What the server asks to wait, in ms; 0: it does not say. OpenAI and Azure say it finer as well.
std::int64_t asked_wait_ms(const net::HttpResponse& response, std::int64_t now_ms) {
  const std::string_view fine = trim(response.header("retry-after-ms"));
  if (!fine.empty() && fine.size() < 10 && fine.find_first_not_of("0123456789") == std::string_view::npos)
    return std::stoll(std::string(fine));
  return std::max<std::int64_t>(0, net::retry_after_ms(response, now_ms));
}

ChatReply reply_of(const Error& error) {
  ChatReply reply;
  reply.kind = kind_of_error(error);
  reply.detail = error.message;
  return reply;
}

/// False for an error that would be the same the next time: a bad certificate, an answer too large.
bool worth_retrying(const Result<net::HttpResponse>& outcome, const std::string& url) {
  if (outcome.ok()) return true;
  const auto setback = net::judge(outcome, url, 0);
  return setback && setback->again;
}

}  // namespace

ChatRun::ChatRun(Chat& chat, const std::vector<ChatRequest>& requests, const AcceptAnswer& accept,
                 const ChatDone& done, const Task& task)
    : chat_(chat),
      requests_(requests),
      accept_(accept),
      done_(done),
      task_(task),
      pace_(chat.profile_.requests_per_minute, chat.profile_.tokens_per_minute),
      asked_(requests.size()) {
  for (std::size_t i = 0; i < requests.size(); ++i) ready_.push_back(i);
}

Status ChatRun::run() {
  SHEAF_ASSIGN(const std::unique_ptr<net::ManySender> sender, chat_.transport_.open_many());
  end_ms_ = chat_.clock_.now_ms() + chat_.options_.max_run_ms;
  while (finished_ < requests_.size()) {
    SHEAF_TRY(task_.report({"llm", finished_, requests_.size(), 0}));
    if (stop_problem_.empty() && chat_.clock_.now_ms() >= end_ms_) {
      stop_problem_ = provider_name(chat_.profile_.service) + ": the time of one run (" +
                      std::to_string(chat_.options_.max_run_ms / 60000) + " minutes) is over";
    }
    if (!stop_problem_.empty()) SHEAF_TRY(stop_all(ReplyKind::kNotSent, stop_problem_));
    SHEAF_TRY(start_ready(*sender));
    if (finished_ == requests_.size()) break;
    SHEAF_TRY(rest(*sender));
  }
  return task_.report({"llm", finished_, requests_.size(), 0});
}

/// Starts what may start now: within the number in flight, the pace, and the budget.
Status ChatRun::start_ready(net::ManySender& sender) {
  const std::int64_t now = chat_.clock_.now_ms();
  while (!waiting_.empty() && waiting_.begin()->first <= now) {
    ready_.push_front(waiting_.begin()->second);
    waiting_.erase(waiting_.begin());
  }
  const auto most = static_cast<std::size_t>(std::max(chat_.profile_.max_in_flight, 1));
  while (!ready_.empty() && sender.running() + untaken_ < most && now >= cool_until_ms_) {
    const std::size_t index = ready_.front();
    const Reserve wanted = reserve_for(index);
    if (holds_back(index, sender) || pace_.wait_ms(now, wanted.tokens()) > 0) break;
    if (!chat_.budget_.reserve(wanted)) {
      if (sender.running() > 0) break;  // what is under way may give some back
      ready_.pop_front();
      SHEAF_TRY(finish(index, ReplyKind::kOverBudget,
                       provider_name(chat_.profile_.service) + ": not asked, " + chat_.budget_.limit_text() +
                           " would be exceeded"));
      continue;
    }
    ready_.pop_front();
    asked_[index].reserve = wanted;
    pace_.started(now, wanted.tokens());
    SHEAF_TRY(start(sender, index));
  }
  return {};
}

/// While nothing but trouble comes back, those that had it are tried again before new ones begin.
bool ChatRun::holds_back(std::size_t index, const net::ManySender& sender) const {
  const auto most = static_cast<std::size_t>(std::max(chat_.profile_.max_in_flight, kHoldsForAll));
  const bool others = !waiting_.empty() || sender.running() > 0;
  return asked_[index].tries == 0 && trouble_in_a_row_ >= most && others;
}

Status ChatRun::start(net::ManySender& sender, std::size_t index) {
  Asked& asked = asked_[index];
  asked.dialect = chat_.dialect_;
  ++asked.tries;
  chat_.budget_.count_request();
  return sender.start(index, chat_http_request(requests_[index], chat_.profile_, chat_.options_, asked.dialect,
                                               output_tokens(index)));
}

/// Waits for an answer, or for the time of the next start.
Status ChatRun::rest(net::ManySender& sender) {
  const std::int64_t wait_ms = std::min(until_next_ms(chat_.clock_.now_ms()), kStepMs);
  if (sender.running() > 0) {
    SHEAF_ASSIGN(const auto finished, sender.wait(wait_ms, task_));
    return take_all(sender, finished);
  }
  if (wait_ms <= 0) return {};
  SHEAF_TRY(task_.report({"llm", finished_, requests_.size(), wait_ms}));
  if (!chat_.clock_.sleep_ms(wait_ms, task_.cancel_token())) return Error(ErrorCode::kCancelled, "cancelled");
  return {};
}

/// 1 s when nothing but an answer can change anything.
std::int64_t ChatRun::until_next_ms(std::int64_t now_ms) {
  std::int64_t next = now_ms + kStepMs;
  if (!waiting_.empty()) next = std::min(next, waiting_.begin()->first);
  if (!ready_.empty()) {
    const std::int64_t turn = now_ms + pace_.wait_ms(now_ms, reserve_for(ready_.front()).tokens());
    const std::int64_t free = std::max(turn, cool_until_ms_);
    if (free > now_ms) next = std::min(next, free);
  }
  return std::max<std::int64_t>(1, next - now_ms);
}

/// An answer is paid for, so each is stored before another request takes its place: a process killed
/// at any moment has no more than the number in flight to ask again.
Status ChatRun::take_all(net::ManySender& sender, const std::vector<net::ManySender::Finished>& finished) {
  std::vector<ChatReply> replies;
  for (const auto& [tag, outcome] : finished) {
    replies.push_back(outcome ? read_chat_reply(*outcome) : reply_of(outcome.error()));
    settle(tag, replies.back());
  }
  const bool well = std::all_of(replies.begin(), replies.end(),
                                [](const ChatReply& reply) { return reply.kind == ReplyKind::kAnswer; });
  for (std::size_t i = 0; i < finished.size(); ++i) {
    SHEAF_TRY(take(finished[i], replies[i]));
    untaken_ = finished.size() - i - 1;
    if (well) SHEAF_TRY(start_ready(sender));
  }
  return {};
}

Status ChatRun::take(const net::ManySender::Finished& finished, const ChatReply& reply) {
  const std::size_t index = finished.tag;
  const auto& outcome = finished.outcome;
  if (reply.kind == ReplyKind::kAnswer) return take_answer(index, reply);
  const bool worked = chat_.answered_;
  if (adapt(chat_.dialect_, asked_[index].dialect, reply, worked)) {
    chat_.logger_.info(provider_name(chat_.profile_.service) + " does not take the request as it was (" +
                       without_secrets(reply.detail, chat_.options_.key) + "); asking in another form");
    --asked_[index].tries;
    ready_.push_front(index);
    return {};
  }
  if (!worth_retrying(outcome, chat_.profile_.service.base_url)) asked_[index].tries = chat_.profile_.max_retries + 1;
  return take_failure(index, reply, outcome ? asked_wait_ms(*outcome, chat_.clock_.now_ms()) : 0);
}

Status ChatRun::take_answer(std::size_t index, const ChatReply& reply) {
  lasting_in_a_row_ = exhausted_in_a_row_ = 0;
  trouble_in_a_row_ = 0;
  chat_.answered_ = true;
  Result<Json> answer = read_json_answer(reply.text);
  Status accepted = answer ? accept_(index, *answer) : Status(answer.error());
  if (accepted.ok()) return finish(index, ReplyKind::kAnswer, {});
  const bool ungrounded = accepted.error().code == ErrorCode::kConflict;
  if (!ungrounded && accepted.error().code != ErrorCode::kParse) return accepted;
  ChatReply failed;
  failed.kind = ungrounded ? ReplyKind::kUngrounded : ReplyKind::kNotJson;
  failed.detail = one_line(accepted.error().message);
  return take_failure(index, failed, 0);
}

Status ChatRun::take_failure(std::size_t index, const ChatReply& reply, std::int64_t wait_ms) {
  const std::string problem = problem_of(index, reply);
  const bool too_long = passes_with_time(reply.kind) && wait_ms > chat_.options_.max_wait_ms;
  if (too_long) {
    stop_problem_ = problem + "; it asks to wait " + std::to_string((wait_ms + 999) / 1000) +
                    " s, run it again after that";
    return finish(index, reply.kind, stop_problem_);
  }
  if (may_retry(index, reply.kind)) {
    if (is_model_fault(reply.kind)) {
      asked_[index].longer = asked_[index].longer || reply.kind == ReplyKind::kTruncated;
      ready_.push_back(index);
    } else {
      wait_and_retry(index, reply.kind, wait_ms);
    }
    chat_.logger_.info(problem + "; trying again");
    return {};
  }
  count_failure(reply.kind, problem);
  return finish(index, reply.kind, problem);
}

bool ChatRun::may_retry(std::size_t index, ReplyKind kind) {
  Asked& asked = asked_[index];
  if (!stop_problem_.empty() || asked.tries > chat_.profile_.max_retries) return false;
  if (is_model_fault(kind)) return ++asked.model_faults < kModelFaults;
  return passes_with_time(kind);
}

void ChatRun::wait_and_retry(std::size_t index, ReplyKind kind, std::int64_t asked_wait_ms) {
  net::ClientOptions waits;
  waits.backoff_ms = chat_.options_.backoff_ms;
  waits.max_backoff_ms = chat_.options_.max_backoff_ms;
  net::Setback setback{Error(ErrorCode::kHttp, {})};
  setback.asked_ms = asked_wait_ms;
  const std::int64_t wait = net::retry_wait_ms(setback, waits, {}, asked_[index].tries - 1);
  const std::int64_t at = chat_.clock_.now_ms() + wait;
  waiting_.emplace(at, index);
  ++trouble_in_a_row_;
  if (kind == ReplyKind::kThrottled) cool_until_ms_ = std::max(cool_until_ms_, at);
}

/// Several in a row with no answer between them are taken to hold for the rest, which is not asked.
void ChatRun::count_failure(ReplyKind kind, const std::string& problem) {
  if (is_lasting(kind)) ++lasting_in_a_row_;
  if (passes_with_time(kind)) ++exhausted_in_a_row_;
  const int enough = chat_.answered_ ? kHoldsAfterAnswers : kHoldsForAll;
  if (lasting_in_a_row_ >= enough || exhausted_in_a_row_ >= enough) stop_problem_ = problem;
}

void ChatRun::settle(std::size_t index, const ChatReply& reply) {
  Usage used = reply.usage;
  const bool answered = reply.kind == ReplyKind::kAnswer || is_model_fault(reply.kind) ||
                        reply.kind == ReplyKind::kFiltered || reply.kind == ReplyKind::kRefused;
  if (!used.known && !answered && reply.kind != ReplyKind::kTimeout) {
    chat_.budget_.give_back(asked_[index].reserve);
    return;
  }
  if (!used.known) {
    used.prompt_tokens = asked_[index].reserve.prompt_tokens;
    used.completion_tokens = estimate_tokens(reply.text);
  }
  chat_.budget_.settle(asked_[index].reserve, used);
}

Status ChatRun::stop_all(ReplyKind kind, const std::string& problem) {
  for (const auto& [at, index] : waiting_) ready_.push_back(index);
  waiting_.clear();
  while (!ready_.empty()) {
    const std::size_t index = ready_.front();
    ready_.pop_front();
    SHEAF_TRY(finish(index, kind, "not asked: " + problem));
  }
  return {};
}

Status ChatRun::finish(std::size_t index, ReplyKind kind, std::string problem) {
  ++finished_;
  if (!problem.empty()) chat_.logger_.warn(problem);
  return done_({index, kind, std::move(problem), asked_[index].tries});
}

int ChatRun::output_tokens(std::size_t index) const {
  return chat_.profile_.max_output_tokens * (asked_[index].longer ? 2 : 1);
}

Reserve ChatRun::reserve_for(std::size_t index) const {
  const ChatRequest& request = requests_[index];
  const std::int64_t schema = estimate_tokens(request.schema);
  return {estimate_tokens(request.system) + estimate_tokens(request.user) + schema + kRequestOverheadTokens,
          output_tokens(index)};
}

std::string ChatRun::problem_of(std::size_t index, const ChatReply& reply) const {
  std::string text = failure_text(reply, chat_.profile_, chat_.options_);
  if (asked_[index].tries > 1) text += " (tried " + std::to_string(asked_[index].tries) + " times)";
  return text;
}

}  // namespace sheaf::llm
