// Citation keys: given once, unique, and in the order of the papers' ids.
#include <catch2/catch.hpp>

#include "store/store.hpp"

using namespace sheaf;
using sheaf::store::Store;

TEST_CASE("a key that is taken gets a letter, and nobody's key changes later", "[store]") {
  const auto opened = Store::open("");
  REQUIRE(opened);
  Store& store = **opened;
  using Keys = std::vector<std::string>;
  CHECK(store.citation_keys({{"2", "li2026a"}, {"1", "li2026a"}}).value() == Keys{"li2026aa", "li2026a"});
  CHECK(store.citation_keys({{"1", "changed"}}).value() == Keys{"li2026a"});
  CHECK(store.citation_keys({{"3", "li2026a"}, {"4", "doe2026"}}).value() == Keys{"li2026ab", "doe2026"});
}

TEST_CASE("more than twenty-six papers may want one key", "[store]") {
  const auto opened = Store::open("");
  REQUIRE(opened);
  std::vector<std::pair<std::string, std::string>> wanted;
  for (int i = 0; i < 60; ++i) wanted.emplace_back(std::to_string(100 + i), "li2026");
  const auto keys = (*opened)->citation_keys(wanted);
  REQUIRE(keys);
  CHECK(keys->at(0) == "li2026");
  CHECK(keys->at(26) == "li2026z");
  CHECK(keys->at(27) == "li2026aa");
}

TEST_CASE("the last recorded day of a list counts its empty days too", "[store]") {
  const auto opened = Store::open("");
  REQUIRE(opened);
  Store& store = **opened;
  CHECK_FALSE(store.last_recorded_day("cs.CL").value());
  for (const char* day : {"2026-04-17", "2026-04-18"})
    REQUIRE(store.put_batch({"cs.CL", *parse_day(day), {}, {}, "arxiv:cs.CL"}));
  CHECK(store.last_recorded_day("cs.CL").value() == parse_day("2026-04-18"));
  CHECK_FALSE(store.last_recorded_day("cs.LG").value());
}
