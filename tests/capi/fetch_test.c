/* Fetching through the host's own transport: a digest of the day and a search, progress,
 * cancelling, logging, and what becomes of a server's refusals. No byte leaves this process. */
#include "check.h"
#include "fixture.h"

static sheaf_ctx* open_canned(struct canned_arxiv* arxiv) {
  const sheaf_config config = canned_config(arxiv);
  sheaf_ctx* ctx = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_open(&config, &ctx, &err), err);
  return ctx;
}

static sheaf_digest* run_digest(sheaf_ctx* ctx, int offline) {
  SHEAF_INIT(sheaf_digest_options, options);
  options.profile_json = sample_profile_json;
  options.offline = offline;
  sheaf_digest* digest = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_digest_run(ctx, &options, NULL, &digest, &err), err);
  return digest;
}

static void the_day_is_fetched_scored_and_summarized(void) {
  struct canned_arxiv arxiv = {0};
  sheaf_ctx* ctx = open_canned(&arxiv);
  sheaf_digest* digest = run_digest(ctx, 0);
  CHECK_TEXT("2026-04-17", sheaf_digest_day(digest));
  CHECK(sheaf_digest_count(digest) == 2);
  CHECK(atomic_load(&arxiv.feed_requests) == 1);
  CHECK(atomic_load(&arxiv.api_requests) == 1);
  CHECK(!atomic_load(&arxiv.saw_bad_request));
  CHECK(sheaf_digest_source_count(digest) >= 1);
  for (size_t i = 0; i < sheaf_digest_source_count(digest); ++i) {
    CHECK_CONTAINS(sheaf_digest_source_name(digest, i), "arxiv");
    const int state = sheaf_digest_source_state(digest, i);
    /* The canned day lies behind the test's clock, which a source may call stale. */
    CHECK(state == SHEAF_SOURCE_OK || state == SHEAF_SOURCE_STALE);
  }
  for (size_t i = 0; i < 2; ++i) {
    const int cross =
        strcmp(sheaf_paper_text(sheaf_digest_paper(digest, i), SHEAF_FIELD_ID), "2604.01002") == 0;
    CHECK(sheaf_digest_announce_type(digest, i) ==
          (cross ? SHEAF_ANNOUNCE_CROSS : SHEAF_ANNOUNCE_NEW));
    CHECK(sheaf_digest_score(digest, i) > 0);
    CHECK(sheaf_summary_text(sheaf_digest_summary(digest, i), SHEAF_SUMMARY_TLDR)[0] != '\0');
    /* Only the API knows this, so its record replaced the feed's. */
    CHECK_TEXT("2026-04-16T12:00:00Z",
               sheaf_paper_text(sheaf_digest_paper(digest, i), SHEAF_FIELD_PUBLISHED));
  }
  sheaf_digest_free(digest);
  sheaf_close(ctx);
}

static void a_fetched_day_is_there_offline(void) {
  struct canned_arxiv arxiv = {0};
  sheaf_ctx* ctx = open_canned(&arxiv);
  sheaf_digest_free(run_digest(ctx, 0));
  const int before = atomic_load(&arxiv.feed_requests) + atomic_load(&arxiv.api_requests);
  sheaf_digest* digest = run_digest(ctx, 1);
  CHECK(sheaf_digest_count(digest) == 2);
  CHECK(atomic_load(&arxiv.feed_requests) + atomic_load(&arxiv.api_requests) == before);
  sheaf_digest_free(digest);
  sheaf_close(ctx);
}

static void a_search_comes_back_and_is_kept(void) {
  struct canned_arxiv arxiv = {0};
  sheaf_ctx* ctx = open_canned(&arxiv);
  SHEAF_INIT(sheaf_query, query);
  query.expression = "cat:cs.CL";
  query.max_results = 2;
  query.sort = SHEAF_SORT_SUBMITTED;
  sheaf_papers *papers = NULL, *kept = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_fetch(ctx, &query, NULL, &papers, &err), err);
  CHECK(sheaf_papers_count(papers) == 2);
  CHECK(sheaf_papers_total(papers) == 2);
  REQUIRE_OK(sheaf_store_get(ctx, "2604.01002", &kept, &err), err);
  sheaf_papers_free(papers);
  sheaf_papers_free(kept);
  const char* const ids[] = {"2604.01001", "2604.01002"};
  query.expression = NULL, query.ids = ids, query.id_count = 2;
  REQUIRE_OK(sheaf_fetch(ctx, &query, NULL, &papers, &err), err);
  CHECK(sheaf_papers_count(papers) == 2);
  sheaf_papers_free(papers);
  CHECK(!atomic_load(&arxiv.saw_bad_request));
  sheaf_close(ctx);
}

static void an_empty_query_is_refused(void) {
  struct canned_arxiv arxiv = {0};
  sheaf_ctx* ctx = open_canned(&arxiv);
  SHEAF_INIT(sheaf_query, query);
  sheaf_papers* papers = NULL;
  sheaf_error* err = NULL;
  CHECK_FAILS(SHEAF_E_INVALID, sheaf_fetch(ctx, &query, NULL, &papers, &err), papers, err);
  query.id_count = 2; /* of no array */
  CHECK_FAILS(SHEAF_E_INVALID, sheaf_fetch(ctx, &query, NULL, &papers, &err), papers, err);
  query.id_count = 0, query.expression = "all:x", query.sort = 77;
  CHECK_FAILS(SHEAF_E_INVALID, sheaf_fetch(ctx, &query, NULL, &papers, &err), papers, err);
  CHECK(atomic_load(&arxiv.api_requests) == 0);
  sheaf_close(ctx);
}

static void a_refusal_keeps_its_status(void) {
  struct canned_arxiv arxiv = {0};
  sheaf_ctx* ctx = open_canned(&arxiv);
  SHEAF_INIT(sheaf_query, query);
  query.expression = "all:x";
  sheaf_papers* papers = NULL;
  sheaf_error* err = NULL;
  atomic_store(&arxiv.fail_status, 404);
  CHECK_STATUS(SHEAF_E_HTTP, sheaf_fetch(ctx, &query, NULL, &papers, &err));
  CHECK(papers == NULL && sheaf_error_http_status(err) == 404);
  sheaf_error_free(err);
  err = NULL;
  atomic_store(&arxiv.fail_status, 429);
  CHECK_STATUS(SHEAF_E_RATE_LIMIT, sheaf_fetch(ctx, &query, NULL, &papers, &err));
  CHECK(papers == NULL && sheaf_error_http_status(err) == 429);
  CHECK(sheaf_error_retry_after_ms(err) >= -1);
  sheaf_error_free(err);
  sheaf_close(ctx);
}

static void no_answer_is_a_network_error(void) {
  struct canned_arxiv arxiv = {0};
  sheaf_ctx* ctx = open_canned(&arxiv);
  SHEAF_INIT(sheaf_digest_options, options);
  options.profile_json = sample_profile_json;
  sheaf_digest* digest = NULL;
  sheaf_error* err = NULL;
  atomic_store(&arxiv.refuse, 1);
  CHECK_FAILS(SHEAF_E_NETWORK, sheaf_digest_run(ctx, &options, NULL, &digest, &err), digest, err);
  sheaf_close(ctx);
}

static int count_progress(const sheaf_progress* progress, void* user) {
  CHECK(progress->struct_size >= sizeof *progress);
  CHECK(progress->stage != NULL && progress->stage[0] != '\0');
  CHECK(progress->total == 0 || progress->done <= progress->total);
  CHECK(progress->waiting_ms >= 0);
  ++*(int*)user;
  return 0;
}

static int stop_at_once(const sheaf_progress* progress, void* user) {
  (void)progress;
  return ++*(int*)user; /* anything but 0 */
}

static void progress_is_told_and_may_cancel(void) {
  struct canned_arxiv arxiv = {0};
  sheaf_ctx* ctx = open_canned(&arxiv);
  SHEAF_INIT(sheaf_digest_options, options);
  options.profile_json = sample_profile_json;
  int calls = 0;
  SHEAF_INIT(sheaf_call, call);
  call.progress_fn = stop_at_once, call.progress_user_data = &calls;
  sheaf_digest* digest = NULL;
  sheaf_error* err = NULL;
  CHECK_FAILS(SHEAF_E_CANCELLED, sheaf_digest_run(ctx, &options, &call, &digest, &err), digest,
              err);
  CHECK(calls == 1);
  calls = 0;
  call.progress_fn = count_progress;
  REQUIRE_OK(sheaf_digest_run(ctx, &options, &call, &digest, &err), err);
  CHECK(calls > 0);
  sheaf_digest_free(digest);
  sheaf_close(ctx);
}

static void a_token_cancels(void) {
  struct canned_arxiv arxiv = {0};
  sheaf_ctx* ctx = open_canned(&arxiv);
  SHEAF_INIT(sheaf_call, call);
  SHEAF_INIT(sheaf_query, query);
  query.expression = "all:x";
  sheaf_papers* papers = NULL;
  sheaf_error* err = NULL;
  CHECK_STATUS(SHEAF_OK, sheaf_cancel_new(&call.cancel));
  REQUIRE_OK(sheaf_fetch(ctx, &query, &call, &papers, &err), err); /* not yet cancelled */
  sheaf_papers_free(papers);
  sheaf_cancel_request(call.cancel);
  sheaf_cancel_request(call.cancel);
  CHECK_FAILS(SHEAF_E_CANCELLED, sheaf_fetch(ctx, &query, &call, &papers, &err), papers, err);
  CHECK(atomic_load(&arxiv.api_requests) == 1);
  sheaf_cancel_free(call.cancel);
  sheaf_close(ctx);
}

static void count_message(int level, const char* message, void* user) {
  CHECK(level >= SHEAF_LOG_ERROR && level <= SHEAF_LOG_DEBUG);
  CHECK(message != NULL && message[0] != '\0');
  CHECK(strstr(message, "hunter2") == NULL);
  atomic_fetch_add((atomic_int*)user, 1);
}

static void messages_reach_the_log_without_secrets(void) {
  struct canned_arxiv arxiv = {0};
  atomic_int messages = 0;
  sheaf_config config = canned_config(&arxiv);
  config.api_base_url = "http://reader:hunter2@127.0.0.1:9/api/query";
  config.log_fn = count_message, config.log_user_data = &messages;
  sheaf_ctx* ctx = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_open(&config, &ctx, &err), err);
  atomic_store(&arxiv.fail_status, 500);
  SHEAF_INIT(sheaf_query, query);
  query.expression = "all:x";
  sheaf_papers* papers = NULL;
  CHECK(sheaf_fetch(ctx, &query, NULL, &papers, &err) < 0);
  CHECK(strstr(sheaf_error_message(err), "hunter2") == NULL);
  CHECK(atomic_load(&messages) > 0);
  sheaf_error_free(err);
  sheaf_close(ctx);
}

static sheaf_status misbehaving_http(const sheaf_http_request* request, sheaf_http_reply* reply,
                                     void* user) {
  (void)request;
  const int how = *(int*)user;
  if (how == 0) return SHEAF_OK; /* no status set */
  if (how == 1) return 12345;    /* no status of ours */
  CHECK_STATUS(SHEAF_E_INVALID, sheaf_http_reply_add_header(reply, NULL, "x"));
  CHECK_STATUS(SHEAF_E_INVALID, sheaf_http_reply_append(reply, NULL, 5));
  CHECK_STATUS(SHEAF_OK, sheaf_http_reply_append(reply, NULL, 0));
  CHECK_STATUS(SHEAF_OK, sheaf_http_reply_set_status(reply, 200));
  return SHEAF_OK; /* and an empty body */
}

static void a_transport_that_misbehaves_is_an_error(void) {
  for (int how = 0; how < 3; ++how) {
    struct canned_arxiv arxiv = {0};
    sheaf_config config = canned_config(&arxiv);
    config.http_fn = misbehaving_http, config.http_user_data = &how;
    sheaf_ctx* ctx = NULL;
    sheaf_error* err = NULL;
    REQUIRE_OK(sheaf_open(&config, &ctx, &err), err);
    SHEAF_INIT(sheaf_query, query);
    query.expression = "all:x";
    sheaf_papers* papers = NULL;
    CHECK(sheaf_fetch(ctx, &query, NULL, &papers, &err) < 0);
    CHECK(papers == NULL && err != NULL);
    sheaf_error_free(err);
    sheaf_close(ctx);
  }
}

int main(void) {
  the_day_is_fetched_scored_and_summarized();
  a_fetched_day_is_there_offline();
  a_search_comes_back_and_is_kept();
  an_empty_query_is_refused();
  a_refusal_keeps_its_status();
  no_answer_is_a_network_error();
  progress_is_told_and_may_cancel();
  a_token_cancels();
  messages_reach_the_log_without_secrets();
  a_transport_that_misbehaves_is_an_error();
  return check_result();
}
