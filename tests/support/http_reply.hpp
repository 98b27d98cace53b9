// What the scripted HTTP server receives and what it is told to answer, faults included.
// Plain values; a Reply's stream is called on the connection's thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sheaf::test {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;
  std::string target;  ///< as sent, "/rss/cs.CL?x=1"
  std::string path;    ///< percent-decoded, without the query
  std::string query;   ///< as sent
  HeaderList headers;
  std::string body;
  std::int64_t at_ms = 0;  ///< since the server started
  std::int64_t unix_ms = 0;

  std::string header(std::string_view name) const;       ///< empty when absent
  std::string query_value(std::string_view name) const;  ///< decoded; empty when absent
  bool has_query(std::string_view name) const;
};

inline constexpr std::size_t kNever = static_cast<std::size_t>(-1);

struct Reply {
  int status = 200;
  HeaderList headers;
  std::string body;

  std::string raw;                   ///< not empty: exactly these bytes instead of all above
  bool reset = false;                ///< the connection is reset instead of an answer
  int delay_ms = 0;                  ///< before the first byte
  std::size_t pause_after = kNever;  ///< body bytes before a pause of pause_ms
  int pause_ms = 0;
  std::size_t cut_after = kNever;  ///< the connection ends after so many body bytes
  std::size_t chunk_bytes = 0;     ///< > 0: Transfer-Encoding chunked in pieces of that size
  bool break_chunks = false;       ///< the second chunk has no readable size
  std::size_t trickle_bytes = 0;   ///< > 0: the body leaves in such pieces, trickle_ms apart
  int trickle_ms = 0;
  std::function<std::string()> stream;  ///< the body piece by piece until an empty one; no length

  Reply& with(std::string name, std::string value) &;
  Reply&& with(std::string name, std::string value) &&;
};

Reply reply(int status, std::string body = {}, std::string type = "text/plain; charset=utf-8");
Reply xml_reply(std::string body, int status = 200);
Reply raw_reply(std::string bytes);
Reply reset_reply();
Reply redirect_reply(std::string location, int status = 302);
/// 429, 503 or 406 as arXiv sends them; `retry_after` is left out when empty.
Reply refusal(int status, std::string retry_after = {});
Reply truncated_reply(std::string body, std::size_t sent_bytes);
Reply gzip_reply(std::string_view body);
Reply bad_gzip_reply(std::string_view body);
/// A small answer that unpacks to `unpacked_bytes` zeros.
Reply gzip_bomb_reply(std::size_t unpacked_bytes);
Reply endless_reply(std::string piece);
/// The regular file of `folder` that `path` names, or 404; never anything outside the folder.
Reply file_reply(const std::string& folder, std::string_view path);

std::string gzip(std::string_view text);
std::string percent_decode(std::string_view text, bool plus_is_space);
std::string http_date(std::int64_t unix_seconds);
std::string_view status_reason(int status);
std::string read_whole_file(const std::string& path);  ///< throws when it cannot

/// The request line and headers, up to but without the empty line. False when they make no sense.
bool parse_request_head(std::string_view head, Request& request);
std::string reply_head(const Reply& reply);

}  // namespace sheaf::test
