// ai_toutiao's weekly page, other than the original: days are replaced where they stand and never
// repeated, "**… total: N**" counts what is shown, an entry is written in full once and as a line
// in further sections, text is escaped as a whole (MDX stops a site's build at one brace), and a
// source that failed is told under its day. See week_page.hpp.
// Pure functions; any thread.
#include "publish/week_page.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "model/category.hpp"
#include "publish/sections.hpp"
#include "render/text_lines.hpp"

namespace sheaf::publish {
namespace {

struct DayText {
  std::vector<const Entry*> entries;
  std::vector<std::string> troubles;
  std::string note;
};
using Days = std::map<Day, DayText>;

/// An entry announced in another week stands under its digest's own day.
Days days_of(const std::vector<Digest>& digests) {
  Days days;
  for (const Digest& digest : digests) {
    DayText& own = days[digest.day];
    own.troubles = troubles(digest);
    own.note = sample_note(digest);
    for (const Entry& entry : digest.entries) {
      const Day announced = entry.announcement.day;
      const bool in_week = week_name(announced) == week_name(digest.day);
      days[in_week ? announced : digest.day].entries.push_back(&entry);
    }
  }
  return days;
}

bool says_little(const Entry& entry) {
  return entry.paper.authors.empty() && entry.summary.tldr.empty() &&
         entry.summary.institutions.empty() && entry.summary.tags.empty();
}

std::string day_text(Day day, const DayText& text, bool by_section, Braces braces) {
  std::string out = "## " + format_day(day) + "\n\n";
  if (!text.note.empty()) out += "> " + text.note + "\n\n";
  for (const std::string& trouble : text.troubles)
    out += "> Not complete: " + mdx(trouble, braces) + "\n\n";
  std::set<const Entry*> written;
  for (const Section& section : sections_of(text.entries, by_section)) {
    if (by_section)
      out += "**" + mdx(section.name, braces) +
             " total: " + std::to_string(section.entries.size()) + "**\n\n";
    for (const Entry* entry : section.entries) {
      const bool brief = !written.insert(entry).second || says_little(*entry);
      out += brief ? week_brief(*entry, braces) + "\n" : week_item(*entry, braces) + "\n";
    }
    if (!out.ends_with("\n\n")) out += "\n";
  }
  return out;
}

/// "cs.PF" → "cspf", as these sites name their folders' pages.
std::string slug_part(std::string_view category) {
  std::string out;
  for (const char c : ascii_lower(to_ascii(category)))
    if (is_ascii_alnum(c)) out += c;
  return out.empty() ? to_hex(fnv1a64(category)) : out;
}

std::string preface_of(const std::string& week, const std::string& category, Braces braces) {
  if (category.empty()) return "# " + week + "\n\n";
  return "---\nslug: /daily/" + slug_part(category) + "/" + week + "\n---\n# " + week + " (" +
         mdx(category, braces) + ")\n\n";
}

/// A page is one category's own when all its entries stand under that category alone.
std::string category_of_page(const std::vector<Digest>& digests, const Options& options) {
  if (!options.topic.empty()) {
    const auto known = canonical_category(trim(options.topic));
    return known ? *known : plain_line(options.topic);
  }
  const std::vector<std::string> names = topic_names(digests);
  const bool imported = std::all_of(digests.begin(), digests.end(), [](const Digest& digest) {
    return std::all_of(digest.entries.begin(), digest.entries.end(),
                       [](const Entry& entry) { return entry.topics.size() == 1; });
  });
  return imported && names.size() == 1 ? canonical_category(names[0]).value_or("") : "";
}

Status check_existing(const WeekPage& page, const std::string& week, const std::string& category) {
  if (page.name.empty())
    return Error{ErrorCode::kInvalid, "the page that is there has no heading like \"# " + week +
                                          "\", so it is no weekly page; name another file"};
  if (page.name != week)
    return Error{ErrorCode::kInvalid, "the page that is there is of the week " + page.name +
                                          ", the digest of " + week + "; name another file"};
  if (!equals_ignoring_case(page.category, category))
    return Error{ErrorCode::kInvalid,
                 "the page that is there is of " +
                     (page.category.empty() ? "all categories" : page.category) +
                     ", the new one of " +
                     (category.empty() ? "all; choose its category by topic" : category) +
                     ", or name another file"};
  return {};
}

/// Ours in place of the page's days of the same date; further ones where the order has them.
std::string merged_days(const WeekPage& page, std::map<Day, std::string> fresh) {
  const bool newest_first = page.days.size() > 1 && page.days.front().day > page.days.back().day;
  std::vector<WeekDay> days;
  std::set<Day> replaced;
  for (const WeekDay& day : page.days) {
    const auto ours = fresh.find(day.day);
    if (ours == fresh.end()) {
      days.push_back(day);
    } else if (replaced.insert(day.day).second) {
      days.push_back({day.day, ours->second});
    }
  }
  for (auto& [day, text] : fresh) {
    if (replaced.count(day) > 0) continue;
    const auto behind = std::find_if(days.begin(), days.end(), [&, at = day](const WeekDay& other) {
      return newest_first ? other.day < at : other.day > at;
    });
    days.insert(behind, {day, text});
  }
  std::string out;
  for (const WeekDay& day : days) {
    if (!out.empty() && !out.ends_with("\n")) out += '\n';
    if (!out.empty() && !out.ends_with("\n\n") && !out.ends_with("\n\r\n")) out += '\n';
    out += day.text;
  }
  return out;
}

}  // namespace

Result<std::string> week_page(const std::vector<Digest>& digests, const Options& options) {
  const std::string week = week_name(digests.front().day);
  for (const Digest& digest : digests)
    if (week_name(digest.day) != week)
      return Error{ErrorCode::kInvalid, "the days are of the weeks " + week + " and " +
                                            week_name(digest.day) + "; a weekly page holds one"};
  const std::string category = category_of_page(digests, options);
  const bool fresh_page = trim(options.existing).empty();
  const WeekPage page = fresh_page ? WeekPage() : split_week_page(options.existing);
  if (!fresh_page) SHEAF_TRY(check_existing(page, week, category));
  const Braces braces = page.bare_braces ? Braces::kReference : Braces::kBackslash;
  std::map<Day, std::string> fresh;
  for (const auto& [day, text] : days_of(digests)) {
    // A day of which nothing came must not take away what the page has of it.
    if (text.entries.empty() && text.troubles.empty()) continue;
    const bool there = std::any_of(page.days.begin(), page.days.end(),
                                   [at = day](const WeekDay& other) { return other.day == at; });
    if (text.entries.empty() && there) continue;
    fresh[day] = day_text(day, text, category.empty(), braces);
    if (render::line_end_of(options.existing) == "\r\n")
      fresh[day] = replace_all(fresh[day], "\n", "\r\n");
  }
  std::string out = fresh_page ? preface_of(week, category, braces) : page.preface;
  out += merged_days(page, std::move(fresh));
  while (out.ends_with("\n\n")) out.pop_back();
  while (out.ends_with("\r\n\r\n")) out.resize(out.size() - 2);
  if (!out.ends_with("\n")) out += '\n';
  return out;
}

}  // namespace sheaf::publish
