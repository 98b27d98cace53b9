// ChatRun: one run of a Chat: what is asked, under way, waiting for another try, and done.
// Lives for one call on one thread; borrows the Chat and the callbacks.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "llm/chat.hpp"
#include "llm/pace.hpp"
#include "net/many.hpp"

namespace sheaf::llm {

class ChatRun {
 public:
  ChatRun(Chat& chat, const std::vector<ChatRequest>& requests, const AcceptAnswer& accept,
          const ChatDone& done, const Task& task);
  Status run();

 private:
  struct Asked {
    int tries = 0;        ///< sent, adaptations aside
    int model_faults = 0; ///< answers that were of no use
    bool longer = false;  ///< asked again with twice the tokens
    Dialect dialect;      ///< as sent last
    Reserve reserve;
  };

  Status start_ready(net::ManySender& sender);
  Status start(net::ManySender& sender, std::size_t index);
  Status rest(net::ManySender& sender);
  Status take_all(net::ManySender& sender, const std::vector<net::ManySender::Finished>& finished);
  Status take(const net::ManySender::Finished& finished, const ChatReply& reply);
  Status take_answer(std::size_t index, const ChatReply& reply);
  Status take_failure(std::size_t index, const ChatReply& reply, std::int64_t asked_wait_ms);
  Status finish(std::size_t index, ReplyKind kind, std::string problem);
  Status stop_all(ReplyKind kind, const std::string& problem);
  void count_failure(ReplyKind kind, const std::string& problem);
  void wait_and_retry(std::size_t index, ReplyKind kind, std::int64_t asked_wait_ms);
  void settle(std::size_t index, const ChatReply& reply);

  bool may_retry(std::size_t index, ReplyKind kind);
  bool holds_back(std::size_t index, const net::ManySender& sender) const;
  int output_tokens(std::size_t index) const;
  Reserve reserve_for(std::size_t index) const;
  std::int64_t until_next_ms(std::int64_t now_ms);
  std::string problem_of(std::size_t index, const ChatReply& reply) const;

  Chat& chat_;
  const std::vector<ChatRequest>& requests_;
  const AcceptAnswer& accept_;
  const ChatDone& done_;
  const Task& task_;
  Pace pace_;
  std::vector<Asked> asked_;
  std::deque<std::size_t> ready_;
  std::multimap<std::int64_t, std::size_t> waiting_;  // by the time of the next try
  std::size_t finished_ = 0;
  std::int64_t end_ms_ = 0;         // nothing is started after it
  std::int64_t cool_until_ms_ = 0;  // the server asked all of us to wait
  std::size_t untaken_ = 0;         // answers that came and are not stored yet
  int lasting_in_a_row_ = 0;        // failures that would be the same for every request
  int exhausted_in_a_row_ = 0;      // requests given up after all tries
  std::size_t trouble_in_a_row_ = 0;  // tries that failed since the last answer
  std::string stop_problem_;        // not empty: no more is asked, for this reason
};

}  // namespace sheaf::llm
