// Pages of daily-arXiv-ai-enhanced: "### [n] [title](url)", "*authors*", labelled texts, and an
// abstract behind <details>. One pass finds where papers begin, ai_paper.cpp reads each; see
// formats.hpp.
// No state; views point into the page. Any thread.
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "published/ai_paper.hpp"
#include "published/formats.hpp"
#include "published/page_text.hpp"

namespace sheaf::published {
namespace {

constexpr std::size_t kHeadingLines = 3;  // a title may be broken over lines

std::size_t heading_level(std::string_view line) {
  return std::min(line.find_first_not_of('#'), line.size());
}

/// The text of "## text", or nothing where the line is no heading.
std::string_view heading_text(std::string_view line) {
  const std::size_t level = heading_level(line);
  const bool heading = level > 0 && level < line.size() && is_ascii_space(line[level]);
  return heading ? trim(line.substr(level)) : std::string_view();
}

/// "[12] [title](url)" → "[title](url)".
std::string_view without_number(std::string_view text) {
  const std::size_t close = text.find(']');
  if (close == std::string_view::npos || close < 2 || !text.starts_with("[")) return text;
  const std::string_view number = text.substr(1, close - 1);
  const std::string_view rest = trim(text.substr(close + 1));
  const bool counted = std::all_of(number.begin(), number.end(), is_ascii_digit);
  return counted && rest.starts_with("[") ? rest : text;
}

class PageScan {
 public:
  explicit PageScan(std::string_view text)
      : lines_(text), sections_lead_back_(contains(text, "[[Back]]")) {
    find_tags();
  }

  Page run() {
    for (std::size_t i = 0; i < lines_.size(); ++i) step(i);
    end_paper(lines_.size());
    read_papers();
    compare_totals();
    return std::move(page_);
  }

 private:
  enum class Tag : char { kNone, kOpen, kClose };

  static Tag tag_of(std::string_view line) {
    if (line.starts_with("</details>")) return Tag::kClose;
    return line.starts_with("<details") ? Tag::kOpen : Tag::kNone;
  }

  /// next_tag_[i]: the first <details> or </details> at or below line i.
  void find_tags() {
    next_tag_.assign(lines_.size() + 1, Tag::kNone);
    for (std::size_t i = lines_.size(); i-- > 0;) {
      const Tag own = tag_of(lines_.trimmed[i]);
      next_tag_[i] = own == Tag::kNone ? next_tag_[i + 1] : own;
    }
  }

  void step(std::size_t i) {
    const std::string_view line = lines_.trimmed[i];
    if (const Tag tag = tag_of(line); tag != Tag::kNone) {
      inside_ = tag == Tag::kOpen;
    } else if (line.starts_with("#")) {
      heading(i);
    } else if (!inside_ && line.starts_with("- [")) {
      contents_line(line);
    }
  }

  void heading(std::size_t i) {
    const std::string_view text = heading_text(lines_.trimmed[i]);
    if (heading_level(lines_.trimmed[i]) >= 2 && text.starts_with("[")) {
      if (const auto block = paper_at(i, text); block && is_structure(*block))
        return begin_paper(*block);
    }
    if (!inside_ && !text.empty() && heading_level(lines_.trimmed[i]) <= 2) section(i, text);
  }

  std::optional<PaperBlock> paper_at(std::size_t i, std::string_view text) {
    PaperBlock block;
    block.line = i;
    block.topic = topic_;
    std::string joined(without_number(text));
    for (std::size_t used = 1; used <= kHeadingLines; ++used) {
      if (const auto link = link_in(joined)) {
        block.title = collapse_spaces(link->text);
        block.url = std::string(link->url);
        block.begin = i + used;
        return block;
      }
      if (i + used >= lines_.size() || lines_.trimmed[i + used].empty()) break;
      joined += " " + std::string(lines_.trimmed[i + used]);
    }
    return std::nullopt;
  }

  bool authors_follow(const PaperBlock& block) const {
    const std::size_t place = place_of_authors(lines_, block.begin);
    return place < lines_.size() && author_line(lines_.trimmed[place]).has_value();
  }

  /// Texts may hold lines that look like a paper's heading. Real ones stand outside <details>, or
  /// have authors and a <details> of their own where the last was never closed.
  bool is_structure(const PaperBlock& block) {
    const bool authors = authors_follow(block);
    if (inside_) return authors && next_tag_[block.begin] == Tag::kOpen;
    if (blocks_.empty()) authors_expected_ = authors;
    if (authors || !authors_expected_ || block.begin >= lines_.size()) return true;
    page_.warnings.push_back(
        at_line(block.line, "a heading with a link but without authors, kept as text"));
    return false;
  }

  void begin_paper(const PaperBlock& block) {
    end_paper(block.line);
    blocks_.push_back(block);
    inside_ = false;
    open_ = true;
  }

  void end_paper(std::size_t line) {
    if (open_) blocks_.back().end = line;
    open_ = false;
  }

  /// "# cs.CV [[Back]](#toc)", "## <div id='cs.CV'></div> cs.CV [[Back]](#toc)"; where sections
  /// have the way back, a heading without it is a title.
  void section(std::size_t i, std::string_view text) {
    end_paper(i);
    const std::size_t back = text.find("[[Back]]");
    if (const std::vector<Day> days = days_in(text); days.size() == 1 && !page_.day) {
      page_.day = days[0];
    } else if (back != std::string_view::npos || !sections_lead_back_) {
      text = trim(text.substr(0, back));
      if (text.starts_with("<div") && text.find("</div>") != std::string_view::npos)
        text = trim(text.substr(text.find("</div>") + 6));
      topic_ = text == "Table of Contents" ? std::string() : std::string(text);
    }
  }

  /// "- [cs.CV](#cs.CV) [Total: 37]"
  void contents_line(std::string_view line) {
    const std::size_t close = line.find(']');
    const std::size_t total = line.find("[Total:");
    if (close == std::string_view::npos || total == std::string_view::npos || close > total) return;
    std::size_t count = 0, digits = 0;
    for (const char c : trim(line.substr(total + 7)))
      if (is_ascii_digit(c) && ++digits < 9)
        count = 10 * count + static_cast<std::size_t>(c - '0');
      else
        break;
    totals_[std::string(line.substr(3, close - 3))] += count;
  }

  void read_papers() {
    const LabelSet labels = labels_of(lines_, blocks_);
    page_.entries.reserve(blocks_.size());
    for (const PaperBlock& block : blocks_) read_paper(lines_, block, labels, page_);
  }

  /// The maker counts papers that it then leaves out, when its model gave no whole answer.
  void compare_totals() {
    std::map<std::string, std::size_t> read;
    for (const PaperBlock& block : blocks_) ++read[block.topic];
    std::size_t counted = 0;
    bool alike = false;
    for (const auto& [topic, total] : totals_) {
      counted += total;
      alike = alike || read.count(topic) > 0;
    }
    // A contents list that names its sections otherwise can only be compared as a whole.
    if (!alike && counted > 0) return compare_total("in all", counted, blocks_.size());
    for (const auto& [topic, total] : totals_) compare_total(topic, total, read[topic]);
  }

  void compare_total(const std::string& topic, std::size_t counted, std::size_t read) {
    if (counted != read)
      page_.warnings.push_back(topic + ": the page counts " + std::to_string(counted) +
                               " papers and holds " + std::to_string(read));
  }

  PageLines lines_;
  bool sections_lead_back_;
  std::vector<Tag> next_tag_;
  std::vector<PaperBlock> blocks_;
  std::map<std::string, std::size_t> totals_;
  std::string topic_;
  bool inside_ = false;  ///< between <details> and </details>
  bool open_ = false;    ///< the last block goes on
  bool authors_expected_ = false;
  Page page_;
};

}  // namespace

Result<Page> read_ai_enhanced(std::string_view text) {
  return PageScan(text).run();
}

}  // namespace sheaf::published
