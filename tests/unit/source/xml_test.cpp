// XML answers: encodings, forbidden characters, hostile documents, and words for what is no XML.
#include <catch2/catch.hpp>
#include <pugixml.hpp>

#include "source/xml.hpp"
#include "source/xml_text.hpp"
#include "unit/source/source_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using sheaf::test::says;

namespace {

std::string root_text(std::string body) {
  const Result<XmlDocument> document = load_xml(std::move(body));
  return document.ok() ? document->root().child_value() : "error: " + document.error().message;
}

std::string wide(const std::u16string& text, bool big_endian) {
  std::string out;
  for (const char16_t unit : text) {
    const char low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8);
    out += big_endian ? high : low;
    out += big_endian ? low : high;
  }
  return out;
}

Error error_of(std::string body) {
  Result<XmlDocument> document = load_xml(std::move(body));
  REQUIRE_FALSE(document.ok());
  CHECK(document.error().code == ErrorCode::kParse);
  return document.error();
}

}  // namespace

TEST_CASE("XML is read whatever comes before it", "[source][xml]") {
  CHECK(root_text("<a>tea</a>") == "tea");
  CHECK(root_text("\n\n  <?xml version='1.0'?>\n<a>tea</a>\n\n") == "tea");
  CHECK(root_text("\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?><a>t\xC3\xA9</a>") ==
        "t\xC3\xA9");
  CHECK(root_text("\xEF\xBB\xBF\n<a>tea</a><!-- served by a cache -->") == "tea");
}

TEST_CASE("The character set is told by BOM or declaration", "[source][xml]") {
  CHECK(root_text("<?xml version='1.0' encoding='ISO-8859-1'?><a>caf\xE9</a>") == "caf\xC3\xA9");
  CHECK(root_text(wide(u"\xFEFF<?xml version='1.0' encoding='UTF-16'?><a>t\u00E9 \U0001F375</a>",
                       false)) == "t\xC3\xA9 \xF0\x9F\x8D\xB5");
  CHECK(root_text(wide(u"\xFEFF<a>t\u00E9</a>", true)) == "t\xC3\xA9");
  CHECK(root_text(std::string("\0\0\xFE\xFF\0\0\0<\0\0\0a\0\0\0/\0\0\0>", 20)).empty());
}

TEST_CASE("Characters that XML forbids go and are reported", "[source][xml]") {
  Result<XmlDocument> document =
      load_xml(std::string("<a>t\x01"
                           "e\0a\x0B \xFF\xC3 \xEF\xBF\xBF!</a>",
                           21));
  REQUIRE(document.ok());
  CHECK(std::string(document->root().child_value()) == "tea \xEF\xBF\xBD\xEF\xBF\xBD !");
  CHECK(document->warning() ==
        "4 control characters that XML forbids were left out; "
        "2 invalid characters were replaced by U+FFFD");
  CHECK(root_text("<a>t&#0;e&#x8;a&#xD800;&#1114112;&#99999999999999999999;</a>") ==
        "t\xEF\xBF\xBD"
        "e\xEF\xBF\xBD"
        "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("Good text passes without a change wherever its odd characters lie", "[source][xml]") {
  for (std::size_t pad = 0; pad < 140; ++pad) {
    const std::string text =
        std::string(pad, 'x') + "\xC3\xA9\t\r\n\xEF\xBF\xBD \xF0\x9F\x8D\xB5 &#39;&amp;#0;";
    std::string copy = text;
    const CleanReport report = clean_xml(copy);
    CHECK(report.dropped + report.replaced == 0);
    CHECK(copy == text);
    copy = text + "\x02";
    CHECK(clean_xml(copy).dropped == 1);
    CHECK(copy == text);
  }
}

TEST_CASE("What is no XML is named", "[source][xml]") {
  CHECK(says(error_of(""), "an empty answer"));
  CHECK(says(error_of(" \r\n\n"), "an empty answer"));
  CHECK(says(error_of("Rate exceeded."), "plain text (\"Rate exceeded.\")"));
  CHECK(says(error_of("{\"error\": 1}"), "plain text"));
  CHECK(says(error_of("<!DOCTYPE html><html><head><title>arXiv is down</title></head></html>"),
             "an HTML page (\"arXiv is down\")"));
  CHECK(says(error_of("<html><body>maintenance</body></html>"), "an HTML page"));
  CHECK(says(error_of("<?xml version='1.0'?><!-- x --><HTML></HTML>"), "an HTML page"));
  CHECK(says(error_of("<a><b></a>"), "not well-formed"));
  CHECK(says(error_of("<?xml version='1.0'?><!-- nothing else -->"), "cut off"));
}

TEST_CASE("A document that is cut off anywhere is told from a whole one", "[source][xml]") {
  const std::string whole = sheaf::test::fixture("api_new.xml");
  REQUIRE(load_xml(whole).ok());
  CHECK(check_whole_xml(whole).ok());
  const std::size_t end = whole.rfind('>');
  for (std::size_t length = 1; length <= end; length += length < 300 ? 1 : 97) {
    INFO("cut after " << length);
    CHECK_FALSE(load_xml(whole.substr(0, length)).ok());
    CHECK_FALSE(check_whole_xml(whole.substr(0, length)).ok());
  }
  CHECK(says(error_of(whole.substr(0, 1384)), "cut off after 1,384 bytes"));
}

TEST_CASE("A DOCTYPE is harmless: nothing is expanded and nothing is loaded", "[source][xml]") {
  std::string bomb = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY l0 'lol'>";
  for (int i = 1; i < 10; ++i) {
    const std::string before = "&l" + std::to_string(i - 1) + ";";
    bomb += "<!ENTITY l" + std::to_string(i) + " '";
    for (int n = 0; n < 10; ++n) bomb += before;
    bomb += "'>";
  }
  CHECK(root_text(bomb + "]><a>&l9;</a>") == "&l9;");
  CHECK(root_text("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>") == "&x;");
  CHECK(root_text("<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a>tea</a>") == "tea");
}

TEST_CASE("A million levels neither overflow the stack nor take long", "[source][xml]") {
  std::string deep = "<feed>", close;
  for (int i = 0; i < 1'000'000; ++i) deep += "<a>", close += "</a>";
  Result<XmlDocument> document = load_xml(deep + "x" + close + "</feed>");
  REQUIRE(document.ok());
  CHECK(std::string(document->root().name()) == "feed");
  CHECK_FALSE(load_xml(deep).ok());
}

TEST_CASE("Bodies and trees have a limit", "[source][xml]") {
  CHECK(
      says(error_of("<a>" + std::string(kMaxXmlBytes, ' ') + "</a>"), "at most 33,554,432 bytes"));
  std::string many = "<a>";
  for (std::size_t i = 0; i < kMaxXmlTags; ++i) many += "<b/>";
  CHECK(says(error_of(many + "</a>"), "4,000,000 tags"));
}
