// What the source tests share: fixture files, raw HTTP recordings, and a client on a scripted
// arXiv. Each test owns its own; one thread.
#pragma once

#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "source/arxiv.hpp"
#include "support/project_files.hpp"
#include "unit/net/net_fakes.hpp"

namespace sheaf::test {

inline std::string read_all(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline std::string fixture(const std::string& name) {
  return read_all(project_file("tests/data/source/" + name));
}

/// A raw response: status line, headers, blank line, body. Chunks are not taken apart.
inline net::HttpResponse read_http(const std::string& path) {
  const std::string text = read_all(path);
  const std::size_t end =
      text.find("\n\r\n") != std::string::npos ? text.find("\n\r\n") + 3 : text.find("\n\n") + 2;
  net::HttpResponse response = answer(std::stoi(text.substr(9, 3)), text.substr(end));
  std::size_t line = text.find('\n') + 1;
  while (line < end) {
    const std::size_t stop = text.find('\n', line);
    const std::size_t colon = text.find(':', line);
    if (colon < stop)
      response.headers.push_back(
          {text.substr(line, colon - line),
           text.substr(colon + 2, text.find_first_of("\r\n", colon) - colon - 2)});
    line = stop + 1;
  }
  return response;
}

inline bool says(const Error& error, const std::string& part) {
  return error.message.find(part) != std::string::npos;
}

/// Answers every request by a function of its URL and its number, and notes the requests.
class AnsweringTransport final : public net::Transport {
 public:
  using Reply = std::function<Result<net::HttpResponse>(const net::HttpRequest&, std::size_t)>;
  explicit AnsweringTransport(Reply reply) : reply_(std::move(reply)) {}

  Result<net::HttpResponse> send(const net::HttpRequest& request, const Task&) override {
    requests.push_back(request);
    return reply_(request, requests.size());
  }

  std::vector<net::HttpRequest> requests;

 private:
  Reply reply_;
};

/// arXiv as a function, with everything an ArxivSource needs; time stands still but for waits.
struct ScriptedArxiv {
  explicit ScriptedArxiv(AnsweringTransport::Reply reply)
      : transport(std::move(reply)),
        client(transport, slots, clock, logger, {}),
        source(client, endpoints()) {}

  static Endpoints endpoints() {
    Endpoints endpoints;
    endpoints.arxiv_rss = "https://rss.arxiv.org/";
    return endpoints;
  }
  std::string url(std::size_t number) const { return transport.requests.at(number).url; }
  std::size_t count() const { return transport.requests.size(); }

  FakeClock clock{kStartMs};
  MemorySlots slots;
  Logger logger;
  AnsweringTransport transport;
  net::Client client;
  source::ArxivSource source;
};

/// One entry of the API for an invented paper.
inline std::string api_entry(const std::string& id) {
  return "<entry><id>http://arxiv.org/abs/" + id + "v1</id><title>Paper " + id +
         "</title><summary>About " + id + ".</summary></entry>";
}

inline std::string api_page(const std::vector<std::string>& ids, std::uint64_t total,
                            std::uint64_t start = 0) {
  std::string page = "<?xml version='1.0'?><feed xmlns:opensearch='o'><opensearch:totalResults>" +
                     std::to_string(total) + "</opensearch:totalResults><opensearch:startIndex>" +
                     std::to_string(start) + "</opensearch:startIndex>";
  for (const std::string& id : ids) page += api_entry(id);
  return page + "</feed>";
}

inline std::string api_refusal(const std::string& words) {
  return "<?xml version='1.0'?><feed><title>arXiv Search Results</title><entry>"
         "<id>https://arxiv.org/api/errors#e</id><title>Error</title><summary>" +
         words + "</summary></entry></feed>";
}

}  // namespace sheaf::test
