/* Writing: a vault and a .bib file, and that a second time changes nothing. */
#include "check.h"
#include "fixture.h"

static sheaf_report* write_vault(sheaf_ctx* ctx, const sheaf_digest* digest, const char* folder) {
  sheaf_report* report = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_write_vault(ctx, digest, folder, sample_profile_json, NULL, &report, &err), err);
  return report;
}

static sheaf_report* write_bibtex(const sheaf_digest* digest, const char* path) {
  sheaf_report* report = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_write_bibtex(digest, path, &report, &err), err);
  CHECK(sheaf_report_count(report) == 1);
  return report;
}

static void all_outcomes_are(const sheaf_report* report, int outcome) {
  for (size_t i = 0; i < sheaf_report_count(report); ++i) {
    CHECK(sheaf_report_path(report, i)[0] != '\0');
    CHECK(sheaf_report_detail(report, i) != NULL);
    if (!CHECK(sheaf_report_outcome(report, i) == outcome))
      fprintf(stderr, "  %s: %s\n", sheaf_report_path(report, i), sheaf_report_detail(report, i));
  }
  CHECK(sheaf_report_path(report, sheaf_report_count(report)) == NULL);
  CHECK(sheaf_report_detail(report, sheaf_report_count(report)) == NULL);
}

/* The path of the note with that title in its name; the caller frees it. */
static char* note_path(const sheaf_report* report, const char* folder, const char* title) {
  for (size_t i = 0; i < sheaf_report_count(report); ++i)
    if (strstr(sheaf_report_path(report, i), title))
      return path_in(folder, sheaf_report_path(report, i));
  REQUIRE(!"the note is in the report");
  return NULL;
}

static void a_vault_is_written_once(sheaf_ctx* ctx, const sheaf_digest* digest,
                                    const char* folder) {
  sheaf_report* report = write_vault(ctx, digest, folder);
  CHECK(sheaf_report_count(report) >= SAMPLE_COUNT + 1);
  all_outcomes_are(report, SHEAF_OUTCOME_CREATED);
  char* path = note_path(report, folder, "Speculative Decoding");
  char* note = read_whole(path);
  CHECK_CONTAINS(note, "2604.01001");
  sheaf_report_free(report);
  report = write_vault(ctx, digest, folder);
  all_outcomes_are(report, SHEAF_OUTCOME_UNCHANGED);
  char* again = read_whole(path);
  CHECK_TEXT(note, again);
  sheaf_report_free(report);
  free(again), free(note), free(path);
}

static void what_the_reader_wrote_stays(sheaf_ctx* ctx, const sheaf_digest* digest,
                                        const char* folder) {
  sheaf_report* report = write_vault(ctx, digest, folder);
  char* path = note_path(report, folder, "Speculative Decoding");
  sheaf_report_free(report);
  char* note = read_whole(path);
  char* longer = malloc(strlen(note) + 64);
  REQUIRE(longer != NULL);
  strcat(strcpy(longer, note), "\nmy own thought\n");
  write_whole(path, longer);
  report = write_vault(ctx, digest, folder);
  all_outcomes_are(report, SHEAF_OUTCOME_UNCHANGED);
  sheaf_report_free(report);
  char* after = read_whole(path);
  CHECK_TEXT(longer, after);
  free(after), free(longer), free(note), free(path);
}

static void a_bib_file_keeps_what_is_not_ours(const sheaf_digest* digest, const char* folder) {
  static const char own[] = "% mine\n@book{knuth1984,\n  title = {The {\\TeX}book},\n}\n";
  char* path = path_in(folder, "refs.bib");
  write_whole(path, own);
  sheaf_report* report = write_bibtex(digest, path);
  all_outcomes_are(report, SHEAF_OUTCOME_UPDATED);
  sheaf_report_free(report);
  char* content = read_whole(path);
  CHECK(strncmp(content, own, strlen(own)) == 0 || strstr(content, own));
  CHECK_CONTAINS(content, "sample2026speculative");
  report = write_bibtex(digest, path);
  all_outcomes_are(report, SHEAF_OUTCOME_UNCHANGED);
  sheaf_report_free(report);
  char* again = read_whole(path);
  CHECK_TEXT(content, again);
  free(again), free(content), free(path);
}

static void a_new_bib_file_is_created(const sheaf_digest* digest, const char* folder) {
  char* path = path_in(folder, "new.bib");
  sheaf_report* report = write_bibtex(digest, path);
  all_outcomes_are(report, SHEAF_OUTCOME_CREATED);
  sheaf_report_free(report);
  free(path);
}

static void what_cannot_be_written_says_so(sheaf_ctx* ctx, const sheaf_digest* digest,
                                           const char* folder) {
  char *file = path_in(folder, "a-file"), *below = path_in(file, "notes");
  write_whole(file, "not a folder\n");
  sheaf_report* report = NULL;
  sheaf_error* err = NULL;
  CHECK_FAILS(SHEAF_E_IO, sheaf_write_vault(ctx, digest, below, NULL, NULL, &report, &err), report,
              err);
  CHECK_FAILS(SHEAF_E_IO, sheaf_write_bibtex(digest, below, &report, &err), report, err);
  CHECK_FAILS(SHEAF_E_PARSE, sheaf_write_vault(ctx, digest, folder, "{", NULL, &report, &err),
              report, err);
  CHECK_FAILS(SHEAF_E_INVALID,
              sheaf_write_vault(ctx, digest, folder, "{\"keyword\": 1}", NULL, &report, &err),
              report, err);
  free(below), free(file);
}

/* A host that writes its files itself: the merge is a call, and no file is touched. */
static void a_note_is_merged_in_memory(const sheaf_digest* digest) {
  sheaf_text *fresh = NULL, *merged = NULL, *conflicts = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_digest_note(digest, 0, &fresh, &err), err);
  const char* text = sheaf_text_data(fresh);
  REQUIRE_OK(sheaf_note_merge(NULL, 0, NULL, text, &merged, &conflicts, &err), err);
  CHECK_TEXT(sheaf_text_data(merged), text);
  CHECK_TEXT(sheaf_text_data(conflicts), "[]");
  sheaf_text_free(merged), sheaf_text_free(conflicts);

  char* mine = malloc(strlen(text) + 32);
  REQUIRE(mine);
  strcat(strcpy(mine, text), "My own words.\n");
  REQUIRE_OK(sheaf_note_merge(mine, strlen(mine), text, text, &merged, NULL, &err), err);
  CHECK_TEXT(sheaf_text_data(merged), mine);
  sheaf_text_free(merged), sheaf_text_free(fresh), free(mine);
}

static void titles_read_as_plain_text(void) {
  sheaf_text* plain = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_plain_text("Gau{\\ss} on $\\ell_1$ and \\unknown{x}", &plain, &err), err);
  CHECK_TEXT(sheaf_text_data(plain), "Gau\xC3\x9F on \xE2\x84\x93\xE2\x82\x81 and \\unknown{x}");
  sheaf_text_free(plain);
}

int main(void) {
  titles_read_as_plain_text();
  sheaf_ctx* ctx = open_in_memory();
  sheaf_digest* digest = sample_digest(ctx);
  char* folder = make_folder();
  a_vault_is_written_once(ctx, digest, folder);
  what_the_reader_wrote_stays(ctx, digest, folder);
  a_bib_file_keeps_what_is_not_ours(digest, folder);
  a_new_bib_file_is_created(digest, folder);
  what_cannot_be_written_says_so(ctx, digest, folder);
  a_note_is_merged_in_memory(digest);
  CHECK(folder_is_free_of(folder, ".tmp"));
  remove_folder(folder);
  sheaf_digest_free(digest);
  sheaf_close(ctx);
  return check_result();
}
