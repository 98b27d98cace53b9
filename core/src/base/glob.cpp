// Globs over paths; see glob.hpp. Both the parts of a path and the characters of a part are matched by
// going back to the last star only, which is enough: an earlier star never needs to take more.
// No state; any thread.
#include "base/glob.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sheaf {
namespace {

constexpr std::string_view kAnyParts = "**";

std::vector<std::string> parts_of(std::string_view path) {
  return split_list(to_lower(path), '/');
}

/// Past one code point; the texts are valid UTF-8 or matched byte by byte.
std::size_t next(std::string_view text, std::size_t at) {
  next_code_point(text, at);
  return at;
}

bool part_matches(std::string_view pattern, std::string_view part) {
  std::size_t p = 0, t = 0, star = std::string_view::npos, resume = 0;
  while (t < part.size()) {
    const bool any = p < pattern.size() && pattern[p] == '?';
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (any || (p < pattern.size() && pattern[p] == part[t])) {
      t = any ? next(part, t) : t + 1;
      ++p;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

}  // namespace

Glob::Glob(std::string_view pattern) : parts_(parts_of(pattern)) {}

bool Glob::matches(std::string_view path) const {
  const std::vector<std::string> parts = parts_of(path);
  std::size_t p = 0, t = 0, star = parts_.size(), resume = 0;
  while (t < parts.size()) {
    if (p < parts_.size() && parts_[p] == kAnyParts) {
      star = p++;
      resume = t;
    } else if (p < parts_.size() && part_matches(parts_[p], parts[t])) {
      ++p;
      ++t;
    } else if (star < parts_.size()) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < parts_.size() && parts_[p] == kAnyParts) ++p;
  return p == parts_.size() && (!parts_.empty() || parts.empty());
}

GlobList::GlobList(const std::vector<std::string>& patterns) {
  for (const std::string& pattern : patterns) globs_.emplace_back(pattern);
}

bool GlobList::matches(std::string_view path) const {
  return std::any_of(globs_.begin(), globs_.end(), [&](const Glob& glob) { return glob.matches(path); });
}

bool GlobList::matches_any(const std::vector<std::string>& paths) const {
  return std::any_of(paths.begin(), paths.end(), [&](const std::string& path) { return matches(path); });
}

}  // namespace sheaf
