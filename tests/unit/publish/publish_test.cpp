// The door to the formats: names, what they refuse, and topics.
#include "base/text.hpp"
#include "publish/escape.hpp"
#include "unit/publish/publish_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::publish;
using namespace sheaf::test;

TEST_CASE("Formats are found by the names they give", "[publish]") {
  CHECK(format_names().size() == 8);
  for (const std::string& name : format_names()) {
    const auto format = parse_format(name);
    REQUIRE(format);
    CHECK(format_name(*format) == name);
    CHECK(contains(media_type(*format), "/"));
    const auto text = publish::publish(*format, {hostile_digest()});
    REQUIRE(text.ok());
    CHECK(is_valid_utf8(*text));
    CHECK(text->ends_with("\n"));
    CHECK_FALSE(text->ends_with("\n\n"));
    CHECK(published_text(*format, {hostile_digest()}) == *text);
    Digest empty;
    empty.day = hostile_digest().day;
    CHECK(publish::publish(*format, {empty}).ok());
  }
  CHECK_FALSE(parse_format("Docusaurus-mindmap"));
}

TEST_CASE("Pages of one day refuse several, and nothing is made of none", "[publish]") {
  Digest second = hostile_digest();
  second.day += std::chrono::days(1);
  for (const Format format :
       {Format::kAiPage, Format::kAiLines, Format::kDailyTable, Format::kScoredReadme}) {
    const auto text = publish::publish(format, {hostile_digest(), second});
    REQUIRE_FALSE(text.ok());
    CHECK(contains(text.error().message, "a page of one day"));
  }
  CHECK_FALSE(publish::publish(Format::kRss, {}).ok());
}

TEST_CASE("A topic that no paper has is an error that names those there are", "[publish]") {
  Options options;
  options.topic = "cs.PF";
  const Digest read = read_back(published_text(Format::kAiPage, {hostile_digest()}, options));
  CHECK(read.entries.size() == 18);
  options.topic = "Cachs";
  const auto text = publish::publish(Format::kDailyTable, {hostile_digest()}, options);
  REQUIRE_FALSE(text.ok());
  CHECK(text.error().code == ErrorCode::kNotFound);
  CHECK(contains(text.error().message, "cs.PF, cs.CL"));
  options.topic = "math.AG";  // a category without papers is a quiet one
  CHECK(publish::publish(Format::kDailyTable, {hostile_digest()}, options).ok());
}

TEST_CASE("A paper of two topics stands in both tables and is one", "[publish]") {
  Digest digest = hostile_digest();
  digest.entries.resize(2);
  digest.entries[0].topics = {"Caches | [x]", "Speed"};
  digest.entries[1].topics = {"Speed"};
  const Digest read = read_back(published_text(Format::kDailyTable, {digest}));
  REQUIRE(read.entries.size() == 2);
  CHECK(find_entry(read, "2512.20001")->topics == digest.entries[0].topics);
}

TEST_CASE("Counts in the contents are of what is shown", "[publish]") {
  const std::string page = published_text(Format::kAiPage, {hostile_digest()});
  CHECK(contains(page, "- [cs.PF](#cs.PF) [Total: 18]\n- [cs.CL](#cs.CL) [Total: 18]\n"));
}

TEST_CASE("A sample says in every format for people that it is one", "[publish]") {
  Digest digest = hostile_digest();
  digest.sample = true;
  for (const std::string& name : format_names())
    if (name != "ai-enhanced-jsonl")
      CHECK(contains(published_text(*parse_format(name), {digest}), "invented"));
}

TEST_CASE("Long rows of one sign are escaped in one pass", "[publish][hostile]") {
  for (const char* part :
       {"[", "]", "*", "$", "\\", "`", "<", "{", "&#", "](", "|", "$x$ ", "**a:** ", "\n", "1. "}) {
    std::string text;
    while (text.size() < (1U << 19)) text += part;
    const std::size_t most = 6 * text.size();  // "&#92;" is the longest that one byte becomes
    CHECK(mdx(text, Braces::kReference).size() <= most);
    CHECK(cell(text).size() <= most);
    CHECK(link_text(text).size() <= most);
    CHECK(prose_lines(text).size() <= most);
    CHECK(essay(text).size() <= most);
  }
}
