// Sentences that hang on what was said before are made to stand alone.
#include <catch2/catch.hpp>

#include "summarize/tldr_repair.hpp"

using sheaf::summarize::without_reference;

TEST_CASE("a lead that hangs is dropped before what stands alone") {
  CHECK(without_reference("To solve this problem we propose a kite that needs no wind.", "") ==
        "We propose a kite that needs no wind.");
  CHECK(without_reference("With this in mind, we build a kite that needs no wind.", "") ==
        "We build a kite that needs no wind.");
  CHECK(without_reference("Based on the observations, we build a kite that needs no wind.", "") ==
        "We build a kite that needs no wind.");
  CHECK(without_reference("To overcome such limits, a kite with two tails is built here.", "") ==
        "A kite with two tails is built here.");
}

TEST_CASE("a lead that stands alone stays") {
  const char* const kept[] = {
      "To fly without wind we propose a kite with a small motor.",
      "In this paper we propose a kite with a small motor.",
      "With these kites that we built, birds can be counted from above.",
      "For this task we may still need a kite with a small motor.",
  };
  for (const char* sentence : kept) CHECK(without_reference(sentence, "") == sentence);
}

TEST_CASE("an aim that hangs gives way to the deed") {
  CHECK(without_reference("We tackle this challenge by showing that kites fly without wind.", "") ==
        "We show that kites fly without wind.");
  CHECK(without_reference("We fill this gap and propose a kite that needs no wind.", "") ==
        "We propose a kite that needs no wind.");
  const std::string both = "We improve this by using silk and by training the birds that follow.";
  CHECK(without_reference(both, "") == both);
  const std::string free = "We save wind by using kites that carry a small motor along.";
  CHECK(without_reference(free, "") == free);
}

TEST_CASE("a method is called by its name where the title has one") {
  CHECK(without_reference("This method flies higher than birds do.", "KiteNet") ==
        "KiteNet flies higher than birds do.");
  CHECK(without_reference("This method flies higher than birds do.", "") ==
        "This method flies higher than birds do.");
  CHECK(without_reference("This methodology flies higher than birds.", "KiteNet") ==
        "This methodology flies higher than birds.");
}

TEST_CASE("a sentence is made readable") {
  using sheaf::summarize::readable_sentence;
  CHECK(readable_sentence("(3) Thus we also build a kite , us- ing silk (see below).", "") ==
        "We build a kite, using silk.");
  CHECK(readable_sentence("1) Kites fly pre- and post-storm.", "") ==
        "Kites fly pre- and post-storm.");
  CHECK(readable_sentence("Second we test it in wind.", "") == "We test it in wind.");
}

TEST_CASE("short and strange sentences are left alone") {
  for (const char* text : {"", " ", "To", "To this, we", "We by", "We this by using", "This method"})
    CHECK(without_reference(text, "X") == text);
}
