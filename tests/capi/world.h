/* One of everything that sheaf.h knows, and every function of it as a step that can be run again
 * and again while something fails: what nomem_test, iofail_test and the check of the list stand on.
 */
#ifndef SHEAF_TEST_WORLD_H
#define SHEAF_TEST_WORLD_H

#include <sheaf/sheaf.h>

#include "fixture.h"

struct world {
  struct canned_arxiv arxiv;
  char store[300], vault[300], bib[300], folder[300]; /* store: "" for one in memory */
  sheaf_ctx* ctx;
  sheaf_papers* papers;
  sheaf_digest* digest;
  sheaf_scores* scores;
  sheaf_summary* summary;
  sheaf_report* report;
  sheaf_text* text;
  sheaf_error* error;
  sheaf_cancel* cancel;
  int left; /* a failed call left an output behind, or a report a failure without a reason */
};

/* No job of it is left: a thread does not come along into a forked child. `folder` is there; with
 * `in_memory` only vault and .bib are below it. Ends the program on failure. */
void open_world(struct world* world, const char* folder, int in_memory);
void close_world(struct world* world);

/* A function, or an op by its job. The status is the call's; a report that tells of a failed file
 * gives SHEAF_E_IO. `err` gets the call's error and is the caller's to free. */
struct step {
  const char* name; /* "sheaf_open", "op search" */
  sheaf_status (*run)(struct world* world, const struct step* step, sheaf_error** err);
  const char* args; /* of an op: "@" stands for the world's folder */
};
extern const struct step steps[];
extern const int step_count;

/* Every op that the library names has a step; tells which have none. */
int every_op_has_a_step(void);

#endif
