/* A digest in C: reads papers from a JSON file and prints them best first.
 *   cc digest.c $(pkg-config --cflags --libs sheaf) && ./a.out papers.json
 * Without arguments it asks arXiv for today's papers in cs.CL. */
#include <sheaf/sheaf.h>
#include <stdio.h>
#include <stdlib.h>

static int die(sheaf_status status, const sheaf_error* err) {
  fprintf(stderr, "%s: %s\n", sheaf_status_name(status), sheaf_error_message(err));
  exit(1);
}

static sheaf_papers* read_papers(const char* path) {
  static char json[1 << 20];
  FILE* file = fopen(path, "rb");
  if (!file) return perror(path), exit(1), NULL;
  const size_t size = fread(json, 1, sizeof json, file);
  fclose(file);
  sheaf_papers* papers = NULL;
  sheaf_error* err = NULL;
  const sheaf_status status = sheaf_papers_from_json(json, size, &papers, &err);
  return status ? (die(status, err), NULL) : papers;
}

int main(int count, char** arguments) {
  sheaf_ctx* ctx = NULL;
  sheaf_digest* digest = NULL;
  sheaf_papers* papers = count > 1 ? read_papers(arguments[1]) : NULL;
  sheaf_error* err = NULL;
  SHEAF_INIT(sheaf_digest_options, options);
  options.profile_json =
      "{\"categories\": [\"cs.CL\"], \"keywords\": [\"language model\", \"retrieval\"]}";

  sheaf_status status = sheaf_open(NULL, &ctx, &err);
  if (!status)
    status = papers ? sheaf_digest_from_papers(ctx, papers, &options, NULL, &digest, &err)
                    : sheaf_digest_run(ctx, &options, NULL, &digest, &err);
  if (status) die(status, err);

  for (size_t i = 0; i < sheaf_digest_count(digest); ++i)
    printf("%5.1f  %s\n       %s\n", sheaf_digest_score(digest, i),
           sheaf_paper_text(sheaf_digest_paper(digest, i), SHEAF_FIELD_TITLE),
           sheaf_summary_text(sheaf_digest_summary(digest, i), SHEAF_SUMMARY_TLDR));

  sheaf_digest_free(digest);
  sheaf_papers_free(papers);
  sheaf_close(ctx);
  return 0;
}
