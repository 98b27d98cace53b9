/* Memory runs out at the n-th allocation of every function and every op, in turn only there or from
 * there on: no crash, a status that says so, no output beside a failure, nothing lost of what the
 * call took; and the same call works afterwards, on the same objects. nomem_test [TRIES [STEP]] at
 * most TRIES failures of each step (default 12); 0: every n, and a line for each step. The program
 * brings its own malloc family, which the loader prefers for the library's calls. */
#include <errno.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "world.h"

void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* block, size_t size);
void* __libc_memalign(size_t alignment, size_t size);
void __libc_free(void* block);

static atomic_long countdown; /* > 0: allocations until one fails; 0: not armed */
static atomic_int keeps_failing, failed;
static atomic_long allocations, live;

static int must_fail(void) {
  atomic_fetch_add(&allocations, 1);
  if (!atomic_load(&failed) || !atomic_load(&keeps_failing)) {
    if (atomic_load(&countdown) <= 0 || atomic_fetch_sub(&countdown, 1) != 1) return 0;
    atomic_store(&failed, 1);
  }
  errno = ENOMEM; /* the loader and pthread_create() look at it */
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

/* What a child tells of its run; shared with its parent. */
struct told {
  long allocations, live;
  sheaf_status status, again;
  int promise_broken, done;
};
static struct told* told;

struct tally {
  long tried, crashed, wrong, not_again, leaked;
};

static sheaf_status run_step(struct world* world, const struct step* step) {
  sheaf_error* err = NULL;
  const sheaf_status status = step->run(world, step, &err);
  const int wants_error = status != SHEAF_OK && status != SHEAF_E_NOMEM;
  if (err && (sheaf_error_status(err) != status || !sheaf_error_message(err)[0]))
    told->promise_broken = 1;
  if (err && !wants_error) told->promise_broken = 1;
  sheaf_error_free(err);
  return status;
}

static void run_child(struct world* world, const struct step* step, long n, int sticky) {
  *told = (struct told){0};
  alarm(100); /* a deadlock is no better than a crash */
  atomic_store(&allocations, 0);
  arm(n, sticky);
  told->status = run_step(world, step);
  arm(0, 0);
  told->allocations = atomic_load(&allocations);
  told->promise_broken |= world->left;
  world->left = 0;
  told->again = world->ctx ? run_step(world, step) : SHEAF_OK;
  close_world(world);
  told->live = atomic_load(&live);
  told->done = 1;
}

/* In a process of its own: a crash is counted, not suffered, and each starts from the same world.
 */
static int fork_step(struct world* world, const struct step* step, long n, int sticky) {
  int ended = 0;
  fflush(NULL);
  told->done = 0;
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    run_child(world, step, n, sticky);
    _exit(0);
  }
  REQUIRE(waitpid(child, &ended, 0) == child);
  if (WIFSIGNALED(ended) || !told->done)
    fprintf(stderr, "%s, allocation %ld%s: signal %d\n", step->name, n,
            sticky ? " and every later one" : "", WIFSIGNALED(ended) ? WTERMSIG(ended) : 0);
  return !WIFSIGNALED(ended) && told->done;
}

static void judge(const struct step* step, long n, const struct told* whole, struct tally* tally) {
  const int right = told->status == whole->status || told->status == SHEAF_E_NOMEM;
  if (!CHECK(!told->promise_broken)) fprintf(stderr, "  %s, allocation %ld\n", step->name, n);
  if (!right)
    fprintf(stderr, "%s, allocation %ld: %s\n", step->name, n, sheaf_status_name(told->status));
  /* As if it were the first time, or the second. */
  const int again = told->again == whole->again || told->again == whole->status;
  if (!again)
    fprintf(stderr, "%s, after allocation %ld: %s\n", step->name, n,
            sheaf_status_name(told->again));
  tally->wrong += !right;
  tally->not_again += !again;
  tally->leaked += told->live > whole->live;
}

static void sweep(struct world* world, const struct step* step, long tries, struct tally* tally) {
  const struct tally before = *tally;
  /* Twice: the first leaves files behind, which every later one finds. */
  if (!fork_step(world, step, 0, 0) || !fork_step(world, step, 0, 0)) {
    ++tally->crashed;
    return;
  }
  const struct told whole = *told;
  CHECK(!whole.promise_broken);
  CHECK(whole.status != SHEAF_E_NOMEM && whole.status != SHEAF_E_INTERNAL);
  const long all = whole.allocations, stride = tries > 0 && all > tries ? all / tries : 1;
  for (long n = 1; n <= all; n += stride) {
    ++tally->tried;
    /* Both of the two, with an odd stride and with an even one. */
    if (fork_step(world, step, n, (int)(tally->tried % 2)))
      judge(step, n, &whole, tally);
    else
      ++tally->crashed;
  }
  if (tally->crashed + tally->wrong + tally->not_again + tally->leaked >
          before.crashed + before.wrong + before.not_again + before.leaked ||
      tries <= 0) /* which takes its time */
    printf("%-28s %6ld allocations, %ld tried: %ld crashes, %ld wrong, %ld not again, %ld leaked\n",
           step->name, all, tally->tried - before.tried, tally->crashed - before.crashed,
           tally->wrong - before.wrong, tally->not_again - before.not_again,
           tally->leaked - before.leaked);
}

int main(int count, char** arguments) {
  const long tries = count > 1 ? atol(arguments[1]) : 12;
  told = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  REQUIRE(told != MAP_FAILED);
  CHECK(every_op_has_a_step());
  char* folder = make_folder();
  struct world world;
  struct tally tally = {0};
  open_world(&world, folder, 1);
  for (int i = 0; i < step_count; ++i) {
    if (i > 0 && steps[i].run == steps[i - 1].run && !steps[i].args[0]) continue;
    if (count > 2 && strcmp(steps[i].name, arguments[2]) != 0) continue;
    sweep(&world, &steps[i], tries, &tally);
  }
  close_world(&world);
  printf(
      "%ld failures: %ld crashes, %ld with another status than NOMEM, %ld after which the call did "
      "not work, "
      "%ld with a leak\n",
      tally.tried, tally.crashed, tally.wrong, tally.not_again, tally.leaked);
  CHECK(tally.crashed == 0);
  CHECK(tally.not_again == 0);
  /* A library below may name its lack of memory otherwise: still an error, and rare. */
  CHECK(tally.wrong * 100 <= tally.tried);
  CHECK(tally.leaked == 0);
  remove_folder(folder);
  return check_result();
}
