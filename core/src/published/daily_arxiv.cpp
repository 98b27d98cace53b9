// Pages of DailyArXiv: one table for each keyword, as README or as the body of an issue. Columns
// vary with the fork, the header row decides; see formats.hpp.
// No state; views point into the page. Any thread.
#include <algorithm>
#include <optional>
#include <set>

#include "base/text.hpp"
#include "published/formats.hpp"
#include "published/page_text.hpp"
#include "published/table_row.hpp"

namespace sheaf::published {
namespace {

/// "SAM - 98 in Total" → "SAM" and 98, as a fork has it.
struct Topic {
  std::string name;
  std::optional<std::size_t> total;
};

Topic topic_of(std::string_view heading) {
  constexpr std::string_view kTotal = " in Total";
  const std::size_t dash = heading.rfind(" - ");
  if (!heading.ends_with(kTotal) || dash == std::string_view::npos)
    return {std::string(heading), {}};
  std::size_t total = 0, digits = 0;
  for (const char c : heading.substr(dash + 3, heading.size() - kTotal.size() - dash - 3)) {
    if (!is_ascii_digit(c) || ++digits > 8) return {std::string(heading), {}};
    total = 10 * total + static_cast<std::size_t>(c - '0');
  }
  return {std::string(trim(heading.substr(0, dash))), total};
}

/// The link of "[Code Link](url)", or a bare URL.
std::string code_of(std::string_view cell) {
  if (const auto link = link_in(cell)) return std::string(link->url);
  const std::string_view word = cell.substr(0, cell.find(' '));
  return word.starts_with("http://") || word.starts_with("https://") ? std::string(word)
                                                                     : std::string();
}

class TableScan {
 public:
  explicit TableScan(std::string_view text) : lines_(lines_of(text)) {}

  Page run() {
    for (std::size_t i = 0; i < lines_.size();) i = step(i);
    compare_total();
    return std::move(page_);
  }

 private:
  /// The first line behind what was read.
  std::size_t step(std::size_t i) {
    const std::string_view line = trim(lines_[i]);
    if (line.starts_with("|")) return table_line(i, line);
    if (line.starts_with("#")) {
      compare_total();
      topic_ = topic_of(trim(line.substr(std::min(line.find_first_not_of('#'), line.size()))));
      rows_ = 0;
      columns_.clear();
    } else if (page_.entries.empty() && !line.empty()) {
      prose(line);
    }
    return i + 1;
  }

  /// "Last update: 2026-01-15"; "title: Latest 15 Papers - October 15, 2024" of an issue. Any other
  /// date before the tables counts only until one of these is found.
  void prose(std::string_view line) {
    const std::vector<Day> days = days_in(line);
    if (days.empty()) return;
    const std::string lowered = ascii_lower(line.substr(0, 200));
    const bool sure = contains(lowered, "update") || lowered.starts_with("title:");
    if (!page_.day || (sure && !sure_of_day_)) page_.day = days.front();
    sure_of_day_ = sure_of_day_ || sure;
  }

  std::size_t table_line(std::size_t i, std::string_view line) {
    if (is_separator(line)) return i + 1;
    if (i + 1 < lines_.size() && is_separator(lines_[i + 1])) {
      header(line);
      return i + 2;
    }
    // A line break in a title or an abstract breaks the row as well.
    std::string joined;
    std::size_t next = i + 1;
    for (; !line.ends_with("|") && next < lines_.size(); ++next) {
      const std::string_view more = trim(lines_[next]);
      if (more.empty() || more.starts_with("#") || more.starts_with("|")) break;
      if (joined.empty()) joined = std::string(line);
      joined += "\n" + std::string(more);
      line = joined;
    }
    read_row(i, line);
    return next;
  }

  void header(std::string_view line) {
    const std::vector<std::string_view> names = cells_of(line);
    columns_ = columns_of(names);
    const bool table_of_papers =
        std::find(columns_.begin(), columns_.end(), Column::kTitle) != columns_.end();
    if (!table_of_papers) columns_.clear();  // then the cells of each row tell
    names_.assign(names.begin(), names.end());
  }

  void read_row(std::size_t i, std::string_view row) {
    std::vector<std::string_view> cells = cells_of(row);
    const std::vector<Column> columns = columns_.empty() ? guess_columns(cells) : columns_;
    cells = fit_cells(cells, columns);
    if (!page_.entries.empty() && continues_paper(cells)) return continue_paper(cells[0]);
    Entry entry;
    const std::size_t known = std::min(cells.size(), columns.size());
    for (std::size_t at = 0; at < known; ++at) put(entry, columns[at], cells[at]);
    if (entry.paper.id.empty()) {
      if (!columns_.empty()) warn(i, "a row without a linked title");
      return;
    }
    if (cells.size() != columns.size())
      warn(i, entry.paper.id + ": a row with " + std::to_string(cells.size()) + " columns of " +
                  std::to_string(columns.size()));
    for (std::size_t at = 0; at < known; ++at)
      if (columns[at] == Column::kOther) left_over(i, entry.paper, at, cells[at]);
    finish(i, std::move(entry));
  }

  void continue_paper(std::string_view cell) {
    Paper& paper = page_.entries.back().paper;
    if (paper.comment.empty()) paper.comment = collapse_spaces(quotation_in(cell));
    if (paper.abstract.empty()) paper.abstract = paragraphs(whole_text(fold_in(cell)));
  }

  /// A column of no known name is a loss, told once, unless it only says the paper's id again
  /// (links to readers and mirrors).
  void left_over(std::size_t i, const Paper& paper, std::size_t at, std::string_view cell) {
    if (cell.empty() || contains(cell, paper.id)) return;
    const std::string name = at < names_.size() ? names_[at] : "without a name";
    if (!told_.insert(name).second) return;
    warn(i, "the column \"" + name + "\" is not read");
  }

  void put(Entry& entry, Column column, std::string_view cell) {
    Paper& paper = entry.paper;
    switch (column) {
      case Column::kTitle:
        return put_title(paper, cell);
      case Column::kDate:
        return put_date(paper, cell);
      case Column::kAbstract:
        paper.abstract = paragraphs(whole_text(cell));
        return;
      case Column::kComment:
        paper.comment = collapse_spaces(whole_text(cell));
        return;
      case Column::kCode:
        paper.code_url = code_of(cell);
        return;
      case Column::kAuthors:
        return put_authors(paper, cell);
      case Column::kTags:
        for (const std::string& tag : split_list(whole_text(cell), ','))
          add_once(paper.categories, category_of(tag));
        return;
      case Column::kOther:
        return;
    }
  }

  std::string whole_text(std::string_view cell) {
    CellText text = text_of_cell(cell);
    if (text.cut) ++page_.cut;
    return std::move(text.text);
  }

  static void put_title(Paper& paper, std::string_view cell) {
    if (const auto link = link_in(cell)) {
      if (identify(paper, link->url)) paper.title = collapse_spaces(link->text);
    } else if (const auto anchor = anchor_in(cell); anchor && identify(paper, anchor->url)) {
      paper.title = collapse_spaces(replace_all(anchor->text, "\\|", "|"));  // this fork escapes
    }
  }

  static void put_date(Paper& paper, std::string_view cell) {
    const std::vector<Day> days = days_in(cell);
    if (!days.empty())
      paper.updated =
          std::chrono::duration_cast<std::chrono::seconds>(days.front().time_since_epoch()).count();
  }

  /// "Ada Lee et al.": the first author alone.
  void put_authors(Paper& paper, std::string_view cell) {
    constexpr std::string_view kOthers = " et al.";
    std::string list = whole_text(cell);
    if (list.ends_with(kOthers)) {
      list.resize(list.size() - kOthers.size());
      ++page_.cut;
    }
    paper.authors = authors_of(list);
  }

  /// The date is that of the version in the link: the first one's is the paper's own, and a later
  /// one stands there because it replaces it.
  void finish(std::size_t i, Entry entry) {
    Paper& paper = entry.paper;
    if (paper.title.empty()) warn(i, paper.id + " has no title");
    if (!paper.updated) warn(i, paper.id + " has no date");
    if (paper.version == 1) paper.published = paper.updated;
    if (paper.version > 1) entry.announcement.type = AnnounceType::kReplace;
    entry.summary.code_url = paper.code_url;
    if (!topic_.name.empty()) entry.topics = {topic_.name};
    ++rows_;
    page_.entries.push_back(std::move(entry));
  }

  void compare_total() {
    if (topic_.total && *topic_.total != rows_)
      page_.warnings.push_back(topic_.name + ": the page counts " + std::to_string(*topic_.total) +
                               " papers and holds " + std::to_string(rows_));
  }

  void warn(std::size_t i, const std::string& problem) {
    page_.warnings.push_back(at_line(i, problem));
  }

  std::vector<std::string_view> lines_;
  std::vector<Column> columns_;
  std::vector<std::string> names_;  ///< of the columns, as the header has them
  std::set<std::string> told_;      ///< columns that were warned of
  Topic topic_;
  std::size_t rows_ = 0;  ///< papers under the topic
  bool sure_of_day_ = false;
  Page page_;
};

}  // namespace

Result<Page> read_daily_arxiv(std::string_view text) {
  return TableScan(text).run();
}

}  // namespace sheaf::published
