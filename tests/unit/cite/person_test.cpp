// Author names taken apart.
#include "cite/person.hpp"

#include <catch2/catch.hpp>

using namespace sheaf::cite;

TEST_CASE("Names fall into first name, last name and suffix") {
  struct Case {
    const char* printed;
    const char* last;
    const char* first;
    const char* suffix;
  };
  const Case cases[] = {
      {"Jane Q. Doe", "Doe", "Jane Q.", ""},
      {"Jan van der Berg", "van der Berg", "Jan", ""},
      {"Jan Van der Berg", "Van der Berg", "Jan", ""},
      {"Martin Luther King Jr.", "King", "Martin Luther", "Jr."},
      {"Martin Luther King, Jr.", "King", "Martin Luther", "Jr."},
      {"William Gates III", "Gates", "William", "III"},
      {"Santiago Ramón y Cajal", "Ramón y Cajal", "Santiago", ""},
      {"Maria dos Santos", "dos Santos", "Maria", ""},
      {"Doe, Jane", "Doe", "Jane", ""},
      {"bell hooks", "hooks", "bell", ""},
      {"Nguyen Van Minh", "Minh", "Nguyen Van", ""},
      {"The Anh Han", "Han", "The Anh", ""},
      {"and Mengfei Ran", "Ran", "Mengfei", ""},
  };
  for (const Case& c : cases) {
    INFO(c.printed);
    const Person person = parse_person(c.printed);
    CHECK(person.last == c.last);
    CHECK(person.first == c.first);
    CHECK(person.suffix == c.suffix);
    CHECK_FALSE(person.whole);
  }
}

TEST_CASE("Institutions, single names and CJK names stay whole") {
  for (const char* name :
       {"LIGO Scientific Collaboration", "The ATLAS Collaboration", "DeepSeek-AI", "王小明",
        "王 小明", "Smith and Sons", "University of Somewhere", "Plato"}) {
    INFO(name);
    CHECK(parse_person(name).whole);
    CHECK(parse_person(name).last == name);
  }
}
