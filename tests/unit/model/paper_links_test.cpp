// Links of papers: found where texts tell them, cleaned, and never anything but http.
#include <catch2/catch.hpp>

#include "model/paper_links.hpp"

using namespace sheaf;

namespace {

PaperLinks links_of(std::string abstract, std::string comment = "") {
  Paper paper;
  paper.abstract = std::move(abstract);
  paper.comment = std::move(comment);
  return find_links(paper);
}

std::string code_of(std::string abstract) { return links_of(std::move(abstract)).code; }

}  // namespace

TEST_CASE("the punctuation, brackets and LaTeX around an address are no part of it", "[links]") {
  const std::string repository = "https://github.com/a-b/c_d.e";
  for (const char* text :
       {"Code: https://github.com/a-b/c_d.e.", "(https://github.com/a-b/c_d.e)", "<https://github.com/a-b/c_d.e>,",
        "\\url{https://github.com/a-b/c_d.e}", "\\href{https://github.com/a-b/c_d.e}{https://github.com/x/y}",
        "[code](https://github.com/a-b/c_d.e)", "at https://github.com/a-b/c\\_d.e.", "https: //github.com/a-b/c_d.e",
        "see \"https://github.com/a-b/c_d.e\";", "github.com/a-b/c_d.e", "Code:github.com/a-b/c_d.e",
        "https://github.com/a-b/c_d.e.%\\footnote{x}", "https://github.com/a-b/c_d.ehttps://x.org/y",
        "Code is at\nhttps://github.com/a-b/c_d.e", "代码：https://github.com/a-b/c_d.e。"}) {
    INFO(text);
    CHECK(code_of(text) == repository);
  }
}

TEST_CASE("brackets within an address stay", "[links]") {
  CHECK(code_of("(see https://github.com/a/b(c)d)") == "https://github.com/a/b(c)d");
}

TEST_CASE("a repository comes before data, and the abstract before the comment", "[links]") {
  CHECK(links_of("Data: https://zenodo.org/records/1", "https://gitlab.com/a/b").code == "https://gitlab.com/a/b");
  CHECK(links_of("https://github.com/a/b", "https://github.com/c/d").code == "https://github.com/a/b");
  CHECK(code_of("https://huggingface.co/datasets/a/b") == "https://huggingface.co/datasets/a/b");
  CHECK(code_of("https://doi.org/10.5281/zenodo.123 holds it") == "https://doi.org/10.5281/zenodo.123");
  CHECK(code_of("at https://gitlab.example.org/a/b") == "https://gitlab.example.org/a/b");
  CHECK(code_of("at anonymous.4open.science/r/x-1/.") == "https://anonymous.4open.science/r/x-1/");
  Paper paper;
  paper.abstract = "https://github.com/a/b";
  paper.code_url = "https://codeberg.org/c/d";
  CHECK(find_links(paper).code == "https://codeberg.org/c/d");
}

TEST_CASE("project pages are known by their host or by the words before them", "[links]") {
  CHECK(links_of("See a.github.io/b for more.").project == "https://a.github.io/b");
  CHECK(links_of("Project page: https://lab.example.edu/x/.").project == "https://lab.example.edu/x/");
  CHECK(links_of("", "Website: www.example.org/demo").project == "https://www.example.org/demo");
  CHECK(links_of("Page: https://anonymous.4open.science/w/x").project == "https://anonymous.4open.science/w/x");
  const PaperLinks both = links_of("Project page: https://x.example/a Code: https://github.com/a/b");
  CHECK(both.project == "https://x.example/a");
  CHECK(both.code == "https://github.com/a/b");
}

TEST_CASE("the place where a paper appeared is not its page", "[links]") {
  for (const char* text :
       {"Published version: https://example.org/journal/1", "Accepted at a workshop (https://example.org/w)",
        "available at https://doi.org/10.1000/1", "available at https://arxiv.org/abs/2401.10020",
        "available at https://openreview.net/forum?id=x", "Video available at https://youtu.be/x",
        "We use https://example.org/tool for this.", "We host on github.com/ and https://github.com."}) {
    INFO(text);
    CHECK(links_of(text).project.empty());
    CHECK(links_of(text).code.empty());
  }
}

TEST_CASE("nothing but http becomes a link", "[links]") {
  for (const char* url : {"javascript:alert(1)", "ftp://github.com/a/b", "https://", "https://nohost", "https://a..b/c",
                          "https://user@evil.example/x", "https://a.example/\"x", "https://a.example/ b", "data:text/html,x",
                          "https://exa\xC3\xA9mple.org/", "http:///x", "https://-a.example"}) {
    INFO(url);
    CHECK(safe_link(url).empty());
  }
  CHECK(safe_link("https://a.example/b?c=d#e") == "https://a.example/b?c=d#e");
  CHECK(safe_link("https://a.example/" + std::string(300, 'x')).empty());
  CHECK(code_of("javascript:alert('github.com/a/b')") != "javascript:alert('github.com/a/b')");
}

TEST_CASE("a megabyte of addresses or what looks like some is read", "[links][hostile]") {
  for (const std::string piece : {"https://", "github.com/", "http", "://", "\\_", "(", "https: //", "www.", "a.b/"}) {
    std::string text;
    while (text.size() < 1000000) text += piece;
    INFO(piece);
    CHECK(links_of(text).code.size() <= 300);
    CHECK(links_of(text + " https://github.com/a/b").code.size() <= 300);
  }
}
