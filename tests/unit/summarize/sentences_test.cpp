// Splitting scientific prose into sentences.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "summarize/summarizer.hpp"

using namespace sheaf;
using summarize::split_sentences;
using Sentences = std::vector<std::string>;

namespace {

/// The text is one sentence.
void stays_whole(const std::string& text) {
  INFO(text);
  CHECK(split_sentences(text) == Sentences{text});
}

}  // namespace

TEST_CASE("abbreviations do not end a sentence", "[sentences]") {
  for (const char* text :
       {"Large models, e.g. Transformers, need memory.", "The rate is known, i.e. Linear in time.",
        "Doe et al. (2019) disagree.", "As Doe et al. Showed, it works.",
        "See Fig. 2 and Eq. (3) for details.", "Ours vs. Theirs was close, cf. Sect. 4.",
        "Dr. Doe and Prof. J. Smith measured it.", "The U.S. Government paid.",
        "It holds w.r.t. Lebesgue measure.", "Approx. Ten people came.", "Table No. 5 is last.",
        "Written by J. R. R. Doe in spring.", "Smith Jr. Agreed to it."})
    stays_whole(text);
}

TEST_CASE("numbers, versions, identifiers and addresses are not torn", "[sentences]") {
  for (const char* text :
       {"It gains 3.5 points.", "Release v1.5 is out.", "See arXiv:2401.10020 for more.",
        "Code is at https://example.org/a.b/c.html and elsewhere.",
        "We use Node.js and torch.nn modules.", "Numbers like .5 are fine.",
        "The set 1, 2, ... Continues."}) {
    INFO(text);
    CHECK(split_sentences(text).size() == (contains(text, "...") ? 2 : 1));
  }
}

TEST_CASE("formulas, citations, commands and brackets are not torn", "[sentences]") {
  for (const char* text :
       {"We bound $f(x) = 1. Then y$ from above.", "As shown \\cite{doe. Jane, roe} it holds.",
        "This (we note that. Always) is kept.", "Display $$a. B$$ is kept.",
        "See [Doe. A note] for this."})
    stays_whole(text);
  CHECK(split_sentences("It costs $5. We pay $3. Done.") ==
        Sentences{"It costs $5.", "We pay $3.", "Done."});
  CHECK(split_sentences("An open $ sign. Next one.") == Sentences{"An open $ sign.", "Next one."});
  CHECK(split_sentences("An open ( bracket. Next one.") ==
        Sentences{"An open ( bracket.", "Next one."});
}

TEST_CASE("sentences end at stops, questions, calls and after closing quotes", "[sentences]") {
  CHECK(split_sentences("One. Two! Three? Four.") == Sentences{"One.", "Two!", "Three?", "Four."});
  CHECK(split_sentences("He said \"stop.\" Then he left.") ==
        Sentences{"He said \"stop.\"", "Then he left."});
  CHECK(split_sentences("They say “no.” We agree.") == Sentences{"They say “no.”", "We agree."});
  CHECK(split_sentences("First. (A note here.) The rest.") ==
        Sentences{"First.", "(A note here.)", "The rest."});
  CHECK(split_sentences("It grew by 5. 3D models followed.").size() == 2);
  CHECK(split_sentences("It works. vLLM is faster.") == Sentences{"It works.", "vLLM is faster."});
  CHECK(split_sentences("It works. k-means does not.").size() == 1);  // lower case goes on
  CHECK(split_sentences("Wait… Then it came.").size() == 2);
}

TEST_CASE("abbreviations that may end a sentence do so before a usual beginning", "[sentences]") {
  CHECK(split_sentences("Apples, pears, etc. We also like plums.").size() == 2);
  CHECK(split_sentences("This was shown by Doe et al. However, it failed.").size() == 2);
  CHECK(split_sentences("It is of type A. We show more.").size() == 2);
  CHECK(split_sentences("It reads mails, pages, etc. Readers like that.").size() == 2);
  CHECK(split_sentences("As in Doe et al. Many others follow.").size() == 2);
  CHECK(split_sentences("Its weights are i.i.d. Gaussian.").size() == 1);
}

TEST_CASE("a lost space between sentences is noticed", "[sentences]") {
  CHECK(split_sentences("We describe results.We show more.") ==
        Sentences{"We describe results.", "We show more."});
}

TEST_CASE("Chinese and Japanese stops end sentences without spaces", "[sentences]") {
  CHECK(split_sentences("近年来很好。然而不足！为什么？") ==
        Sentences{"近年来很好。", "然而不足！", "为什么？"});
  CHECK(split_sentences("他说：“好。”然后走了。") == Sentences{"他说：“好。”", "然后走了。"});
}

TEST_CASE("line breaks end sentences only after a stop or before an empty line", "[sentences]") {
  CHECK(split_sentences("A wrapped\nline here.\nNext paragraph") ==
        Sentences{"A wrapped line here.", "Next paragraph"});
  CHECK(split_sentences("Title\n\nText") == Sentences{"Title", "Text"});
}

TEST_CASE("joined by spaces the sentences give the text back", "[sentences]") {
  for (const char* text :
       {"One. Two (three. Four) five?! Six…", "... !!! ???", "a.b.c. D. E. F",
        "(.) [.] {.} $.$ “.” '.'", "Tab\there. And\r\nthere.", "。。！？ ok", "x.) y.] Z.} W"}) {
    INFO(text);
    std::string squeezed, again;
    for (const char c : std::string(text))
      if (!is_ascii_space(c)) squeezed += c;
    for (const std::string& sentence : split_sentences(text))
      for (const char c : sentence)
        if (!is_ascii_space(c)) again += c;
    CHECK(again == squeezed);
  }
  CHECK(split_sentences("").empty());
  CHECK(split_sentences(" \n\t ").empty());
}
