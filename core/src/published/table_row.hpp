// Rows of DailyArXiv's tables, in which nothing is escaped: a "|" in a title, a formula or a
// comment looks like the end of a cell.
// Pure functions; views point into the row. Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sheaf::published {

enum class Column { kTitle, kDate, kAbstract, kComment, kCode, kAuthors, kTags, kOther };

/// The cells of a row, trimmed. A linked title reaches to the link's end and a folded text to its
/// </details>, whatever stands between; an unclosed one to the end of the row.
std::vector<std::string_view> cells_of(std::string_view row);

/// "| --- | :-: |"
bool is_separator(std::string_view line);

/// What a header's cells name; columns that are none of the known ones are kOther.
std::vector<Column> columns_of(const std::vector<std::string_view>& header);

/// What cells hold, where no header tells.
std::vector<Column> guess_columns(const std::vector<std::string_view>& cells);

/// As many cells as columns where `cells` are more: those between them that a stray "|" parted are
/// joined again, so that dates, links and folded texts stand in their columns. Fewer stay fewer.
std::vector<std::string_view> fit_cells(const std::vector<std::string_view>& cells,
                                        const std::vector<Column>& columns);

struct CellText {
  std::string text;
  bool cut = false;  ///< only the beginning is there
};
/// The whole text of "<details><summary>17 pa...</summary><p>17 pages</p></details>", or of a plain
/// cell.
CellText text_of_cell(std::string_view cell);

/// Whether a row without a title holds comment and abstract of the paper in the row above, as a
/// fork puts them: "| <blockquote>…</blockquote><br><details>…</details> |  |".
bool continues_paper(const std::vector<std::string_view>& cells);
/// The text between <blockquote> and its end, or nothing.
std::string_view quotation_in(std::string_view cell);
/// The folded part of a cell, from <details> on, or nothing.
std::string_view fold_in(std::string_view cell);

}  // namespace sheaf::published
