// Merging: which source's fields win, and records that only titles and authors join.
#include "store/merge.hpp"

#include "store/opening.hpp"
#include "unit/store/identity_fixture.hpp"

using namespace sheaf;
using namespace sheaf::test;

TEST_CASE("citations are renewed, and venues by publishers only") {
  auto store = open_store();
  Paper published = published_paper();
  published.aliases = {kArxivId};
  put(*store, {arxiv_paper(), published});
  Paper index = published;
  index.id = "s2:1";
  index.scheme = "s2";
  index.venue = "Phys Rev B";
  index.citations = 8;
  put(*store, {index});
  CHECK(find(*store, "s2:1").venue == "Physical Review B");
  CHECK(find(*store, "s2:1").citations == 8);
  published.venue = "Physical Review B, Rapid Communications";
  put(*store, {published});
  CHECK(find(*store, kDoi).citations == 8);  // each index counts what it knows
  CHECK(find(*store, kDoi).venue == published.venue);
}

TEST_CASE("an OpenReview record and an arXiv paper of the same title and authors are one") {
  auto store = open_store();
  Paper arxiv = arxiv_paper(), forum = forum_paper();
  bool one = true;
  SECTION("the arXiv paper first") { put(*store, {arxiv, forum}); }
  SECTION("the record first") { put(*store, {forum, arxiv}); }
  SECTION("in different transactions") {
    put(*store, {arxiv});
    put(*store, {forum});
  }
  SECTION("but not with another last author") {
    forum.authors.push_back({"A Third", {}});
    put(*store, {arxiv, forum});
    one = false;
  }
  SECTION("but not with another title") {
    forum.title += " Revisited";
    put(*store, {forum, arxiv});
    one = false;
  }
  SECTION("but not with a short title") {
    forum.title = arxiv.title = "Sparse graphs";
    put(*store, {arxiv, forum});
    one = false;
  }
  SECTION("but not when it has a DOI of its own") {
    forum.doi = kDoi;
    put(*store, {arxiv, forum});
    one = false;
  }
  SECTION("but not when a page only mentions it") {
    forum.detail = Detail::kMentioned;
    put(*store, {arxiv, forum});
    one = false;
  }
  SECTION("but not when no authors are known") {
    forum.authors.clear();
    put(*store, {arxiv, forum});
    one = false;
  }
  CHECK(count(*store) == (one ? 1 : 2));
  if (!one) return;
  const Paper now = find(*store, forum.id);
  CHECK(now.id == kArxivId);
  CHECK(now.title == arxiv.title);
  CHECK(now.abstract == arxiv.abstract);
  CHECK(now.venue == "LOG 2026 poster");
  CHECK(now.aliases == Names{"openreview:aBc"});
  put(*store, {forum_paper("openreview:other")});  // a second submission of the same title
  CHECK(count(*store) == 2);
  CHECK(need(store->check()).empty());
}

TEST_CASE("a title alone does not join a publisher's record to an arXiv paper") {
  auto store = open_store();
  Paper published = published_paper();
  published.title = arxiv_paper().title;
  published.authors = arxiv_paper().authors;
  put(*store, {arxiv_paper(), published});
  CHECK(count(*store) == 2);
}

TEST_CASE("a mention fills what is empty and replaces nothing") {
  auto store = open_store();
  Paper page = arxiv_paper(kArxivId, 9);
  page.detail = Detail::kMentioned;
  page.title = "Another title";
  page.abstract = "Shortened …";
  page.code_url = "https://example.org/code";
  page.venue = "Some venue";
  Paper arxiv = arxiv_paper();
  SECTION("after the paper") {
    arxiv.abstract.clear();
    put(*store, {arxiv, page});
    CHECK(find(*store, kArxivId).abstract.empty());
  }
  SECTION("before the paper") {
    put(*store, {page});
    CHECK(find(*store, kArxivId).detail == Detail::kMentioned);
    CHECK(need(store->incomplete_ids({page})) == Names{kArxivId});
    put(*store, {arxiv});
    CHECK(find(*store, kArxivId).abstract == arxiv.abstract);
  }
  const Paper now = find(*store, kArxivId);
  CHECK(now.title == arxiv.title);
  CHECK(now.version == 2);
  CHECK(now.detail == Detail::kComplete);
  CHECK(now.code_url == page.code_url);
  CHECK(now.venue == page.venue);
}

TEST_CASE("a whole text replaces one that a page had cut") {
  auto store = open_store();
  Paper page = arxiv_paper();
  page.detail = Detail::kMentioned;
  page.abstract = "The first words...";
  put(*store, {page});
  page.abstract = "The first words and the last.";
  put(*store, {page});
  CHECK(find(*store, kArxivId).abstract == page.abstract);
  Paper cut = page;
  cut.abstract = "The fi…";
  put(*store, {cut});
  CHECK(find(*store, kArxivId).abstract == page.abstract);
}

TEST_CASE("an index without an abstract empties nobody's") {
  auto store = open_store();
  Paper preprint = published_paper();
  preprint.id = "10.1101/2026.01.02.697412";
  preprint.doi = kDoi;
  preprint.version = 2;
  Paper journal = published_paper();
  journal.abstract.clear();
  put(*store, {preprint, journal});
  CHECK(count(*store) == 1);
  const Paper now = find(*store, kDoi);
  CHECK(now.id == preprint.id);
  CHECK(now.abstract == preprint.abstract);
  CHECK(now.version == 2);
}

TEST_CASE("titles are compared by their words") {
  CHECK(store::title_key("  Gödel, Escher & Bach: an eternal (golden) braid ") ==
        "godel escher bach an eternal golden braid");
  CHECK(store::title_key("only four words here").empty());
  CHECK(store::title_key("").empty());
  CHECK(store::title_key("\xFF\xFE \xC3").empty());
  CHECK(store::title_key(std::string(100'000, 'x')).empty());
}

TEST_CASE("surnames are compared in the usual spellings of a name") {
  Paper a = make_paper("1"), b = make_paper("2");
  a.authors = {{"Jane Q. Doe", {}}, {"Émile Noether Jr.", {}}};
  b.authors = {{"Doe, J.", {}}, {"Someone Between", {}}, {"E Noether", {}}};
  CHECK(store::same_outer_authors(a, b));
  b.authors.back().name = "E Other";
  CHECK(!store::same_outer_authors(a, b));
  b.authors = {{"", {}}};
  a.authors = {{"", {}}};
  CHECK(!store::same_outer_authors(a, b));
}

TEST_CASE("versions are recorded of the paper under whatever id it was first known") {
  TempDir folder;
  const std::string path = folder.file("store.sqlite");
  {
    auto store = open_store(path);
    Paper first = arxiv_paper(kArxivId, 1), second = arxiv_paper(kArxivId, 2);
    first.doi = second.doi = kDoi;
    put(*store, {published_paper(), first, second, first, published_paper()});
  }
  const store::OpenFile file = need(store::open_file(path));
  CHECK(need(file.database->query_integer("SELECT count(*) FROM versions")) == 2);
  CHECK(need(file.database->query_integer("SELECT max(version) FROM versions")) == 2);
}
