/* Threads: two contexts on one store file, several threads on one context, one list read by all.
 * An argument says how many rounds each thread makes; valgrind gets few. */
#include <pthread.h>
#include <stdint.h>

#include "check.h"
#include "fixture.h"

#define THREADS 4
static int rounds = 20;

struct worker {
  sheaf_ctx* ctx;
  const sheaf_papers* papers;
  int number;
  int failures; /* own, since the counter of CHECK is not for threads */
};

/* Paper and library item of a worker's round, so that every one of them can be counted. */
static int put_own(struct worker* worker, int round) {
  char json[200];
  const int id = worker->number * 1000 + round;
  snprintf(json, sizeof json,
           "[{\"id\":\"2605.%05d\",\"title\":\"Threaded paper\",\"abstract\":\"thread %d\"}]", id,
           worker->number);
  sheaf_papers* papers = NULL;
  int failures = sheaf_papers_from_json(json, strlen(json), &papers, NULL) != SHEAF_OK;
  failures += sheaf_store_put(worker->ctx, papers, NULL) != SHEAF_OK;
  sheaf_papers_free(papers);
  snprintf(json, sizeof json, "{\"key\":\"K%d\",\"title\":\"Item\"}", id);
  return failures + (sheaf_library_put_json(worker->ctx, json, strlen(json), NULL) != SHEAF_OK);
}

static int read_shared(struct worker* worker) {
  sheaf_scores* scores = NULL;
  sheaf_summary* summary = NULL;
  sheaf_papers* found = NULL;
  int failures = sheaf_score(worker->ctx, worker->papers, NULL, NULL, &scores, NULL) != SHEAF_OK;
  failures += sheaf_summarize(worker->ctx, sheaf_papers_at(worker->papers, 0), NULL, NULL, &summary,
                              NULL) != SHEAF_OK;
  failures += sheaf_store_find(worker->ctx, "threaded", 5, &found, NULL) != SHEAF_OK;
  failures += strcmp(sheaf_paper_text(sheaf_papers_at(worker->papers, 0), SHEAF_FIELD_CITE_KEY),
                     "sample2026speculative") != 0;
  sheaf_scores_free(scores);
  sheaf_summary_free(summary);
  sheaf_papers_free(found);
  return failures;
}

static void* work(void* argument) {
  struct worker* worker = argument;
  for (int round = 0; round < rounds; ++round) {
    worker->failures += put_own(worker, round);
    if (round % 4 == 0) worker->failures += read_shared(worker);
  }
  return NULL;
}

static void run(sheaf_ctx* const contexts[THREADS], const sheaf_papers* papers) {
  pthread_t threads[THREADS];
  struct worker workers[THREADS];
  for (int i = 0; i < THREADS; ++i) {
    workers[i] = (struct worker){contexts[i], papers, i, 0};
    REQUIRE(pthread_create(&threads[i], NULL, work, &workers[i]) == 0);
  }
  for (int i = 0; i < THREADS; ++i) {
    pthread_join(threads[i], NULL);
    CHECK(workers[i].failures == 0);
  }
}

static void all_is_stored(sheaf_ctx* ctx) {
  uint64_t count = 0;
  sheaf_papers* found = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_library_count(ctx, &count, &err), err);
  CHECK(count == (unsigned)(THREADS * rounds));
  REQUIRE_OK(sheaf_store_find(ctx, "threaded", 1000, &found, &err), err);
  CHECK(sheaf_papers_count(found) == (unsigned)(THREADS * rounds));
  sheaf_papers_free(found);
}

static void* wait_for_job(void* job) {
  return (void*)(intptr_t)sheaf_job_wait(job, -1);
}

/* One job, waited for by several threads while another cancels it. */
static void a_job_is_everybodys(sheaf_ctx* ctx) {
  sheaf_job* job = NULL;
  sheaf_error* err = NULL;
  pthread_t threads[THREADS];
  REQUIRE_OK(sheaf_job_start(ctx, "status", "{}", &job, &err), err);
  for (int i = 0; i < THREADS; ++i)
    REQUIRE(pthread_create(&threads[i], NULL, wait_for_job, job) == 0);
  sheaf_job_cancel(job);
  for (int i = 0; i < THREADS; ++i) {
    void* status = NULL;
    pthread_join(threads[i], &status);
    CHECK((intptr_t)status == SHEAF_OK);
  }
  sheaf_job_free(job);
}

int main(int count, char** arguments) {
  if (count > 1) rounds = atoi(arguments[1]);
  char *folder = make_folder(), *path = path_in(folder, "shared.db");
  sheaf_papers* papers = sample_papers();

  sheaf_ctx *first = open_store(path), *second = open_store(path);
  sheaf_ctx* const two[THREADS] = {first, second, first, second};
  run(two, papers);
  all_is_stored(first);
  all_is_stored(second);
  sheaf_close(second);
  a_job_is_everybodys(first);
  sheaf_close(first);

  sheaf_ctx* memory = open_in_memory();
  sheaf_ctx* const one[THREADS] = {memory, memory, memory, memory};
  run(one, papers);
  all_is_stored(memory);
  sheaf_close(memory);

  sheaf_papers_free(papers);
  free(path);
  remove_folder(folder);
  return check_result();
}
