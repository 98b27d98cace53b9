// The sections about ranking and summaries, and the services they may use; see profile_parts.hpp.
// No state; any thread.
#include "model/profile_parts.hpp"

#include "base/text.hpp"

namespace sheaf::profile_parts {
namespace {

constexpr std::int64_t kMuch = 1000000000;

/// A URL that may stay empty: then there is no such service.
Status read_optional_url(ObjectReader& in, const std::string& key, std::string& url) {
  SHEAF_TRY(in.take(key, url));
  return url.empty() ? Status() : read_url(in, key, url);
}

Status read_service(ObjectReader& in, ModelService& service) {
  SHEAF_TRY(read_optional_url(in, "base_url", service.base_url));
  SHEAF_TRY(in.take("model", service.model));
  SHEAF_TRY(read_secret(in, "key", service.key));
  if (!service.base_url.empty() && trim(service.model).empty())
    return in.wrong(in.below("model"), "is missing: name the model that " + service.base_url + " serves");
  return {};
}

Status read_language(ObjectReader& in, const std::string& key, std::string& language) {
  SHEAF_TRY(in.take(key, language));
  for (const char c : language)
    if (!is_ascii_alnum(c) && c != '-')
      return in.wrong(in.below(key), "must be a language tag, like \"en\" or \"zh-CN\", not \"" + language + "\"");
  return {};
}

Status read_embeddings(ObjectReader& in, EmbeddingProfile& embeddings) {
  SHEAF_TRY(read_service(in, embeddings.service));
  SHEAF_TRY(read_share(in, "weight", embeddings.weight));
  SHEAF_TRY(in.take_count("batch", embeddings.batch, 2048));
  return in.refuse_unknown();
}

Status read_limits(ObjectReader& in, LlmProfile& llm) {
  SHEAF_TRY(in.take_count("max_output_tokens", llm.max_output_tokens, 1000000));
  SHEAF_TRY(in.take_count("max_in_flight", llm.max_in_flight, 64));
  SHEAF_TRY(in.take_count("requests_per_minute", llm.requests_per_minute, kMuch));
  SHEAF_TRY(in.take_count("tokens_per_minute", llm.tokens_per_minute, kMuch));
  SHEAF_TRY(in.take_count("max_tokens_per_run", llm.max_tokens_per_run, kMuch * 1000));
  SHEAF_TRY(read_amount(in, "max_cost_per_run", llm.max_cost_per_run));
  SHEAF_TRY(read_amount(in, "price_in", llm.price_in));
  SHEAF_TRY(read_amount(in, "price_out", llm.price_out));
  SHEAF_TRY(in.take_count("timeout_ms", llm.timeout_ms, 3600000));
  if (llm.max_cost_per_run > 0 && llm.price_in == 0 && llm.price_out == 0)
    return in.wrong(in.below("max_cost_per_run"), "needs price_in and price_out, for a million tokens");
  return in.take_count("max_retries", llm.max_retries, 20);
}

}  // namespace

Status read_secret(ObjectReader& in, const std::string& key, SecretSource& secret) {
  return in.take_object(key, [&](ObjectReader& sub) -> Status {
    SHEAF_TRY(sub.take("env", secret.env));
    SHEAF_TRY(sub.take("command", secret.command));
    SHEAF_TRY(sub.take("file", secret.file));
    return sub.refuse_unknown();
  });
}

Status read_ranking(ObjectReader& in, RankingProfile& ranking) {
  SHEAF_TRY(read_share(in, "diversity", ranking.diversity));
  SHEAF_TRY(in.take_count("explore", ranking.explore, 100));
  SHEAF_TRY(in.take("fold", ranking.fold));
  SHEAF_TRY(read_one_of(in, "interests", ranking.interests, {"auto", "collections", "one"}));
  SHEAF_TRY(read_keywords(in, "categories", ranking.categories));
  SHEAF_TRY(read_texts(in, "include", ranking.include));
  SHEAF_TRY(read_texts(in, "exclude", ranking.exclude));
  SHEAF_TRY(in.take_object("embeddings", [&](ObjectReader& sub) { return read_embeddings(sub, ranking.embeddings); }));
  return in.refuse_unknown();
}

Status read_summary(ObjectReader& in, SummaryProfile& summary) {
  SHEAF_TRY(read_one_of(in, "provider", summary.provider, {"built-in", "llm"}));
  SHEAF_TRY(read_language(in, "language", summary.language));
  if (summary.language.empty()) return in.wrong(in.below("language"), "must not be empty");
  SHEAF_TRY(read_language(in, "second_language", summary.second_language));
  SHEAF_TRY(in.take_count("llm_papers", summary.llm_papers, 1000000));
  SHEAF_TRY(in.take_count("reports", summary.reports, 1000000));
  SHEAF_TRY(in.take("full_text", summary.full_text));
  SHEAF_TRY(read_texts(in, "areas", summary.areas));
  SHEAF_TRY(read_texts(in, "tags", summary.tags));
  return in.refuse_unknown();
}

Status read_llm(ObjectReader& in, LlmProfile& llm) {
  SHEAF_TRY(read_service(in, llm.service));
  SHEAF_TRY(read_one_of(in, "json", llm.json, {"auto", "schema", "object", "prompt"}));
  SHEAF_TRY(in.take("stream", llm.stream));
  SHEAF_TRY(read_amount(in, "temperature", llm.temperature));
  SHEAF_TRY(read_limits(in, llm));
  SHEAF_TRY(in.take("prompts", llm.prompts));
  SHEAF_TRY(read_share(in, "min_grounding", llm.min_grounding));
  if (llm.max_in_flight == 0) return in.wrong(in.below("max_in_flight"), "must be at least 1");
  return in.refuse_unknown();
}

Status read_shared_cache(ObjectReader& in, SharedCacheProfile& cache) {
  SHEAF_TRY(read_one_of(in, "kind", cache.kind, {"", "s3", "webdav"}));
  SHEAF_TRY(read_optional_url(in, "url", cache.url));
  SHEAF_TRY(in.take("region", cache.region));
  SHEAF_TRY(in.take("prefix", cache.prefix));
  SHEAF_TRY(read_secret(in, "user", cache.user));
  SHEAF_TRY(read_secret(in, "secret", cache.secret));
  SHEAF_TRY(in.take("read_only", cache.read_only));
  if (!cache.kind.empty() && cache.url.empty())
    return in.wrong(in.below("url"), "is missing: where the shared summaries lie");
  return in.refuse_unknown();
}

}  // namespace sheaf::profile_parts
