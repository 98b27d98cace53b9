// Budget: what a run may use in tokens and money, and what it has used.
// Plain values; one thread.
#include "llm/budget.hpp"

#include <algorithm>
#include <cstdio>

#include "base/text.hpp"

namespace sheaf::llm {
namespace {

constexpr double kPricedTokens = 1e6;
constexpr std::int64_t kMostTokens = std::int64_t{1} << 40;  // a server may claim anything

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; ) digits.insert(at -= 3, ",");
  return digits;
}

std::string amount(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4f", value);
  return text;
}

}  // namespace

std::int64_t estimate_tokens(std::string_view text) {
  std::int64_t ascii = 0, others = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      ++ascii;
    } else if (byte >= 0xC0) {
      ++others;  // one for each code point
    }
  }
  return (ascii + 3) / 4 + others;
}

std::string describe(const Totals& totals) {
  std::string text = grouped(totals.requests) + (totals.requests == 1 ? " request, " : " requests, ");
  text += (totals.estimated ? "about " : "") + grouped(totals.tokens()) + " tokens";
  if (totals.cost > 0) text += ", cost " + amount(totals.cost);
  return text;
}

Budget::Budget(const LlmProfile& profile)
    : max_tokens_(profile.max_tokens_per_run),
      max_cost_(profile.max_cost_per_run),
      price_in_(profile.price_in),
      price_out_(profile.price_out) {}

double Budget::cost_of(std::int64_t prompt, std::int64_t completion) const {
  return (static_cast<double>(prompt) * price_in_ + static_cast<double>(completion) * price_out_) /
         kPricedTokens;
}

bool Budget::reserve(const Reserve& wanted) {
  const std::int64_t prompt = totals_.prompt_tokens + reserved_.prompt_tokens + wanted.prompt_tokens;
  const std::int64_t completion =
      totals_.completion_tokens + reserved_.completion_tokens + wanted.completion_tokens;
  if (max_tokens_ > 0 && prompt + completion > max_tokens_) return false;
  if (max_cost_ > 0 && cost_of(prompt, completion) > max_cost_) return false;
  reserved_.prompt_tokens += wanted.prompt_tokens;
  reserved_.completion_tokens += wanted.completion_tokens;
  return true;
}

void Budget::give_back(const Reserve& reserved) {
  reserved_.prompt_tokens -= reserved.prompt_tokens;
  reserved_.completion_tokens -= reserved.completion_tokens;
}

void Budget::settle(const Reserve& reserved, const Usage& used) {
  give_back(reserved);
  totals_.prompt_tokens += std::clamp<std::int64_t>(used.prompt_tokens, 0, kMostTokens);
  totals_.completion_tokens += std::clamp<std::int64_t>(used.completion_tokens, 0, kMostTokens);
  totals_.estimated = totals_.estimated || !used.known;
  totals_.cost = cost_of(totals_.prompt_tokens, totals_.completion_tokens);
}

void Budget::count_request() { ++totals_.requests; }

std::string Budget::limit_text() const {
  std::string text;
  if (max_tokens_ > 0) text = "llm.max_tokens_per_run (" + std::to_string(max_tokens_) + ")";
  if (max_cost_ > 0) {
    text += (text.empty() ? "" : " or ") + ("llm.max_cost_per_run (" + amount(max_cost_) + ")");
  }
  return text;
}

}  // namespace sheaf::llm
