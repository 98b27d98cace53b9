// arxiv_rss_bot: a README with statistics and numbered papers, or a conference's table. Papers and
// the paragraphs of a model's essay are separated by the same "---" and headings, so only a
// numbered heading with a link begins a paper.
// Pure functions; any thread.
#include <algorithm>

#include "base/text.hpp"
#include "published/formats.hpp"
#include "published/listing_paper.hpp"
#include "published/listing_text.hpp"
#include "published/rss_bot_entry.hpp"
#include "published/rss_bot_table.hpp"

namespace sheaf::published {
namespace {

using listing::LineCursor;
using rss_bot::Block;

struct Statistics {
  bool present = false;
  std::optional<Day> day;
  std::optional<std::size_t> shown;  ///< papers that the page says it shows
};

// "- **Last Updated**: 2026-02-12 06:46:51 UTC", "- **Total Papers Found**: 30"; conference pages
// say "**Displaying**: 200 (…)" or "> Showing top 100 papers (out of 439 matching)".
Statistics read_statistics(std::string_view text) {
  Statistics statistics;
  for (LineCursor lines(text); lines.next();) {
    if (rss_bot::parse_heading(text.substr(lines.begin()))) break;
    const listing::KeyValue pair = listing::key_value(lines.line());
    const std::string key = ascii_lower(pair.key);
    if (key == "last updated") {
      statistics.present = true;
      if (!statistics.day) statistics.day = listing::leading_day(pair.value);
    } else if (key == "total papers found" || key == "displaying") {
      statistics.shown = listing::leading_count(pair.value);
    }
    constexpr std::string_view kShowing = "> Showing top ";
    if (lines.line().starts_with(kShowing) && contains(lines.line(), " papers (out of "))
      statistics.shown = listing::leading_count(lines.line().substr(kShowing.size()));
  }
  return statistics;
}

// Whether the next line that is not blank is a field ("**Authors**: …"); looks a few lines ahead.
bool fields_follow(std::string_view rest) {
  constexpr int kBlankLines = 4;
  LineCursor lines(rest);
  for (int i = 0; i < kBlankLines && lines.next(); ++i)
    if (!trim(lines.line()).empty()) return !listing::key_value(lines.line()).key.empty();
  return false;
}

// What follows the last paper in every fork's template; the emoji in front may be damaged.
bool begins_tail(std::string_view line) {
  if (listing::heading_level(line) != 2) return false;
  const std::string_view text = trim(line.substr(2));
  const auto ornament = [&](std::size_t size) {
    return std::none_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(size),
                        is_ascii_alnum);
  };
  for (const std::string_view title :
       {"Configuration", "Schedule", "How to Use", "Customization", "Manual Trigger", "License"})
    if (text.ends_with(title) && ornament(text.size() - title.size())) return true;
  return false;
}

// Finds where each paper begins and ends. Inside a model's essay a heading must also be the next
// in number: an essay may number and link its own.
class BlockFinder {
 public:
  explicit BlockFinder(std::string_view text) : text_(text) {}

  std::vector<Block> find() {
    for (LineCursor lines(text_); lines.next();) look_at(lines);
    close(text_.size());
    return std::move(blocks_);
  }

 private:
  void look_at(const LineCursor& lines) {
    const std::string_view line = trim(lines.line());
    if (line.empty()) return;
    if (const auto heading = rss_bot::parse_heading(text_.substr(lines.begin()));
        heading && begins_paper(*heading, lines.begin())) {
      open(lines);
      number_ = heading->number;
      in_details_ = false;
    } else if (!in_details_ && begins_tail(line)) {
      close(lines.begin());
    }
    if (line.starts_with("<details")) in_details_ = true;
    if (contains(line, "</details>")) in_details_ = false;
    section_ = !in_details_ && listing::heading_level(line) == 2 ? line : std::string_view();
    section_begin_ = lines.begin();
  }

  bool begins_paper(const rss_bot::Heading& heading, std::size_t begin) const {
    const bool next = heading.number == number_ + 1;
    const bool fields =
        fields_follow(text_.substr(std::min(begin + heading.size + 1, text_.size())));
    return in_details_ ? next && fields : next || fields;
  }

  // A heading right before a paper is its section's; older essays have such headings anywhere.
  void open(const LineCursor& lines) {
    close(section_.empty() ? lines.begin() : section_begin_);
    if (!section_.empty()) {
      const std::string_view title = listing::heading_text(section_);
      topic_ = title == "Recent Papers" ? std::string_view() : title;
    }
    blocks_.push_back({text_.substr(lines.begin()), lines.number(), topic_});
    open_ = true;
  }

  void close(std::size_t end) {
    if (!open_) return;
    std::string_view& block = blocks_.back().text;
    block = block.substr(0, block.size() - (text_.size() - end));
    open_ = false;
  }

  std::string_view text_, section_, topic_;
  std::vector<Block> blocks_;
  std::size_t section_begin_ = 0, number_ = 0;
  bool open_ = false, in_details_ = false;
};

// Newer forks escape brackets and backslashes of titles, older ones nothing. A lone backslash
// anywhere tells that this page does not.
bool escapes_titles(const Page& page) {
  for (const Entry& entry : page.entries) {
    const std::string& title = entry.paper.title;
    for (std::size_t at = title.find('\\'); at != std::string::npos;
         at = title.find('\\', at + 2)) {
      const char next = at + 1 < title.size() ? title[at + 1] : ' ';
      if (next != '\\' && next != '[' && next != ']') return false;
    }
  }
  return true;
}

std::string without_escapes(std::string_view title) {
  std::string out;
  for (std::size_t at = 0; at < title.size(); ++at) {
    if (title[at] == '\\' && at + 1 < title.size()) ++at;
    out += title[at];
  }
  return out;
}

void check_count(const Statistics& statistics, std::size_t found, Page& page) {
  if (!statistics.shown || *statistics.shown == found) return;
  page.warnings.push_back("the page says that it shows " + std::to_string(*statistics.shown) +
                          " papers; " + std::to_string(found) + " could be read");
}

}  // namespace

Result<Page> read_rss_bot(std::string_view text) {
  Page page;
  const Statistics statistics = read_statistics(text);
  page.day = statistics.day;
  for (const Block& block : BlockFinder(text).find()) rss_bot::read_block(block, page);
  if (page.entries.empty()) rss_bot::read_tables(text, page);
  if (page.entries.empty() && !statistics.present)
    return Error(ErrorCode::kParse,
                 "no arxiv_rss_bot page: neither \"**Last Updated**\" nor a heading \"### 1. "
                 "[title](link)\" "
                 "nor a table with a column \"Title\"");
  if (escapes_titles(page))
    for (Entry& entry : page.entries) entry.paper.title = without_escapes(entry.paper.title);
  check_count(statistics, page.entries.size(), page);
  listing::separate_shared_links(page);
  return page;
}

}  // namespace sheaf::published
