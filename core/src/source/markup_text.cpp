// Markup to text in one pass over the bytes; see markup_text.hpp.
// Pure functions; any thread.
#include "source/markup_text.hpp"

#include <algorithm>
#include <iterator>

#include "base/entities.hpp"
#include "base/text.hpp"
#include "source/field_text.hpp"

namespace sheaf::source {
namespace {

// Sorted, for binary search. Of JATS and MathML the names without their prefix.
constexpr std::string_view kInlineTags[] = {"a",
                                            "abbr",
                                            "acronym",
                                            "alternatives",
                                            "audio",
                                            "b",
                                            "bdi",
                                            "bdo",
                                            "big",
                                            "bold",
                                            "button",
                                            "center",
                                            "cite",
                                            "code",
                                            "del",
                                            "dfn",
                                            "em",
                                            "email",
                                            "embed",
                                            "ext-link",
                                            "font",
                                            "form",
                                            "i",
                                            "iframe",
                                            "img",
                                            "inline-formula",
                                            "inline-graphic",
                                            "input",
                                            "ins",
                                            "italic",
                                            "kbd",
                                            "mark",
                                            "math",
                                            "menclose",
                                            "mfenced",
                                            "mfrac",
                                            "mi",
                                            "mmultiscripts",
                                            "mn",
                                            "mo",
                                            "monospace",
                                            "mover",
                                            "mpadded",
                                            "mphantom",
                                            "mprescripts",
                                            "mroot",
                                            "mrow",
                                            "ms",
                                            "mspace",
                                            "msqrt",
                                            "mstyle",
                                            "msub",
                                            "msubsup",
                                            "msup",
                                            "mtable",
                                            "mtd",
                                            "mtext",
                                            "mtr",
                                            "munder",
                                            "munderover",
                                            "named-content",
                                            "none",
                                            "object",
                                            "overline",
                                            "picture",
                                            "q",
                                            "roman",
                                            "s",
                                            "samp",
                                            "sans-serif",
                                            "sc",
                                            "scp",
                                            "semantics",
                                            "small",
                                            "source",
                                            "span",
                                            "strike",
                                            "strong",
                                            "styled-content",
                                            "sub",
                                            "sup",
                                            "tex-math",
                                            "time",
                                            "tt",
                                            "u",
                                            "underline",
                                            "uri",
                                            "var",
                                            "video",
                                            "wbr",
                                            "xref"};
constexpr std::string_view kBlockTags[] = {"abstract",
                                           "address",
                                           "article",
                                           "aside",
                                           "blockquote",
                                           "body",
                                           "br",
                                           "caption",
                                           "dd",
                                           "disp-formula",
                                           "disp-quote",
                                           "div",
                                           "dl",
                                           "dt",
                                           "fig",
                                           "figcaption",
                                           "figure",
                                           "footer",
                                           "graphic",
                                           "h1",
                                           "h2",
                                           "h3",
                                           "h4",
                                           "h5",
                                           "h6",
                                           "head",
                                           "header",
                                           "hr",
                                           "html",
                                           "label",
                                           "li",
                                           "list",
                                           "list-item",
                                           "main",
                                           "nav",
                                           "ol",
                                           "p",
                                           "pre",
                                           "sec",
                                           "section",
                                           "table",
                                           "tbody",
                                           "td",
                                           "tfoot",
                                           "th",
                                           "thead",
                                           "title",
                                           "tr",
                                           "trans-abstract",
                                           "ul"};
// Their content is no text, or the same formula a second time.
constexpr std::string_view kSkippedTags[] = {"annotation", "annotation-xml", "script", "style"};

template <std::size_t N>
bool among(const std::string_view (&names)[N], std::string_view name) {
  return std::binary_search(std::begin(names), std::end(names), name);
}

struct Tag {
  std::string name;  // lower case, without prefix
  bool closing = false;
  bool block = false;
  bool skipped = false;
  std::size_t end = 0;  // behind its '>'
};

class Stripper {
 public:
  Stripper(std::string_view text, bool keep_breaks) : text_(text), keep_breaks_(keep_breaks) {}
  std::string run();
  /// Whether `text` has a tag at `at`.
  bool read_tag(std::size_t at, Tag& tag);

 private:
  std::size_t tag_end(std::size_t at);
  bool skip_special();
  void apply(const Tag& tag);
  void skip_content(const std::string& name);
  void close_title();

  std::string_view text_;
  bool keep_breaks_;
  std::size_t at_ = 0;
  std::size_t next_end_ = 0;  // a '>' that was found before; searching on never goes back
  std::string out_;
  std::size_t title_start_ = std::string::npos;
  int alternatives_ = 0;
};

// The '>' that ends the tag at `at`, outside quotes where they are in order; npos for none.
std::size_t Stripper::tag_end(std::size_t at) {
  constexpr std::size_t kMaxQuoted = 256;
  char quote = '\0';
  const std::size_t limit = std::min(text_.size(), at + kMaxQuoted);
  for (std::size_t i = at; i < limit; ++i) {
    const char c = text_[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return i;
    } else if (c == '<') {
      return std::string_view::npos;  // another tag begins before this one ends
    }
  }
  if (next_end_ != std::string_view::npos && next_end_ < at) next_end_ = text_.find('>', at);
  return next_end_;
}

bool is_name_byte(char c) {
  return is_ascii_alnum(c) || c == '-' || c == ':' || c == '_';
}

// "a<b and c>d" is no tag: what follows a name is nothing, a slash, or attributes.
bool looks_like_attributes(std::string_view text) {
  text = trim(text);
  return text.empty() || text == "/" || contains(text, "=");
}

bool Stripper::read_tag(std::size_t at, Tag& tag) {
  constexpr std::size_t kLongestName = 40;
  constexpr std::size_t kMaxLookedAt = 300;  // a far '>' must not be walked to from each '<'
  std::size_t start = at + 1;
  tag.closing = start < text_.size() && text_[start] == '/';
  if (tag.closing) ++start;
  std::size_t stop = start;
  while (stop < text_.size() && stop - start < kLongestName && is_name_byte(text_[stop])) ++stop;
  if (stop == start || stop == text_.size()) return false;
  tag.name = ascii_lower(text_.substr(start, stop - start));
  if (const std::size_t colon = tag.name.find(':'); colon != std::string::npos)
    tag.name.erase(0, colon + 1);
  tag.block = among(kBlockTags, tag.name);
  tag.skipped = among(kSkippedTags, tag.name);
  if (!tag.block && !tag.skipped && !among(kInlineTags, tag.name)) return false;
  const std::size_t end = tag_end(stop);
  if (end == std::string_view::npos) return false;
  if (!looks_like_attributes(text_.substr(stop, std::min(end - stop, kMaxLookedAt)))) return false;
  tag.end = end + 1;
  return true;
}

// Comments, CDATA marks, declarations and processing instructions at at_.
bool Stripper::skip_special() {
  const std::string_view rest = text_.substr(at_);
  if (rest.starts_with("<![CDATA[")) {
    at_ += 9;
    return true;
  }
  const bool comment = rest.starts_with("<!--");
  if (!comment && !rest.starts_with("<?") && !rest.starts_with("<!DOCTYPE")) return false;
  if (comment) {
    const std::size_t end = rest.find("-->", 4);
    at_ = end == std::string_view::npos ? text_.size() : at_ + end + 3;
    return true;
  }
  const std::size_t end = tag_end(at_ + 1);
  if (end == std::string_view::npos) return false;
  at_ = end + 1;
  return true;
}

void Stripper::skip_content(const std::string& name) {
  while (at_ < text_.size()) {
    at_ = std::min(text_.find("</", at_), text_.size());
    Tag tag;
    if (at_ < text_.size() && read_tag(at_, tag) && tag.name == name) {
      at_ = tag.end;
      return;
    }
    at_ = std::min(at_ + 2, text_.size());
  }
}

// A section's title leads its first paragraph: "Methods: …"; that an abstract is one goes unsaid.
void Stripper::close_title() {
  const std::string title = one_line(std::string_view(out_).substr(title_start_));
  out_.resize(title_start_);
  title_start_ = std::string::npos;
  if (title.empty() || equals_ignoring_case(title, "abstract")) return;
  out_ += title;
  out_ += std::string_view(".:?!").find(title.back()) == std::string_view::npos ? ": " : " ";
}

void Stripper::apply(const Tag& tag) {
  at_ = tag.end;
  if (tag.name == "alternatives") alternatives_ += tag.closing ? -1 : 1;
  const bool twice = tag.name == "tex-math" && alternatives_ > 0;
  if (!tag.closing && (tag.skipped || twice)) {
    skip_content(tag.name);
  } else if (tag.name == "title" && tag.closing && title_start_ != std::string::npos) {
    close_title();
  } else if (tag.name == "td" || tag.name == "th") {
    out_ += ' ';
  } else if (tag.block && !(tag.name == "p" && !tag.closing && out_.ends_with(": "))) {
    out_ += '\n';
    if (tag.name == "title" && !tag.closing) title_start_ = out_.size();
  }
}

std::string Stripper::run() {
  out_.reserve(text_.size());
  while (at_ < text_.size()) {
    const char c = text_[at_];
    Tag tag;
    if (c == '<') {
      if (skip_special()) continue;
      if (read_tag(at_, tag)) {
        apply(tag);
        continue;
      }
    }
    out_ += is_ascii_space(c) && !(keep_breaks_ && c == '\n') ? ' ' : c;
    ++at_;
  }
  return std::move(out_);
}

// Each line by itself, empty ones out. Entities are decoded here: what they spell is no markup.
std::string fold_lines(std::string_view text, bool one_line_only) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string line = clean_line(decode_entities(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    if (!out.empty()) out += one_line_only ? ' ' : '\n';
    out += line;
  }
  return out;
}

// Whether the text still has markup in it, which had been escaped once too often.
bool looks_escaped(std::string_view text) {
  Stripper reader(text, true);
  Tag tag;
  for (std::size_t at = text.find_first_of("<&"); at != std::string_view::npos;
       at = text.find_first_of("<&", at + 1)) {
    if (text[at] == '<' ? reader.read_tag(at, tag) : read_entity(text.substr(at)).has_value())
      return true;
  }
  return false;
}

std::string strip(std::string_view markup, bool one_line_only) {
  if (markup.find_first_of("<&") == std::string_view::npos)
    return one_line_only ? clean_line(markup) : clean_text(markup);
  std::string text = fold_lines(Stripper(markup, false).run(), one_line_only);
  if (looks_escaped(text)) text = fold_lines(Stripper(text, true).run(), one_line_only);
  return text;
}

}  // namespace

std::string markup_to_text(std::string_view markup) {
  return strip(markup, false);
}
std::string markup_to_line(std::string_view markup) {
  return strip(markup, true);
}

}  // namespace sheaf::source
