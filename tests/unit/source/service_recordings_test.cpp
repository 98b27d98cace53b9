// Real recorded answers of the services, when they are there; see support/shared_data.hpp. Every
// file of the folders is in a table here, so that none is passed over.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/text.hpp"
#include "source/biorxiv.hpp"
#include "source/crossref.hpp"
#include "source/huggingface.hpp"
#include "source/json_fields.hpp"
#include "source/openreview.hpp"
#include "source/pubmed.hpp"
#include "source/semantic_scholar.hpp"
#include "support/shared_data.hpp"
#include "unit/source/service_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using namespace sheaf::test;
namespace fs = std::filesystem;

namespace {

enum class Holds { kNone, kRefusal, kWork, kPage, kScholar };

struct Recording {
  const char* file;
  int status;
  Holds holds;
  std::size_t papers = 0;
};

constexpr Recording kRecordings[] = {
    {"crossref/commonmeta_test_blog_post.0.http", 200, Holds::kNone},
    {"crossref/commonmeta_test_blog_post.1.http", 200, Holds::kWork},
    {"crossref/commonmeta_test_doi_with_data_citation.0.http", 200, Holds::kNone},
    {"crossref/commonmeta_test_doi_with_data_citation.1.http", 200, Holds::kWork},
    {"crossref/commonmeta_test_get_crossref_list.http", 200, Holds::kPage, 20},
    {"crossref/commonmeta_test_get_random_crossref_id.0.http", 200, Holds::kPage, 1},
    {"crossref/commonmeta_test_get_random_crossref_id.1.http", 200, Holds::kPage, 5},
    {"crossref/commonmeta_test_multipe_titles.0.http", 200, Holds::kNone},
    {"crossref/commonmeta_test_multipe_titles.1.http", 200, Holds::kWork},
    {"crossref/crossref_search.json", 200, Holds::kPage, 3},
    {"crossref/habanero_test_content_negotiation.0.http", 302, Holds::kNone},
    {"crossref/habanero_test_content_negotiation.1.http", 200, Holds::kNone},
    {"crossref/habanero_test_content_negotiation_citeproc_json.0.http", 301, Holds::kNone},
    {"crossref/habanero_test_content_negotiation_citeproc_json.1.http", 200, Holds::kWork},
    {"crossref/habanero_test_content_negotiation_raises_an_http_error_with_bad_requests.http", 404,
     Holds::kNone},
    {"crossref/habanero_test_content_negotiation_with_unicode_doi.0.http", 302, Holds::kNone},
    {"crossref/habanero_test_content_negotiation_with_unicode_doi.1.http", 200, Holds::kNone},
    {"crossref/habanero_test_cursor.http", 200, Holds::kPage, 20},
    {"crossref/habanero_test_cursor_fails_cursor_value.http", 404, Holds::kRefusal},
    {"crossref/habanero_test_journals_fail_limit.http", 400, Holds::kRefusal},
    {"crossref/habanero_test_members_mixed_ids_works_warn.0.http", 200, Holds::kPage, 20},
    {"crossref/habanero_test_members_mixed_ids_works_warn.1.http", 404, Holds::kNone},
    {"crossref/habanero_test_members_mixed_ids_works_warn.2.http", 200, Holds::kPage, 20},
    {"crossref/habanero_test_prefixes_works.http", 200, Holds::kPage, 2},
    {"crossref/habanero_test_random_dois.http", 200, Holds::kPage, 10},
    {"crossref/habanero_test_registration_agency_bad_request.http", 404, Holds::kNone},
    {"crossref/habanero_test_ua_string.http", 200, Holds::kWork},
    {"crossref/hepcrawl_2018.3804742.json", 200, Holds::kWork},
    {"crossref/hepcrawl_9781316535783.011.json", 200, Holds::kWork},
    {"crossref/hepcrawl_PhysRevB.33.3547.2.json", 200, Holds::kWork},
    {"crossref/hepcrawl_s1463-4988(99)00060-3.json", 200, Holds::kWork},
    {"crossref/hepcrawl_sample_crossref_record.json", 200, Holds::kWork},
    {"crossref/hepcrawl_sample_crossref_record_with_unknown_type.json", 200, Holds::kWork},
    {"crossref/hepcrawl_tasc.2017.2776938.json", 200, Holds::kWork},
    {"semanticscholar/search_transformer_2026-06.json", 200, Holds::kScholar, 5},
    {"semanticscholar/semantic_citations.json", 200, Holds::kScholar, 3},
    {"semanticscholar/semantic_references.json", 200, Holds::kScholar, 3},
    {"semanticscholar/semantic_search.json", 200, Holds::kScholar, 3},
    {"semanticscholar/test_bad_query_parameters.http", 400, Holds::kRefusal},
    {"semanticscholar/test_debug.http", 403, Holds::kRefusal},
    {"semanticscholar/test_empty_paginated_results.http", 200, Holds::kScholar, 0},
    {"semanticscholar/test_get_paper.http", 200, Holds::kScholar, 1},
    {"semanticscholar/test_get_paper_citations.0.http", 200, Holds::kScholar, 100},
    {"semanticscholar/test_get_paper_citations.1.http", 200, Holds::kScholar, 100},
    {"semanticscholar/test_get_paper_citations.2.http", 200, Holds::kScholar, 100},
    {"semanticscholar/test_get_paper_citations.3.http", 200, Holds::kScholar, 100},
    {"semanticscholar/test_get_paper_citations.4.http", 200, Holds::kScholar, 100},
    {"semanticscholar/test_get_paper_citations.5.http", 200, Holds::kScholar, 100},
    {"semanticscholar/test_get_paper_references.0.http", 200, Holds::kScholar, 40},
    {"semanticscholar/test_get_paper_references.1.http", 200, Holds::kScholar, 4},
    {"semanticscholar/test_get_papers.http", 200, Holds::kScholar, 3},
    {"semanticscholar/test_get_papers_not_found_warning.http", 200, Holds::kScholar, 3},
    {"semanticscholar/test_get_recommended_papers.http", 200, Holds::kScholar, 100},
    {"semanticscholar/test_not_found.0.http", 404, Holds::kRefusal},
    {"semanticscholar/test_not_found.1.http", 404, Holds::kRefusal},
    {"semanticscholar/test_search_paper.http", 200, Holds::kScholar, 100},
    {"semanticscholar/test_search_paper_bulk_retrieval.http", 200, Holds::kScholar, 1000},
    {"semanticscholar/test_search_paper_match_title.http", 200, Holds::kScholar, 1},
    {"semanticscholar/test_search_paper_next_page.0.http", 200, Holds::kScholar, 100},
    {"semanticscholar/test_search_paper_next_page.1.http", 200, Holds::kScholar, 100},
    {"semanticscholar/test_search_snippet.http", 200, Holds::kScholar, 2},
    {"mixed-paperqa/test_bad_dois.0.http", 404, Holds::kRefusal},
    {"mixed-paperqa/test_bad_dois.1.http", 200, Holds::kPage, 0},
    {"mixed-paperqa/test_bad_titles.0.http", 200, Holds::kPage, 0},
    {"mixed-paperqa/test_bad_titles.1.http", 404, Holds::kRefusal},
    {"mixed-paperqa/test_bad_titles.2.http", 200, Holds::kScholar, 1},
    {"mixed-paperqa/test_bad_titles.3.http", 200, Holds::kPage, 1},
    {"mixed-paperqa/test_bad_titles.4.http", 200, Holds::kNone},
    {"mixed-paperqa/test_docs_lifecycle.0.http", 200, Holds::kScholar, 1},
    {"mixed-paperqa/test_docs_lifecycle.1.http", 200, Holds::kPage, 1},
    {"mixed-paperqa/test_docs_lifecycle.2.http", 200, Holds::kNone},
    {"mixed-paperqa/test_docs_lifecycle.3.http", 200, Holds::kScholar, 1},
    {"mixed-paperqa/test_docs_lifecycle.4.http", 200, Holds::kPage, 1},
    {"mixed-paperqa/test_docs_lifecycle.5.http", 200, Holds::kNone},
    {"mixed-paperqa/test_docs_lifecycle.6.http", 200, Holds::kNone},
    {"mixed-paperqa/test_docs_lifecycle.7.http", 200, Holds::kNone},
    {"mixed-paperqa/test_odd_client_requests.0.http", 200, Holds::kPage, 1},
    {"mixed-paperqa/test_odd_client_requests.1.http", 200, Holds::kScholar, 1},
    {"mixed-paperqa/test_odd_client_requests.2.http", 404, Holds::kNone},
    {"mixed-paperqa/test_odd_client_requests.3.http", 200, Holds::kScholar, 1},
    {"mixed-paperqa/test_odd_client_requests.4.http", 200, Holds::kPage, 1},
    {"mixed-paperqa/test_odd_client_requests.5.http", 404, Holds::kNone},
    {"mixed-paperqa/test_odd_client_requests.6.http", 200, Holds::kPage, 1},
    {"mixed-paperqa/test_odd_client_requests.7.http", 200, Holds::kScholar, 1},
};

/// Names of all answers in the folders, "crossref/…"; descriptions and requests left out.
std::set<std::string> answers_in(const fs::path& feeds,
                                 std::initializer_list<const char*> folders) {
  std::set<std::string> names;
  for (const char* folder : folders)
    for (const auto& entry : fs::directory_iterator(feeds / folder)) {
      const std::string name = entry.path().filename().string();
      if (name != "INDEX.md" && !name.ends_with(".request.txt"))
        names.insert(std::string(folder) + "/" + name);
    }
  return names;
}

net::HttpResponse response_of(const fs::path& path) {
  return path.extension() == ".http" ? read_http(path.string())
                                     : answer(200, read_all(path.string()));
}

void check_paper(const Paper& paper) {
  INFO(paper.id);
  const auto id = parse_paper_id(paper.id);
  REQUIRE(id);
  CHECK(id->id == paper.id);
  CHECK(id->scheme == paper.scheme);
  CHECK(is_valid_utf8(paper.title));
  CHECK(paper.title.find_first_of("\n\t") == std::string::npos);
  CHECK(paper.title.find("<i>") == std::string::npos);
  CHECK(paper.abstract.find("jats:") == std::string::npos);
  CHECK(std::find(paper.aliases.begin(), paper.aliases.end(), paper.id) == paper.aliases.end());
  for (const std::string& alias : paper.aliases) CHECK(parse_paper_id(alias));
  for (const Author& author : paper.authors) CHECK_FALSE(author.name.empty());
}

void check_recording(const Recording& recording, const std::string& body) {
  const auto work = parse_crossref_work(body);
  const auto page = parse_crossref_page(body);
  const auto scholar = parse_scholar_page(body);
  CHECK(work.ok() == (recording.holds == Holds::kWork));
  CHECK(page.ok() == (recording.holds == Holds::kPage));
  CHECK(scholar.ok() == (recording.holds == Holds::kScholar));
  if (work.ok()) check_paper(work->paper);
  if (page.ok()) {
    CHECK(page->works.size() == recording.papers);
    CHECK(page->warnings.empty());
    for (const CrossrefWork& one : page->works) check_paper(one.paper);
  }
  if (scholar.ok()) {
    CHECK(scholar->papers.size() == recording.papers);
    for (const ScholarPaper& one : scholar->papers) check_paper(one.paper);
  }
  if (recording.holds == Holds::kRefusal) CHECK_FALSE(refusal_words(body).empty());
}

}  // namespace

TEST_CASE("Every recording of Crossref and Semantic Scholar is read or fails as it should",
          "[source][shared]") {
  SHEAF_SHARED_OR_SKIP(feeds, "feeds/crossref");
  std::set<std::string> left =
      answers_in(feeds.parent_path(), {"crossref", "semanticscholar", "mixed-paperqa"});
  for (const Recording& recording : kRecordings) {
    INFO(recording.file);
    CHECK(left.erase(recording.file) == 1);
    const net::HttpResponse response = response_of(feeds.parent_path() / recording.file);
    CHECK(response.status == recording.status);
    check_recording(recording, response.body);
  }
  for (const std::string& name : left) FAIL_CHECK("a recording is not in the table: " << name);
}

TEST_CASE("Recorded error answers end as errors that say why", "[source][shared]") {
  SHEAF_SHARED_OR_SKIP(feeds, "feeds/crossref");
  for (const Recording& recording : kRecordings) {
    if (recording.status < 400) continue;
    INFO(recording.file);
    const net::HttpResponse response = response_of(feeds.parent_path() / recording.file);
    ScriptedService service([&](const net::HttpRequest&, std::size_t) { return response; });
    const auto work = fetch_crossref_work(service.client, service.access, "10.1234/x", Task());
    const auto paper = fetch_scholar_paper(service.client, service.access, "10.1234/x", Task());
    CHECK(work.error().http_status == recording.status);
    CHECK(work.error().code == (recording.status == 404   ? ErrorCode::kNotFound
                                : recording.status == 400 ? ErrorCode::kInvalid
                                                          : ErrorCode::kHttp));
    CHECK(paper.error().code == work.error().code);
    CHECK(service.count() == 2);
  }
  const net::HttpResponse bad = response_of(feeds / "habanero_test_journals_fail_limit.http");
  ScriptedService service([&](const net::HttpRequest&, std::size_t) { return bad; });
  CHECK(says(search_crossref(service.client, service.access, "x", 1, Task()).error(),
             "Integer specified as things but must be a positive integer"));
}

TEST_CASE("Recorded works hold what Crossref says of them", "[source][shared]") {
  SHEAF_SHARED_OR_SKIP(feeds, "feeds/crossref");
  const auto work = [&](const char* file) {
    return *parse_crossref_work(response_of(feeds / file).body);
  };
  const CrossrefWork blog = work("commonmeta_test_blog_post.1.http");
  CHECK(blog.paper.title == "The rise of the (science) newsletter");
  CHECK(blog.type == "posted-content");
  CHECK(blog.paper.venue == "Front Matter");
  CHECK(blog.paper.published == parse_rfc3339("2023-10-04T00:00:00Z"));
  const CrossrefWork elife = work("commonmeta_test_doi_with_data_citation.1.http");
  CHECK(elife.paper.journal_ref == "eLife 3, e01567 (2014)");
  CHECK(elife.paper.citations == 36);
  CHECK(elife.paper.pdf == "https://cdn.elifesciences.org/articles/01567/elife-01567-v1.pdf");
  CHECK(elife.paper.license == "http://creativecommons.org/licenses/by/3.0/");
  CHECK(elife.paper.authors.at(0).name == "Martial Sankar");
  CHECK(elife.paper.authors.at(0).affiliations.size() == 1);
  const CrossrefWork german = work("commonmeta_test_multipe_titles.1.http");
  CHECK(german.paper.title.starts_with("Penisverletzung durch eine Moulinette: Folge einer"));
  CHECK(german.paper.published == parse_rfc3339("2007-07-08T00:00:00Z"));
  CHECK(work("hepcrawl_PhysRevB.33.3547.2.json").paper.journal_ref ==
        "Physical Review B 33(5), 3547-3548 (1986)");
  CHECK_FALSE(work("hepcrawl_9781316535783.011.json").paper.published);
  CHECK(work("hepcrawl_sample_crossref_record.json").paper.journal_ref ==
        "Physical Review D 93(1), 016005 (2016)");
  CHECK(work("hepcrawl_sample_crossref_record_with_unknown_type.json").type == "something-unknown");
  CHECK(work("habanero_test_content_negotiation_citeproc_json.1.http").paper.venue == "Science");
  const auto page = parse_crossref_page(response_of(feeds / "habanero_test_cursor.http").body);
  CHECK(page->total == 454);
  CHECK(page->next_cursor.starts_with("DnF1ZXJ5VGhlbkZldGNo"));
}

TEST_CASE("Recorded records of Semantic Scholar hold their ids, counts and venues",
          "[source][shared]") {
  SHEAF_SHARED_OR_SKIP(feeds, "feeds/semanticscholar");
  const auto page = [&](const char* file) {
    return *parse_scholar_page(response_of(feeds / file).body);
  };
  const ScholarPage search = page("search_transformer_2026-06.json");
  CHECK(search.total == 360715);
  CHECK(search.next == 5);
  CHECK(search.papers[0].paper.id == "2103.14030");
  CHECK(search.papers[0].paper.doi == "10.1109/iccv48922.2021.00986");
  CHECK(page("semantic_search.json").papers[0].paper.citations == 2865);
  CHECK(page("semantic_search.json").papers[0].paper.venue == "Neurocomputing");
  CHECK(page("semantic_citations.json").papers[0].paper.id == "2607.22410");
  const ScholarPage batch = page("test_get_papers_not_found_warning.http");
  CHECK(batch.places == std::vector<std::size_t>{kNoPaper, 0, 1, 2});
  CHECK(batch.papers[0].paper.id == "10.2139/ssrn.288970");
  CHECK(page("test_search_paper_bulk_retrieval.http").total == 2674);
  CHECK_FALSE(page("test_search_paper_bulk_retrieval.http").token.empty());
  CHECK(page("test_get_paper_references.0.http").warnings.size() == 10);
  CHECK(page("test_get_paper_citations.5.http").next == 600);
}

TEST_CASE("Recorded pages of bioRxiv and medRxiv: versions, names, published versions",
          "[source][shared]") {
  SHEAF_SHARED_OR_SKIP(feeds, "feeds/biorxiv");
  CHECK(answers_in(feeds.parent_path(), {"biorxiv"}).size() == 2);
  const auto bio = parse_biorxiv_page(read_all((feeds / "biorxiv_search.json").string()));
  REQUIRE(bio.ok());
  CHECK(bio->rows == 100);
  CHECK(bio->total == 60568);
  CHECK(bio->papers.size() == 79);
  CHECK(bio->warnings.empty());
  const auto find = [](const BiorxivPage& page, const std::string& id) {
    return *std::find_if(page.papers.begin(), page.papers.end(),
                         [&](const Paper& p) { return p.id == id; });
  };
  const Paper ecology = find(*bio, "10.1101/060400");
  CHECK(ecology.doi == "10.1371/journal.pone.0307156");
  CHECK(ecology.aliases == std::vector<std::string>{ecology.doi});
  CHECK(ecology.authors.size() == 6);
  CHECK(ecology.authors[1].name == "M. A. Arnedo");
  CHECK(ecology.authors[0].affiliations == std::vector<std::string>{"University of Helsinki"});
  CHECK(ecology.landing == "https://www.biorxiv.org/content/10.1101/060400v2");
  CHECK(find(*bio, "10.1101/263681").version > 3);
  CHECK(find(*bio, "10.1101/565721").comment == "Withdrawn");
  const auto med = parse_biorxiv_page(read_all((feeds / "medrxiv_search.json").string()));
  REQUIRE(med.ok());
  CHECK(med->papers.size() == 99);
  CHECK(find(*med, "10.1101/2023.10.20.23297293").pdf ==
        "https://www.medrxiv.org/content/10.1101/2023.10.20.23297293v2.full.pdf");
  for (const BiorxivPage* page : {&*bio, &*med})
    for (const Paper& paper : page->papers) {
      check_paper(paper);
      CHECK_FALSE(paper.authors.empty());
      CHECK_FALSE(paper.abstract.empty());
      CHECK(paper.updated);
    }
}

TEST_CASE("A recorded day of Hugging Face: thirty papers with summaries", "[source][shared]") {
  SHEAF_SHARED_OR_SKIP(feeds, "feeds/huggingface");
  CHECK(answers_in(feeds.parent_path(), {"huggingface"}).size() == 1);
  const auto day = parse_daily_papers(read_all((feeds / "daily_papers_2026-06-12.json").string()));
  REQUIRE(day.ok());
  CHECK(day->papers.size() == 30);
  CHECK(day->warnings.empty());
  CHECK(day->papers[0].paper.id == "2606.00467");
  CHECK(day->papers[0].summary.provider == "Hugging Face (Qwen/Qwen2.5-Coder-32B-Instruct)");
  CHECK(day->papers[0].summary.institutions ==
        std::vector<std::string>{"California institute of technology"});
  std::size_t with_code = 0;
  for (const DailyPaper& one : day->papers) {
    check_paper(one.paper);
    CHECK_FALSE(one.summary.tldr.empty());
    with_code += one.paper.code_url.empty() ? 0 : 1;
    if (one.paper.id == "2606.11409") CHECK(one.upvotes == 8);
    if (one.paper.id == "2606.12575") CHECK(one.paper.authors.size() == 10);
  }
  CHECK(with_code == 16);
}

TEST_CASE("Recorded records of PubMed of eight DTDs", "[source][shared]") {
  SHEAF_SHARED_OR_SKIP(feeds, "feeds/pubmed");
  const std::pair<const char*, std::size_t> files[] = {
      {"biopython_pubmed1.xml", 2},    {"biopython_pubmed2.xml", 2}, {"biopython_pubmed4.xml", 1},
      {"biopython_pubmed5.xml", 1},    {"biopython_pubmed6.xml", 1}, {"biopython_pubmed7.xml", 1},
      {"efetch_2026-06_multi.xml", 5}, {"efetch_fastpaper.xml", 3},  {"pubmed-29768149.xml", 1}};
  CHECK(answers_in(feeds.parent_path(), {"pubmed"}).size() == std::size(files) + 1);
  std::vector<Paper> papers;
  for (const auto& [file, count] : files) {
    INFO(file);
    const auto read = parse_pubmed(read_all((feeds / file).string()));
    REQUIRE(read.ok());
    CHECK(read->papers.size() == count);
    CHECK(read->warnings.empty());
    for (const Paper& paper : read->papers) {
      check_paper(paper);
      CHECK(paper.published);
      CHECK_FALSE(paper.title.ends_with('.'));
      papers.push_back(paper);
    }
  }
  const Paper& aids = papers[0];
  CHECK(aids.published == parse_rfc3339("1990-03-01T00:00:00Z"));
  CHECK(aids.journal_ref == "Social justice (San Francisco, Calif.) 17(1), 113-25 (1990)");
  CHECK(papers[1].doi == "10.1016/0005-2795(76)90109-4");
  const Paper& asthma = papers.back();
  CHECK(asthma.id == "pmid:29768149");
  CHECK(asthma.doi == "10.1056/nejmoa1715274");
  CHECK(asthma.journal_ref == "The New England journal of medicine 378(20), 1865-1876 (2018)");
  CHECK(asthma.authors.at(0).name == "Paul M O'Byrne");
  CHECK(asthma.keywords.at(0) == "Administration, Inhalation");
  CHECK(asthma.abstract.starts_with("BACKGROUND: "));
  CHECK(std::count(asthma.abstract.begin(), asthma.abstract.end(), '\n') == 3);
  const Paper& group = papers[7];
  CHECK(group.id == "pmid:29963580");
  CHECK(group.authors.back().name == "Canadian Respiratory Research Network");
  const auto ids = parse_pubmed_ids(read_all((feeds / "pubmed_esearch.json").string()));
  REQUIRE(ids.ok());
  CHECK(ids->total == 42111);
  CHECK(ids->ids.size() == 5);
  CHECK(ids->warnings ==
        std::vector<std::string>{"outputmessages: Unknown sort schema 'date' ignored"});
}

TEST_CASE("A recorded venue of OpenReview: submissions with their decisions", "[source][shared]") {
  SHEAF_SHARED_OR_SKIP(feeds, "feeds/openreview");
  CHECK(answers_in(feeds.parent_path(), {"openreview"}).size() == 1);
  const auto page =
      parse_openreview_notes(read_all((feeds / "openreview_api1_notes_example.json").string()));
  REQUIRE(page.ok());
  REQUIRE(page->papers.size() == 2);
  const ReviewedPaper& dropout = page->papers[0];
  CHECK(dropout.paper.id == "openreview:HkghWScuoQ");
  CHECK(dropout.paper.title == "Targeted Dropout");
  CHECK(dropout.paper.authors.size() == 5);
  CHECK(dropout.paper.pdf ==
        "https://openreview.net/pdf/1e9b22c08d7651c60362b60af660c1f92d304b7c.pdf");
  CHECK(dropout.paper.published == 1540035843);
  CHECK(dropout.modified == 1543593753);
  CHECK(std::any_of(dropout.reviews.begin(), dropout.reviews.end(), [](const Review& r) {
    return r.kind == Review::Kind::kDecision && r.decision == "accept";
  }));
  CHECK(std::any_of(dropout.reviews.begin(), dropout.reviews.end(), [](const Review& r) {
    return r.kind == Review::Kind::kReview && !r.rating.empty();
  }));
  CHECK_FALSE(page->papers[1].tldr.empty());
  for (const ReviewedPaper& one : page->papers) check_paper(one.paper);
}
