// sheaf.hpp: owning and borrowing, text in and out, errors, notes. No network.
#include <sheaf/sheaf.hpp>

#include <catch2/catch.hpp>
#include <type_traits>
#include <vector>

namespace {

const char* const kPapers = R"([
  {"id": "2604.01001", "title": "Retrieval for Language Models", "abstract": "We propose retrieval.",
   "authors": ["Ada Lovelace", "Li Wei"], "categories": ["cs.CL", "cs.IR"]},
  {"id": "2604.01002", "title": "On Tea", "abstract": "We drink tea."}])";

template <class T>
constexpr bool moves_only = std::is_nothrow_move_constructible_v<T> && std::is_nothrow_move_assignable_v<T> &&
                            !std::is_copy_constructible_v<T> && !std::is_copy_assignable_v<T>;
static_assert(moves_only<sheaf::papers> && moves_only<sheaf::digest> && moves_only<sheaf::scores>);
static_assert(moves_only<sheaf::summary> && moves_only<sheaf::report> && moves_only<sheaf::text>);
static_assert(moves_only<sheaf::job> && moves_only<sheaf::cancel> && moves_only<sheaf::context>);
static_assert(sizeof(sheaf::papers) == sizeof(void*) && sizeof(sheaf::job) == sizeof(void*));

}  // namespace

TEST_CASE("papers are read by index, by range and as JSON") {
  const sheaf::papers list = sheaf::papers::from_json(kPapers);
  REQUIRE(list.size() == 2);
  CHECK(list.total() >= 2);
  CHECK(list[0].title() == "Retrieval for Language Models");
  std::vector<std::string> ids, names;
  for (const sheaf::paper paper : list) ids.emplace_back(paper.id());
  CHECK(ids == std::vector<std::string>{"2604.01001", "2604.01002"});
  for (const std::string_view name : list[0].authors()) names.emplace_back(name);
  CHECK(names == std::vector<std::string>{"Ada Lovelace", "Li Wei"});
  CHECK(list[0].categories()[1] == "cs.IR");
  CHECK(list[0].categories()[9].empty());
  CHECK_FALSE(list[9]);
  CHECK(list[9].title().empty());
  CHECK(sheaf::papers::from_json(list.to_json()).size() == 2);
  CHECK(list.bibtex().str().find("Lovelace") != std::string::npos);
}

TEST_CASE("what was moved from holds nothing and can be given something new") {
  sheaf::papers list = sheaf::papers::from_json(kPapers);
  sheaf::papers other = std::move(list);
  CHECK_FALSE(list);
  CHECK(list.empty());
  list = std::move(other);
  CHECK(list.size() == 2);
}

TEST_CASE("a refusal is an exception with status and message") {
  try {
    sheaf::papers::from_json("[{]");
    FAIL("nothing was thrown");
  } catch (const sheaf::error& error) {
    CHECK(error.status() == SHEAF_E_PARSE);
    CHECK(std::string(error.status_name()) == "SHEAF_E_PARSE");
    CHECK(std::string(error.what()).size() > 5);
    CHECK(error.http_status() == 0);
    CHECK(error.retry_after().count() < 0);
  }
  CHECK_THROWS_AS(sheaf::context(sheaf::config()).paper("2604.99999"), sheaf::error);
}

TEST_CASE("a digest of papers at hand tells scores, reasons, summaries and notes") {
  const sheaf::context context;
  const sheaf::papers list = sheaf::papers::from_json(kPapers);
  const sheaf::digest digest = context.digest_of(list, std::string(R"({"keywords": ["tea"]})"));
  REQUIRE(digest.size() == 2);
  const sheaf::entry best = digest[0];
  CHECK(best.paper().id() == "2604.01002");
  CHECK(best.score() > digest[1].score());
  CHECK(best.reason().find("tea") != std::string_view::npos);
  CHECK(best.summary().tldr() == "We drink tea.");
  CHECK(best.announce_type() == SHEAF_ANNOUNCE_NEW);
  CHECK(best.note().view().find("We drink tea.") != std::string_view::npos);
  CHECK_FALSE(digest.is_sample());
  CHECK(sheaf::digest::from_json(digest.to_json()).size() == 2);
  CHECK(digest.bibtex().view().find("@") != std::string_view::npos);
  CHECK(digest.source_count() > 0);
  CHECK(digest.source(0).state == SHEAF_SOURCE_OK);
  CHECK(digest.source(9).name.empty());
  CHECK(digest[9].reason().empty());
  CHECK(digest[9].summary().tldr().empty());
}

TEST_CASE("scores, summaries and explanations are reached one by one") {
  const sheaf::context context;
  const sheaf::papers list = sheaf::papers::from_json(kPapers);
  const char* const words[] = {"tea"};
  sheaf::profile profile;
  profile.keywords = words, profile.keyword_count = 1;
  const sheaf::scores scores = context.score(list, profile);
  REQUIRE(scores.size() == 2);
  CHECK(scores.index_at(0) == 1);
  CHECK(scores[1] > scores[0]);
  CHECK(scores.reason(1).find("tea") != std::string_view::npos);
  const sheaf::summary summary = context.summarize(list[0]);
  CHECK(summary.view().tldr() == "We propose retrieval.");
  CHECK(summary.view().size(SHEAF_SUMMARY_SENTENCES) == 1);
  CHECK(summary.view().at(SHEAF_SUMMARY_SENTENCES, 7).empty());
  CHECK(summary.view().to_json().view().find("tldr") != std::string_view::npos);
  context.put(list);
  CHECK(context.explain("2604.01002", R"({"keywords": ["tea"]})").view().find("On Tea") != std::string_view::npos);
}

TEST_CASE("the store, the library and feedback are reached") {
  const sheaf::context context;
  context.put(sheaf::papers::from_json(kPapers));
  CHECK(context.find("tea").size() == 1);
  CHECK(context.paper("2604.01001")[0].title() == "Retrieval for Language Models");
  context.remove("2604.01002");
  CHECK(context.find("tea").empty());
  context.library_put(R"([{"key": "A", "title": "On tea", "abstract": "Tea."}])");
  context.library_sync(R"([{"key": "B", "title": "On boats", "abstract": "Boats."}])", "elsewhere");
  CHECK(context.library_count() == 2);
  context.library_remove("A");
  CHECK(context.library_count() == 1);
  context.feedback("2604.01001", SHEAF_FEEDBACK_LIKED);
  context.feedback("2604.01001", SHEAF_FEEDBACK_DISMISSED, std::chrono::system_clock::now() + std::chrono::hours(1));
  context.undo_feedback("2604.01001");
  context.undo_feedback("2604.01001");
  CHECK_THROWS_AS(context.undo_feedback("2604.01001"), sheaf::error);
}

TEST_CASE("notes are merged and the reader's words stay") {
  const char* const before = "---\narxiv: \"2604.00001\"\n---\n\n# Boats\n\nA boat. ^sheaf-tldr\n\n## Notes\n";
  const std::string mine = std::string(before) + "Mine.\n";
  const char* const fresh = "---\narxiv: \"2604.00001\"\n---\n\n# Boats\n\nA faster boat. ^sheaf-tldr\n\n## Notes\n";
  const sheaf::merged_note merged = sheaf::merge_note(mine, before, fresh);
  CHECK(merged.note.view().find("A faster boat.") != std::string_view::npos);
  CHECK(merged.note.view().find("Mine.") != std::string_view::npos);
  CHECK(merged.conflicts.view() == "[]");
}

TEST_CASE("version, ops and readings are those of the loaded library") {
  CHECK(sheaf::abi_version() == SHEAF_ABI_VERSION);
  CHECK(sheaf::version().find('.') != std::string_view::npos);
  CHECK(sheaf::plain_text("Gau{\\ss}").view() == "Gau\u00df");
  CHECK(sheaf::ops().view().find("\"digest\"") != std::string_view::npos);
}
