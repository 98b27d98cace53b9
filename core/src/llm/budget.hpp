// Budget: what a run may use in tokens and money, and what it has used.
// Plain values; one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "llm/chat_reply.hpp"
#include "model/profile.hpp"

namespace sheaf::llm {

/// Tokens of a text, rather too many than too few: four bytes of Latin text, one character of CJK.
std::int64_t estimate_tokens(std::string_view text);

struct Totals {
  std::int64_t requests = 0, prompt_tokens = 0, completion_tokens = 0;
  bool estimated = false;  ///< some answers came without usage
  double cost = 0;         ///< in the prices' currency; 0 without prices
  std::int64_t tokens() const { return prompt_tokens + completion_tokens; }
};
/// "103 requests, 84,210 tokens, cost 0.0412"
std::string describe(const Totals& totals);

/// What one request may use at most, kept aside while it is under way.
struct Reserve {
  std::int64_t prompt_tokens = 0, completion_tokens = 0;
  std::int64_t tokens() const { return prompt_tokens + completion_tokens; }
};

class Budget {
 public:
  explicit Budget(const LlmProfile& profile);

  /// Keeps it aside; false when tokens or money would not reach. Requests under way may give some
  /// back later.
  bool reserve(const Reserve& wanted);
  void count_request();  ///< each one sent, also again
  /// Gives the reserve back and counts what was used. The caller estimates what is not `known`.
  void settle(const Reserve& reserved, const Usage& used);
  /// For a request that brought no answer and, as far as one knows, used nothing.
  void give_back(const Reserve& reserved);

  const Totals& totals() const { return totals_; }
  /// "max_tokens_per_run (50000)": which limit stands in the way.
  std::string limit_text() const;

 private:
  double cost_of(std::int64_t prompt, std::int64_t completion) const;

  std::int64_t max_tokens_;
  double max_cost_, price_in_, price_out_;
  Reserve reserved_;
  Totals totals_;
};

}  // namespace sheaf::llm
