// Names, institutions and identities of papers in published lists; see listing_paper.hpp.
// Pure functions; any thread.
#include "published/listing_paper.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/text.hpp"
#include "model/author_list.hpp"
#include "model/category.hpp"
#include "published/listing_text.hpp"

namespace sheaf::published::listing {
namespace {

constexpr std::array<std::string_view, 14> kCompanyForms = {
    "Inc", "Inc.", "Ltd",   "Ltd.", "LLC",  "L.L.C.", "GmbH",
    "Co.", "Co",   "Corp.", "Corp", "S.L.", "S.A.",   "PLC"};
constexpr std::array<std::string_view, 20> kCampuses = {
    "Berkeley",         "Los Angeles",  "San Diego", "Santa Barbara", "Santa Cruz",
    "Irvine",           "Davis",        "Riverside", "Merced",        "San Francisco",
    "Urbana-Champaign", "College Park", "Amherst",   "Ann Arbor",     "Chapel Hill",
    "Twin Cities",      "Shenzhen",     "Guangzhou", "Weihai",        "Zhuhai"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool has_word(std::string_view text) {
  for (std::size_t pos = 0; pos < text.size();)
    if (is_word_code_point(next_code_point(text, pos))) return true;
  return false;
}

std::string_view openreview_id(std::string_view link) {
  const std::size_t host = link.find("openreview.net/");
  if (host == std::string_view::npos || host > 12) return {};
  std::size_t at = link.find("?id=");
  if (at == std::string_view::npos) at = link.find("&id=");
  if (at == std::string_view::npos) return {};
  const std::string_view id = link.substr(at + 4);
  return id.substr(0, id.find_first_of("&#"));
}

// "https://dl.acm.org/doi/abs/10.1145/3.4?x" → "10.1145/3.4": publishers' own addresses of a DOI.
std::string doi_in_path(std::string_view link) {
  const std::size_t path = link.find("/doi/");
  const std::size_t doi = path == std::string_view::npos ? path : link.find("/10.", path);
  if (doi == std::string_view::npos) return {};
  const std::string_view rest = link.substr(doi + 1);
  return canonical_doi(rest.substr(0, rest.find_first_of("?#")));
}

// Words of a title joined by "-": readable, and the same every day.
std::string title_slug(std::string_view title) {
  constexpr std::size_t kLongest = 120;
  std::string slug;
  for (const char c : ascii_lower(to_ascii(title))) {
    if (is_ascii_alnum(c))
      slug += c;
    else if (!slug.empty() && slug.back() != '-')
      slug += '-';
    if (slug.size() == kLongest) break;
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug.empty() ? to_hex(fnv1a64(title)) : slug;
}

bool lists_a_volume(std::string_view link) {
  return contains(link.substr(0, 40), "dblp.org/db/");
}

void add_title_to_id(Paper& paper) {
  paper.id += "#" + title_slug(paper.title);
}

}  // namespace

std::vector<std::string_view> split_outside_brackets(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  int depth = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const char c = at < text.size() ? text[at] : separator;
    if (c == '(' || c == '[' || c == '{') ++depth;
    if ((c == ')' || c == ']' || c == '}') && depth > 0) --depth;
    if (at < text.size() && (c != separator || depth > 0)) continue;
    if (const auto part = trim(text.substr(start, at - start)); !part.empty())
      parts.push_back(part);
    start = at + 1;
  }
  return parts;
}

std::vector<Author> split_author_names(std::string_view text) {
  std::vector<Author> authors;
  if (is_blank_value(text)) return authors;
  authors = split_author_list(one_line(text));
  std::erase_if(authors, [](const Author& author) { return !has_word(author.name); });
  return authors;
}

std::vector<std::string> split_institutions(std::string_view text) {
  std::vector<std::string> out;
  if (is_blank_value(text)) return out;
  const std::vector<std::string_view> by_semicolon = split_outside_brackets(text, ';');
  if (by_semicolon.size() > 1 || text.ends_with(';')) {
    for (const auto part : by_semicolon) out.push_back(one_line(part));
    return out;
  }
  for (const auto part : split_outside_brackets(text, ',')) {
    const bool campus =
        is_one_of(kCampuses, part) && !out.empty() &&
        (contains(out.back(), "University of ") || contains(out.back(), "Institute of Technology"));
    if (!out.empty() && (is_one_of(kCompanyForms, part) || campus)) {
      out.back() += ", " + one_line(part);
    } else {
      out.push_back(one_line(part));
    }
  }
  return out;
}

std::vector<std::string> split_categories(std::string_view text) {
  std::vector<std::string> out;
  std::string spaced(text);
  for (char& c : spaced)
    if (c == ',' || c == ';' || c == '|' || c == '`') c = ' ';
  for (const std::string& word : split_list(spaced, ' '))
    if (auto category = canonical_category(word))
      if (std::find(out.begin(), out.end(), *category) == out.end()) out.push_back(*category);
  return out;
}

bool identify(Paper& paper, std::string_view link) {
  link = trim(link);
  if (const auto id = parse_paper_id(link); id && (id->scheme == "arxiv" || id->scheme == "doi")) {
    paper.id = id->id;
    paper.scheme = id->scheme;
    paper.version = id->version;
    return true;
  }
  if (!is_web_url(link)) return false;
  if (const std::string_view forum = openreview_id(link); !forum.empty()) {
    paper.id = "openreview:" + std::string(forum);
    paper.scheme = "openreview";
    paper.landing = link;
    return true;
  }
  paper.landing = link;
  if (std::string doi = doi_in_path(link); !doi.empty()) {
    paper.id = std::move(doi);
    paper.scheme = "doi";
    return true;
  }
  paper.id = "url:" + std::string(link);
  paper.scheme = "url";
  if (lists_a_volume(link)) add_title_to_id(paper);
  return true;
}

void separate_shared_links(Page& page) {
  struct First {
    std::string title;
    bool shared = false;
  };
  std::unordered_map<std::string, First> links;
  for (const Entry& entry : page.entries) {
    if (entry.paper.scheme != "url") continue;
    const std::string title = title_slug(entry.paper.title);
    const auto [found, added] = links.try_emplace(entry.paper.id, First{title, false});
    if (!added && found->second.title != title) found->second.shared = true;
  }
  for (Entry& entry : page.entries) {
    const auto found = links.find(entry.paper.id);
    if (found != links.end() && found->second.shared) add_title_to_id(entry.paper);
  }
}

}  // namespace sheaf::published::listing
