// Identity: one paper, one record, whatever it is called and whichever source came first.
#include "store/identity.hpp"

#include <algorithm>
#include <random>
#include <set>

#include "unit/store/identity_fixture.hpp"

using namespace sheaf;
using namespace sheaf::test;

namespace {

/// Texts as arXiv tells them, with what the publisher adds.
void check_completed(const Paper& paper) {
  const Paper arxiv = arxiv_paper();
  CHECK(paper.id == kArxivId);
  CHECK(paper.scheme == "arxiv");
  CHECK(paper.version == arxiv.version);
  CHECK(paper.title == arxiv.title);
  CHECK(paper.abstract == arxiv.abstract);
  CHECK(paper.authors == arxiv.authors);
  CHECK(paper.published == arxiv.published);
  CHECK(paper.updated == arxiv.updated);
  CHECK(paper.detail == Detail::kComplete);
  CHECK(paper.venue == "Physical Review B");
  CHECK(paper.journal_ref == "Phys. Rev. B 1, 2 (2026)");
  CHECK(paper.doi == kDoi);
  CHECK(paper.citations == 7);
  CHECK(paper.keywords == Names{"graphs"});
  CHECK(paper.aliases == Names{kDoi});
}

}  // namespace

TEST_CASE("a record is stored under the id of the best scheme it names") {
  Paper paper;
  paper.id = "s2:0a1b";
  paper.scheme = "s2";
  paper.aliases = {"pmid:12", "https://doi.org/10.1103/PhysRevB.1"};
  const store::Identity by_doi = store::identity_of(paper);
  CHECK(by_doi.id == kDoi);
  CHECK(by_doi.scheme == "doi");
  CHECK(by_doi.names == Names{"s2:0a1b", "pmid:12"});
  paper.aliases.push_back("arXiv:2401.10020v3");
  const store::Identity by_arxiv = store::identity_of(paper);
  CHECK(by_arxiv.id == kArxivId);
  CHECK(by_arxiv.scheme == "arxiv");
  const store::Record record = store::record_of(paper, by_arxiv);
  CHECK(record.teller == "s2");
  CHECK(record.paper.version == 0);
}

TEST_CASE("arXiv's own DOI is the arXiv id in any case and no publisher's DOI") {
  for (const char* doi : {"10.48550/arXiv.2401.10020", "10.48550/ARXIV.2401.10020",
                          "https://doi.org/10.48550/arxiv.2401.10020"}) {
    auto store = open_store();
    put(*store, {arxiv_paper()});
    Paper other = published_paper();
    other.id = doi;
    SECTION(std::string("as id ") + doi) {}
    SECTION(std::string("as DOI ") + doi) {
      other.id = "s2:1";
      other.scheme = "s2";
      other.doi = doi;
    }
    put(*store, {other});
    CHECK(count(*store) == 1);
    CHECK(find(*store, doi).id == kArxivId);
    CHECK(find(*store, doi).doi.empty());
    CHECK(find(*store, kArxivId).citations == 7);
  }
}

TEST_CASE("a published record completes the arXiv paper it belongs to") {
  auto store = open_store();
  Paper arxiv = arxiv_paper();
  Paper published = published_paper();
  SECTION("by an alias") {
    published.aliases = {kArxivId};
    put(*store, {arxiv, published});
  }
  SECTION("by the DOI the arXiv paper names") {
    arxiv.doi = "10.1103/PhysRevB.1";
    put(*store, {arxiv, published});
    CHECK(find(*store, kArxivId).doi == "10.1103/PhysRevB.1");
    arxiv.doi = kDoi;
    put(*store, {arxiv});
  }
  SECTION("by an alias, and arXiv's record comes again") {
    published.aliases = {kArxivId};
    put(*store, {arxiv, published, arxiv, published, arxiv});
  }
  SECTION("by an alias that came with an earlier record") {
    Paper forum = forum_paper("openreview:zz");
    forum.venue.clear();
    forum.keywords.clear();
    forum.aliases = {kArxivId, kDoi};
    put(*store, {arxiv, forum, published});
    CHECK(find(*store, "openreview:zz").id == kArxivId);
    CHECK(count(*store) == 1);
    return;
  }
  CHECK(count(*store) == 1);
  check_completed(find(*store, kDoi));
  CHECK(need(store->search("publisher", 5)).empty());
  CHECK(need(store->check()).empty());
}

TEST_CASE("completing writes nothing when nothing is new") {
  auto store = open_store();
  Paper published = published_paper();
  published.aliases = {kArxivId};
  put(*store, {arxiv_paper(), published});
  const auto again = need(store->put_papers({arxiv_paper(), published, arxiv_paper(), published}));
  CHECK(again.unchanged == 4);
  CHECK(again.added + again.updated + again.merged == 0);
}

TEST_CASE("an arXiv paper that comes after its publication takes the record over") {
  auto store = open_store();
  const Day day = day_at(0);
  need(store->put_batch(make_batch("crossref", day, {{published_paper(), AnnounceType::kNew}})));
  need(store->put_feedback(kDoi, FeedbackKind::kLiked, 100));
  CHECK(need(store->citation_keys({{kDoi, "doe2026"}})) == Names{"doe2026"});
  need(store->put_baselines("/vault", {{std::string("paper/") + kDoi, "note"}}));
  Entry entry;
  entry.paper = published_paper();
  need(store->put_scores("default", day, {entry}));

  Paper arxiv = arxiv_paper();
  arxiv.doi = kDoi;
  put(*store, {arxiv});
  CHECK(count(*store) == 1);
  const Paper now = find(*store, kArxivId);
  CHECK(now.citation_key == "doe2026");
  check_completed(now);
  CHECK(find(*store, kDoi) == now);
  using Feedback = std::vector<Opinion>;
  CHECK(need(store->feedback()) == Feedback{{kArxivId, FeedbackKind::kLiked, 100}});
  CHECK(need(store->citation_keys({{kArxivId, "other"}, {kDoi, "third"}})) ==
        Names{"doe2026", "doe2026"});
  CHECK(need(store->announced(day, {"crossref"})).at(0).paper.id == kArxivId);
  CHECK(need(store->baselines("/vault")).at(0).first == std::string("paper/") + kArxivId);
  CHECK(need(store->search("publisher", 5)).empty());
  CHECK(need(store->search("modest", 5)).size() == 1);
  CHECK(need(store->check()).empty());
}

TEST_CASE("an announced arXiv paper takes a published record over and still wants completing") {
  auto store = open_store();
  Paper announced = arxiv_paper(kArxivId, 1);
  announced.detail = Detail::kAnnounced;
  announced.doi = kDoi;
  put(*store, {published_paper(), announced});
  CHECK(find(*store, kDoi).title == announced.title);
  CHECK(need(store->incomplete_ids({announced})) == Names{kArxivId});
  Paper complete = arxiv_paper(kArxivId, 1);
  put(*store, {complete});
  CHECK(need(store->incomplete_ids({announced})).empty());
}

TEST_CASE("an arXiv paper that only another source told of wants completing") {
  auto store = open_store();
  Paper index = published_paper();
  index.id = "s2:1";
  index.scheme = "s2";
  index.aliases = {kArxivId};
  put(*store, {index});
  CHECK(find(*store, "s2:1").id == kArxivId);
  CHECK(need(store->incomplete_ids({arxiv_paper()})) == Names{kArxivId});
  index.abstract = "A better one.";
  put(*store, {index});
  CHECK(find(*store, "s2:1").abstract == "A better one.");  // the source told it, so it may say more
  put(*store, {arxiv_paper()});
  CHECK(need(store->incomplete_ids({arxiv_paper()})).empty());
  CHECK(find(*store, "s2:1").abstract == arxiv_paper().abstract);
}

TEST_CASE("two stored records that turn out to be one become one") {
  auto store = open_store();
  const Day day = day_at(0);
  need(store->put_batch(make_batch("cs.CL", day, {{arxiv_paper(), AnnounceType::kCross}})));
  Paper other = make_paper("2401.10021");
  need(store->put_batch(make_batch(
      "x", day,
      {{published_paper(), AnnounceType::kNew}, {arxiv_paper(), AnnounceType::kReplace},
       {other, AnnounceType::kNew}})));
  need(store->put_batch(make_batch("crossref", day_at(1), {{published_paper(), AnnounceType::kNew}})));
  need(store->put_feedback(kArxivId, FeedbackKind::kRead, 100));
  need(store->put_feedback(kDoi, FeedbackKind::kLiked, 200));
  need(store->citation_keys({{kArxivId, "doe2026"}, {kDoi, "doe2026pub"}}));
  REQUIRE(count(*store) == 3);

  Paper arxiv = arxiv_paper();
  arxiv.doi = kDoi;
  const auto counts = need(store->put_papers({arxiv}));
  CHECK(counts.merged == 1);
  CHECK(counts.updated == 1);
  CHECK(count(*store) == 2);
  check_completed(find(*store, kArxivId));
  using Feedback = std::vector<Opinion>;
  CHECK(need(store->feedback()) == Feedback{{kArxivId, FeedbackKind::kLiked, 200}});
  CHECK(find(*store, kArxivId).citation_key == "doe2026");
  // The other key stays taken, so that no other paper gets what stands in a manuscript.
  CHECK(need(store->citation_keys({{"2401.10021", "doe2026pub"}})) == Names{"doe2026puba"});
  CHECK(need(store->announced_counts(day, {"x"})).new_papers == 2);
  CHECK(need(store->announced_counts(day, {"cs.CL"})).cross == 1);
  CHECK(need(store->announced(day_at(1), {"crossref"})).at(0).paper.id == kArxivId);
  CHECK(need(store->check()).empty());
}

TEST_CASE("records that become one within a batch leave one announcement") {
  auto store = open_store();
  Paper index = forum_paper("openreview:a");
  index.title = "Elsewhere";
  Paper joining = published_paper();
  joining.aliases = {"openreview:a", "pmid:5"};
  Paper medical = published_paper();
  medical.id = "pmid:5";
  medical.scheme = "pmid";
  need(store->put_batch(make_batch("x", day_at(0),
                                   {{index, AnnounceType::kReplace},
                                    {medical, AnnounceType::kCross},
                                    {joining, AnnounceType::kNew}})));
  const auto items = need(store->announced(day_at(0), {"x"}));
  REQUIRE(items.size() == 1);
  CHECK(items[0].paper.id == kDoi);
  CHECK(items[0].type == AnnounceType::kNew);
  CHECK(need(store->check()).empty());
}

TEST_CASE("two arXiv ids never become one paper") {
  auto store = open_store();
  Paper a = arxiv_paper("2401.00001"), b = arxiv_paper("2401.00002");
  a.doi = b.doi = kDoi;
  SECTION("when both name one DOI") { put(*store, {a, b}); }
  SECTION("when the published record comes between") { put(*store, {a, published_paper(), b}); }
  SECTION("when the published record comes first") { put(*store, {published_paper(), a, b}); }
  SECTION("when the published record comes last") { put(*store, {a, b, published_paper()}); }
  SECTION("when one calls the other its alias") {
    b.aliases = {"2401.00001"};
    put(*store, {a, b});
  }
  SECTION("when a third calls both its aliases") {
    Paper index = forum_paper();
    index.aliases = {"2401.00001", "2401.00002"};
    put(*store, {a, b, index});
  }
  SECTION("when the third was first") {
    Paper index = forum_paper();
    index.aliases = {"2401.00001", "2401.00002"};
    put(*store, {index, a, b});
  }
  CHECK(count(*store) == 2);
  CHECK(find(*store, "2401.00001").id == "2401.00001");
  CHECK(find(*store, "2401.00002").id == "2401.00002");
  CHECK(find(*store, kDoi).id == "2401.00001");
  put(*store, {a, b});
  CHECK(count(*store) == 2);
  CHECK(need(store->check()).empty());
}

TEST_CASE("many arXiv papers with one DOI stay many") {
  auto store = open_store();
  std::vector<Paper> papers;
  for (int i = 0; i < 3000; ++i) papers.push_back(make_full_paper("2401." + std::to_string(10000 + i)));
  put(*store, papers);
  Paper published = published_paper();
  published.id = papers[0].doi;
  put(*store, {published});
  CHECK(count(*store) == 3000);
  CHECK(find(*store, published.id).id == "2401.10000");
}

TEST_CASE("an alias that is no id makes nothing one") {
  auto store = open_store();
  Paper a = forum_paper("openreview:a"), b = forum_paper("openreview:b");
  a.aliases = b.aliases = {"n/a", "", "unknown"};
  put(*store, {a, b});
  CHECK(count(*store) == 2);
}

TEST_CASE("every look-up takes any spelling of any id") {
  auto store = open_store();
  Paper published = published_paper();
  published.aliases = {kArxivId, "pmid:29768149"};
  put(*store, {arxiv_paper(), published, make_paper("2401.10021")});
  for (const char* text : {"2401.10020", "arXiv:2401.10020v1", "https://arxiv.org/abs/2401.10020",
                           "doi:10.1103/PhysRevB.1", "https://doi.org/10.1103/physrevb.1",
                           "PMID:29768149", "10.48550/ARXIV.2401.10020"}) {
    CHECK(find(*store, text).id == kArxivId);
    CHECK(need(store->canonical_ids({text})) == Names{kArxivId});
  }
  CHECK(ids_of(need(store->find_papers({kDoi, "2401.10021", "pmid:29768149"}))) ==
        Names{kArxivId, "2401.10021"});
  CHECK(need(store->canonical_ids({"arXiv:2401.99999v2", "x", "DOI: 10.5555/ABC"})) ==
        Names{"2401.99999", "x", "10.5555/abc"});
  CHECK(need(store->incomplete_ids({published})).empty());
  need(store->put_feedback("https://doi.org/10.1103/PHYSREVB.1", FeedbackKind::kKept, 5));
  CHECK(need(store->feedback()).at(0).id == kArxivId);
  need(store->remove_paper("pmid:29768149"));
  CHECK(!need(store->find_paper(kArxivId)));
  CHECK(count(*store) == 1);
}

TEST_CASE("what the reader said of a paper before it came belongs to it") {
  auto store = open_store();
  need(store->put_feedback("doi:10.1103/PhysRevB.1", FeedbackKind::kLiked, 5));
  need(store->citation_keys({{kDoi, "early2026"}}));
  Paper arxiv = arxiv_paper();
  arxiv.doi = kDoi;
  put(*store, {arxiv});
  CHECK(need(store->feedback()).at(0).id == kArxivId);
  CHECK(find(*store, kArxivId).citation_key == "early2026");
}

TEST_CASE("the order in which sources tell of a paper does not matter to its identity") {
  Paper arxiv = arxiv_paper();
  Paper published = published_paper();
  Paper index = forum_paper("s2:1");
  index.scheme = "s2";
  index.aliases = {kArxivId, kDoi};
  Paper medical = published_paper();
  medical.id = "pmid:7";
  medical.scheme = "pmid";
  medical.doi = kDoi;
  std::vector<Paper> papers = {arxiv, published, index, medical};
  std::vector<int> order = {0, 1, 2, 3};
  do {
    auto store = open_store();
    for (const int i : order) put(*store, {papers[static_cast<std::size_t>(i)]});
    INFO("order " << order[0] << order[1] << order[2] << order[3]);
    CHECK(count(*store) == 1);
    for (const char* id : {kArxivId, kDoi, "s2:1", "pmid:7"}) CHECK(find(*store, id).id == kArxivId);
    CHECK(find(*store, kArxivId).title == arxiv.title);
    CHECK(find(*store, kArxivId).version == arxiv.version);
    const Paper now = find(*store, kArxivId);
    CHECK(std::set<std::string>(now.aliases.begin(), now.aliases.end()) ==
          std::set<std::string>{kDoi, "pmid:7", "s2:1"});
    CHECK(need(store->check()).empty());
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("records that name each other at random keep the store sound") {
  std::mt19937 random(11);
  const auto any = [&](unsigned count) { return static_cast<int>(random() % count); };
  const auto any_id = [&]() -> std::string {
    const int number = any(5);
    switch (any(6)) {
      case 0: return "2401.0000" + std::to_string(number);
      case 1: return "10.5555/X" + std::to_string(number);
      case 2: return "openreview:" + std::to_string(number);
      case 3: return "pmid:" + std::to_string(number);
      case 4: return "arXiv:2401.0000" + std::to_string(number) + "v2";
      default: return "\xFF\x01\"odd' " + std::to_string(number);
    }
  };
  auto store = open_store();
  std::set<std::string> ids;
  for (int round = 0; round < 600; ++round) {
    Paper paper = make_paper(any_id(), any(3), static_cast<Detail>(any(3) - 1));
    if (const auto id = parse_paper_id(paper.id)) paper.scheme = id->scheme;
    if (any(2)) paper.doi = "10.5555/x" + std::to_string(any(5));
    for (int i = any(3); i > 0; --i) paper.aliases.push_back(any_id());
    paper.title = any(2) ? "One title of five words or more" : "Another title that has more than five";
    put(*store, {paper});
    ids.insert(paper.id);
    const Paper now = find(*store, paper.id);
    if (paper.scheme == "arxiv" && parse_paper_id(paper.id)) CHECK(now.id == store::canonical_id(paper.id));
    if (any(50) == 0) need(store->remove_paper(any_id()));
  }
  CHECK(count(*store) >= 5);
  CHECK(need(store->search("title", 1000)).size() == count(*store));
  CHECK(need(store->check()).empty());
}

TEST_CASE("a record with endless aliases is stored with some of them") {
  auto store = open_store();
  Paper paper = arxiv_paper();
  for (int i = 0; i < 20'000; ++i) paper.aliases.push_back("openreview:" + std::to_string(i));
  put(*store, {paper, paper});
  CHECK(find(*store, "openreview:0").id == kArxivId);
  CHECK(find(*store, kArxivId).aliases.size() < 1000);
}
