/* The store: papers put, found and removed; the reader's library; feedback; files that are no
 * store. */
#include "check.h"
#include "fixture.h"

static size_t found(sheaf_ctx* ctx, const char* words, uint32_t limit) {
  sheaf_papers* papers = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_store_find(ctx, words, limit, &papers, &err), err);
  const size_t count = sheaf_papers_count(papers);
  sheaf_papers_free(papers);
  return count;
}

static void papers_are_put_and_found(sheaf_ctx* ctx) {
  sheaf_papers* papers = sample_papers();
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_store_put(ctx, papers, &err), err);
  REQUIRE_OK(sheaf_store_put(ctx, papers, &err), err); /* once is enough, twice does no harm */
  sheaf_papers_free(papers);
  CHECK(found(ctx, "decoding", 0) == 1);
  CHECK(found(ctx, "memory", 0) == 1);
  CHECK(found(ctx, "Grace", 0) == 1);
  CHECK(found(ctx, "sample", 0) == 3);
  CHECK(found(ctx, "sample", 2) == 2);
  CHECK(found(ctx, "zebra", 0) == 0);
}

static void any_text_is_a_query(sheaf_ctx* ctx) {
  static const char* const odd[] = {"\"",   "a OR (", "*",     "NEAR(", "-",
                                    "';--", "\xff",   "col:x", "^",     "AND"};
  for (size_t i = 0; i < sizeof odd / sizeof *odd; ++i) found(ctx, odd[i], 0);
  sheaf_papers* papers = NULL;
  sheaf_error* err = NULL;
  const sheaf_status status = sheaf_store_find(ctx, "", 0, &papers, &err);
  CHECK(status == SHEAF_OK || status == SHEAF_E_INVALID);
  CHECK((status == SHEAF_OK) == (papers != NULL));
  sheaf_papers_free(papers);
  sheaf_error_free(err);
}

static void one_paper_is_got_and_removed(sheaf_ctx* ctx) {
  sheaf_papers* papers = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_store_get(ctx, "2604.01001", &papers, &err), err);
  CHECK(sheaf_papers_count(papers) == 1);
  CHECK(sheaf_paper_version(sheaf_papers_at(papers, 0)) == 2);
  CHECK(sheaf_paper_author_count(sheaf_papers_at(papers, 0)) == 2);
  sheaf_papers_free(papers);
  REQUIRE_OK(sheaf_store_get(ctx, "math/0611800", &papers, &err), err);
  sheaf_papers_free(papers);
  CHECK_FAILS(SHEAF_E_NOT_FOUND, sheaf_store_get(ctx, "2604.99999", &papers, &err), papers, err);
  REQUIRE_OK(sheaf_store_remove(ctx, "2604.01001", &err), err);
  CHECK_FAILS(SHEAF_E_NOT_FOUND, sheaf_store_get(ctx, "2604.01001", &papers, &err), papers, err);
  CHECK(found(ctx, "decoding", 0) == 0);
}

static uint64_t library_size(sheaf_ctx* ctx) {
  uint64_t count = 999;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_library_count(ctx, &count, &err), err);
  return count;
}

static void the_library_is_kept_by_key(sheaf_ctx* ctx) {
  sheaf_error* err = NULL;
  const size_t size = strlen(sample_library_json);
  CHECK(library_size(ctx) == 0);
  REQUIRE_OK(sheaf_library_put_json(ctx, sample_library_json, size, &err), err);
  REQUIRE_OK(sheaf_library_put_json(ctx, sample_library_json, size, &err), err);
  CHECK(library_size(ctx) == 2);
  REQUIRE_OK(sheaf_library_remove(ctx, "A2", &err), err);
  CHECK(library_size(ctx) == 1);
  CHECK_STATUS(SHEAF_E_INVALID, sheaf_library_put_json(ctx, "[{\"title\":\"no key\"}]", 20, NULL));
  CHECK(sheaf_library_put_json(ctx, "[{", 2, NULL) < 0);
  CHECK(library_size(ctx) == 1);
}

static void the_library_moves_scores(sheaf_ctx* ctx) {
  sheaf_papers* papers = sample_papers();
  sheaf_scores* scores = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_score(ctx, papers, NULL, NULL, &scores, &err), err);
  CHECK(sheaf_scores_index_at(scores, 0) == 0);
  CHECK(sheaf_scores_value(scores, 0) > 0);
  sheaf_scores_free(scores);
  sheaf_papers_free(papers);
}

static void feedback_is_taken(sheaf_ctx* ctx) {
  sheaf_error* err = NULL;
  for (int kind = SHEAF_FEEDBACK_LIKED; kind <= SHEAF_FEEDBACK_NONE; ++kind)
    REQUIRE_OK(sheaf_feedback_put(ctx, "2604.01002", kind, &err), err);
  CHECK_STATUS(SHEAF_E_INVALID, sheaf_feedback_put(ctx, "2604.01002", 99, &err));
  sheaf_error_free(err);
  CHECK_STATUS(SHEAF_E_INVALID, sheaf_feedback_put(ctx, "2604.01002", -1, NULL));
}

static void feedback_is_taken_back(sheaf_ctx* ctx) {
  sheaf_error* err = NULL;
  const char* id = "2604.01003";
  REQUIRE_OK(sheaf_feedback_put_at(ctx, id, SHEAF_FEEDBACK_KEPT, 1000, &err), err);
  REQUIRE_OK(sheaf_feedback_put_at(ctx, id, SHEAF_FEEDBACK_KEPT, 1000, &err), err); /* known already */
  REQUIRE_OK(sheaf_feedback_put(ctx, id, SHEAF_FEEDBACK_DISMISSED, &err), err);
  REQUIRE_OK(sheaf_feedback_undo(ctx, id, &err), err);
  REQUIRE_OK(sheaf_feedback_undo(ctx, id, &err), err);
  CHECK_STATUS(SHEAF_E_NOT_FOUND, sheaf_feedback_undo(ctx, id, &err));
  CHECK_CONTAINS(sheaf_error_message(err), id);
  sheaf_error_free(err);
  CHECK_STATUS(SHEAF_E_INVALID, sheaf_feedback_put_at(ctx, id, SHEAF_FEEDBACK_KEPT, -1, NULL));
  CHECK_STATUS(SHEAF_E_INVALID, sheaf_feedback_put_at(ctx, id, 99, 1000, NULL));
}

static void a_whole_library_takes_out_what_is_gone(void) {
  static const char two[] = "[{\"key\":\"a\",\"title\":\"A\"},{\"key\":\"b\",\"title\":\"B\"}]";
  static const char one[] = "{\"key\":\"b\",\"title\":\"B\"}\n";
  sheaf_ctx* ctx = open_in_memory();
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_library_put_json(ctx, sample_library_json, strlen(sample_library_json), &err), err);
  REQUIRE_OK(sheaf_library_sync_json(ctx, two, sizeof two - 1, "host", &err), err);
  CHECK(library_size(ctx) == 4);
  REQUIRE_OK(sheaf_library_sync_json(ctx, one, sizeof one - 1, "host", &err), err);
  CHECK(library_size(ctx) == 3); /* what came without an origin stays */
  CHECK_STATUS(SHEAF_E_INVALID, sheaf_library_sync_json(ctx, "[{\"key\":\"c\",\"title\":3}]", 23, "host", &err));
  CHECK_CONTAINS(sheaf_error_message(err), "library[0]: \"title\" must be a string");
  sheaf_error_free(err);
  CHECK(library_size(ctx) == 3);
  REQUIRE_OK(sheaf_library_sync_json(ctx, "[]", 2, NULL, &err), err);
  CHECK(library_size(ctx) == 1);
  sheaf_close(ctx);
}

static void a_file_keeps_all_of_it(const char* folder) {
  char* path = path_in(folder, "papers.db");
  sheaf_error* err = NULL;
  sheaf_ctx* ctx = open_store(path);
  sheaf_papers *papers = sample_papers(), *back = NULL;
  REQUIRE_OK(sheaf_store_put(ctx, papers, &err), err);
  REQUIRE_OK(sheaf_library_put_json(ctx, sample_library_json, strlen(sample_library_json), &err),
             err);
  sheaf_close(ctx);
  ctx = open_store(path);
  CHECK(library_size(ctx) == 2);
  REQUIRE_OK(sheaf_store_get(ctx, "2604.01001", &back, &err), err);
  CHECK_TEXT(sheaf_paper_text(sheaf_papers_at(papers, 0), SHEAF_FIELD_ABSTRACT),
             sheaf_paper_text(sheaf_papers_at(back, 0), SHEAF_FIELD_ABSTRACT));
  sheaf_papers_free(back);
  sheaf_papers_free(papers);
  sheaf_close(ctx);
  free(path);
}

static void what_is_no_store_is_left_alone(const char* folder) {
  char* path = path_in(folder, "letter.txt");
  write_whole(
      path,
      "Dear reader, this is longer than the hundred bytes that begin a database, so that nobody "
      "can take it for an empty one by its size.\n");
  char* before = read_whole(path);
  SHEAF_INIT(sheaf_config, config);
  config.store_path = path;
  sheaf_ctx* ctx = NULL;
  sheaf_error* err = NULL;
  CHECK_FAILS(SHEAF_E_STORE, sheaf_open(&config, &ctx, &err), ctx, err);
  char* after = read_whole(path);
  CHECK_TEXT(before, after);
  free(after), free(before), free(path);
  config.store_path = folder;
  CHECK(sheaf_open(&config, &ctx, &err) < 0);
  CHECK(ctx == NULL && err != NULL);
  sheaf_error_free(err);
}

int main(void) {
  sheaf_ctx* ctx = open_in_memory();
  papers_are_put_and_found(ctx);
  any_text_is_a_query(ctx);
  one_paper_is_got_and_removed(ctx);
  the_library_is_kept_by_key(ctx);
  the_library_moves_scores(ctx);
  feedback_is_taken(ctx);
  feedback_is_taken_back(ctx);
  a_whole_library_takes_out_what_is_gone();
  sheaf_close(ctx);
  char* folder = make_folder();
  a_file_keeps_all_of_it(folder);
  what_is_no_store_is_left_alone(folder);
  remove_folder(folder);
  return check_result();
}
