// Mail addresses: what is one, and what could be more than one.
#include <catch2/catch.hpp>

#include "base/mailbox.hpp"

using namespace sheaf;

TEST_CASE("a mailbox is an address, alone or with a name") {
  CHECK(parse_mailbox("ada@example.org").value() == Mailbox{"", "ada@example.org"});
  CHECK(parse_mailbox(" <ada@example.org> ").value() == Mailbox{"", "ada@example.org"});
  CHECK(parse_mailbox("Zoë Müller <zoe+x@mail.example.org>").value() == Mailbox{"Zoë Müller", "zoe+x@mail.example.org"});
  CHECK(parse_mailbox("\"Doe, Jane\" <jane@example.org>").value() == Mailbox{"Doe, Jane", "jane@example.org"});
}

TEST_CASE("what could be a header, a command or another recipient is no mailbox") {
  for (const char* text : {"", "ada", "@example.org", "ada@", "a b@example.org", "ada@example.org, eve@example.org",
                           "ada@example.org\r\nBcc: eve@example.org", "ada@example.org>\nRCPT TO:<eve@example.org",
                           "<ada@example.org> SIZE=1", "ada@-example.org", "a..b@example.org", "\"a b\"@example.org",
                           "x <y <ada@example.org>>", "ada@exämple.org", "ada\x01@example.org"})
    CHECK_FALSE(parse_mailbox(text).ok());
  CHECK_FALSE(parse_mailbox(std::string(70, 'a') + "@example.org").ok());
}
