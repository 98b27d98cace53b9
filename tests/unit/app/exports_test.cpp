// Op `export`: pages and feeds of stored days, and what it refuses.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "app/ops.hpp"
#include "base/text.hpp"
#include "model/json.hpp"

using namespace sheaf;

namespace {

std::unique_ptr<app::Library> open_library() {
  app::LibraryOptions options;
  options.http = [](const net::HttpRequest&) -> Result<net::HttpResponse> {
    return Error{ErrorCode::kNetwork, "no network in this test"};
  };
  options.max_retries = -1;
  return std::move(app::Library::open(std::move(options))).value();
}

Digest digest_of(const char* day, const std::string& id) {
  Digest digest;
  digest.day = *parse_day(day);
  digest.profile = "mine";
  Entry entry;
  entry.paper.id = id;
  entry.paper.title = "Paper " + id;
  entry.paper.categories = {"cs.PF"};
  entry.announcement.day = digest.day;
  digest.entries = {entry};
  return digest;
}

Result<std::string> run(app::Library& library, Json args) {
  args["profile"] = {{"name", "mine"}, {"categories", {"cs.PF"}}};
  return app::run_op(library, "export", dump_json(args), Task());
}

std::string text_of(app::Library& library, const Json& args) {
  const auto result = run(library, args);
  INFO((result ? "" : result.error().message));
  REQUIRE(result);
  return json_string(Json::parse(*result), "text");
}

std::string error_of(app::Library& library, const Json& args) {
  const auto result = run(library, args);
  return result ? "no error" : result.error().message;
}

}  // namespace

TEST_CASE("several stored days go into one feed, gaps and all", "[ops][export]") {
  const auto library = open_library();
  for (const Digest& digest :
       {digest_of("2026-01-05", "2601.00001"), digest_of("2026-01-06", "2601.00002"),
        digest_of("2026-01-09", "2601.00003")})
    REQUIRE(library->store().put_digest(digest));
  const auto items = [&](const Json& args) {
    return Json::parse(text_of(*library, args))["items"].size();
  };
  CHECK(items({{"format", "json-feed"}}) == 1);
  CHECK(items({{"format", "json-feed"}, {"days", 4}}) == 2);
  CHECK(items({{"format", "json-feed"}, {"days", 5}}) == 3);
  CHECK(items({{"format", "json-feed"}, {"days", 5}, {"day", "2026-01-06"}}) == 2);
  CHECK(items({{"format", "json-feed"}, {"days", 5}, {"topic", "math.AG"}}) == 0);
  const std::string page = text_of(*library, {{"format", "docusaurus-mindmap"}, {"days", 5}});
  CHECK(page.starts_with("# 20260105-20260111\n\n## 2026-01-05\n"));
  CHECK(contains(page, "## 2026-01-09\n"));
}

TEST_CASE("a weekly page that is there is brought up to date", "[ops][export]") {
  const auto library = open_library();
  const Json digest = digest_to_json(digest_of("2026-01-06", "2601.00002"));
  const std::string existing = "# 20260105-20260111\n\n## 2026-01-05\n\nAs it was.\n";
  const std::string page = text_of(
      *library, {{"format", "docusaurus-mindmap"}, {"digest", digest}, {"existing", existing}});
  CHECK(page.starts_with(existing + "\n## 2026-01-06\n"));
  CHECK(contains(
      error_of(*library,
               {{"format", "docusaurus-mindmap"}, {"digest", digest}, {"existing", "# x\n"}}),
      "no weekly page"));
}

TEST_CASE("what a format cannot do is told with the argument's name", "[ops][export]") {
  const auto library = open_library();
  const Json digest = digest_to_json(digest_of("2026-01-06", "2601.00002"));
  CHECK(contains(error_of(*library, {{"format", "daily-table"}, {"days", 2}}),
                 "export: days: \"daily-table\" is a page"));
  CHECK(contains(error_of(*library, {{"format", "rss"}, {"days", 0}}),
                 "export: days: must be from 1 to 366"));
  CHECK(contains(error_of(*library, {{"format", "rss"}, {"days", 2}, {"digest", digest}}),
                 "export: days:"));
  CHECK(contains(error_of(*library, {{"format", "rss"}, {"digest", digest}, {"url", "ftp://x"}}),
                 "ftp://x"));
  CHECK(contains(
      error_of(*library, {{"format", "ai-enhanced"}, {"digest", digest}, {"topic", "none"}}),
      "cs.PF"));
}
