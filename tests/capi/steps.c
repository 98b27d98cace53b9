/* A step for each function of sheaf.h and each op; see world.h. No state of its own; one thread. */
#include "check.h"
#include "world.h"

#define STEP(name) \
  static sheaf_status try_##name(struct world* world, const struct step* step, sheaf_error** err)
#define UNUSED (void)world, (void)step, (void)err

/* A step that is one call with an output of its own. */
#define OUT_STEP(name, type, release, ...)                \
  STEP(name) {                                            \
    UNUSED;                                               \
    type* out = NULL;                                     \
    const sheaf_status status = name(__VA_ARGS__);        \
    world->left |= (status != SHEAF_OK) != (out == NULL); \
    release(out);                                         \
    return status;                                        \
  }
/* A step that is one call and has none. */
#define PLAIN_STEP(name, ...) \
  STEP(name) {                \
    UNUSED;                   \
    return name(__VA_ARGS__); \
  }
#define TEXT_STEP(name, ...) OUT_STEP(name, sheaf_text, sheaf_text_free, __VA_ARGS__)

STEP(sheaf_open) {
  UNUSED;
  sheaf_config config = canned_config(&world->arxiv);
  config.store_path = world->store[0] ? world->store : NULL;
  config.user_agent = "host/1.0";
  sheaf_ctx* out = NULL;
  const sheaf_status status = sheaf_open(&config, &out, err);
  world->left |= (status != SHEAF_OK) != (out == NULL);
  sheaf_close(out);
  return status;
}

STEP(sheaf_cancel_new) {
  UNUSED;
  sheaf_cancel* out = NULL;
  const sheaf_status status = sheaf_cancel_new(&out);
  world->left |= (status != SHEAF_OK) != (out == NULL);
  sheaf_cancel_request(out);
  sheaf_cancel_free(out);
  return status;
}

STEP(sheaf_fetch) { /* the reply's setters work inside */
  UNUSED;
  SHEAF_INIT(sheaf_query, query);
  SHEAF_INIT(sheaf_call, call);
  query.expression = "cat:cs.CL";
  call.cancel = world->cancel;
  sheaf_papers* out = NULL;
  const sheaf_status status = sheaf_fetch(world->ctx, &query, &call, &out, err);
  world->left |= (status != SHEAF_OK) != (out == NULL);
  sheaf_papers_free(out);
  return status;
}

STEP(sheaf_digest_run) {
  UNUSED;
  SHEAF_INIT(sheaf_digest_options, options);
  options.profile_json = sample_profile_json;
  options.profile_name = "reader.json";
  sheaf_digest* out = NULL;
  const sheaf_status status = sheaf_digest_run(world->ctx, &options, NULL, &out, err);
  world->left |= (status != SHEAF_OK) != (out == NULL);
  sheaf_digest_free(out);
  return status;
}

STEP(sheaf_score) {
  UNUSED;
  static const char* const words[] = {"decoding", "retrieval"};
  SHEAF_INIT(sheaf_profile, profile);
  profile.keywords = words, profile.keyword_count = 2;
  profile.exclude = words + 1, profile.exclude_count = 1;
  profile.liked = world->papers;
  sheaf_scores* out = NULL;
  const sheaf_status status = sheaf_score(world->ctx, world->papers, &profile, NULL, &out, err);
  world->left |= (status != SHEAF_OK) != (out == NULL);
  sheaf_scores_free(out);
  return status;
}

static const char old_note[] = "---\narxiv: \"2604.01001\"\n---\nmine\n";
STEP(sheaf_note_merge) {
  UNUSED;
  sheaf_text *out = NULL, *conflicts = NULL;
  const sheaf_status status =
      sheaf_note_merge(old_note, sizeof old_note - 1, NULL,
                       "---\narxiv: \"2604.01001\"\n---\n## Notes\n", &out, &conflicts, err);
  world->left |= (status != SHEAF_OK) != (out == NULL) || (status != SHEAF_OK && conflicts);
  sheaf_text_free(out);
  sheaf_text_free(conflicts);
  return status;
}

STEP(sheaf_plain_text) {
  UNUSED;
  sheaf_text* out = NULL;
  const sheaf_status status = sheaf_plain_text("$\\bar P_5$-free \\emph{graphs}", &out, err);
  world->left |= (status != SHEAF_OK) != (out == NULL);
  sheaf_text_free(out);
  return status;
}

static sheaf_status take_report(struct world* world, sheaf_status status, sheaf_report* report) {
  world->left |= (status != SHEAF_OK) != (report == NULL);
  for (size_t i = 0; i < sheaf_report_count(report); ++i)
    if (sheaf_report_outcome(report, i) == SHEAF_OUTCOME_FAILED) {
      world->left |= !sheaf_report_detail(report, i)[0];
      status = SHEAF_E_IO; /* a clear answer too, and no success */
    }
  sheaf_report_free(report);
  return status;
}

STEP(sheaf_write_vault) {
  UNUSED;
  sheaf_report* report = NULL;
  const sheaf_status status = sheaf_write_vault(world->ctx, world->digest, world->vault,
                                                sample_profile_json, NULL, &report, err);
  return take_report(world, status, report);
}

STEP(sheaf_write_bibtex) {
  UNUSED;
  remove(world->bib);
  sheaf_report* report = NULL;
  const sheaf_status status = sheaf_write_bibtex(world->digest, world->bib, &report, err);
  return take_report(world, status, report);
}

STEP(sheaf_job_start) { /* with all that is asked of a job */
  UNUSED;
  sheaf_job* job = NULL;
  sheaf_text* text = NULL;
  SHEAF_INIT(sheaf_progress, progress);
  sheaf_status status = sheaf_job_start(world->ctx, "status", "{}", &job, err);
  world->left |= (status != SHEAF_OK) != (job == NULL);
  if (status != SHEAF_OK) return status;
  world->left |= sheaf_job_progress(job, &progress) != SHEAF_OK;
  world->left |= sheaf_job_wait(job, -1) != SHEAF_OK;
  status = sheaf_job_result(job, &text, err);
  world->left |= (status != SHEAF_OK) != (text == NULL);
  sheaf_text_free(text);
  sheaf_job_free(job);
  return status;
}

STEP(sheaf_job_cancel) { /* and freeing it while it may still run */
  UNUSED;
  sheaf_job* job = NULL;
  const sheaf_status status = sheaf_job_start(world->ctx, "status", "{}", &job, err);
  world->left |= (status != SHEAF_OK) != (job == NULL);
  sheaf_job_cancel(job);
  sheaf_job_free(job);
  return status;
}

/* Reading asks for no memory, and cannot fail for want of it. */
STEP(getters) {
  UNUSED;
  const sheaf_paper* paper = sheaf_papers_at(world->papers, 0);
  int sound = sheaf_version()[0] && sheaf_abi_version() == SHEAF_ABI_VERSION &&
              sheaf_status_name(SHEAF_OK)[0];
  sound &=
      sheaf_error_status(world->error) == SHEAF_E_INVALID && sheaf_error_message(world->error)[0];
  sound &=
      sheaf_error_http_status(world->error) == 0 && sheaf_error_retry_after_ms(world->error) == -1;
  sound &= sheaf_text_size(world->text) == strlen(sheaf_text_data(world->text));
  sound &= sheaf_papers_count(world->papers) == SAMPLE_COUNT &&
           sheaf_papers_total(world->papers) >= SAMPLE_COUNT;
  sound &= sheaf_paper_text(paper, SHEAF_FIELD_TITLE)[0] && sheaf_paper_version(paper) == 2;
  sound &= sheaf_paper_author_count(paper) == 2 && sheaf_paper_author(paper, 1)[0];
  sound &= sheaf_paper_category_count(paper) == 2 && sheaf_paper_category(paper, 0)[0];
  sound &= sheaf_scores_count(world->scores) == SAMPLE_COUNT &&
           sheaf_scores_index_at(world->scores, 0) < SAMPLE_COUNT;
  sound &=
      sheaf_scores_value(world->scores, 0) >= 0 && sheaf_scores_reason(world->scores, 0) != NULL;
  sound &= sheaf_summary_text(world->summary, SHEAF_SUMMARY_TLDR)[0] != '\0';
  sound &= sheaf_summary_list_count(world->summary, SHEAF_SUMMARY_SENTENCES) > 0;
  sound &= sheaf_summary_list_at(world->summary, SHEAF_SUMMARY_SENTENCES, 0)[0] != '\0';
  world->left |= !sound;
  return SHEAF_OK;
}

STEP(digest_getters) {
  UNUSED;
  const sheaf_digest* digest = world->digest;
  int sound =
      strcmp(sheaf_digest_day(digest), "2026-04-03") == 0 && sheaf_digest_profile(digest)[0];
  sound &= sheaf_digest_is_sample(digest) == 0 && sheaf_digest_count(digest) == SAMPLE_COUNT;
  for (size_t i = 0; i < sheaf_digest_source_count(digest); ++i)
    sound &= sheaf_digest_source_name(digest, i)[0] &&
             sheaf_digest_source_state(digest, i) == SHEAF_SOURCE_OK &&
             sheaf_digest_source_detail(digest, i) != NULL;
  sound &= sheaf_digest_paper(digest, 0) && sheaf_digest_summary(digest, 0) &&
           sheaf_digest_reason(digest, 0);
  sound &= sheaf_digest_announce_type(digest, 0) == SHEAF_ANNOUNCE_NEW &&
           sheaf_digest_score(digest, 0) >= 0;
  sound &= sheaf_report_count(world->report) == 1 && sheaf_report_path(world->report, 0)[0];
  sound &= sheaf_report_outcome(world->report, 0) != SHEAF_OUTCOME_FAILED &&
           sheaf_report_detail(world->report, 0);
  world->left |= !sound;
  return SHEAF_OK;
}

STEP(frees) {
  UNUSED;
  close_world(world);
  return SHEAF_OK;
}

PLAIN_STEP(sheaf_store_put, world->ctx, world->papers, err)
PLAIN_STEP(sheaf_store_remove, world->ctx, "math/0611800", err)
PLAIN_STEP(sheaf_library_put_json, world->ctx, sample_library_json, strlen(sample_library_json),
           err)
PLAIN_STEP(sheaf_library_sync_json, world->ctx, "[{\"key\":\"B\",\"title\":\"T\"}]", 25, "host",
           err)
PLAIN_STEP(sheaf_library_remove, world->ctx, "A2", err)
PLAIN_STEP(sheaf_feedback_put, world->ctx, "2604.01002", SHEAF_FEEDBACK_KEPT, err)
PLAIN_STEP(sheaf_feedback_put_at, world->ctx, "2604.01002", SHEAF_FEEDBACK_READ, 5, err)
PLAIN_STEP(sheaf_feedback_undo, world->ctx, "2604.01001", err)
STEP(sheaf_library_count) {
  UNUSED;
  uint64_t count = 0;
  const sheaf_status status = sheaf_library_count(world->ctx, &count, err);
  world->left |= status == SHEAF_OK && count == 0;
  return status;
}
TEXT_STEP(sheaf_papers_to_json, world->papers, &out, err)
TEXT_STEP(sheaf_explain_json, world->ctx, "2604.01001", sample_profile_json, &out, err)
TEXT_STEP(sheaf_summary_to_json, world->summary, &out, err)
TEXT_STEP(sheaf_digest_to_json, world->digest, &out, err)
TEXT_STEP(sheaf_bibtex, world->papers, &out, err)
TEXT_STEP(sheaf_digest_bibtex, world->digest, &out, err)
TEXT_STEP(sheaf_digest_note, world->digest, 0, &out, err)
TEXT_STEP(sheaf_ops_to_json, &out, err)
OUT_STEP(sheaf_papers_from_json, sheaf_papers, sheaf_papers_free, sample_papers_json,
         strlen(sample_papers_json), &out, err)
OUT_STEP(sheaf_store_find, sheaf_papers, sheaf_papers_free, world->ctx, "decoding", 0, &out, err)
OUT_STEP(sheaf_store_get, sheaf_papers, sheaf_papers_free, world->ctx, "2604.01001", &out, err)
OUT_STEP(sheaf_summarize, sheaf_summary, sheaf_summary_free, world->ctx,
         sheaf_papers_at(world->papers, 0), NULL, NULL, &out, err)
OUT_STEP(sheaf_digest_from_papers, sheaf_digest, sheaf_digest_free, world->ctx, world->papers, NULL,
         NULL, &out, err)
static const char digest_json[] =
    "{\"day\":\"2026-04-03\",\"profile\":\"reader\",\"sources\":[{\"name\":\"arxiv:cs.CL\","
    "\"status\":\"ok\"}],"
    "\"entries\":[{\"paper\":{\"id\":\"2604.01001\",\"title\":\"T\",\"abstract\":\"We draft.\"}}]}";
OUT_STEP(sheaf_digest_from_json, sheaf_digest, sheaf_digest_free, digest_json, strlen(digest_json),
         &out, err)
OUT_STEP(sheaf_digest_import, sheaf_digest, sheaf_digest_free, world->ctx, digest_json,
         strlen(digest_json), "2026-04-03.json", &out, err)

/* Its name without "op ", its arguments with the world's folder in place of "@". */
STEP(op) {
  char args[2000] = "";
  size_t size = 0;
  for (const char* from = step->args; *from && size + sizeof world->folder < sizeof args; ++from)
    size += (size_t)(*from == '@' ? sprintf(args + size, "%s", world->folder)
                                  : sprintf(args + size, "%c", *from));
  sheaf_job* job = NULL;
  sheaf_text* text = NULL;
  sheaf_status status = sheaf_job_start(world->ctx, step->name + 3, args, &job, err);
  world->left |= (status != SHEAF_OK) != (job == NULL);
  if (status != SHEAF_OK) return status;
  world->left |= sheaf_job_wait(job, -1) != SHEAF_OK;
  status = sheaf_job_result(job, &text, err);
  world->left |= (status != SHEAF_OK) != (text == NULL);
  /* The answer of a failed write is a report that says so. */
  if (text && strstr(sheaf_text_data(text), "\"outcome\":\"failed\"")) status = SHEAF_E_IO;
  sheaf_text_free(text);
  sheaf_job_free(job);
  return status;
}

#define FUNCTION(name) \
  { #name, try_##name, "" }
#define INSIDE(step, name) \
  { #name, try_##step, "" } /* a step may do several functions */
#define OP(name, args) \
  { "op " name, try_op, args }
#define PROFILE \
  "\"profile\":{\"name\":\"reader\",\"categories\":[\"cs.CL\"],\"keywords\":[\"decoding\"]}"
/* Services on loopback, whose requests have no pauses between them. */
#define LOCAL                                                                        \
  "\"profile\":{\"categories\":[\"cs.CL\"],\"endpoints\":{"                          \
  "\"arxiv_oai\":\"http://127.0.0.1:9/oai\",\"crossref\":\"http://127.0.0.1:9/cr\"," \
  "\"semantic_scholar\":\"http://127.0.0.1:9/s2\"}}"
#define PAPERS                                                                                 \
  "\"papers\":[{\"id\":\"2604.01009\",\"title\":\"On Drafts\",\"abstract\":\"We draft. It is " \
  "fast.\"}]"
#define DIGEST                                                                              \
  "\"digest\":{\"day\":\"2026-04-03\",\"profile\":\"reader\",\"sources\":[],\"entries\":[{" \
  "\"paper\":{\"id\":\"2604.01009\",\"title\":\"On Drafts\",\"abstract\":\"We draft.\"}}]}"

/* Those with one run after another are one step to whoever runs them. */
const struct step steps[] = {
    INSIDE(getters, sheaf_version),
    INSIDE(getters, sheaf_abi_version),
    INSIDE(getters, sheaf_status_name),
    INSIDE(getters, sheaf_error_status),
    INSIDE(getters, sheaf_error_message),
    INSIDE(getters, sheaf_error_http_status),
    INSIDE(getters, sheaf_error_retry_after_ms),
    INSIDE(getters, sheaf_text_data),
    INSIDE(getters, sheaf_text_size),
    INSIDE(getters, sheaf_papers_count),
    INSIDE(getters, sheaf_papers_at),
    INSIDE(getters, sheaf_papers_total),
    INSIDE(getters, sheaf_paper_text),
    INSIDE(getters, sheaf_paper_version),
    INSIDE(getters, sheaf_paper_author_count),
    INSIDE(getters, sheaf_paper_author),
    INSIDE(getters, sheaf_paper_category_count),
    INSIDE(getters, sheaf_paper_category),
    INSIDE(getters, sheaf_scores_count),
    INSIDE(getters, sheaf_scores_value),
    INSIDE(getters, sheaf_scores_index_at),
    INSIDE(getters, sheaf_scores_reason),
    INSIDE(getters, sheaf_summary_text),
    INSIDE(getters, sheaf_summary_list_count),
    INSIDE(getters, sheaf_summary_list_at),
    INSIDE(digest_getters, sheaf_digest_day),
    INSIDE(digest_getters, sheaf_digest_profile),
    INSIDE(digest_getters, sheaf_digest_is_sample),
    INSIDE(digest_getters, sheaf_digest_source_count),
    INSIDE(digest_getters, sheaf_digest_source_name),
    INSIDE(digest_getters, sheaf_digest_source_state),
    INSIDE(digest_getters, sheaf_digest_source_detail),
    INSIDE(digest_getters, sheaf_digest_count),
    INSIDE(digest_getters, sheaf_digest_paper),
    INSIDE(digest_getters, sheaf_digest_announce_type),
    INSIDE(digest_getters, sheaf_digest_score),
    INSIDE(digest_getters, sheaf_digest_reason),
    INSIDE(digest_getters, sheaf_digest_summary),
    INSIDE(digest_getters, sheaf_report_count),
    INSIDE(digest_getters, sheaf_report_path),
    INSIDE(digest_getters, sheaf_report_outcome),
    INSIDE(digest_getters, sheaf_report_detail),
    FUNCTION(sheaf_open),
    INSIDE(sheaf_fetch, sheaf_http_reply_set_status),
    INSIDE(sheaf_fetch, sheaf_http_reply_add_header),
    INSIDE(sheaf_fetch, sheaf_http_reply_append),
    FUNCTION(sheaf_fetch),
    FUNCTION(sheaf_cancel_new),
    INSIDE(sheaf_cancel_new, sheaf_cancel_request),
    INSIDE(sheaf_cancel_new, sheaf_cancel_free),
    FUNCTION(sheaf_papers_to_json),
    FUNCTION(sheaf_papers_from_json),
    FUNCTION(sheaf_store_put),
    FUNCTION(sheaf_store_find),
    FUNCTION(sheaf_store_get),
    FUNCTION(sheaf_store_remove),
    FUNCTION(sheaf_library_put_json),
    FUNCTION(sheaf_library_sync_json),
    FUNCTION(sheaf_library_remove),
    FUNCTION(sheaf_library_count),
    FUNCTION(sheaf_feedback_put),
    FUNCTION(sheaf_feedback_put_at),
    FUNCTION(sheaf_feedback_undo),
    FUNCTION(sheaf_score),
    FUNCTION(sheaf_explain_json),
    FUNCTION(sheaf_summarize),
    FUNCTION(sheaf_summary_to_json),
    FUNCTION(sheaf_digest_run),
    FUNCTION(sheaf_digest_from_papers),
    FUNCTION(sheaf_digest_from_json),
    FUNCTION(sheaf_digest_import),
    FUNCTION(sheaf_digest_to_json),
    FUNCTION(sheaf_bibtex),
    FUNCTION(sheaf_digest_bibtex),
    FUNCTION(sheaf_digest_note),
    FUNCTION(sheaf_note_merge),     FUNCTION(sheaf_plain_text),
    FUNCTION(sheaf_write_vault),
    FUNCTION(sheaf_write_bibtex),
    FUNCTION(sheaf_ops_to_json),
    FUNCTION(sheaf_job_start),
    INSIDE(sheaf_job_start, sheaf_job_wait),
    INSIDE(sheaf_job_start, sheaf_job_progress),
    INSIDE(sheaf_job_start, sheaf_job_result),
    FUNCTION(sheaf_job_cancel),
    INSIDE(sheaf_job_cancel, sheaf_job_free),
    OP("digest",
       "{" PROFILE ",\"vault\":\"@/v2\",\"bibtex\":\"@/2.bib\",\"digest_file\":\"@/d.json\"}"),
    OP("fetch", "{" PROFILE "}"),
    OP("missed_days", "{" PROFILE "}"),
    OP("export", "{\"format\":\"markdown\"," DIGEST "}"),
    OP("page", "{\"folder\":\"@/pages\"," PROFILE "}"),
    OP("send", "{" PROFILE "}"),
    OP("write_bibtex", "{" DIGEST ",\"path\":\"@/3.bib\"}"),
    OP("plan_notes", "{\"folder\":\"@/v3\"," DIGEST "}"),
    OP("notes_written",
       "{\"folder\":\"@/v3\",\"notes\":[{\"key\":\"k\",\"fresh\":\"x\",\"path\":\"k.md\"}]}"),
    OP("write_vault", "{\"folder\":\"@/v4\"," DIGEST "}"),
    OP("vault_review", "{\"folder\":\"@/vault\"}"),
    OP("vault_resolve",
       "{\"key\":\"arxiv:2604.01001\",\"action\":\"drop\",\"folder\":\"@/vault\"}"),
    OP("query", "{\"expression\":\"cat:cs.CL\"," PROFILE "}"),
    OP("rank",
       "{\"candidates\":[{\"id\":\"1\",\"title\":\"On "
       "Drafts\",\"abstract\":\"\"}],\"keywords\":[\"drafts\"]}"),
    OP("summarize", "{" PAPERS "}"),
    OP("mindmap", "{" PAPERS ",\"form\":\"svg\"}"),
    OP("merge_note", "{\"existing\":\"mine\\n\",\"fresh\":\"---\\na: 1\\n---\\n\"}"),
    OP("search", "{\"words\":\"decoding\"}"),
    OP("store_put", "{" PAPERS "}"),
    OP("status", "{}"),
    OP("doctor", "{" PROFILE ",\"vault\":\"@/vault\"}"),
    OP("profile_check", "{" PROFILE "}"),
    OP("profile_template", "{\"categories\":[\"cs.CL\"]}"),
    OP("categories", "{}"),
    OP("import",
       "{\"text\":\"{\\\"day\\\":\\\"2026-04-03\\\",\\\"entries\\\":[]}\",\"name\":\"d.json\"}"),
    OP("harvest", "{\"set\":\"cs\",\"max_pages\":1," LOCAL "}"),
    OP("complete", "{\"ids\":[\"2604.01001\"]," LOCAL "}"),
    OP("library_put", "{\"items\":[{\"key\":\"C\",\"title\":\"T\"}]}"),
    OP("library_sync", "{\"keys\":[\"A1\"],\"origin\":\"\"}"),
    OP("library_import",
       "{\"text\":\"@article{a, title = {On Drafts}, year = 2020}\\n\",\"name\":\"a.bib\"}"),
    OP("library_remove", "{\"key\":\"A1\"}"),
    OP("library_clear", "{}"),
    OP("library_status", "{" PROFILE "}"),
    OP("feedback", "{\"id\":\"2604.01002\",\"kind\":\"liked\"}"),
    OP("feedback_undo", "{\"id\":\"2604.01001\"}"),
    OP("explain", "{\"id\":\"2604.01001\"," PROFILE "}"),
    OP("cite", "{\"ids\":[\"2604.01001\"],\"format\":\"ris\"}"),
    OP("plan_zotero", "{" DIGEST "}"),
    OP("zotero_search_terms", "{" DIGEST "}"),
    OP("plan_zotero_removal", "{\"known\":[],\"collection_keys\":{}}"),
    OP("zotero_lesson", "{\"known\":[]}"),
    OP("zotero_push", "{" DIGEST ",\"door\":\"connector\",\"local_url\":\"http://127.0.0.1:9\"}"),
    OP("zotero_pull", "{\"door\":\"local\",\"local_url\":\"http://127.0.0.1:9\"}"),
    OP("zotero_status", "{\"local_url\":\"http://127.0.0.1:9\"}"),
    OP("plugin_list", "{}"),
    OP("plugin_add", "{\"path\":\"@/nowhere\"}"),
    OP("plugin_test", "{\"name\":\"keywords\"}"),
    OP("plugin_run", "{\"name\":\"keywords\"," PAPERS "}"),
    /* Last: they leave the world empty. */
    INSIDE(frees, sheaf_error_free),
    INSIDE(frees, sheaf_text_free),
    INSIDE(frees, sheaf_papers_free),
    INSIDE(frees, sheaf_scores_free),
    INSIDE(frees, sheaf_summary_free),
    INSIDE(frees, sheaf_digest_free),
    INSIDE(frees, sheaf_report_free),
    INSIDE(frees, sheaf_close),
};
const int step_count = sizeof steps / sizeof *steps;

int every_op_has_a_step(void) {
  sheaf_text* ops = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_ops_to_json(&ops, &err), err);
  int all = 1;
  for (const char* at = sheaf_text_data(ops); (at = strstr(at, "\"op\":\""));) {
    char name[80] = "op ";
    at += 6;
    sscanf(at, "%70[a-z_]", name + 3);
    int found = 0;
    for (int i = 0; i < step_count; ++i) found |= strcmp(steps[i].name, name) == 0;
    if (!found) fprintf(stderr, "world.c has no step for the %s\n", name);
    all &= found;
  }
  sheaf_text_free(ops);
  return all;
}
