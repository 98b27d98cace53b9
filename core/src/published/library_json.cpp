// Libraries as JSON: our own items, CSL-JSON, Better BibTeX's export and items of Zotero's API. Each entry is told by
// its own members, so that a file that mixes them is read too.
// Zotero's fields: https://api.zotero.org/schema; CSL's: https://docs.citationstyles.org/en/stable/specification.html.
// No state beyond one call; any thread.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/markup.hpp"
#include "base/text.hpp"
#include "model/json.hpp"
#include "published/json_slices.hpp"
#include "published/library_readers.hpp"
#include "published/library_zotero.hpp"

namespace sheaf::published {
namespace {

LibraryFormat format_of(const Json& entry) {
  if (entry.contains("data") && entry["data"].is_object()) return LibraryFormat::kZoteroApi;
  if (entry.contains("itemType")) return LibraryFormat::kBetterBibtexJson;
  const bool typed = entry.contains("type") && entry["type"].is_string();
  return typed && !entry.contains("key") ? LibraryFormat::kCslJson : LibraryFormat::kItems;
}

/// Where the entries of a JSON text are.
struct Layout {
  enum class Kind { kArray, kLines, kExport } kind = Kind::kLines;
  JsonSlice entries;
  JsonSlice collections;  ///< of an export; may be empty
};

Layout layout_of(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  JsonSlice all{text.substr(begin), 1};
  all.line += static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
  if (all.text.front() == '[') return {Layout::Kind::kArray, all, {}};
  Layout layout{Layout::Kind::kLines, all, {}};
  for_each_member(all, [&](std::string_view key, const JsonSlice& value) {
    if (key == "items" && value.text.starts_with("[")) {
      layout.kind = Layout::Kind::kExport;
      layout.entries = value;
    }
    if (key == "collections") layout.collections = value;
    return true;
  });
  // The "collections" of a line are an item's own.
  if (layout.kind != Layout::Kind::kExport) layout.collections = {};
  return layout;
}

/// Every entry of the text, until the visitor has enough.
void for_each_entry(const Layout& layout, LibraryBuilder* out, const SliceVisitor& visit) {
  if (layout.kind != Layout::Kind::kLines) {
    if (!for_each_element(layout.entries, visit) && out)
      out->warn(layout.entries.line, "the text ends before the list that begins here does");
    return;
  }
  std::string_view rest = layout.entries.text;
  for (std::size_t line = layout.entries.line; !rest.empty(); ++line) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view one = trim(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!one.empty() && !visit({one, line})) return;
  }
}

/// One object that is not on one line is no list of lines.
bool is_one_object(const Layout& layout) {
  if (layout.kind != Layout::Kind::kLines) return false;
  const std::string_view first = layout.entries.text.substr(0, layout.entries.text.find('\n'));
  return !trim(first).ends_with("}");
}

std::vector<std::string> csl_authors(const Json& entry) {
  std::vector<std::string> names;
  const auto list = entry.find("author");
  if (list == entry.end() || !list->is_array()) return names;
  for (const Json& one : *list) {
    if (!one.is_object()) continue;
    std::string name = json_string(one, "literal");
    if (name.empty())
      name = collapse_spaces(json_string(one, "given") + " " + json_string(one, "non-dropping-particle") + " " +
                             json_string(one, "family") + " " + json_string(one, "suffix"));
    if (!name.empty()) names.push_back(std::move(name));
  }
  return names;
}

LibraryItem csl_item(const Json& entry) {
  LibraryItem item;
  item.key = text_or_number(entry, "id");
  // Zotero spells its own keys so: "http://zotero.org/users/1/items/ABCD2345".
  if (contains(item.key, "zotero.org/")) item.key = item.key.substr(item.key.rfind('/') + 1);
  item.title = without_markup(json_string(entry, "title"));
  item.abstract = without_markup(json_string(entry, "abstract"));
  item.authors = csl_authors(entry);
  item.tags = split_list(json_string(entry, "keyword"), ',');
  const std::string note = json_string(entry, "note");
  item.id = paper_id_in({json_string(entry, "number"), arxiv_line(note), json_string(entry, "DOI"),
                         json_string(entry, "URL")});
  if (std::string category = category_in(arxiv_line(note)); !category.empty()) item.categories = {std::move(category)};
  return item;
}

class JsonReader {
 public:
  JsonReader(const CollectionPaths& collections, LibraryBuilder& out) : collections_(collections), out_(out) {}

  bool read(const JsonSlice& entry) {
    if (!entry.text.starts_with("{")) {
      out_.lose(entry.line, "an entry is not a JSON object");
      return true;
    }
    const Result<Json> json = parse_json(entry.text, "entry");
    if (!json)
      out_.lose(entry.line, json.error().message);
    else
      read_object(*json, entry.line);
    return true;
  }

 private:
  void read_object(const Json& entry, std::size_t line) {
    const LibraryFormat format = format_of(entry);
    if (first_) out_.file().format = format;
    first_ = false;
    if (format == LibraryFormat::kCslJson) return out_.add(csl_item(entry), line);
    if (format != LibraryFormat::kItems) return read_zotero(entry, format, line);
    Result<LibraryItem> item = library_item_from_json(entry, "entry");
    if (item)
      out_.add(*std::move(item), line);
    else
      out_.lose(line, item.error().message.substr(std::string_view("entry: ").size()));
  }

  void read_zotero(const Json& entry, LibraryFormat format, std::size_t line) {
    const Json& data = format == LibraryFormat::kZoteroApi ? entry["data"] : entry;
    if (is_zotero_note(data)) return out_.skip_note();
    LibraryItem item = zotero_item(data, collections_);
    if (item.key.empty()) item.key = json_string(entry, "key");
    out_.add(std::move(item), line);
  }

  const CollectionPaths& collections_;
  LibraryBuilder& out_;
  bool first_ = true;
};

}  // namespace

std::optional<LibraryFormat> library_json_format(std::string_view text) {
  const Layout layout = layout_of(text);
  std::optional<LibraryFormat> format;
  std::size_t tried = 0;
  bool any = false;
  const auto look = [&](const JsonSlice& entry) {
    any = true;
    const Result<Json> json = entry.text.starts_with("{") ? parse_json(entry.text, "entry")
                                                          : Result<Json>(Error{ErrorCode::kParse, ""});
    const bool known = json && (json->contains("title") || json->contains("key") || json->contains("itemType") ||
                                json->contains("data") || json->contains("type"));
    if (known) format = format_of(*json);
    return !known && ++tried < 20;
  };
  if (is_one_object(layout))
    look(layout.entries);
  else
    for_each_entry(layout, nullptr, look);
  if (layout.kind == Layout::Kind::kExport && !format) return LibraryFormat::kBetterBibtexJson;
  if (!any && layout.kind == Layout::Kind::kArray) return LibraryFormat::kItems;  // "[]": a library without items
  return format;
}

void read_library_json(std::string_view text, LibraryBuilder& out) {
  const Layout layout = layout_of(text);
  const CollectionPaths collections = read_collections(layout.collections, out);
  JsonReader reader(collections, out);
  const auto read = [&](const JsonSlice& entry) { return reader.read(entry); };
  if (is_one_object(layout))
    read(layout.entries);
  else
    for_each_entry(layout, &out, read);
}

}  // namespace sheaf::published
