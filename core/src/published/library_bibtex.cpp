// Libraries as BibTeX or BibLaTeX; bib_reader.hpp has the syntax, this file what the fields mean. Fields of JabRef
// (groups, timestamp), BibDesk (date-added) and Better BibTeX are known.
// No state beyond one call; any thread.
#include "base/tex.hpp"
#include "base/text.hpp"
#include "model/author_list.hpp"
#include "model/category.hpp"
#include "published/bib_reader.hpp"
#include "published/library_readers.hpp"

namespace sheaf::published {
namespace {

/// TeX as text. Braces that only guard capitals go with the rest of the dress.
std::string plain(std::string_view value) {
  std::string text = plain_text(value);
  std::erase_if(text, [](char c) { return c == '{' || c == '}'; });
  return collapse_spaces(text);
}

/// At "and" between blanks, outside of braces.
std::vector<std::string_view> split_names(std::string_view list) {
  std::vector<std::string_view> names;
  std::size_t begin = 0, depth = 0;
  for (std::size_t at = 0; at < list.size(); ++at) {
    if (list[at] == '{') ++depth;
    if (list[at] == '}' && depth > 0) --depth;
    const bool word = depth == 0 && at > 0 && at + 4 < list.size() && is_ascii_space(list[at - 1]) &&
                      equals_ignoring_case(list.substr(at, 3), "and") && is_ascii_space(list[at + 3]);
    if (!word) continue;
    names.push_back(trim(list.substr(begin, at - begin)));
    begin = at + 3;
  }
  names.push_back(trim(list.substr(begin)));
  return names;
}

/// "von Neumann, Jr., John" → "John von Neumann Jr.".
std::string name_in_order(std::string_view name) {
  std::vector<std::string> parts{""};
  std::size_t depth = 0;
  for (const char c : name) {
    if (c == '{') ++depth;
    if (c == '}' && depth > 0) --depth;
    if (c == ',' && depth == 0 && parts.size() < 3)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  if (parts.size() == 1) return parts[0];
  if (parts.size() == 2) return parts[1] + " " + parts[0];
  return parts[2] + " " + parts[0] + " " + parts[1];
}

std::vector<std::string> authors_of(const BibEntry& entry) {
  std::vector<Author> authors;
  for (const std::string_view name : split_names(entry.text({"author", "editor"}))) {
    if (name.empty() || equals_ignoring_case(name, "others")) continue;
    authors.push_back({name_in_order(name), {}});
  }
  read_tex_names(authors);
  std::vector<std::string> names;
  for (const Author& author : authors)
    if (std::string name = plain(author.name); !name.empty()) names.push_back(std::move(name));
  return names;
}

std::vector<std::string> list_of(std::string_view value) {
  const std::string text = plain(value);
  return split_list(text, contains(text, ";") ? ';' : ',');
}

/// JabRef's and BibDesk's; "2011.05.01" is JabRef's old spelling.
std::string added_of(const BibEntry& entry) {
  const std::string date = replace_all(plain(entry.text({"date-added", "creationdate", "timestamp"})), ".", "-");
  return parse_day(std::string_view(date).substr(0, 10)) ? date : std::string();
}

std::string id_of(const BibEntry& entry) {
  const std::string archive = ascii_lower(entry.text({"archiveprefix", "eprinttype"}));
  const std::string eprint = plain(entry.text({"eprint"}));
  const bool arxiv = archive == "arxiv" || (archive.empty() && !eprint.empty());
  const bool pubmed = archive == "pubmed" || archive == "pmid";
  return paper_id_in({arxiv ? eprint : pubmed ? "pmid:" + eprint : std::string(), plain(entry.text({"arxivid", "arxiv"})),
                      plain(entry.text({"doi"})), plain(entry.text({"url"})), plain(entry.text({"journal", "note"}))});
}

LibraryItem item_of(const BibEntry& entry) {
  LibraryItem item;
  item.key = entry.key;
  item.title = plain(entry.text({"title"}));
  if (const std::string subtitle = plain(entry.text({"subtitle"})); !subtitle.empty()) item.title += ": " + subtitle;
  item.abstract = plain(entry.text({"abstract"}));
  item.authors = authors_of(entry);
  item.added = added_of(entry);
  item.tags = list_of(entry.text({"keywords", "keyword"}));
  for (const std::string& group : list_of(entry.text({"groups"}))) add_once(item.collections, group);
  item.id = id_of(entry);
  const auto category = canonical_category(plain(entry.text({"primaryclass", "eprintclass"})));
  if (category) item.categories = {*category};
  return item;
}

}  // namespace

void read_library_bibtex(std::string_view text, LibraryBuilder& out) {
  BibSink sink;
  sink.entry = [&](const BibEntry& entry) {
    if (entry.type != "xdata" && entry.type != "set") out.add(item_of(entry), entry.line);
  };
  sink.lost = [&](std::size_t line, const std::string& problem) { out.lose(line, problem); };
  sink.damaged = [&](std::size_t line, const std::string& problem) { out.warn(line, problem); };
  read_bib(text, sink);
}

}  // namespace sheaf::published
