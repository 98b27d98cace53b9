/* Memory runs out at the n-th allocation, for n over a whole flow: no crash, and a status that says
 * so. In turn only that allocation fails, or every later one too. Leaks are counted, not refused:
 * nlohmann::json 3.11 loses the parts of a value whose construction runs out of memory, and its
 * destructor allocates, which ends the process: calls that build JSON trees are spared.
 * The program brings its own malloc family, which the loader prefers for the library's calls. */
#include <stdatomic.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "fixture.h"
#include "flow.h"

void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* block, size_t size);
void* __libc_memalign(size_t alignment, size_t size);
void __libc_free(void* block);

static atomic_long countdown; /* > 0: allocations until one fails; 0: not armed */
static atomic_int keeps_failing, failed, spared;
static atomic_long allocations, live;

static void spare(int begins) {
  atomic_store(&spared, begins);
}

static int must_fail(void) {
  if (atomic_load(&spared)) return 0;
  atomic_fetch_add(&allocations, 1);
  if (atomic_load(&failed) && atomic_load(&keeps_failing)) return 1;
  if (atomic_load(&countdown) <= 0 || atomic_fetch_sub(&countdown, 1) != 1) return 0;
  atomic_store(&failed, 1);
  return 1;
}

static void* counted(void* block) {
  if (block) atomic_fetch_add(&live, 1);
  return block;
}

void* malloc(size_t size) {
  return must_fail() ? NULL : counted(__libc_malloc(size));
}
void* calloc(size_t count, size_t size) {
  return must_fail() ? NULL : counted(__libc_calloc(count, size));
}
void* aligned_alloc(size_t alignment, size_t size) {
  return must_fail() ? NULL : counted(__libc_memalign(alignment, size));
}
void* realloc(void* block, size_t size) {
  if (must_fail()) return NULL;
  void* moved = __libc_realloc(block, size);
  return block ? moved : counted(moved);
}
void free(void* block) {
  if (block) atomic_fetch_sub(&live, 1);
  __libc_free(block);
}

static void arm(long n, int sticky) {
  atomic_store(&failed, 0);
  atomic_store(&keeps_failing, sticky);
  atomic_store(&countdown, n);
}

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

struct tally {
  long tried, crashed, wrong_status, leaked;
};
enum { CHILD_FINE = 0, CHILD_BROKE_A_PROMISE = 1, CHILD_WRONG_STATUS = 2, CHILD_LEAKED = 3 };

/* In a process of its own, so that a crash is counted, not suffered; its exit status tells. */
static int run_child(const char* folder, long n, int sticky) {
  const long before = atomic_load(&live);
  arm(n, sticky);
  const struct flow_result result = run_flow(folder);
  arm(0, 0);
  const int right = result.status == SHEAF_OK || result.status == SHEAF_E_NOMEM;
  if (!right || result.broke_a_promise)
    fprintf(stderr, "allocation %ld%s: %s gave %s\n", n, sticky ? " and every later one" : "",
            result.call, sheaf_status_name(result.status));
  if (result.broke_a_promise) return CHILD_BROKE_A_PROMISE;
  if (!right) return CHILD_WRONG_STATUS;
  return atomic_load(&live) > before ? CHILD_LEAKED : CHILD_FINE;
}

static void run_with_failure(const char* folder, long n, int sticky, struct tally* tally) {
  int ended = 0;
  fflush(NULL);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    alarm(60); /* a deadlock is no better than a crash */
    _exit(run_child(folder, n, sticky));
  }
  REQUIRE(waitpid(child, &ended, 0) == child);
  ++tally->tried;
  if (WIFSIGNALED(ended)) {
    ++tally->crashed;
    fprintf(stderr, "allocation %ld%s: signal %d\n", n, sticky ? " and every later one" : "",
            WTERMSIG(ended));
  } else {
    CHECK(WEXITSTATUS(ended) != CHILD_BROKE_A_PROMISE);
    tally->wrong_status += WEXITSTATUS(ended) == CHILD_WRONG_STATUS;
    tally->leaked += WEXITSTATUS(ended) == CHILD_LEAKED;
  }
}

/* The first runs fill what is made once and kept: the emergency pool of the exceptions, locales. */
static long warm_up(const char* folder) {
  long count = 0;
  for (int i = 0; i < 3; ++i) {
    atomic_store(&allocations, 0);
    const struct flow_result result = run_flow(folder);
    REQUIRE(result.status == SHEAF_OK);
    count = atomic_load(&allocations);
  }
  return count;
}

int main(int count, char** arguments) {
  const double seconds = count > 1 ? atof(arguments[1]) : 6;
  char* folder = make_folder();
  flow_json = spare;
  const long all = warm_up(folder);
  REQUIRE(all > 1000); /* else the library does not use the malloc above */
  struct tally tally = {0};
  const double start = seconds_now();
  /* Steps of a size that fits what is left of the time. */
  for (long n = 1, step; n <= all && seconds_now() - start < seconds; n += step) {
    run_with_failure(folder, n, (int)(tally.tried % 2), &tally);
    const double spent = seconds_now() - start, each = spent / (double)tally.tried;
    step = 1 + (long)((double)(all - n) * each / (seconds - spent > each ? seconds - spent : each));
  }
  printf(
      "%ld failures over %ld allocations: %ld crashes, %ld with another status than NOMEM, %ld "
      "with a leak\n",
      tally.tried, all, tally.crashed, tally.wrong_status, tally.leaked);
  CHECK(tally.crashed == 0);
  /* A library below may name its lack of memory otherwise: still an error, and rare. */
  CHECK(tally.wrong_status * 100 <= tally.tried);
  remove_folder(folder);
  return check_result();
}
