// Removing a digest from a Zotero library, and what the library teaches: nothing of the reader's goes.
#include "app/zotero_lesson.hpp"

#include "app/ops.hpp"
#include "base/text.hpp"
#include "zotero_library.hpp"

using namespace sheaf;
using namespace sheaf::app;
using test::zotero_digest;
using test::zotero_entry;
using test::ZoteroLibrary;

namespace {

/// A library with one digest of one paper, KEY0, in it.
ZoteroLibrary library_with_digest() {
  ZoteroLibrary library;
  library.apply(library.plan(zotero_digest({zotero_entry("2604.10010", "Nightjar")})));
  return library;
}

/// A way a reader touches KEY0, and what it says of the paper.
struct Touch {
  const char* what;
  void (*touch)(ZoteroLibrary& library);
  FeedbackKind kind;
};

const std::vector<Touch>& touches() {
  static const std::vector<Touch> all = {
      {"an own note", [](ZoteroLibrary& l) { l.add({{"itemType", "note"}, {"parentItem", "KEY0"}, {"note", "<p>mine</p>"}}); },
       FeedbackKind::kLiked},
      {"an edited summary",
       [](ZoteroLibrary& l) {
         Json& note = l.child("KEY0", "note");
         note["note"] = replace_all(note["note"].get<std::string>(), "works", "does <b>not</b> work");
       },
       FeedbackKind::kLiked},
      {"an annotation",
       [](ZoteroLibrary& l) {
         const std::string pdf = l.child("KEY0", "attachment")["key"].get<std::string>();
         l.add({{"itemType", "annotation"}, {"parentItem", pdf}});
       },
       FeedbackKind::kLiked},
      {"an own file",
       [](ZoteroLibrary& l) {
         l.add({{"itemType", "attachment"}, {"parentItem", "KEY0"}, {"title", "Preprint PDF"}, {"linkMode", "imported_file"}});
       },
       FeedbackKind::kKept},
      {"an own tag", [](ZoteroLibrary& l) { l.find("KEY0")["tags"].push_back({{"tag", "to read"}}); }, FeedbackKind::kKept},
      {"another collection", [](ZoteroLibrary& l) { l.find("KEY0")["collections"].push_back("THESIS"); }, FeedbackKind::kKept},
      {"a changed title", [](ZoteroLibrary& l) { l.find("KEY0")["title"] = "mine"; }, FeedbackKind::kNone},
      {"a line in Extra",
       [](ZoteroLibrary& l) { l.find("KEY0")["extra"] = l.find("KEY0")["extra"].get<std::string>() + "\ntex.note: x"; },
       FeedbackKind::kNone},
      {"children nobody looked at",
       [](ZoteroLibrary& l) {
         Json item = l.find("KEY0");
         l.find("KEY0") = {{"key", "KEY0"}, {"data", std::move(item)}, {"meta", {{"numChildren", 3}}}};
       },
       FeedbackKind::kNone},
  };
  return all;
}

}  // namespace

TEST_CASE("What a digest brought and nobody touched goes into the trash with it", "[zotero]") {
  ZoteroLibrary library = library_with_digest();
  library.add({{"itemType", "preprint"}, {"title", "not in the collection"}, {"collections", {"THESIS"}}});
  const ZoteroRemoval removal = plan_zotero_removal(library.known(), {library.collection_key});
  REQUIRE(removal.trash.size() == 1);
  CHECK(removal.trash[0].key == "KEY0");
  CHECK(removal.trash[0].version == 1);
  CHECK(removal.unfile.empty());
  CHECK(removal.collections == std::vector<std::string>{library.collection_key});
}

TEST_CASE("Whatever the reader did to a paper keeps it in the library", "[zotero]") {
  for (const Touch& touch : touches()) {
    INFO(touch.what);
    ZoteroLibrary library = library_with_digest();
    touch.touch(library);
    const ZoteroRemoval removal = plan_zotero_removal(library.known(), {library.collection_key});
    CHECK(removal.trash.empty());
    REQUIRE(removal.unfile.size() == 1);
    CHECK_FALSE(removal.unfile[0].why.empty());
    const ZoteroLesson lesson = zotero_lesson(library.known(), {library.collection_key}, {});
    if (touch.kind == FeedbackKind::kNone) {
      CHECK(lesson.events.empty());
      CHECK(lesson.library.empty());
      CHECK(lesson.untouched == std::vector<std::string>{"2604.10010"});
    } else {
      REQUIRE(lesson.events.size() == 1);
      CHECK(lesson.events[0].kind == touch.kind);
      CHECK(lesson.library.size() == 1);
    }
  }
}

TEST_CASE("The reader's own items and papers of other digests are only taken out of the collection", "[zotero]") {
  ZoteroLibrary library;
  library.add({{"itemType", "preprint"}, {"title", "mine"}, {"archiveID", "arXiv:2604.10010"}, {"collections", {"THESIS"}}});
  library.apply(library.plan(zotero_digest({zotero_entry("2604.10010", "Nightjar"), zotero_entry("2604.10011", "Kestrel")})));
  Json& kestrel = library.find("KEY2");
  REQUIRE(kestrel["title"] == "Kestrel");
  kestrel["collections"].push_back("COLL2026-04-20");
  library.find("KEY2")["relations"] = {{"dc:relation", "http://zotero.org/users/1/items/KEY0"}};
  const ZoteroRemoval removal = plan_zotero_removal(library.known(), {library.collection_key});
  CHECK(removal.trash.empty());
  REQUIRE(removal.unfile.size() == 2);
  CHECK(removal.unfile[0].why == "it is your own");
  CHECK(removal.unfile[0].collections == std::vector<std::string>{"THESIS"});
  const ZoteroRemoval both = plan_zotero_removal(library.known(), {library.collection_key, "COLL2026-04-20"});
  CHECK(both.unfile.back().why == "it is related to an item of your own");
  CHECK(zotero_lesson(library.known(), {library.collection_key, "COLL2026-04-20"}, {}).events.empty());
}

TEST_CASE("Papers of digests are known without their tags, which Zotero can delete all at once", "[zotero]") {
  ZoteroLibrary library = library_with_digest();
  for (Json& item : library.items) item["tags"] = Json::array();
  CHECK(zotero_lesson(library.known(), {library.collection_key}, {}).library.empty());
  CHECK(plan_zotero_removal(library.known(), {library.collection_key}).trash.size() == 1);
  const Digest digest = zotero_digest({zotero_entry("2604.10010", "Nightjar")});
  CHECK(test::actions(library.plan(digest)) == "keep/keep");
}

TEST_CASE("A library is the reader's own items, without what digests only brought", "[zotero]") {
  ZoteroLibrary library = library_with_digest();
  library.add({{"itemType", "journalArticle"}, {"title", "On <i>boats</i>"}, {"abstractNote", "They float."},
               {"dateAdded", "2026-01-02T03:04:05Z"}, {"tags", {{{"tag", "boats"}}, {{"tag", "score/80"}, {"type", 1}}}},
               {"collections", {"THESIS", library.collection_key}}, {"DOI", "10.1000/boats.7"},
               {"creators", {{{"creatorType", "author"}, {"firstName", "Li"}, {"lastName", "Wei"}}}}});
  library.add({{"itemType", "book"}, {"title", "in the trash"}, {"deleted", 1}});
  library.add({{"itemType", "note"}, {"title", "a note"}});
  const ZoteroLesson lesson = zotero_lesson(library.known(), {library.collection_key}, {{"THESIS", "Thesis/Chapter 1"}});
  REQUIRE(lesson.library.size() == 1);
  const LibraryItem& item = lesson.library[0];
  CHECK(item.title == "On boats");
  CHECK(item.abstract == "They float.");
  CHECK(item.authors == std::vector<std::string>{"Li Wei"});
  CHECK(item.added == "2026-01-02T03:04:05Z");
  CHECK(item.tags == std::vector<std::string>{"boats"});
  CHECK(item.collections == std::vector<std::string>{"Thesis/Chapter 1"});
  CHECK(item.id == "10.1000/boats.7");
  CHECK(lesson.events.empty());
  CHECK(lesson.untouched == std::vector<std::string>{"2604.10010"});
}

TEST_CASE("The ops of Zotero answer in JSON, and what was trashed and restored is forgotten", "[zotero][ops]") {
  LibraryOptions options;
  options.http = [](const net::HttpRequest&) -> Result<net::HttpResponse> {
    return Error{ErrorCode::kNetwork, "no network in this test"};
  };
  const auto host = std::move(Library::open(std::move(options))).value();
  const auto run = [&host](const char* op, const Json& args) {
    const auto result = run_op(*host, op, args.dump(), Task());
    INFO(op << ": " << (result ? "" : result.error().message));
    REQUIRE(result);
    return Json::parse(*result);
  };
  const auto error = [&host](const char* op, const Json& args) {
    return run_op(*host, op, args.dump(), Task()).error().message;
  };
  const Json digest = digest_to_json(zotero_digest({zotero_entry("2604.10010", "Nightjar")}));
  ZoteroLibrary library = library_with_digest();

  const Json given = {{"collection_key", library.collection_key}};
  const Json plan = run("plan_zotero", {{"digest", digest}, {"known", library.items}, {"options", given}});
  CHECK(plan["entries"][0]["action"] == "keep");
  CHECK(plan["summary"]["notes_kept"] == 1);
  CHECK(run("zotero_search_terms", {{"digest", digest}})["terms"] == Json{"2604.10010"});
  const Json removal_args = {{"known", library.items}, {"collection_keys", {library.collection_key}}};
  CHECK(run("plan_zotero_removal", removal_args)["summary"]["trash"] == 1);

  Json lesson_args = {{"known", library.items}, {"digest_collections", {library.collection_key}}, {"apply", true}};
  CHECK(run("zotero_lesson", lesson_args)["untouched"] == 1);
  lesson_args["known"][0]["deleted"] = 1;
  CHECK(run("zotero_lesson", lesson_args)["events"][0]["kind"] == "trashed");
  CHECK(host->store().opinion_of("2604.10010")->kind == FeedbackKind::kTrashed);
  lesson_args["known"][0]["deleted"] = 0;
  CHECK(run("zotero_lesson", lesson_args)["events"][0]["kind"] == "none");
  CHECK(host->store().opinion_of("2604.10010")->kind == FeedbackKind::kNone);
  CHECK(run("zotero_lesson", lesson_args)["events"].empty());

  CHECK(error("plan_zotero", {{"digest", digest}, {"known", 3}}) == "plan_zotero: known: must be a list");
  CHECK(error("plan_zotero", {{"digest", digest}, {"options", {{"pdf", 1}}}}) ==
        "plan_zotero: options: pdf: must be one of link, import, none");
  CHECK(error("plan_zotero_removal", {{"known", Json::array()}}) == "plan_zotero_removal: collection_keys: is missing");
}
