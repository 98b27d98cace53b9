/* NULL everywhere: no call crashes, those with a status say SHEAF_E_INVALID and set their output
 * to NULL, getters give "", NULL or 0, every free takes it. */
#include "check.h"
#include "fixture.h"

/* Outputs start as rubbish, so that "set to NULL on failure" is seen. */
#define RUBBISH(type) ((type*)(void*)&rubbish)
static char rubbish;

#define CHECK_REFUSED(type, call)          \
  do {                                     \
    type* out = RUBBISH(type);             \
    sheaf_error* err = NULL;               \
    CHECK_STATUS(SHEAF_E_INVALID, (call)); \
    CHECK(out == NULL);                    \
    CHECK(err != NULL);                    \
    sheaf_error_free(err);                 \
  } while (0)

/* As CHECK_REFUSED, for calls that give no object. */
#define CHECK_REJECTED(call)               \
  do {                                     \
    sheaf_error* err = NULL;               \
    CHECK_STATUS(SHEAF_E_INVALID, (call)); \
    CHECK(err != NULL);                    \
    sheaf_error_free(err);                 \
  } while (0)

static void getters_of_nothing(void) {
  CHECK(sheaf_error_status(NULL) == SHEAF_OK || sheaf_error_status(NULL) == SHEAF_E_INVALID);
  CHECK_TEXT("", sheaf_error_message(NULL));
  CHECK(sheaf_error_http_status(NULL) == 0);
  CHECK(sheaf_error_retry_after_ms(NULL) == -1);
  CHECK_TEXT("", sheaf_text_data(NULL));
  CHECK(sheaf_text_size(NULL) == 0);
  CHECK(sheaf_papers_count(NULL) == 0);
  CHECK(sheaf_papers_at(NULL, 0) == NULL);
  CHECK(sheaf_papers_total(NULL) == 0);
  CHECK_TEXT("", sheaf_paper_text(NULL, SHEAF_FIELD_TITLE));
  CHECK(sheaf_paper_version(NULL) == 0);
  CHECK(sheaf_paper_author_count(NULL) == 0);
  CHECK(sheaf_paper_author(NULL, 0) == NULL);
  CHECK(sheaf_paper_category_count(NULL) == 0);
  CHECK(sheaf_paper_category(NULL, 0) == NULL);
  CHECK(sheaf_scores_count(NULL) == 0);
  CHECK(sheaf_scores_value(NULL, 0) == 0.0);
  CHECK(sheaf_scores_index_at(NULL, 0) == 0);
  CHECK(sheaf_scores_reason(NULL, 0) == NULL);
  CHECK_TEXT("", sheaf_summary_text(NULL, SHEAF_SUMMARY_TLDR));
  CHECK(sheaf_summary_list_count(NULL, SHEAF_SUMMARY_TAGS) == 0);
  CHECK(sheaf_summary_list_at(NULL, SHEAF_SUMMARY_TAGS, 0) == NULL);
}

static void getters_of_no_digest(void) {
  CHECK_TEXT("", sheaf_digest_day(NULL));
  CHECK_TEXT("", sheaf_digest_profile(NULL));
  CHECK(sheaf_digest_is_sample(NULL) == 0);
  CHECK(sheaf_digest_source_count(NULL) == 0);
  CHECK(sheaf_digest_source_name(NULL, 0) == NULL);
  CHECK(sheaf_digest_source_state(NULL, 0) == SHEAF_SOURCE_FAILED);
  CHECK(sheaf_digest_source_detail(NULL, 0) == NULL);
  CHECK(sheaf_digest_count(NULL) == 0);
  CHECK(sheaf_digest_paper(NULL, 0) == NULL);
  CHECK(sheaf_digest_announce_type(NULL, 0) == 0);
  CHECK(sheaf_digest_score(NULL, 0) == 0.0);
  CHECK(sheaf_digest_reason(NULL, 0) == NULL);
  CHECK(sheaf_digest_summary(NULL, 0) == NULL);
  CHECK(sheaf_report_count(NULL) == 0);
  CHECK(sheaf_report_path(NULL, 0) == NULL);
  CHECK(sheaf_report_outcome(NULL, 0) == SHEAF_OUTCOME_FAILED);
  CHECK(sheaf_report_detail(NULL, 0) == NULL);
}

static void freeing_nothing(void) {
  sheaf_error_free(NULL);
  sheaf_text_free(NULL);
  sheaf_close(NULL);
  sheaf_cancel_free(NULL);
  sheaf_papers_free(NULL);
  sheaf_scores_free(NULL);
  sheaf_summary_free(NULL);
  sheaf_digest_free(NULL);
  sheaf_report_free(NULL);
  sheaf_job_free(NULL);
  sheaf_cancel_request(NULL);
  sheaf_job_cancel(NULL);
}

static void no_place_for_the_result(sheaf_ctx* ctx, const sheaf_papers* papers,
                                    const sheaf_digest* digest) {
  const sheaf_paper* paper = sheaf_papers_at(papers, 0);
  const sheaf_summary* summary = sheaf_digest_summary(digest, 0);
  SHEAF_INIT(sheaf_query, query);
  query.expression = "all:x";
  CHECK_REJECTED(sheaf_open(NULL, NULL, &err));
  CHECK_STATUS(SHEAF_E_INVALID, sheaf_cancel_new(NULL));
  CHECK_REJECTED(sheaf_papers_to_json(papers, NULL, &err));
  CHECK_REJECTED(sheaf_papers_from_json("[]", 2, NULL, &err));
  CHECK_REJECTED(sheaf_fetch(ctx, &query, NULL, NULL, &err));
  CHECK_REJECTED(sheaf_store_find(ctx, "x", 0, NULL, &err));
  CHECK_REJECTED(sheaf_store_get(ctx, "2604.01001", NULL, &err));
  CHECK_REJECTED(sheaf_library_count(ctx, NULL, &err));
  CHECK_REJECTED(sheaf_score(ctx, papers, NULL, NULL, NULL, &err));
  CHECK_REJECTED(sheaf_explain_json(ctx, "2604.01001", NULL, NULL, &err));
  CHECK_REJECTED(sheaf_summarize(ctx, paper, NULL, NULL, NULL, &err));
  CHECK_REJECTED(sheaf_summary_to_json(summary, NULL, &err));
  CHECK_REJECTED(sheaf_digest_run(ctx, NULL, NULL, NULL, &err));
  CHECK_REJECTED(sheaf_digest_from_papers(ctx, papers, NULL, NULL, NULL, &err));
  CHECK_REJECTED(sheaf_digest_from_json("{}", 2, NULL, &err));
  CHECK_REJECTED(sheaf_digest_import(NULL, "x", 1, "x.md", NULL, &err));
  CHECK_REJECTED(sheaf_digest_to_json(digest, NULL, &err));
  CHECK_REJECTED(sheaf_bibtex(papers, NULL, &err));
  CHECK_REJECTED(sheaf_digest_bibtex(digest, NULL, &err));
  CHECK_REJECTED(sheaf_digest_note(digest, 0, NULL, &err));
  CHECK_REJECTED(sheaf_note_merge("", 0, NULL, "x", NULL, NULL, &err));
  CHECK_REJECTED(sheaf_plain_text("x", NULL, &err));
  CHECK_REJECTED(sheaf_ops_to_json(NULL, &err));
  CHECK_REJECTED(sheaf_job_start(ctx, "categories", "{}", NULL, &err));
}

static void no_context(const sheaf_papers* papers, const sheaf_digest* digest) {
  const sheaf_paper* paper = sheaf_papers_at(papers, 0);
  SHEAF_INIT(sheaf_query, query);
  query.expression = "all:x";
  uint64_t count = 7;
  CHECK_REFUSED(sheaf_papers, sheaf_fetch(NULL, &query, NULL, &out, &err));
  CHECK_REJECTED(sheaf_store_put(NULL, papers, &err));
  CHECK_REFUSED(sheaf_papers, sheaf_store_find(NULL, "x", 0, &out, &err));
  CHECK_REFUSED(sheaf_papers, sheaf_store_get(NULL, "2604.01001", &out, &err));
  CHECK_REJECTED(sheaf_store_remove(NULL, "2604.01001", &err));
  CHECK_REJECTED(sheaf_library_put_json(NULL, "[]", 2, &err));
  CHECK_REJECTED(sheaf_library_remove(NULL, "A1", &err));
  CHECK_REJECTED(sheaf_library_count(NULL, &count, &err));
  CHECK_REJECTED(sheaf_library_sync_json(NULL, "[]", 2, "host", &err));
  CHECK_REJECTED(sheaf_feedback_put(NULL, "2604.01001", SHEAF_FEEDBACK_LIKED, &err));
  CHECK_REJECTED(sheaf_feedback_put_at(NULL, "2604.01001", SHEAF_FEEDBACK_LIKED, 1, &err));
  CHECK_REJECTED(sheaf_feedback_undo(NULL, "2604.01001", &err));
  CHECK_REFUSED(sheaf_text, sheaf_explain_json(NULL, "2604.01001", NULL, &out, &err));
  CHECK_REFUSED(sheaf_scores, sheaf_score(NULL, papers, NULL, NULL, &out, &err));
  CHECK_REFUSED(sheaf_summary, sheaf_summarize(NULL, paper, NULL, NULL, &out, &err));
  CHECK_REFUSED(sheaf_digest, sheaf_digest_run(NULL, NULL, NULL, &out, &err));
  CHECK_REFUSED(sheaf_digest, sheaf_digest_from_papers(NULL, papers, NULL, NULL, &out, &err));
  CHECK_REFUSED(sheaf_report, sheaf_write_vault(NULL, digest, "/nowhere", NULL, NULL, &out, &err));
  CHECK_REFUSED(sheaf_job, sheaf_job_start(NULL, "categories", "{}", &out, &err));
}

static void no_subject(sheaf_ctx* ctx, const sheaf_digest* digest) {
  CHECK_REFUSED(sheaf_text, sheaf_papers_to_json(NULL, &out, &err));
  CHECK_REFUSED(sheaf_papers, sheaf_papers_from_json(NULL, 2, &out, &err));
  CHECK_REFUSED(sheaf_papers, sheaf_fetch(ctx, NULL, NULL, &out, &err));
  CHECK_REJECTED(sheaf_store_put(ctx, NULL, &err));
  CHECK_REFUSED(sheaf_papers, sheaf_store_find(ctx, NULL, 0, &out, &err));
  CHECK_REFUSED(sheaf_papers, sheaf_store_get(ctx, NULL, &out, &err));
  CHECK_REJECTED(sheaf_store_remove(ctx, NULL, &err));
  CHECK_REJECTED(sheaf_library_put_json(ctx, NULL, 2, &err));
  CHECK_REJECTED(sheaf_library_remove(ctx, NULL, &err));
  CHECK_REJECTED(sheaf_library_sync_json(ctx, NULL, 2, "host", &err));
  CHECK_REJECTED(sheaf_feedback_put(ctx, NULL, SHEAF_FEEDBACK_LIKED, &err));
  CHECK_REJECTED(sheaf_feedback_put_at(ctx, NULL, SHEAF_FEEDBACK_LIKED, 1, &err));
  CHECK_REJECTED(sheaf_feedback_undo(ctx, NULL, &err));
  CHECK_REFUSED(sheaf_text, sheaf_explain_json(ctx, NULL, NULL, &out, &err));
  CHECK_REFUSED(sheaf_scores, sheaf_score(ctx, NULL, NULL, NULL, &out, &err));
  CHECK_REFUSED(sheaf_summary, sheaf_summarize(ctx, NULL, NULL, NULL, &out, &err));
  CHECK_REFUSED(sheaf_text, sheaf_summary_to_json(NULL, &out, &err));
  CHECK_REFUSED(sheaf_digest, sheaf_digest_from_papers(ctx, NULL, NULL, NULL, &out, &err));
  CHECK_REFUSED(sheaf_digest, sheaf_digest_from_json(NULL, 2, &out, &err));
  CHECK_REFUSED(sheaf_digest, sheaf_digest_import(NULL, NULL, 2, "x.md", &out, &err));
  CHECK_REFUSED(sheaf_text, sheaf_digest_to_json(NULL, &out, &err));
  CHECK_REFUSED(sheaf_text, sheaf_bibtex(NULL, &out, &err));
  CHECK_REFUSED(sheaf_text, sheaf_digest_bibtex(NULL, &out, &err));
  CHECK_REFUSED(sheaf_text, sheaf_digest_note(NULL, 0, &out, &err));
  CHECK_REFUSED(sheaf_text, sheaf_note_merge(NULL, 1, NULL, "x", &out, NULL, &err));
  CHECK_REFUSED(sheaf_text, sheaf_note_merge("x", 1, NULL, NULL, &out, NULL, &err));
  CHECK_REFUSED(sheaf_text, sheaf_plain_text(NULL, &out, &err));
  CHECK_REFUSED(sheaf_report, sheaf_write_vault(ctx, NULL, "/nowhere", NULL, NULL, &out, &err));
  CHECK_REFUSED(sheaf_report, sheaf_write_vault(ctx, digest, NULL, NULL, NULL, &out, &err));
  CHECK_REFUSED(sheaf_report, sheaf_write_bibtex(NULL, "/nowhere/x.bib", &out, &err));
  CHECK_REFUSED(sheaf_report, sheaf_write_bibtex(digest, NULL, &out, &err));
  CHECK_REFUSED(sheaf_job, sheaf_job_start(ctx, NULL, "{}", &out, &err));
}

static void no_job_and_no_reply(void) {
  SHEAF_INIT(sheaf_progress, progress);
  CHECK_STATUS(SHEAF_E_INVALID, sheaf_job_wait(NULL, 0));
  CHECK_STATUS(SHEAF_E_INVALID, sheaf_job_progress(NULL, &progress));
  CHECK_REFUSED(sheaf_text, sheaf_job_result(NULL, &out, &err));
  CHECK_STATUS(SHEAF_E_INVALID, sheaf_http_reply_set_status(NULL, 200));
  CHECK_STATUS(SHEAF_E_INVALID, sheaf_http_reply_add_header(NULL, "A", "b"));
  CHECK_STATUS(SHEAF_E_INVALID, sheaf_http_reply_append(NULL, "x", 1));
}

/* A job's own NULLs, and no arguments at all, which means the defaults. */
static void half_a_job(sheaf_ctx* ctx) {
  sheaf_job* job = NULL;
  CHECK_STATUS(SHEAF_OK, sheaf_job_start(ctx, "categories", NULL, &job, NULL));
  REQUIRE(job != NULL);
  CHECK_STATUS(SHEAF_E_INVALID, sheaf_job_progress(job, NULL));
  CHECK_STATUS(SHEAF_OK, sheaf_job_wait(job, -1));
  CHECK_REJECTED(sheaf_job_result(job, NULL, &err));
  sheaf_job_free(job);
}

/* The same refusals with nobody asking why. */
static void no_error_asked_for(void) {
  sheaf_papers* papers = RUBBISH(sheaf_papers);
  CHECK_STATUS(SHEAF_E_INVALID, sheaf_fetch(NULL, NULL, NULL, &papers, NULL));
  CHECK(papers == NULL);
  CHECK_STATUS(SHEAF_E_INVALID, sheaf_open(NULL, NULL, NULL));
  CHECK_STATUS(SHEAF_E_INVALID, sheaf_job_result(NULL, NULL, NULL));
}

static void no_config_means_every_default(void) {
  sheaf_ctx* ctx = NULL;
  sheaf_error* err = NULL;
  CHECK_STATUS(SHEAF_OK, sheaf_open(NULL, &ctx, &err));
  CHECK(ctx != NULL && err == NULL);
  sheaf_error_free(err);
  sheaf_close(ctx);
}

int main(void) {
  sheaf_ctx* ctx = open_in_memory();
  sheaf_papers* papers = sample_papers();
  sheaf_digest* digest = sample_digest(ctx);
  getters_of_nothing();
  getters_of_no_digest();
  freeing_nothing();
  no_place_for_the_result(ctx, papers, digest);
  no_context(papers, digest);
  no_subject(ctx, digest);
  no_job_and_no_reply();
  half_a_job(ctx);
  no_error_asked_for();
  no_config_means_every_default();
  sheaf_digest_free(digest);
  sheaf_papers_free(papers);
  sheaf_close(ctx);
  return check_result();
}
