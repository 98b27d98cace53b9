// Character references: what HTML knows, and nothing that may not be in text.
#include <catch2/catch.hpp>

#include "base/entities.hpp"

using namespace sheaf;

TEST_CASE("named and numeric references become characters, unknown ones stay", "[entities]") {
  CHECK(decode_entities("a &lt; b &amp;&amp; &lambda;&#955;&#x3BB;") == "a < b && λλλ");
  CHECK(decode_entities("AT&T &nosuch; &; & &#; &#x; &amp") == "AT&T &nosuch; &; & &#; &#x; &amp");
  CHECK(decode_entities("&amp;lt;") == "&lt;");  // once, not until nothing is left
  CHECK(decode_entities("").empty());
  CHECK(decode_entities("&zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz;").size() == 43);
}

TEST_CASE("references to forbidden characters do no harm", "[entities]") {
  CHECK(decode_entities("&#0;&#xD800;&#x110000;&#99999999999;") ==
        "\uFFFD\uFFFD\uFFFD&#99999999999;");
  CHECK(decode_entities("&#146;s &#8;") == "\u2019s \uFFFD");
}

TEST_CASE("a reference is told with its length", "[entities]") {
  const auto quote = read_entity("&quot;rest");
  REQUIRE(quote);
  CHECK(quote->character == U'"');
  CHECK(quote->length == 6);
  CHECK_FALSE(read_entity("quot;"));
  CHECK_FALSE(read_entity("& quot;"));
}
