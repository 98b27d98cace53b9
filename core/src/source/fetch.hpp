// One polite GET whose answer is parsed before it counts as one, so that the client tries again
// when the body is cut off, HTML or "Rate exceeded.".
// Borrows the client for the length of a call; any thread.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "net/client.hpp"
#include "source/arxiv_api.hpp"

namespace sheaf::source {

/// "Rate exceeded." comes with status 200 too (seen 2026); kRateLimit makes the client cool down.
Status check_throttled(const net::HttpResponse& response);

template <class T>
struct Fetched {
  std::optional<T> value;  ///< nothing after a 304
  net::HttpResponse response;
};

/// `parse`: std::string body to Result<T>. What it refuses with kInvalid is arXiv's own refusal: it
/// is returned as it is, also when it came with status 400, and never asked for again.
template <class T, class Parse>
Result<Fetched<T>> get_parsed(net::Client& client, std::string url,
                              std::vector<net::Header> headers, const Task& task,
                              const Parse& parse) {
  Fetched<T> fetched;
  std::optional<Error> refusal;
  const auto check = [&](const net::HttpResponse& response) -> Status {
    SHEAF_TRY(check_throttled(response));
    Result<T> parsed = parse(response.body);
    if (parsed.ok()) {
      fetched.value = std::move(parsed).value();
      return {};
    }
    if (parsed.error().code != ErrorCode::kInvalid) return std::move(parsed).error();
    refusal = std::move(parsed).error();
    return {};
  };
  Result<net::HttpResponse> answer = client.get(std::move(url), std::move(headers), task, check);
  if (refusal) return *std::move(refusal);
  if (!answer.ok()) return std::move(answer).error();
  fetched.response = std::move(answer).value();
  return fetched;
}

/// A page of the API; an empty page of a result that should have more is asked for again.
Result<ApiPage> get_api_page(net::Client& client, std::string url, const Task& task);

}  // namespace sheaf::source
