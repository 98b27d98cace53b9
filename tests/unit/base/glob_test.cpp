// Globs over collection paths.
#include <catch2/catch.hpp>

#include "base/glob.hpp"

using namespace sheaf;

namespace {

bool matches(const char* pattern, const std::string& path) {
  return Glob(pattern).matches(path);
}

}  // namespace

TEST_CASE("a glob matches whole paths, part by part") {
  CHECK(matches("Thesis", "Thesis"));
  CHECK_FALSE(matches("Thesis", "Thesis/Chapter 1"));
  CHECK_FALSE(matches("Thesis", "My Thesis"));
  CHECK(matches("Thesis/*", "Thesis/Chapter 1"));
  CHECK_FALSE(matches("Thesis/*", "Thesis"));
  CHECK_FALSE(matches("Thesis/*", "Thesis/a/b"));
  CHECK(matches("*/to read", "Physics/To Read"));
  CHECK(matches("20??", "2026"));
  CHECK_FALSE(matches("20??", "20226"));
  CHECK(matches("*a*b*", "xxaxxbxx"));
  CHECK_FALSE(matches("*a*b*", "xxbxxaxx"));
}

TEST_CASE("two stars stand for any parts, also for none") {
  CHECK(matches("Thesis/**", "Thesis"));
  CHECK(matches("Thesis/**", "Thesis/a/b/c"));
  CHECK_FALSE(matches("Thesis/**", "Theses/a"));
  CHECK(matches("**/old", "old"));
  CHECK(matches("**/old", "a/b/old"));
  CHECK(matches("a/**/z", "a/z"));
  CHECK(matches("a/**/z", "a/b/z/c/z"));
  CHECK_FALSE(matches("a/**/z", "a/b/c"));
  CHECK(matches("**", "anything/at all"));
}

TEST_CASE("letters match in either case, and space around parts does not count") {
  CHECK(matches("thesis / ÜBER", "Thesis/über"));
  CHECK(matches("/a//b/", "a/b"));
  CHECK(matches("?", "論"));
  CHECK_FALSE(matches("", "a"));
  CHECK(matches("", ""));
  CHECK(matches("[a](b)", "[A](B)"));
}

TEST_CASE("a hostile glob takes no time beyond pattern times path") {
  std::string pattern, path;
  for (int i = 0; i < 2000; ++i) pattern += "*a", path += "a";
  CHECK_FALSE(matches((pattern + "b").c_str(), path));
  std::string parts, deep;
  for (int i = 0; i < 1000; ++i) parts += "**/a/", deep += "a/";
  CHECK_FALSE(matches((parts + "b").c_str(), deep));
  CHECK(matches("\xff*", "\xff\xfe"));
}

TEST_CASE("of several globs one is enough") {
  const GlobList globs({"Physics/**", "*/urgent"});
  CHECK(globs.matches("physics/lattice"));
  CHECK(globs.matches_any({"Biology", "Chemistry/Urgent"}));
  CHECK_FALSE(globs.matches_any({"Biology", "Chemistry"}));
  CHECK_FALSE(globs.matches_any({}));
  CHECK(GlobList({}).empty());
}
