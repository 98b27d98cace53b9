/* The day's papers in C: fetched, scored, summarized, and printed best first.
 *   cc digest.c $(pkg-config --cflags --libs sheaf) -o digest && ./digest [PROFILE.json]
 * $SHEAF_STORE names the database; without it everything is kept in memory only. */
#include <sheaf/sheaf.h>
#include <stdio.h>
#include <stdlib.h>

static char profile[1 << 16] = "{\"categories\": [\"cs.CL\"], \"keywords\": [\"language model\"]}";

static int fail(const char* what) {
  fprintf(stderr, "digest: %s\n", what);
  return 1;
}

static int read_profile(const char* path) {
  FILE* file = fopen(path, "rb");
  if (!file) return 0;
  profile[fread(profile, 1, sizeof profile - 1, file)] = '\0';
  return fclose(file) == 0;
}

static void print(const sheaf_digest* digest) {
  for (size_t i = 0; i < sheaf_digest_source_count(digest); i++)
    if (sheaf_digest_source_state(digest, i) != SHEAF_SOURCE_OK)
      fprintf(stderr, "%s: %s\n", sheaf_digest_source_name(digest, i), sheaf_digest_source_detail(digest, i));
  for (size_t i = 0; i < sheaf_digest_count(digest); i++)
    printf("%5.1f  %s\n       %s\n", sheaf_digest_score(digest, i),
           sheaf_paper_text(sheaf_digest_paper(digest, i), SHEAF_FIELD_TITLE),
           sheaf_summary_text(sheaf_digest_summary(digest, i), SHEAF_SUMMARY_TLDR));
}

int main(int count, char** arguments) {
  if (count > 1 && !read_profile(arguments[1])) return fail("the profile cannot be read");
  sheaf_ctx* ctx = NULL;
  sheaf_digest* today = NULL;
  sheaf_error* err = NULL;
  SHEAF_INIT(sheaf_config, config);
  config.store_path = getenv("SHEAF_STORE");
  SHEAF_INIT(sheaf_digest_options, options);
  options.profile_json = profile;
  if (sheaf_open(&config, &ctx, &err) || sheaf_digest_run(ctx, &options, NULL, &today, &err)) {
    fail(sheaf_error_message(err));
    sheaf_error_free(err);
    sheaf_close(ctx);
    return 1;
  }
  print(today);
  sheaf_digest_free(today);
  sheaf_close(ctx);
  return 0;
}
