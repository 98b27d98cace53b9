// The replay of recorded days: what tests and demonstrations of the whole program rely on.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <pugixml.hpp>

#include "net/http.hpp"
#include "support/replay_api.hpp"
#include "support/replay_server.hpp"
#include "support/shared_data.hpp"
#include "support/temp_dir.hpp"

using namespace sheaf;
using namespace sheaf::net;
using namespace sheaf::test;

namespace {

std::string item(const std::string& versioned, const std::string& title, const std::string& type) {
  const std::string id = versioned.substr(0, versioned.find('v'));
  return "<item><title>" + title + "</title><link>https://arxiv.org/abs/" + id +
         "</link><description>arXiv:" + versioned + " Announce Type: " + type +
         " \nAbstract: About " + title +
         ".</description><guid isPermaLink=\"false\">oai:arXiv.org:" + versioned +
         "</guid><category>cs.XY</category><category>math.ZZ</category>" + "<arxiv:announce_type>" +
         type + "</arxiv:announce_type>" + "<dc:creator>Ada B. Cee, Dee Eff</dc:creator></item>";
}

std::string channel(const std::string& items) {
  return "<?xml version='1.0'?><rss xmlns:arxiv=\"a\" xmlns:dc=\"d\"><channel><title>t</title>" +
         items + "</channel></rss>";
}

/// Two days of a category that does not exist, the second with a replacement.
struct TwoDays {
  TwoDays() {
    folder.write("feeds/cs.XY_2026-04-17.rss.xml",
                 channel(item("2604.00001v1", "Sheaves &amp; wheat", "new") +
                         item("2604.00002v1", "Rye", "cross")));
    folder.write("feeds/cs.XY_2026-04-20.rss.xml",
                 channel(item("2604.00001v2", "Sheaves again", "replace") +
                         item("2604.00003v1", "Barley", "new")));
    folder.write("mirror/2026-04-17.json",
                 R"({"papers":[{"arxiv_id":"2604.00001","authors":["Cee, Jr., Ada B.","Dee Eff"],
                    "comment":"9 pages","doi":"10.1/x","primary_category":"math.ZZ",
                    "published":"2026-04-16T10:00:00Z"}]})");
    options.feeds = {folder.file("feeds")};
    options.mirrors = {folder.file("mirror")};
  }
  TempDir folder;
  ReplayOptions options;
};

HttpResponse fetch(const std::string& url, std::vector<Header> headers = {},
                   const std::string& method = "GET") {
  setenv("no_proxy", "127.0.0.1,localhost", 1);
  HttpRequest request;
  request.reach = Reach::kAny;
  request.method = method;
  request.url = url;
  request.headers = std::move(headers);
  request.timeout_ms = 20000;
  const auto transport = make_curl_transport();
  REQUIRE(transport.ok());
  auto result = (*transport)->send(request, Task());
  REQUIRE(result.ok());
  return std::move(result).value();
}

std::vector<std::string> entry_ids(const HttpResponse& response) {
  pugi::xml_document page;
  REQUIRE(page.load_string(response.body.c_str()));
  std::vector<std::string> ids;
  for (const auto& entry : page.child("feed").children("entry"))
    ids.emplace_back(entry.child_value("id"));
  return ids;
}

using Ids = std::vector<std::string>;
const std::string kAbs = "http://arxiv.org/abs/";

}  // namespace

TEST_CASE("A replay serves the feed of its day and changes the day while running", "[replay]") {
  TwoDays recorded;
  ReplayServer replay(recorded.options);
  CHECK(replay.day() == "2026-04-20");
  CHECK(fetch(replay.url("/rss/cs.XY")).body.find("Barley") != std::string::npos);
  CHECK(fetch(replay.url("/day/2026-04-17/rss/cs.XY")).body.find("Rye") != std::string::npos);
  CHECK(fetch(replay.url("/_replay/day?d=2026-04-17"), {}, "POST").status == 200);
  CHECK(fetch(replay.url("/rss/CS.xy")).body.find("Rye") != std::string::npos);
  CHECK(fetch(replay.url("/_replay/day?d=2026-02-30"), {}, "POST").status == 400);
  CHECK(replay.day() == "2026-04-17");
}

TEST_CASE("A replayed feed has validators and answers 304", "[replay]") {
  TwoDays recorded;
  ReplayServer replay(recorded.options);
  const HttpResponse first = fetch(replay.url("/rss/cs.XY"));
  const std::string tag(first.header("ETag"));
  REQUIRE_FALSE(tag.empty());
  CHECK(first.header("Cache-Control").find("max-age=") == 0);
  const HttpResponse again = fetch(replay.url("/rss/cs.XY"), {{"If-None-Match", tag}});
  CHECK(again.status == 304);
  CHECK(again.body.empty());
  replay.set_day("2026-04-17");
  CHECK(fetch(replay.url("/rss/cs.XY"), {{"If-None-Match", tag}}).status == 200);
}

TEST_CASE("A day without a recording is a channel without items", "[replay]") {
  TwoDays recorded;
  ReplayServer replay(recorded.options);
  for (const char* form : {"rss", "atom"}) {
    const HttpResponse empty = fetch(replay.url(std::string("/day/2026-04-18/") + form + "/cs.XY"));
    CHECK(empty.status == 200);
    pugi::xml_document page;
    CHECK(page.load_string(empty.body.c_str()));
    CHECK(empty.body.find("<item>") == std::string::npos);
  }
}

TEST_CASE("A missed day is served page by page in the shape of arXiv's list", "[replay]") {
  TwoDays recorded;
  recorded.options.page_size = 1;
  ReplayServer replay(recorded.options);
  const std::string first = fetch(replay.url("/catchup/cs.XY/2026-04-17?abs=True")).body;
  CHECK(first.find("Catchup results for Subject of cs.XY on Fri, 17 Apr 2026") !=
        std::string::npos);
  CHECK(first.find("Total of 2 entries for Fri, 17 Apr 2026") != std::string::npos);
  CHECK(first.find("Sheaves &amp; wheat") != std::string::npos);
  CHECK(first.find("Rye") == std::string::npos);
  CHECK(first.find("/catchup/cs.XY/2026-04-20?") != std::string::npos);
  const std::string second = fetch(replay.url("/catchup/cs.XY/2026-04-17?abs=True&page=2")).body;
  CHECK(second.find("(cross-list from cs.XY)") != std::string::npos);
  CHECK(fetch(replay.url("/catchup/cs.XY/2026-04-18?abs=True")).body.find("No updates") !=
        std::string::npos);
  for (const char* refused : {"/catchup/cs.QQ/2026-04-17", "/catchup/cs.XY/2026-04-21",
                              "/catchup/cs.XY/2026-01-01", "/catchup/cs.XY/yesterday",
                              "/catchup/cs.XY", "/catchup/cs.XY/2026-04-17?page=x",
                              "/catchup/cs.XY/2026-04-17?page=0"})
    CHECK(fetch(replay.url(refused)).status == 400);
}

TEST_CASE("The list of the newest day is that of the replay's day or of the last before",
          "[replay]") {
  TwoDays recorded;
  ReplayServer replay(recorded.options);
  CHECK(fetch(replay.url("/list/cs.XY/new")).body.find("Monday, 20 April 2026") !=
        std::string::npos);
  CHECK(fetch(replay.url("/day/2026-04-19/list/cs.XY/new")).body.find("Friday, 17 April 2026") !=
        std::string::npos);
  CHECK(fetch(replay.url("/list/cs.QQ/new")).status == 404);
}

TEST_CASE("An unknown category is arXiv's error document with status 400", "[replay]") {
  TwoDays recorded;
  ReplayServer replay(recorded.options);
  const HttpResponse error = fetch(replay.url("/rss/cs.QQ"));
  CHECK(error.status == 400);
  CHECK(error.body.find("<title>Feed error for query: http://rss.arxiv.org/rss/cs.QQ</title>") !=
        std::string::npos);
}

TEST_CASE("An id list brings the newest version up to the day and leaves out the unknown",
          "[replay]") {
  TwoDays recorded;
  ReplayServer replay(recorded.options);
  const std::string query = "/api/query?max_results=10&id_list=2604.00001,2604.00003,2604.09999";
  CHECK(entry_ids(fetch(replay.url(query))) == Ids{kAbs + "2604.00001v2", kAbs + "2604.00003v1"});
  CHECK(entry_ids(fetch(replay.url("/day/2026-04-17" + query))) == Ids{kAbs + "2604.00001v1"});
  CHECK(entry_ids(fetch(replay.url("/api/query?id_list=2604.00001v1"))) ==
        Ids{kAbs + "2604.00001v1"});
  CHECK(entry_ids(fetch(replay.url("/api/query?id_list=2604.00001v7"))).empty());
}

TEST_CASE("A record is complete and enriched by the mirror of its day", "[replay]") {
  TwoDays recorded;
  ReplayServer replay(recorded.options);
  const HttpResponse response = fetch(replay.url("/day/2026-04-17/api/query?id_list=2604.00001"));
  pugi::xml_document page;
  REQUIRE(page.load_string(response.body.c_str()));
  const pugi::xml_node entry = page.child("feed").child("entry");
  CHECK(std::string(entry.child_value("title")) == "Sheaves & wheat");
  CHECK(std::string(entry.child_value("summary")) == "About Sheaves & wheat.");
  CHECK(std::string(entry.child_value("arxiv:comment")) == "9 pages");
  CHECK(std::string(entry.child_value("arxiv:doi")) == "10.1/x");
  CHECK(std::string(entry.child("author").child_value("name")) == "Cee, Jr., Ada B.");
  CHECK(std::string(entry.child("arxiv:primary_category").attribute("term").value()) == "math.ZZ");
  CHECK(std::string(entry.child_value("published")) == "2026-04-16T10:00:00Z");
  CHECK(std::string(entry.child_value("updated")) == "2026-04-16T10:00:00Z");
}

TEST_CASE("A replacement keeps the date of its first version and has a later one", "[replay]") {
  TwoDays recorded;
  ReplayServer replay(recorded.options);
  const ReplayPaper* const first = replay.records().find("2604.00001", 1, "2026-04-20");
  const ReplayPaper* const second = replay.records().find("2604.00001", 2, "2026-04-20");
  REQUIRE(first);
  REQUIRE(second);
  CHECK(second->published < second->updated);
  CHECK(second->updated.substr(0, 10) == "2026-04-17");  // the Friday before that Monday
}

TEST_CASE("Searches page, sort and combine", "[replay]") {
  TwoDays recorded;
  ReplayServer replay(recorded.options);
  const auto search = [&](const std::string& rest) {
    return entry_ids(fetch(replay.url("/api/query?search_query=" + rest)));
  };
  CHECK(search("cat:cs.XY").size() == 3);
  CHECK(search("cat:math.*&max_results=2").size() == 2);
  CHECK(search("cat:cs.XY&start=2").size() == 1);
  CHECK(search("cat:cs.XY&start=9").empty());
  CHECK(search("cat:cs.QQ").empty());
  CHECK(search("ti:barley") == Ids{kAbs + "2604.00003v1"});
  CHECK(search("%28ti:barley+OR+ti:rye%29+ANDNOT+all:%22About+Rye%22") ==
        Ids{kAbs + "2604.00003v1"});
  CHECK(search("au:eff+AND+ti:rye").size() == 1);
  const auto up = search("cat:cs.XY&sortBy=submittedDate&sortOrder=ascending");
  const auto down = search("cat:cs.XY&sortBy=submittedDate&sortOrder=descending");
  REQUIRE(up.size() == 3);
  CHECK(up.front() == down.back());
}

TEST_CASE("Mistakes in an API request are answered as arXiv answers them", "[replay]") {
  TwoDays recorded;
  ReplayServer replay(recorded.options);
  const auto ask = [&](const std::string& rest) { return fetch(replay.url("/api/query?" + rest)); };
  const HttpResponse malformed = ask("id_list=2604.00001,abc");
  CHECK(malformed.status == 400);
  CHECK(entry_ids(malformed) == Ids{"https://arxiv.org/api/errors#incorrect_id_format_for_abc"});
  CHECK(ask("id_list=2604.00001&max_results=x").status == 400);
  CHECK(ask("id_list=2604.00001&max_results=0").status == 500);
  CHECK(ask("search_query=cat:cs.XY&max_results=2001").status == 400);
  CHECK(ask("search_query=cat:cs.XY&start=9999&max_results=100").status == 500);
  CHECK(ask("search_query=nonsense:x").status == 400);
  CHECK(ask("").status == 400);
  CHECK(ask("id_list=0808.05394").status == 200);
}

TEST_CASE("Faults come as often as asked and only where asked", "[replay]") {
  TwoDays recorded;
  recorded.options.faults = {"429,path=/api,times=2,retry-after=5"};
  ReplayServer replay(recorded.options);
  CHECK(fetch(replay.url("/rss/cs.XY")).status == 200);
  CHECK(fetch(replay.url("/api/query?id_list=2604.00001")).header("Retry-After") == "5");
  CHECK(fetch(replay.url("/api/query?id_list=2604.00001")).status == 429);
  CHECK(fetch(replay.url("/api/query?id_list=2604.00001")).status == 200);
  CHECK(fetch(replay.url("/_replay/fail?spec=503,after=1,times=0"), {}, "POST").status == 200);
  CHECK(fetch(replay.url("/rss/cs.XY")).status == 200);
  CHECK(fetch(replay.url("/rss/cs.XY")).status == 503);
  CHECK(fetch(replay.url("/rss/cs.XY")).status == 503);
  CHECK(fetch(replay.url("/_replay/fail?clear=1"), {}, "POST").status == 200);
  CHECK(fetch(replay.url("/rss/cs.XY")).status == 200);
  CHECK(replay.log().size() == 8);
  CHECK(replay.log_json().find("\"fault\": \"503,after=1,times=0\"") != std::string::npos);
}

TEST_CASE("A fault nobody knows is refused with the reason", "[replay]") {
  CHECK_THROWS_WITH(parse_fault("explode"), Catch::Contains("unknown fault"));
  CHECK_THROWS_WITH(parse_fault("429,times=x"), Catch::Contains("a number is needed"));
  CHECK_THROWS_WITH(parse_fault("429,often=2"), Catch::Contains("unknown key"));
  CHECK_THROWS_WITH(parse_fault("file"), Catch::Contains("name=FILE"));
}

TEST_CASE("Folders are served without a way out of them", "[replay]") {
  const TempDir folder;
  folder.write("inside/a.xml", "<a/>");
  folder.write("secret.txt", "secret");
  HttpServer server;
  const auto endpoint = server.folder("/files/", folder.file("inside"));
  CHECK(fetch(server.url("/files/a.xml")).body == "<a/>");
  CHECK(fetch(server.url("/files/%2e%2e/secret.txt")).status == 404);
  CHECK(fetch(server.url("/files/x/..%2f..%2fsecret.txt")).status == 404);
  CHECK(fetch(server.url("/files/none")).status == 404);
}

TEST_CASE("A feed may be cached until New York's midnight", "[replay]") {
  CHECK(seconds_to_new_york_midnight(1776427200) == 16 * 3600);  // 2026-04-17 12:00 UTC, summer
  CHECK(seconds_to_new_york_midnight(1768651200) == 17 * 3600);  // 2026-01-17 12:00 UTC, winter
}

TEST_CASE("Eighteen recorded days of cs.CV are all served", "[replay][shared]") {
  SHEAF_SHARED_OR_SKIP(feeds, "feeds/derived/rss");
  ReplayOptions options;
  options.feeds = {feeds.string()};
  ReplayServer replay(options);
  CHECK(replay.records().days().size() == 18);
  CHECK(replay.records().paper_count() == 2355);
  replay.set_day("2026-04-21");
  CHECK(fetch(replay.url("/rss/cs.CV")).body ==
        read_whole_file((feeds / "cs.CV_2026-04-21.rss.xml").string()));
  CHECK(entry_ids(fetch(replay.url("/api/query?id_list=2604.14373"))) ==
        Ids{kAbs + "2604.14373v2"});
}
