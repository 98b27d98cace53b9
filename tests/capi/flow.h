/* One reader's day, from opening a store to a written vault: what the failure tests run again and
 * again while memory or the disk fails at another point each time. */
#ifndef SHEAF_TEST_FLOW_H
#define SHEAF_TEST_FLOW_H

#include <sheaf/sheaf.h>

/* What a run came to. A call may succeed although something failed below it, never half. */
struct flow_result {
  sheaf_status status; /* of the first call that failed, else SHEAF_OK */
  const char* call;    /* its name */
  int broke_a_promise; /* an output with a failure, an error with NOMEM, ... */
};

/* `folder` holds store, vault and .bib file. Everything the run opened is closed when it returns.
 */
struct flow_result run_flow(const char* folder);

#endif
