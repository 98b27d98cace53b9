// Daily notes of the reader; see note_daily.hpp.
// Reads the vault and writes nothing; any thread.
#include "render/note_daily.hpp"

#include <array>
#include <cstdio>
#include <optional>

#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "base/text.hpp"
#include "model/json.hpp"

namespace sheaf::render {
namespace {

constexpr std::size_t kMaxSettings = std::size_t{1} << 20;
constexpr std::array kMonths = {"January", "February", "March",     "April",   "May",      "June",
                                "July",    "August",   "September", "October", "November", "December"};
constexpr std::array kWeekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                  "Thursday", "Friday", "Saturday"};

/// The numbers that the tokens show.
struct Parts {
  int year, month, day, weekday, day_of_year;  ///< weekday 0: Sunday
  int iso_week, iso_year, week, week_year;     ///< week: of Moment's "en", from Sunday, with 1 January
};

Day first_of_year(int year) {
  return std::chrono::year{year} / std::chrono::January / 1;
}

int weekday_of(Day day) { return static_cast<int>(std::chrono::weekday(day).c_encoding()); }

int year_of(Day day) { return static_cast<int>(std::chrono::year_month_day(day).year()); }

int days_between(Day from, Day to) { return static_cast<int>((to - from).count()); }

Parts parts_of(Day day) {
  const std::chrono::year_month_day date(day);
  Parts out{};
  out.year = static_cast<int>(date.year());
  out.month = static_cast<int>(static_cast<unsigned>(date.month()));
  out.day = static_cast<int>(static_cast<unsigned>(date.day()));
  out.weekday = weekday_of(day);
  out.day_of_year = days_between(first_of_year(out.year), day) + 1;
  // A week belongs to the year of its Thursday (ISO 8601), or of its Saturday ("en").
  const Day thursday = day + std::chrono::days(3 - (out.weekday + 6) % 7);
  out.iso_year = year_of(thursday);
  out.iso_week = days_between(first_of_year(out.iso_year), thursday) / 7 + 1;
  const Day saturday = day + std::chrono::days(6 - out.weekday);
  out.week_year = year_of(saturday);
  out.week = days_between(first_of_year(out.week_year), saturday) / 7 + 1;
  return out;
}

std::string padded(int number, int width) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%0*d", width, number);
  return buffer;
}

std::string ordinal(int number) {
  const int last = number % 10;
  const bool teen = number % 100 / 10 == 1;
  const char* end = teen ? "th" : last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th";
  return std::to_string(number) + end;
}

std::string year_text(int year, std::size_t letters) {
  return letters == 2 ? padded(year % 100, 2) : padded(year, 4);
}

std::string name_text(const char* name, std::size_t letters) {
  return std::string(std::string_view(name).substr(0, letters));
}

/// A number in `letters` letters, "Do" and the like aside.
std::string number_text(int number, std::size_t letters) {
  return letters == 1 ? std::to_string(number) : padded(number, static_cast<int>(letters));
}

std::string month_token(const Parts& parts, std::size_t letters) {
  const char* name = kMonths[static_cast<std::size_t>(parts.month - 1)];
  if (letters >= 3) return name_text(name, letters == 3 ? 3 : std::string::npos);
  return number_text(parts.month, letters);
}

std::string weekday_token(const Parts& parts, std::size_t letters) {
  const char* name = kWeekdays[static_cast<std::size_t>(parts.weekday)];
  if (letters == 1) return std::to_string(parts.weekday);
  return name_text(name, letters == 4 ? std::string::npos : letters);
}

/// Midnight's, since a daily note is of the whole day.
std::string time_token(char letter, std::size_t letters) {
  switch (letter) {
    case 'h': return "12";
    case 'k': return "24";
    case 'A': return "AM";
    case 'a': return "am";
    default: return number_text(0, letters);
  }
}

/// Longest run of `letter` that is a token; 0: it is none.
std::size_t longest_token(char letter) {
  switch (letter) {
    case 'Y': case 'M': case 'D': case 'd': case 'G': case 'g': return 4;
    case 'W': case 'w': case 'H': case 'h': case 'k': case 'm': case 's': return 2;
    case 'Q': case 'E': case 'e': case 'A': case 'a': return 1;
    default: return 0;
  }
}

std::string token_text(const Parts& parts, char letter, std::size_t letters) {
  switch (letter) {
    case 'Y': return letters == 1 ? std::to_string(parts.year) : year_text(parts.year, letters);
    case 'G': return year_text(parts.iso_year, letters);
    case 'g': return year_text(parts.week_year, letters);
    case 'Q': return std::to_string((parts.month + 2) / 3);
    case 'M': return month_token(parts, letters);
    case 'D':
      return letters >= 3 ? number_text(parts.day_of_year, letters == 3 ? 1 : 3)
                          : number_text(parts.day, letters);
    case 'd': return weekday_token(parts, letters);
    case 'e': return std::to_string(parts.weekday);
    case 'E': return std::to_string((parts.weekday + 6) % 7 + 1);
    case 'W': return number_text(parts.iso_week, letters);
    case 'w': return number_text(parts.week, letters);
    default: return time_token(letter, letters);
  }
}

/// The number behind a token that may have "o" behind it: "Do", "Mo", "wo".
std::optional<int> counted(const Parts& parts, char letter, std::size_t letters) {
  if (letter == 'D' && letters == 1) return parts.day;
  if (letter == 'D' && letters == 3) return parts.day_of_year;
  if (letters != 1) return std::nullopt;
  switch (letter) {
    case 'M': return parts.month;
    case 'Q': return (parts.month + 2) / 3;
    case 'd': return parts.weekday;
    case 'w': return parts.week;
    case 'W': return parts.iso_week;
    default: return std::nullopt;
  }
}

struct LocaleForm {
  std::string_view token, format;
};
/// Dates and times of the locale "en"; longer tokens first.
constexpr LocaleForm kLocaleForms[] = {
    {"LLLL", "dddd, MMMM D, YYYY h:mm A"}, {"LLL", "MMMM D, YYYY h:mm A"}, {"LTS", "h:mm:ss A"},
    {"LL", "MMMM D, YYYY"},                {"LT", "h:mm A"},               {"L", "MM/DD/YYYY"},
    {"llll", "ddd, MMM D, YYYY h:mm A"},   {"lll", "MMM D, YYYY h:mm A"},  {"ll", "MMM D, YYYY"},
    {"l", "M/D/YYYY"}};

const LocaleForm* locale_form(std::string_view rest) {
  for (const LocaleForm& form : kLocaleForms)
    if (rest.starts_with(form.token)) return &form;
  return nullptr;
}

std::size_t run_length(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && text[length] == text[0]) ++length;
  return length;
}

std::string formatted(const Parts& parts, std::string_view format) {
  std::string out;
  while (!format.empty()) {
    const char letter = format.front();
    if (letter == '[') {
      const std::size_t close = format.find(']');
      if (close != std::string_view::npos) {
        out += format.substr(1, close - 1);
        format.remove_prefix(close + 1);
        continue;
      }
    }
    if (const LocaleForm* form = locale_form(format)) {
      out += formatted(parts, form->format);
      format.remove_prefix(form->token.size());
      continue;
    }
    const bool week_year = letter == 'G' || letter == 'g';
    std::size_t letters = std::min(run_length(format), longest_token(letter));
    // Moment knows no YYY, GGG, ggg, G or g: three are two and one, and one is a letter.
    if (letters == 3 && (letter == 'Y' || week_year)) letters = 2;
    if (letters == 0 || (week_year && letters == 1)) {
      out += letter;
      format.remove_prefix(1);
      continue;
    }
    const auto number = counted(parts, letter, letters);
    if (number && format.substr(letters).starts_with('o')) {
      out += ordinal(*number);
      ++letters;
    } else {
      out += token_text(parts, letter, letters);
    }
    format.remove_prefix(letters);
  }
  return out;
}

/// What the vault's own settings say; empty where there are none or they cannot be read.
DailyNotes vault_settings(const std::string& vault) {
  DailyNotes out;
  const auto text = read_plain_file(join_path(vault, ".obsidian/daily-notes.json"), true, kMaxSettings);
  if (!text) return out;
  const auto json = parse_json(*text, "daily-notes.json");
  if (!json || !json->is_object()) return out;
  const auto take = [&json](const char* key, std::string& value) {
    if (const auto at = json->find(key); at != json->end() && at->is_string())
      value = at->get<std::string>();
  };
  take("folder", out.folder);
  take("format", out.format);
  return out;
}

/// "Journal/2026/04/2026-04-17" with nothing that leaves the vault, or empty.
std::string inner_path(const std::string& path) {
  std::vector<std::string> parts;
  for (const std::string& part : split_list(path, '/')) {
    if (part == "..") return {};
    if (part != ".") parts.push_back(part);
  }
  return join(parts, "/");
}

}  // namespace

std::string moment_format(Day day, std::string_view format) {
  return formatted(parts_of(day), format);
}

std::string find_daily_note(const std::string& vault, const VaultProfile& profile, Day day) {
  if (!profile.daily_notes.link) return {};
  DailyNotes daily = profile.daily_notes;
  if (daily.folder.empty() && daily.format.empty()) daily = vault_settings(vault);
  const std::string format = trim(daily.format).empty() ? "YYYY-MM-DD" : daily.format;
  std::string path = inner_path(daily.folder + "/" + moment_format(day, format));
  if (path.ends_with(".md")) path.resize(path.size() - 3);
  // Our own note of the day is not the reader's, should both share a folder and a name.
  if (path.empty() || path == inner_path(profile.digests + "/" + format_day(day))) return {};
  return path_exists(join_path(vault, path + ".md")) ? path : std::string();
}

}  // namespace sheaf::render
