// Relative links of feeds, after RFC 3986 section 5; see journal_feed.hpp.
// Pure functions; any thread.
#include <vector>

#include "base/text.hpp"
#include "source/journal_feed.hpp"

namespace sheaf::source {
namespace {

struct Parts {
  std::string_view origin;  // "https://host:1"
  std::string_view path;    // with its slash
  std::string_view query;   // with "?", without fragment
};

std::string_view cut_fragment(std::string_view url) {
  return url.substr(0, url.find('#'));
}

bool is_web(std::string_view url) {
  const std::string start = ascii_lower(url.substr(0, 8));
  return start.starts_with("http://") || start.starts_with("https://");
}

Parts split_parts(std::string_view url) {
  Parts parts;
  url = cut_fragment(url);
  const std::size_t host = url.find("://") + 3;
  const std::size_t path = std::min(url.find_first_of("/?", host), url.size());
  const std::size_t query = std::min(url.find('?', path), url.size());
  parts.origin = url.substr(0, path);
  parts.path = url.substr(path, query - path);
  parts.query = url.substr(query);
  return parts;
}

std::string without_dots(std::string_view path) {
  std::vector<std::string> kept;
  const std::vector<std::string> steps = split(path, '/');
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const bool last = i + 1 == steps.size();
    if (steps[i] == "." || steps[i] == "..") {
      if (steps[i] == ".." && kept.size() > 1) kept.pop_back();
      if (last) kept.emplace_back();
    } else {
      kept.push_back(steps[i]);
    }
  }
  return join(kept, "/");
}

// Whether the link brings a scheme of its own ("mailto:", "javascript:").
bool has_scheme(std::string_view link) {
  const std::size_t end = link.find_first_of(":/?#");
  return end != std::string_view::npos && end > 0 && link[end] == ':';
}

// What may not stand in a URL as it is: spaces, quotes, brackets for markup, anything but ASCII.
std::string encoded(std::string_view url) {
  std::string out;
  for (const char c : url) {
    const bool plain =
        c > ' ' && c < 0x7F && std::string_view("\"<>\\^`{|}").find(c) == std::string_view::npos;
    out += plain ? std::string(1, c) : percent_encode(std::string_view(&c, 1));
  }
  return out;
}

}  // namespace

std::string resolve_link(std::string_view base, std::string_view link) {
  constexpr std::size_t kLongest = 4000;
  link = trim(link);
  if (link.size() > kLongest || base.size() > kLongest) return {};
  if (is_web(link)) return link.size() > 8 ? encoded(link) : std::string();
  base = trim(base);
  if (!is_web(base) || has_scheme(link)) return {};
  if (link.starts_with("//"))
    return encoded(std::string(base.substr(0, base.find(':') + 1)) + std::string(link));
  const Parts from = split_parts(base);
  if (link.empty() || link.front() == '#') return encoded(cut_fragment(base));
  std::string path;
  if (link.front() == '/') {
    path = link;
  } else if (link.front() == '?') {
    path = std::string(from.path) + std::string(link);
  } else {
    path = std::string(from.path.substr(0, from.path.rfind('/') + 1)) + std::string(link);
  }
  if (!path.starts_with("/")) path.insert(0, "/");
  const std::size_t end = std::min(path.find_first_of("?#"), path.size());
  return encoded(std::string(from.origin) + without_dots(std::string_view(path).substr(0, end)) +
                 path.substr(end));
}

}  // namespace sheaf::source
