// Reading a weekly page just far enough to put a day in its place; see week_page.hpp.
// Pure functions; any thread.
#include <algorithm>

#include "base/text.hpp"
#include "publish/week_page.hpp"
#include "render/text_lines.hpp"

namespace sheaf::publish {
namespace {

/// "## 2025-12-29", whatever follows.
std::optional<Day> day_heading(std::string_view line) {
  if (!line.starts_with("## ")) return std::nullopt;
  return parse_day(trim(line.substr(3)).substr(0, 10));
}

bool is_week_name(std::string_view text) {
  if (text.size() != 17 || text[8] != '-') return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (i != 8 && !is_ascii_digit(text[i])) return false;
  return true;
}

void read_heading(std::string_view line, WeekPage& page) {
  const std::string_view title = trim(line.substr(2));
  const std::string_view name = title.substr(0, 17);
  if (!is_week_name(name)) return;
  page.name = name;
  std::string_view rest = trim(title.substr(17));
  if (rest.starts_with("(") && rest.ends_with(")"))
    page.category = trim(rest.substr(1, rest.size() - 2));
}

bool has_bare_brace(std::string_view line) {
  for (std::size_t at = line.find_first_of("{}"); at != std::string_view::npos;
       at = line.find_first_of("{}", at + 1))
    if (at == 0 || line[at - 1] != '\\') return true;
  return false;
}

}  // namespace

std::string week_name(Day day) {
  const std::chrono::weekday weekday(day);
  const Day monday = day - (weekday - std::chrono::Monday);
  return replace_all(format_day(monday), "-", "") + "-" +
         replace_all(format_day(monday + std::chrono::days(6)), "-", "");
}

WeekPage split_week_page(std::string_view text) {
  WeekPage page;
  bool fenced = false;
  std::size_t begin = 0;
  const auto close = [&](std::size_t end) {
    std::string part(text.substr(begin, end - begin));
    if (page.days.empty())
      page.preface = std::move(part);
    else
      page.days.back().text = std::move(part);
    begin = end;
  };
  for (const render::Line& place : render::split_lines(text)) {
    const std::string_view line = render::line_text(text, place);
    if (const auto day = day_heading(line)) {
      close(place.begin);
      page.days.push_back({*day, {}});
      fenced = false;
    } else if (page.days.empty() && page.name.empty() && line.starts_with("# ")) {
      read_heading(line, page);
    } else if (trim(line).starts_with("```")) {
      fenced = !fenced;
    } else if (!fenced && has_bare_brace(line)) {
      page.bare_braces = true;
    }
  }
  close(text.size());
  return page;
}

}  // namespace sheaf::publish
