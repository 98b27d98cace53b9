// One polite question to a service whose answer is read before it counts as one, with the service's
// own words in the error where it refuses.
// Borrows the client for the length of a call; any thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "net/client.hpp"

namespace sheaf::source {

/// Reads a good answer. Its kInvalid is the service's refusal and final; other errors make the
/// client try again.
using Read = std::function<Status(const net::HttpResponse&)>;

/// 400 becomes kInvalid with the words of the body, 404 and 410 become kNotFound; messages begin
/// with the service's name. A 304 is not read.
Result<net::HttpResponse> ask(net::Client& client, std::string_view service,
                              net::HttpRequest request, const Task& task, const Read& read);

/// A GET that accepts JSON, parsed by `parse`: const std::string& to Result<T>.
template <class Parse>
auto get_json(net::Client& client, std::string_view service, net::HttpRequest request,
              const Task& task, const Parse& parse) -> decltype(parse(std::string())) {
  using Parsed = decltype(parse(std::string()));
  request.headers.push_back({"Accept", "application/json, */*;q=0.5"});
  Parsed outcome = Error(ErrorCode::kParse, std::string(service) + " gave no answer to read");
  const Read read = [&](const net::HttpResponse& response) -> Status {
    outcome = parse(response.body);
    if (!outcome.ok()) return outcome.error();
    return {};
  };
  Result<net::HttpResponse> answer = ask(client, service, std::move(request), task, read);
  if (!answer.ok()) return std::move(answer).error();
  return outcome;
}

/// kInvalid unless `key` may stand in a header: no controls, no white space.
Status check_key(std::string_view service, std::string_view key);

}  // namespace sheaf::source
