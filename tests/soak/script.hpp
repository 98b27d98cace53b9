// The script of the soak: what arXiv announces on each day, and how its server misbehaves.
// Pure functions of their arguments; any thread.
#pragma once

#include <string>
#include <vector>

#include "base/date.hpp"
#include "support/http_reply.hpp"

namespace sheaf::soak {

struct Announced {
  std::string id;
  std::string type;
};

/// What `list` announces on `day`: papers of its own, one that the next list cross-lists, and on
/// some days nothing at all.
std::vector<Announced> announced(const std::vector<std::string>& lists, std::size_t list, Day day);

/// The announcement feed of a list, and the API's page for an id_list.
std::string feed(const std::vector<std::string>& lists, std::size_t list, Day day);
std::string api_page(const std::vector<std::string>& ids);

/// The n-th answer of the server: `body` as it should be, or one of the ways in which it is not.
test::Reply answer(std::uint64_t n, unsigned fault_percent, std::string body);

}  // namespace sheaf::soak
