// Questions and refusals; see ask.hpp.
// Borrows the client; any thread.
#include "source/ask.hpp"

#include <algorithm>
#include <optional>

#include "net/url.hpp"
#include "source/json_fields.hpp"

namespace sheaf::source {
namespace {

Error named(std::string_view service, Error error, int status) {
  if (!error.message.starts_with(service))
    error.message = std::string(service) + ": " + error.message;
  if (error.http_status == 0) error.http_status = status;
  return error;
}

Error refused(std::string_view service, const net::HttpResponse& response) {
  std::string words = refusal_words(response.body);
  if (words.empty()) words = "it does not say why";
  return named(service, Error(ErrorCode::kInvalid, "the request was refused: " + words), 400);
}

}  // namespace

Result<net::HttpResponse> ask(net::Client& client, std::string_view service,
                              net::HttpRequest request, const Task& task, const Read& read) {
  if (request.timeout_ms == net::HttpRequest().timeout_ms)
    request.timeout_ms = client.options().timeout_ms;
  request.max_body_bytes = kMaxJsonBytes;
  request.reach = net::Reach::kAny;  // the service's address is the profile's; nothing here follows a link
  std::optional<Error> refusal;
  const auto check = [&](const net::HttpResponse& response) -> Status {
    if (response.status == 400) {
      refusal = refused(service, response);
      return {};
    }
    Status status = read(response);
    if (status.ok() || status.error().code != ErrorCode::kInvalid) return status;
    refusal = named(service, std::move(status).error(), response.status);
    return {};
  };
  Result<net::HttpResponse> answer = client.send(std::move(request), task, check);
  if (refusal) return *std::move(refusal);
  if (answer.ok()) return answer;
  Error error = std::move(answer).error();
  if (error.http_status == 404 || error.http_status == 410) error.code = ErrorCode::kNotFound;
  return named(service, std::move(error), 0);
}

Status check_key(std::string_view service, std::string_view key) {
  const bool plain =
      std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 0x7F; });
  if (plain) return {};
  return Error(ErrorCode::kInvalid,
               std::string(service) +
                   ": the API key has characters that no key has (spaces, line "
                   "breaks or letters beyond ASCII); write it anew");
}

}  // namespace sheaf::source
