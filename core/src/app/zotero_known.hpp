// KnownItem: an item that a host found in a Zotero library, with what hangs below it.
// Plain data and pure functions; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/json.hpp"

namespace sheaf::app {

struct KnownTag {
  std::string name;
  bool automatic = false;
  friend bool operator==(const KnownTag&, const KnownTag&) = default;
};

struct KnownNote {
  std::string key;
  std::string html;
  bool has_text = false;  ///< the host handed its text over
  bool trashed = false;
  std::vector<KnownTag> tags;
};

struct KnownAttachment {
  std::string key, title, url, content_type, link_mode;
  bool trashed = false;
  std::size_t annotations = 0;
};

struct KnownItem {
  std::string key, item_type;
  std::int64_t version = 0;
  Json data;  ///< the item's own object, fields as the API spells them
  bool trashed = false;
  std::vector<KnownTag> tags;
  std::vector<std::string> collections;  ///< keys
  std::vector<KnownNote> notes;
  std::vector<KnownAttachment> attachments;
  std::vector<std::string> related;  ///< URIs of dc:relation

  std::string field(const char* name) const;  ///< "" where there is none
  bool has_tag(std::string_view name) const;
  /// The paper's ids as Paper::id spells them, from archiveID, DOI, url and the lines of extra.
  std::vector<std::string> paper_ids() const;
};

/// kInvalid when `json` is no list; what is no item in it is left out and told in `warnings`.
Result<std::vector<KnownItem>> read_known_items(const Json& json, std::vector<std::string>& warnings);

}  // namespace sheaf::app
