/* The disk fails at the n-th write, read of the store, fsync, rename, open ... of a whole flow, and
 * of every function and op by itself: no crash, a status that says so, and files that are whole: the
 * old one or the new one. Afterwards the same works again.
 *   iofail_test [TRIES [STEP]]   at most TRIES failures of each step (default 2); 0: every n
 * The program brings these calls itself; the loader prefers them for the library. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "check.h"
#include "fixture.h"
#include "flow.h"
#include "world.h"

static atomic_long countdown, operations;
static atomic_int error_number;

static int must_fail(void) {
  atomic_fetch_add(&operations, 1);
  if (atomic_load(&countdown) <= 0 || atomic_fetch_sub(&countdown, 1) != 1) return 0;
  errno = atomic_load(&error_number);
  return 1;
}

/* What the call would have been without this file. */
#define NEXT(name) (__extension__(__typeof__(&name)) dlsym(RTLD_NEXT, #name))

ssize_t write(int file, const void* data, size_t size) {
  return file > 2 && must_fail() ? -1 : NEXT(write)(file, data, size);
}
ssize_t pwrite(int file, const void* data, size_t size, off_t place) {
  return must_fail() ? -1 : NEXT(pwrite)(file, data, size, place);
}
ssize_t pwrite64(int file, const void* data, size_t size, off64_t place) {
  return must_fail() ? -1 : NEXT(pwrite64)(file, data, size, place);
}
ssize_t pread(int file, void* data, size_t size, off_t place) {
  return must_fail() ? -1 : NEXT(pread)(file, data, size, place);
}
ssize_t pread64(int file, void* data, size_t size, off64_t place) {
  return must_fail() ? -1 : NEXT(pread64)(file, data, size, place);
}
int fsync(int file) {
  return must_fail() ? -1 : NEXT(fsync)(file);
}
int fdatasync(int file) {
  return must_fail() ? -1 : NEXT(fdatasync)(file);
}
int rename(const char* from, const char* to) {
  return must_fail() ? -1 : NEXT(rename)(from, to);
}
int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
  return must_fail() ? -1 : NEXT(renameat2)(from_folder, from, to_folder, to, flags);
}
int mkdir(const char* path, mode_t mode) {
  return must_fail() ? -1 : NEXT(mkdir)(path, mode);
}
int ftruncate(int file, off_t size) {
  return must_fail() ? -1 : NEXT(ftruncate)(file, size);
}
int ftruncate64(int file, off64_t size) {
  return must_fail() ? -1 : NEXT(ftruncate64)(file, size);
}

static mode_t mode_of(int flags, va_list rest) {
  return flags & O_CREAT ? (mode_t)va_arg(rest, int) : 0;
}

/* Only files of the test may fail: /dev/urandom and the loader's are not the disk. */
static int open_fails(const char* path) {
  return strstr(path, "sheaf-test-") && must_fail();
}

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_of(flags, rest);
  va_end(rest);
  return open_fails(path) ? -1 : NEXT(open)(path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_of(flags, rest);
  va_end(rest);
  return open_fails(path) ? -1 : NEXT(open64)(path, flags, mode);
}

/* No note and no .bib file is cut off: each ends as a whole one does. */
static void check_files(const char* folder) {
  DIR* directory = opendir(folder);
  if (!directory) return;
  for (struct dirent* entry; (entry = readdir(directory));) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    char* path = path_in(folder, entry->d_name);
    const char* suffix = strrchr(entry->d_name, '.');
    struct stat info;
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode)) check_files(path);
    if (suffix && (strcmp(suffix, ".md") == 0 || strcmp(suffix, ".bib") == 0)) {
      char* content = read_whole(path);
      const size_t size = strlen(content);
      if (!CHECK(size > 20 && content[size - 1] == '\n')) fprintf(stderr, "  %s\n", path);
      if (suffix[1] == 'm') CHECK_CONTAINS(content, "\n---\n");
      free(content);
    }
    free(path);
  }
  closedir(directory);
}

static int is_clear(sheaf_status status) {
  return status == SHEAF_OK || status == SHEAF_E_IO || status == SHEAF_E_STORE;
}

static void arm(long n, int error) {
  atomic_store(&error_number, error);
  atomic_store(&countdown, n);
}

static void fail_in_flow(long n, int error) {
  char* folder = make_folder();
  arm(n, error);
  const struct flow_result result = run_flow(folder);
  arm(0, 0);
  if (!CHECK(is_clear(result.status)) || !CHECK(!result.broke_a_promise))
    fprintf(stderr, "  operation %ld (%s): %s gave %s\n", n, strerror(error), result.call,
            sheaf_status_name(result.status));
  check_files(folder);
  const struct flow_result again = run_flow(folder);
  if (!CHECK(again.status == SHEAF_OK))
    fprintf(stderr, "  after operation %ld (%s) failed in %s: %s gave %s\n", n, strerror(error),
            result.call, again.call, sheaf_status_name(again.status));
  if (!CHECK(folder_is_free_of(folder, ".tmp"))) fprintf(stderr, "  after operation %ld\n", n);
  remove_folder(folder);
}

static void sweep_flow(long tries) {
  char* folder = make_folder();
  atomic_store(&operations, 0);
  const struct flow_result result = run_flow(folder);
  REQUIRE(result.status == SHEAF_OK);
  remove_folder(folder);
  const long all = atomic_load(&operations);
  const long stride = tries > 0 && all > tries ? all / tries : 1;
  REQUIRE(all > 20); /* else the library does not use the calls above */
  long tried = 0;
  for (long n = 1; n <= all; n += stride) fail_in_flow(n, ++tried % 2 ? ENOSPC : EIO);
  printf("%ld of the flow's %ld operations failed in turn\n", tried, all);
}

struct result {
  sheaf_status status, again;
  long operations;
};

static sheaf_status run_step(struct world* world, const struct step* step, long n) {
  sheaf_error* err = NULL;
  const sheaf_status status = step->run(world, step, &err);
  /* A report that tells of a failed file is an answer; there is no error beside it. */
  if (!CHECK(!err || (sheaf_error_status(err) == status && sheaf_error_message(err)[0])) ||
      !CHECK(!world->left))
    fprintf(stderr, "  %s, operation %ld: %s\n", step->name, n, sheaf_status_name(status));
  world->left = 0;
  sheaf_error_free(err);
  return status;
}

/* In a new world each time; `n` 0 fails nothing. */
static struct result fail_in_step(const struct step* step, long n, int error) {
  char* folder = make_folder();
  struct world world;
  struct result result = {0};
  open_world(&world, folder, 0);
  atomic_store(&operations, 0);
  arm(n, error);
  result.status = run_step(&world, step, n);
  arm(0, 0);
  result.operations = atomic_load(&operations);
  if (world.ctx) result.again = run_step(&world, step, n);
  close_world(&world);
  check_files(folder);
  if (!CHECK(folder_is_free_of(folder, ".tmp")))
    fprintf(stderr, "  %s, operation %ld\n", step->name, n);
  remove_folder(folder);
  return result;
}

/* How many failures were tried. */
static long sweep_step(const struct step* step, long tries) {
  const struct result whole = fail_in_step(step, 0, 0);
  const long all = whole.operations;
  const long stride = tries > 0 && all > tries ? (all + tries - 1) / tries : 1;
  long tried = 0;
  for (long n = 1; n <= all; n += stride) {
    const struct result result = fail_in_step(step, n, ++tried % 2 ? ENOSPC : EIO);
    if (!CHECK(is_clear(result.status) || result.status == whole.status))
      fprintf(stderr, "  %s, operation %ld: %s\n", step->name, n, sheaf_status_name(result.status));
    /* As if it were the first time, or the second. */
    if (!CHECK(result.again == whole.again || result.again == whole.status))
      fprintf(stderr, "  %s, after operation %ld: %s\n", step->name, n,
              sheaf_status_name(result.again));
  }
  return tried;
}

int main(int count, char** arguments) {
  const long tries = count > 1 ? atol(arguments[1]) : 2;
  long tried = 0;
  if (count < 3) sweep_flow(tries * 10);
  for (int i = 0; i < step_count; ++i) {
    if (i > 0 && steps[i].run == steps[i - 1].run && !steps[i].args[0]) continue;
    if (count > 2 && strcmp(steps[i].name, arguments[2]) != 0) continue;
    tried += sweep_step(&steps[i], tries);
  }
  printf("%ld operations of single steps failed in turn\n", tried);
  return check_result();
}
