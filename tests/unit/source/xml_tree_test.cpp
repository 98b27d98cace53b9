// XML as a light tree of JSON, as scripts get it.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "source/xml_tree.hpp"

using namespace sheaf;

TEST_CASE("XML becomes a tree that keeps order, text and attributes", "[xml]") {
  const auto tree = source::xml_to_json("<?xml version='1.0'?><a x='1'>one <b/> two &amp; <![CDATA[<c>]]><d> e </d></a>");
  REQUIRE(tree);
  CHECK(*tree == Json::parse(R"({"name":"a","attributes":{"x":"1"},"children":["one ",{"name":"b"}," two & <c>",{"name":"d","children":[" e "]}]})"));
}

TEST_CASE("XML that is none, or is deeper than any answer, is refused", "[xml]") {
  CHECK(source::xml_to_json("<a><b></a>").error().code == ErrorCode::kParse);
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "<a>";
  for (int i = 0; i < 5000; ++i) deep += "</a>";
  CHECK(source::xml_to_json(deep).error().message == "the XML is more than 100 elements deep");
}
