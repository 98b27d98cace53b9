/* Jobs: the JSON door. Start, poll, wait, result, cancel, and freeing one that still runs. */
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "fixture.h"

static sheaf_job* start(sheaf_ctx* ctx, const char* op, const char* args) {
  sheaf_job* job = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_job_start(ctx, op, args, &job, &err), err);
  return job;
}

static void the_ops_are_listed(void) {
  sheaf_text* ops = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_ops_to_json(&ops, &err), err);
  static const char* const named[] = {
      "digest",           "fetch",     "query",       "rank",
      "summarize",        "export",    "write_vault", "write_bibtex",
      "search",           "store_put", "library_put", "library_remove",
      "library_sync",     "library_import", "library_clear", "library_status",
      "feedback",         "feedback_undo",  "explain",       "status",
      "doctor",           "profile_check",
      "profile_template", "categories"};
  for (size_t i = 0; i < sizeof named / sizeof *named; ++i) {
    char quoted[40];
    snprintf(quoted, sizeof quoted, "\"%s\"", named[i]);
    if (!CHECK_CONTAINS(sheaf_text_data(ops), quoted)) fprintf(stderr, "  %s\n", quoted);
  }
  sheaf_text_free(ops);
}

static void a_job_can_be_polled_to_its_result(sheaf_ctx* ctx) {
  sheaf_job* job =
      start(ctx, "rank",
            "{\"candidates\":[{\"id\":\"2604.00001\",\"title\":\"Decoding\",\"abstract\":\"x\"},"
            "{\"id\":\"2604.00002\",\"title\":\"Other\",\"abstract\":\"y\"}],"
            "\"keywords\":[\"decoding\"]}");
  sheaf_status status;
  int polls = 0;
  while ((status = sheaf_job_wait(job, 0)) == SHEAF_TIMEOUT && ++polls < 5000) usleep(2000);
  CHECK(status == SHEAF_OK);
  sheaf_text *result = NULL, *again = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_job_result(job, &result, &err), err);
  CHECK_CONTAINS(sheaf_text_data(result), "2604.00001");
  REQUIRE_OK(sheaf_job_result(job, &again, &err), err); /* may be asked for twice */
  CHECK_TEXT(sheaf_text_data(result), sheaf_text_data(again));
  sheaf_job_free(job);
  CHECK_CONTAINS(sheaf_text_data(result), "scores"); /* outlives its job */
  sheaf_text_free(again);
  sheaf_text_free(result);
}

static void a_job_tells_its_progress(sheaf_ctx* ctx) {
  sheaf_job* job = start(ctx, "categories", "{}");
  SHEAF_INIT(sheaf_progress, progress);
  CHECK_STATUS(SHEAF_OK, sheaf_job_progress(job, &progress));
  CHECK_STATUS(SHEAF_OK, sheaf_job_wait(job, -1));
  CHECK_STATUS(SHEAF_OK, sheaf_job_progress(job, &progress));
  CHECK(progress.stage != NULL);
  CHECK(progress.total == 0 || progress.done <= progress.total);
  sheaf_job_free(job);
}

static void a_failed_job_has_an_error(sheaf_ctx* ctx) {
  sheaf_job* job = start(ctx, "profile_check",
                         "{\"profile\":\"{ \\\"keyword\\\": 1 }\",\"profile_name\":\"p.json\"}");
  CHECK_STATUS(SHEAF_OK, sheaf_job_wait(job, -1)); /* it ended; how, the result says */
  sheaf_text* result = NULL;
  sheaf_error* err = NULL;
  CHECK_STATUS(SHEAF_E_INVALID, sheaf_job_result(job, &result, &err));
  CHECK(result == NULL && err != NULL);
  CHECK_CONTAINS(sheaf_error_message(err), "p.json");
  sheaf_error_free(err);
  sheaf_job_free(job);
}

/* Whether a job is refused at its start or fails on its own, the status is the same. */
static void expect_invalid(sheaf_ctx* ctx, const char* op, const char* args) {
  sheaf_job* job = NULL;
  sheaf_text* result = NULL;
  sheaf_error* err = NULL;
  sheaf_status status = sheaf_job_start(ctx, op, args, &job, &err);
  CHECK((status == SHEAF_OK) == (job != NULL));
  if (status == SHEAF_OK) {
    CHECK_STATUS(SHEAF_OK, sheaf_job_wait(job, -1));
    status = sheaf_job_result(job, &result, &err);
  }
  if (!CHECK(status == SHEAF_E_INVALID || status == SHEAF_E_PARSE))
    fprintf(stderr, "  %s(%s) gave %s\n", op, args, sheaf_status_name(status));
  CHECK(result == NULL && err != NULL && sheaf_error_message(err)[0] != '\0');
  sheaf_error_free(err);
  sheaf_job_free(job);
}

static void bad_ops_and_arguments_are_refused(sheaf_ctx* ctx) {
  expect_invalid(ctx, "fly", "{}");
  expect_invalid(ctx, "", "{}");
  expect_invalid(ctx, "rank", "{");
  expect_invalid(ctx, "rank", "[]");
  expect_invalid(ctx, "rank", "{}");
  expect_invalid(ctx, "rank", "{\"candidates\":3}");
  expect_invalid(ctx, "search", "{\"words\":[]}");
  expect_invalid(ctx, "feedback", "{\"id\":\"2604.00001\",\"kind\":\"adored\"}");
  expect_invalid(ctx, "export", "{\"format\":\"papyrus\"}");
  expect_invalid(ctx, "summarize", "{\"papers\":[{\"title\":1}]}");
}

/* A transport that takes its time, so that a job is caught while it runs. */
static sheaf_status slow_http(const sheaf_http_request* request, sheaf_http_reply* reply,
                              void* user) {
  atomic_fetch_add((atomic_int*)user, 1);
  usleep(100 * 1000);
  (void)request, (void)reply;
  return SHEAF_E_NETWORK;
}

static sheaf_ctx* open_slow(atomic_int* requests) {
  struct canned_arxiv unused = {0};
  sheaf_config config = canned_config(&unused);
  config.http_fn = slow_http, config.http_user_data = requests;
  config.max_retries = 0; /* the default: waits of a second and more between tries */
  sheaf_ctx* ctx = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_open(&config, &ctx, &err), err);
  return ctx;
}

static void wait_for(atomic_int* requests) {
  for (int i = 0; i < 5000 && atomic_load(requests) == 0; ++i) usleep(2000);
  REQUIRE(atomic_load(requests) > 0);
}

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void a_running_job_can_be_cancelled(void) {
  atomic_int requests = 0;
  sheaf_ctx* ctx = open_slow(&requests);
  sheaf_job* job = start(ctx, "query", "{\"expression\":\"all:x\"}");
  wait_for(&requests);
  sheaf_text* result = NULL;
  sheaf_error* err = NULL;
  CHECK_STATUS(SHEAF_TIMEOUT, sheaf_job_wait(job, 1));
  CHECK_STATUS(SHEAF_TIMEOUT, sheaf_job_result(job, &result, &err));
  CHECK(result == NULL && err == NULL);
  const double before = seconds_now();
  sheaf_job_cancel(job);
  CHECK_STATUS(SHEAF_OK, sheaf_job_wait(job, -1));
  CHECK(seconds_now() - before < 5.0);
  CHECK_FAILS(SHEAF_E_CANCELLED, sheaf_job_result(job, &result, &err), result, err);
  sheaf_job_free(job);
  sheaf_close(ctx);
}

static void a_running_job_can_be_freed(void) {
  atomic_int requests = 0;
  sheaf_ctx* ctx = open_slow(&requests);
  sheaf_job* job = start(ctx, "query", "{\"expression\":\"all:x\"}");
  wait_for(&requests);
  const double before = seconds_now();
  sheaf_job_free(job);
  CHECK(seconds_now() - before < 5.0);
  const int seen = atomic_load(&requests);
  usleep(150 * 1000);
  CHECK(atomic_load(&requests) == seen); /* joined: it calls the host no more */
  sheaf_close(ctx);
}

static void closing_the_context_ends_its_jobs(void) {
  atomic_int requests = 0;
  sheaf_ctx* ctx = open_slow(&requests);
  sheaf_job* job = start(ctx, "query", "{\"expression\":\"all:x\"}");
  wait_for(&requests);
  const double before = seconds_now();
  sheaf_close(ctx);
  CHECK(seconds_now() - before < 5.0);
  sheaf_text* result = NULL;
  sheaf_error* err = NULL;
  CHECK_STATUS(SHEAF_OK, sheaf_job_wait(job, 0));
  CHECK_FAILS(SHEAF_E_CANCELLED, sheaf_job_result(job, &result, &err), result, err);
  sheaf_job_free(job);
}

static void many_jobs_run_side_by_side(sheaf_ctx* ctx) {
  sheaf_job* jobs[16];
  for (int i = 0; i < 16; ++i) jobs[i] = start(ctx, i % 2 ? "categories" : "status", "{}");
  for (int i = 0; i < 16; ++i) {
    sheaf_text* result = NULL;
    sheaf_error* err = NULL;
    CHECK_STATUS(SHEAF_OK, sheaf_job_wait(jobs[i], -1));
    REQUIRE_OK(sheaf_job_result(jobs[i], &result, &err), err);
    sheaf_text_free(result);
    sheaf_job_free(jobs[i]);
  }
}

int main(void) {
  sheaf_ctx* ctx = open_in_memory();
  the_ops_are_listed();
  a_job_can_be_polled_to_its_result(ctx);
  a_job_tells_its_progress(ctx);
  a_failed_job_has_an_error(ctx);
  bad_ops_and_arguments_are_refused(ctx);
  many_jobs_run_side_by_side(ctx);
  sheaf_close(ctx);
  a_running_job_can_be_cancelled();
  a_running_job_can_be_freed();
  closing_the_context_ends_its_jobs();
  return check_result();
}
