// Encoding: see encode.hpp. Lines instead of JSON where possible: a bulk load spends its time in
// the full-text index and should not spend it again in a JSON library.
#include "store/encode.hpp"

#include <algorithm>
#include <iterator>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/json.hpp"

namespace sheaf::store {
namespace {

bool is_plain(const std::string& element) {
  return !element.empty() && element.find('\n') == std::string::npos;
}

/// Lines that start with '[' are taken for JSON when read.
bool fits_lines(const std::vector<std::string>& list) {
  return std::all_of(list.begin(), list.end(), is_plain) &&
         (list.empty() || list.front().front() != '[');
}

std::vector<std::string> strings_of(const Json& json) {
  std::vector<std::string> list;
  if (!json.is_array()) return list;
  for (const Json& element : json)
    if (element.is_string()) list.push_back(element.get<std::string>());
  return list;
}

struct ExtraText {
  const char* key;
  std::string Paper::*field;
};
constexpr ExtraText kExtraTexts[] = {{"venue", &Paper::venue},
                                     {"code_url", &Paper::code_url},
                                     {"landing", &Paper::landing},
                                     {"pdf", &Paper::pdf}};

bool has_extra(const Paper& paper) {
  return paper.citations || !paper.keywords.empty() || !paper.aliases.empty() ||
         std::any_of(std::begin(kExtraTexts), std::end(kExtraTexts),
                     [&](const ExtraText& extra) { return !(paper.*extra.field).empty(); });
}

/// Eight bytes at a step: a harvest takes the fingerprint of every record, changed or not.
class Fingerprint {
 public:
  void add(std::string_view text) {
    mix(text.size());  // so that ("a", "bc") is not ("ab", "c")
    while (text.size() >= 8) {
      mix(word_of(text.substr(0, 8)));
      text.remove_prefix(8);
    }
    if (!text.empty()) mix(word_of(text));
  }
  void add(std::int64_t number) { mix(static_cast<std::uint64_t>(number)); }
  void add(const std::optional<Seconds>& time) {
    add(std::int64_t{time.has_value()});
    add(time.value_or(0));
  }
  void add(const std::vector<std::string>& list) {
    add(static_cast<std::int64_t>(list.size()));
    for (const std::string& element : list) add(std::string_view(element));
  }
  std::int64_t value() const { return static_cast<std::int64_t>(hash_); }

 private:
  /// The same on machines of either byte order, since a store may move between them.
  static std::uint64_t word_of(std::string_view bytes) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
      word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    return word;
  }
  void mix(std::uint64_t word) {
    hash_ = (hash_ ^ word) * 0x9E3779B97F4A7C15ULL;
    hash_ ^= hash_ >> 29;
  }

  std::uint64_t hash_ = fnv1a64("sheaf paper");
};

}  // namespace

std::string encode_list(const std::vector<std::string>& list) {
  if (fits_lines(list)) return join(list, "\n");
  return dump_json(Json(list));
}

std::vector<std::string> decode_list(std::string_view text) {
  if (text.empty()) return {};
  if (text.front() != '[') return split(text, '\n');
  const Result<Json> json = parse_json(text, "a list in the store");
  return json ? strings_of(*json) : std::vector<std::string>();
}

std::string author_names(const std::vector<Author>& authors) {
  std::string names;
  for (const Author& author : authors) {
    if (!names.empty()) names += '\n';
    names += author.name;
  }
  return names;
}

std::string encode_authors(const std::vector<Author>& authors) {
  const bool names_suffice = std::all_of(authors.begin(), authors.end(), [](const Author& author) {
    return author.affiliations.empty() && is_plain(author.name);
  });
  if (names_suffice) return {};
  Json json = Json::array();
  for (const Author& author : authors) {
    Json element = {{"name", author.name}};
    if (!author.affiliations.empty()) element["affiliations"] = author.affiliations;
    json.push_back(std::move(element));
  }
  return dump_json(json);
}

std::vector<Author> decode_authors(std::string_view json, std::string_view names) {
  std::vector<Author> authors;
  const Result<Json> parsed =
      json.empty() ? Result<Json>(Json()) : parse_json(json, "authors in the store");
  if (parsed && parsed->is_array()) {
    for (const Json& element : *parsed) {
      if (!element.is_object()) continue;
      const auto affiliations = element.find("affiliations");
      authors.push_back({json_string(element, "name"), affiliations == element.end()
                                                           ? std::vector<std::string>()
                                                           : strings_of(*affiliations)});
    }
    return authors;
  }
  if (names.empty()) return authors;
  for (std::string& name : split(names, '\n')) authors.push_back({std::move(name), {}});
  return authors;
}

std::string encode_extra(const Paper& paper) {
  if (!has_extra(paper)) return {};
  Json json = Json::object();
  for (const auto& [key, field] : kExtraTexts)
    if (!(paper.*field).empty()) json[key] = paper.*field;
  if (!paper.keywords.empty()) json["keywords"] = paper.keywords;
  if (!paper.aliases.empty()) json["aliases"] = paper.aliases;
  if (paper.citations) json["citations"] = *paper.citations;
  return dump_json(json);
}

void decode_extra(std::string_view text, Paper& paper) {
  if (text.empty()) return;
  const Result<Json> json = parse_json(text, "further fields in the store");
  if (!json || !json->is_object()) return;
  for (const auto& [key, field] : kExtraTexts) paper.*field = json_string(*json, key);
  if (const auto list = json->find("keywords"); list != json->end()) paper.keywords = strings_of(*list);
  if (const auto list = json->find("aliases"); list != json->end()) paper.aliases = strings_of(*list);
  const auto count = json->find("citations");
  if (count != json->end() && count->is_number_integer()) paper.citations = count->get<std::int64_t>();
}

std::int64_t fingerprint(const Paper& paper) {
  Fingerprint print;
  for (const std::string* text : {&paper.id, &paper.scheme, &paper.title, &paper.abstract,
                                  &paper.comment, &paper.doi, &paper.journal_ref, &paper.license})
    print.add(std::string_view(*text));
  print.add(paper.categories);
  print.add(static_cast<std::int64_t>(paper.authors.size()));
  for (const Author& author : paper.authors) {
    print.add(std::string_view(author.name));
    print.add(author.affiliations);
  }
  print.add(paper.published);
  print.add(paper.updated);
  print.add(std::int64_t{paper.version});
  print.add(static_cast<std::int64_t>(paper.detail));
  if (!has_extra(paper)) return print.value();  // as before there were any, so stores stay in step
  for (const auto& [key, field] : kExtraTexts) print.add(std::string_view(paper.*field));
  print.add(paper.keywords);
  print.add(paper.aliases);
  print.add(paper.citations);
  return print.value();
}

std::int64_t fingerprint(const LibraryItem& item, std::string_view origin) {
  Fingerprint print;
  print.add(origin);
  for (const std::string* text : {&item.key, &item.title, &item.abstract, &item.added, &item.id})
    print.add(std::string_view(*text));
  for (const std::vector<std::string>* list : {&item.authors, &item.collections, &item.tags, &item.categories})
    print.add(*list);
  return print.value() == 0 ? 1 : print.value();
}

}  // namespace sheaf::store
