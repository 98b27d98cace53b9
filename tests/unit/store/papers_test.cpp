// Papers in the store: one paper, one record, never downgraded.
#include "store/encode.hpp"
#include "store/merge.hpp"
#include "unit/store/store_fixture.hpp"

using namespace sheaf;
using namespace sheaf::test;

namespace {

Paper stored(store::Store& store, const std::string& id) {
  const auto found = need(store.find_paper(id));
  REQUIRE(found);
  return *found;
}

void check_counts(const store::PutCounts& counts, std::size_t added, std::size_t updated,
                  std::size_t unchanged) {
  CHECK(counts.added == added);
  CHECK(counts.updated == updated);
  CHECK(counts.unchanged == unchanged);
}

}  // namespace

TEST_CASE("a paper comes back as it was put") {
  TempDir folder;
  const std::string path = folder.file("store.sqlite");
  Paper paper = make_full_paper("2604.00001", 3);
  SECTION("with everything") {}
  SECTION("with hardly anything") {
    paper = Paper();
    paper.id = "x";
  }
  SECTION("in other scripts, with line breaks") {
    paper.title = "深度学习 и обучение \U0001F600";
    paper.abstract = "First paragraph.\nSecond: naïve café.";
  }
  SECTION("with names that look like the encoding") {
    paper.authors = {{"[a]", {}}, {"two\nlines", {"\"quoted\", [x]"}}, {"", {}}};
    paper.categories = {"[\"x\"]", "two words"};
  }
  {
    auto store = open_store(path);
    check_counts(need(store->put_papers({paper})), 1, 0, 0);
    CHECK(stored(*store, paper.id) == paper);
  }
  auto reopened = open_store(path);
  CHECK(stored(*reopened, paper.id) == paper);
  check_counts(need(reopened->put_papers({paper})), 0, 0, 1);
}

TEST_CASE("a store without a file keeps papers while it lives") {
  auto store = open_store();
  need(store->put_papers({make_paper("1")}));
  CHECK(need(store->find_paper("1")));
  CHECK(!need(store->find_paper("2")));
  CHECK(need(store->info()).path == ":memory:");
}

TEST_CASE("papers are found in the order asked for and unknown ones are left out") {
  auto store = open_store();
  need(store->put_papers({make_paper("a"), make_paper("b"), make_paper("c")}));
  CHECK(ids_of(need(store->find_papers({"c", "x", "a"}))) == std::vector<std::string>{"c", "a"});
  CHECK(need(store->find_papers({})).empty());
}

TEST_CASE("a lower version never replaces a higher one") {
  auto store = open_store();
  const Paper second = make_full_paper("p", 2);
  need(store->put_papers({second}));
  check_counts(need(store->put_papers({make_full_paper("p", 1)})), 0, 0, 1);
  CHECK(stored(*store, "p") == second);
}

TEST_CASE("an announcement never replaces a complete record of the same version") {
  auto store = open_store();
  const Paper complete = make_full_paper("p", 2);
  need(store->put_papers({complete}));
  Paper announced = make_paper("p", 2, Detail::kAnnounced);
  announced.title = "Another title";
  check_counts(need(store->put_papers({announced})), 0, 0, 1);
  CHECK(stored(*store, "p") == complete);
}

TEST_CASE("a complete record fills up what was announced") {
  auto store = open_store();
  Paper announced = make_paper("p", 1, Detail::kAnnounced);
  announced.license = "http://example.org/licence";
  need(store->put_papers({announced}));
  Paper complete = make_full_paper("p", 1);
  complete.license.clear();  // as arXiv's query service, which never tells it
  check_counts(need(store->put_papers({complete})), 0, 1, 0);
  const Paper now = stored(*store, "p");
  CHECK(now.detail == Detail::kComplete);
  CHECK(now.comment == complete.comment);
  CHECK(now.license == announced.license);
  check_counts(need(store->put_papers({complete, announced})), 0, 0, 2);
}

TEST_CASE("a complete record of the same version replaces fields that differ") {
  auto store = open_store();
  Paper paper = make_full_paper("p", 1);
  need(store->put_papers({paper}));
  paper.journal_ref = "J. Inv. 2 (2026) 3";
  paper.comment.clear();
  check_counts(need(store->put_papers({paper})), 0, 1, 0);
  CHECK(stored(*store, "p") == paper);
}

TEST_CASE("a newly announced version keeps the richer fields and wants completing again") {
  auto store = open_store();
  const Paper first = make_full_paper("p", 1);
  need(store->put_papers({first}));
  Paper second = make_paper("p", 2, Detail::kAnnounced);
  second.title = "A better title";
  check_counts(need(store->put_papers({second})), 0, 1, 0);
  const Paper now = stored(*store, "p");
  CHECK(now.version == 2);
  CHECK(now.title == "A better title");
  CHECK(now.detail == Detail::kAnnounced);
  CHECK(now.comment == first.comment);
  CHECK(now.doi == first.doi);
  CHECK(now.journal_ref == first.journal_ref);
  CHECK(now.published == first.published);
  CHECK(!now.updated);
  CHECK(now.authors == first.authors);
  CHECK(need(store->incomplete_ids({second})) == std::vector<std::string>{"p"});
}

TEST_CASE("affiliations are not kept when the authors changed") {
  auto store = open_store();
  need(store->put_papers({make_full_paper("p", 1)}));
  Paper second = make_paper("p", 2, Detail::kAnnounced);
  second.authors.push_back({"A Third", {}});
  need(store->put_papers({second}));
  CHECK(stored(*store, "p").authors == second.authors);
}

TEST_CASE("an unknown version never replaces a known one") {
  auto store = open_store();
  need(store->put_papers({make_paper("p", 3, Detail::kAnnounced)}));
  SECTION("but a complete record completes it") {
    check_counts(need(store->put_papers({make_full_paper("p", 0)})), 0, 1, 0);
    CHECK(stored(*store, "p").version == 3);
    CHECK(stored(*store, "p").detail == Detail::kComplete);
  }
  SECTION("and an announcement leaves a complete one alone") {
    need(store->put_papers({make_full_paper("p", 3)}));
    check_counts(need(store->put_papers({make_paper("p", 0, Detail::kAnnounced)})), 0, 0, 1);
    CHECK(stored(*store, "p") == make_full_paper("p", 3));
  }
}

TEST_CASE("a known version replaces an unknown one") {
  auto store = open_store();
  need(store->put_papers({make_full_paper("p", 0)}));
  need(store->put_papers({make_full_paper("p", 1)}));
  CHECK(stored(*store, "p").version == 1);
}

TEST_CASE("incomplete papers are those without a complete record at that version") {
  auto store = open_store();
  need(store->put_papers(
      {make_paper("complete", 2), make_paper("announced", 1, Detail::kAnnounced)}));
  const std::vector<Paper> asked = {make_paper("complete", 1), make_paper("complete", 2),
                                    make_paper("complete", 0), make_paper("announced", 1),
                                    make_paper("unknown", 1)};
  CHECK(need(store->incomplete_ids(asked)) == std::vector<std::string>{"announced", "unknown"});
  CHECK(need(store->incomplete_ids({make_paper("complete", 3)})).size() == 1);
}

TEST_CASE("a paper carries its citation key once it has one, whatever a source says") {
  auto store = open_store();
  Paper paper = make_full_paper("p", 1);
  paper.citation_key = "invented";
  need(store->put_papers({paper}));
  CHECK(stored(*store, "p").citation_key.empty());
  need(store->citation_keys({{"p", "doe2026p"}}));
  CHECK(stored(*store, "p").citation_key == "doe2026p");
  paper.version = 2;
  check_counts(need(store->put_papers({paper, stored(*store, "p")})), 0, 1, 1);
  CHECK(stored(*store, "p").citation_key == "doe2026p");
}

TEST_CASE("a removed paper leaves nothing behind") {
  auto store = open_store();
  need(store->put_batch(
      make_batch("cs.CL", day_at(0),
                 {{make_paper("p"), AnnounceType::kNew}, {make_paper("q"), AnnounceType::kNew}})));
  need(store->remove_paper("p"));
  need(store->remove_paper("never there"));
  CHECK(!need(store->find_paper("p")));
  CHECK(need(store->search("matter", 10)).size() == 1);
  CHECK(need(store->announced(day_at(0), {"cs.CL"})).size() == 1);
  CHECK(need(store->check()).empty());
}

TEST_CASE("the same papers many times over keep the index in step") {
  auto store = open_store();
  for (int round = 0; round < 20; ++round) {
    std::vector<Paper> papers;
    for (int i = 0; i < 50; ++i) {
      papers.push_back(make_full_paper(std::to_string(i), 1 + round / 4));
      papers.back().title += " in round " + std::to_string(round % 3);
      if (round % 2) papers.back().authors[0].affiliations.clear();
    }
    need(store->put_papers(papers));
  }
  CHECK(need(store->info()).papers == 50);
  CHECK(need(store->search("matter", 100)).size() == 50);
  CHECK(need(store->check()).empty());
}

TEST_CASE("fingerprints tell any two different records apart") {
  const Paper paper = make_full_paper("p", 1);
  std::vector<Paper> others(12, paper);
  others[0].version = 2;
  others[1].detail = Detail::kAnnounced;
  others[2].updated.reset();
  others[3].published = 0;
  others[4].authors[0].affiliations.clear();
  others[5].authors.pop_back();
  others[6].categories = {"cs.CLcs.AI"};
  std::swap(others[7].doi, others[7].comment);
  others[8].license += " ";
  others[9].scheme = "doi";
  others[10].title += "x";
  others[11].abstract.clear();
  for (const Paper& other : others) CHECK(store::fingerprint(other) != store::fingerprint(paper));
  CHECK(store::fingerprint(make_full_paper("p", 1)) == store::fingerprint(paper));
}

TEST_CASE("lists survive their encoding") {
  for (const std::vector<std::string>& list : std::vector<std::vector<std::string>>{{},
                                                                                    {"a"},
                                                                                    {"a", "b c"},
                                                                                    {""},
                                                                                    {"", ""},
                                                                                    {"[a"},
                                                                                    {"a\nb", "c"},
                                                                                    {"a", "[b]"},
                                                                                    {"ü", "中"}})
    CHECK(store::decode_list(store::encode_list(list)) == list);
  CHECK(store::decode_list("[broken").empty());
}
