// Sources beyond arXiv: a journal's feed dates by its own clock, and what one day leaves out comes with another.
#include <catch2/catch.hpp>

#include "app/library.hpp"
#include "base/clock.hpp"

using namespace sheaf;

namespace {

constexpr std::int64_t kSundayEvening = 1776647520000;  // 2026-04-19 21:12 in New York, the 20th in UTC

/// A journal whose feed has one paper of the 20th, with an ETag that it honours.
struct Journal {
  Journal() {
    app::LibraryOptions options;
    options.http = [this](const net::HttpRequest& asked) { return answer(asked); };
    options.clock = &clock;
    options.max_retries = -1;
    library = std::move(app::Library::open(std::move(options))).value();
    request.profile.sources = {"rss:https://journal.example.org/feed"};
  }

  Result<net::HttpResponse> answer(const net::HttpRequest& asked) {
    net::HttpResponse response;
    response.headers = {{"ETag", "\"one\""}};
    for (const auto& header : asked.headers)
      if (header.name == "If-None-Match" && header.value == "\"one\"") response.status = 304;
    if (response.status == 304) return response;
    response.status = 200;
    response.body =
        "<?xml version='1.0'?><rss version='2.0'><channel><title>A Journal</title>"
        "<item><title>Boats</title><link>https://journal.example.org/boats</link><guid>boats</guid>"
        "<description>About boats.</description><pubDate>Mon, 20 Apr 2026 00:12:00 GMT</pubDate></item>"
        "</channel></rss>";
    return response;
  }

  std::size_t papers_of(const char* day) {
    request.day = parse_day(day);
    const auto digest = library->digest(request, Task());
    REQUIRE(digest);
    return digest->entries.size();
  }

  FakeClock clock{kSundayEvening};
  std::unique_ptr<app::Library> library;
  app::DigestRequest request;
};

}  // namespace

TEST_CASE("a paper that a feed dates tomorrow is today's: it is there", "[other_list]") {
  Journal journal;
  CHECK(journal.papers_of("2026-04-19") == 1);
  CHECK(journal.papers_of("2026-04-19") == 1);
}

TEST_CASE("what a day gone by leaves to later ones is asked for again, whatever the feed's ETag", "[other_list]") {
  Journal journal;
  CHECK(journal.papers_of("2026-04-17") == 0);
  CHECK(journal.papers_of("2026-04-19") == 1);
}
