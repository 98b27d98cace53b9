// KnownItem: an item that a host found in a Zotero library, with what hangs below it.
// Plain data and pure functions; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/json.hpp"
#include "model/paper.hpp"

namespace sheaf::app {

struct KnownTag {
  std::string name;
  bool automatic = false;
  friend bool operator==(const KnownTag&, const KnownTag&) = default;
};

struct KnownNote {
  std::string key;
  std::int64_t version = 0;
  std::string html;
  bool has_text = false;  ///< the host handed its text over, be it empty
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
  std::map<std::string, std::string, std::less<>> fields;  ///< as the API spells them: "DOI", "archiveID"
  std::vector<std::string> creators;  ///< "author|First|Last"
  bool trashed = false;
  std::vector<KnownTag> tags;
  std::vector<std::string> collections;  ///< keys
  std::vector<KnownNote> notes;
  std::vector<KnownAttachment> attachments;
  std::vector<std::string> related;  ///< keys of the items that dc:relation names
  std::size_t children = 0;          ///< how many the library has, where the host said so

  std::string field(std::string_view name) const;  ///< "" where there is none
  bool has_tag(std::string_view name) const;
  bool made_by_sheaf() const;  ///< by its tag, or by the mark in its note
  /// Neither note, attachment nor annotation.
  bool is_regular() const;
  /// The paper's ids as Paper::id spells them, from archiveID, DOI, url and the lines of extra; a
  /// page that tells none as "url:host/path".
  std::vector<std::string> paper_ids() const;
};

/// Every id a paper may be found by, spelled as in KnownItem::paper_ids().
std::vector<std::string> ids_of_paper(const Paper& paper);

/// Reads the list that zotero_plan.hpp describes: the API's objects or flat ones, children below
/// their items or in the list themselves. kInvalid when it is no list; what is no item in it is left
/// out and told in `warnings`.
Result<std::vector<KnownItem>> read_known_items(const Json& json, std::vector<std::string>& warnings);

}  // namespace sheaf::app
