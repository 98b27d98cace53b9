// Full text in the library: when it is fetched, what is remembered, limits and plans.
#include <catch2/catch.hpp>

#include "app/full_text.hpp"
#include "support/temp_dir.hpp"

using namespace sheaf;
using namespace sheaf::app;

namespace {

std::string page() {
  return "<html><body><article class=\"ltx_document\"><section><h2>Limitations</h2><p>Our two cats "
         "were both asleep all day. Then " +
         std::string(600, 'a') + "</p></section></article></body></html>";
}

struct Fixture {
  explicit Fixture(const std::string& store_path) {
    LibraryOptions options;
    options.store_path = store_path;
    options.http = [this](const net::HttpRequest& request) -> Result<net::HttpResponse> {
      urls.push_back(request.url);
      net::HttpResponse response;
      response.status = 200;
      response.body = page();
      return response;
    };
    library = Library::open(std::move(options)).value();
    profile.endpoints.arxiv_site = "http://127.0.0.1:9";
    paper.id = "2604.00001";
    paper.version = 1;
    paper.abstract = "We count purrs.";
  }
  std::vector<std::string> urls;
  std::unique_ptr<Library> library;
  Profile profile = default_profile();
  Paper paper;
};

}  // namespace

TEST_CASE("Full text is fetched only where the profile wants it, and once", "[app][full_text]") {
  const test::TempDir folder;
  Fixture fixture(folder.file("sheaf.db"));
  const auto plain = full_text_of(*fixture.library, fixture.paper, fixture.profile, Task());
  REQUIRE(plain.ok());
  CHECK(plain->origin == source::TextOrigin::kAbstract);
  CHECK(fixture.urls.empty());

  fixture.profile.summary.full_text = true;
  for (int i = 0; i < 2; ++i) {
    const auto full = full_text_of(*fixture.library, fixture.paper, fixture.profile, Task());
    REQUIRE(full.ok());
    CHECK(full->origin == source::TextOrigin::kHtml);
    CHECK(full->limitations == std::vector<std::string>{"Our two cats were both asleep all day."});
  }
  CHECK(fixture.urls == std::vector<std::string>{"http://127.0.0.1:9/html/2604.00001v1"});
}

TEST_CASE("Limits and plans are told apart, named sections first", "[app][full_text]") {
  FullText text;
  text.sections = {
      {"Method", 1, "We filter the cats by weight. The filter is limited to cats of 5 kg."},
      {"Conclusion", 1, "We counted all of the purrs. In future work we will also count the dogs."},
      {"Limitations", 1, "The two cats were both asleep all day. Too short."}};
  find_limits_and_plans(text);
  CHECK(text.limitations == std::vector<std::string>{"The two cats were both asleep all day.",
                                                     "The filter is limited to cats of 5 kg."});
  CHECK(text.future_work ==
        std::vector<std::string>{"In future work we will also count the dogs."});
}

TEST_CASE("The folder of texts keeps the newest and survives damage", "[app][full_text]") {
  const test::TempDir folder;
  const source::TextCache cache = file_text_cache(folder.file("texts"), 20);
  const source::CachedText entry{"\"e\"", "Mon", 7, false, "{\"a\":\"猫\"}"};
  cache.put("https://x.example/1", entry);
  CHECK(cache.find("https://x.example/1") == entry);
  CHECK(cache.find("https://x.example/2") == std::nullopt);
  for (int i = 0; i < 100; ++i) cache.put("https://x.example/n" + std::to_string(i), entry);
  std::size_t left = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder.file("texts"))) {
    ++left;
    std::ofstream(file.path()) << "{broken";
  }
  CHECK(left <= 20);
  CHECK(cache.find("https://x.example/n99") == std::nullopt);
  CHECK_FALSE(file_text_cache("").find);
}
