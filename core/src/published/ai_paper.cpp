// Labelled texts of one paper; see ai_paper.hpp.
// No state; any thread.
#include "published/ai_paper.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "published/ai_fields.hpp"
#include "published/page_text.hpp"

namespace sheaf::published {
namespace {

constexpr std::size_t kLongestLabel = 32;
constexpr std::string_view kAbstract = "abstract";

struct Labelled {
  std::string_view label;
  std::string key;
  std::string_view rest;  ///< of the line, behind the colon
};

bool is_label_byte(char c, bool bold) {
  return is_ascii_alnum(c) || std::string_view(" ;&/-_").find(c) != std::string_view::npos ||
         (bold && static_cast<unsigned char>(c) >= 0x80);
}

/// "TL;DR: text", "**TL;DR**: text", "> **TL;DR:** text".
std::optional<Labelled> labelled(std::string_view line) {
  if (line.starts_with("> ")) line = trim(line.substr(2));
  const std::size_t stars = std::min(line.find_first_not_of('*'), line.size());
  if (stars > 3) return std::nullopt;
  const std::size_t colon = line.substr(0, stars + kLongestLabel + 4).find(':');
  if (colon == std::string_view::npos || colon <= stars) return std::nullopt;
  std::string_view label = line.substr(stars, colon - stars);
  std::string_view rest = line.substr(colon + 1);
  const bool closed = label.ends_with("*");
  while (label.ends_with("*")) label.remove_suffix(1);
  if (stars > 0 && !closed)
    for (std::size_t i = 0; i < stars && rest.starts_with("*"); ++i) rest.remove_prefix(1);
  const bool words = !label.empty() && std::all_of(label.begin(), label.end(), [&](char c) {
    return is_label_byte(c, stars > 1);
  });
  // "https://…" and "10:30" are no labels.
  if (!words || label.size() > kLongestLabel || rest.starts_with("//")) return std::nullopt;
  return Labelled{label, label_key(label), rest};
}

/// What opens the folded part between the texts.
bool is_frame(std::string_view line) {
  return line.starts_with("<details") || line.starts_with("<summary>");
}

/// A label stands at the start of a paragraph.
bool may_hold_label(const PageLines& lines, std::size_t i, const PaperBlock& block) {
  if (i == block.begin) return true;
  const std::string_view before = lines.trimmed[i - 1];
  return before.empty() || is_frame(before) || author_line(before).has_value();
}

/// Behind the last line of the paper's text: its last </details>, if it has one.
std::size_t text_end(const PageLines& lines, const PaperBlock& block) {
  for (std::size_t i = block.end; i > block.begin; --i)
    if (lines.trimmed[i - 1].starts_with("</details>")) return i - 1;
  return block.end;
}

std::string joined(const PageLines& lines, std::size_t begin, std::size_t end,
                   std::string_view first) {
  std::string text(first);
  for (std::size_t i = begin; i < end; ++i) {
    text += '\n';
    text += lines.raw[i];
  }
  return text;
}

class PaperReader {
 public:
  PaperReader(const PageLines& lines, const PaperBlock& block, const LabelSet& labels, Page& page)
      : lines_(lines), block_(block), labels_(labels), page_(page) {}

  void run() {
    Paper& paper = entry_.paper;
    paper.title = block_.title;
    if (!identify(paper, block_.url)) return warn("a paper whose link is no URL: " + block_.url);
    if (!block_.topic.empty()) entry_.topics = {block_.topic};
    read_texts(read_authors(), text_end(lines_, block_));
    if (paper.categories.empty()) add_once(paper.categories, category_of(block_.topic));
    tell_language(entry_.summary);
    check();
    page_.entries.push_back(std::move(entry_));
  }

 private:
  void warn(const std::string& problem) { page_.warnings.push_back(at_line(block_.line, problem)); }

  /// The first line behind the authors, or behind the heading when there are none.
  std::size_t read_authors() {
    const std::size_t at = place_of_authors(lines_, block_.begin);
    const auto line = at < block_.end ? author_line(lines_.trimmed[at]) : std::nullopt;
    if (!line) return block_.begin;
    entry_.paper.authors = authors_of(line->names);
    std::string_view rest = line->rest;
    while (rest.starts_with("*")) rest.remove_prefix(1);
    while (rest.ends_with("*")) rest.remove_suffix(1);
    if (const auto field = labelled(rest))
      put(*field, std::string(trim(field->rest)));
    else
      put_text(entry_.summary, rest);
    for (std::size_t i = block_.begin; i < at; ++i)
      if (std::string_view title = lines_.trimmed[i]; title.starts_with(">")) {
        title = trim(title.substr(1));
        if (const auto quoted = author_line(title)) title = quoted->names;
        put_ai_field(entry_.summary, "Translated title", title);
      }
    return at + 1;
  }

  /// Texts go from their label to the next one that this paper has not had yet; the abstract, which
  /// is last, to the end, whatever it holds.
  void read_texts(std::size_t begin, std::size_t end) {
    Labelled open;  // no label: none is open
    std::size_t open_line = 0;
    const auto close = [&](std::size_t line) {
      if (!open.label.empty()) put(open, joined(lines_, open_line + 1, line, open.rest));
      open = {};
    };
    for (std::size_t i = begin; i < end && open.key != kAbstract; ++i) {
      const std::string_view line = lines_.trimmed[i];
      if (is_frame(line)) {
        close(i);
        continue;
      }
      auto found = may_hold_label(lines_, i, block_) ? labelled(line) : std::nullopt;
      if (found && labels_.find(found->key) != labels_.end() && seen_.insert(found->key).second) {
        close(i);
        open = *std::move(found);
        open_line = i;
      } else if (open.label.empty()) {
        unlabelled_ += "\n" + std::string(lines_.raw[i]);
      }
    }
    close(end);
    put_text(entry_.summary, trim(unlabelled_));
  }

  void put(const Labelled& field, const std::string& text) {
    Paper& paper = entry_.paper;
    if (field.key == kAbstract) {
      paper.abstract = paragraphs(text);
    } else if (field.key == "maincategory" || field.key == "category" ||
               field.key == "categories") {
      for (const std::string& one : split_list(replace_all(text, ",", " "), ' '))
        add_once(paper.categories, category_of(one));
    } else if (field.key == "comment" || field.key == "comments") {
      paper.comment = collapse_spaces(text);
    } else {
      failed_ = failed_ || is_failed_answer(text);
      put_ai_field(entry_.summary, field.label, text);
    }
  }

  void check() {
    const std::string& id = entry_.paper.id;
    if (entry_.paper.title.empty()) warn(id + " has no title");
    if (has_no_answer(entry_.summary))
      warn(id + " has no AI fields, or only their failure");
    else if (failed_)
      warn(id + " lacks an AI field that failed");
    if (entry_.paper.abstract.empty()) warn(id + " has no abstract");
    const bool closed = text_end(lines_, block_) < block_.end;
    if (!closed && block_.end == lines_.size()) warn(id + " is cut off by the end of the page");
  }

  const PageLines& lines_;
  const PaperBlock& block_;
  const LabelSet& labels_;
  Page& page_;
  Entry entry_;
  LabelSet seen_;
  std::string unlabelled_;  ///< text under no label: a layout that is not known
  bool failed_ = false;
};

/// Possible labels of one paper, each once, down to its abstract.
void count_labels(const PageLines& lines, const PaperBlock& block,
                  std::map<std::string, std::size_t>& counts) {
  LabelSet own;
  for (std::size_t i = block.begin; i < block.end; ++i) {
    if (lines.trimmed[i].empty() || !may_hold_label(lines, i, block)) continue;
    const auto found = labelled(lines.trimmed[i]);
    if (!found) continue;
    if (found->key == kAbstract) break;
    own.insert(found->key);
  }
  for (const std::string& key : own) ++counts[key];
}

}  // namespace

PageLines::PageLines(std::string_view text) : raw(lines_of(text)) {
  trimmed.reserve(raw.size());
  for (const std::string_view line : raw) trimmed.push_back(trim(line));
}

std::optional<AuthorLine> author_line(std::string_view line) {
  if (line == "**") return AuthorLine{};
  if (const std::size_t bar = line.find(" | *");
      line.starts_with("**") && line.ends_with("*") && bar != line.npos)
    return AuthorLine{line.substr(bar + 4, line.size() - bar - 5), line.substr(0, bar)};
  if (line.size() < 3 || !line.starts_with("*") || line.starts_with("**")) return std::nullopt;
  if (const std::size_t bar = line.find("* | "); bar != std::string_view::npos)
    return AuthorLine{line.substr(1, bar - 1), line.substr(bar + 4)};
  if (!line.ends_with("*")) return std::nullopt;
  return AuthorLine{line.substr(1, line.size() - 2), {}};
}

std::size_t place_of_authors(const PageLines& lines, std::size_t begin) {
  constexpr std::size_t kLooked = 4;
  std::size_t at = begin;
  while (at < lines.size() && at < begin + kLooked &&
         (lines.trimmed[at].empty() ||
          (lines.trimmed[at].starts_with(">") && !labelled(lines.trimmed[at]))))
    ++at;
  return at;
}

LabelSet labels_of(const PageLines& lines, const std::vector<PaperBlock>& blocks) {
  LabelSet labels = {"tldr",       "task",       "motivation", "background",   "method",
                     "result",     "conclusion", "abstract",   "maincategory", "category",
                     "categories", "comment",    "comments",   "keywords"};
  std::map<std::string, std::size_t> counts;
  for (const PaperBlock& block : blocks) count_labels(lines, block, counts);
  for (const auto& [key, count] : counts)
    if (blocks.size() >= 3 && 5 * count >= 3 * blocks.size()) labels.insert(key);
  return labels;
}

void read_paper(const PageLines& lines, const PaperBlock& block, const LabelSet& labels,
                Page& page) {
  PaperReader(lines, block, labels, page).run();
}

}  // namespace sheaf::published
