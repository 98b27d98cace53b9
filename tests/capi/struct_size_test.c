/* struct_size: callers compiled against another version of the header. An option struct of an
 * older one is shorter than the library's and lies at the end of readable memory here, so that a
 * byte read past it ends the program; one of a newer is longer. */
#include <stddef.h>
#include <sys/mman.h>
#include <unistd.h>

#include "check.h"
#include "fixture.h"

#define END_OF(type, member) (offsetof(type, member) + sizeof(((type*)0)->member))

static char* page;
static size_t page_size;

static void make_page(void) {
  page_size = (size_t)sysconf(_SC_PAGESIZE);
  page = mmap(NULL, 2 * page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  REQUIRE(page != MAP_FAILED);
  REQUIRE(mprotect(page + page_size, page_size, PROT_NONE) == 0);
}

/* The first `size` bytes of a struct right before memory that cannot be read. */
static void* at_the_edge(const void* options, size_t size) {
  char* place = page + page_size - size;
  memcpy(place, options, size);
  memcpy(place, &size, sizeof size);
  return place;
}

/* A struct of a newer header: ours, then members that this library does not know. */
struct newer {
  union {
    sheaf_config config;
    sheaf_profile profile;
    sheaf_query query;
    sheaf_call call;
    sheaf_summary_options summary;
    sheaf_digest_options digest;
  } known;
  uint64_t unknown[4];
};

static void* grown(struct newer* newer, const void* options, size_t size, uint64_t value) {
  memset(newer, 0, sizeof *newer);
  memcpy(newer, options, size);
  const size_t whole = size + sizeof(uint64_t);
  memcpy((char*)newer + size, &value, sizeof value);
  memcpy(newer, &whole, sizeof whole);
  return newer;
}

static void check_open(const sheaf_config* config, sheaf_status wanted, int line) {
  sheaf_ctx* ctx = NULL;
  sheaf_error* err = NULL;
  const sheaf_status got = sheaf_open(config, &ctx, &err);
  check_status(wanted, got, "sheaf_open", __FILE__, line);
  CHECK((got == SHEAF_OK) == (ctx != NULL) && (got == SHEAF_OK) == (err == NULL));
  sheaf_error_free(err);
  sheaf_close(ctx);
}
#define CHECK_OPEN(config, wanted) check_open((config), (wanted), __LINE__)

static void config_of_another_version(void) {
  SHEAF_INIT(sheaf_config, config);
  struct newer newer;
  CHECK_OPEN(&config, SHEAF_OK);
  CHECK_OPEN(at_the_edge(&config, sizeof config), SHEAF_OK);
  CHECK_OPEN(at_the_edge(&config, END_OF(sheaf_config, http_fn)), SHEAF_OK);
  CHECK_OPEN(at_the_edge(&config, END_OF(sheaf_config, store_path)), SHEAF_OK);
  CHECK_OPEN(at_the_edge(&config, sizeof(size_t)), SHEAF_OK);
  CHECK_OPEN(grown(&newer, &config, sizeof config, 0), SHEAF_OK);
  CHECK_OPEN(grown(&newer, &config, sizeof config, 1), SHEAF_E_UNSUPPORTED);
  config.struct_size = 0; /* forgot SHEAF_INIT */
  CHECK_OPEN(&config, SHEAF_E_INVALID);
  config.struct_size = (size_t)-1;
  CHECK_OPEN(&config, SHEAF_E_INVALID);
}

static void short_profile_and_options(sheaf_ctx* ctx, const sheaf_papers* papers) {
  const char* const words[] = {"decoding"};
  SHEAF_INIT(sheaf_profile, profile);
  profile.keywords = words;
  profile.keyword_count = 1;
  profile.scorer = "no such scorer, but beyond what an older caller knows";
  SHEAF_INIT(sheaf_summary_options, summary_options);
  SHEAF_INIT(sheaf_digest_options, digest_options);
  sheaf_scores* scores = NULL;
  sheaf_summary* summary = NULL;
  sheaf_digest* digest = NULL;
  sheaf_error* err = NULL;
  const void* edge = at_the_edge(&profile, END_OF(sheaf_profile, keyword_count));
  REQUIRE_OK(sheaf_score(ctx, papers, edge, NULL, &scores, &err), err);
  CHECK(sheaf_scores_value(scores, 0) > 0);
  edge = at_the_edge(&summary_options, END_OF(sheaf_summary_options, summarizer));
  REQUIRE_OK(sheaf_summarize(ctx, sheaf_papers_at(papers, 0), edge, NULL, &summary, &err), err);
  edge = at_the_edge(&digest_options, END_OF(sheaf_digest_options, profile_json));
  REQUIRE_OK(sheaf_digest_from_papers(ctx, papers, edge, NULL, &digest, &err), err);
  sheaf_scores_free(scores);
  sheaf_summary_free(summary);
  sheaf_digest_free(digest);
}

static void long_profile_and_options(sheaf_ctx* ctx, const sheaf_papers* papers) {
  SHEAF_INIT(sheaf_profile, profile);
  SHEAF_INIT(sheaf_call, call);
  SHEAF_INIT(sheaf_digest_options, options);
  struct newer newer, newer_call;
  sheaf_scores* scores = NULL;
  sheaf_digest* digest = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_score(ctx, papers, grown(&newer, &profile, sizeof profile, 0),
                         grown(&newer_call, &call, sizeof call, 0), &scores, &err),
             err);
  sheaf_scores_free(scores);
  REQUIRE_OK(sheaf_digest_from_papers(ctx, papers, grown(&newer, &options, sizeof options, 0), NULL,
                                      &digest, &err),
             err);
  sheaf_digest_free(digest);
  CHECK_FAILS(
      SHEAF_E_UNSUPPORTED,
      sheaf_score(ctx, papers, grown(&newer, &profile, sizeof profile, 9), NULL, &scores, &err),
      scores, err);
  CHECK_FAILS(
      SHEAF_E_UNSUPPORTED,
      sheaf_score(ctx, papers, NULL, grown(&newer_call, &call, sizeof call, 9), &scores, &err),
      scores, err);
}

static void sizes_that_nobody_has(sheaf_ctx* ctx, const sheaf_papers* papers) {
  sheaf_profile profile = {0};
  sheaf_call call = {0};
  sheaf_query query = {0};
  sheaf_digest_options digest_options = {0};
  sheaf_summary_options summary_options = {0};
  sheaf_papers* found = NULL;
  sheaf_scores* scores = NULL;
  sheaf_summary* summary = NULL;
  sheaf_digest* digest = NULL;
  sheaf_error* err = NULL;
  const sheaf_paper* paper = sheaf_papers_at(papers, 0);
  CHECK_FAILS(SHEAF_E_INVALID, sheaf_score(ctx, papers, &profile, NULL, &scores, &err), scores,
              err);
  CHECK_FAILS(SHEAF_E_INVALID, sheaf_score(ctx, papers, NULL, &call, &scores, &err), scores, err);
  CHECK_FAILS(SHEAF_E_INVALID, sheaf_fetch(ctx, &query, NULL, &found, &err), found, err);
  CHECK_FAILS(SHEAF_E_INVALID, sheaf_digest_run(ctx, &digest_options, NULL, &digest, &err), digest,
              err);
  CHECK_FAILS(SHEAF_E_INVALID, sheaf_summarize(ctx, paper, &summary_options, NULL, &summary, &err),
              summary, err);
}

/* sheaf_progress goes the other way: the library may write as much as the caller has, no more. */
static void progress_of_an_older_caller(sheaf_ctx* ctx) {
  sheaf_job* job = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_job_start(ctx, "categories", "{}", &job, &err), err);
  CHECK_STATUS(SHEAF_OK, sheaf_job_wait(job, -1));
  SHEAF_INIT(sheaf_progress, progress);
  CHECK_STATUS(SHEAF_OK, sheaf_job_progress(job, &progress));
  CHECK(progress.struct_size == sizeof progress && progress.stage != NULL);
  const size_t known = END_OF(sheaf_progress, done);
  memset(&progress, 0x5a, sizeof progress);
  CHECK_STATUS(SHEAF_OK, sheaf_job_progress(job, at_the_edge(&progress, known)));
  struct {
    sheaf_progress known;
    uint64_t unknown;
  } longer;
  memset(&longer, 0x5a, sizeof longer);
  longer.known.struct_size = sizeof longer;
  CHECK_STATUS(SHEAF_OK, sheaf_job_progress(job, &longer.known));
  CHECK(longer.known.waiting_ms == 0);
  memset(&progress, 0, sizeof progress);
  CHECK_STATUS(SHEAF_E_INVALID, sheaf_job_progress(job, &progress));
  sheaf_job_free(job);
}

int main(void) {
  make_page();
  sheaf_ctx* ctx = open_in_memory();
  sheaf_papers* papers = sample_papers();
  config_of_another_version();
  short_profile_and_options(ctx, papers);
  long_profile_and_options(ctx, papers);
  sizes_that_nobody_has(ctx, papers);
  progress_of_an_older_caller(ctx);
  sheaf_papers_free(papers);
  sheaf_close(ctx);
  munmap(page, 2 * page_size);
  return check_result();
}
