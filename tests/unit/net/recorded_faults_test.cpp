// Recorded and derived faults of arXiv, sent over a real connection to a real client.
#include <catch2/catch.hpp>

#include <cstdlib>

#include "support/http_server.hpp"
#include "support/shared_data.hpp"
#include "unit/net/net_fakes.hpp"

using namespace sheaf;
using namespace sheaf::net;
using namespace sheaf::test;

namespace {

struct Expected {
  const char* file;
  bool again;      ///< the client asks a second time, and then gets what it wants
  ErrorCode code;  ///< else the error of the first
};

constexpr std::int64_t kRecordedMs =
    1787285411000;  // 2026-08-21T04:10:11Z, near the dates in the files

/// XML is wanted; anything else is asked for again.
Status looks_like_xml(const HttpResponse& response) {
  if (response.body.rfind("<?xml", 0) == 0) return {};
  return Error(ErrorCode::kParse, "not XML");
}

}  // namespace

TEST_CASE("arXiv's recorded faults are survived or reported for what they are", "[net][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "feeds/derived/faults");
  setenv("no_proxy", "127.0.0.1,localhost", 1);
  auto transport = make_curl_transport();
  REQUIRE(transport.ok());
  for (const Expected& expected : std::initializer_list<Expected>{
           {"api_200_html.http", true, {}},
           {"api_200_text_rate_exceeded.http", true, {}},
           {"api_429_bare.http", true, {}},
           {"api_429_retry_after.http", true, {}},
           {"api_503_retry_after_date.http", true, {}},
           {"api_error_500_generic.http", true, {}},
           {"api_truncated_body.http", true, {}},
           {"api_truncated_chunked.http", true, {}},
           {"rss_400_bad_category.http", false, ErrorCode::kHttp},
           {"api_406.http", false, ErrorCode::kHttp}}) {  // loopback is not arXiv
    INFO(expected.file);
    HttpServer server;
    const auto endpoint = server.script(
        "/x",
        {raw_reply(read_whole_file((folder / expected.file).string())), xml_reply("<?xml ?>")});
    FakeClock clock(kRecordedMs);
    MemorySlots slots;
    const Logger logger;
    Client client(**transport, slots, clock, logger, ClientOptions());
    const auto result = client.get(server.url("/x"), {}, Task(), looks_like_xml);
    CHECK(result.ok() == expected.again);
    CHECK(endpoint.hits() == (expected.again ? 2U : 1U));
    if (!expected.again && !result.ok()) CHECK(result.error().code == expected.code);
  }
}
