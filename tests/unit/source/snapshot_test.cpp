// Metadata snapshots of invented papers: fields, chunks, going on, and files that are none.
#include <catch2/catch.hpp>

#include <algorithm>

#include "base/text.hpp"
#include "source/line_file.hpp"
#include "source/snapshot.hpp"
#include "support/shared_data.hpp"
#include "support/temp_dir.hpp"
#include "unit/source/source_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using sheaf::test::says;
using sheaf::test::TempDir;

namespace {

const char* const kRecord =
    R"({"id":"2601.00001","submitter":"A. Roe","authors":"A. Roe and B. T\\'an",)"
    R"("title":"On a\n  title","comments":"5 pages","journal-ref":null,"doi":"10.1000/x",)"
    R"("report-no":null,"categories":"cs.NA cs.LG","license":"http://example.org/by",)"
    R"("abstract":"  First line\nsecond.\n  Next one.\n","versions":[)"
    R"({"version":"v1","created":"Mon, 5 Jan 2026 10:00:00 GMT"},)"
    R"({"version":"v2","created":"Sat, 7 Feb 2026 08:00:01 GMT"}],"update_date":"2026-02-08",)"
    R"("authors_parsed":[["Roe","A.","Jr","1 and 2"],["T\u00e1n","B.","","MIT","Lab"]]})";

std::string small_record(int number) {
  return R"({"id":"2601.)" + std::to_string(100000 + number).substr(1) + R"(","title":"Paper )" +
         std::to_string(number) + R"(","categories":"cs.AI"})";
}

std::string lines_of(int count) {
  std::string lines;
  for (int i = 0; i < count; ++i) lines += small_record(i) + "\n";
  return lines;
}

struct Import {
  std::vector<std::string> ids, warnings;
  std::vector<std::size_t> chunks;
  std::uint64_t skipped = 0;
  SnapshotPlace end;

  Result<SnapshotCounts> run(const std::string& path, SnapshotOptions options = {},
                             std::size_t most_chunks = 1000) {
    return read_snapshot(
        path, options,
        [&](SnapshotChunk& chunk) -> Status {
          if (chunks.size() == most_chunks) return Error(ErrorCode::kStore, "no more");
          chunks.push_back(chunk.papers.size());
          for (const Paper& paper : chunk.papers) ids.push_back(paper.id);
          warnings.insert(warnings.end(), chunk.warnings.begin(), chunk.warnings.end());
          skipped += chunk.skipped;
          end = chunk.end;
          return {};
        },
        Task());
  }
};

Paper record(const std::string& json, std::vector<std::string>& warnings) {
  Result<Paper> paper = parse_snapshot_record(json, warnings);
  if (!paper.ok()) FAIL(paper.error().message);
  return std::move(paper).value();
}

}  // namespace

TEST_CASE("A snapshot record is a whole paper", "[source][snapshot]") {
  std::vector<std::string> warnings;
  const Paper paper = record(kRecord, warnings);
  CHECK(warnings.empty());
  CHECK(paper.id == "2601.00001");
  CHECK(paper.version == 2);
  CHECK(paper.title == "On a title");
  CHECK(paper.abstract == "First line second.\nNext one.");
  REQUIRE(paper.authors.size() == 2);
  CHECK(paper.authors[0] == Author{"A. Roe Jr", {}});
  CHECK(paper.authors[1] == Author{"B. T\xC3\xA1n", {"MIT", "Lab"}});
  CHECK(paper.categories == std::vector<std::string>{"math.NA", "cs.LG"});
  CHECK(paper.comment == "5 pages");
  CHECK(paper.journal_ref.empty());
  CHECK(paper.doi == "10.1000/x");
  CHECK(paper.license == "http://example.org/by");
  CHECK(paper.published == parse_rfc3339("2026-01-05T10:00:00Z"));
  CHECK(paper.updated == parse_rfc3339("2026-02-07T08:00:01Z"));
  CHECK(paper.detail == Detail::kComplete);
}

TEST_CASE("Without parsed authors the author string is taken apart", "[source][snapshot]") {
  std::vector<std::string> warnings;
  const Paper paper =
      record(R"({"id":"hep-th/9901001","title":"T","authors":"A. Roe (MIT), B. Tan"})", warnings);
  REQUIRE(paper.authors.size() == 2);
  CHECK(paper.authors[0] == Author{"A. Roe", {"MIT"}});
  CHECK(paper.id == "hep-th/9901001");
}

TEST_CASE("Faults inside a snapshot record are warnings or its end", "[source][snapshot]") {
  std::vector<std::string> warnings;
  const Paper paper = record(
      R"({"id":"2601.00001","title":"A\u0000B","categories":"cs.AI xyz","versions":[{"version":"2"},)"
      R"(7],"authors_parsed":[["","",""],["Roe"],[["deep"]],{"a":"b"}],"extra":{"id":"9901.00001"}})",
      warnings);
  CHECK(paper.id == "2601.00001");
  CHECK(paper.title == "AB");
  CHECK(paper.categories == std::vector<std::string>{"cs.AI"});
  CHECK(std::count_if(paper.authors.begin(), paper.authors.end(),
                      [](const Author& author) { return author.name == "Roe"; }) == 1);
  CHECK(warnings.size() >= 4);
  for (const char* json : {"", "[]", "3", "{", "{\"id\":\"2601.00001\"}", "{\"title\":\"T\"}",
                           "{\"id\":2601.00001,\"title\":\"T\"}", "{\"id\":\"2601.00001\"} x",
                           "{\"id\":\"2601.00001\",\"title\":\"\xFF\"}"}) {
    INFO(json);
    CHECK(parse_snapshot_record(json, warnings).error().code == ErrorCode::kParse);
  }
  const std::string deep(200000, '[');
  CHECK_FALSE(parse_snapshot_record("{\"a\":" + deep, warnings).ok());
}

TEST_CASE("A snapshot comes in chunks", "[source][snapshot]") {
  const TempDir folder;
  const std::string path = folder.write("s.json", lines_of(25));
  Import all;
  const auto counts = all.run(path, {{}, 10});
  REQUIRE(counts.ok());
  CHECK(all.chunks == std::vector<std::size_t>{10, 10, 5});
  CHECK(all.ids.size() == 25);
  CHECK(counts->papers == 25);
  CHECK(counts->skipped == 0);
  CHECK(counts->end == SnapshotPlace{lines_of(25).size(), 25});
  CHECK(all.end == counts->end);
}

TEST_CASE("An interrupted import goes on after its last chunk", "[source][snapshot]") {
  const TempDir folder;
  const std::string path = folder.write("s.json", lines_of(25) + "broken\n" + small_record(99));
  Import import;
  const auto stopped = import.run(path, {{}, 4}, 3);
  REQUIRE_FALSE(stopped.ok());
  CHECK(stopped.error().code == ErrorCode::kStore);
  CHECK(import.ids.size() == 12);
  const auto rest = import.run(path, {import.end, 4});
  REQUIRE(rest.ok());
  CHECK(import.ids.size() == 26);
  std::sort(import.ids.begin(), import.ids.end());
  CHECK(std::adjacent_find(import.ids.begin(), import.ids.end()) == import.ids.end());
  REQUIRE(import.warnings.size() == 1);
  CHECK(import.warnings[0].rfind("line 26: ", 0) == 0);
  CHECK(import.skipped == 1);
  // At its end there is nothing more, and a place within a line is none.
  Import after;
  CHECK(after.run(path, {import.end, 4})->papers == 0);
  CHECK(after.run(path, {{5, 0}, 4}).error().code == ErrorCode::kInvalid);
  CHECK(after.run(path, {{1000000, 0}, 4}).error().code == ErrorCode::kInvalid);
}

TEST_CASE("A cut-off last record is read again when the file has grown", "[source][snapshot]") {
  const TempDir folder;
  const std::string whole = lines_of(3);
  const std::string path = folder.write("s.json", whole.substr(0, whole.size() - 20));
  Import import;
  const auto counts = import.run(path);
  REQUIRE(counts.ok());
  CHECK(counts->papers == 2);
  REQUIRE(import.warnings.size() == 1);
  CHECK(contains(import.warnings[0], "is it whole?"));
  folder.write("s.json", whole);
  CHECK(import.run(path, {counts->end, 10})->papers == 1);
  CHECK(import.ids.size() == 3);
}

TEST_CASE("Line ends of Windows, a byte order mark and blank lines are no matter",
          "[source][snapshot]") {
  const TempDir folder;
  Import import;
  REQUIRE(import
              .run(folder.write("s.json",
                                "\xEF\xBB\xBF" + small_record(1) + "\r\n\r\n \n" + small_record(2)))
              .ok());
  CHECK(import.ids.size() == 2);
  CHECK(import.warnings.empty());
}

TEST_CASE("An array with one object to a line is read too", "[source][snapshot]") {
  const TempDir folder;
  Import import;
  REQUIRE(
      import
          .run(folder.write("a.json", "[\n" + small_record(1) + ",\n" + small_record(2) + "\n]\n"))
          .ok());
  REQUIRE(import.run(folder.write("b.json", "[" + small_record(3) + "]")).ok());
  CHECK(import.ids.size() == 3);
  CHECK(import.warnings.empty());
}

TEST_CASE("Files that are no snapshot are refused by name", "[source][snapshot]") {
  const TempDir folder;
  Import import;
  CHECK(import.run(folder.file("none")).error().code == ErrorCode::kNotFound);
  CHECK(import.run(folder.path().string()).error().code == ErrorCode::kIo);
  const auto gzip = import.run(folder.write("s.json.gz", "\x1F\x8B\x08 bytes"));
  CHECK(gzip.error().code == ErrorCode::kUnsupported);
  CHECK(says(gzip.error(), "gzip archive; unpack it first (gunzip)"));
  CHECK(says(import.run(folder.write("s.zip", "PK\x03\x04 bytes")).error(), "zip"));
  CHECK(says(import.run(folder.write("empty", "")).error(), "it is empty"));
  const auto text = import.run(folder.write("text", "hello\nworld\n"));
  CHECK(text.error().code == ErrorCode::kParse);
  CHECK(says(text.error(), "line 1: not whole JSON"));
  std::string many;
  for (int i = 0; i < 5000; ++i) many += "no\n";
  CHECK_FALSE(import.run(folder.write("many", many)).ok());
  CHECK(import.ids.empty());
}

TEST_CASE("A line of any length takes bounded memory", "[source][snapshot]") {
  const TempDir folder;
  const std::string path = folder.write(
      "lines", "one\n" + std::string(3'000'000, 'x') + "\ntwo\n" + std::string(2000, 'y'));
  Result<LineFile> file = LineFile::open(path, 1000);
  REQUIRE(file.ok());
  std::vector<std::pair<std::string, bool>> lines;
  for (;;) {
    const auto line = file->next();
    REQUIRE(line.ok());
    if (!*line) break;
    lines.emplace_back((*line)->text, (*line)->too_long);
  }
  CHECK(lines == std::vector<std::pair<std::string, bool>>{
                     {"one", false}, {"", true}, {"two", false}, {"", true}});
  CHECK(file->offset() == file->size());
}

TEST_CASE("Lines across the blocks of a file are whole", "[source][snapshot]") {
  const TempDir folder;
  std::string text;
  std::vector<std::size_t> sizes;
  for (std::size_t i = 0; text.size() < 5'000'000; ++i) {
    sizes.push_back(i * 7919 % 300000);
    text += std::string(sizes.back(), static_cast<char>('a' + i % 26)) + "\n";
  }
  Result<LineFile> file = LineFile::open(folder.write("lines", text), 1'000'000);
  REQUIRE(file.ok());
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const auto line = file->next();
    REQUIRE(line.ok());
    REQUIRE(*line);
    REQUIRE((*line)->text == std::string(sizes[i], static_cast<char>('a' + i % 26)));
  }
  CHECK_FALSE(*file->next());
}

TEST_CASE("Real snapshot lines are all read without a warning", "[source][snapshot]") {
  SHEAF_SHARED_OR_SKIP(path, "feeds/bulk/kaggle_snapshot_sample.jsonl");
  Import import;
  const auto counts = import.run(path.string());
  REQUIRE(counts.ok());
  CHECK(counts->papers == 200);
  CHECK(import.warnings == std::vector<std::string>{});
  CHECK(import.ids.front() == "0704.0001");
}
