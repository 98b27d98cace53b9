/* Jobs: one watcher thread each, which tells JavaScript of progress and of the end through one
 * thread-safe function, so that the end never overtakes the progress before it. At most one progress
 * event of a job is under way: a page that is busy for long finds one waiting, not hundreds.
 * A job is shared by its JavaScript handle, its watcher and a hook of the environment; whoever runs
 * on the JavaScript thread joins the watcher, so that nothing of it outlives the environment. */
#include "sheaf_addon.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { kTickMs = 100 }; /* between two looks at the progress, unless start() names another */

const napi_type_tag addon_job_tag = {0x7368656166000002ULL, 0x6a6f620000000000ULL};

typedef struct addon_job {
  atomic_int references; /* the handle and the run */
  addon_library *library;
  sheaf_job *job;
  napi_threadsafe_function events;
  pthread_t watcher;
  int64_t tick_ms;
  struct addon_job *next; /* of running_jobs, under its lock */
  napi_env env;
  atomic_int told; /* a progress event is in the queue, not yet heard */
  int ended;       /* JavaScript thread only: the watcher was joined */
} addon_job;

/* One call of onEvent(kind, json); the function's queue owns it. */
typedef struct job_event {
  addon_job *job;
  const char *kind; /* "progress", "result" or "error" */
  sheaf_text *result; /* of a result */
  char *text;         /* of the others */
} job_event;

/* Jobs that run, of every environment. */
static pthread_mutex_t running_lock = PTHREAD_MUTEX_INITIALIZER;
static addon_job *running_jobs;

static void add_running(addon_job *job) {
  pthread_mutex_lock(&running_lock);
  job->next = running_jobs;
  running_jobs = job;
  pthread_mutex_unlock(&running_lock);
}

static void remove_running(addon_job *job) {
  pthread_mutex_lock(&running_lock);
  addon_job **at = &running_jobs;
  while (*at && *at != job) at = &(*at)->next;
  if (*at) *at = job->next;
  pthread_mutex_unlock(&running_lock);
}

static addon_job *first_running(napi_env env) {
  pthread_mutex_lock(&running_lock);
  addon_job *job = running_jobs;
  while (job && job->env != env) job = job->next;
  pthread_mutex_unlock(&running_lock);
  return job;
}

static void drop_job(addon_job *job) {
  if (atomic_fetch_sub(&job->references, 1) > 1) return;
  sheaf_job_free(job->job);
  addon_library_drop(job->library);
  free(job);
}

static void free_event(job_event *event) {
  sheaf_text_free(event->result);
  free(event->text);
  free(event);
}

/* ---- the watcher's side -------------------------------------------------------------------- */

/* `text` as a JSON string without its quotes; bytes below U+0020 are escaped. */
static void append_escaped(char *out, size_t room, const char *text) {
  size_t at = 0;
  for (; *text && at + 7 < room; ++text) {
    const unsigned char c = (unsigned char)*text;
    if (c == '"' || c == '\\')
      at += (size_t)snprintf(out + at, room - at, "\\%c", c);
    else if (c < 0x20)
      at += (size_t)snprintf(out + at, room - at, "\\u%04x", c);
    else
      out[at++] = (char)c;
  }
  out[at] = '\0';
}

static char *error_text(sheaf_status status, sheaf_error *error) {
  const char *message = error ? sheaf_error_message(error) : NULL;
  if (!message) message = "it failed";
  const size_t room = strlen(message) * 6 + 8;
  char *escaped = malloc(room), *text = malloc(room + 160);
  if (escaped && text) {
    append_escaped(escaped, room, message);
    snprintf(text, room + 160,
             "{\"status\":\"%s\",\"message\":\"%s\",\"http_status\":%d,\"retry_after_ms\":%lld}",
             sheaf_status_name(status), escaped, error ? sheaf_error_http_status(error) : 0,
             error ? (long long)sheaf_error_retry_after_ms(error) : -1LL);
  }
  free(escaped);
  return text;
}

/* Queues an event and never blocks; 0 when the environment is closing. */
static int tell(addon_job *job, const char *kind, char *text, sheaf_text *result) {
  job_event *event = calloc(1, sizeof *event);
  if (!event) {
    free(text);
    sheaf_text_free(result);
    return 0;
  }
  event->job = job;
  event->kind = kind;
  event->text = text;
  event->result = result;
  if (napi_call_threadsafe_function(job->events, event, napi_tsfn_nonblocking) == napi_ok)
    return 1;
  free_event(event);
  return 0;
}

/* Unless one is still under way, which the next tick or the end makes up for. */
static int tell_progress(addon_job *job, sheaf_progress *last, int at_the_end) {
  SHEAF_INIT(sheaf_progress, now);
  if (!at_the_end && atomic_load(&job->told)) return 1;
  if (sheaf_job_progress(job->job, &now) != SHEAF_OK || !now.stage || !*now.stage) return 1;
  if (last->stage == now.stage && last->done == now.done && last->total == now.total &&
      last->waiting_ms == now.waiting_ms)
    return 1;
  *last = now;
  char *text = malloc(160);
  if (!text) return 1;
  atomic_store(&job->told, 1);
  snprintf(text, 160, "{\"stage\":\"%.32s\",\"done\":%llu,\"total\":%llu,\"waiting_ms\":%lld}",
           now.stage, (unsigned long long)now.done, (unsigned long long)now.total,
           (long long)now.waiting_ms);
  return tell(job, "progress", text, NULL);
}

static void *watch(void *data) {
  addon_job *job = data;
  SHEAF_INIT(sheaf_progress, last);
  int open = 1;
  while (sheaf_job_wait(job->job, job->tick_ms) == SHEAF_TIMEOUT) {
    if (open && !tell_progress(job, &last, 0)) open = 0;
    if (!open) sheaf_job_cancel(job->job);
  }
  sheaf_text *result = NULL;
  sheaf_error *error = NULL;
  const sheaf_status status = sheaf_job_result(job->job, &result, &error);
  if (!open) {
    sheaf_text_free(result);
  } else if (status == SHEAF_OK) {
    if (tell_progress(job, &last, 1)) tell(job, "result", NULL, result);
    else sheaf_text_free(result);
  } else {
    tell(job, "error", error_text(status, error), NULL);
  }
  sheaf_error_free(error);
  napi_release_threadsafe_function(job->events, napi_tsfn_release);
  return NULL;
}

/* ---- the JavaScript thread's side ------------------------------------------------------------ */

/* The environment goes away (a window closes, a worker is terminated). */
static void on_environment_end(void *data) {
  addon_job *job = data;
  remove_running(job);
  sheaf_job_cancel(job->job);
  if (!job->ended) pthread_join(job->watcher, NULL);
  job->ended = 1;
  drop_job(job);
}

/* process.exit() runs no hook of the environment: the jobs' threads would go on while exit() takes
 * down what they use. So each is ended and joined here, when "exit" is told. */
napi_value addon_end_jobs(napi_env env, napi_callback_info info) {
  (void)info;
  for (addon_job *job = first_running(env); job; job = first_running(env)) {
    napi_remove_env_cleanup_hook(env, on_environment_end, job);
    remove_running(job);
    sheaf_job_cancel(job->job);
    if (!job->ended) pthread_join(job->watcher, NULL);
    job->ended = 1;
    sheaf_job_free(job->job); /* joins the core's thread too; the handle frees nothing twice */
    job->job = NULL;
    drop_job(job);
  }
  return NULL;
}

static void finish(napi_env env, addon_job *job) {
  if (job->ended) return;
  pthread_join(job->watcher, NULL); /* it has nothing left to do */
  job->ended = 1;
  remove_running(job);
  napi_remove_env_cleanup_hook(env, on_environment_end, job);
  drop_job(job);
}

static void call_listener(napi_env env, napi_value listener, const job_event *event) {
  napi_value undefined = NULL, arguments[2] = {NULL, NULL};
  const char *text = event->text ? event->text : "{}";
  if (napi_get_undefined(env, &undefined) != napi_ok) return;
  arguments[0] = addon_string(env, event->kind, strlen(event->kind));
  arguments[1] = event->result ? addon_bytes(env, sheaf_text_data(event->result), sheaf_text_size(event->result))
                               : addon_string(env, text, strlen(text));
  if (arguments[0] && arguments[1])
    napi_call_function(env, undefined, listener, 2, arguments, NULL);
}

static void on_event(napi_env env, napi_value listener, void *context, void *data) {
  job_event *event = data;
  (void)context;
  if (env && listener) {
    const int end = strcmp(event->kind, "progress") != 0;
    addon_job *job = event->job;
    atomic_store(&job->told, 0);
    call_listener(env, listener, event);
    if (end) finish(env, job);
  }
  free_event(event);
}

static void drop_handle(napi_env env, void *data, void *hint) {
  (void)env, (void)hint;
  drop_job(data);
}

static int run(napi_env env, addon_job *job, napi_value listener) {
  napi_value name = addon_string(env, "sheaf", 5);
  if (!name || napi_create_threadsafe_function(env, listener, NULL, name, 0, 1, NULL, NULL, NULL,
                                               on_event, &job->events) != napi_ok)
    return 0;
  /* Hooks run last first: this one before the function's own. */
  napi_add_env_cleanup_hook(env, on_environment_end, job);
  if (pthread_create(&job->watcher, NULL, watch, job) == 0) {
    job->env = env;
    add_running(job);
    return 1;
  }
  napi_remove_env_cleanup_hook(env, on_environment_end, job);
  napi_release_threadsafe_function(job->events, napi_tsfn_abort);
  return 0;
}

/* Takes over `started`, also when it fails. */
static napi_value job_to(napi_env env, addon_library *library, sheaf_job *started,
                         napi_value listener, int64_t tick_ms) {
  napi_value value = NULL;
  addon_job *job = calloc(1, sizeof *job);
  if (!job) {
    sheaf_job_free(started);
    return addon_throw_text(env, "SHEAF_E_NOMEM", "out of memory");
  }
  atomic_init(&job->references, 2);
  atomic_init(&job->told, 0);
  job->tick_ms = tick_ms;
  job->job = started;
  job->library = addon_library_keep(library);
  if (!(value = addon_wrap(env, job, drop_handle, &addon_job_tag))) {
    atomic_store(&job->references, 1);
    drop_job(job);
    return addon_throw_text(env, "SHEAF_E_NOMEM", "out of memory");
  }
  if (run(env, job, listener)) return value;
  drop_job(job); /* the run's reference; the handle's goes with the value */
  return addon_throw_text(env, "SHEAF_E_INTERNAL", "the job's thread could not be started");
}

/* start(library, op, argsJson, onEvent(kind, json)[, tickMs]) -> job.  `json` is a string, of a
 * result a Buffer, so that a long one can be read piece by piece.  Progress comes at most every
 * `tickMs` (100; at least 1), the last state always before the end. */
napi_value addon_start(napi_env env, napi_callback_info info) {
  napi_value arguments[5];
  napi_valuetype kind = napi_undefined;
  int64_t tick_ms = 0;
  if (!addon_arguments(env, info, 4, 5, arguments)) return NULL;
  addon_library *library = addon_library_of(env, arguments[0]);
  if (!library) return NULL;
  if (napi_typeof(env, arguments[3], &kind) != napi_ok || kind != napi_function)
    return addon_throw_text(env, "SHEAF_E_INVALID", "onEvent: must be a function");
  if (napi_get_value_int64(env, arguments[4], &tick_ms) != napi_ok || tick_ms < 1) tick_ms = kTickMs;
  char *op = addon_text(env, arguments[1], "op", NULL);
  char *args = op ? addon_text(env, arguments[2], "argsJson", NULL) : NULL;
  sheaf_job *job = NULL;
  napi_value value = NULL;
  if (args) {
    sheaf_error *error = NULL;
    const sheaf_status status =
        sheaf_job_start(addon_library_context(library), op, args, &job, &error);
    value = status == SHEAF_OK ? job_to(env, library, job, arguments[3], tick_ms)
                               : addon_throw(env, status, error);
  }
  free(op);
  free(args);
  return value;
}

/* cancel(job): its end is told as an error SHEAF_E_CANCELLED. */
napi_value addon_cancel(napi_env env, napi_callback_info info) {
  napi_value arguments[1];
  void *data = NULL;
  bool ours = false;
  if (!addon_arguments(env, info, 1, 1, arguments)) return NULL;
  if (napi_check_object_type_tag(env, arguments[0], &addon_job_tag, &ours) != napi_ok || !ours ||
      napi_unwrap(env, arguments[0], &data) != napi_ok)
    return addon_throw_text(env, "SHEAF_E_INVALID", "job: not a job that start() gave");
  sheaf_job_cancel(((addon_job *)data)->job);
  return NULL;
}
