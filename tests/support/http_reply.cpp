// What the scripted HTTP server receives and what it is told to answer, faults included.
// Plain values; no thread rule.
#include "support/http_reply.hpp"

#include <strings.h>
#include <zlib.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace sheaf::test {
namespace {

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string_view media_type(const std::filesystem::path& path) {
  const std::string extension = path.extension().string();
  if (extension == ".xml") return "application/xml";
  if (extension == ".json") return "application/json";
  if (extension == ".html") return "text/html; charset=utf-8";
  if (extension == ".js" || extension == ".mjs") return "text/javascript";
  if (extension == ".css") return "text/css";
  if (extension == ".txt" || extension == ".md") return "text/plain; charset=utf-8";
  return "application/octet-stream";
}

std::string_view next_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find("\r\n"), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 2, rest.size()));
  return line;
}

/// Calls `visit(name, value)` for every part of a query until it returns true.
template <class Visit>
bool visit_query(std::string_view query, Visit visit) {
  while (!query.empty()) {
    const std::string_view part = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(part.size() + 1, query.size()));
    const std::size_t equals = std::min(part.find('='), part.size());
    if (visit(percent_decode(part.substr(0, equals), true),
              part.substr(std::min(equals + 1, part.size())))) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string Request::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (same_name(key, name)) return value;
  }
  return {};
}

std::string Request::query_value(std::string_view name) const {
  std::string found;
  visit_query(query, [&](const std::string& key, std::string_view value) {
    if (key != name) return false;
    found = percent_decode(value, true);
    return true;
  });
  return found;
}

bool Request::has_query(std::string_view name) const {
  return visit_query(query, [&](const std::string& key, std::string_view) { return key == name; });
}

Reply& Reply::with(std::string name, std::string value) & {
  headers.emplace_back(std::move(name), std::move(value));
  return *this;
}

Reply&& Reply::with(std::string name, std::string value) && {
  headers.emplace_back(std::move(name), std::move(value));
  return std::move(*this);
}

Reply reply(int status, std::string body, std::string type) {
  Reply made;
  made.status = status;
  made.body = std::move(body);
  return std::move(made).with("Content-Type", std::move(type));
}

Reply xml_reply(std::string body, int status) {
  return reply(status, std::move(body), "application/xml; charset=utf-8");
}

Reply raw_reply(std::string bytes) {
  Reply made;
  made.raw = std::move(bytes);
  return made;
}

Reply reset_reply() {
  Reply made;
  made.reset = true;
  return made;
}

Reply redirect_reply(std::string location, int status) {
  return reply(status, "moved").with("Location", std::move(location));
}

Reply refusal(int status, std::string retry_after) {
  Reply made = reply(status, "Rate exceeded.");
  if (!retry_after.empty()) made.with("Retry-After", std::move(retry_after));
  return made;
}

Reply truncated_reply(std::string body, std::size_t sent_bytes) {
  Reply made = xml_reply(std::move(body));
  made.cut_after = sent_bytes;
  return made;
}

Reply gzip_reply(std::string_view body) {
  return xml_reply(gzip(body)).with("Content-Encoding", "gzip");
}

Reply bad_gzip_reply(std::string_view body) {
  std::string packed = gzip(body);
  for (std::size_t i = packed.size() / 3; i < packed.size(); ++i)
    packed[i] = static_cast<char>(~packed[i]);
  return xml_reply(std::move(packed)).with("Content-Encoding", "gzip");
}

Reply gzip_bomb_reply(std::size_t unpacked_bytes) {
  return gzip_reply(std::string(unpacked_bytes, '\0'));
}

Reply endless_reply(std::string piece) {
  Reply made = reply(200);
  made.stream = [piece = std::move(piece)] { return piece; };
  return made;
}

Reply file_reply(const std::string& folder, std::string_view path) {
  namespace fs = std::filesystem;
  while (!path.empty() && path.front() == '/') path.remove_prefix(1);
  const fs::path relative = fs::path(path).lexically_normal();
  const bool outside = relative.is_absolute() || (!relative.empty() && *relative.begin() == "..");
  const fs::path file = fs::path(folder) / relative;
  if (outside || !fs::is_regular_file(file)) return reply(404, "no such file\n");
  return reply(200, read_whole_file(file.string()), std::string(media_type(file)));
}

std::string gzip(std::string_view text) {
  z_stream stream{};
  // 15 + 16: the largest window, with a gzip header and trailer.
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) !=
      Z_OK) {
    throw std::runtime_error("zlib cannot start");
  }
  std::string packed(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int code = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (code != Z_STREAM_END) throw std::runtime_error("zlib did not finish");
  return packed;
}

std::string percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::string http_date(std::int64_t unix_seconds) {
  const std::time_t time = unix_seconds;
  std::tm parts{};
  gmtime_r(&time, &parts);
  char text[64];
  std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return text;
}

std::string_view status_reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 204:
      return "No Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 429:
      return "Too Many Requests";
    case 500:
      return "Internal Server Error";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    default:
      return "Status";
  }
}

std::string read_whole_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::ostringstream content;
  content << in.rdbuf();
  return std::move(content).str();
}

bool parse_request_head(std::string_view head, Request& request) {
  const std::string_view line = next_line(head);
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return false;
  if (!line.substr(last + 1).starts_with("HTTP/1.")) return false;
  request.method = line.substr(0, first);
  request.target = line.substr(first + 1, last - first - 1);
  const std::size_t mark = std::min(request.target.find('?'), request.target.size());
  request.path = percent_decode(std::string_view(request.target).substr(0, mark), false);
  request.query = request.target.substr(std::min(mark + 1, request.target.size()));
  while (!head.empty()) {
    const std::string_view field = next_line(head);
    const std::size_t colon = field.find(':');
    if (colon == std::string_view::npos) return false;
    std::string_view value = field.substr(colon + 1);
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t'))
      value.remove_prefix(1);
    request.headers.emplace_back(field.substr(0, colon), value);
  }
  return !request.target.empty();
}

std::string reply_head(const Reply& reply) {
  std::string head = "HTTP/1.1 " + std::to_string(reply.status) + " " +
                     std::string(status_reason(reply.status)) + "\r\n";
  for (const auto& [name, value] : reply.headers) head += name + ": " + value + "\r\n";
  const bool has_body = reply.status != 204 && reply.status != 304 && reply.status >= 200;
  if (reply.chunk_bytes > 0) {
    head += "Transfer-Encoding: chunked\r\n";
  } else if (has_body && !reply.stream) {
    head += "Content-Length: " + std::to_string(reply.body.size()) + "\r\n";
  }
  return head + "Connection: close\r\n\r\n";
}

}  // namespace sheaf::test
