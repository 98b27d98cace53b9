// Full texts in a digest: what is taken from them, and the long form without a model.
#include "app/full_text_step.hpp"

#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "canned_arxiv.hpp"

using namespace sheaf;

namespace {

app::FullText ferry_text() {
  app::FullText text;
  text.origin = source::TextOrigin::kHtml;
  text.sections = {{"Introduction", 1, "Ferries are late. We propose a timetable of tides. It rains."},
                   {"Experimental Setup", 1, "We watch 12 ferries for a year."},
                   {"Results", 1, "The delay falls by 14 %. Passengers are glad."},
                   {"Conclusion", 1, "Tides decide. Timetables should know them."}};
  text.tables = {{"Delays", {"Ferry | Delay", "A | 3.2", "B | 4.1"}}};
  text.limitations = {"We did not look at storms."};
  return text;
}

}  // namespace

TEST_CASE("The long form without a model tells sections, numbers and tables", "[report]") {
  const Report report = app::report_from_text(ferry_text());
  CHECK(report.contribution == "We propose a timetable of tides.");
  CHECK(report.setup == "We watch 12 ferries for a year.");
  CHECK(contains(report.results, "The delay falls by 14 %."));
  CHECK_FALSE(contains(report.results, "glad"));
  CHECK(contains(report.results, "\n| Ferry | Delay |\n| A | 3.2 |"));
  CHECK(report.conclusions == "Tides decide. Timetables should know them.");
  CHECK(report.limits == "We did not look at storms.");
  CHECK(report.future_work.empty());
  CHECK(app::report_from_text({}).empty());
}

TEST_CASE("Full texts are fetched only when they are wanted, and what is missing is told", "[report]") {
  FakeClock clock{1776441600000};
  int requests = 0;
  app::LibraryOptions options;
  options.clock = &clock;
  options.max_retries = -1;
  options.http = [&](const net::HttpRequest& request) -> Result<net::HttpResponse> {
    ++requests;
    if (!contains(request.url, "/html/")) return net::HttpResponse{404, {}, "none"};
    std::string body;  // a page with next to no text counts as none
    for (int i = 0; i < 60; ++i) body += "<p class=\"ltx_p\">We watched the harbour for many days and wrote down what we saw there.</p>";
    return net::HttpResponse{200, {{"Content-Type", "text/html"}},
                             "<html><body><article class=\"ltx_document\"><section class=\"ltx_section\"><h2 class=\"ltx_title\">"
                             "Background</h2><div class=\"ltx_para\">" + body + "</div></section><section class=\"ltx_section\">"
                             "<h2 class=\"ltx_title\">Conclusion</h2><div class=\"ltx_para\"><p class=\"ltx_p\">"
                             "Tides decide everything in this harbour.</p></div></section></article></body></html>"};
  };
  const auto library = std::move(app::Library::open(std::move(options))).value();
  std::vector<Entry> entries(3);
  for (std::size_t i = 0; i < entries.size(); ++i) entries[i].paper.id = "2604.0000" + std::to_string(i + 1);
  Profile profile = default_profile();
  CHECK(app::add_full_texts(*library, profile, entries, Task())->statuses.empty());
  CHECK(requests == 0);
  profile.summary.full_text = true;
  profile.summary.reports = 2;
  const auto texts = app::add_full_texts(*library, profile, entries, Task());
  REQUIRE(texts.ok());
  REQUIRE(texts->statuses.size() == 1);
  CHECK(texts->statuses[0].name == "full text");
  CHECK(contains(texts->statuses[0].detail, " of 2 papers"));
  CHECK(entries[2].summary.report.empty());
  CHECK(entries[0].summary.report.conclusions == "Tides decide everything in this harbour.");
  CHECK(entries[0].summary.from_full_text);
  CHECK(texts->plain.size() == 2);
}
