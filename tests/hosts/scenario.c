/* A host's use of libsheaf: dlopen, a store file, papers, scores, summaries, a request over Sheaf's
 * own libcurl in the clear and over TLS, dlclose. Nothing of Sheaf is linked to the host. */
#include "scenario.h"

#include <dlfcn.h>
#include <sheaf/sheaf.h>
#include <stdio.h>
#include <string.h>

#include "mapped.h"

/* Not what the server has: hosts that run side by side share one store, and what one fetches must not
 * be what another looks for. */
static const char papers_json[] =
    "[{\"id\":\"2604.09001\",\"title\":\"Speculative Decoding\",\"abstract\":\"We propose a draft "
    "model. "
    "It is twice as fast.\",\"authors\":[\"Ada Sample\"],\"categories\":[\"cs.CL\"]},"
    "{\"id\":\"2604.09002\",\"title\":\"Retrieval\",\"abstract\":\"We study retrieval.\"}]";

#define FUNCTIONS(X)                                                                              \
  X(sheaf_open)                                                                                   \
  X(sheaf_close) X(sheaf_error_message) X(sheaf_error_free) X(sheaf_status_name)                  \
      X(sheaf_papers_from_json) X(sheaf_papers_count) X(sheaf_papers_at) X(sheaf_papers_free)     \
          X(sheaf_store_put) X(sheaf_store_find) X(sheaf_score) X(sheaf_scores_value)             \
              X(sheaf_scores_free) X(sheaf_summarize) X(sheaf_summary_text) X(sheaf_summary_free) \
                  X(sheaf_fetch)

#define MEMBER(name) __typeof__(&name) name;
struct api {
  FUNCTIONS(MEMBER)
};

struct host {
  const struct scenario* scenario;
  struct api api;
  void* library;
};

static int complain(const char* step, const char* why) {
  fprintf(stderr, "%s: %s\n", step, why ? why : "(no reason given)");
  return 1;
}

static int load(struct host* host) {
  host->library = dlopen(host->scenario->library, RTLD_NOW | RTLD_LOCAL);
  if (!host->library) return complain("dlopen", dlerror());
#define FIND(name)                                                                \
  do {                                                                            \
    void* address = dlsym(host->library, #name);                                  \
    if (!address) return complain("dlsym", #name);                                \
    memcpy(&host->api.name, &address, sizeof address); /* POSIX vouches for it */ \
  } while (0);
  FUNCTIONS(FIND)
  return 0;
}

/* The status of a step, told with its message; the error is freed. */
static int failed(const struct host* host, const char* step, sheaf_status status,
                  sheaf_error** err) {
  if (status == SHEAF_OK) return 0;
  fprintf(stderr, "%s: %s: %s\n", step, host->api.sheaf_status_name(status),
          host->api.sheaf_error_message(*err));
  host->api.sheaf_error_free(*err);
  *err = NULL;
  return 1;
}

static sheaf_ctx* open_ctx(const struct host* host, const char* api_url) {
  char store[512];
  snprintf(store, sizeof store, "%s/host.db", host->scenario->folder);
  SHEAF_INIT(sheaf_config, config);
  config.store_path = store;
  config.api_base_url = api_url;
  config.timeout_ms = 20000;
  config.max_retries = -1;
  sheaf_ctx* ctx = NULL;
  sheaf_error* err = NULL;
  return failed(host, "open", host->api.sheaf_open(&config, &ctx, &err), &err) ? NULL : ctx;
}

static int judge(const struct host* host, sheaf_ctx* ctx, const sheaf_papers* papers) {
  const char* const words[] = {"decoding"};
  SHEAF_INIT(sheaf_profile, profile);
  profile.keywords = words, profile.keyword_count = 1;
  sheaf_scores* scores = NULL;
  sheaf_summary* summary = NULL;
  sheaf_error* err = NULL;
  if (failed(host, "score", host->api.sheaf_score(ctx, papers, &profile, NULL, &scores, &err),
             &err))
    return 1;
  const double best = host->api.sheaf_scores_value(scores, 0);
  host->api.sheaf_scores_free(scores);
  if (best <= 0) return complain("score", "a paper with the keyword has no points");
  const sheaf_paper* paper = host->api.sheaf_papers_at(papers, 0);
  if (failed(host, "summarize", host->api.sheaf_summarize(ctx, paper, NULL, NULL, &summary, &err),
             &err))
    return 1;
  const int empty = host->api.sheaf_summary_text(summary, SHEAF_SUMMARY_TLDR)[0] == '\0';
  host->api.sheaf_summary_free(summary);
  return empty ? complain("summarize", "no TL;DR") : 0;
}

static int keep(const struct host* host, sheaf_ctx* ctx) {
  sheaf_papers *papers = NULL, *found = NULL;
  sheaf_error* err = NULL;
  if (failed(host, "papers_from_json",
             host->api.sheaf_papers_from_json(papers_json, sizeof papers_json - 1, &papers, &err),
             &err))
    return 1;
  int bad = failed(host, "store_put", host->api.sheaf_store_put(ctx, papers, &err), &err) ||
            judge(host, ctx, papers);
  host->api.sheaf_papers_free(papers);
  if (bad || failed(host, "store_find",
                    host->api.sheaf_store_find(ctx, "speculative", 0, &found, &err), &err))
    return 1;
  bad = host->api.sheaf_papers_count(found) != 1;
  host->api.sheaf_papers_free(found);
  return bad ? complain("store_find", "the stored paper is not found") : 0;
}

static int fetch(const struct host* host, sheaf_ctx* ctx, const char* step) {
  SHEAF_INIT(sheaf_query, query);
  query.expression = "cat:cs.CL";
  query.max_results = 2;
  sheaf_papers* papers = NULL;
  sheaf_error* err = NULL;
  if (failed(host, step, host->api.sheaf_fetch(ctx, &query, NULL, &papers, &err), &err)) return 1;
  const size_t count = host->api.sheaf_papers_count(papers);
  host->api.sheaf_papers_free(papers);
  return count == 2 ? 0 : complain(step, "not the two papers that the server has");
}

static int work(const struct host* host) {
  const struct scenario* scenario = host->scenario;
  sheaf_ctx* ctx = open_ctx(host, scenario->http_url);
  if (!ctx) return 1;
  int bad = keep(host, ctx) || fetch(host, ctx, "fetch over HTTP");
  host->api.sheaf_close(ctx);
  if (bad || strcmp(scenario->https_url, "-") == 0) return bad;
  ctx = open_ctx(host, scenario->https_url);
  bad = !ctx || fetch(host, ctx, "fetch over HTTPS");
  if (ctx) host->api.sheaf_close(ctx);
  return bad;
}

int run_scenario(const struct scenario* scenario) {
  struct host host = {.scenario = scenario};
  if (load(&host) || work(&host)) return 1;
  if (dlclose(host.library) != 0) return complain("dlclose", dlerror());
  return 0;
}

int run_host(int count, char** arguments) {
  if (count != 5) return complain(arguments[0], "wants LIBRARY HTTP_URL HTTPS_URL FOLDER");
  const struct scenario scenario = {arguments[1], arguments[2], arguments[3], arguments[4]};
  for (int round = 1; round <= 2; ++round) {
    if (run_scenario(&scenario)) return complain("round", round == 1 ? "first" : "second");
    if (is_mapped("libsheaf.so")) return complain("dlclose", "the library stays in memory");
  }
  return 0;
}
