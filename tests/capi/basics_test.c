/* Version, status names, errors and texts. */
#include "check.h"
#include "fixture.h"

static void versions_agree_with_the_header(void) {
  char wanted[32];
  snprintf(wanted, sizeof wanted, "%d.%d.%d", SHEAF_VERSION_MAJOR, SHEAF_VERSION_MINOR,
           SHEAF_VERSION_PATCH);
  CHECK_TEXT(wanted, sheaf_version());
  CHECK(sheaf_abi_version() == SHEAF_ABI_VERSION);
}

static void every_status_has_its_name(void) {
#define NAMED(status) CHECK_TEXT(#status, sheaf_status_name(status))
  NAMED(SHEAF_OK);
  NAMED(SHEAF_TIMEOUT);
  NAMED(SHEAF_E_INVALID);
  NAMED(SHEAF_E_NOMEM);
  NAMED(SHEAF_E_CANCELLED);
  NAMED(SHEAF_E_NETWORK);
  NAMED(SHEAF_E_HTTP);
  NAMED(SHEAF_E_RATE_LIMIT);
  NAMED(SHEAF_E_PARSE);
  NAMED(SHEAF_E_NOT_FOUND);
  NAMED(SHEAF_E_IO);
  NAMED(SHEAF_E_STORE);
  NAMED(SHEAF_E_CONFLICT);
  NAMED(SHEAF_E_PLUGIN);
  NAMED(SHEAF_E_PLUGIN_LIMIT);
  NAMED(SHEAF_E_UNSUPPORTED);
  NAMED(SHEAF_E_INTERNAL);
#undef NAMED
  CHECK(sheaf_status_name(-1234) != NULL);
  CHECK(sheaf_status_name(1234) != NULL);
}

static void an_error_says_what_is_wrong(void) {
  sheaf_papers* papers = NULL;
  sheaf_error* err = NULL;
  CHECK_STATUS(SHEAF_E_INVALID, sheaf_papers_from_json("[{}]", 4, &papers, &err));
  REQUIRE(err != NULL);
  CHECK(sheaf_error_status(err) == SHEAF_E_INVALID);
  CHECK_CONTAINS(sheaf_error_message(err), "id");
  CHECK(sheaf_error_http_status(err) == 0);
  CHECK(sheaf_error_retry_after_ms(err) == -1);
  sheaf_error_free(err);
}

static void an_error_may_go_unasked(void) {
  sheaf_papers* papers = (sheaf_papers*)&papers; /* must be set to NULL on failure */
  const sheaf_status status = sheaf_papers_from_json("[{]", 3, &papers, NULL);
  CHECK(status == SHEAF_E_PARSE || status == SHEAF_E_INVALID);
  CHECK(papers == NULL);
}

static void success_leaves_the_error_alone(void) {
  sheaf_papers* papers = NULL;
  sheaf_error* err = NULL;
  CHECK_STATUS(SHEAF_OK, sheaf_papers_from_json("[]", 2, &papers, &err));
  CHECK(err == NULL);
  CHECK(sheaf_papers_count(papers) == 0);
  sheaf_papers_free(papers);
}

static void a_text_knows_its_size_and_ends_with_nul(void) {
  sheaf_papers* papers = sample_papers();
  sheaf_text* text = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_papers_to_json(papers, &text, &err), err);
  CHECK(sheaf_text_size(text) > 100);
  CHECK(strlen(sheaf_text_data(text)) == sheaf_text_size(text));
  sheaf_text_free(text);
  sheaf_papers_free(papers);
}

int main(void) {
  versions_agree_with_the_header();
  every_status_has_its_name();
  an_error_says_what_is_wrong();
  an_error_may_go_unasked();
  success_leaves_the_error_alone();
  a_text_knows_its_size_and_ends_with_nul();
  return check_result();
}
