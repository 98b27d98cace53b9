// Front matter in every dress that people and Obsidian's editor give it.
#include "render/front_matter.hpp"

#include <catch2/catch.hpp>

#include "render/markdown.hpp"

using namespace sheaf::render;
using Kind = YamlValue::Kind;

namespace {

YamlValue value_of(std::string_view yaml) {
  const std::string text = "---\n" + std::string(yaml) + "\n---\n";
  const auto matter = read_front_matter(text, split_lines(text));
  REQUIRE(matter.properties.size() == 1);
  return matter.properties.front().value;
}

}  // namespace

TEST_CASE("Scalars in every style say the same") {
  for (const char* yaml :
       {"k: a b", "k: \"a b\"", "k: 'a b'", "k: >-\n  a\n  b", "k: |\n  a b", "k: a\n  b",
        "k: \"a\n  b\"", "'k': a b", "\"k\":   a b   ", "k:\n  a b"}) {
    INFO(yaml);
    CHECK(value_of(yaml).scalar() == "a b");
  }
  CHECK(value_of("k: \"\\u00e9\\ud83c\\udf89\\x41\\n\\\"\\\\\"").scalar() == "é🎉A\n\"\\");
  CHECK(value_of("k: 'it''s'").scalar() == "it's");
  CHECK(value_of("k: https://x.org/a:b").scalar() == "https://x.org/a:b");
}

TEST_CASE("Every escape of a quoted text is the character that YAML means") {
  CHECK(value_of("k: \"<\\t|\\r|\\b|\\f|\\v|\\a|\\e>\"").scalar() == "<\t|\r|\b|\f|\v|\a|\x1B>");
  CHECK(value_of("k: \"a\\_b\\Nc\\Ld\\Pe\\/f\\ g\"").scalar() == "a\u00A0b\u0085c\u2028d\u2029e/f g");
  CHECK(value_of("k: \"\\U0001F389\"").scalar() == "🎉");
  CHECK(value_of("k: \"\\ud83c\\u0041\"").scalar() == "\uFFFDA");  // half a character takes no other with it
  CHECK(value_of("k: \"\\ud83cx\"").scalar() == "\uFFFDx");
  for (const char* broken : {"k: \"\\u12\"", "k: \"\\xzz\"", "k: \"\\ud83c\\uzzzz\""}) {
    INFO(broken);
    CHECK(value_of(broken).kind == Kind::kOpaque);
  }
}

TEST_CASE("A line that ends in a backslash goes on without a blank between double quotes only") {
  CHECK(value_of("k: \"a\\\n  b\"").scalar() == "ab");
  CHECK(value_of("k: \"a\\\\\n  b\"").scalar() == "a\\ b");
  CHECK(value_of("k: 'a\\\n  b'").scalar() == "a\\ b");
  CHECK(value_of("k: a\\\n  b").scalar() == "a\\ b");
}

TEST_CASE("Lists in every style say the same") {
  const std::vector<std::string> items{"a", "b: c", "[[x|y]]"};
  for (const char* yaml :
       {"k: [a, \"b: c\", '[[x|y]]']", "k:\n  - a\n  - \"b: c\"\n  - '[[x|y]]'",
        "k:\n- a\n- 'b: c'\n- \"[[x|y]]\"", "k:\n  - a\n  - \"b:\n    c\"\n  - '[[x|y]]'", "k: [a,\n  'b: c',\n  \"[[x|y]]\"]"}) {
    INFO(yaml);
    CHECK(value_of(yaml).kind == Kind::kList);
    CHECK(value_of(yaml).items == items);
  }
  CHECK(value_of("k: []").items.empty());
  CHECK(same_value(value_of("k: []"), value_of("k:")));
  CHECK(same_value(value_of("k: a"), value_of("k: [a]")));
}

TEST_CASE("What is not simple is opaque and equal to nothing") {
  for (const char* yaml :
       {"k: {a: 1}", "k: a # comment", "k: \"a\" # c", "k: [a, [b]]", "k: &x a", "k: *x",
        "k: !!str a", "k: [a", "k: \"open", "k:\n  # c\n  - a", "k:\n  a: 1", "k: \"\\q\"",
        "k:\n  -x\n  - a", "k: [\"a\" b]", "k: [a, \"b\\q\"]"}) {
    INFO(yaml);
    CHECK(value_of(yaml).kind == Kind::kOpaque);
    CHECK_FALSE(same_value(value_of(yaml), value_of(yaml)));
  }
}

TEST_CASE("Front matter begins in the first line and ends at its rule") {
  const auto present = [](std::string_view text) {
    return read_front_matter(text, split_lines(text)).present;
  };
  CHECK(present("---\na: 1\n---\n"));
  CHECK(present("---\r\na: 1\r\n---\r\nbody"));
  CHECK(present("\xEF\xBB\xBF---\na: 1\n---"));
  CHECK(present("---\n---\n"));
  CHECK_FALSE(present("\n---\na: 1\n---\n"));
  CHECK_FALSE(present("---\na: 1\n"));
  CHECK_FALSE(present("text\n---\n"));
  CHECK_FALSE(present(""));
}

TEST_CASE("Keys have their own lines, and comments belong to nobody") {
  const std::string text =
      "---\n# mine\na: 1\n# between\nb:\n  - x\n\n  - y\n# after\nc: 2\n---\nbody\n";
  const auto matter = read_front_matter(text, split_lines(text));
  REQUIRE(matter.properties.size() == 3);
  CHECK(matter.properties[0].end_line == 3);
  CHECK(matter.properties[1].first_line == 4);
  CHECK(matter.properties[1].end_line == 8);
  CHECK(matter.properties[1].value.items == std::vector<std::string>{"x", "y"});
  CHECK(matter.find("c")->value.scalar() == "2");
  CHECK(matter.body_line == 11);
}

TEST_CASE("Every string that Sheaf writes is read back") {
  for (const char* text : {"plain", "a: b # c", "\"quoted\" \\ back", "<% x %>", "line\nfeed",
                           "é漢🎉", "- x", "\u2028"}) {
    INFO(text);
    CHECK(value_of("k: " + yaml_string(text)).scalar() == text);
  }
}

TEST_CASE("A line that begins with a colon is read, and not for ever") {
  const std::string text = "---\n:icon\n:a: b\n: c\nk: v\n---\n";
  const FrontMatter matter = read_front_matter(text, split_lines(text));
  REQUIRE(matter.present);
  REQUIRE(matter.find("k"));
  CHECK(matter.find("k")->value.scalar() == "v");
}
