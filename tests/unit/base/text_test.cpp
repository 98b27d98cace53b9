// Text: UTF-8 edges and the small string operations.
#include <catch2/catch.hpp>

#include "base/fold.hpp"
#include "base/text.hpp"

using namespace sheaf;

TEST_CASE("valid text comes back as it was and invalid bytes become U+FFFD", "[text]") {
  CHECK(to_valid_utf8("naïve 中文 😀") == "naïve 中文 😀");
  CHECK(to_valid_utf8("a\xFF" "b") == "a\xEF\xBF\xBD" "b");
  CHECK(is_valid_utf8("\xEF\xBF\xBD"));
  SECTION("overlong forms, surrogates and values past U+10FFFF are invalid") {
    for (const char* bad : {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\x80"})
      CHECK_FALSE(is_valid_utf8(bad));
  }
  SECTION("a sequence cut off at the end is one replacement") {
    CHECK(to_valid_utf8("\xE4\xB8") == "\xEF\xBF\xBD");
  }
}

TEST_CASE("cutting never splits a code point", "[text]") {
  CHECK(cut_utf8("中文", 4) == "中");
  CHECK(cut_utf8("中文", 2).empty());
  CHECK(cut_utf8("abc", 9) == "abc");
}

TEST_CASE("shortening marks what it cut and prefers a space", "[text]") {
  CHECK(shorten("short", 10) == "short");
  CHECK(shorten("one two three four", 15) == "one two three…");
  CHECK(shorten("incomprehensibilities", 10) == "incompreh…");
  CHECK(count_code_points(shorten("中文中文中文中文中文中文", 5)) == 5);
}

TEST_CASE("spaces of every kind collapse to one", "[text]") {
  CHECK(collapse_spaces("  a\t\n b\xC2\xA0\xE3\x80\x80" "c ") == "a b c");
  CHECK(collapse_spaces("").empty());
}

TEST_CASE("lower case knows Latin, Greek and Cyrillic letters", "[text]") {
  CHECK(to_lower("ÉCOLE Žižek ΑΒΓ МОСКВА ŁÓDŹ") == "école žižek αβγ москва łódź");
  CHECK(to_lower("×÷") == "×÷");
}

TEST_CASE("transliteration keeps the letters and drops what has no form", "[text]") {
  CHECK(to_ascii("Gérard Łukasz Ørsted Strauß Nguyễn") == "Gerard Lukasz Orsted Strauss Nguyen");
  CHECK(to_ascii("李").empty());
}

TEST_CASE("split, join and replace agree with each other", "[text]") {
  CHECK(split("a,,b", ',') == std::vector<std::string>{"a", "", "b"});
  CHECK(split_list(" a , ,b ", ',') == std::vector<std::string>{"a", "b"});
  CHECK(join({"a", "b"}, ", ") == "a, b");
  CHECK(replace_all("aaa", "aa", "b") == "ba");
  CHECK(replace_all("abc", "", "x") == "abc");
}

TEST_CASE("percent encoding leaves only unreserved characters", "[text]") {
  CHECK(percent_encode("cat:cs.CL AND é") == "cat%3Acs.CL%20AND%20%C3%A9");
}

TEST_CASE("edit distance counts a swap as one", "[text]") {
  CHECK(edit_distance("digset", "digest") == 1);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("same", "same") == 0);
}

TEST_CASE("words are letters of any script, not punctuation or symbols", "[text]") {
  CHECK(is_word_code_point(U'é'));
  CHECK(is_word_code_point(U'中'));
  CHECK(is_word_code_point(U'я'));
  CHECK_FALSE(is_word_code_point(U'—'));
  CHECK_FALSE(is_word_code_point(U'。'));
  CHECK_FALSE(is_word_code_point(U'：'));
  CHECK(is_word_code_point(U'Ａ'));
  CHECK_FALSE(is_word_code_point(U'😀'));
}

TEST_CASE("marks that turn text around go with the white space", "[text]") {
  CHECK(one_line(" a \u202E gnp.exe\u202C \u2066b\u2069 ") == "a gnp.exe b");
  CHECK(one_line("\u202E") == "");
  CHECK(paragraphs("one\u202D\n  two \u2067 \u05D0") == "one\ntwo \u05D0");
  CHECK(one_line("\u201Cquoted\u201D \u2013 \u2026 \u2060 \xE2\x80") == "\u201Cquoted\u201D \u2013 \u2026 \u2060 \xE2\x80");
  std::string many;
  for (int i = 0; i < 1000000; ++i) many += "\u202E";
  CHECK(one_line(many + "end") == "end");
}
