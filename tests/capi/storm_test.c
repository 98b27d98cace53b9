/* The header's promises about threads, all at once: eight threads mix calls on two contexts over
 * one store file, cancel at random, poll each other's jobs, and close contexts of their own while
 * their jobs run. Every call ends with success or as cancelled, and what was put in is there
 * afterwards. storm_test [CALLS [SEED [STORE]]]   calls of each thread (default 250; 10,000 by
 * hand), and a store that others use as well */
#include <pthread.h>
#include <stdint.h>

#include "check.h"
#include "fixture.h"

#define THREADS 8
static int calls = 250;

/* A job that its owner may free: he alone, while nobody looks at it. */
struct shared_job {
  pthread_rwlock_t lock;
  sheaf_job* job;
};
static struct shared_job jobs[THREADS];
/* What ends the owner's calls: anybody may ask for it, at any moment; he takes a new one then. */
struct shared_cancel {
  pthread_rwlock_t lock;
  sheaf_cancel* cancel;
  atomic_int requested;
};
static struct shared_cancel cancels[THREADS];

struct worker {
  sheaf_ctx* ctx; /* shared with others */
  const sheaf_papers* papers;
  uint32_t dice;
  int number, put, failures, cancelled;
};

static uint32_t roll(struct worker* worker, uint32_t below) {
  worker->dice ^= worker->dice << 13, worker->dice ^= worker->dice >> 17,
      worker->dice ^= worker->dice << 5;
  return worker->dice % below;
}

static void judge(struct worker* worker, const char* call, sheaf_status status, sheaf_error** err) {
  if (status == SHEAF_E_CANCELLED)
    ++worker->cancelled;
  else if (status != SHEAF_OK && status != SHEAF_TIMEOUT && ++worker->failures < 5)
    fprintf(stderr, "%s: %s: %s\n", call, sheaf_status_name(status), sheaf_error_message(*err));
  sheaf_error_free(*err);
  *err = NULL;
}

static void put_paper(struct worker* worker) {
  char json[200];
  sheaf_papers* papers = NULL;
  sheaf_error* err = NULL;
  const int id = worker->number * 10000 + worker->put;
  snprintf(json, sizeof json,
           "[{\"id\":\"2605.%05d\",\"title\":\"Stormy paper %d\",\"abstract\":\"We blow.\"}]", id,
           id);
  judge(worker, "papers_from_json", sheaf_papers_from_json(json, strlen(json), &papers, &err),
        &err);
  const sheaf_status status = sheaf_store_put(worker->ctx, papers, &err);
  worker->put += status == SHEAF_OK;
  judge(worker, "store_put", status, &err);
  sheaf_papers_free(papers);
}

static void read_store(struct worker* worker) {
  sheaf_papers* found = NULL;
  sheaf_error* err = NULL;
  uint64_t count = 0;
  judge(worker, "store_find", sheaf_store_find(worker->ctx, "stormy", 3, &found, &err), &err);
  sheaf_papers_free(found);
  found = NULL;
  judge(worker, "store_get", sheaf_store_get(worker->ctx, "2604.01001", &found, &err), &err);
  sheaf_papers_free(found);
  judge(worker, "library_count", sheaf_library_count(worker->ctx, &count, &err), &err);
}

static sheaf_cancel* fresh_cancel(const struct worker* worker) {
  struct shared_cancel* own = &cancels[worker->number];
  if (!atomic_exchange(&own->requested, 0)) return own->cancel;
  pthread_rwlock_wrlock(&own->lock);
  sheaf_cancel_free(own->cancel);
  REQUIRE(sheaf_cancel_new(&own->cancel) == SHEAF_OK);
  pthread_rwlock_unlock(&own->lock);
  return own->cancel;
}

static void cancel_somebody(struct worker* worker) {
  struct shared_cancel* other = &cancels[roll(worker, THREADS)];
  pthread_rwlock_rdlock(&other->lock);
  sheaf_cancel_request(other->cancel);
  atomic_store(&other->requested, 1);
  pthread_rwlock_unlock(&other->lock);
}

static void judge_papers(struct worker* worker) {
  SHEAF_INIT(sheaf_call, call);
  call.cancel = fresh_cancel(worker);
  sheaf_scores* scores = NULL;
  sheaf_summary* summary = NULL;
  sheaf_error* err = NULL;
  const sheaf_paper* paper = sheaf_papers_at(worker->papers, roll(worker, SAMPLE_COUNT));
  judge(worker, "summarize", sheaf_summarize(worker->ctx, paper, NULL, &call, &summary, &err),
        &err);
  sheaf_summary_free(summary);
  judge(worker, "score", sheaf_score(worker->ctx, worker->papers, NULL, &call, &scores, &err),
        &err);
  sheaf_scores_free(scores);
}

static void feed_back(struct worker* worker) {
  sheaf_error* err = NULL;
  const int kind = (int)roll(worker, SHEAF_FEEDBACK_NONE + 1);
  judge(worker, "feedback_put_at",
        sheaf_feedback_put_at(worker->ctx, "2604.01002", kind, 1000 + (int64_t)roll(worker, 1000),
                              &err),
        &err);
}

static void fetch(struct worker* worker) {
  SHEAF_INIT(sheaf_query, query);
  SHEAF_INIT(sheaf_call, call);
  query.expression = "cat:cs.CL";
  call.cancel = fresh_cancel(worker);
  sheaf_papers* papers = NULL;
  sheaf_error* err = NULL;
  judge(worker, "fetch", sheaf_fetch(worker->ctx, &query, &call, &papers, &err), &err);
  sheaf_papers_free(papers);
}

/* In the worker's own place, where the others look at it while it runs. */
static void renew_job(struct worker* worker) {
  static const char* const ops[][2] = {{"status", "{}"},
                                       {"search", "{\"words\":\"stormy\"}"},
                                       {"explain", "{\"id\":\"2604.01001\"}"}};
  const uint32_t op = roll(worker, 3);
  struct shared_job* own = &jobs[worker->number];
  sheaf_error* err = NULL;
  pthread_rwlock_wrlock(&own->lock);
  sheaf_job_free(own->job); /* whether it has ended or not */
  own->job = NULL;
  judge(worker, "job_start", sheaf_job_start(worker->ctx, ops[op][0], ops[op][1], &own->job, &err),
        &err);
  pthread_rwlock_unlock(&own->lock);
}

static void look_at_job(struct worker* worker) {
  struct shared_job* other = &jobs[roll(worker, THREADS)];
  SHEAF_INIT(sheaf_progress, progress);
  sheaf_text* text = NULL;
  sheaf_error* err = NULL;
  pthread_rwlock_rdlock(&other->lock);
  if (other->job) {
    worker->failures += sheaf_job_progress(other->job, &progress) != SHEAF_OK;
    const sheaf_status waited = sheaf_job_wait(other->job, (int32_t)roll(worker, 3));
    if (roll(worker, 4) == 0) sheaf_job_cancel(other->job);
    const sheaf_status status = sheaf_job_result(other->job, &text, &err);
    worker->failures += waited == SHEAF_OK && status == SHEAF_TIMEOUT;
    judge(worker, "job_result", status, &err);
    sheaf_text_free(text);
  }
  pthread_rwlock_unlock(&other->lock);
}

/* Closing cancels and joins the jobs; their handles stay, with an answer, until they are freed. */
static void close_with_jobs(struct worker* worker) {
  struct canned_arxiv arxiv = {0};
  sheaf_config config = canned_config(&arxiv);
  sheaf_ctx* ctx = NULL;
  sheaf_job *first = NULL, *second = NULL;
  sheaf_text* text = NULL;
  sheaf_error* err = NULL;
  judge(worker, "open", sheaf_open(&config, &ctx, &err), &err);
  judge(worker, "job_start", sheaf_job_start(ctx, "digest", sample_profile_json, &first, &err),
        &err);
  judge(worker, "job_start",
        sheaf_job_start(ctx, "query", "{\"expression\":\"cat:cs.CL\"}", &second, &err), &err);
  sheaf_close(ctx);
  worker->failures += sheaf_job_wait(second, 0) != SHEAF_OK;
  judge(worker, "job_result", sheaf_job_result(second, &text, &err), &err);
  sheaf_text_free(text);
  sheaf_job_free(second);
  sheaf_job_free(first);
}

static void* work(void* argument) {
  struct worker* worker = argument;
  for (int i = 0; i < calls; ++i) {
    const uint32_t what = roll(worker, 100);
    if (what < 15)
      put_paper(worker);
    else if (what < 35)
      read_store(worker);
    else if (what < 45)
      judge_papers(worker);
    else if (what < 55)
      feed_back(worker);
    else if (what < 60)
      fetch(worker);
    else if (what < 75)
      renew_job(worker);
    else if (what < 93)
      look_at_job(worker);
    else if (what < 98)
      cancel_somebody(worker);
    else
      close_with_jobs(worker);
  }
  return NULL;
}

static void all_is_there(sheaf_ctx* ctx, const struct worker workers[THREADS]) {
  sheaf_error* err = NULL;
  for (int i = 0; i < THREADS; ++i)
    for (int n = 0; n < workers[i].put; ++n) {
      char id[32];
      sheaf_papers* found = NULL;
      snprintf(id, sizeof id, "2605.%05d", i * 10000 + n);
      REQUIRE_OK(sheaf_store_get(ctx, id, &found, &err), err);
      CHECK(sheaf_papers_count(found) == 1);
      sheaf_papers_free(found);
    }
}

int main(int count, char** arguments) {
  if (count > 1) calls = atoi(arguments[1]);
  const uint32_t seed = count > 2 ? (uint32_t)atoi(arguments[2]) : 1;
  char *folder = make_folder(), *path = path_in(folder, "storm.db");
  const char* const store = count > 3 ? arguments[3] : path;
  struct canned_arxiv arxiv = {0};
  sheaf_config config = canned_config(&arxiv);
  config.store_path = store;
  sheaf_ctx* contexts[2] = {NULL, NULL};
  sheaf_error* err = NULL;
  sheaf_papers* papers = sample_papers();
  for (int i = 0; i < 2; ++i) REQUIRE_OK(sheaf_open(&config, &contexts[i], &err), err);
  REQUIRE_OK(sheaf_store_put(contexts[0], papers, &err), err);
  pthread_t threads[THREADS];
  struct worker workers[THREADS];
  for (int i = 0; i < THREADS; ++i) {
    REQUIRE(sheaf_cancel_new(&cancels[i].cancel) == SHEAF_OK);
    pthread_rwlock_init(&cancels[i].lock, NULL);
    pthread_rwlock_init(&jobs[i].lock, NULL);
  }
  for (int i = 0; i < THREADS; ++i) {
    workers[i] = (struct worker){.ctx = contexts[i % 2],
                                 .papers = papers,
                                 .dice = seed * 2654435761u + (uint32_t)i + 1,
                                 .number = i};
    REQUIRE(pthread_create(&threads[i], NULL, work, &workers[i]) == 0);
  }
  int put = 0, cancelled = 0;
  for (int i = 0; i < THREADS; ++i) {
    pthread_join(threads[i], NULL);
    CHECK(workers[i].failures == 0);
    put += workers[i].put, cancelled += workers[i].cancelled;
  }
  printf("%d threads x %d calls: %d papers put, %d calls cancelled\n", THREADS, calls, put,
         cancelled);
  CHECK(put > 0);
  all_is_there(contexts[1], workers);
  for (int i = 0; i < THREADS; ++i) {
    sheaf_job_free(jobs[i].job);
    pthread_rwlock_destroy(&jobs[i].lock);
    sheaf_cancel_free(cancels[i].cancel);
    pthread_rwlock_destroy(&cancels[i].lock);
  }
  sheaf_papers_free(papers);
  for (int i = 0; i < 2; ++i) sheaf_close(contexts[i]);
  CHECK(!atomic_load(&arxiv.saw_bad_request));
  free(path);
  remove_folder(folder);
  return check_result();
}
