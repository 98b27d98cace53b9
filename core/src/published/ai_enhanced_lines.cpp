// The JSON lines of daily-arXiv-ai-enhanced: one paper a line with its AI fields, or without them
// in the raw files; see formats.hpp. A line that cannot be read costs itself alone.
// No state; any thread.
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/json.hpp"
#include "published/ai_fields.hpp"
#include "published/formats.hpp"
#include "published/page_text.hpp"

namespace sheaf::published {
namespace {

constexpr std::size_t kMostDamaged = 1000;  // then it is no such file

std::string text_of(const Json& json, const char* key) {
  return without_controls(json_string(json, key));
}

/// A list of strings, or one string whose parts are separated by `separator`.
std::vector<std::string> list_of(const Json& json, const char* key, char separator) {
  const auto found = json.find(key);
  if (found == json.end()) return {};
  if (found->is_string()) return split_list(text_of(json, key), separator);
  std::vector<std::string> out;
  if (!found->is_array()) return out;
  for (const Json& item : *found) {
    if (!item.is_string()) continue;
    const auto& bytes = item.get_ref<const std::string&>();
    if (std::string one = collapse_spaces(without_controls(to_valid_utf8(bytes))); !one.empty())
      out.push_back(std::move(one));
  }
  return out;
}

std::vector<Author> authors_of_row(const Json& row) {
  const auto found = row.find("authors");
  if (found != row.end() && found->is_string()) return authors_of(text_of(row, "authors"));
  std::vector<Author> authors;
  for (const std::string& name : list_of(row, "authors", ','))
    for (Author& author : authors_of(name + ",")) authors.push_back(std::move(author));
  return authors;
}

std::vector<std::string> categories_of_row(const Json& row) {
  std::vector<std::string> categories;
  for (const std::string& item : list_of(row, "categories", ' '))
    add_once(categories, category_of(replace_all(item, ",", "")));
  if (categories.empty()) add_once(categories, category_of(text_of(row, "cate")));
  return categories;
}

void read_links(const Json& row, Paper& paper) {
  if (paper.scheme == "arxiv") return;
  if (paper.landing.empty()) paper.landing = text_of(row, "abs");
  paper.pdf = text_of(row, "pdf");
}

bool read_identity(const Json& row, Paper& paper) {
  if (const auto known = parse_paper_id(text_of(row, "id"))) {
    paper.id = known->id;
    paper.scheme = known->scheme;
    paper.version = known->version;
    return true;
  }
  for (const char* key : {"abs", "url", "pdf"})
    if (identify(paper, text_of(row, key))) return true;
  return false;
}

void read_ai(const Json& row, Summary& summary) {
  const auto found = row.find("AI");
  if (found == row.end() || !found->is_object()) return;
  for (const auto& [key, value] : found->items())
    if (value.is_string())
      put_ai_field(summary, key,
                   without_controls(to_valid_utf8(value.get_ref<const std::string&>())));
  tell_language(summary);
}

struct LineReader {
  Page page;
  std::vector<std::string> unanswered;  ///< rows without AI fields, if others have them
  bool any_answer = false;

  void warn(const std::string& place, const std::string& problem) {
    page.warnings.push_back(place + ": " + problem);
  }

  void read(const Json& row, const std::string& place) {
    Entry entry;
    if (!row.is_object()) return warn(place, "not a JSON object");
    if (!read_identity(row, entry.paper)) return warn(place, "a paper without an id that is known");
    Paper& paper = entry.paper;
    paper.title = collapse_spaces(text_of(row, "title"));
    if (paper.title.empty()) warn(place, paper.id + " has no title");
    paper.abstract = paragraphs(text_of(row, row.contains("summary") ? "summary" : "abstract"));
    paper.authors = authors_of_row(row);
    paper.categories = categories_of_row(row);
    paper.comment = collapse_spaces(text_of(row, "comment"));
    paper.doi = canonical_doi(text_of(row, "doi"));
    paper.journal_ref = collapse_spaces(text_of(row, "journal_ref"));
    paper.code_url = std::string(trim(text_of(row, "code_url")));
    paper.published = parse_rfc3339(text_of(row, "published"));
    paper.updated = parse_rfc3339(text_of(row, "updated"));
    read_links(row, paper);
    read_ai(row, entry.summary);
    entry.summary.code_url = paper.code_url;
    if (!paper.categories.empty()) entry.topics = {paper.categories.front()};
    if (has_no_answer(entry.summary))
      unanswered.push_back(place + ": " + paper.id);
    else
      any_answer = true;
    page.entries.push_back(std::move(entry));
  }

  Page finish() {
    // A raw file has no AI fields at all, and misses nothing.
    if (any_answer)
      for (const std::string& place : unanswered)
        page.warnings.push_back(place + " has no AI fields, or only their failure");
    return std::move(page);
  }
};

}  // namespace

Result<Page> read_ai_enhanced_lines(std::string_view text) {
  LineReader reader;
  if (trim(text).starts_with("[")) {
    SHEAF_TRY(for_each_item(text, "", [&](const Json& row, const std::string& place) -> Status {
      reader.read(row, "item " + place);
      return {};
    }));
    return reader.finish();
  }
  std::size_t damaged = 0;
  const std::vector<std::string_view> lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = trim(lines[i]);
    if (line.empty()) continue;
    const std::string place = "line " + std::to_string(i + 1);
    const Result<Json> row = parse_json(line, place);
    if (row.ok()) {
      reader.read(*row, place);
      continue;
    }
    reader.page.warnings.push_back(row.error().message);
    if (++damaged < kMostDamaged) continue;
    reader.warn(place, "too many lines that are not JSON, the rest is not read");
    break;
  }
  return reader.finish();
}

}  // namespace sheaf::published
