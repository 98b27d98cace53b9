// Report: every text of a paper passes printable() here, so that none can steer the terminal.
// Prints to standard output; main thread only.
#include "report.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <nlohmann/json.hpp>

#include "progress.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace cli {
namespace {

constexpr std::size_t kStepWidth = 11;
constexpr std::size_t kLeastTitle = 20;  // below this a table is no use: let the terminal wrap
constexpr std::size_t kMostCategories = 8;
constexpr std::size_t kMostFailures = 5;

std::size_t widest(const std::vector<Row>& rows, std::string Row::*member) {
  std::size_t width = 0;
  for (const Row& row : rows) width = std::max(width, display_width(row.*member));
  return width;
}

// Columns left for the title when `taken` are used by the rest.
std::size_t title_room(std::size_t wanted, std::size_t taken) {
  const std::size_t width = out_terminal().width;
  if (width == 0) return wanted;
  const std::size_t room = width > taken ? width - taken : 0;
  return std::min(wanted, std::max(room, kLeastTitle));
}

// Whole points as they are, anything else with one decimal, alike in all rows.
std::string score_text(double value, bool whole) {
  char text[32];
  std::snprintf(text, sizeof text, whole ? "%.0f" : "%.1f", value);
  return text;
}

bool is_problem(const std::string& status) {
  return status == "stale" || status == "partial" || status == "failed" || status == "waiting";
}

// "arxiv:cs.CL" → "cs.CL"; "" for sources that are no list of papers.
std::string category_of(const std::string& source) {
  const std::string prefix = "arxiv:";
  if (source.compare(0, prefix.size(), prefix) != 0 || source == "arxiv:api") return "";
  return source.substr(prefix.size());
}

std::string category_title(const Json& sources) {
  std::string title;
  std::size_t shown = 0, left = 0;
  for (const Json& source : sources) {
    const std::string category = category_of(text_of(source, "name"));
    if (category.empty()) continue;
    if (shown == kMostCategories) {
      ++left;
    } else {
      title += (shown++ == 0 ? "" : " ") + category;
    }
  }
  return left == 0 ? title : title + " +" + std::to_string(left);
}

}  // namespace

void print_rows(const std::vector<Row>& rows) {
  const std::size_t lead = widest(rows, &Row::lead);
  const std::size_t indent = 2 + (lead == 0 ? 0 : lead + 2);
  const std::size_t id = widest(rows, &Row::id);
  const std::size_t title = title_room(widest(rows, &Row::title), indent + 2 + id);
  const std::size_t below_room = out_terminal().width == 0 ? 0 : out_terminal().width - indent;
  for (const Row& row : rows) {
    const std::string score =
        lead == 0 ? "" : styled(Style::kBold, pad_left(row.lead, lead)) + "  ";
    print_line("  " + score + pad_right(cut(row.title, title), title) + "  " +
               styled(Style::kDim, row.id));
    if (row.below.empty()) continue;
    const std::string below = below_room == 0 ? row.below : cut(row.below, below_room);
    print_line(std::string(indent, ' ') + styled(Style::kDim, below));
  }
}

std::string title_of(const Json& paper) {
  const std::string title = text_of(paper, "title");
  sheaf_text* plain = nullptr;
  if (sheaf_plain_text(title.c_str(), &plain, nullptr) != SHEAF_OK) return printable(title);
  std::string out = printable(sheaf_text_data(plain));
  sheaf_text_free(plain);
  return out;
}

std::vector<Row> digest_rows(const Json& digest, std::size_t limit) {
  const Json& entries = list_of(digest, "entries");
  const std::size_t count = limit == 0 ? entries.size() : std::min(limit, entries.size());
  bool whole = true;
  for (std::size_t i = 0; i < count; ++i) {
    const double value = number_of(object_of(entries[i], "score"), "value");
    whole = whole && value == std::floor(value);
  }
  std::vector<Row> rows;
  for (std::size_t i = 0; i < count; ++i) {
    const Json& paper = object_of(entries[i], "paper");
    const Json& score = object_of(entries[i], "score");
    rows.push_back({score_text(number_of(score, "value"), whole),
                    title_of(paper), printable(text_of(paper, "id")),
                    printable(text_of(score, "reason"))});
  }
  return rows;
}

std::string day_title(const Json& digest) {
  std::string who = category_title(list_of(digest, "sources"));
  if (who.empty()) who = text_of(digest, "profile");
  const std::string day = long_date(text_of(digest, "day"));
  const std::string title = printable(who.empty() ? day : who + " · " + day);
  if (!flag_of(digest, "sample")) return styled(Style::kBold, title);
  return styled(Style::kBold, title) + styled(Style::kYellow, "  SAMPLE: invented papers");
}

void print_step(const std::string& step, const std::string& text) {
  print_line("  " + pad_right(step, kStepWidth) + text);
}

void print_fetch_line(const Json& announced) {
  const std::uint64_t fresh = count_of(announced, "new"), cross = count_of(announced, "cross"),
                      replaced =
                          count_of(announced, "replace") + count_of(announced, "replace-cross");
  const std::uint64_t all = fresh + cross + replaced;
  if (all == 0) {
    print_step("fetch", "nothing announced");
    return;
  }
  const std::string drawn = out_terminal().is_tty ? bar(1, 1, 20) + " " : "";
  print_step("fetch", drawn + counted(all, "paper") + "   (" + grouped(fresh) + " new, " +
                          grouped(cross) + " cross-listed, " + grouped(replaced) + " replaced)");
}

void print_sources(const Json& sources, bool quiet_ones) {
  for (const Json& source : sources) {
    const std::string status = text_of(source, "status"), detail = text_of(source, "detail");
    const bool problem = is_problem(status);
    if (!problem && !(quiet_ones && status == "empty")) continue;
    std::string reason = text_of(source, "reason");
    if (!reason.empty()) reason = ", " + reason;
    const std::string text = printable(text_of(source, "name") + ": " + status +
                                       (detail.empty() ? "" : " (" + detail + ")") + reason);
    print_line(problem ? "  " + styled(Style::kYellow, "!") + " " + text : "    " + text);
  }
}

bool is_half_done(const Json& sources) {
  return std::any_of(sources.begin(), sources.end(),
                     [](const Json& source) { return is_problem(text_of(source, "status")); });
}

void print_harvest(const Json& report) {
  std::string text = grouped(count_of(report, "added")) + " new, " + grouped(count_of(report, "updated")) +
                     " updated, " + grouped(count_of(report, "unchanged")) + " unchanged";
  if (const std::uint64_t removed = count_of(report, "removed")) text += ", " + grouped(removed) + " removed";
  print_line(styled(Style::kBold, printable(text_of(report, "source"))) + "  " +
             counted(count_of(report, "records"), "record") + "   (" + text + ")");
  if (!flag_of(report, "done")) print_line("  not finished: the next run goes on here");
  print_sources(list_of(report, "sources"), true);
}

WriteCounts count_outcomes(const Json& report) {
  WriteCounts counts;
  for (const Json& file : report) {
    const std::string outcome = text_of(file, "outcome");
    if (outcome == "created")
      ++counts.created;
    else if (outcome == "updated")
      ++counts.updated;
    else if (outcome == "conflict")
      ++counts.conflict;
    else if (outcome == "failed")
      ++counts.failed;
    else
      ++counts.unchanged;
  }
  return counts;
}

std::string outcome_text(const Json& report) {
  const WriteCounts counts = count_outcomes(report);
  if (counts.written() + counts.failed == 0) return "unchanged";
  if (report.size() == 1) {
    const std::string outcome = text_of(report.front(), "outcome");
    return outcome == "created" ? "new" : printable(outcome);
  }
  std::string text = grouped(counts.created) + " new, " + grouped(counts.updated) + " updated, " +
                     counted(counts.conflict, "conflict");
  if (counts.failed > 0) text += ", " + grouped(counts.failed) + " failed";
  return text;
}

void print_files(const Json& report) {
  constexpr std::size_t kOutcomeWidth = 11;
  for (const Json& file : report) {
    std::string outcome = text_of(file, "outcome");
    if (outcome == "conflict") outcome = "kept";
    const std::string detail = text_of(file, "detail");
    print_line("  " + pad_right(outcome, kOutcomeWidth) + printable(text_of(file, "path")) +
               (detail.empty() ? "" : "  " + styled(Style::kDim, printable(detail))));
  }
}

void print_write_failures(const Json& report) {
  std::size_t failed = 0;
  for (const Json& file : report) {
    if (text_of(file, "outcome") != "failed" || ++failed > kMostFailures) continue;
    print_error("cannot write " + text_of(file, "path") + ": " + text_of(file, "detail"));
  }
  if (failed > kMostFailures) {
    print_error("and " + counted(failed - kMostFailures, "more file") + " could not be written");
  }
}

bool print_deliveries(const Json& deliveries, bool quiet) {
  bool all_well = true;
  for (const Json& one : deliveries) {
    const std::string channel = printable(text_of(one, "channel")), detail = printable(text_of(one, "detail"));
    const std::string state = text_of(one, "state");
    if (state == "failed") {
      print_error(channel + ": " + detail);
      all_well = false;
    } else if (!quiet) {
      print_step("send", channel + ": " + state + (detail.empty() ? "" : " (" + detail + ")"));
    }
  }
  return all_well;
}

}  // namespace cli
