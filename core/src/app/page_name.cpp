// Names of published pages; see page_name.hpp.
#include "app/page_name.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "published/reader.hpp"

namespace sheaf::app {
namespace {

std::string_view last_part(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

std::string_view without_extension(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

bool is_separator(char c) { return std::string_view("_-. ").find(c) != std::string_view::npos; }

/// Runs of digits with their separators go: "straw_2025-11-14" → "straw".
std::string without_dates(std::string_view stem) {
  std::string out;
  for (std::size_t i = 0; i < stem.size(); ++i) {
    std::size_t end = i;
    while (end < stem.size() && (is_ascii_digit(stem[end]) || stem[end] == '-')) ++end;
    const auto digits = std::count_if(stem.begin() + static_cast<std::ptrdiff_t>(i),
                                      stem.begin() + static_cast<std::ptrdiff_t>(end), is_ascii_digit);
    if (digits >= 6) i = end;
    if (i >= stem.size()) break;
    const bool doubled = is_separator(stem[i]) && !out.empty() && is_separator(out.back());
    if (!doubled) out += stem[i];
  }
  while (!out.empty() && is_separator(out.back())) out.pop_back();
  while (!out.empty() && is_separator(out.front())) out.erase(0, 1);
  return out;
}

/// The language of most of the summaries; empty when they tell none.
std::string language_of(const Digest& digest) {
  std::map<std::string, std::size_t> counts;
  for (const Entry& entry : digest.entries)
    if (!entry.summary.language.empty()) ++counts[entry.summary.language];
  const auto most = std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
    return a.second < b.second;
  });
  return most == counts.end() ? std::string() : most->first;
}

}  // namespace

bool is_url(std::string_view path) {
  return path.starts_with("https://") || path.starts_with("http://");
}

std::string raw_url(std::string_view url) {
  constexpr std::string_view kHost = "https://github.com/";
  const std::size_t blob = url.find("/blob/");
  if (!url.starts_with(kHost) || blob == std::string_view::npos) return std::string(url);
  return "https://raw.githubusercontent.com/" + std::string(url.substr(kHost.size(), blob - kHost.size())) +
         "/" + std::string(url.substr(blob + 6));
}

std::string date_key(std::string_view path) {
  const std::string_view name = last_part(path);
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (at > 0 && is_ascii_digit(name[at - 1])) continue;
    std::string digits;
    for (std::size_t i = at; i < name.size() && digits.size() < 8; ++i) {
      const bool dash = name[i] == '-' && (digits.size() == 4 || digits.size() == 6);
      if (!dash && !is_ascii_digit(name[i])) break;
      if (!dash) digits += name[i];
    }
    if (digits.size() == 8) return digits;
  }
  return {};
}

std::string series_of(const Digest& digest, std::string_view name) {
  const std::string_view path = name.substr(0, name.size() - last_part(name).size());
  std::string_view stem = without_extension(last_part(name));
  // A page and the JSON lines it was made from are one series, in each language.
  const std::size_t ai = stem.find("_AI_enhanced");
  const bool ai_page = digest.origin == published::format_name(published::Format::kAiEnhanced);
  if (ai_page && ai != std::string_view::npos) stem = stem.substr(0, ai);
  std::string own = without_dates(stem);
  if (own.empty()) own = without_dates(last_part(path));
  const std::string language = ai_page ? language_of(digest) : "";
  std::string series = own.empty() ? digest.origin : digest.origin + "/" + own;
  return language.empty() ? series : series + " (" + language + ")";
}

}  // namespace sheaf::app
