// Reading the conference tables of arxiv_rss_bot; see rss_bot_table.hpp.
// Pure functions; any thread.
#include "published/rss_bot_table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.hpp"
#include "published/listing_paper.hpp"
#include "published/listing_text.hpp"

namespace sheaf::published::rss_bot {
namespace {

using listing::one_line;
using Cells = std::vector<std::string_view>;

// A link of a cell, "[title](address)"; `size` counts its bytes.
struct Link {
  std::string_view title, address;
  std::size_t size = 0;
};

// Moves `end` to the parenthesis that closes an address; npos when a space or the end comes first.
std::size_t address_end(std::string_view text, std::size_t& end) {
  int depth = 0;
  for (; end < text.size() && text[end] != ' '; ++end) {
    if (text[end] == '(') ++depth;
    if (text[end] == ')' && --depth < 0) return end;
  }
  return std::string_view::npos;
}

// Titles hold "|" and brackets that nobody escapes: the title ends where an address begins.
constexpr std::string_view kMiddle = "](http";

Link leading_link(std::string_view text) {
  if (!text.starts_with('[')) return {};
  const std::size_t middle = text.find(kMiddle);
  if (middle == std::string_view::npos) return {};
  const std::size_t begin = middle + 2;
  std::size_t at = begin;
  const std::size_t end = address_end(text, at);
  if (end == std::string_view::npos) return {};
  return {text.substr(1, middle - 1), text.substr(begin, end - begin), end + 1};
}

// Where each link's title and the link itself end, in one pass over the row.
struct LinkEnd {
  std::size_t middle, end;
};
std::vector<LinkEnd> find_links(std::string_view row) {
  std::vector<LinkEnd> links;
  for (std::size_t at = row.find(kMiddle); at != std::string_view::npos;
       at = row.find(kMiddle, at)) {
    const std::size_t middle = at;
    at += 2;
    if (const std::size_t end = address_end(row, at); end != std::string_view::npos)
      links.push_back({middle, end + 1});
  }
  return links;
}

// The cells of a row without the pipes at its ends. Where a cell opens with a link, its pipes are
// text.
Cells split_row(std::string_view row) {
  row = trim(row);
  if (row.starts_with('|')) row.remove_prefix(1);
  if (row.ends_with('|')) row.remove_suffix(1);
  const std::vector<LinkEnd> links = find_links(row);
  Cells cells;
  std::size_t start = 0, link = 0;
  while (start <= row.size()) {
    std::size_t from = std::min(row.find_first_not_of(' ', start), row.size());
    while (link < links.size() && links[link].middle < from) ++link;
    if (link < links.size() && row[from] == '[') from = links[link++].end;
    const std::size_t pipe = std::min(row.find('|', from), row.size());
    cells.push_back(trim(row.substr(start, pipe - start)));
    start = pipe + 1;
  }
  return cells;
}

bool is_divider(std::string_view line) {
  line = trim(line);
  return line.starts_with('|') && line.find("---") != std::string_view::npos &&
         line.find_first_not_of("|-: ") == std::string_view::npos;
}

struct Table {
  std::vector<std::string> columns;  ///< as printed
  std::string topic, venue;
  std::size_t find(std::string_view name) const {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const std::string& column) {
      return equals_ignoring_case(column, name);
    });
    return static_cast<std::size_t>(found - columns.begin());
  }
};

// "**6.67**" and "`USENIX`" as plain text.
std::string_view plain(std::string_view cell) {
  cell = trim(cell);
  while (cell.size() >= 2 && (cell.front() == '*' || cell.front() == '`') &&
         cell.back() == cell.front()) {
    cell.remove_prefix(1);
    cell.remove_suffix(1);
  }
  return trim(cell);
}

std::optional<double> number_of(std::string_view cell) {
  cell = plain(cell);
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  const bool whole = error == std::errc() && end == cell.data() + cell.size() && !cell.empty();
  if (!whole || !std::isfinite(value)) return std::nullopt;
  return value;
}

// "osdi26" and "eurosys2026" → "OSDI 2026": the names that USENIX and dblp give in their addresses.
std::string edition(std::string_view name) {
  const std::size_t digits = std::min(name.find_first_of("0123456789"), name.size());
  const std::string_view year = name.substr(digits);
  const bool sane = digits > 0 && (year.size() == 2 || year.size() == 4) &&
                    year.find_first_not_of("0123456789") == std::string_view::npos;
  if (!sane) return {};
  std::string out(name.substr(0, digits));
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  for (const std::string_view mixed :
       {"EuroSys", "MLSys", "RecSys", "MobiSys", "MobiCom", "NeurIPS", "SenSys"})
    if (equals_ignoring_case(out, mixed)) out = mixed;
  return out + " " + (year.size() == 2 ? "20" : "") + std::string(year);
}

std::string venue_of_link(std::string_view link) {
  constexpr std::string_view kUsenix = "usenix.org/conference/", kDblp = "dblp.org/db/conf/";
  if (const std::size_t at = link.find(kUsenix); at != std::string_view::npos) {
    const std::string_view rest = link.substr(at + kUsenix.size());
    return edition(rest.substr(0, rest.find('/')));
  }
  if (contains(link, kDblp)) {
    const std::string_view last = link.substr(link.rfind('/') + 1);
    return edition(last.substr(0, last.find_first_of(".#")));
  }
  return {};
}

// The tag of the source a row came from says nothing that its link does not say.
bool told_by_link(std::string_view cell, std::string_view link) {
  return contains(ascii_lower(link), ascii_lower(plain(cell)));
}

void add_column(const std::string& name, std::string_view cell, Score& score) {
  const std::string value = one_line(plain(cell));
  if (listing::is_blank_value(value)) return;
  if (!score.reason.empty()) score.reason += "; ";
  score.reason += name.empty() ? value : name + ": " + value;
}

void read_score(const Table& table, const Cells& cells, std::string_view link, Score& score) {
  std::size_t scored = table.columns.size();
  for (const std::string_view name : {"score", "avg", "avg rating", "average", "average rating"}) {
    const std::size_t column = table.find(name);
    if (column >= cells.size() || !number_of(cells[column])) continue;
    score.value = *number_of(cells[column]);
    scored = column;
    break;
  }
  const bool is_score =
      scored < table.columns.size() && equals_ignoring_case(table.columns[scored], "score");
  for (std::size_t column = 0; column < cells.size(); ++column) {
    const std::string name = column < table.columns.size() ? table.columns[column] : std::string();
    const bool shown =
        name == "#" || equals_ignoring_case(name, "title") || (is_score && column == scored);
    if (shown || leading_link(cells[column]).size > 0) continue;
    if (equals_ignoring_case(name, "source") && told_by_link(cells[column], link)) continue;
    add_column(name, cells[column], score);
  }
}

// The title's link, else the first of the row.
Link find_link(const Cells& cells, std::size_t title) {
  if (title < cells.size())
    if (const Link link = leading_link(cells[title]); link.size > 0) return link;
  for (const std::string_view cell : cells)
    if (Link link = leading_link(cell); link.size > 0) {
      if (title < cells.size()) link.title = cells[title];
      return link;
    }
  return {};
}

void read_row(std::string_view line, std::size_t number, const Table& table, Page& page) {
  const Cells cells = split_row(line);
  const std::string place = "line " + std::to_string(number) + ": ";
  const Link link = find_link(cells, table.find("title"));
  Entry entry;
  entry.paper.detail = Detail::kMentioned;
  entry.paper.title = one_line(replace_all(link.title, "\\|", "|"));
  if (link.size == 0 || !listing::identify(entry.paper, link.address)) {
    page.warnings.push_back(place + "a row without a link to its paper: \"" +
                            shorten(one_line(line), 100) + "\"");
    return;
  }
  if (cells.size() != table.columns.size())
    page.warnings.push_back(place + "a row with " + std::to_string(cells.size()) + " columns of " +
                            std::to_string(table.columns.size()));
  read_score(table, cells, link.address, entry.score);
  const std::string from_link = venue_of_link(link.address);
  if (!from_link.empty())
    entry.paper.venue = from_link;
  else if (entry.paper.scheme == "openreview")
    entry.paper.venue = table.venue;
  if (!table.topic.empty()) entry.topics.push_back(table.topic);
  if (page.day) entry.announcement.day = *page.day;
  page.entries.push_back(std::move(entry));
}

// "ICLR 2026 Papers 📚" → topic "ICLR 2026", which is a venue because it has a year.
void set_heading(std::string_view line, Table& table) {
  std::string text = one_line(listing::heading_text(line));
  const std::size_t papers = text.rfind(" Papers");
  if (papers != std::string::npos && papers > 0) text.resize(papers);
  table.topic = text;
  const std::size_t year = text.rfind(" 20");
  const bool dated =
      year != std::string::npos && year + 5 == text.size() && number_of(text.substr(year));
  table.venue = dated ? text : std::string();
}

void set_columns(std::string_view header, Table& table) {
  table.columns.clear();
  for (const std::string_view cell : split_row(header))
    table.columns.push_back(one_line(plain(cell)));
  if (table.find("title") == table.columns.size()) table.columns.clear();
}

}  // namespace

void read_tables(std::string_view text, Page& page) {
  Table table;
  std::string_view before;
  for (listing::LineCursor lines(text); lines.next(); before = lines.line()) {
    const std::string_view line = trim(lines.line());
    if (listing::heading_level(line) > 0) set_heading(line, table);
    if (is_divider(line)) {
      set_columns(before, table);
    } else if (!line.starts_with('|')) {
      table.columns.clear();
    } else if (!table.columns.empty()) {
      read_row(line, lines.number(), table, page);
    }
  }
}

}  // namespace sheaf::published::rss_bot
