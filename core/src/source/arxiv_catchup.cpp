// arXiv's list pages to a day of papers; see arxiv_catchup.hpp for the markup.
// Pure functions; any thread.
#include "source/arxiv_catchup.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "base/text.hpp"
#include "model/category.hpp"
#include "source/field_text.hpp"
#include "source/html.hpp"
#include "source/listing_entry.hpp"
#include "source/listing_markup.hpp"
#include "source/xml_text.hpp"

namespace sheaf::source {
namespace {

std::string_view without_slash(std::string_view site) {
  while (!site.empty() && site.back() == '/') site.remove_suffix(1);
  return site;
}

// The first number at or after `at`, "2,000" included; nothing when no digit follows.
std::optional<std::size_t> number_after(std::string_view text, std::size_t at) {
  at = text.find_first_of("0123456789", at);
  if (at == std::string_view::npos) return std::nullopt;
  std::string digits;
  for (; at < text.size() && (is_ascii_digit(text[at]) || text[at] == ','); ++at)
    if (text[at] != ',') digits += text[at];
  std::size_t number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (read.ec != std::errc()) return std::nullopt;
  return number;
}

// Of a link to a page of a list, "?abs=True&page=2"; 0 when it has none.
std::size_t parameter_of(std::string_view href, std::string_view name) {
  const std::size_t query = href.find('?');
  if (query == std::string_view::npos) return 0;
  const std::size_t at = href.find(name, query);
  if (at == std::string_view::npos || (href[at - 1] != '?' && href[at - 1] != '&')) return 0;
  const std::string_view value = href.substr(at + name.size());
  return value.empty() || !is_ascii_digit(value.front()) ? 0 : number_after(value, 0).value_or(0);
}

// Control characters of whatever kind are white space in a page.
std::string clean_page(std::string_view body) {
  std::string page = to_valid_utf8(body);
  for (char& c : page)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      if (c != '\n') c = ' ';
  return page;
}

constexpr std::size_t kLongHeading = 1000;  // bytes; the rest says nothing

// What a heading says of its section: "Cross submissions (showing first 3 of 12 entries)".
struct Section {
  AnnounceType type = AnnounceType::kNew;
  std::optional<std::size_t> shown;  ///< entries on this page
  std::size_t entries = 0;           ///< that came
  std::string heading;
};

std::optional<Section> section_of(const std::string& heading) {
  const std::string words = ascii_lower(heading);
  Section section;
  if (words.starts_with("cross")) {
    section.type = AnnounceType::kCross;
  } else if (words.starts_with("replacement")) {
    section.type = AnnounceType::kReplace;
  } else if (!words.starts_with("new submissions")) {
    return std::nullopt;
  }
  section.heading = heading;
  const std::size_t showing = words.find("showing");
  const std::size_t of = words.find(" of ");
  if (showing != std::string::npos && of != std::string::npos && showing < of)
    section.shown = number_after(words.substr(0, of), showing);
  return section;
}

// Reads the page token by token. Entries are found by <dt> and <dd> within <dl id="articles">; what
// stands outside of it is searched for headings, totals and links.
class PageReader {
 public:
  PageReader(std::string_view page, std::string_view subject) : html_(page), subject_(subject) {}

  Result<CatchupPage> read();

 private:
  void take_token();
  void take_outside();
  void take_heading_end();
  void begin_entry();
  void finish_entry();
  void keep(FeedItem item);
  AnnounceType type_of(const ListingEntry& entry, const Paper& paper) const;
  void check_sections();
  Result<CatchupPage> judge();
  void warn(std::string text) { page_.feed.warnings.push_back(std::move(text)); }

  HtmlReader html_;
  std::string_view subject_;
  CatchupPage page_;
  std::vector<Section> sections_;
  std::unordered_map<std::string, std::size_t> places_;  // id to index in items

  std::string title_, heading_, outside_;  // <title>, first <h1>, text outside of lists
  std::string* collect_ = nullptr;         // where a heading's text goes
  std::string header_;                     // the <h1> or <h3> being read
  std::string next_href_;                  // of the link being read outside of lists
  bool in_list_ = false, in_entry_ = false, in_term_ = false, in_record_ = false;
  bool whole_ = false, listing_ = false;
  std::optional<Day> day_;
  std::optional<std::size_t> total_;

  ListingMarkup entry_{html_};
};

void PageReader::begin_entry() {
  finish_entry();
  in_entry_ = in_term_ = true;
}

AnnounceType PageReader::type_of(const ListingEntry& entry, const Paper& paper) const {
  AnnounceType type = sections_.empty() ? AnnounceType::kNew : sections_.back().type;
  if (contains(entry.type_info, "(cross-list")) type = AnnounceType::kCross;
  if (contains(entry.type_info, "(replaced")) type = AnnounceType::kReplace;
  const bool foreign = !subject_.empty() && !paper.categories.empty() &&
                       !is_within(subject_, paper.categories.front());
  return type == AnnounceType::kReplace && foreign ? AnnounceType::kReplaceCross : type;
}

void PageReader::finish_entry() {
  const ListingEntry entry = entry_.finish();
  const bool any = in_entry_;
  in_entry_ = in_term_ = in_record_ = false;
  if (!any) return;
  ++page_.entries;
  if (!sections_.empty()) ++sections_.back().entries;
  std::optional<Paper> paper = paper_of(entry);
  if (!paper) {
    warn("entry " + std::to_string(page_.entries) + ": no arXiv id in \"" +
         shorten(one_line(entry.id), 60) + "\"");
    return;
  }
  if (paper->title.empty()) warn(paper->id + ": the entry has no title");
  const AnnounceType type = type_of(entry, *paper);
  keep({*std::move(paper), type});
}

void PageReader::keep(FeedItem item) {
  const auto [place, added] = places_.try_emplace(item.paper.id, page_.feed.items.size());
  if (added) {
    page_.feed.items.push_back(std::move(item));
    return;
  }
  warn(item.paper.id + ": stands on the page twice");
  FeedItem& known = page_.feed.items[place->second];
  if (item.type < known.type) known = std::move(item);
}

void PageReader::take_heading_end() {
  const std::string text = one_line(header_);
  collect_ = nullptr;
  header_.clear();
  if (html_.name() == "h1" && heading_.empty()) heading_ = text;
  const std::string words = ascii_lower(text);
  if (words.starts_with("catchup results") || words.starts_with("showing new listings")) {
    listing_ = true;
    // The name of a subject comes before the date and may hold anything.
    const std::size_t from = words.starts_with("catchup") ? words.rfind(" on ") : words.find(" for ");
    if (from != std::string::npos) day_ = day_in(std::string_view(text).substr(from));
  } else if (auto section = section_of(text)) {
    finish_entry();
    sections_.push_back(*std::move(section));
  }
}

void PageReader::take_outside() {
  if (html_.kind() == HtmlReader::Kind::kText) {
    const std::string text = html_.text();
    if (collect_ && collect_->size() < kLongHeading) *collect_ += cut_utf8(text, kLongHeading);
    if (const std::size_t at = text.find("Total of"); at != std::string::npos && !total_)
      total_ = number_after(text, at);
    if (contains(text, "Continue to the next day") && !page_.next_day) {
      const std::size_t path = next_href_.find("/catchup/");
      const std::size_t day = path == std::string::npos ? path : next_href_.find('/', path + 9);
      if (day != std::string::npos) page_.next_day = parse_day(next_href_.substr(day + 1, 10));
    }
  } else if (html_.starts("title")) {
    collect_ = &title_;
  } else if (html_.ends("title")) {
    collect_ = nullptr;
  } else if (html_.starts("a")) {
    next_href_ = html_.attribute("href").value_or("");
    page_.last_page = std::max(page_.last_page, parameter_of(next_href_, "page="));
    page_.last_skip = std::max(page_.last_skip, parameter_of(next_href_, "skip="));
  }
}

void PageReader::take_token() {
  if (html_.starts("h1") || html_.starts("h3")) {
    collect_ = &header_;
    header_.clear();
  } else if (collect_ == &header_ && (html_.ends("h1") || html_.ends("h3"))) {
    take_heading_end();
  } else if (html_.starts("dl")) {
    finish_entry();
    in_list_ = html_.attribute("id").value_or("") == "articles";
  } else if (html_.ends("dl")) {
    finish_entry();
    in_list_ = false;
  } else if (in_list_ && html_.starts("dt")) {
    begin_entry();
  } else if (in_list_ && (html_.starts("dd") || html_.ends("dd") || html_.ends("dt"))) {
    if (html_.ends("dd")) finish_entry();
    if (in_term_) entry_.end_term();
    in_term_ = false;
    in_record_ = html_.starts("dd") && in_entry_;
  } else if (html_.ends("html")) {
    whole_ = true;
  } else if (in_term_) {
    entry_.take_term();
  } else if (in_record_) {
    entry_.take_record();
  } else {
    take_outside();
  }
}

// A section that shows fewer entries than it says has lost some.
void PageReader::check_sections() {
  for (const Section& section : sections_)
    if (section.shown && *section.shown != section.entries)
      warn("\"" + shorten(section.heading, 60) + "\": " + std::to_string(section.entries) +
           " entries came");
}

Result<CatchupPage> PageReader::judge() {
  const std::string shown = shorten(one_line(title_.empty() ? heading_ : title_), 120);
  if (!whole_)
    return Error(ErrorCode::kParse, "the page was cut off" +
                                        (shown.empty() ? std::string() : " (\"" + shown + "\")"));
  const bool refused = contains(outside_, "cannot process your request");
  if (refused && !listing_) return Error(ErrorCode::kInvalid, shown);
  if (!listing_)
    return Error(ErrorCode::kParse,
                 "expected a list of arXiv, got an HTML page (\"" + shown + "\")");
  if (!day_) return Error(ErrorCode::kParse, "found no date in \"" + shown + "\"");
  page_.feed.day = *day_;
  page_.total = total_.value_or(0);
  if (!total_ && page_.entries > 0) warn("the page does not say how many entries there are");
  check_sections();
  return std::move(page_);
}

Result<CatchupPage> PageReader::read() {
  constexpr std::size_t kEnough = 4096;  // of loose text, to know an error page by
  while (html_.next()) {
    if (!in_list_ && !listing_ && html_.kind() == HtmlReader::Kind::kText &&
        outside_.size() < kEnough)
      outside_ += html_.text();
    take_token();
  }
  finish_entry();
  return judge();
}

}  // namespace

Result<std::string> catchup_subject(std::string_view category) {
  const std::string_view text = trim(category);
  if (equals_ignoring_case(text, "grp_physics")) return std::string("grp_physics");
  if (auto known = canonical_category(text)) return *std::move(known);
  std::string words = "arXiv has no page of one day for \"" + shorten(text, 60) +
                      "\": name one category, one archive or \"grp_physics\"";
  const std::vector<std::string> near = suggest_categories(text);
  if (!near.empty()) words += " (near: " + join(near, ", ") + ")";
  return Error(ErrorCode::kInvalid, std::move(words));
}

std::string catchup_url(std::string_view site, std::string_view subject, Day day, int page) {
  std::string url = std::string(without_slash(site)) + "/catchup/" + percent_encode(subject) + "/" +
                    format_day(day) + "?abs=True";
  if (page > 1) url += "&page=" + std::to_string(page);
  return url;
}

std::string listing_new_url(std::string_view site, std::string_view subject, std::size_t skip) {
  std::string url =
      std::string(without_slash(site)) + "/list/" + percent_encode(subject) + "/new";
  if (skip > 0)
    url += "?skip=" + std::to_string(skip) + "&show=" + std::to_string(kCatchupPage);
  return url;
}

Result<CatchupPage> parse_catchup_page(std::string_view body, std::string_view subject) {
  if (body.size() > kMaxHtmlBytes)
    return Error(ErrorCode::kParse, "the page has " + group_digits(body.size()) +
                                        " bytes, more than any list of arXiv");
  if (trim(body).empty()) return Error(ErrorCode::kParse, "the answer is empty");
  const std::string page = clean_page(body);
  return PageReader(page, subject).read();
}

}  // namespace sheaf::source
