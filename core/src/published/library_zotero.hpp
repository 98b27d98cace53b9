// Zotero's items and collections as its API and Better BibTeX write them.
// A CollectionPaths is made once per file and then only read; the functions are pure.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/json.hpp"
#include "published/json_slices.hpp"
#include "published/library_readers.hpp"

namespace sheaf::published {

struct CollectionPaths {
  std::unordered_map<std::string, std::string> by_key;  ///< "ABCD2345" → "Thesis/Chapter 1"
  std::unordered_map<std::string, std::vector<std::string>> by_item;  ///< paths by itemID, where the file says so
};
/// An object by key (Better BibTeX) or a list (the API's "collections"); an empty slice gives none.
CollectionPaths read_collections(const JsonSlice& collections, LibraryBuilder& out);

/// Notes, attachments and annotations.
bool is_zotero_note(const Json& data);
/// Collections that the file does not name stay as their keys.
LibraryItem zotero_item(const Json& data, const CollectionPaths& collections);

/// The line "arXiv: 2201.00738 [hep-ex]" of Zotero's Extra, from behind the colon; or empty.
std::string arxiv_line(std::string_view extra);
std::string text_or_number(const Json& json, const char* key);

}  // namespace sheaf::published
