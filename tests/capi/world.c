/* Opening and closing the world of world.h; its steps are in steps.c. */
#include "world.h"

#include "check.h"

void open_world(struct world* world, const char* folder, int in_memory) {
  *world = (struct world){0};
  snprintf(world->folder, sizeof world->folder, "%s", folder);
  snprintf(world->vault, sizeof world->vault, "%s/vault", folder);
  snprintf(world->bib, sizeof world->bib, "%s/refs.bib", folder);
  if (!in_memory) snprintf(world->store, sizeof world->store, "%s/papers.db", folder);
  sheaf_config config = canned_config(&world->arxiv);
  config.store_path = in_memory ? NULL : world->store;
  SHEAF_INIT(sheaf_digest_options, options);
  options.profile_json = sample_profile_json;
  sheaf_error* err = NULL;
  sheaf_digest* fetched = NULL;
  REQUIRE_OK(sheaf_open(&config, &world->ctx, &err), err);
  world->papers = sample_papers();
  REQUIRE_OK(sheaf_store_put(world->ctx, world->papers, &err), err);
  REQUIRE_OK(
      sheaf_library_put_json(world->ctx, sample_library_json, strlen(sample_library_json), &err),
      err);
  REQUIRE_OK(sheaf_feedback_put_at(world->ctx, "2604.01001", SHEAF_FEEDBACK_LIKED, 1, &err), err);
  REQUIRE_OK(sheaf_digest_run(world->ctx, &options, NULL, &fetched, &err), err);
  sheaf_digest_free(fetched);
  world->digest = sample_digest(world->ctx);
  REQUIRE_OK(sheaf_score(world->ctx, world->papers, NULL, NULL, &world->scores, &err), err);
  const sheaf_paper* paper = sheaf_papers_at(world->papers, 0);
  REQUIRE_OK(sheaf_summarize(world->ctx, paper, NULL, NULL, &world->summary, &err), err);
  REQUIRE_OK(sheaf_write_bibtex(world->digest, world->bib, &world->report, &err), err);
  REQUIRE_OK(sheaf_bibtex(world->papers, &world->text, &err), err);
  REQUIRE(sheaf_cancel_new(&world->cancel) == SHEAF_OK);
  REQUIRE(sheaf_open(NULL, NULL, &world->error) == SHEAF_E_INVALID);
}

void close_world(struct world* world) {
  sheaf_error_free(world->error);
  sheaf_text_free(world->text);
  sheaf_cancel_free(world->cancel);
  sheaf_report_free(world->report);
  sheaf_summary_free(world->summary);
  sheaf_scores_free(world->scores);
  sheaf_digest_free(world->digest);
  sheaf_papers_free(world->papers);
  sheaf_close(world->ctx);
  const int left = world->left;
  *world = (struct world){.left = left};
}
