// arXiv's HTML papers; see latexml.hpp. The page is read tag by tag: each open element knows what
// becomes of the text within it.
// Pure functions; any thread.
#include "source/latexml.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/text.hpp"
#include "net/url.hpp"
#include "source/html.hpp"
#include "source/institutions.hpp"
#include "source/journal_feed.hpp"
#include "source/markup_text.hpp"

namespace sheaf::source {
namespace {

constexpr std::size_t kMostTables = 100, kMostRows = 300, kMostCaptions = 300, kMostHidden = 20;
constexpr std::size_t kLongestHidden = 400;
constexpr std::size_t kLongestCell = 500;
constexpr std::size_t kReach = 64;  // how many open elements an end tag may close
constexpr int kSmallestPicture = 100, kLongestShape = 6;  // pixels; one side to the other

constexpr std::array<std::string_view, 12> kVoid = {
    "br", "img", "hr", "meta", "link", "input", "wbr", "col", "source", "track", "area", "base"};
// Elements and classes that hold nothing of the paper's own text.
constexpr std::array<std::string_view, 11> kSkippedTags = {
    "head",   "nav",    "button", "footer",   "svg",     "form",
    "select", "object", "iframe", "noscript", "template"};
constexpr std::array<std::string_view, 19> kSkippedClasses = {"ltx_bibliography",
                                                              "ltx_TOC",
                                                              "ltx_page_navbar",
                                                              "ltx_page_footer",
                                                              "ltx_page_header",
                                                              "ltx_note_mark",
                                                              "ltx_tag_note",
                                                              "ltx_tag_section",
                                                              "ltx_tag_subsection",
                                                              "ltx_tag_subsubsection",
                                                              "ltx_tag_appendix",
                                                              "ltx_tag_equation",
                                                              "ltx_tag_document",
                                                              "ltx_eqn_eqno",
                                                              "ltx_dates",
                                                              "ltx_classification",
                                                              "ltx_acknowledgements",
                                                              "ltx_role_footnote",
                                                              "ltx_ERROR"};

template <class Table>
bool is_in(const Table& table, std::string_view value) {
  return std::find(table.begin(), table.end(), value) != table.end();
}

// What the text within an element is.
enum class Part {
  kPass,  // belongs to what is around it
  kSkip,
  kHidden,
  kTitle,
  kHeading,
  kAbstract,
  kAuthors,
  kAffiliation,
  kCaption,
  kTable,
  kRow,
  kCell
};

struct Open {
  std::string name;
  Part part = Part::kPass;
  std::string text;  // of parts that gather their own
  int level = 0;     // of a heading
  bool paragraph = false;
};

bool gathers(Part part) {
  return part != Part::kPass && part != Part::kSkip;
}

// The class attribute as words.
class Classes {
 public:
  explicit Classes(std::string text) : text_(std::move(text)) {}
  bool has(std::string_view name) const {
    for (std::size_t at = text_.find(name); at != std::string::npos;
         at = text_.find(name, at + 1)) {
      const std::size_t end = at + name.size();
      if ((at == 0 || is_ascii_space(text_[at - 1])) &&
          (end == text_.size() || is_ascii_space(text_[end])))
        return true;
    }
    return false;
  }
  template <class Table>
  bool has_any(const Table& names) const {
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view name) { return has(name); });
  }
  bool empty() const { return text_.empty(); }

 private:
  std::string text_;
};

// White on white counts only where no other ground is likely: tables have coloured heads.
bool hides(std::string_view style, bool in_table) {
  std::string plain;
  for (const char c : style.substr(0, 400))
    if (!is_ascii_space(c)) plain += ascii_lower(c);
  plain = ";" + plain + ";";
  for (const std::string_view rule :
       {"display:none", "visibility:hidden", "opacity:0;", "font-size:0;", "font-size:0p",
        "font-size:0%", "font-size:1px", "font-size:1%"})
    if (contains(plain, std::string(";") + std::string(rule))) return true;
  if (in_table || contains(plain, "background")) return false;
  for (const std::string_view rule : {"color:#fff;", "color:#ffffff;", "color:white;",
                                      "color:rgb(255,255,255)", "--ltx-fg-color:#ffffff;"})
    if (contains(plain, std::string(";") + std::string(rule))) return true;
  return false;
}

int number_of(const std::optional<std::string>& text) {
  int value = 0;
  if (text) std::from_chars(text->data(), text->data() + text->size(), value);
  return value;
}

class Reader {
 public:
  Reader(std::string_view page, std::string_view base_url) : html_(page), base_(base_url) {}

  FullText read() {
    text_.origin = TextOrigin::kHtml;
    text_.url = base_;
    text_.sections.push_back({});
    while (html_.next()) {
      if (html_.kind() == HtmlReader::Kind::kText) {
        add_text();
      } else if (html_.kind() == HtmlReader::Kind::kStart) {
        start();
      } else {
        end();
      }
    }
    while (!open_.empty()) close();
    finish();
    return std::move(text_);
  }
  bool is_latexml() const { return latexml_; }

 private:
  void start() {
    const std::string name = html_.name();
    if (math_depth_ > 0) {
      if (name == "math") ++math_depth_;
      return;
    }
    const Classes classes(html_.attribute("class").value_or(""));
    latexml_ = latexml_ || classes.has("ltx_document") || classes.has("ltx_section") ||
               classes.has("ltx_page_main");
    if (name == "base") base_ = resolve_link(base_, html_.attribute("href").value_or(""));
    if (name == "br") add("\n");
    if (name == "img") take_picture();
    if (is_in(kVoid, name)) return;
    if (name == "math") return start_math();
    Open element;
    element.part = part_of(name, classes);
    element.paragraph = name == "p" || name == "li" || name == "div" || name == "section" ||
                        name == "dd" || classes.has("ltx_eqn_table") || classes.has("ltx_p");
    if (element.part == Part::kHeading) element.level = std::clamp(name[1] - '1', 1, 5);
    if (element.part == Part::kSkip) ++skipping_;
    if (element.part == Part::kTable) ++tables_;
    if (element.paragraph) add("\n");
    if (name == "figure") figure_tables_ = text_.tables.size();
    in_figure_ = in_figure_ || (name == "figure" && classes.has("ltx_figure"));
    element.name = name;
    if (gathers(element.part)) gatherers_.push_back(open_.size());
    open_.push_back(std::move(element));
  }

  Part part_of(const std::string& name, const Classes& classes) const {
    if (skipping_ > 0) return Part::kPass;
    if (const auto style = html_.attribute("style"); style && hides(*style, tables_ > 0))
      return Part::kHidden;
    if (html_.attribute("hidden")) return Part::kSkip;
    if (is_in(kSkippedTags, name) || classes.has_any(kSkippedClasses)) return Part::kSkip;
    if (name == "cite" && !classes.has("ltx_citemacro_citet")) return Part::kSkip;
    const bool heading = name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
    if (heading) {
      if (name == "h1" || classes.has("ltx_title_document")) return Part::kTitle;
      return classes.has("ltx_title_abstract") ? Part::kSkip : Part::kHeading;
    }
    if (classes.has("ltx_abstract")) return Part::kAbstract;
    if (classes.has("ltx_authors")) return Part::kAuthors;
    if (classes.has("ltx_role_affiliation") || classes.has("ltx_affiliation_institution"))
      return Part::kAffiliation;
    if (name == "figcaption" || classes.has("ltx_caption")) return Part::kCaption;
    if (classes.has("ltx_tabular")) return Part::kTable;
    if (tables_ > 0 && (name == "tr" || classes.has("ltx_tr"))) return Part::kRow;
    if (tables_ > 0 && (name == "td" || name == "th" || classes.has("ltx_td"))) return Part::kCell;
    return Part::kPass;
  }

  void start_math() {
    const std::string tex = one_formula(html_.attribute("alttext").value_or(""));
    const bool block = html_.attribute("display").value_or("") == "block";
    math_depth_ = 1;
    if (tex.empty()) return;
    add(block ? " $$" + tex + "$$ " : "$" + tex + "$");
  }
  // A dollar or line break inside would end the formula.
  static std::string one_formula(std::string_view tex) {
    return replace_all(clean_line(replace_all(tex, "%\n", "")), "$", "");
  }

  void end() {
    const std::string& name = html_.name();
    if (math_depth_ > 0) {
      if (name == "math") --math_depth_;
      return;
    }
    const std::size_t lowest = open_.size() > kReach ? open_.size() - kReach : 0;
    for (std::size_t i = open_.size(); i-- > lowest;) {
      if (open_[i].name != name) continue;
      while (open_.size() > i) close();
      return;
    }
  }

  void add_text() {
    if (math_depth_ == 0 && skipping_ == 0) add(replace_all(html_.text(), "\n", " "));
  }

  // To the innermost element that gathers text, else to the section.
  void add(std::string_view said) {
    if (skipping_ > 0) return;
    (gatherers_.empty() ? body_ : open_[gatherers_.back()].text) += said;
  }

  void close() {
    Open element = std::move(open_.back());
    open_.pop_back();
    if (gathers(element.part)) gatherers_.pop_back();
    if (element.part == Part::kSkip) --skipping_;
    if (element.part == Part::kTable) --tables_;
    if (element.name == "figure") in_figure_ = false;
    take(element);
    if (element.paragraph) add("\n");
  }

  void take(Open& element) {
    switch (element.part) {
      case Part::kPass:
      case Part::kSkip:
        return;
      case Part::kHidden:
        return take_hidden(element.text);
      case Part::kTitle:
        if (text_.title.empty()) text_.title = clean_line(element.text);
        return;
      case Part::kHeading:
        return take_heading(element);
      case Part::kAbstract:
        text_.abstract = join(lines_of(element.text), "\n");
        return;
      case Part::kAuthors:
        for (std::string& line : lines_of(element.text)) author_lines_.push_back(std::move(line));
        return;
      case Part::kAffiliation:
        affiliations_.push_back(clean_line(element.text));
        return;
      case Part::kCaption:
        return take_caption(clean_line(element.text));
      case Part::kTable:
        return take_table();
      case Part::kRow:
        return take_row(element.text);
      case Part::kCell:
        return add(" | " + shorten(clean_line(element.text), kLongestCell));
    }
  }

  void take_hidden(std::string_view said) {
    const std::string line = clean_line(said);
    if (line.size() > 2 && text_.hidden.size() < kMostHidden)
      add_once(text_.hidden, shorten(line, kLongestHidden), kMostHidden);
  }

  void take_heading(const Open& element) {
    flush();
    TextSection section;
    section.title = clean_line(element.text);
    section.level = element.level;
    text_.sections.push_back(std::move(section));
  }

  void take_caption(std::string caption) {
    if (caption.empty()) return;
    const bool of_table = caption.starts_with("Table") || !pending_rows_.empty();
    if (of_table) {
      // It stands above or below; a table of the same figure that ended without one takes it.
      if (text_.tables.size() > figure_tables_ && text_.tables.back().caption.empty()) {
        text_.tables.back().caption = std::move(caption);
      } else {
        table_caption_ = std::move(caption);
      }
    } else if (text_.captions.size() < kMostCaptions) {
      text_.captions.push_back(std::move(caption));
    }
  }

  void take_row(std::string_view cells) {
    std::string row = clean_line(cells);
    if (row.starts_with("| ")) row.erase(0, 2);
    const bool says = row.find_first_not_of("| ") != std::string::npos;
    if (says && pending_rows_.size() < kMostRows) pending_rows_.push_back(std::move(row));
  }

  void take_table() {
    std::vector<std::string> rows = std::exchange(pending_rows_, {});
    std::string caption = std::exchange(table_caption_, {});
    if (rows.empty()) return;
    if (text_.tables.size() >= kMostTables) {
      add_once(text_.warnings,
               "tables beyond the first " + std::to_string(kMostTables) + " were left out");
      return;
    }
    text_.tables.push_back({std::move(caption), std::move(rows)});
  }

  void take_picture() {
    if (!in_figure_ || !text_.thumbnail_url.empty() || skipping_ > 0) return;
    const int width = number_of(html_.attribute("width")),
              height = number_of(html_.attribute("height"));
    const int smaller = std::min(width, height), larger = std::max(width, height);
    if (smaller > 0 && (smaller < kSmallestPicture || larger > smaller * kLongestShape)) return;
    const std::string source = html_.attribute("src").value_or("");
    if (source.empty() || source.starts_with("data:") || source.size() > 1000) return;
    const std::string url = resolve_link(base_, source);
    if (url.starts_with("https://") && net::check_url(url).ok()) text_.thumbnail_url = url;
  }

  static std::vector<std::string> lines_of(std::string_view said) {
    std::vector<std::string> lines;
    while (!said.empty()) {
      const std::size_t end = std::min(said.find('\n'), said.size());
      std::string line = clean_line(said.substr(0, end));
      if (!line.empty()) lines.push_back(std::move(line));
      said.remove_prefix(std::min(end + 1, said.size()));
    }
    return lines;
  }

  void flush() {
    TextSection& section = text_.sections.back();
    for (const std::string& line : lines_of(body_)) {
      if (!section.text.empty()) section.text += '\n';
      section.text += line;
    }
    body_.clear();
  }

  void finish() {
    flush();
    std::erase_if(text_.sections, [](const TextSection& section) {
      const bool empty = section.text.empty() && section.title.empty();
      return empty || ascii_lower(section.title).starts_with("acknowledg");
    });
    text_.institutions = institutions_in(affiliations_);
    if (text_.institutions.empty()) text_.institutions = institutions_in(author_lines_);
  }

  HtmlReader html_;
  std::string base_;
  FullText text_;
  std::vector<Open> open_;
  std::string body_;  // of the section that is being read
  std::vector<std::string> author_lines_, affiliations_, pending_rows_;
  std::string table_caption_;
  std::size_t skipping_ = 0, tables_ = 0, math_depth_ = 0;
  std::vector<std::size_t> gatherers_;  // places in open_, outermost first
  std::size_t figure_tables_ = 0;       // tables before the figure that is being read
  bool in_figure_ = false;
  bool latexml_ = false;
};

}  // namespace

Result<FullText> parse_latexml(std::string_view page, std::string_view base_url) {
  Reader reader(page, base_url);
  FullText text = reader.read();
  if (!reader.is_latexml())
    return Error(ErrorCode::kParse, std::string(base_url) + " is no HTML paper made by LaTeXML");
  const std::string_view tail = page.substr(page.size() - std::min<std::size_t>(page.size(), 4096));
  if (!contains(ascii_lower(tail), "</html>"))
    text.warnings.push_back("the page ends early; what it has was read");
  return text;
}

}  // namespace sheaf::source
