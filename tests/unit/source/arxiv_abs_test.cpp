// .abs files of invented papers, and the recorded ones when they are there.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/text.hpp"
#include "source/arxiv_abs.hpp"
#include "support/shared_data.hpp"
#include "unit/source/source_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using sheaf::test::says;
namespace fs = std::filesystem;

namespace {

const char* const kAbs =
    "------------------------------------------------------------------------------\n"
    "\\\\\n"
    "arXiv:math.CA/0611800\n"
    "From: Ann Roe <ann@example.org>\n"
    "Date: Sun, 26 Nov 2006 10:00:00 GMT   (12kb)\n"
    "Date (revised v2): Mon, 1 Jan 2007 09:00:00 GMT   (13kb,D)\n"
    "Date (revised v10): Tue, 5 Feb 2008 08:00:01 GMT   (0kb,I)\n"
    "\n"
    "Title: On the $L^2$ norm of\n"
    "  a title\n"
    "Authors: Ann Roe (1), B\\'ela T{\\o}n (MIT, and more) and\n"
    "  Cy Poe\n"
    "Categories: math.CA cs.NA\n"
    "Comments: withdrawn\n"
    "Report-no: R-1\n"
    "Journal-ref: J. Things 7 (2007) 1-2\n"
    "DOI: 10.1000/x\n"
    "License: http://example.org/by\n"
    "\\\\\n"
    "  We show \\begin{cases} a\n"
    "\\\\\n"
    "b \\end{cases} holds.\n"
    "  Also more.\n"
    "\\\\\n";

AbsRecord parsed(const std::string& text) {
  Result<AbsRecord> record = parse_abs(text);
  if (!record.ok()) FAIL(record.error().message);
  return std::move(record).value();
}

std::string abs_with(const std::string& header) {
  return "\\\\\narXiv:hep-th/9901001\nTitle: T\n" + header + "\\\\\nText.\n\\\\\n";
}

}  // namespace

TEST_CASE("An .abs file is a whole paper", "[source][abs]") {
  const AbsRecord record = parsed(kAbs);
  const Paper& paper = record.paper;
  CHECK(record.warnings.empty());
  CHECK(record.withdrawn);
  CHECK(paper.id == "math/0611800");
  CHECK(paper.version == 10);
  CHECK(paper.published == parse_rfc3339("2006-11-26T10:00:00Z"));
  CHECK(paper.updated == parse_rfc3339("2008-02-05T08:00:01Z"));
  CHECK(paper.title == "On the $L^2$ norm of a title");
  REQUIRE(paper.authors.size() == 3);
  CHECK(paper.authors[0] == Author{"Ann Roe", {}});
  CHECK(paper.authors[1] == Author{"Béla Tøn", {"MIT, and more"}});
  CHECK(paper.authors[2] == Author{"Cy Poe", {}});
  CHECK(paper.categories == std::vector<std::string>{"math.CA", "math.NA"});
  CHECK(paper.comment == "withdrawn");
  CHECK(paper.journal_ref == "J. Things 7 (2007) 1-2");
  CHECK(paper.doi == "10.1000/x");
  CHECK(paper.license == "http://example.org/by");
  CHECK(paper.abstract == "We show \\begin{cases} a \\\\ b \\end{cases} holds.\nAlso more.");
}

TEST_CASE("Without categories the archive of an old id stands for them", "[source][abs]") {
  CHECK(parsed(abs_with("")).paper.categories == std::vector<std::string>{"hep-th"});
  const std::string closed = replace_all(abs_with(""), "hep-th/9901001", "alg-geom/9701001");
  CHECK(parsed(closed).paper.categories == std::vector<std::string>{"math.AG"});
}

TEST_CASE("A version with source is not withdrawn", "[source][abs]") {
  const std::string first = "Date: Fri, 1 Jan 1999 01:01:10 GMT   (10kb)\n";
  CHECK_FALSE(parsed(abs_with(first)).withdrawn);
  const std::string empty = "Date (revised v2): Sat, 2 Jan 1999 01:01:10 GMT   (0kb)\n";
  CHECK(parsed(abs_with(first + empty)).withdrawn);
  const std::string back = "Date (revised v3): Sun, 3 Jan 1999 01:01:10 GMT   (9kb,D)\n";
  CHECK_FALSE(parsed(abs_with(first + empty + back)).withdrawn);
}

TEST_CASE("Bytes that are no UTF-8 are Latin-1", "[source][abs]") {
  CHECK(parsed(abs_with("Authors: Andr\xE9 Roe\n")).paper.authors[0].name == "Andr\xC3\xA9 Roe");
  CHECK(parsed(abs_with("Authors: Andr\xC3\xA9 Roe\n")).paper.authors[0].name ==
        "Andr\xC3\xA9 Roe");
}

TEST_CASE("Header lines that cannot be read are warnings with their line", "[source][abs]") {
  const struct {
    std::string line, warning;
  } cases[] = {
      {"Date: yesterday (3kb)\n", "line 4: no date of a version"},
      {"Date (rev): Fri, 1 Jan 1999 01:01:10 GMT\n", "line 4: no date of a version"},
      {"Mood: good\n", "line 4: a field that is not known in \"Mood: good\""},
      {"no colon\n", "line 4: no field name"},
      {"Categories: hep-th nonsense\n", "line 4: a category that is not known"},
  };
  for (const auto& one : cases) {
    const AbsRecord record = parsed(abs_with(one.line));
    REQUIRE(record.warnings.size() == 1);
    CHECK(contains(record.warnings[0], one.warning));
  }
}

TEST_CASE("Text that is no .abs file, and one that is cut off", "[source][abs]") {
  CHECK(says(parse_abs("").error(), "no line of two backslashes"));
  CHECK(says(parse_abs("\\\\\narXiv:hep-th/9901001\nTitle: T\n").error(), "before its abstract"));
  CHECK(says(parse_abs("\\\\\nTitle: T\n\\\\\nText\n\\\\\n").error(), "no arXiv id"));
  CHECK(says(parse_abs("\\\\\narXiv:hep-th/9901001\n\\\\\n\\\\\n").error(), "no title"));
  const std::string whole = abs_with("");
  const AbsRecord cut = parsed(whole.substr(0, whole.size() - 4));
  REQUIRE(cut.warnings.size() == 1);
  CHECK(contains(cut.warnings[0], "cut off"));
  for (std::size_t size = 0; size < whole.size(); ++size) (void)parse_abs(whole.substr(0, size));
}

TEST_CASE("Every recorded .abs file is read but the empty one", "[source][abs]") {
  SHEAF_SHARED_OR_SKIP(folder, "feeds/arxiv-abs");
  std::map<std::string, int> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".abs") continue;
    INFO(entry.path().string());
    const auto record = parse_abs(test::read_all(entry.path().string()));
    if (fs::file_size(entry.path()) == 0) {
      ++found["empty"];
      CHECK_FALSE(record.ok());
      continue;
    }
    REQUIRE(record.ok());
    const Paper& paper = record->paper;
    ++found["read"];
    found["warnings"] += static_cast<int>(record->warnings.size());
    found["withdrawn"] += record->withdrawn;
    CHECK_FALSE(paper.abstract.empty());
    CHECK_FALSE(paper.authors.empty());
    CHECK_FALSE(paper.categories.empty());
    CHECK(paper.version >= 1);
    CHECK(paper.published.has_value());
    CHECK(paper.updated >= paper.published);
    const std::string stem = entry.path().stem().string();
    found["named otherwise"] += !contains(stem, paper.id.substr(paper.id.find('/') + 1));
  }
  CHECK(found["empty"] == 1);
  CHECK(found["read"] == 1191);
  CHECK(found["warnings"] == 0);
  CHECK(found["withdrawn"] > 0);
  CHECK(found["named otherwise"] == 1);  // the record of 0006007 speaks of itself as 0006008
}
