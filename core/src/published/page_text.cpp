// Lines, links, ids, names and folded texts of published pages; see page_text.hpp. Dates are in
// page_days.cpp.
// No state; any thread.
#include "published/page_text.hpp"

#include <algorithm>
#include <array>

#include "base/entities.hpp"
#include "base/text.hpp"
#include "model/arxiv_id.hpp"
#include "model/category.hpp"

namespace sheaf::published {
namespace {

constexpr std::size_t kLongestUrl = 2000;
constexpr std::array<std::string_view, 7> kNameSuffixes = {"Jr", "Jr.", "Sr", "Sr.",
                                                           "II", "III", "IV"};

std::string_view last_part(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  while (url.ends_with("/")) url.remove_suffix(1);
  return url.substr(url.rfind('/') + 1);
}

/// What comes behind "key=" in the query of a URL.
std::string_view query_value(std::string_view url, std::string_view key) {
  const std::size_t at = url.find(key, std::min(url.find('?'), url.size()));
  if (at == std::string_view::npos) return {};
  const std::string_view value = url.substr(at + key.size());
  return value.substr(0, value.find_first_of("&#"));
}

std::optional<PaperId> id_of_url(std::string_view url) {
  if (auto known = parse_paper_id(url)) return known;
  // Readers and mirrors of arXiv keep its ids: papers.cool/arxiv/…, alphaxiv.org/abs/….
  const std::string_view last = last_part(url);
  if (last.find('.') == 4)
    if (const auto arxiv = parse_arxiv_id(last))
      return PaperId{arxiv->base, "arxiv", arxiv->version};
  if (contains(url, "openreview.net/"))
    if (const std::string_view id = query_value(url, "id="); !id.empty())
      return PaperId{"openreview:" + std::string(id), "openreview", 0};
  return std::nullopt;
}

/// "Tan&#42;" ends with a reference, not with a semicolon between names.
bool ends_with_reference(std::string_view name) {
  const std::size_t at = name.rfind('&');
  const auto reference = at == std::string_view::npos ? std::nullopt : read_entity(name.substr(at));
  return reference && at + reference->length == name.size();
}

void add_author(std::vector<Author>& authors, std::string_view name) {
  name = trim(name);
  while (name.ends_with(",") || (name.ends_with(";") && !ends_with_reference(name))) name = trim(name.substr(0, name.size() - 1));
  if (name.empty()) return;
  const bool suffix =
      std::find(kNameSuffixes.begin(), kNameSuffixes.end(), name) != kNameSuffixes.end();
  if (suffix && !authors.empty()) {
    authors.back().name += " " + std::string(name);
  } else {
    authors.push_back({collapse_spaces(name), {}});
  }
}

}  // namespace

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  lines.reserve(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string at_line(std::size_t index, std::string_view problem) {
  return "line " + std::to_string(index + 1) + ": " + std::string(problem);
}

std::string without_controls(std::string text) {
  text.erase(std::remove_if(text.begin(), text.end(),
                            [](char c) {
                              const auto byte = static_cast<unsigned char>(c);
                              return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
                            }),
             text.end());
  return text;
}

std::string_view link_url(std::string_view line, std::size_t at) {
  const std::string_view rest = line.substr(at, kLongestUrl);
  if (!rest.starts_with("http://") && !rest.starts_with("https://")) return {};
  int open = 0;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const char c = rest[i];
    if (static_cast<unsigned char>(c) <= ' ' ||
        std::string_view("[]<>|\"").find(c) != std::string_view::npos)
      break;
    if (c == '(') ++open;
    if (c == ')' && open-- == 0) return rest.substr(0, i);
  }
  return {};
}

std::optional<PageLink> link_in(std::string_view line, std::size_t from) {
  const std::size_t open = line.find('[', from);
  if (open == std::string_view::npos) return std::nullopt;
  std::optional<PageLink> best, last;
  std::size_t unopened = 0;  // "]" behind the place looked at that have no "[" there
  for (std::size_t at = line.size(); at-- > open + 1;) {
    if (line[at] == '[') {
      if (unopened == 0) break;  // nothing before it leaves paired brackets behind
      --unopened;
    } else if (line[at] == ']') {
      const bool closes = at + 1 < line.size() && line[at + 1] == '(';
      const std::string_view url = closes ? link_url(line, at + 2) : std::string_view();
      if (!url.empty()) {
        const PageLink link{line.substr(open + 1, at - open - 1), url, at + 2 + url.size() + 1};
        if (!last) last = link;
        if (unopened == 0) best = link;
      }
      ++unopened;
    }
  }
  return best ? best : last;
}

std::optional<PageLink> anchor_in(std::string_view line) {
  constexpr std::string_view kOpen = "<a href=", kClose = "</a>";
  const std::size_t open = line.find(kOpen);
  if (open == std::string_view::npos || open + kOpen.size() >= line.size()) return std::nullopt;
  const char quote = line[open + kOpen.size()];
  const std::size_t begin = open + kOpen.size() + 1;
  const std::size_t end =
      quote == '\'' || quote == '"' ? line.find(quote, begin) : std::string_view::npos;
  const std::size_t text = line.find('>', std::min(end, line.size()));
  const std::size_t close = line.find(kClose, std::min(text, line.size()));
  if (close == std::string_view::npos) return std::nullopt;
  return PageLink{line.substr(text + 1, close - text - 1), line.substr(begin, end - begin),
                  close + kClose.size()};
}

bool identify(Paper& paper, std::string_view url) {
  url = trim(url);
  if (auto known = id_of_url(url)) {
    paper.id = std::move(known->id);
    paper.scheme = std::move(known->scheme);
    paper.version = known->version;
    if (paper.scheme == "openreview") paper.landing = std::string(url);
    return true;
  }
  if (!url.starts_with("http://") && !url.starts_with("https://")) return false;
  paper.id = "url:" + std::string(url);
  paper.scheme = "url";
  paper.landing = std::string(url);
  return true;
}

std::vector<Author> authors_of(std::string_view list) {
  bool tight = false;
  for (std::size_t at = list.find(','); at != std::string_view::npos; at = list.find(',', at + 1))
    tight = tight || (at + 1 < list.size() && !is_ascii_space(list[at + 1]) && list[at + 1] != ',');
  std::vector<Author> authors;
  std::size_t start = 0;
  for (std::size_t at = 0; at < list.size(); ++at) {
    if (list[at] != ',') continue;
    const char next = at + 1 < list.size() ? list[at + 1] : '\0';
    if (next == ',' || (tight && is_ascii_space(next))) continue;
    add_author(authors, list.substr(start, at - start));
    start = at + 1;
  }
  add_author(authors, list.substr(start));
  return authors;
}

std::string category_of(std::string_view text) {
  text = trim(text);
  return text.size() > 40 ? std::string() : category_of_term(text);
}

}  // namespace sheaf::published
