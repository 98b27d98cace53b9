// EntryReader: one <entry> of an API page after the other, to papers of that page.
// Borrows page and document: both outlive it. One thread.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/arxiv_api.hpp"

namespace pugi {
class xml_node;
}

namespace sheaf::source {

/// A page has thousands of entries, so what repeats is remembered (times, categories) and authors
/// are gathered here first, to be allocated once at their right number.
class EntryReader {
 public:
  explicit EntryReader(ApiPage& page) : page_(page) {}

  /// Adds the paper to the page, or a warning when there is none; kInvalid for arXiv's refusal.
  Status read(const pugi::xml_node& entry);

 private:
  struct KnownCategory {
    std::string_view term;
    std::string category;
  };

  void read_field(const pugi::xml_node& node, Paper& paper);
  void read_author(const pugi::xml_node& node);
  std::optional<Seconds> read_time(const pugi::xml_node& node);
  void finish(Paper& paper);
  const std::string& category(std::string_view term);
  Status skip(const std::string& which, const std::string& why);

  ApiPage& page_;
  std::size_t count_ = 0;
  std::string_view id_, primary_, summary_;
  std::string id_scratch_, summary_scratch_, scratch_;
  std::vector<Author> authors_;
  std::string last_time_;
  std::optional<Seconds> last_seconds_;
  std::array<KnownCategory, 64> known_categories_;
};

}  // namespace sheaf::source
