/* CHECK and its kin: a failed check says where and what, and the program goes on; a failed REQUIRE
 * ends it, for what later lines could not do without. main() ends with `return check_result();`. */
#ifndef SHEAF_TEST_CHECK_H
#define SHEAF_TEST_CHECK_H

#include <sheaf/sheaf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int check_failures;

static inline int check_that(int holds, const char* what, const char* file, int line) {
  if (!holds) {
    ++check_failures;
    fprintf(stderr, "%s:%d: not so: %s\n", file, line, what);
  }
  return holds;
}

static inline int check_status(sheaf_status wanted, sheaf_status got, const char* what,
                               const char* file, int line) {
  if (wanted == got) return 1;
  ++check_failures;
  fprintf(stderr, "%s:%d: %s gave %s, not %s\n", file, line, what, sheaf_status_name(got),
          sheaf_status_name(wanted));
  return 0;
}

static inline int check_text(const char* wanted, const char* got, const char* what,
                             const char* file, int line) {
  if (got && strcmp(wanted, got) == 0) return 1;
  ++check_failures;
  fprintf(stderr, "%s:%d: %s is \"%s\", not \"%s\"\n", file, line, what, got ? got : "(NULL)",
          wanted);
  return 0;
}

static inline void require_ok(sheaf_status got, sheaf_error** err, const char* what,
                              const char* file, int line) {
  if (got == SHEAF_OK) return;
  fprintf(stderr, "%s:%d: %s gave %s: %s\n", file, line, what, sheaf_status_name(got),
          err && *err ? sheaf_error_message(*err) : "(no message)");
  exit(1);
}

static inline int check_result(void) {
  if (check_failures) fprintf(stderr, "%d checks failed\n", check_failures);
  return check_failures ? 1 : 0;
}

#define CHECK(condition) check_that((condition) != 0, #condition, __FILE__, __LINE__)
#define CHECK_STATUS(wanted, call) check_status((wanted), (call), #call, __FILE__, __LINE__)
#define CHECK_TEXT(wanted, got) check_text((wanted), (got), #got, __FILE__, __LINE__)
#define CHECK_CONTAINS(text, part) \
  check_that((text) && strstr((text), (part)) != NULL, #text " contains " #part, __FILE__, __LINE__)
/* `err` is the sheaf_error * whose address the call was given. */
#define REQUIRE_OK(call, err) require_ok((call), &(err), #call, __FILE__, __LINE__)
#define REQUIRE(condition)          \
  do {                              \
    if (!CHECK(condition)) exit(1); \
  } while (0)

/* The call fails with this status, explains itself and leaves no output behind. */
#define CHECK_FAILS(wanted, call, out, err)     \
  do {                                          \
    (err) = NULL;                               \
    CHECK_STATUS((wanted), (call));             \
    CHECK((out) == NULL);                       \
    CHECK((err) != NULL);                       \
    CHECK(sheaf_error_status(err) == (wanted)); \
    CHECK(sheaf_error_message(err)[0] != '\0'); \
    sheaf_error_free(err);                      \
    (err) = NULL;                               \
  } while (0)

#endif
