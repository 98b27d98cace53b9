// Announcement mails: whole ones, forwarded, damaged and hostile.
#include <catch2/catch.hpp>

#include <map>

#include "base/text.hpp"
#include "source/arxiv_mailing.hpp"
#include "support/shared_data.hpp"
#include "unit/source/source_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using sheaf::test::fixture;
using sheaf::test::read_all;

namespace {

Mailing mail_of(const std::string& text) {
  Result<Mailing> mail = parse_mailing(text);
  if (!mail.ok()) FAIL(mail.error().message);
  return std::move(mail).value();
}

std::string error_of(const std::string& text) {
  const Result<Mailing> mail = parse_mailing(text);
  return mail.ok() ? std::string() : mail.error().message;
}

}  // namespace

TEST_CASE("A mail gives its papers with their types", "[source][mailing]") {
  const Mailing mail = mail_of(fixture("mailing.txt"));
  CHECK(mail.feed.warnings.empty());
  CHECK(format_day(mail.feed.day) == "2026-04-17");
  CHECK(mail.subject == "cs.CL");
  CHECK(mail.received == "Wed 15 Apr 26 18:00:00 GMT to Thu 16 Apr 26 18:00:00 GMT");
  REQUIRE(mail.feed.items.size() == 5);
  CHECK(mail.feed.items[0].type == AnnounceType::kNew);
  CHECK(mail.feed.items[1].type == AnnounceType::kNew);
  CHECK(mail.feed.items[2].type == AnnounceType::kCross);
  CHECK(mail.feed.items[3].type == AnnounceType::kReplace);
  CHECK(mail.feed.items[4].type == AnnounceType::kReplaceCross);
  CHECK(mail.feed.items[4].paper.id == "math/0611800");
}

TEST_CASE("An entry of a mail is read whole", "[source][mailing]") {
  const Mailing mail = mail_of(fixture("mailing.txt"));
  const Paper& paper = mail.feed.items[0].paper;
  CHECK(paper.id == "2604.00001");
  CHECK(paper.version == 0);
  CHECK(paper.title == "Sheaves of wheat and rye with a title that is so long that it goes on");
  REQUIRE(paper.authors.size() == 3);
  CHECK(paper.authors[0] == Author{"Ada B. Cee", {"University of Nowhere"}});
  CHECK(paper.authors[2].name == "Gee Aitch");
  CHECK(paper.categories == std::vector<std::string>{"cs.CL", "math.NA"});
  CHECK(paper.comment == "9 pages, two figures");
  CHECK(paper.journal_ref == "Journal of Grain 7 (2026)");
  CHECK(paper.doi == "10.1000/Grain.7");
  CHECK(contains(paper.abstract, "We count sheaves. They are many.\nA second paragraph"));
  CHECK(contains(paper.abstract, "and goes on."));
  CHECK(format_rfc3339(paper.published.value()) == "2026-04-16T10:00:00Z");
  const Paper& replaced = mail.feed.items[3].paper;
  CHECK_FALSE(replaced.published.has_value());
  CHECK(format_rfc3339(replaced.updated.value()) == "2026-04-16T13:00:00Z");
  CHECK(replaced.abstract.empty());
}

TEST_CASE("Lines may end as in mails", "[source][mailing]") {
  const std::string text = fixture("mailing.txt");
  CHECK(mail_of(replace_all(text, "\n", "\r\n")).feed.items.size() == 5);
}

TEST_CASE("The label is the day in UTC, whatever zone the mail was sent from",
          "[source][mailing]") {
  const std::string text = replace_all(fixture("mailing.txt"), "Fri, 17 Apr 26 00:31:12 GMT",
                                       "Thu, 16 Apr 2026 20:31:12 -0400");
  CHECK(format_day(mail_of(text).feed.day) == "2026-04-17");
}

TEST_CASE("A mail that was cut off is an error, wherever", "[source][mailing]") {
  const std::string text = fixture("mailing.txt");
  const std::size_t closing = text.find("%%%---");
  for (std::size_t size = 0; size < closing; size += 5)
    CHECK_FALSE(parse_mailing(text.substr(0, size)).ok());
  CHECK(contains(error_of(text.substr(0, closing)), "cut off"));
}

TEST_CASE("What is no announcement mail is said to be none", "[source][mailing]") {
  CHECK(contains(error_of(""), "no announcement mail"));
  CHECK(contains(error_of("Date: Fri, 17 Apr 26 00:31:12 GMT\n\nHello"), "no announcement mail"));
  const std::string text = fixture("mailing.txt");
  CHECK(contains(error_of(replace_all(text, "Date: Fri", "Dote: Fri")), "no line \"Date:\""));
}

TEST_CASE("Entries that cannot be read and wrong counts are warnings with their place",
          "[source][mailing]") {
  const std::string text =
      replace_all(fixture("mailing.txt"), "arXiv:2604.00002", "arXiv:nothing");
  const Mailing mail = mail_of(replace_all(text, "2 new + 1 crosses", "3 new + 1 crosses"));
  CHECK(mail.feed.items.size() == 4);
  REQUIRE(mail.feed.warnings.size() == 2);
  CHECK(contains(mail.feed.warnings[0], "line 39: no arXiv id"));
  CHECK(mail.feed.warnings[1] == "the subject line names 3 new, 2 came");
}

TEST_CASE("Hostile mails are read in one go", "[source][mailing]") {
  const std::string head = "Date: Fri, 17 Apr 26 00:31:12 GMT\nSubject: cs daily\n------------\n";
  for (const char* piece : {"\\\\\n", "------------\n", "------------\nx\n", "\\\\\narXiv:2604.00001\n------------\nx\n",
                            "%-%-%-%-%-%-\n", "\x01\xFF\n", "Title: \n  "}) {
    std::string text = head + "\\\\\n";
    while (text.size() < 1'000'000) text += piece;
    const auto mail = parse_mailing(text + "\n%%%---%%%---\n");
    if (mail.ok()) CHECK(mail->feed.items.size() <= 1);
  }
}

TEST_CASE("Recorded mailings are read without a warning", "[source][mailing][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "feeds/arxiv-listings");
  const Mailing geometry = mail_of(read_all((folder / "new.AG").string()));
  CHECK(geometry.feed.warnings.empty());
  CHECK(geometry.subject == "math.AG");
  CHECK(format_day(geometry.feed.day) == "2023-06-09");
  REQUIRE(geometry.feed.items.size() == 2);
  CHECK(geometry.feed.items[0].type == AnnounceType::kCross);
  CHECK(geometry.feed.items[1].type == AnnounceType::kReplaceCross);
  const Mailing algebras = mail_of(read_all((folder / "math" / "new.OA").string()));
  CHECK(algebras.feed.warnings.empty());
  REQUIRE(algebras.feed.items.size() == 3);
  CHECK(algebras.feed.items[1].paper.doi == "10.3842/SIGMA.2023.038");
  CHECK(algebras.feed.items[1].paper.authors.size() == 4);
  // Other lists of the same folder have neither date nor closing rule.
  CHECK_FALSE(parse_mailing(read_all((folder / "math" / "2103").string())).ok());
  CHECK_FALSE(parse_mailing(read_all((folder / "math" / "pastweek.AG").string())).ok());
}
