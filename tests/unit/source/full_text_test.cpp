// Fetching full text: the best form there is, remembered, with a word on why it is not a better
// one.
#include <catch2/catch.hpp>

#include <map>

#include "base/text.hpp"
#include "source/full_text.hpp"
#include "source/pdf_text.hpp"
#include "unit/source/service_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using namespace sheaf::test;

namespace {

Paper cats() {
  Paper paper;
  paper.id = "2604.00001";
  paper.version = 2;
  paper.title = "Cats";
  paper.abstract = "We count purrs.";
  return paper;
}

std::string long_page() {
  return "<html><body><article class=\"ltx_document\"><p>" + std::string(600, 'a') +
         "</p></article></body></html>";
}

struct Memory {
  std::map<std::string, CachedText> entries;
  TextCache cache() {
    return {[this](const std::string& key) {
              const auto it = entries.find(key);
              return it == entries.end() ? std::nullopt : std::optional(it->second);
            },
            [this](const std::string& key, const CachedText& entry) { entries[key] = entry; }};
  }
};

FullTextOptions without_pdf() {
  FullTextOptions options;
  options.pdf = false;
  return options;
}

FullText fetch(ScriptedService& service, const FullTextOptions& options, Memory& memory,
               const Paper& paper = cats()) {
  Result<FullText> text = fetch_full_text(service.client, paper, options, memory.cache(), Task());
  if (!text.ok()) FAIL(text.error().message);
  return std::move(text).value();
}

}  // namespace

TEST_CASE("The HTML version is asked for once and then by its ETag", "[source][full_text]") {
  ScriptedService service([](const net::HttpRequest& request, std::size_t) {
    if (header_of(request, "If-None-Match") == "\"e1\"") return answer(304, "");
    net::HttpResponse response = answer(200, long_page());
    response.headers.push_back({"ETag", "\"e1\""});
    return response;
  });
  Memory memory;
  FullTextOptions options = without_pdf();
  const FullText first = fetch(service, options, memory);
  CHECK(first.origin == TextOrigin::kHtml);
  CHECK(first.note.empty());
  CHECK(first.title == "Cats");
  CHECK(service.url(0) == "https://arxiv.org/html/2604.00001v2");
  CHECK(fetch(service, options, memory) == first);
  CHECK(service.count() == 1);
  options.fresh_seconds = -1;
  CHECK(fetch(service, options, memory) == first);
  CHECK(service.count() == 2);
}

TEST_CASE("A missing HTML version is remembered and the abstract stands in",
          "[source][full_text]") {
  ScriptedService service([](const net::HttpRequest&, std::size_t) { return answer(404, "no"); });
  Memory memory;
  const FullText text = fetch(service, without_pdf(), memory);
  CHECK(text.origin == TextOrigin::kAbstract);
  CHECK(text.abstract == "We count purrs.");
  CHECK(contains(text.note, "no HTML version"));
  CHECK(contains(text.note, "abstract stands alone"));
  fetch(service, without_pdf(), memory);
  CHECK(service.count() == 1);
  FullTextOptions later = without_pdf();
  later.missing_seconds = -1;
  fetch(service, later, memory);
  CHECK(service.count() == 2);
}

TEST_CASE("What was there last is used while the server is down", "[source][full_text]") {
  bool down = false;
  net::ClientOptions client_options;
  client_options.max_retries = 0;
  ScriptedService service(
      [&](const net::HttpRequest&, std::size_t) {
        return down ? answer(500, "") : answer(200, long_page());
      },
      client_options);
  Memory memory;
  FullTextOptions options = without_pdf();
  const FullText first = fetch(service, options, memory);
  down = true;
  options.fresh_seconds = -1;
  CHECK(fetch(service, options, memory) == first);
  memory.entries.clear();
  CHECK(fetch(service, options, memory).origin == TextOrigin::kAbstract);
  CHECK(memory.entries.empty());
}

TEST_CASE("A damaged memory and a page that is no paper do no harm", "[source][full_text]") {
  ScriptedService service(
      [](const net::HttpRequest&, std::size_t) { return answer(200, "<html>Not here</html>"); });
  Memory memory;
  memory.entries["https://arxiv.org/html/2604.00001v2"] = {"", "", 0, false, "{broken"};
  CHECK(fetch(service, without_pdf(), memory).origin == TextOrigin::kAbstract);
  CHECK(memory.entries["https://arxiv.org/html/2604.00001v2"].missing);
}

TEST_CASE("The PDF is read where there is no HTML", "[source][full_text]") {
  if (find_program("pdftotext").empty()) {
    WARN("SKIPPED: pdftotext is not installed (poppler-utils)");
    return;
  }
  ScriptedService service([](const net::HttpRequest& request, std::size_t) {
    return contains(request.url, "/html/") ? answer(404, "") : answer(200, "no PDF at all");
  });
  Memory memory;
  const FullText text = fetch(service, FullTextOptions(), memory);
  CHECK(service.url(1) == "https://arxiv.org/pdf/2604.00001v2");
  CHECK(text.origin == TextOrigin::kAbstract);
  CHECK(contains(text.note, "no HTML version; PDF: the answer is no PDF"));
}

TEST_CASE("Papers of other sources are asked for only where they name a PDF",
          "[source][full_text]") {
  ScriptedService service([](const net::HttpRequest&, std::size_t) { return answer(404, ""); });
  Memory memory;
  Paper paper = cats();
  paper.scheme = "doi";
  paper.id = "10.1000/1";
  CHECK(fetch(service, FullTextOptions(), memory, paper).origin == TextOrigin::kAbstract);
  CHECK(service.count() == 0);
}

TEST_CASE("Only arXiv's place is the reader's word: another paper's PDF may be a public place alone",
          "[source][full_text]") {
  if (find_program("pdftotext").empty()) {
    WARN("SKIPPED: pdftotext is not installed (poppler-utils)");
    return;
  }
  std::vector<net::Reach> reach;
  ScriptedService service([&](const net::HttpRequest& request, std::size_t) {
    reach.push_back(request.reach);
    return answer(404, "");
  });
  Memory memory;
  fetch(service, FullTextOptions(), memory);
  Paper other = cats();
  other.id = "10.1/x";
  other.scheme = "doi";
  other.pdf = "http://127.0.0.1/x.pdf";
  fetch(service, FullTextOptions(), memory, other);
  CHECK(reach == std::vector<net::Reach>{net::Reach::kAny, net::Reach::kAny, net::Reach::kPublic});
}
