/* Scores and summaries of papers at hand. */
#include "check.h"
#include "fixture.h"

static sheaf_scores* score(sheaf_ctx* ctx, const sheaf_papers* papers,
                           const sheaf_profile* profile) {
  sheaf_scores* scores = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_score(ctx, papers, profile, NULL, &scores, &err), err);
  CHECK(sheaf_scores_count(scores) == SAMPLE_COUNT);
  return scores;
}

static void keywords_give_points_and_reasons(sheaf_ctx* ctx, const sheaf_papers* papers) {
  const char *const words[] = {"decoding", "retrieval"}, *const unwanted[] = {"theorem"};
  const char* const followed[] = {"Ada Sample"};
  SHEAF_INIT(sheaf_profile, profile);
  profile.scorer = "keywords";
  profile.keywords = words, profile.keyword_count = 2;
  profile.exclude = unwanted, profile.exclude_count = 1;
  profile.authors = followed, profile.author_count = 1;
  sheaf_scores* scores = score(ctx, papers, &profile);
  CHECK(sheaf_scores_value(scores, 0) > sheaf_scores_value(scores, 1));
  CHECK(sheaf_scores_value(scores, 1) > 0);
  CHECK(sheaf_scores_value(scores, 2) == -1.0);
  CHECK(sheaf_scores_value(scores, 3) == 0.0);
  CHECK_CONTAINS(sheaf_scores_reason(scores, 0), "decoding");
  CHECK(sheaf_scores_reason(scores, 3) != NULL);
  CHECK(sheaf_scores_index_at(scores, 0) == 0);
  CHECK(sheaf_scores_index_at(scores, 1) == 1);
  CHECK(sheaf_scores_index_at(scores, 3) == 2);
  sheaf_scores_free(scores);
}

static void the_rss_bot_scores_by_its_own_formula(sheaf_ctx* ctx, const sheaf_papers* papers) {
  const char* const words[] = {"decoding"};
  SHEAF_INIT(sheaf_profile, profile);
  profile.keywords = words, profile.keyword_count = 1;
  profile.scorer = "rss-bot";
  sheaf_scores* scores = score(ctx, papers, &profile);
  CHECK(sheaf_scores_value(scores, 0) == 1.5); /* one point, half a point more for the title */
  CHECK(sheaf_scores_value(scores, 1) == 0.0);
  sheaf_scores_free(scores);
}

static void other_scorers_are_there_by_name(sheaf_ctx* ctx, const sheaf_papers* papers) {
  static const char* const names[] = {"learned", "keywords", "rss-bot", "sanity-lite", "zotero-arxiv-daily"};
  for (size_t i = 0; i < sizeof names / sizeof *names; ++i) {
    SHEAF_INIT(sheaf_profile, profile);
    profile.scorer = names[i];
    sheaf_scores_free(score(ctx, papers, &profile));
  }
}

static void a_score_is_explained(sheaf_ctx* ctx, const sheaf_papers* papers) {
  sheaf_text* text = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_store_put(ctx, papers, &err), err);
  REQUIRE_OK(sheaf_feedback_put_at(ctx, "2604.01001", SHEAF_FEEDBACK_LIKED, 86400, &err), err);
  REQUIRE_OK(sheaf_explain_json(ctx, "arXiv:2604.01001v2",
                                "{\"keywords\": [\"decoding\"], // mine\n \"scorer\": \"keywords\"}", &text, &err), err);
  CHECK_CONTAINS(sheaf_text_data(text), "\"id\":\"2604.01001\"");
  CHECK_CONTAINS(sheaf_text_data(text), "\"scorer\":\"keywords\"");
  CHECK_CONTAINS(sheaf_text_data(text), "\"reason\":");
  CHECK_CONTAINS(sheaf_text_data(text), "\"opinion\":{\"kind\":\"liked\",\"at\":\"1970-01-02T00:00:00Z\"}");
  sheaf_text_free(text);
  REQUIRE_OK(sheaf_explain_json(ctx, "2604.01001", NULL, &text, &err), err);
  CHECK_CONTAINS(sheaf_text_data(text), "\"scorer\":\"learned\"");
  sheaf_text_free(text);
  CHECK_FAILS(SHEAF_E_NOT_FOUND, sheaf_explain_json(ctx, "2604.99999", NULL, &text, &err), text, err);
  CHECK_FAILS(SHEAF_E_INVALID, sheaf_explain_json(ctx, "2604.01001", "{\"scorer\": 3}", &text, &err), text, err);
}

static void liked_papers_teach(sheaf_ctx* ctx, const sheaf_papers* papers) {
  static const char liked_json[] =
      "[{\"id\":\"2601.00001\",\"title\":\"Retrieval over long documents\","
      "\"abstract\":\"An index for retrieval over long documents.\"}]";
  sheaf_papers* liked = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_papers_from_json(liked_json, sizeof liked_json - 1, &liked, &err), err);
  SHEAF_INIT(sheaf_profile, profile);
  profile.liked = liked;
  sheaf_scores* scores = score(ctx, papers, &profile);
  CHECK(sheaf_scores_index_at(scores, 0) == 1);
  sheaf_scores_free(scores);
  sheaf_papers_free(liked);
}

static void no_profile_means_no_preference(sheaf_ctx* ctx, const sheaf_papers* papers) {
  sheaf_scores* scores = score(ctx, papers, NULL);
  for (size_t i = 0; i < SAMPLE_COUNT; ++i) CHECK(sheaf_scores_index_at(scores, i) == i);
  CHECK(sheaf_scores_value(scores, SAMPLE_COUNT) == 0.0); /* there is no such paper */
  CHECK(sheaf_scores_reason(scores, SAMPLE_COUNT) == NULL);
  CHECK(sheaf_scores_index_at(scores, SAMPLE_COUNT) == 0);
  sheaf_scores_free(scores);
}

static void unusable_profiles_are_refused(sheaf_ctx* ctx, const sheaf_papers* papers) {
  sheaf_scores* scores = NULL;
  sheaf_error* err = NULL;
  SHEAF_INIT(sheaf_profile, profile);
  profile.scorer = "oracle";
  CHECK_FAILS(SHEAF_E_INVALID, sheaf_score(ctx, papers, &profile, NULL, &scores, &err), scores,
              err);
  profile.scorer = NULL;
  profile.keyword_count = 3; /* of no array */
  CHECK_FAILS(SHEAF_E_INVALID, sheaf_score(ctx, papers, &profile, NULL, &scores, &err), scores,
              err);
  const char* const holes[] = {"decoding", NULL};
  profile.keywords = holes, profile.keyword_count = 2;
  CHECK_FAILS(SHEAF_E_INVALID, sheaf_score(ctx, papers, &profile, NULL, &scores, &err), scores,
              err);
}

static void a_summary_has_its_parts(const sheaf_summary* summary) {
  CHECK(sheaf_summary_text(summary, SHEAF_SUMMARY_TLDR)[0] != '\0');
  CHECK_CONTAINS(sheaf_summary_text(summary, SHEAF_SUMMARY_MINDMAP), "mindmap");
  CHECK_CONTAINS(sheaf_summary_text(summary, SHEAF_SUMMARY_OUTLINE), "- ");
  CHECK_TEXT("built-in", sheaf_summary_text(summary, SHEAF_SUMMARY_PROVIDER));
  CHECK_TEXT("en", sheaf_summary_text(summary, SHEAF_SUMMARY_LANGUAGE));
  CHECK_TEXT("", sheaf_summary_text(summary, SHEAF_SUMMARY_NOTE));
  CHECK_CONTAINS(sheaf_summary_text(summary, SHEAF_SUMMARY_CODE_URL),
                 "https://github.com/example/drafts");
  for (int field = SHEAF_SUMMARY_TLDR; field <= SHEAF_SUMMARY_NOTE; ++field)
    CHECK(sheaf_summary_text(summary, field) != NULL);
  CHECK_TEXT("", sheaf_summary_text(summary, -1));
  CHECK_TEXT("", sheaf_summary_text(summary, 99));
}

static void its_lists_can_be_walked(const sheaf_summary* summary) {
  const size_t sentences = sheaf_summary_list_count(summary, SHEAF_SUMMARY_SENTENCES);
  CHECK(sentences == 4);
  CHECK(sheaf_summary_list_count(summary, SHEAF_SUMMARY_LABELS) == sentences);
  for (size_t i = 0; i < sentences; ++i) {
    const char* role = sheaf_summary_list_at(summary, SHEAF_SUMMARY_LABELS, i);
    REQUIRE(role != NULL);
    CHECK(strstr("background objective method result other", role) != NULL);
  }
  for (int list = SHEAF_SUMMARY_CONTRIBUTIONS; list <= SHEAF_SUMMARY_LABELS; ++list) {
    const size_t count = sheaf_summary_list_count(summary, list);
    for (size_t i = 0; i < count; ++i) CHECK(sheaf_summary_list_at(summary, list, i) != NULL);
    CHECK(sheaf_summary_list_at(summary, list, count) == NULL);
  }
  CHECK(sheaf_summary_list_count(summary, -1) == 0);
  CHECK(sheaf_summary_list_at(summary, 99, 0) == NULL);
}

static void a_paper_is_summarized(sheaf_ctx* ctx, const sheaf_papers* papers) {
  SHEAF_INIT(sheaf_summary_options, options);
  sheaf_summary* summary = NULL;
  sheaf_text* json = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_summarize(ctx, sheaf_papers_at(papers, 0), &options, NULL, &summary, &err), err);
  a_summary_has_its_parts(summary);
  its_lists_can_be_walked(summary);
  REQUIRE_OK(sheaf_summary_to_json(summary, &json, &err), err);
  CHECK_CONTAINS(sheaf_text_data(json), "\"tldr\"");
  sheaf_text_free(json);
  sheaf_summary_free(summary);
  options.summarizer = "no such model";
  sheaf_summary* none = NULL;
  err = NULL;
  CHECK(sheaf_summarize(ctx, sheaf_papers_at(papers, 0), &options, NULL, &none, &err) < 0);
  CHECK(none == NULL && err != NULL);
  sheaf_error_free(err);
}

static void a_paper_without_abstract_too(sheaf_ctx* ctx, const sheaf_papers* papers) {
  sheaf_summary* summary = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_summarize(ctx, sheaf_papers_at(papers, 3), NULL, NULL, &summary, &err), err);
  CHECK(sheaf_summary_list_count(summary, SHEAF_SUMMARY_SENTENCES) == 0);
  sheaf_summary_free(summary);
}

int main(void) {
  sheaf_ctx* ctx = open_in_memory();
  sheaf_papers* papers = sample_papers();
  keywords_give_points_and_reasons(ctx, papers);
  the_rss_bot_scores_by_its_own_formula(ctx, papers);
  liked_papers_teach(ctx, papers);
  no_profile_means_no_preference(ctx, papers);
  unusable_profiles_are_refused(ctx, papers);
  other_scorers_are_there_by_name(ctx, papers);
  a_score_is_explained(ctx, papers);
  a_paper_is_summarized(ctx, papers);
  a_paper_without_abstract_too(ctx, papers);
  sheaf_papers_free(papers);
  sheaf_close(ctx);
  return check_result();
}
