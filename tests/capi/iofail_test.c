/* The disk fails at the n-th write, fsync, rename, open ... of a whole flow: no crash, a status
 * that says so, and files that are whole: the old one or the new one. Afterwards the same flow
 * works again. The program brings these calls itself; the loader prefers them for the library. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "fixture.h"
#include "flow.h"

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

static void run_with_failure(long n, int error) {
  char* folder = make_folder();
  atomic_store(&error_number, error);
  atomic_store(&countdown, n);
  const struct flow_result result = run_flow(folder);
  atomic_store(&countdown, 0);
  const int clear =
      result.status == SHEAF_OK || result.status == SHEAF_E_IO || result.status == SHEAF_E_STORE;
  if (!CHECK(clear) || !CHECK(!result.broke_a_promise))
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

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

int main(int count, char** arguments) {
  const double seconds = count > 1 ? atof(arguments[1]) : 6;
  char* folder = make_folder();
  const struct flow_result result = run_flow(folder);
  REQUIRE(result.status == SHEAF_OK);
  remove_folder(folder);
  const long all = atomic_load(&operations);
  REQUIRE(all > 20); /* else the library does not use the calls above */
  long tried = 0;
  const double start = seconds_now();
  /* Steps of a size that fits what is left of the time. */
  for (long n = 1, step; n <= all && seconds_now() - start < seconds; n += step) {
    run_with_failure(n, ++tried % 2 ? ENOSPC : EIO);
    const double spent = seconds_now() - start, each = spent / (double)tried;
    step = 1 + (long)((double)(all - n) * each / (seconds - spent > each ? seconds - spent : each));
  }
  printf("%ld of %ld operations failed in turn\n", tried, all);
  return check_result();
}
