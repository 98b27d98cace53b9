/* Digests of papers at hand: entries, sources, JSON and back, BibTeX, notes. */
#include "check.h"
#include "fixture.h"

static void entries_come_best_first(const sheaf_digest* digest) {
  CHECK_TEXT("2026-04-03", sheaf_digest_day(digest));
  CHECK_TEXT("reader", sheaf_digest_profile(digest));
  CHECK(sheaf_digest_is_sample(digest) == 0);
  CHECK(sheaf_digest_count(digest) == SAMPLE_COUNT);
  for (size_t i = 0; i < sheaf_digest_count(digest); ++i) {
    CHECK(sheaf_digest_paper(digest, i) != NULL);
    CHECK(sheaf_digest_summary(digest, i) != NULL);
    CHECK(sheaf_digest_reason(digest, i) != NULL);
    CHECK(sheaf_digest_announce_type(digest, i) == SHEAF_ANNOUNCE_NEW);
    if (i > 0) CHECK(sheaf_digest_score(digest, i - 1) >= sheaf_digest_score(digest, i));
  }
  const sheaf_paper* best = sheaf_digest_paper(digest, 0);
  CHECK(strcmp(sheaf_paper_text(best, SHEAF_FIELD_ID), "2604.01001") == 0 ||
        strcmp(sheaf_paper_text(best, SHEAF_FIELD_ID), "2604.01002") == 0);
}

static void beyond_the_last_entry_is_nothing(const sheaf_digest* digest) {
  const size_t count = sheaf_digest_count(digest);
  CHECK(sheaf_digest_paper(digest, count) == NULL);
  CHECK(sheaf_digest_summary(digest, count) == NULL);
  CHECK(sheaf_digest_reason(digest, count) == NULL);
  CHECK(sheaf_digest_score(digest, count) == 0.0);
  CHECK(sheaf_digest_announce_type(digest, count) == 0);
  const size_t sources = sheaf_digest_source_count(digest);
  CHECK(sheaf_digest_source_name(digest, sources) == NULL);
  CHECK(sheaf_digest_source_detail(digest, sources) == NULL);
  CHECK(sheaf_digest_source_state(digest, sources) == SHEAF_SOURCE_FAILED);
}

static void json_goes_out_and_comes_back(const sheaf_digest* digest) {
  sheaf_text *once = NULL, *twice = NULL;
  sheaf_digest* again = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_digest_to_json(digest, &once, &err), err);
  REQUIRE_OK(sheaf_digest_from_json(sheaf_text_data(once), sheaf_text_size(once), &again, &err),
             err);
  CHECK(sheaf_digest_count(again) == sheaf_digest_count(digest));
  REQUIRE_OK(sheaf_digest_to_json(again, &twice, &err), err);
  CHECK_TEXT(sheaf_text_data(once), sheaf_text_data(twice));
  sheaf_text_free(once);
  sheaf_text_free(twice);
  sheaf_digest_free(again);
}

static void sources_come_from_json(void) {
  static const char json[] =
      "{\"day\":\"2026-04-17\",\"profile\":\"p\",\"sample\":true,\"sources\":["
      "{\"name\":\"arxiv:cs.CL\",\"status\":\"ok\",\"detail\":\"\",\"papers\":3},"
      "{\"name\":\"arxiv:cs.AI\",\"status\":\"stale\",\"detail\":\"as yesterday\",\"papers\":0}],"
      "\"entries\":[]}";
  sheaf_digest* digest = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_digest_from_json(json, sizeof json - 1, &digest, &err), err);
  CHECK(sheaf_digest_is_sample(digest) == 1);
  CHECK(sheaf_digest_source_count(digest) == 2);
  CHECK_TEXT("arxiv:cs.CL", sheaf_digest_source_name(digest, 0));
  CHECK(sheaf_digest_source_state(digest, 0) == SHEAF_SOURCE_OK);
  CHECK_TEXT("", sheaf_digest_source_detail(digest, 0));
  CHECK(sheaf_digest_source_state(digest, 1) == SHEAF_SOURCE_STALE);
  CHECK_TEXT("as yesterday", sheaf_digest_source_detail(digest, 1));
  CHECK(sheaf_digest_count(digest) == 0);
  sheaf_digest_free(digest);
}

static void a_published_page_is_a_digest(sheaf_ctx* ctx) {
  static const char page[] =
      "{\"id\":\"2604.00001\",\"title\":\"T\",\"summary\":\"S.\",\"authors\":[\"A. One\"],"
      "\"categories\":[\"cs.CL\"],\"comment\":null,\"pdf\":\"https://arxiv.org/pdf/2604.00001\","
      "\"abs\":\"https://arxiv.org/abs/2604.00001\",\"AI\":{\"tldr\":\"Short.\",\"motivation\":\"M\","
      "\"method\":\"X\",\"result\":\"R\",\"conclusion\":\"C\"}}\n";
  sheaf_digest* digest = NULL;
  sheaf_error* err = NULL;
  for (int kept = 0; kept < 2; ++kept) {
    REQUIRE_OK(sheaf_digest_import(kept ? ctx : NULL, page, sizeof page - 1, "2026-04-17.jsonl",
                                   &digest, &err),
               err);
    CHECK(sheaf_digest_count(digest) == 1);
    CHECK_TEXT("2026-04-17", sheaf_digest_day(digest));
    const sheaf_summary* summary = sheaf_digest_summary(digest, 0);
    CHECK_TEXT("Short.", sheaf_summary_text(summary, SHEAF_SUMMARY_TLDR));
    CHECK_TEXT("", sheaf_summary_text(summary, SHEAF_SUMMARY_TEXT));
    CHECK_TEXT("", sheaf_summary_text(summary, SHEAF_SUMMARY_THUMBNAIL_URL));
    const sheaf_paper* paper = sheaf_digest_paper(digest, 0);
    CHECK_TEXT("arxiv", sheaf_paper_text(paper, SHEAF_FIELD_SCHEME));
    CHECK_TEXT("", sheaf_paper_text(paper, SHEAF_FIELD_VENUE));
    CHECK_TEXT("", sheaf_paper_text(paper, SHEAF_FIELD_CODE_URL));
    sheaf_digest_free(digest);
    digest = NULL;
  }
  CHECK_STATUS(SHEAF_E_PARSE, sheaf_digest_import(ctx, "# Shopping\n", 11, NULL, &digest, &err));
  CHECK(digest == NULL);
  sheaf_error_free(err);
}

static void what_is_no_digest_is_refused(sheaf_ctx* ctx) {
  static const char* const broken[] = {"",
                                       "{",
                                       "[]",
                                       "{}",
                                       "{\"day\":\"2026-02-30\",\"entries\":[]}",
                                       "{\"day\":\"2026-04-17\",\"entries\":[{}]}"};
  sheaf_digest* digest = NULL;
  sheaf_error* err = NULL;
  for (size_t i = 0; i < sizeof broken / sizeof *broken; ++i) {
    const sheaf_status status = sheaf_digest_from_json(broken[i], strlen(broken[i]), &digest, &err);
    CHECK(status == SHEAF_E_PARSE || status == SHEAF_E_INVALID);
    CHECK(digest == NULL && err != NULL);
    sheaf_error_free(err);
    err = NULL;
  }
  sheaf_papers* papers = sample_papers();
  SHEAF_INIT(sheaf_digest_options, options);
  options.day = "yesterday";
  CHECK_FAILS(SHEAF_E_INVALID, sheaf_digest_from_papers(ctx, papers, &options, NULL, &digest, &err),
              digest, err);
  options.day = NULL;
  options.profile_json = "{\"keyword\": []}";
  options.profile_name = "mine.json";
  CHECK_STATUS(SHEAF_E_INVALID,
               sheaf_digest_from_papers(ctx, papers, &options, NULL, &digest, &err));
  CHECK_CONTAINS(sheaf_error_message(err), "mine.json");
  sheaf_error_free(err);
  sheaf_papers_free(papers);
}

static void bibtex_names_every_paper(const sheaf_digest* digest) {
  sheaf_papers* papers = sample_papers();
  sheaf_text *of_papers = NULL, *of_digest = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_bibtex(papers, &of_papers, &err), err);
  REQUIRE_OK(sheaf_digest_bibtex(digest, &of_digest, &err), err);
  CHECK_CONTAINS(sheaf_text_data(of_papers), "{sample2026speculative,");
  CHECK_CONTAINS(sheaf_text_data(of_papers), "math/0611800");
  CHECK_TEXT(sheaf_text_data(of_papers), sheaf_text_data(of_digest));
  sheaf_text_free(of_papers);
  sheaf_text_free(of_digest);
  sheaf_papers_free(papers);
}

static void a_note_is_markdown(const sheaf_digest* digest) {
  sheaf_text* note = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_digest_note(digest, 0, &note, &err), err);
  CHECK(strncmp(sheaf_text_data(note), "---\n", 4) == 0);
  CHECK_CONTAINS(sheaf_text_data(note), "arxiv:");
  CHECK_CONTAINS(sheaf_text_data(note), "^sheaf-tldr");
  sheaf_text_free(note);
  note = NULL;
  CHECK_FAILS(SHEAF_E_INVALID, sheaf_digest_note(digest, SAMPLE_COUNT, &note, &err), note, err);
}

int main(void) {
  sheaf_ctx* ctx = open_in_memory();
  sheaf_digest* digest = sample_digest(ctx);
  entries_come_best_first(digest);
  beyond_the_last_entry_is_nothing(digest);
  json_goes_out_and_comes_back(digest);
  bibtex_names_every_paper(digest);
  a_note_is_markdown(digest);
  sources_come_from_json();
  a_published_page_is_a_digest(ctx);
  what_is_no_digest_is_refused(ctx);
  sheaf_close(ctx);
  sheaf_digest_free(digest); /* results outlive the context */
  return check_result();
}
