// Cells of unescaped table rows; see table_row.hpp.
// No state; any thread.
#include "published/table_row.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "published/ai_fields.hpp"
#include "published/page_text.hpp"

namespace sheaf::published {
namespace {

constexpr std::size_t kMostCells = 64;  // the last one holds the rest
constexpr std::string_view kFold = "<details>";
constexpr std::string_view kFoldEnd = "</details>";
constexpr std::string_view kQuote = "<blockquote>";
constexpr std::string_view kQuoteEnd = "</blockquote>";

/// Whether a cell may end at `at`: only blanks before the next "|" or the end of the row.
bool cell_may_end(std::string_view row, std::size_t at) {
  while (at < row.size() && is_ascii_space(row[at])) ++at;
  return at == row.size() || row[at] == '|';
}

std::size_t next_bar(std::string_view row, std::size_t at) {
  for (; at < row.size(); ++at)
    if (row[at] == '|' && (at == 0 || row[at - 1] != '\\')) return at;
  return row.size();
}

/// Searches for a tag behind which a cell may end, and never twice in vain: a row of a million
/// opening tags is read in one pass.
class TagSearch {
 public:
  explicit TagSearch(std::string_view tag) : tag_(tag) {}

  std::optional<std::size_t> behind(std::string_view row, std::size_t from) {
    if (from >= none_from_) return std::nullopt;
    for (std::size_t at = from; (at = row.find(tag_, at)) != std::string_view::npos;) {
      at += tag_.size();
      if (cell_may_end(row, at)) return at;
    }
    none_from_ = from;
    return std::nullopt;
  }

 private:
  std::string_view tag_;
  std::size_t none_from_ = std::string_view::npos;
};

class RowScan {
 public:
  explicit RowScan(std::string_view row) : row_(row) {}

  std::vector<std::string_view> run() {
    std::vector<std::string_view> cells;
    std::size_t at = row_.starts_with("|") ? 1 : 0;
    while (at < row_.size()) {
      const bool last = cells.size() + 1 == kMostCells;
      const std::size_t end = last ? row_.size() : next_bar(row_, protected_end(at));
      cells.push_back(trim(row_.substr(at, end - at)));
      at = end + 1;
    }
    return cells;
  }

 private:
  /// Where the text that hides bars ends; `at` itself when the cell holds none.
  std::size_t protected_end(std::size_t at) {
    std::size_t start = at;
    while (start < row_.size() && is_ascii_space(row_[start])) ++start;
    const std::string_view rest = row_.substr(start);
    if (rest.starts_with(kFold)) return fold_end_.behind(row_, start).value_or(row_.size());
    if (rest.starts_with(kQuote)) {
      const auto fold = fold_end_.behind(row_, start);
      return fold ? *fold : quote_end_.behind(row_, start).value_or(at);
    }
    if (rest.starts_with("[") || rest.starts_with("**[")) return link_end(start).value_or(at);
    return at;
  }

  /// Behind "](url)" or "](url)**", where the cell may end.
  std::optional<std::size_t> link_end(std::size_t at) {
    if (no_link_from_ <= at) return std::nullopt;
    for (std::size_t close = at; (close = row_.find("](http", close)) != std::string_view::npos;
         close += 2) {
      const std::string_view url = link_url(row_, close + 2);
      if (url.empty()) continue;
      std::size_t end = close + 2 + url.size() + 1;
      while (end < row_.size() && row_[end] == '*') ++end;
      if (cell_may_end(row_, end)) return end;
    }
    no_link_from_ = at;  // so that a row of brackets is searched once
    return std::nullopt;
  }

  std::string_view row_;
  TagSearch fold_end_{kFoldEnd}, quote_end_{kQuoteEnd};
  std::size_t no_link_from_ = std::string_view::npos;
};

bool is_date(std::string_view cell) {
  return cell.size() <= 40 && !days_in(cell).empty();
}
bool is_link(std::string_view cell) {
  return contains(cell, "](http") || contains(cell, "<a href=");
}
bool is_none(std::string_view cell) {
  return cell.empty() || cell == "-" || equals_ignoring_case(cell, "none");
}

bool suits(std::string_view cell, Column column) {
  switch (column) {
    case Column::kTitle:
      return is_link(cell);
    case Column::kDate:
      return is_date(cell);
    case Column::kCode:
      return is_none(cell) || is_link(cell) || cell.starts_with("http");
    default:
      return true;
  }
}

std::string_view spanning(std::string_view first, std::string_view last) {
  return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

/// The cells with `extra` more than one of them joined in column `at`.
std::vector<std::string_view> joined_at(const std::vector<std::string_view>& cells, std::size_t at,
                                        std::size_t extra) {
  std::vector<std::string_view> out(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(at));
  out.push_back(spanning(cells[at], cells[at + extra]));
  out.insert(out.end(), cells.begin() + static_cast<std::ptrdiff_t>(at + extra + 1), cells.end());
  return out;
}

}  // namespace

std::vector<std::string_view> cells_of(std::string_view row) {
  return RowScan(trim(row)).run();
}

bool is_separator(std::string_view line) {
  line = trim(line);
  return line.starts_with("|") && contains(line, "-") &&
         line.find_first_not_of("|-: \t") == std::string_view::npos;
}

std::vector<Column> columns_of(const std::vector<std::string_view>& header) {
  struct Name {
    std::string_view key;
    Column column;
  };
  constexpr std::array<Name, 15> kNames = {{{"title", Column::kTitle},
                                            {"paper", Column::kTitle},
                                            {"date", Column::kDate},
                                            {"updated", Column::kDate},
                                            {"abstract", Column::kAbstract},
                                            {"summary", Column::kAbstract},
                                            {"comment", Column::kComment},
                                            {"comments", Column::kComment},
                                            {"coderepository", Column::kCode},
                                            {"code", Column::kCode},
                                            {"author", Column::kAuthors},
                                            {"authors", Column::kAuthors},
                                            {"tags", Column::kTags},
                                            {"category", Column::kTags},
                                            {"categories", Column::kTags}}};
  std::vector<Column> columns;
  for (const std::string_view cell : header) {
    const std::string key = label_key(cell);
    const auto* const known = std::find_if(kNames.begin(), kNames.end(),
                                           [&](const Name& name) { return name.key == key; });
    columns.push_back(known == kNames.end() ? Column::kOther : known->column);
  }
  return columns;
}

std::vector<Column> guess_columns(const std::vector<std::string_view>& cells) {
  std::vector<Column> columns;
  const auto has = [&](Column column) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  };
  for (const std::string_view cell : cells) {
    if (!has(Column::kTitle) && is_link(cell))
      columns.push_back(Column::kTitle);
    else if (!has(Column::kDate) && is_date(cell))
      columns.push_back(Column::kDate);
    else if (!has(Column::kAbstract) && cell.starts_with("<details><summary>Show</summary>"))
      columns.push_back(Column::kAbstract);
    else if (!has(Column::kComment))
      columns.push_back(Column::kComment);
    else
      columns.push_back(suits(cell, Column::kCode) ? Column::kCode : Column::kOther);
  }
  return columns;
}

std::vector<std::string_view> fit_cells(const std::vector<std::string_view>& cells,
                                        const std::vector<Column>& columns) {
  if (cells.size() <= columns.size() || columns.empty()) return cells;
  const std::size_t extra = cells.size() - columns.size();
  constexpr std::array<Column, 6> kLikely = {Column::kComment, Column::kAbstract, Column::kTitle,
                                             Column::kAuthors, Column::kTags,     Column::kOther};
  for (const Column likely : kLikely) {
    const auto found = std::find(columns.begin(), columns.end(), likely);
    if (found == columns.end()) continue;
    const auto fitted = joined_at(cells, static_cast<std::size_t>(found - columns.begin()), extra);
    bool suited = true;
    for (std::size_t i = 0; i < columns.size(); ++i)
      suited = suited && suits(fitted[i], columns[i]);
    if (suited) return fitted;
  }
  return cells;
}

CellText text_of_cell(std::string_view cell) {
  if (!cell.starts_with(kFold)) return {std::string(cell), false};
  const std::size_t open = cell.find("<p>");
  if (open == std::string_view::npos) {
    std::string_view teaser = cell.substr(kFold.size());
    if (teaser.starts_with("<summary>")) teaser.remove_prefix(9);
    return {std::string(trim(teaser.substr(0, teaser.find("</summary>")))), true};
  }
  std::string_view text = cell.substr(open + 3);
  const bool whole = text.ends_with(kFoldEnd);
  if (whole) text.remove_suffix(kFoldEnd.size());
  text = trim(text);
  if (text.ends_with("</p>")) text.remove_suffix(4);
  return {std::string(trim(text)), !whole};
}

bool continues_paper(const std::vector<std::string_view>& cells) {
  if (cells.empty() || !(cells[0].starts_with(kQuote) || cells[0].starts_with(kFold))) return false;
  return std::all_of(cells.begin() + 1, cells.end(),
                     [](std::string_view cell) { return cell.empty(); });
}

std::string_view quotation_in(std::string_view cell) {
  if (!cell.starts_with(kQuote)) return {};
  cell.remove_prefix(kQuote.size());
  return trim(cell.substr(0, cell.find(kQuoteEnd)));
}

std::string_view fold_in(std::string_view cell) {
  const std::size_t at =
      cell.find(kFold, cell.starts_with(kQuote) ? std::min(cell.find(kQuoteEnd), cell.size()) : 0);
  return at == std::string_view::npos ? std::string_view() : cell.substr(at);
}

}  // namespace sheaf::published
