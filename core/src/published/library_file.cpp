// Library files: telling their format, and gathering items; see library_file.hpp.
// No state; any thread.
#include "published/library_file.hpp"

#include <algorithm>

#include "base/fold.hpp"
#include "base/text.hpp"
#include "model/category.hpp"
#include "model/paper.hpp"
#include "published/library_readers.hpp"

namespace sheaf::published {
namespace {

constexpr std::size_t kLinesTried = 2000;

/// Control characters are no part of any text; a line break and a tab are.
std::string without_controls(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') c = ' ';
  return text;
}

bool is_ris_line(std::string_view line) {
  return line.starts_with("TY  - ") || line == "TY  -";
}

/// "@article{" and the like at the start of a line.
bool is_bibtex_line(std::string_view line) {
  if (!line.starts_with("@")) return false;
  std::size_t at = 1;
  while (at < line.size() && is_ascii_alnum(line[at])) ++at;
  const std::string_view rest = trim(line.substr(at));
  return at > 1 && (rest.empty() || rest.front() == '{' || rest.front() == '(');
}

std::optional<LibraryFormat> line_format(std::string_view text) {
  for (std::size_t i = 0; i < kLinesTried && !text.empty(); ++i) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (is_ris_line(line)) return LibraryFormat::kRis;
    if (is_bibtex_line(line)) return LibraryFormat::kBibtex;
  }
  return std::nullopt;
}

std::string_view without_mark(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
}

Error no_library(std::string_view name) {
  return Error{ErrorCode::kInvalid,
               std::string(name) +
                   ": not a library file: expected JSON (Sheaf's items, CSL-JSON, Better BibTeX JSON, items of "
                   "Zotero's API), BibTeX or RIS"};
}

Error nothing_read(std::string_view name, const LibraryFile& file) {
  return Error{ErrorCode::kInvalid, std::string(name) + ": none of its " + std::to_string(file.unreadable) +
                                      " entries could be read; the first: " +
                                      (file.warnings.empty() ? std::string() : file.warnings.front())};
}

}  // namespace

std::string_view library_format_name(LibraryFormat format) {
  switch (format) {
    case LibraryFormat::kItems:
      return "Sheaf items";
    case LibraryFormat::kCslJson:
      return "CSL-JSON";
    case LibraryFormat::kBetterBibtexJson:
      return "Better BibTeX JSON";
    case LibraryFormat::kZoteroApi:
      return "Zotero API JSON";
    case LibraryFormat::kBibtex:
      return "BibTeX";
    case LibraryFormat::kRis:
      return "RIS";
  }
  return {};
}

std::optional<LibraryFormat> detect_library_format(std::string_view text) {
  text = trim(without_mark(text));
  if (text.starts_with("{") || text.starts_with("[")) return library_json_format(text);
  return line_format(text);
}

Result<LibraryFile> read_library_file(std::string_view bytes, std::string_view name) {
  const std::string text = to_valid_utf8(without_mark(bytes));
  LibraryBuilder builder(name);
  // An empty file of lines is an empty library.
  const bool blank = trim(text).empty();
  const auto format = blank ? std::optional(LibraryFormat::kItems) : detect_library_format(text);
  if (!format) return no_library(name);
  builder.file().format = *format;
  if (*format == LibraryFormat::kBibtex)
    read_library_bibtex(text, builder);
  else if (*format == LibraryFormat::kRis)
    read_library_ris(text, builder);
  else if (!blank)
    read_library_json(text, builder);
  LibraryFile file = builder.finish();
  if (file.items.empty() && file.unreadable > 0) return nothing_read(name, file);
  return file;
}

void LibraryBuilder::warn(std::size_t line, const std::string& problem) {
  if (file_.warnings.size() < kMaxWarnings)
    file_.warnings.push_back(name_ + ":" + std::to_string(line) + ": " + problem);
}

void LibraryBuilder::lose(std::size_t line, const std::string& problem) {
  ++file_.unreadable;
  warn(line, problem);
}

void LibraryBuilder::add(LibraryItem item, std::size_t line) {
  item.title = one_line(without_controls(std::move(item.title)));
  item.abstract = std::string(trim(without_controls(std::move(item.abstract))));
  item.key = one_line(without_controls(std::move(item.key)));
  if (item.title.empty()) {
    ++file_.untitled;
    return warn(line, (item.key.empty() ? std::string("an entry") : item.key) + " has no title");
  }
  if (item.key.empty()) item.key = !item.id.empty() ? item.id : "title:" + to_hex(fnv1a64(to_lower(item.title)));
  const auto [place, is_new] = places_.try_emplace(item.key, file_.items.size());
  if (is_new) {
    file_.items.push_back(std::move(item));
    return;
  }
  ++file_.repeated;
  warn(line, item.key + " is there twice: the last one counts");
  file_.items[place->second] = std::move(item);
}

std::string paper_id_in(const std::vector<std::string>& texts) {
  std::string other;
  for (const std::string& text : texts) {
    // "2201.00738 [hep-ex]": what stands behind the id is no part of it.
    const std::string_view first = trim(text).substr(0, trim(text).find_first_of(" \t\n["));
    const auto id = first.empty() ? std::nullopt : parse_paper_id(first);
    if (!id || id->scheme == "url") continue;
    if (id->scheme == "arxiv") return id->id;
    if (other.empty()) other = id->id;
  }
  return other;
}

std::string category_in(std::string_view text) {
  const std::size_t open = text.find('[');
  const std::size_t close = text.find(']', open == std::string_view::npos ? text.size() : open);
  if (close == std::string_view::npos) return {};
  return canonical_category(trim(text.substr(open + 1, close - open - 1))).value_or("");
}

}  // namespace sheaf::published
