/* Lists of papers: from JSON, by field, back to JSON. */
#include "check.h"
#include "fixture.h"

static void every_field_can_be_read(const sheaf_paper* paper) {
  CHECK_TEXT("2604.01001", sheaf_paper_text(paper, SHEAF_FIELD_ID));
  CHECK_TEXT("Speculative Decoding with Small Drafts", sheaf_paper_text(paper, SHEAF_FIELD_TITLE));
  CHECK_CONTAINS(sheaf_paper_text(paper, SHEAF_FIELD_ABSTRACT), "2.1 times faster");
  CHECK_TEXT("cs.CL", sheaf_paper_text(paper, SHEAF_FIELD_PRIMARY_CATEGORY));
  CHECK_TEXT("2026-04-01T17:00:00Z", sheaf_paper_text(paper, SHEAF_FIELD_PUBLISHED));
  CHECK_TEXT("2026-04-02T17:00:00Z", sheaf_paper_text(paper, SHEAF_FIELD_UPDATED));
  CHECK_TEXT("10.1000/sample.1", sheaf_paper_text(paper, SHEAF_FIELD_DOI));
  CHECK_TEXT("J. Sample 1 (2026)", sheaf_paper_text(paper, SHEAF_FIELD_JOURNAL_REF));
  CHECK_TEXT("12 pages", sheaf_paper_text(paper, SHEAF_FIELD_COMMENT));
  CHECK_CONTAINS(sheaf_paper_text(paper, SHEAF_FIELD_PDF_URL), "https://arxiv.org/pdf/2604.01001");
  CHECK_CONTAINS(sheaf_paper_text(paper, SHEAF_FIELD_ABS_URL), "https://arxiv.org/abs/2604.01001");
  CHECK_TEXT("sample2026speculative", sheaf_paper_text(paper, SHEAF_FIELD_CITE_KEY));
  CHECK(sheaf_paper_version(paper) == 2);
  CHECK(sheaf_paper_author_count(paper) == 2);
  CHECK_TEXT("Ada Sample", sheaf_paper_author(paper, 0));
  CHECK_TEXT("J\xc3\xb6rg M\xc3\xbcller", sheaf_paper_author(paper, 1));
  CHECK(sheaf_paper_category_count(paper) == 2);
  CHECK_TEXT("cs.LG", sheaf_paper_category(paper, 1));
}

static void what_a_paper_lacks_reads_as_empty(const sheaf_paper* paper) {
  for (int field = SHEAF_FIELD_PRIMARY_CATEGORY; field <= SHEAF_FIELD_COMMENT; ++field)
    CHECK_TEXT("", sheaf_paper_text(paper, field));
  CHECK_TEXT("", sheaf_paper_text(paper, SHEAF_FIELD_ABSTRACT));
  CHECK(sheaf_paper_version(paper) == 0);
  CHECK(sheaf_paper_author_count(paper) == 0);
  CHECK(sheaf_paper_category_count(paper) == 0);
}

static void what_is_out_of_range_reads_as_nothing(const sheaf_papers* papers) {
  const sheaf_paper* paper = sheaf_papers_at(papers, 0);
  CHECK(sheaf_papers_at(papers, SAMPLE_COUNT) == NULL);
  CHECK(sheaf_papers_at(papers, (size_t)-1) == NULL);
  CHECK(sheaf_paper_author(paper, 2) == NULL);
  CHECK(sheaf_paper_author(paper, (size_t)-1) == NULL);
  CHECK(sheaf_paper_category(paper, 2) == NULL);
  CHECK_TEXT("", sheaf_paper_text(paper, -1));
  CHECK_TEXT("", sheaf_paper_text(paper, 999));
}

static void a_borrowed_text_stays_the_same(const sheaf_papers* papers) {
  const sheaf_paper* paper = sheaf_papers_at(papers, 0);
  for (int field = SHEAF_FIELD_ID; field <= SHEAF_FIELD_CITE_KEY; ++field)
    CHECK(sheaf_paper_text(paper, field) == sheaf_paper_text(paper, field));
  CHECK(sheaf_papers_at(papers, 0) == paper);
}

static void json_goes_out_and_comes_back(const sheaf_papers* papers) {
  sheaf_text *once = NULL, *twice = NULL;
  sheaf_papers* again = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_papers_to_json(papers, &once, &err), err);
  CHECK(sheaf_text_data(once)[0] == '[');
  REQUIRE_OK(sheaf_papers_from_json(sheaf_text_data(once), sheaf_text_size(once), &again, &err),
             err);
  CHECK(sheaf_papers_count(again) == SAMPLE_COUNT);
  CHECK(sheaf_papers_total(again) >= SAMPLE_COUNT);
  REQUIRE_OK(sheaf_papers_to_json(again, &twice, &err), err);
  CHECK_TEXT(sheaf_text_data(once), sheaf_text_data(twice));
  sheaf_text_free(once);
  sheaf_text_free(twice);
  sheaf_papers_free(again);
}

static void json_lines_are_read_too(void) {
  static const char lines[] =
      "{\"id\":\"2604.00001\",\"title\":\"A\",\"abstract\":\"a\"}\n\n"
      "{\"id\":\"2604.00002\",\"title\":\"B\",\"abstract\":\"b\"}\n";
  sheaf_papers* papers = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_papers_from_json(lines, sizeof lines - 1, &papers, &err), err);
  CHECK(sheaf_papers_count(papers) == 2);
  CHECK_TEXT("B", sheaf_paper_text(sheaf_papers_at(papers, 1), SHEAF_FIELD_TITLE));
  sheaf_papers_free(papers);
}

static void the_size_counts_not_a_nul(void) {
  static const char more[] = "[]trailing";
  sheaf_papers* papers = NULL;
  sheaf_error* err = NULL;
  REQUIRE_OK(sheaf_papers_from_json(more, 2, &papers, &err), err);
  CHECK(sheaf_papers_count(papers) == 0);
  sheaf_papers_free(papers);
}

static void broken_json_is_refused_with_its_place(void) {
  static const char* const broken[] = {"{",        "[{\"id\":\"2604.00001\"},{\"title\":3}]",
                                       "nonsense", "[1]",
                                       "\"text\"", "[{\"id\":\"\"}]",
                                       "\xff\xfe"};
  for (size_t i = 0; i < sizeof broken / sizeof *broken; ++i) {
    sheaf_papers* papers = NULL;
    sheaf_error* err = NULL;
    const sheaf_status status = sheaf_papers_from_json(broken[i], strlen(broken[i]), &papers, &err);
    CHECK(status == SHEAF_E_PARSE || status == SHEAF_E_INVALID);
    CHECK(papers == NULL && err != NULL);
    CHECK(sheaf_error_message(err)[0] != '\0');
    sheaf_error_free(err);
  }
}

int main(void) {
  sheaf_papers* papers = sample_papers();
  CHECK(sheaf_papers_count(papers) == SAMPLE_COUNT);
  every_field_can_be_read(sheaf_papers_at(papers, 0));
  what_a_paper_lacks_reads_as_empty(sheaf_papers_at(papers, 3));
  what_is_out_of_range_reads_as_nothing(papers);
  a_borrowed_text_stays_the_same(papers);
  json_goes_out_and_comes_back(papers);
  sheaf_papers_free(papers);
  json_lines_are_read_too();
  the_size_counts_not_a_nul();
  broken_json_is_refused_with_its_place();
  return check_result();
}
