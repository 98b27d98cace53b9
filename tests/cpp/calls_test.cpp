// sheaf.hpp: long calls, callbacks and what they throw, jobs, a transport of the host's own.
#include <sheaf/sheaf.hpp>

#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

namespace {

const char* const kFeed = R"(<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel>
<title>cs.CL updates on arXiv.org</title><link>http://rss.arxiv.org/rss/cs.CL</link>
<pubDate>Fri, 17 Apr 2026 04:00:00 +0000</pubDate>
<item><title>Quiet Boats</title><link>https://arxiv.org/abs/2604.00001</link>
<description>arXiv:2604.00001v1 Announce Type: new
Abstract: Boats are loud. We present a quiet boat.</description>
<guid isPermaLink="false">oai:arXiv.org:2604.00001v1</guid><category>cs.CL</category>
<pubDate>Fri, 17 Apr 2026 04:00:00 +0000</pubDate><arxiv:announce_type>new</arxiv:announce_type>
<dc:creator>Ada Lovelace</dc:creator></item></channel></rss>)";
const char* const kProfile = R"({"categories": ["cs.CL"], "network": {"max_retries": 0},
  "endpoints": {"arxiv_rss": "http://127.0.0.1:9", "arxiv_site": "http://127.0.0.1:9",
                "arxiv_api": "http://127.0.0.1:9/api/query"}})";

struct Asked {
  std::atomic<int> requests{0}, lines{0};
};

/// A context whose requests are answered here: the feed for feeds, 404 for all else.
sheaf::context with_canned_feed(Asked& asked, const sheaf::config& config = {}) {
  return sheaf::context(
      config,
      [&asked](int, std::string_view) {
        ++asked.lines;
        throw 1;  // dropped: a line of a log is not worth a failure
      },
      [&asked](const sheaf_http_request& request, const sheaf::http_reply& reply) {
        ++asked.requests;
        const bool is_feed = std::string_view(request.url).find("/rss/cs.CL") != std::string_view::npos;
        reply.set_status(is_feed ? 200 : 404);
        reply.add_header("Content-Type", "application/rss+xml");
        reply.append(is_feed ? kFeed : "no");
      });
}

std::filesystem::path fresh_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "sheaf-cpp-XXXXXX").string();
  if (!mkdtemp(name.data())) throw std::runtime_error("no folder for the test");
  return name;
}

}  // namespace

TEST_CASE("a digest is fetched by the host's own transport and written where it is told") {
  Asked asked;
  const std::filesystem::path folder = fresh_folder();
  {
    sheaf::context context = with_canned_feed(asked);
    sheaf::context moved = std::move(context);  // the functions go along
    std::vector<std::string> stages;
    const sheaf::digest day = moved.run_digest(kProfile, sheaf::call([&](const sheaf_progress& now) {
                                                 stages.emplace_back(now.stage);
                                                 return true;
                                               }));
    REQUIRE(day.size() == 1);
    CHECK(day[0].paper().title() == "Quiet Boats");
    CHECK(day.day() == "2026-04-17");
    CHECK_FALSE(stages.empty());
    CHECK(moved.write_vault(day, (folder / "vault").string()).size() >= 2);
    const sheaf::report written = day.write_bibtex((folder / "a.bib").string());
    REQUIRE(written.size() == 1);
    CHECK(written.outcome(0) == SHEAF_OUTCOME_CREATED);
    CHECK(written.path(0).find("a.bib") != std::string_view::npos);
    CHECK(written.detail(5).empty());
    const sheaf::digest again = moved.import_page(day.to_json().view(), "digest.json");
    CHECK(again.size() == 1);
    CHECK(sheaf::digest::import_page(day.to_json().view(), "digest.json").profile() == again.profile());
  }
  CHECK(asked.requests > 0);
  CHECK(asked.lines > 0);
  std::filesystem::remove_all(folder);
}

TEST_CASE("what a transport throws is told as what it is") {
  const auto status_after = [](auto thrown) {
    const sheaf::context context(sheaf::config(), {},
                                 [thrown](const sheaf_http_request&, const sheaf::http_reply&) { throw thrown; });
    sheaf::query query;
    query.expression = "cat:cs.CL";
    try {
      context.fetch(query);
    } catch (const sheaf::error& error) {
      return error.status();
    } catch (const std::bad_alloc&) {
      return sheaf_status{SHEAF_E_NOMEM};
    }
    return sheaf_status{SHEAF_OK};
  };
  CHECK(status_after(sheaf::error(SHEAF_E_CANCELLED, "no more")) == SHEAF_E_CANCELLED);
  CHECK(status_after(std::bad_alloc()) == SHEAF_E_NOMEM);
}

TEST_CASE("an exception of the progress function comes out of the call unchanged, false cancels it") {
  Asked asked;
  const sheaf::context context = with_canned_feed(asked);
  struct Mine {};
  CHECK_THROWS_AS(context.run_digest(kProfile, sheaf::call([](const sheaf_progress&) -> bool { throw Mine(); })), Mine);
  try {
    context.run_digest(kProfile, sheaf::call([](const sheaf_progress&) { return false; }));
    FAIL("it was not cancelled");
  } catch (const sheaf::error& error) {
    CHECK(error.status() == SHEAF_E_CANCELLED);
  }
}

TEST_CASE("a cancel ends a call, also one that had begun") {
  Asked asked;
  const sheaf::context context = with_canned_feed(asked);
  const sheaf::cancel cancel;
  const sheaf::call call([&](const sheaf_progress&) { return cancel.request(), true; }, &cancel);
  CHECK_THROWS_AS(context.run_digest(kProfile, call), sheaf::error);
  CHECK_THROWS_AS(context.run_digest(kProfile, sheaf::call(cancel)), sheaf::error);
}

TEST_CASE("a job is polled, waited for, and gives result or error") {
  const sheaf::context context;
  const sheaf::job job = context.start("categories");
  job.wait();
  CHECK(job.wait_for(std::chrono::milliseconds(0)));
  CHECK(std::string_view(job.progress().stage).size() < 20);
  CHECK(job.result().view().find("cs.CL") != std::string_view::npos);
  CHECK(job.result().view().size() > 10);
  CHECK(context.run("categories", "{}").view() == job.result().view());
  try {
    context.run("rank");
    FAIL("a job without its arguments went well");
  } catch (const sheaf::error& error) {
    CHECK(error.status() == SHEAF_E_INVALID);
    CHECK(std::string(error.what()).find("candidates") != std::string::npos);
  }
}

TEST_CASE("closing a context ends its jobs, which may be freed after it") {
  std::atomic<bool> asked{false};
  sheaf::context context(sheaf::config(), {}, [&](const sheaf_http_request&, const sheaf::http_reply&) {
    asked = true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    throw sheaf::error(SHEAF_E_NETWORK, "");
  });
  const sheaf::job job = context.start("query", R"({"expression": "cat:cs.CL"})");
  while (!asked) std::this_thread::yield();
  context.close();
  CHECK(job.wait_for(std::chrono::milliseconds(0)));
  CHECK_THROWS_AS(job.result(), sheaf::error);
  CHECK_THROWS_AS(context.find("x"), sheaf::error);
}
