// The tokens of HTML pages, well written and not.
#include <catch2/catch.hpp>

#include "source/html.hpp"

using namespace sheaf::source;

namespace {

// "<a>", "</a>" and texts, joined by "|".
std::string tokens(std::string_view page) {
  std::string out;
  HtmlReader reader(page);
  while (reader.next()) {
    if (!out.empty()) out += '|';
    if (reader.kind() == HtmlReader::Kind::kText) {
      out += reader.text();
    } else {
      out += (reader.kind() == HtmlReader::Kind::kEnd ? "</" : "<") + reader.name() + ">";
    }
  }
  return out;
}

}  // namespace

TEST_CASE("A page is tags and texts in their order", "[html]") {
  CHECK(tokens("<DIV Class=x>a<br/>b</DIV >") == "<div>|a|<br>|b|</div>");
  CHECK(tokens("") == "");
  CHECK(tokens("plain") == "plain");
}

TEST_CASE("Comments, declarations, scripts and styles are left out", "[html]") {
  CHECK(tokens("<!DOCTYPE html>a<!-- <b> -->c<?php x ?>d") == "a|c|d");
  CHECK(tokens("<script>if (a<b) x(\"</p>\")</SCRIPT>t") == "<script>|</script>|t");
  CHECK(tokens("<style>a>b</styl </style>t") == "<style>|</style>|t");
}

TEST_CASE("What is never closed ends with the page", "[html]") {
  CHECK(tokens("a<!-- b") == "a");
  CHECK(tokens("a<script>b") == "a|<script>");
  CHECK(tokens("a<b c=\"d>e") == "a|<b>");
  CHECK(tokens("a<!") == "a");
  CHECK(tokens("a</") == "a|<|/");
}

TEST_CASE("A bracket that begins no tag is a character", "[html]") {
  CHECK(tokens("2 < 3 <4") == "2 |<| 3 |<|4");
  CHECK(tokens("<>") == "<|>");
}

TEST_CASE("Attributes are found by name, quoted or not", "[html]") {
  HtmlReader reader("<a href=/x?a=1&amp;b=2 Title='it>s' id=\"q &quot;\" hidden data-x = y href=z>");
  REQUIRE(reader.next());
  CHECK(reader.attribute("href") == "/x?a=1&b=2");
  CHECK(reader.attribute("title") == "it>s");
  CHECK(reader.attribute("id") == "q \"");
  CHECK(reader.attribute("hidden") == "");
  CHECK(reader.attribute("data-x") == "y");
  CHECK_FALSE(reader.attribute("class").has_value());
  CHECK_FALSE(reader.next());
}

TEST_CASE("A class is one word of its attribute", "[html]") {
  HtmlReader reader("<div class='list-title  mathjax'>");
  REQUIRE(reader.next());
  CHECK(reader.has_class("mathjax"));
  CHECK(reader.has_class("list-title"));
  CHECK_FALSE(reader.has_class("list"));
}

TEST_CASE("Hostile pages are read in one go", "[html]") {
  std::size_t count = 0;
  for (const char* piece : {"<", "<a ", "<!--", "<script>", "</", "&", "&#", "<a b='", "<a b=\"x\" "}) {
    std::string page;
    while (page.size() < 2'000'000) page += piece;
    HtmlReader reader(page);
    while (reader.next()) {
      if (reader.kind() == HtmlReader::Kind::kText) count += reader.text().size();
      if (reader.kind() == HtmlReader::Kind::kStart) count += reader.attribute("q").has_value();
    }
  }
  CHECK(count > 0);
}
