// HTTP messages: looking up a header of a response.
// Plain values; no thread rule.
#include "net/http.hpp"

#include "base/text.hpp"

namespace sheaf::net {

std::string_view HttpResponse::header(std::string_view name) const {
  for (auto it = headers.rbegin(); it != headers.rend(); ++it) {
    if (equals_ignoring_case(it->name, name)) return it->value;
  }
  return {};
}

}  // namespace sheaf::net
