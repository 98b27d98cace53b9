/* A host that loads and unloads libsheaf again and again, as a plugin manager does: threads of the
 * library, memory and mappings are gone each time, also when jobs were running at the end, and a
 * thread of the host that had worked in the library may end after it is gone.
 *   unload_host LIBRARY [ROUNDS] */
#include <dirent.h>
#include <dlfcn.h>
#include <pthread.h>
#include <semaphore.h>
#include <sheaf/sheaf.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mapped.h"

void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* block, size_t size);
void* __libc_memalign(size_t alignment, size_t size);
void __libc_free(void* block);

/* Blocks in use, the library's and those of its libraries among them. */
static atomic_long live;

static void* counted(void* block) {
  if (block) atomic_fetch_add(&live, 1);
  return block;
}

void* malloc(size_t size) {
  return counted(__libc_malloc(size));
}
void* calloc(size_t count, size_t size) {
  return counted(__libc_calloc(count, size));
}
void* aligned_alloc(size_t alignment, size_t size) {
  return counted(__libc_memalign(alignment, size));
}
void* realloc(void* block, size_t size) {
  void* moved = __libc_realloc(block, size);
  return block ? moved : counted(moved);
}
void free(void* block) {
  if (block) atomic_fetch_sub(&live, 1);
  __libc_free(block);
}

#define FUNCTIONS(X)  \
  X(sheaf_open)       \
  X(sheaf_close)      \
  X(sheaf_error_free) \
  X(sheaf_job_start) X(sheaf_job_free) X(sheaf_fetch) X(sheaf_store_find) X(sheaf_papers_free)
#define MEMBER(name) __typeof__(&name) name;
struct api {
  FUNCTIONS(MEMBER)
};

struct round {
  struct api api;
  sheaf_ctx* ctx;
  sem_t worked, unloaded;
};

static int complain(const char* what) {
  fprintf(stderr, "unload: %s\n", what);
  return 1;
}

static void* load(const char* library, struct api* api) {
  void* handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (!handle) return complain(dlerror()), NULL;
#define FIND(name)                                                           \
  do {                                                                       \
    void* address = dlsym(handle, #name);                                    \
    if (!address) return complain("no " #name), NULL;                        \
    memcpy(&api->name, &address, sizeof address); /* POSIX vouches for it */ \
  } while (0);
  FUNCTIONS(FIND)
  return handle;
}

/* Works in the library, whose thread-local things end with this thread: after the library. */
static void* host_thread(void* argument) {
  struct round* round = argument;
  SHEAF_INIT(sheaf_query, query);
  query.expression = "all:x";
  sheaf_papers* papers = NULL;
  sheaf_error* err = NULL;
  round->api.sheaf_fetch(round->ctx, &query, NULL, &papers, &err); /* nobody listens there */
  round->api.sheaf_error_free(err);
  round->api.sheaf_papers_free(papers);
  round->api.sheaf_store_find(round->ctx, "x", 1, &papers, NULL);
  round->api.sheaf_papers_free(papers);
  sem_post(&round->worked);
  sem_wait(&round->unloaded);
  return NULL;
}

static int count_threads(void) {
  int count = 0;
  DIR* tasks = opendir("/proc/self/task");
  for (struct dirent* one; tasks && (one = readdir(tasks));) count += one->d_name[0] != '.';
  if (tasks) closedir(tasks);
  return count;
}

static int work(struct round* round) {
  SHEAF_INIT(sheaf_config, config);
  config.api_base_url = "http://127.0.0.1:9/api/query";
  config.max_retries = -1;
  if (round->api.sheaf_open(&config, &round->ctx, NULL) != SHEAF_OK) return complain("sheaf_open");
  pthread_t thread;
  if (pthread_create(&thread, NULL, host_thread, round) != 0) return complain("pthread_create");
  sem_wait(&round->worked);
  sheaf_job *ended = NULL, *running = NULL;
  int bad = round->api.sheaf_job_start(round->ctx, "status", "{}", &ended, NULL) != SHEAF_OK;
  bad |= round->api.sheaf_job_start(round->ctx, "query", "{\"expression\":\"all:x\"}", &running,
                                    NULL) != SHEAF_OK;
  round->api.sheaf_close(round->ctx); /* while they run */
  round->api.sheaf_job_free(running);
  round->api.sheaf_job_free(ended);
  if (count_threads() != 2) bad = complain("a thread of the library is left");
  return bad ? bad : (pthread_detach(thread), 0);
}

static int run_round(const char* library) {
  struct round round = {0};
  sem_init(&round.worked, 0, 0);
  sem_init(&round.unloaded, 0, 0);
  void* handle = load(library, &round.api);
  if (!handle || work(&round)) return 1;
  if (dlclose(handle) != 0) return complain("dlclose");
  if (is_mapped("libsheaf.so")) return complain("the library stays in memory");
  sem_post(&round.unloaded);
  for (int i = 0; count_threads() > 1; ++i)
    if (i > 100000) return complain("a thread is left");
  return 0;
}

int main(int count, char** arguments) {
  if (count < 2) return complain("wants LIBRARY [ROUNDS]");
  const int rounds = count > 2 ? atoi(arguments[2]) : 30, warm_up = 5;
  long before = 0;
  for (int i = 0; i < rounds + warm_up; ++i) {
    if (i == warm_up) before = atomic_load(&live);
    if (run_round(arguments[1])) return fprintf(stderr, "in round %d\n", i), 1;
  }
  const long more = atomic_load(&live) - before;
  printf("%d rounds: %ld blocks more in use\n", rounds, more);
  return more > rounds / 2 ? complain("memory is left")
                           : 0; /* the last thread may just be ending */
}
