/* Plugins through the C ABI: listed, added beside the store, tested and run as jobs, and what each failure
 * is called. */
#include <sys/stat.h>

#include "check.h"
#include "fixture.h"

/* The job's result, or NULL with its status in `status` and its message in `message`. */
static sheaf_text* run(sheaf_ctx* ctx, const char* op, const char* args, sheaf_status* status, char message[400]) {
  sheaf_job* job = NULL;
  sheaf_text* result = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_job_start(ctx, op, args, &job, &err), err);
  CHECK_STATUS(SHEAF_OK, sheaf_job_wait(job, -1));
  *status = sheaf_job_result(job, &result, &err);
  message[0] = '\0';
  if (err) snprintf(message, 400, "%s", sheaf_error_message(err));
  sheaf_error_free(err);
  sheaf_job_free(job);
  return result;
}

static void expect(sheaf_ctx* ctx, const char* op, const char* args, const char* part) {
  sheaf_status status;
  char message[400];
  sheaf_text* result = run(ctx, op, args, &status, message);
  CHECK_STATUS(SHEAF_OK, status);
  if (!CHECK(result && strstr(sheaf_text_data(result), part)))
    fprintf(stderr, "  %s: %s%s\n", op, result ? sheaf_text_data(result) : "", message);
  sheaf_text_free(result);
}

static void expect_failure(sheaf_ctx* ctx, const char* op, const char* args, sheaf_status wanted, const char* part) {
  sheaf_status status;
  char message[400];
  CHECK(run(ctx, op, args, &status, message) == NULL);
  CHECK_STATUS(wanted, status);
  const char* told = message;
  if (!CHECK_CONTAINS(told, part)) fprintf(stderr, "  %s: %s\n", op, told);
}

static void write_plugin(const char* folder, const char* name, const char* script) {
  char *place = path_in(folder, name), manifest[200];
  CHECK(mkdir(place, 0700) == 0);
  snprintf(manifest, sizeof manifest, "{\"contract\": 1, \"name\": \"%s\", \"version\": \"1\", \"kind\": \"scorer\"}", name);
  char *first = path_in(place, "manifest.json"), *second = path_in(place, "main.js");
  write_whole(first, manifest);
  write_whole(second, script);
  free(first);
  free(second);
  free(place);
}

static void bundled_plugins_need_no_file(sheaf_ctx* ctx) {
  expect(ctx, "plugin_list", "{}", "\"name\":\"venue-bonus\"");
  expect(ctx, "plugin_test", "{\"name\":\"pubmed-query\"}", "\"failed\":0");
  expect(ctx, "plugin_run",
         "{\"name\":\"venue-bonus\",\"options\":{\"venues\":{\"ACL\":4}},"
         "\"papers\":[{\"id\":\"2604.00001\",\"title\":\"T\",\"venue\":\"ACL 2026\"}]}",
         "\"points\":4");
}

static void a_plugin_is_added_and_run(sheaf_ctx* ctx, const char* folder) {
  char args[600];
  write_plugin(folder, "mine", "exports.score = function (i) { return i.papers.map(function () { return {points: 2, reason: 'mine'}; }); };");
  snprintf(args, sizeof args, "{\"path\":\"%s/mine\"}", folder);
  expect(ctx, "plugin_add", args, "\"name\":\"mine\"");
  expect(ctx, "plugin_list", "{}", "\"name\":\"mine\"");
  expect(ctx, "plugin_run", "{\"name\":\"mine\",\"papers\":[{\"id\":\"2604.00001\",\"title\":\"T\"}]}", "\"reason\":\"mine\"");
}

static void failures_have_a_status_of_their_own(sheaf_ctx* ctx, const char* folder) {
  char args[600];
  const char papers[] = "\"papers\":[{\"id\":\"2604.00001\",\"title\":\"T\"}]";
  write_plugin(folder, "throws", "exports.score = function () {\n  throw new Error('no');\n};");
  snprintf(args, sizeof args, "{\"path\":\"%s/throws\",%s}", folder, papers);
  expect_failure(ctx, "plugin_run", args, SHEAF_E_PLUGIN, "main.js:2: Error: no");
  write_plugin(folder, "loops", "exports.score = function () { while (true) {} };");
  snprintf(args, sizeof args, "{\"path\":\"%s/loops\",%s}", folder, papers);
  expect_failure(ctx, "plugin_run", args, SHEAF_E_PLUGIN_LIMIT, "stopped after 2000 ms");
  expect_failure(ctx, "plugin_run", "{\"name\":\"nothing\"}", SHEAF_E_NOT_FOUND, "there is no plugin");
  expect_failure(ctx, "plugin_run", "{}", SHEAF_E_INVALID, "name: is missing");
  expect_failure(ctx, "plugin_add", "{\"path\":\"/nowhere\"}", SHEAF_E_NOT_FOUND, "there is no such folder");
}

static void a_looping_plugin_ends_when_its_job_is_cancelled(sheaf_ctx* ctx, const char* folder) {
  char args[600];
  snprintf(args, sizeof args, "{\"path\":\"%s/loops\",\"papers\":[{\"id\":\"2604.00001\",\"title\":\"T\"}]}", folder);
  sheaf_job* job = NULL;
  sheaf_text* result = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_job_start(ctx, "plugin_run", args, &job, &err), err);
  sheaf_job_cancel(job);
  CHECK_STATUS(SHEAF_OK, sheaf_job_wait(job, -1));
  CHECK_STATUS(SHEAF_E_CANCELLED, sheaf_job_result(job, &result, &err));
  sheaf_error_free(err);
  sheaf_job_free(job);
}

int main(void) {
  char *folder = make_folder(), *store = path_in(folder, "sheaf.sqlite");
  sheaf_ctx* ctx = open_store(store);
  bundled_plugins_need_no_file(ctx);
  a_plugin_is_added_and_run(ctx, folder);
  failures_have_a_status_of_their_own(ctx, folder);
  a_looping_plugin_ends_when_its_job_is_cancelled(ctx, folder);
  sheaf_close(ctx);
  free(store);
  remove_folder(folder);
  return check_result();
}
