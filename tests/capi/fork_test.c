/* What sheaf.h says of fork(): a child that ends or becomes another program does not disturb its
 * parent, not even in the middle of a job, and takes no open file along; children that were forked
 * before anything was opened work side by side on one store. */
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "fixture.h"

#define CHILDREN 4

static int ended_well(pid_t child) {
  int status = 0;
  return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Another program in the child; it fails when it finds a file of `folder` open. */
static pid_t become_another(const char* folder) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    execl("/bin/sh", "sh", "-c", "! ls -l /proc/self/fd | grep -F \"$0\"", folder, (char*)NULL);
    _exit(9);
  }
  return child;
}

static void parents_are_not_disturbed(const char* folder, const char* path) {
  sheaf_ctx* ctx = open_store(path);
  sheaf_papers *papers = sample_papers(), *found = NULL;
  sheaf_error* err = NULL;
  for (int i = 0; i < 20; ++i) {
    sheaf_job* job = NULL;
    sheaf_text* text = NULL;
    REQUIRE_OK(sheaf_job_start(ctx, "search", "{\"words\":\"decoding\"}", &job, &err), err);
    const pid_t child = i % 2 ? become_another(folder) : fork();
    if (child == 0) _exit(0);
    REQUIRE_OK(sheaf_store_put(ctx, papers, &err), err);
    CHECK(ended_well(child));
    CHECK_STATUS(SHEAF_OK, sheaf_job_wait(job, -1));
    CHECK_STATUS(SHEAF_OK, sheaf_job_result(job, &text, NULL));
    sheaf_text_free(text);
    sheaf_job_free(job);
  }
  REQUIRE_OK(sheaf_store_find(ctx, "decoding", 0, &found, &err), err);
  CHECK(sheaf_papers_count(found) == 1);
  sheaf_papers_free(found);
  sheaf_papers_free(papers);
  sheaf_close(ctx);
}

static int work_in_child(const char* path, int number) {
  sheaf_ctx* ctx = open_store(path);
  int failures = 0;
  for (int i = 0; i < 10; ++i) {
    char json[160];
    sheaf_papers* papers = NULL;
    snprintf(json, sizeof json,
             "[{\"id\":\"2605.%05d\",\"title\":\"Forked paper\",\"abstract\":\"\"}]",
             number * 100 + i);
    failures += sheaf_papers_from_json(json, strlen(json), &papers, NULL) != SHEAF_OK;
    failures += sheaf_store_put(ctx, papers, NULL) != SHEAF_OK;
    sheaf_papers_free(papers);
  }
  sheaf_close(ctx);
  return failures;
}

/* Before anything was opened in this process. */
static void children_share_a_store(const char* path) {
  pid_t children[CHILDREN];
  for (int i = 0; i < CHILDREN; ++i) {
    children[i] = fork();
    REQUIRE(children[i] >= 0);
    if (children[i] == 0) _exit(work_in_child(path, i) ? 1 : 0);
  }
  for (int i = 0; i < CHILDREN; ++i) CHECK(ended_well(children[i]));
  sheaf_ctx* ctx = open_store(path);
  sheaf_papers* found = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_store_find(ctx, "forked", 1000, &found, &err), err);
  CHECK(sheaf_papers_count(found) == (size_t)CHILDREN * 10);
  sheaf_papers_free(found);
  sheaf_close(ctx);
}

int main(void) {
  char *folder = make_folder(), *path = path_in(folder, "fork.db");
  children_share_a_store(path);
  parents_are_not_disturbed(folder, path);
  free(path);
  remove_folder(folder);
  return check_result();
}
