// Plans of digests in a Zotero library: found papers, second runs, and what is the reader's.
#include "app/zotero_plan.hpp"

#include "app/zotero_lesson.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "support/shared_data.hpp"
#include "zotero_library.hpp"

using namespace sheaf;
using namespace sheaf::app;
using test::zotero_digest;
using test::zotero_entry;
using test::ZoteroLibrary;

TEST_CASE("A new digest is created, and planned again there is nothing to do", "[zotero]") {
  ZoteroLibrary library;
  Entry code = zotero_entry("2604.10011", "Kestrel bandits for boats");
  code.summary.code_url = "https://github.com/example/kestrel";
  const Digest digest = zotero_digest({zotero_entry("2604.10010", "Nightjar bandits for boats"), code});
  const ZoteroPlan first = library.plan(digest);
  CHECK(first.collection == std::vector<std::string>{"Sheaf Digest", "2026-04-17"});
  CHECK(test::actions(first) == "create/create create/create");
  CHECK(first.entries[0].why == "new to this library");
  CHECK(first.entries[0].attachments.at(0).url == "https://arxiv.org/pdf/2604.10010");
  CHECK(first.entries[1].attachments.at(1).title == "Code");
  CHECK(first.entries[1].related == std::vector<std::string>{"2604.10010"});
  CHECK(first.entries[0].related.empty());
  const Json item = Json::parse(first.entries[0].item);
  CHECK(item["archiveID"] == "arXiv:2604.10010");
  CHECK_FALSE(item.contains("collections"));
  library.apply(first);
  CHECK(library.count("preprint") == 2);
  CHECK(library.count("note") == 2);
  const Json before = library.items;
  const ZoteroPlan second = library.plan(digest);
  CHECK(test::actions(second) == "keep/keep keep/keep");
  CHECK(second.entries[1].related.empty());
  library.apply(second);
  CHECK(library.items == before);
  CHECK(zotero_plan_to_json(second)["summary"]["text"] == "0 papers added, 2 already there");
}

TEST_CASE("A paper is found under every spelling of its id, never by its title", "[zotero]") {
  const Digest digest = zotero_digest({zotero_entry("2604.10010", "Nightjar")});
  for (const Json& fields : {Json{{"archiveID", "arXiv:2604.10010"}}, Json{{"DOI", "10.48550/ARXIV.2604.10010"}},
                             Json{{"DOI", "https://doi.org/10.48550/arxiv.2604.10010v2"}},
                             Json{{"url", "http://arxiv.org/abs/2604.10010v3"}},
                             Json{{"url", "https://arxiv.org/pdf/2604.10010.pdf"}},
                             Json{{"url", "https://www.arxiv.org/abs/2604.10010?context=cs#x"}},
                             Json{{"extra", "tex.note: x\narXiv: 2604.10010 [cs.LG]"}},
                             Json{{"extra", "arXiv:2604.10010v1"}}}) {
    INFO(fields.dump());
    ZoteroLibrary library;
    Json item = {{"itemType", "journalArticle"}, {"title", "Another title"}};
    item.update(fields);
    library.add(item);
    CHECK(test::actions(library.plan(digest)) == "file/create");
  }
  for (const Json& fields : {Json{{"title", "Nightjar"}}, Json{{"extra", "It cites arXiv:2604.10010"}},
                             Json{{"abstractNote", "arXiv:2604.10010"}}, Json{{"DOI", "10.48550/arXiv.2604.1001"}}}) {
    INFO(fields.dump());
    ZoteroLibrary library;
    Json item = {{"itemType", "preprint"}};
    item.update(fields);
    library.add(item);
    CHECK(test::actions(library.plan(digest)) == "create/create");
  }
}

TEST_CASE("A publisher's DOI, an alias and a page find a paper too", "[zotero]") {
  Entry entry = zotero_entry("2604.10010", "Nightjar");
  entry.paper.doi = "10.1000/Boats.7";
  entry.paper.aliases = {"10.1101/2026.04.01.123456"};
  ZoteroLibrary library;
  library.add({{"itemType", "journalArticle"}, {"DOI", "10.1000/BOATS.7"}});
  library.add({{"itemType", "preprint"}, {"url", "https://doi.org/10.1101/2026.04.01.123456"}});
  const ZoteroPlan plan = library.plan(zotero_digest({entry}));
  CHECK(plan.entries[0].key == "KEY0");
  CHECK(plan.entries[0].duplicates == std::vector<std::string>{"KEY1"});
  Entry open = zotero_entry("openreview:AbC", "Kestrel");
  open.paper.scheme = "openreview";
  open.paper.landing = "https://openreview.net/forum?id=AbC";
  ZoteroLibrary other;
  other.add({{"itemType", "preprint"}, {"url", "http://www.openreview.net/forum?id=AbC#note"}});
  other.add({{"itemType", "preprint"}, {"url", "https://openreview.net/forum?id=Other"}});
  CHECK(other.plan(zotero_digest({open})).entries[0].key == "KEY0");
  CHECK(other.known()[0].paper_ids().front() == "openreview:AbC");
  Entry home = zotero_entry("url:https://example.org/", "A site, not a page");
  home.paper.scheme = "url";
  home.paper.landing = "https://example.org/";
  other.add({{"itemType", "webpage"}, {"url", "https://example.org/"}});
  CHECK(other.plan(zotero_digest({home})).entries[0].action == ZoteroAction::kCreate);
}

TEST_CASE("What lies in the trash is not revived, unless the paper lives elsewhere", "[zotero]") {
  const Digest digest = zotero_digest({zotero_entry("2604.10010", "Nightjar")});
  ZoteroLibrary library;
  library.add({{"itemType", "preprint"}, {"archiveID", "arXiv:2604.10010"}, {"deleted", 1}});
  const ZoteroPlan plan = library.plan(digest);
  CHECK(test::actions(plan) == "skip");
  CHECK(plan.entries[0].why == "it is in the trash: you dismissed it");
  CHECK(plan.entries[0].key == "KEY0");
  CHECK(zotero_plan_to_json(plan)["summary"]["text"] == "0 papers added, 1 left out");
  library.add({{"itemType", "preprint"}, {"archiveID", "arXiv:2604.10010"}});
  CHECK(test::actions(library.plan(digest)) == "file/create");
  CHECK(library.plan(digest).entries[0].key == "KEY1");
}

TEST_CASE("A reader's own item gets the note and the collection, and no field of it changes", "[zotero]") {
  ZoteroLibrary library;
  library.add({{"itemType", "preprint"}, {"title", "my nightjar"}, {"archiveID", "arXiv:2604.10010"},
               {"collections", {"MINE"}}, {"tags", {{{"tag", "score/10"}, {"type", 1}}}}});
  const Digest digest = zotero_digest({zotero_entry("2604.10010", "Nightjar")});
  ZoteroPlanOptions options;
  options.add_existing = false;
  CHECK(test::actions(library.plan(digest, options)) == "keep");
  const ZoteroPlan plan = library.plan(digest);
  CHECK(test::actions(plan) == "file/create");
  CHECK(plan.entries[0].patch.empty());
  CHECK(plan.entries[0].attachments.empty());
  library.apply(plan);
  CHECK(library.find("KEY0")["collections"] == Json{"MINE", library.collection_key});
  CHECK(library.find("KEY0")["title"] == "my nightjar");
  CHECK(test::actions(library.plan(digest)) == "keep/keep");
}

TEST_CASE("A note the reader left alone is replaced, one he changed stays and is written beside once", "[zotero]") {
  ZoteroLibrary library;
  Entry entry = zotero_entry("2604.10010", "Nightjar");
  library.apply(library.plan(zotero_digest({entry})));
  entry.summary.tldr = "A better summary.";
  SECTION("left alone") {
    const ZoteroPlan plan = library.plan(zotero_digest({entry}));
    CHECK(test::actions(plan) == "keep/replace");
    const Json& note = library.child("KEY0", "note");
    CHECK(plan.entries[0].note->key == note["key"]);
    CHECK(zotero_plan_to_json(plan)["entries"][0]["note"]["version"] == note["version"]);
    library.apply(plan);
    CHECK(library.count("note") == 1);
    CHECK(contains(library.child("KEY0", "note")["note"].get<std::string>(), "A better summary."));
    CHECK(test::actions(library.plan(zotero_digest({entry}))) == "keep/keep");
    library.collection_key.clear();
    const Digest earlier = zotero_digest({zotero_entry("2604.10010", "Nightjar")}, "2026-04-16");
    CHECK(test::actions(library.plan(earlier)) == "file/keep");
  }
  SECTION("changed") {
    Json& note = library.child("KEY0", "note");
    note["note"] = "<div data-schema-version=\"9\">" + note["note"].get<std::string>() + "<p>Ask Li about this.</p></div>";
    const std::string mine = note["note"].get<std::string>();
    CHECK(test::actions(library.plan(zotero_digest({zotero_entry("2604.10010", "Nightjar")}))) == "keep/keep");
    const ZoteroPlan plan = library.plan(zotero_digest({entry}));
    CHECK(test::actions(plan) == "keep/create");
    library.apply(plan);
    CHECK(library.child("KEY0", "note")["note"] == mine);
    CHECK(test::actions(library.plan(zotero_digest({entry}))) == "keep/keep");
    entry.summary.tldr = "A third summary.";
    const ZoteroPlan third = library.plan(zotero_digest({entry}));
    CHECK(test::actions(third) == "keep/replace");
    library.apply(third);
    CHECK(library.count("note") == 2);
    CHECK(library.child("KEY0", "note")["note"] == mine);
  }
  SECTION("changed, and its mark deleted") {
    Json& note = library.child("KEY0", "note");
    note["note"] = "<h1>Mine</h1><p>No mark here.</p>";
    CHECK(test::actions(library.plan(zotero_digest({entry}))) == "keep/create");
    note["note"] = "<h1>Mine</h1><p><b>TL;DR</b> A better summary.</p><p>Mindmap</p><ul><li>Method<ul>"
                   "<li>A bandit</li></ul></li></ul>";
    CHECK(test::actions(library.plan(zotero_digest({entry}))) == "keep/keep");
  }
  SECTION("thrown away") {
    library.child("KEY0", "note")["deleted"] = true;
    CHECK(test::actions(library.plan(zotero_digest({entry}))) == "keep/keep");
  }
  SECTION("not handed over") {
    library.child("KEY0", "note").erase("note");
    CHECK(test::actions(library.plan(zotero_digest({entry}))) == "keep/keep");
  }
}

TEST_CASE("A new version changes what Sheaf wrote, and nothing of an item the reader edited", "[zotero]") {
  ZoteroLibrary library;
  Entry entry = zotero_entry("2604.10010", "Nightjar");
  library.apply(library.plan(zotero_digest({entry})));
  Entry second = entry;
  second.paper.version = 2;
  second.paper.title = "Nightjar, revised";
  second.paper.authors.push_back({"Grace Hopper", {}});
  second.score.value = 12;
  const Digest next = zotero_digest({second}, "2026-04-20");
  library.collection_key.clear();
  SECTION("untouched") {
    const ZoteroPlan plan = library.plan(next);
    CHECK(test::actions(plan) == "update/replace");
    CHECK(plan.entries[0].file);
    CHECK(plan.entries[0].version == 1);
    const Json patch = Json::parse(plan.entries[0].patch);
    CHECK(patch["title"] == "Nightjar, revised");
    CHECK(patch["extra"] == "arXiv:2604.10010 [cs.LG]\nversion: 2");
    CHECK(patch["creators"].size() == 3);
    CHECK(patch["tags"].back()["tag"] == "score/10");
    CHECK_FALSE(patch.contains("DOI"));
    library.apply(plan);
    CHECK(test::actions(library.plan(next)) == "keep/keep");
    CHECK(library.find("KEY0")["collections"].size() == 2);
    library.collection_key = "COLL2026-04-17";
    CHECK(test::actions(library.plan(zotero_digest({entry}))) == "keep/keep");
  }
  SECTION("edited by the reader") {
    library.find("KEY0")["title"] = "Nightjar (read this!)";
    library.find("KEY0")["tags"].push_back({{"tag", "mine"}});
    const ZoteroPlan plan = library.plan(next);
    const Json patch = Json::parse(plan.entries[0].patch);
    CHECK(patch.size() == 1);
    CHECK(std::count(patch["tags"].begin(), patch["tags"].end(), Json{{"tag", "mine"}}) == 1);
    library.apply(plan);
    CHECK(library.find("KEY0")["title"] == "Nightjar (read this!)");
    CHECK(test::actions(library.plan(next)) == "keep/keep");
  }
  SECTION("not wanted") {
    ZoteroPlanOptions options;
    options.update_versions = options.score_tags = false;
    CHECK(test::actions(library.plan(next, options)) == "file/replace");
  }
}

TEST_CASE("A published DOI is written with consent only, and the arXiv id is not lost with it", "[zotero]") {
  ZoteroLibrary library;
  library.add({{"itemType", "preprint"}, {"title", "n"}, {"DOI", "10.48550/arXiv.2604.10010"}});
  Entry entry = zotero_entry("2604.10010", "Nightjar");
  entry.paper.doi = "10.1000/boats.7";
  const ZoteroPlan plain = library.plan(zotero_digest({entry}));
  CHECK(plain.entries[0].patch.empty());
  CHECK(contains(plain.entries[0].why, "published as 10.1000/boats.7, which is not written without your consent"));
  ZoteroPlanOptions options;
  options.update_published = true;
  const ZoteroPlan plan = library.plan(zotero_digest({entry}), options);
  CHECK(Json::parse(plan.entries[0].patch) == Json{{"DOI", "10.1000/boats.7"}, {"archiveID", "arXiv:2604.10010"}});
  library.apply(plan);
  CHECK(test::actions(library.plan(zotero_digest({entry}), options)) == "keep/keep");
  library.find("KEY0")["DOI"] = "10.9999/other";
  CHECK(library.plan(zotero_digest({entry}), options).entries[0].patch.empty());
}

TEST_CASE("A paper the reader took out of the collection is not put back", "[zotero]") {
  ZoteroLibrary library;
  const Digest digest = zotero_digest({zotero_entry("2604.10010", "Nightjar")});
  library.apply(library.plan(digest));
  library.find("KEY0")["collections"] = {"THESIS"};
  const ZoteroPlan plan = library.plan(digest);
  CHECK(test::actions(plan) == "keep/keep");
  CHECK_FALSE(plan.entries[0].file);
  CHECK(plan.entries[0].why == "you took it out of this collection");
}

TEST_CASE("A run that was cut off is finished by the next", "[zotero]") {
  ZoteroLibrary library;
  const Digest digest = zotero_digest({zotero_entry("2604.10010", "Nightjar")});
  library.apply(library.plan(digest));
  SECTION("before the note and the attachment") {
    library.items.erase(library.items.begin() + 1, library.items.end());
    const ZoteroPlan plan = library.plan(digest);
    CHECK(test::actions(plan) == "keep/create");
    CHECK(plan.entries[0].attachments.size() == 1);
  }
  SECTION("before the note") {
    library.items.erase(library.items.begin() + 2, library.items.end());
    const ZoteroPlan plan = library.plan(digest);
    CHECK(test::actions(plan) == "keep/create");
    CHECK(plan.entries[0].attachments.empty());
  }
}

TEST_CASE("The same paper twice in a digest is planned once, one without id not at all", "[zotero]") {
  Entry alias = zotero_entry("10.1101/2026.04.01.123456", "Nightjar, the other record");
  alias.paper.scheme = "doi";
  alias.paper.aliases = {"2604.10010"};
  const ZoteroPlan plan = ZoteroLibrary().plan(
      zotero_digest({zotero_entry("2604.10010", "Nightjar"), alias, zotero_entry("", "No id"), zotero_entry("2604.10012", " ")}));
  CHECK(test::actions(plan) == "create/create skip skip skip");
  CHECK(plan.entries[1].why == "it stands in this digest already");
  CHECK(plan.warnings.size() == 2);
}

TEST_CASE("Options decide what is written", "[zotero]") {
  Entry entry = zotero_entry("2604.10010", "Nightjar");
  entry.summary.code_url = "javascript:alert(1)";
  entry.summary.tags = {"Boats"};
  const auto options = read_zotero_options(Json{{"collection", {"Papers", "Daily\n"}}, {"by_day", false}, {"notes", false},
                                                {"topic_tags", false}, {"score_tags", false}, {"pdf", "import"},
                                                {"citation_keys", "none"}});
  REQUIRE(options);
  Digest digest = zotero_digest({entry});
  digest.sample = true;
  const ZoteroPlan plan = ZoteroLibrary().plan(digest, *options);
  CHECK(plan.collection == std::vector<std::string>{"Papers", "Daily (sample)"});
  CHECK_FALSE(plan.entries[0].note);
  CHECK(plan.entries[0].attachments.size() == 1);
  CHECK(plan.entries[0].attachments[0].link_mode == "imported_url");
  CHECK(Json::parse(plan.entries[0].item)["tags"].size() == 2);
  const auto error = [](const Json& json) { return read_zotero_options(json).error().message; };
  CHECK(error(Json{{"pdfs", "link"}}) == "options: pdfs: is no option of a Zotero plan");
  CHECK(error(Json{{"pdf", "download"}}) == "options: pdf: must be one of link, import, none");
  CHECK(error(Json{{"notes", 1}}) == "options: notes: must be true or false");
  CHECK(error(Json{{"collection", Json::array({1})}}) == "options: collection: must be a name or a list of names");
  CHECK(error(Json{{"limit", -1}}) == "options: limit: must be a number from 0 to 1000000");
  CHECK(error(Json::array()) == "options must be an object");
}

TEST_CASE("A plan can be of the best papers only", "[zotero]") {
  Entry low = zotero_entry("2604.10011", "Kestrel");
  low.score.value = 20;
  const Digest digest = zotero_digest({zotero_entry("2604.10010", "Nightjar"), low});
  ZoteroPlanOptions first, scored;
  first.limit = 1;
  scored.min_score = 50;
  for (const ZoteroPlanOptions& options : {first, scored})
    CHECK(test::actions(ZoteroLibrary().plan(digest, options)) == "create/create skip");
}

TEST_CASE("Search terms are the bare ids and DOIs that every spelling contains", "[zotero]") {
  Entry entry = zotero_entry("2604.10010", "Nightjar");
  entry.paper.doi = "10.1000/Boats.7";
  Entry other = zotero_entry("pmid:123", "Kestrel");
  other.paper.scheme = "pmid";
  other.paper.landing = "https://pubmed.ncbi.nlm.nih.gov/123/";
  const auto terms = zotero_search_terms(zotero_digest({entry, other}));
  CHECK(terms[0].terms == std::vector<std::string>{"2604.10010", "10.1000/boats.7"});
  CHECK(terms[1].terms == std::vector<std::string>{"pubmed.ncbi.nlm.nih.gov/123"});
}

TEST_CASE("Known items are read in every form the API gives them", "[zotero]") {
  const Json json = Json::parse(R"([
    {"key": "AAAA", "version": 7, "meta": {"numChildren": 3},
     "data": {"key": "AAAA", "version": 7, "itemType": "preprint", "title": "T", "tags": [{"tag": "x"}, {"tag": "y", "type": 1}],
              "creators": [{"creatorType": "author", "name": "ATLAS"}], "collections": ["C"],
              "relations": {"dc:relation": ["http://zotero.org/users/1/items/BBBB"]}}},
    {"key": "BBBB", "itemType": "book", "trashed": true, "notes": [{"key": "N1", "html": "<p>a</p>"}, 3],
     "attachments": [{"key": "P1", "annotations": 2}]},
    {"key": "N2", "itemType": "note", "parentItem": "AAAA", "note": ""},
    {"data": {"key": "P2", "itemType": "attachment", "parentItem": "AAAA", "linkMode": "imported_file"}},
    {"key": "N2", "itemType": "note", "parentItem": "AAAA", "note": "again"},
    {"key": "Q1", "itemType": "annotation", "parentItem": "P2"},
    {"key": "N3", "itemType": "note", "parentItem": "gone"},
    3, {"itemType": "book"}, {"key": 3, "tags": 3, "collections": {}, "relations": [], "notes": "x"}
  ])");
  std::vector<std::string> warnings;
  const auto items = read_known_items(json, warnings);
  REQUIRE(items);
  REQUIRE(items->size() == 2);
  const KnownItem& first = (*items)[0];
  CHECK(first.version == 7);
  CHECK(first.children == 3);
  CHECK(first.tags == std::vector<KnownTag>{{"x", false}, {"y", true}});
  CHECK(first.creators == std::vector<std::string>{"author||ATLAS"});
  CHECK(first.related == std::vector<std::string>{"BBBB"});
  REQUIRE(first.notes.size() == 1);
  CHECK(first.notes[0].has_text);
  REQUIRE(first.attachments.size() == 1);
  CHECK(first.attachments[0].annotations == 1);
  CHECK((*items)[1].trashed);
  CHECK((*items)[1].notes.size() == 1);
  CHECK((*items)[1].attachments[0].annotations == 2);
  REQUIRE(warnings.size() == 3);
  CHECK(warnings[0] == "known[7]: is no item with a key: left out");
  CHECK_FALSE(read_known_items(Json::object(), warnings));
}

TEST_CASE("Items that the Web API really answered are known with their ids", "[zotero][shared]") {
  SHEAF_SHARED_OR_SKIP(file, "feeds/zotero/items_doc.json");
  const auto json = parse_json(read_file(file.string()).value(), "items_doc.json");
  REQUIRE(json);
  std::vector<std::string> warnings;
  const auto items = read_known_items(*json, warnings);
  REQUIRE(items);
  CHECK(items->size() == json->size());
  CHECK(warnings.empty());
  std::size_t with_doi = 0;
  for (const KnownItem& item : *items) {
    CHECK(item.version > 0);
    CHECK_FALSE(item.collections.empty());
    with_doi += item.field("DOI").empty() ? 0 : 1;
    if (!item.field("DOI").empty()) CHECK(item.paper_ids().front() == canonical_doi(item.field("DOI")));
  }
  CHECK(with_doi > 0);
  const auto lesson = zotero_lesson(*items, {}, {});
  CHECK(lesson.library.size() == items->size());
  for (const LibraryItem& item : lesson.library) CHECK((!item.title.empty() && !item.added.empty() && !item.collections.empty()));
}
