// List pages of recorded days; see replay_pages.hpp.
// Pure functions; any thread.
#include "support/replay_pages.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <stdexcept>

#include "support/replay_api.hpp"

namespace sheaf::test {
namespace {

constexpr const char* kHtml = "text/html; charset=utf-8";
constexpr std::array<const char*, 4> kTypes = {"new", "cross", "replace", "replace-cross"};
constexpr std::array<const char*, 3> kHeadings = {"New submissions", "Cross submissions",
                                                  "Replacement submissions"};

std::size_t rank(const std::string& type) {
  return static_cast<std::size_t>(std::find(kTypes.begin(), kTypes.end(), type) - kTypes.begin());
}

/// 0 new, 1 cross, 2 replacements of both kinds.
std::size_t section_of(const ReplayPaper& paper) {
  return std::min<std::size_t>(rank(paper.announce_type), 2);
}

std::string format_date(const std::string& day, const char* format) {
  std::tm parts{};
  std::sscanf(day.c_str(), "%4d-%2d-%2d", &parts.tm_year, &parts.tm_mon, &parts.tm_mday);
  parts.tm_year -= 1900;
  parts.tm_mon -= 1;
  const std::time_t time = timegm(&parts);
  gmtime_r(&time, &parts);
  char text[64];
  std::strftime(text, sizeof text, format, &parts);
  return text;
}

std::string short_date(const std::string& day) { return format_date(day, "%a, %d %b %Y"); }

long days_since_epoch(const std::string& day) {
  int year = 1970;
  unsigned month = 1, date = 1;
  std::sscanf(day.c_str(), "%4d-%2u-%2u", &year, &month, &date);
  const std::chrono::sys_days point =
      std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(date);
  return point.time_since_epoch().count();
}

std::string page_html(const std::string& title, const std::string& content) {
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n  <title>" + title +
         "</title>\n  <script>if (1 < 2) { var x = \"</p>\"; }</script>\n</head>\n<body>\n"
         "<main><div id=\"content\">\n" +
         content + "\n</div></main>\n<footer><ul><li>About</li></ul></footer>\n</body>\n\n</html>\n";
}

Reply bad_request(const std::string& words) {
  const std::string shown = escape_xml(words);
  return reply(400,
               page_html(shown, "<h1>" + shown +
                                    "</h1>\n<p>The server cannot process your request due to "
                                    "syntax errors.</p>"),
               kHtml);
}

/// Every URL in a text becomes a link that does not show it.
std::string with_links(const std::string& text) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t start = std::min(text.find("https://", at), text.size());
    out += escape_xml(text.substr(at, start - at));
    if (start == text.size()) break;
    std::size_t end = std::min(text.find_first_of(" \n\t)<>\"", start), text.size());
    while (end > start + 8 && std::string_view(".,;:").find(text[end - 1]) != std::string::npos) --end;
    out += "<a class=\"link-external link-https\" href=\"" +
           escape_xml(text.substr(start, end - start)) + "\">this https URL</a>";
    at = end;
  }
  return out;
}

std::string authors_html(const ReplayPaper& paper) {
  if (paper.authors.empty()) return "(author list is unavailable)";
  std::string html;
  for (const std::string& name : paper.authors) {
    if (!html.empty()) html += ", ";
    html += "<a href=\"/search/?searchtype=author&amp;query=x\">" + escape_xml(name) + "</a>";
  }
  return html;
}

std::string display(const std::string& category) {
  return "Subject of " + category + " (" + category + ")";
}

std::string subjects_html(const ReplayPaper& paper) {
  std::string html =
      "<span class=\"primary-subject\">" + escape_xml(display(paper.primary_category)) + "</span>";
  for (const std::string& category : paper.categories)
    if (category != paper.primary_category) html += "; " + escape_xml(display(category));
  return html;
}

std::string field(const char* name, const char* label, const std::string& html) {
  return "<div class='list-" + std::string(name) + "'><span class='descriptor'>" + label +
         ":</span>\n          " + html + "\n        </div>\n";
}

std::string entry_html(const ReplayPaper& paper, std::size_t index) {
  const std::string id = escape_xml(paper.id), number = std::to_string(index);
  std::string kind;
  if (section_of(paper) == 1) kind = "(cross-list from " + paper.primary_category + ")";
  if (section_of(paper) == 2) kind = "(replaced)";
  std::string html = "    <dt>\n      <a name='item" + number + "'>[" + number +
                     "]</a>\n      <a href =\"/abs/" + id + "\" title=\"Abstract\" id=\"" + id +
                     "\">\n        arXiv:" + id + "\n      </a>\n      " + kind +
                     "\n      [<a href=\"/pdf/" + id + "\" title=\"Download PDF\">pdf</a>]\n"
                     "    </dt>\n    <dd>\n      <div class='meta'>\n";
  html += field("title mathjax", "Title", escape_xml(paper.title));
  html += "<div class='list-authors'>" + authors_html(paper) + "</div>\n";
  if (!paper.comment.empty()) html += field("comments mathjax", "Comments", with_links(paper.comment));
  if (!paper.journal_ref.empty())
    html += field("journal-ref", "Journal-ref", escape_xml(paper.journal_ref));
  html += field("subjects", "Subjects", subjects_html(paper));
  return html + "<p class='mathjax'>\n          " + with_links(paper.abstract) +
         "\n        </p>\n      </div>\n    </dd>\n";
}

/// The papers of a day in the order of its pages.
std::vector<ReplayPaper> sorted_day(const ReplayRecords& records, const std::string& category,
                                    const std::string& day) {
  std::vector<ReplayPaper> papers = records.announced(category, day);
  std::stable_sort(papers.begin(), papers.end(), [](const ReplayPaper& a, const ReplayPaper& b) {
    const std::size_t x = rank(a.announce_type), y = rank(b.announce_type);
    return x != y ? x < y : a.id < b.id;
  });
  return papers;
}

/// The entries from `skip` on, under their headings.
std::string sections_html(const std::vector<ReplayPaper>& papers, std::size_t skip,
                          std::size_t size) {
  const std::size_t end = std::min(papers.size(), skip + size);
  std::string html;
  for (std::size_t section = 0; section < kHeadings.size(); ++section) {
    std::string entries;
    std::size_t shown = 0, total = 0;
    for (std::size_t i = 0; i < papers.size(); ++i) {
      if (section_of(papers[i]) != section) continue;
      ++total;
      if (i < skip || i >= end) continue;
      entries += entry_html(papers[i], i + 1);
      ++shown;
    }
    if (shown == 0) continue;
    html += "<dl id='articles'>\n    <h3>" + std::string(kHeadings[section]) + " (showing " +
            std::to_string(shown) + " of " + std::to_string(total) + " entries)</h3>\n" + entries +
            "</dl>\n";
  }
  return html;
}

std::string next_day_html(const ReplayRecords& records, const std::string& category,
                          const std::string& wanted, const std::string& today) {
  for (const std::string& day : records.days()) {
    if (day <= wanted || day > today || records.announced(category, day).empty()) continue;
    return "<a href=\"/catchup/" + category + "/" + day +
           "?abs=False&amp;page=1\">Continue to the next day</a>\n";
  }
  return {};
}

std::string catchup_links(const std::string& base, std::size_t page, std::size_t count,
                          std::size_t size) {
  if (size >= count) return {};
  std::string html = "View page:";
  for (std::size_t i = 1; i <= count / size + 1; ++i) {
    const std::string number = std::to_string(i);
    html += i == page ? " <span>" + number + "</span>"
                      : " <a href=" + base + "&amp;page=" + number + ">" + number + "</a>";
  }
  return html;
}

std::size_t number_of(const Request& request, const char* name, std::size_t missing) {
  if (!request.has_query(name)) return missing;
  const std::string text = request.query_value(name);
  if (text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != std::string::npos)
    throw std::invalid_argument("Invalid " + std::string(name) + " value");
  return std::stoul(text);
}

/// Nothing when the request is in order, else arXiv's refusal.
std::string catchup_refusal(const Request& request, const std::string& wanted,
                            const std::string& today) {
  if (wanted.size() != 10) return "Invalid date format. Use format: YYYY-MM-DD";
  const long age = days_since_epoch(today) - days_since_epoch(wanted);
  if (age > 91) return "Invalid date: " + wanted + ". Catchup only allowed for past 90 days";
  if (age < 0) return "Invalid date: " + wanted + ". Can't request date later than today";
  const std::string abs = request.query_value("abs");
  return abs.empty() || abs == "True" || abs == "False" ? "" : "Invalid abs value";
}

}  // namespace

Reply replay_catchup(const ReplayRecords& records, const Request& request,
                     const std::string& category, const std::string& wanted,
                     const std::string& today, std::size_t page_size) {
  const std::string known = records.known_category(category);
  if (known.empty())
    return bad_request("Invalid subject. Subject must be an archive, category or 'grp_physics'");
  if (const std::string words = catchup_refusal(request, wanted, today); !words.empty())
    return bad_request(words);
  std::size_t page = 1;
  try {
    page = number_of(request, "page", 1);
  } catch (const std::invalid_argument& problem) {
    return bad_request(problem.what());
  }
  if (page == 0) return bad_request("Invalid page value");
  const std::vector<ReplayPaper> papers = sorted_day(records, known, wanted);
  const std::string date = short_date(wanted);
  const std::string base = "/catchup/" + known + "/" + wanted + "?abs=True";
  const std::string total = "Total of " + std::to_string(papers.size()) + " entries for " + date +
                            "\n" + catchup_links(base, page, papers.size(), page_size) + "\n";
  const std::string next = next_day_html(records, known, wanted, today);
  std::string sections = sections_html(papers, (page - 1) * page_size, page_size);
  if (sections.empty() && page > 1) sections = "<div>No further updates for " + date + "</div>\n";
  if (sections.empty()) sections = "<div><p>No updates for " + date + ".</p></div>\n";
  const std::string heading = "Catchup results for Subject of " + known + " on " + date;
  return reply(200,
               page_html(heading, "<div id='dlpage'>\n<h1>" + heading + "</h1>\n<div>" + next +
                                      total + "</div>\n" + sections + "<div>" + total + next +
                                      "</div>\n</div>"),
               kHtml);
}

Reply replay_listing_new(const ReplayRecords& records, const Request& request,
                         const std::string& category, const std::string& today,
                         std::size_t page_size) {
  const std::string known = records.known_category(category);
  if (known.empty()) return reply(404, page_html("Not found", "<h1>Not found</h1>"), kHtml);
  std::string day;
  for (const std::string& recorded : records.days())
    if (recorded <= today && !records.announced(known, recorded).empty()) day = recorded;
  std::size_t skip = 0;
  try {
    skip = number_of(request, "skip", 0);
  } catch (const std::invalid_argument& problem) {
    return bad_request(problem.what());
  }
  const std::vector<ReplayPaper> papers =
      day.empty() ? std::vector<ReplayPaper>() : sorted_day(records, known, day);
  std::string paging;
  for (std::size_t at = 0; papers.size() > page_size && at < papers.size(); at += page_size)
    paging += " <a href=/list/" + known + "/new?skip=" + std::to_string(at) + "&amp;show=2000>" +
              std::to_string(at + 1) + "</a>";
  const std::string total = "<div class='paging'>Total of " + std::to_string(papers.size()) +
                            " entries :" + paging + "</div>\n";
  std::string sections = sections_html(papers, skip, page_size);
  if (sections.empty()) sections = "<p>No updates today.</p>\n";
  return reply(200,
               page_html("Subject of " + known,
                         "<h1>Subject of " + known + "</h1>\n<h3>Showing new listings for " +
                             format_date(day.empty() ? today : day, "%A, %e %B %Y") + "</h3>\n" +
                             total + sections + total),
               kHtml);
}

}  // namespace sheaf::test
