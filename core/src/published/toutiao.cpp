// The ai_toutiao family: pages of a week, by category or for all, days one below the other. Three
// layouts share the items: slug front matter, "**cs.DC total: N**" sections, brief lines with a
// link. Pure functions; any thread.
#include <algorithm>

#include "base/text.hpp"
#include "model/category.hpp"
#include "published/formats.hpp"
#include "published/listing_paper.hpp"
#include "published/listing_text.hpp"
#include "published/toutiao_entry.hpp"

namespace sheaf::published {
namespace {

using listing::LineCursor;
using toutiao::Item;
using toutiao::Outcome;
using toutiao::Place;

bool is_fence(std::string_view line) {
  return trim(line).starts_with("```");
}

// "- **[arXiv251229] Title**" and not "- **tags:** …", which has text behind the stars; or a brief
// line "- [arXiv251229] Title [link](…)".
bool begins_item(std::string_view line) {
  const bool linked =
      line.starts_with("- ") && line.ends_with(')') && contains(line, " [link](http");
  if (linked || line.starts_with("- [arXiv")) return true;
  if (!line.starts_with("- **") && !line.starts_with("* **")) return false;
  return listing::key_value(line).value.empty();
}

// Weekly pages print braces as they are, the newer ones escape each: a bare one tells.
bool escapes_braces(std::string_view text) {
  bool fenced = false;
  for (LineCursor lines(text); lines.next();) {
    const std::string_view line = lines.line();
    if (begins_item(line))
      fenced = false;
    else if (is_fence(line))
      fenced = !fenced;
    if (fenced) continue;
    for (std::size_t at = line.find_first_of("{}"); at != std::string_view::npos;
         at = line.find_first_of("{}", at + 1))
      if (at == 0 || line[at - 1] != '\\') return false;
  }
  return true;
}

// "cspf" → "cs.PF": the slug has the category without its point.
std::string category_of_slug(std::string_view slug) {
  constexpr std::string_view kDaily = "/daily/";
  const std::size_t at = slug.find(kDaily);
  if (at == std::string_view::npos) return {};
  slug = slug.substr(at + kDaily.size());
  slug = slug.substr(0, slug.find('/'));
  for (const Category& category : active_categories()) {
    std::string plain = ascii_lower(category.id);
    plain.erase(
        std::remove_if(plain.begin(), plain.end(), [](char c) { return !is_ascii_alnum(c); }),
        plain.end());
    if (plain == slug) return std::string(category.id);
  }
  return {};
}

// "20251229-20260104 (cs.PF)" → "cs.PF".
std::string category_of_heading(std::string_view line) {
  const std::size_t open = line.rfind('(');
  if (open == std::string_view::npos || !trim(line).ends_with(')')) return {};
  const std::string_view name = line.substr(open + 1, line.rfind(')') - open - 1);
  return canonical_category(trim(name)).value_or(std::string());
}

class PageReader {
 public:
  explicit PageReader(std::string_view text) : text_(text) {
    place_.escaped_braces = escapes_braces(text);
  }

  Page read() {
    for (LineCursor lines(text_); lines.next();) take_line(lines.line(), lines.number());
    end_section();
    tell_missing_summaries();
    return std::move(page_);
  }
  bool recognized() const { return dated_; }

 private:
  void take_line(std::string_view line, std::size_t number) {
    if (begins_item(line)) return begin_item(line, number);
    if (fenced_ && !ends_fence(line)) return take_fenced(line);
    if (is_fence(line)) return open_fence(line);
    if (listing::heading_level(line) > 0) return take_heading(line);
    if (line.starts_with("slug:")) return set_category(category_of_slug(line));
    if (line.starts_with("**")) return take_section(line, number);
    if (open_item_) take_field(line);
  }

  // Structure of the page, which an unclosed block must not swallow.
  bool ends_fence(std::string_view line) const {
    return listing::heading_level(line) == 2 || (fence_indentation_ > 0 && line.starts_with("**"));
  }

  void begin_item(std::string_view line, std::size_t number) {
    end_item();
    item_ = Item{};
    item_.line = number;
    open_item_ = true;
    line = trim(line.substr(2));
    if (line.starts_with("**")) {
      line.remove_prefix(2);
      if (line.ends_with("**")) line.remove_suffix(2);
      item_.title = line;
      return;
    }
    item_.brief = true;
    const std::size_t link = line.rfind("[link](");
    item_.title = line.substr(0, link);
    if (link != std::string_view::npos && line.ends_with(')'))
      item_.link = line.substr(link + 7, line.size() - link - 8);
  }

  void open_fence(std::string_view line) {
    if (!open_item_ || !contains(line, "mermaid")) return;
    fenced_ = true;
    fence_indentation_ = listing::indentation(line);
  }

  // Keeps the block as it stands, without the indentation that the list gave it.
  void take_fenced(std::string_view line) {
    if (is_fence(line)) {
      fenced_ = trim(line) != "```";  // a model that wrote its own fence makes two of each
      return;
    }
    std::size_t strip = 0;
    while (strip < line.size() && strip < fence_indentation_ && line[strip] == ' ') ++strip;
    if (!item_.mermaid.empty()) item_.mermaid += '\n';
    item_.mermaid += line.substr(strip);
  }

  void take_heading(std::string_view line) {
    end_section();
    const std::string_view title = listing::heading_text(line);
    if (const auto day = listing::leading_day(title)) {
      place_.day = day;
      page_.day = std::max(page_.day.value_or(*day), *day);
      dated_ = true;
      set_topic(page_category_);
    } else if (listing::heading_level(line) == 1) {
      set_category(category_of_heading(line));
    } else {
      set_topic(title);
    }
  }

  // "**cs.DC total: 14**"
  void take_section(std::string_view line, std::size_t number) {
    constexpr std::string_view kTotal = " total:";
    const std::size_t total = line.rfind(kTotal);
    if (total == std::string_view::npos) return;
    end_section();
    set_topic(trim(line.substr(2, total - 2)));
    announced_ = listing::leading_count(line.substr(total + kTotal.size()));
    section_line_ = number;
  }

  // "  - **tags:** [mlsys], …", or the rest of a text that was broken into lines.
  void take_field(std::string_view line) {
    const listing::KeyValue pair = listing::key_value(line);
    const bool inside = listing::indentation(line) > 0 && !trim(line).empty();
    if (!pair.key.empty()) {
      item_.fields.emplace_back(pair.key, pair.value);
    } else if (inside && !item_.fields.empty()) {
      item_.fields.back().second += " " + std::string(trim(line));
    }
  }

  void set_category(std::string category) {
    if (category.empty()) return;
    page_category_ = std::move(category);
    set_topic(page_category_);
  }

  void set_topic(std::string_view topic) {
    place_.topic = listing::one_line(topic);
    const auto category = canonical_category(place_.topic);
    place_.categories.clear();
    if (category)
      place_.categories.push_back(*category);
    else if (!page_category_.empty())
      place_.categories.push_back(page_category_);
  }

  void end_item() {
    fenced_ = false;
    if (!open_item_) return;
    open_item_ = false;
    ++in_section_;
    if (toutiao::add_item(item_, place_, page_) != Outcome::kNoSummary) return;
    if (without_summary_++ == 0) first_without_ = item_.line;
  }

  void end_section() {
    end_item();
    if (announced_ && *announced_ != in_section_)
      page_.warnings.push_back("line " + std::to_string(section_line_) + ": the section says " +
                               std::to_string(*announced_) + " papers and has " +
                               std::to_string(in_section_));
    announced_.reset();
    in_section_ = 0;
  }

  void tell_missing_summaries() {
    if (without_summary_ == 0) return;
    page_.warnings.push_back("line " + std::to_string(first_without_) +
                             ": no AI summary (\"TBD\" or empty), " +
                             std::to_string(without_summary_) + " papers in all");
  }

  std::string_view text_;
  Page page_;
  Place place_;
  Item item_;
  std::string page_category_;
  std::optional<std::size_t> announced_;
  std::size_t section_line_ = 0, in_section_ = 0, fence_indentation_ = 0;
  std::size_t without_summary_ = 0, first_without_ = 0;
  bool open_item_ = false, fenced_ = false, dated_ = false;
};

}  // namespace

Result<Page> read_toutiao(std::string_view text) {
  PageReader reader(text);
  Page page = reader.read();
  if (page.entries.empty() && !reader.recognized())
    return Error(ErrorCode::kParse,
                 "no ai_toutiao page: neither a section \"## YYYY-MM-DD\" nor an item \"- "
                 "**[arXivYYMMDD] title**\"");
  for (const Entry& entry : page.entries)
    if (entry.announcement.day != Day{})
      page.day = std::max(page.day.value_or(entry.announcement.day), entry.announcement.day);
  listing::separate_shared_links(page);
  return page;
}

}  // namespace sheaf::published
