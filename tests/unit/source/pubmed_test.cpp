// PubMed: articles, books, dates and authors of all shapes; searches that go on and stop.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "source/pubmed.hpp"
#include "unit/source/service_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using namespace sheaf::test;

namespace {

std::string article(const std::string& pmid,
                    const std::string& date = "<Year>2026</Year><Month>Feb</Month><Day>3</Day>",
                    const std::string& more = "") {
  return "<PubmedArticle><MedlineCitation><PMID Version=\"1\">" + pmid +
         "</PMID><Article><Journal><JournalIssue>"
         "<Volume>12</Volume><Issue>3</Issue><PubDate>" +
         date +
         "</PubDate></JournalIssue><Title>Journal of Heat</Title>"
         "</Journal><ArticleTitle>Heat of <i>Q</i> and "
         "A.</ArticleTitle><Pagination><MedlinePgn>45-67</MedlinePgn></Pagination>"
         "<ELocationID EIdType=\"doi\" ValidYN=\"Y\">10.1234/ABC</ELocationID>" +
         more +
         "</Article></MedlineCitation>"
         "<PubmedData><ArticleIdList><ArticleId "
         "IdType=\"pmc\">PMC99</ArticleId></ArticleIdList><ReferenceList><Reference>"
         "<ArticleIdList><ArticleId "
         "IdType=\"doi\">10.9999/other</ArticleId></ArticleIdList></Reference></ReferenceList>"
         "</PubmedData></PubmedArticle>";
}

std::string set_of(const std::string& records) {
  return "<?xml version=\"1.0\"?><PubmedArticleSet>" + records + "</PubmedArticleSet>";
}

std::string ids_answer(std::size_t first, std::size_t count, std::size_t total) {
  std::string ids;
  for (std::size_t i = first; i < first + count; ++i)
    ids += (ids.empty() ? "\"" : ",\"") + std::to_string(i + 1) + "\"";
  return R"({"esearchresult":{"count":")" + std::to_string(total) + R"(","retstart":")" +
         std::to_string(first) + R"(","idlist":[)" + ids + "]}}";
}

std::string records_for(const std::string& url) {
  std::string records;
  for (const std::string& id : split_list(url.substr(url.find("id=") + 3), ','))
    records += article(id);
  return set_of(records);
}

}  // namespace

TEST_CASE("An article becomes a paper with its ids, place and keywords", "[source][pubmed]") {
  const auto read = parse_pubmed(set_of(article(
      "123", "<Year>2026</Year><Month>Feb</Month>",
      "<Abstract><AbstractText Label=\"METHODS\">We <b>did</b>.</AbstractText><AbstractText "
      "Label=\"RESULTS\">It is.</AbstractText></Abstract>"
      "<AuthorList><Author ValidYN=\"Y\"><LastName>Lee</LastName><ForeName>Ann "
      "B</ForeName><Suffix>Jr</Suffix>"
      "<AffiliationInfo><Affiliation>Uni "
      "A</Affiliation></AffiliationInfo><AffiliationInfo><Affiliation>Uni "
      "B</Affiliation></AffiliationInfo></Author>"
      "<Author ValidYN=\"N\"><LastName>Wrong</LastName></Author><Author><CollectiveName>The "
      "Group</CollectiveName></Author>"
      "<Author><LastName>Roe</LastName><Initials>C</Initials><Affiliation>Old "
      "form</Affiliation></Author></AuthorList>")));
  REQUIRE(read.ok());
  REQUIRE(read->papers.size() == 1);
  const Paper& paper = read->papers[0];
  CHECK(paper.id == "pmid:123");
  CHECK(paper.scheme == "pmid");
  CHECK(paper.title == "Heat of Q and A");
  CHECK(paper.doi == "10.1234/abc");
  CHECK(paper.aliases ==
        std::vector<std::string>{"10.1234/abc", "url:https://pmc.ncbi.nlm.nih.gov/articles/PMC99"});
  CHECK(paper.abstract == "METHODS: We did.\nRESULTS: It is.");
  CHECK(paper.venue == "Journal of Heat");
  CHECK(paper.journal_ref == "Journal of Heat 12(3), 45-67 (2026)");
  CHECK(paper.landing == "https://pubmed.ncbi.nlm.nih.gov/123/");
  REQUIRE(paper.authors.size() == 3);
  CHECK(paper.authors[0].name == "Ann B Lee Jr");
  CHECK(paper.authors[0].affiliations == std::vector<std::string>{"Uni A", "Uni B"});
  CHECK(paper.authors[1].name == "The Group");
  CHECK(paper.authors[2].name == "C Roe");
  CHECK(paper.authors[2].affiliations == std::vector<std::string>{"Old form"});
}

TEST_CASE("Dates of all shapes are read, impossible ones are told", "[source][pubmed]") {
  const auto published = [](const std::string& date) {
    const auto read = parse_pubmed(set_of(article("1", date)));
    return read->papers[0].published ? format_rfc3339(*read->papers[0].published).substr(0, 10)
                                     : std::to_string(read->warnings.size()) + " warning";
  };
  CHECK(published("<Year>2026</Year>") == "2026-01-01");
  CHECK(published("<Year>2026</Year><Month>09</Month>") == "2026-09-01");
  CHECK(published("<Year>2026</Year><Month>Sep</Month><Day>7</Day>") == "2026-09-07");
  CHECK(published("<Year>2026</Year><Season>Spring</Season>") == "2026-03-01");
  CHECK(published("<Year>2026</Year><Month>Feb</Month><Day>31</Day>") == "2026-02-01");
  CHECK(published("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>") == "1998-12-01");
  CHECK(published("<MedlineDate>2000 Spring</MedlineDate>") == "2000-03-01");
  CHECK(published("<MedlineDate>2019 Jan 5-12</MedlineDate>") == "2019-01-05");
  CHECK(published("<MedlineDate>1978-1979</MedlineDate>") == "1978-01-01");
  CHECK(published("<MedlineDate>unknown</MedlineDate>") == "1 warning");
  CHECK(published("<Year>0</Year>") == "1 warning");
}

TEST_CASE("Keywords come before MeSH, books have records of their own", "[source][pubmed]") {
  const auto read = parse_pubmed(
      set_of("<PubmedArticle><MedlineCitation><PMID>5</PMID><Article><ArticleTitle>[A translated "
             "title].</ArticleTitle></Article>"
             "<MeshHeadingList><MeshHeading><DescriptorName>Heat</DescriptorName><QualifierName>q</"
             "QualifierName></MeshHeading></MeshHeadingList>"
             "<KeywordList><Keyword>warmth</Keyword><Keyword>Heat</Keyword></KeywordList></"
             "MedlineCitation></PubmedArticle>"
             "<PubmedBookArticle><BookDocument><PMID>6</PMID><ArticleIdList><ArticleId "
             "IdType=\"doi\">10.1234/book</ArticleId></ArticleIdList>"
             "<Book><BookTitle>Handbook</BookTitle><PubDate><Year>1999</Year></PubDate><AuthorList "
             "Type=\"editors\"><Author><LastName>Ed</LastName>"
             "</Author></AuthorList></Book><ArticleTitle>A "
             "chapter.</ArticleTitle></BookDocument></PubmedBookArticle>"
             "<PubmedArticle><MedlineCitation/></PubmedArticle><DeleteCitation><PMID>7</PMID></"
             "DeleteCitation>"));
  REQUIRE(read.ok());
  REQUIRE(read->papers.size() == 2);
  CHECK(read->papers[0].title == "A translated title");
  CHECK(read->papers[0].keywords == std::vector<std::string>{"warmth", "Heat"});
  CHECK(read->papers[1].title == "A chapter");
  CHECK(read->papers[1].venue == "Handbook");
  CHECK(read->papers[1].doi == "10.1234/book");
  CHECK(read->papers[1].authors[0].name == "Ed");
  CHECK(read->warnings == std::vector<std::string>{"record 3: it has no PMID"});
}

TEST_CASE("Older sets are read, other answers are named", "[source][pubmed]") {
  CHECK(parse_pubmed("<MedlineCitationSet><MedlineCitation><PMID>8</PMID><Article><ArticleTitle>T</"
                     "ArticleTitle></Article>"
                     "</MedlineCitation></MedlineCitationSet>")
            ->papers.at(0)
            .id == "pmid:8");
  CHECK(says(parse_pubmed("<eSummaryResult><DocSum/></eSummaryResult>").error(),
             "got a document <eSummaryResult>"));
  const auto refused = parse_pubmed("<eFetchResult><ERROR>ID list is empty</ERROR></eFetchResult>");
  CHECK(refused.error().code == ErrorCode::kInvalid);
  CHECK(says(refused.error(), "ID list is empty"));
  CHECK(parse_pubmed("{}").error().code == ErrorCode::kParse);
  CHECK(parse_pubmed(set_of(""))->papers.empty());
}

TEST_CASE("Search answers give ids, doubts and refusals", "[source][pubmed]") {
  const auto found =
      parse_pubmed_ids(R"({"esearchresult":{"count":"42","retstart":"0","idlist":["1","2"],
    "errorlist":{"phrasesnotfound":["xyzzy"]},"warninglist":{"outputmessages":["sort ignored"]}}})");
  REQUIRE(found.ok());
  CHECK(found->total == 42);
  CHECK(found->ids == std::vector<std::string>{"1", "2"});
  CHECK(found->warnings ==
        std::vector<std::string>{"phrasesnotfound: xyzzy", "outputmessages: sort ignored"});
  CHECK(parse_pubmed_ids(R"({"error":"API rate limit exceeded"})").error().code ==
        ErrorCode::kRateLimit);
  CHECK(parse_pubmed_ids(R"({"esearchresult":{"ERROR":"Empty term"}})").error().code ==
        ErrorCode::kInvalid);
  CHECK(parse_pubmed_ids("{}").error().code == ErrorCode::kParse);
}

TEST_CASE("A day is searched page by page and fetched in batches", "[source][pubmed]") {
  ScriptedService service([](const net::HttpRequest& request, std::size_t) {
    if (contains(request.url, "efetch")) return answer(200, records_for(request.url));
    return answer(200, contains(request.url, "retstart=0") ? ids_answer(0, 200, 250)
                                                           : ids_answer(200, 50, 250));
  });
  service.access.contact = "a@example.org";
  service.access.ncbi_key = "s3cret";
  const auto span = fetch_pubmed(service.client, service.access, "heat[title] & x",
                                 day_of("2026-02-03"), day_of("2026-02-04"), Task());
  REQUIRE(span.ok());
  CHECK(span->papers.size() == 250);
  CHECK(span->gap.empty());
  CHECK(service.count() == 4);
  CHECK(contains(
      service.url(0),
      "/entrez/eutils/esearch.fcgi?db=pubmed&tool=sheaf&email=a%40example.org&api_key=s3cret"
      "&term=heat%5Btitle%5D%20%26%20x&datetype=edat&mindate=2026/02/03&maxdate=2026/02/04"));
  CHECK_FALSE(any_says(service.lines, "s3cret"));
}

TEST_CASE("What PubMed does not give is told", "[source][pubmed]") {
  ScriptedService service([](const net::HttpRequest& request, std::size_t n) {
    if (contains(request.url, "efetch"))
      return n == 3 ? answer(200, set_of(article("1"))) : answer(502, "bad");
    return answer(200, n == 1 ? ids_answer(0, 201, 300) : ids_answer(0, 0, 300));
  });
  const auto span = fetch_pubmed(service.client, service.access, "x", day_of("2026-02-03"),
                                 day_of("2026-02-03"), Task());
  REQUIRE(span.ok());
  CHECK(span->papers.size() == 1);
  CHECK(any_says(span->warnings, "PubMed gave no record for 2, 3"));
  CHECK(contains(span->gap, "1 of 201 records are missing"));
  ScriptedService many([](const net::HttpRequest& request, std::size_t n) {
    if (contains(request.url, "efetch")) return answer(200, records_for(request.url));
    return answer(200, ids_answer((n - 1) * 5000, 5000, 12000));
  });
  CHECK(contains(fetch_pubmed(many.client, many.access, "x", day_of("2026-02-03"),
                              day_of("2026-02-03"), Task())
                     ->gap,
                 "2000 of 12000 records are missing: PubMed gives no more than 10,000"));
}

TEST_CASE("Records are asked for by PMID in either spelling", "[source][pubmed]") {
  ScriptedService service([](const net::HttpRequest& request, std::size_t) {
    return answer(200, records_for(request.url));
  });
  const auto read = fetch_pubmed_records(service.client, service.access,
                                         {"pmid:12", "13", "x", "1 OR 2"}, Task());
  REQUIRE(read.ok());
  CHECK(read->papers.size() == 2);
  CHECK(read->warnings.size() == 2);
  CHECK(contains(service.url(0), "&retmode=xml&id=12,13"));
}
