// The op that merges a note in memory, for hosts that reach the core as a process.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "app/ops.hpp"
#include "model/json.hpp"

using namespace sheaf;

namespace {

const std::string kNote = "---\narxiv: \"2604.00001\"\n---\n\n# Boats\n\nA boat. ^sheaf-tldr\n\n## Notes\n";
const std::string kFresh = "---\narxiv: \"2604.00001\"\n---\n\n# Boats\n\nA faster boat. ^sheaf-tldr\n\n## Notes\n";

Result<std::string> merge(const Json& args) {
  auto library = app::Library::open(app::LibraryOptions());
  REQUIRE(library);
  return app::run_op(**library, "merge_note", dump_json(args), Task());
}

}  // namespace

TEST_CASE("a note is merged in memory as in a vault", "[ops]") {
  const auto merged = merge({{"existing", kNote + "Mine.\n"}, {"baseline", kNote}, {"fresh", kFresh}});
  REQUIRE(merged);
  const Json result = Json::parse(*merged);
  CHECK(result["text"] == kFresh + "Mine.\n");
  CHECK(result["conflicts"] == Json::array());
}

TEST_CASE("what the reader changed stays and is named", "[ops]") {
  std::string edited = kNote;
  edited.replace(edited.find("A boat."), 7, "MY boat.");
  const auto merged = merge({{"existing", edited}, {"baseline", kNote}, {"fresh", kFresh}});
  REQUIRE(merged);
  const Json result = Json::parse(*merged);
  CHECK(result["text"] == edited);
  CHECK(result["conflicts"] == Json::array({"sheaf-tldr"}));
}

TEST_CASE("a merge without the fresh text is refused by name", "[ops]") {
  const auto merged = merge({{"existing", kNote}});
  REQUIRE_FALSE(merged);
  CHECK(merged.error().message.find("fresh") != std::string::npos);
}
