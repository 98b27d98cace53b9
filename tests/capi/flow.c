/* The flow of flow.h. Each step leaves on the first failure, with everything freed. */
#include "flow.h"

#include <stdio.h>
#include <string.h>

#include "fixture.h"

struct flow {
  struct flow_result result;
  struct canned_arxiv arxiv;
  sheaf_ctx* ctx;
  sheaf_papers* papers;
  sheaf_digest* digest;
  char store[256], vault[256], bib[256];
};

/* Looks at what every failed call promises: no output, an error that explains, none for NOMEM. */
static int step(struct flow* flow, const char* call, sheaf_status status, const void* out,
                sheaf_error** err) {
  struct flow_result* result = &flow->result;
  const int failed = status != SHEAF_OK, wants_error = failed && status != SHEAF_E_NOMEM;
  int broke = (failed && out) || (*err != NULL) != wants_error;
  if (*err && (sheaf_error_status(*err) != status || !sheaf_error_message(*err)[0])) broke = 1;
  if (broke)
    fprintf(stderr, "%s: %s, %s: %s\n", call, sheaf_status_name(status),
            out ? "output" : "no output", sheaf_error_message(*err));
  result->broke_a_promise |= broke;
  sheaf_error_free(*err);
  *err = NULL;
  if (failed && result->status == SHEAF_OK) result->status = status, result->call = call;
  return !failed;
}

/* The comma makes sure that output and error are looked at after the call. */
#define STEP(name, made_call, out) (status = (made_call), step(flow, (name), status, (out), &err))

static int begin(struct flow* flow) {
  sheaf_config config = canned_config(&flow->arxiv);
  sheaf_status status;
  sheaf_error* err = NULL;
  config.store_path = flow->store;
  return STEP("open", sheaf_open(&config, &flow->ctx, &err), flow->ctx) &&
         STEP("papers_from_json",
              sheaf_papers_from_json(sample_papers_json, strlen(sample_papers_json), &flow->papers,
                                     &err),
              flow->papers);
}

static int keep(struct flow* flow) {
  sheaf_papers* found = NULL;
  sheaf_status status;
  sheaf_error* err = NULL;
  const int fine =
      STEP("store_put", sheaf_store_put(flow->ctx, flow->papers, &err), NULL) &&
      STEP(
          "library_put",
          sheaf_library_put_json(flow->ctx, sample_library_json, strlen(sample_library_json), &err),
          NULL) &&
      STEP("store_find", sheaf_store_find(flow->ctx, "decoding", 0, &found, &err), found);
  sheaf_papers_free(found);
  return fine;
}

static int judge(struct flow* flow) {
  const sheaf_paper* paper = sheaf_papers_at(flow->papers, 0);
  sheaf_scores* scores = NULL;
  sheaf_summary* summary = NULL;
  sheaf_status status;
  sheaf_error* err = NULL;
  const int fine =
      STEP("score", sheaf_score(flow->ctx, flow->papers, NULL, NULL, &scores, &err), scores) &&
      STEP("summarize", sheaf_summarize(flow->ctx, paper, NULL, NULL, &summary, &err), summary);
  sheaf_scores_free(scores);
  sheaf_summary_free(summary);
  return fine;
}

static int fetch(struct flow* flow) {
  SHEAF_INIT(sheaf_digest_options, options);
  options.profile_json = sample_profile_json;
  sheaf_text* json = NULL;
  sheaf_status status;
  sheaf_error* err = NULL;
  const int fine =
      STEP("digest_run", sheaf_digest_run(flow->ctx, &options, NULL, &flow->digest, &err),
           flow->digest) &&
      STEP("digest_to_json", sheaf_digest_to_json(flow->digest, &json, &err), json);
  sheaf_text_free(json);
  return fine;
}

/* A report may say that single files failed: that is a clear answer too, but not a success. */
static int take_report(struct flow* flow, const char* call, sheaf_report* report) {
  int fine = 1;
  for (size_t i = 0; i < sheaf_report_count(report); ++i)
    if (sheaf_report_outcome(report, i) == SHEAF_OUTCOME_FAILED) {
      fine = 0;
      if (!sheaf_report_detail(report, i)[0]) flow->result.broke_a_promise = 1;
    }
  if (!fine && flow->result.status == SHEAF_OK)
    flow->result.status = SHEAF_E_IO, flow->result.call = call;
  sheaf_report_free(report);
  return fine;
}

static int write_all(struct flow* flow) {
  sheaf_report* report = NULL;
  sheaf_status status;
  sheaf_error* err = NULL;
  if (!STEP("write_vault",
            sheaf_write_vault(flow->ctx, flow->digest, flow->vault, NULL, NULL, &report, &err),
            report) ||
      !take_report(flow, "write_vault", report))
    return 0;
  report = NULL;
  return STEP("write_bibtex", sheaf_write_bibtex(flow->digest, flow->bib, &report, &err), report) &&
         take_report(flow, "write_bibtex", report);
}

static int run_job(struct flow* flow) {
  sheaf_job* job = NULL;
  sheaf_text* text = NULL;
  sheaf_status status;
  sheaf_error* err = NULL;
  if (!STEP("job_start",
            sheaf_job_start(flow->ctx, "search", "{\"words\":\"decoding\"}", &job, &err), job))
    return 0;
  if (sheaf_job_wait(job, -1) != SHEAF_OK) flow->result.broke_a_promise = 1;
  const int fine = STEP("job_result", sheaf_job_result(job, &text, &err), text);
  sheaf_text_free(text);
  sheaf_job_free(job);
  return fine;
}

struct flow_result run_flow(const char* folder) {
  struct flow flow = {.result = {SHEAF_OK, "", 0}};
  snprintf(flow.store, sizeof flow.store, "%s/papers.db", folder);
  snprintf(flow.vault, sizeof flow.vault, "%s/vault", folder);
  snprintf(flow.bib, sizeof flow.bib, "%s/refs.bib", folder);
  if (begin(&flow) && keep(&flow) && judge(&flow) && fetch(&flow) && write_all(&flow))
    run_job(&flow);
  sheaf_digest_free(flow.digest);
  sheaf_papers_free(flow.papers);
  sheaf_close(flow.ctx);
  return flow.result;
}
