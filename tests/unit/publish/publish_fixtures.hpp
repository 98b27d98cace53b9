// What tests of publishing share: a page written and read back by the readers in published/.
#pragma once

#include <catch2/catch.hpp>

#include <string>

#include "publish/escape.hpp"
#include "publish/publish.hpp"
#include "published/reader.hpp"
#include "unit/publish/hostile_digest.hpp"

namespace sheaf::test {

inline std::string published_text(publish::Format format, const std::vector<Digest>& digests,
                                  const publish::Options& options = {}) {
  const auto text = publish::publish(format, digests, options);
  INFO((text.ok() ? "" : text.error().message));
  REQUIRE(text.ok());
  return *text;
}

inline Digest read_back(const std::string& text, const std::string& name = "2025-12-30.md") {
  auto digest = published::read_published(text, name);
  INFO((digest.ok() ? "" : digest.error().message));
  INFO(text.substr(0, 2000));
  REQUIRE(digest.ok());
  return *std::move(digest);
}

inline const Entry* find_entry(const Digest& digest, const std::string& id) {
  for (const Entry& entry : digest.entries)
    if (entry.paper.id == id) return &entry;
  return nullptr;
}

inline std::string line_of(std::string_view text) {
  return publish::plain_line(text);
}

inline std::vector<std::string> author_names(const Paper& paper) {
  std::vector<std::string> names;
  for (const Author& author : paper.authors) names.push_back(author.name);
  return names;
}

}  // namespace sheaf::test
