// Reads recorded HTTP answers: status line, headers, an empty line, the body.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "net/http.hpp"
#include "support/http_reply.hpp"

namespace sheaf::test {

inline std::vector<std::filesystem::path> recorded_replies(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".http") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

inline net::HttpResponse recorded_reply(const std::filesystem::path& file) {
  const std::string text = read_whole_file(file.string());
  net::HttpResponse response;
  std::size_t at = text.find('\n') + 1;
  response.status = std::stoi(text.substr(text.find(' ') + 1, 3));
  while (at < text.size()) {
    const std::size_t end = text.find('\n', at);
    const std::string line(trim(text.substr(at, end - at)));
    at = end + 1;
    if (line.empty() || end == std::string::npos) break;
    const std::size_t colon = line.find(':');
    response.headers.push_back({line.substr(0, colon), std::string(trim(line.substr(colon + 1)))});
  }
  response.body = text.substr(std::min(at, text.size()));
  return response;
}

}  // namespace sheaf::test
