// Markup, capitals and escapes of reference managers' texts; see rich_latex.hpp. A text is read once into
// runs (a word, a gap, a tag), so that no rule sees another's output.
// Pure functions; any thread.
#include "cite/rich_latex.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "base/markup.hpp"
#include "base/tex.hpp"
#include "base/text.hpp"

namespace sheaf::cite {
namespace {

struct Run {
  enum class Kind { kWord, kGap, kOpen, kClose, kRaw, kMath } kind;
  std::string_view text;  ///< of a tag: what LaTeX opens with
};

struct Tag {
  std::string_view open, close, latex;
};
constexpr Tag kTags[] = {
    {"<i>", "</i>", "\\emph{"},
    {"<em>", "</em>", "\\emph{"},
    {"<b>", "</b>", "\\textbf{"},
    {"<strong>", "</strong>", "\\textbf{"},
    {"<sup>", "</sup>", "\\textsuperscript{"},
    {"<sub>", "</sub>", "\\textsubscript{"},
    {"<sc>", "</sc>", "\\textsc{"},
    {"<span style=\"font-variant:small-caps;\">", "</span>", "\\textsc{"},
    {"<span style=\"font-variant: small-caps;\">", "</span>", "\\textsc{"},
    {"<span style=\"small-caps\">", "</span>", "\\textsc{"},
    {"<span class=\"nocase\">", "</span>", "{"},
    {"<nc>", "</nc>", "{"},
};
/// What is between is LaTeX already.
constexpr Tag kRawTags[] = {{"<pre>", "</pre>", ""}, {"<script>", "</script>", ""}};

bool in_word(std::string_view text, std::size_t pos) {
  const char c = text[pos];
  if (is_ascii_alnum(c) || static_cast<unsigned char>(c) >= 0x80) {
    std::size_t at = pos;
    return static_cast<unsigned char>(c) < 0x80 || is_word_code_point(next_code_point(text, at));
  }
  return c == '\'' && pos > 0 && is_ascii_alnum(text[pos - 1]) && pos + 1 < text.size() && is_ascii_alnum(text[pos + 1]);
}

/// "’" between letters, as in "Gel’fand".
bool apostrophe_in_word(std::string_view text, std::size_t pos) {
  static constexpr std::string_view kMark = "\xE2\x80\x99";
  return pos > 0 && text.substr(pos).starts_with(kMark) && pos + kMark.size() < text.size() &&
         is_ascii_alnum(text[pos - 1]) && is_ascii_alnum(text[pos + kMark.size()]);
}

std::size_t word_end(std::string_view text, std::size_t pos) {
  while (pos < text.size() && (in_word(text, pos) || apostrophe_in_word(text, pos))) {
    if (static_cast<unsigned char>(text[pos]) >= 0x80) next_code_point(text, pos);
    else ++pos;
  }
  return pos;
}

/// Splits; a tag counts only when a closing one follows. What stays open is the caller's to close.
class RunReader {
 public:
  explicit RunReader(std::string_view text) : text_(text) {}

  std::vector<Run> read() {
    while (pos_ < text_.size()) {
      if (text_[pos_] == '<' && (raw() || open() || close())) continue;
      if (text_[pos_] == '<' && silent()) continue;
      if (text_[pos_] == '$' && math()) continue;
      if (text_[pos_] == '&' && reference()) continue;
      const std::size_t start = pos_;
      pos_ = word_end(text_, pos_);
      if (pos_ > start) {
        runs_.push_back({Run::Kind::kWord, text_.substr(start, pos_ - start)});
      } else {
        const std::size_t at = pos_;
        if (static_cast<unsigned char>(text_[pos_]) >= 0x80) next_code_point(text_, pos_);
        else ++pos_;
        const std::string_view gap = text_.substr(at, pos_ - at);
        if (gap != "\u200B" && gap != "\uFEFF") runs_.push_back({Run::Kind::kGap, gap});  // no font has a zero-width space
      }
    }
    return std::move(runs_);
  }

 private:
  /// Whether a closing tag stands ahead. Looked for once: a text may open 100,000 tags and close none.
  bool closes_later(std::string_view close) {
    const auto [last, first_time] = last_closers_.try_emplace(close, std::string_view::npos);
    if (first_time) last->second = text_.rfind(close);
    return last->second != std::string_view::npos && last->second >= pos_;
  }

  bool raw() {
    for (const Tag& tag : kRawTags) {
      if (!text_.substr(pos_).starts_with(tag.open)) continue;
      if (!closes_later(tag.close)) return false;
      const std::size_t end = text_.find(tag.close, pos_);
      const std::size_t begin = pos_ + tag.open.size();
      runs_.push_back({Run::Kind::kRaw, text_.substr(begin, end - begin)});
      pos_ = end + tag.close.size();
      return true;
    }
    return false;
  }

  /// "$d=2+1$": a formula touches its signs and pairs its braces; "5 $ and 6 $" is money.
  bool math() {
    const std::size_t end = text_.find('$', pos_ + 1);
    if (end == std::string_view::npos || end - pos_ < 2 || end - pos_ > 200) return false;
    const std::string_view inner = text_.substr(pos_ + 1, end - pos_ - 1);
    if (is_ascii_space(inner.front()) || is_ascii_space(inner.back()) || !braces_balanced(inner, true)) return false;
    if (is_ascii_digit(inner.front()) && contains(inner, " ")) return false;
    if (inner.find_first_of("%#&~") != std::string_view::npos || inner.ends_with('\\')) return false;
    runs_.push_back({Run::Kind::kMath, text_.substr(pos_, end - pos_ + 1)});
    pos_ = end + 1;
    return true;
  }

  bool open() {
    for (const Tag& tag : kTags) {
      if (!text_.substr(pos_).starts_with(tag.open)) continue;
      if (!closes_later(tag.close)) return false;
      runs_.push_back({Run::Kind::kOpen, tag.latex});
      closers_.push_back(tag.close);
      pos_ += tag.open.size();
      return true;
    }
    return false;
  }

  /// Tags that say nothing a bibliography shows.
  bool silent() {
    static constexpr std::string_view kSilent[] = {"<span", "</span", "<p", "</p", "<u>", "</u>", "<a ", "</a>"};
    const std::string_view rest = text_.substr(pos_);
    if (std::none_of(std::begin(kSilent), std::end(kSilent), [&](std::string_view tag) { return rest.starts_with(tag); })) return false;
    const std::size_t length = markup_at(rest);
    pos_ += length;
    return length > 0;
  }

  /// What HTML must write by name; other names are text.
  bool reference() {
    static constexpr std::pair<std::string_view, std::string_view> kNames[] = {
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&#39;", "'"}, {"&nbsp;", " "}};
    for (const auto& [name, character] : kNames) {
      if (!text_.substr(pos_).starts_with(name)) continue;
      runs_.push_back({Run::Kind::kGap, character});
      pos_ += name.size();
      return true;
    }
    return false;
  }

  bool close() {
    if (closers_.empty() || !text_.substr(pos_).starts_with(closers_.back())) return false;
    runs_.push_back({Run::Kind::kClose, closers_.back()});
    pos_ += closers_.back().size();
    closers_.pop_back();
    return true;
  }

  std::string_view text_;
  std::size_t pos_ = 0;
  std::vector<Run> runs_;
  std::vector<std::string_view> closers_;
  std::map<std::string_view, std::size_t> last_closers_;
};

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': case '%': case '_': case '#': case '$': case '{': case '}': out += '\\'; out += c; break;
      case '\\': out += "\\textbackslash{}"; break;
      case '~': out += "\\textasciitilde{}"; break;
      case '^': out += "\\textasciicircum{}"; break;
      case '<': out += "\\textless{}"; break;
      case '>': out += "\\textgreater{}"; break;
      case '|': out += "\\textbar{}"; break;
      case '\n': case '\r': case '\t': out += ' '; break;
      default: if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out += c;
    }
  }
  return out;
}

/// BibTeX counts braces that LaTeX escapes: where they do not pair up they get names instead.
std::string escaped_balanced(std::string_view text, bool balanced) {
  std::string out = escaped(text);
  if (balanced) return out;
  out = replace_all(out, "\\{", "\\textbraceleft{}");
  return replace_all(out, "\\}", "\\textbraceright{}");
}

bool braces_pair_up(std::string_view text) {
  int depth = 0;
  for (const char c : text) {
    depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    if (depth < 0) return false;
  }
  return depth == 0;
}

/// What is written as text, that is: the braces of a tag that is left out pair up with nothing.
bool prose_pairs_up(const std::vector<Run>& runs) {
  std::string prose;
  for (const Run& run : runs)
    if (run.kind == Run::Kind::kWord || run.kind == Run::Kind::kGap) prose += run.text;
  return braces_pair_up(prose);
}

/// LaTeX that somebody marked as such; what would end the field early is text after all.
std::string raw_latex(std::string_view text) {
  return braces_pair_up(text) ? std::string(text) : escaped_balanced(text, false);
}

bool is_upper_first(std::string_view word) {
  std::size_t pos = 0;
  next_code_point(word, pos);
  const std::string text(word.substr(0, pos));
  return to_lower(text) != text;
}

bool has_inner_capital(std::string_view word) {
  std::size_t pos = 0;
  next_code_point(word, pos);
  const std::string rest(word.substr(std::min(pos, word.size())));
  return to_lower(rest) != rest;
}

std::string capitalized(std::string_view word) {
  std::string out(word);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
  return out;
}

/// Writes runs as a title. A word begins a sentence at the start and behind ":", "?", "!", ". ".
class TitleWriter {
 public:
  TitleWriter(const std::vector<Run>& runs, bool title_case, bool balanced)
      : runs_(runs), title_case_(title_case), balanced_(balanced) {
    for (std::size_t i = 0; i < runs.size(); ++i)
      if (runs[i].kind == Run::Kind::kWord || runs[i].kind == Run::Kind::kMath || runs[i].kind == Run::Kind::kRaw) last_word_ = i;
  }

  std::string text() {
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      const Run& run = runs_[i];
      switch (run.kind) {
        case Run::Kind::kOpen: open(run.text); break;
        case Run::Kind::kClose: close(); break;
        case Run::Kind::kMath: out_ += "{" + std::string(run.text) + "}"; begins_ = false; break;
        case Run::Kind::kRaw: out_ += "{" + raw_latex(run.text) + "}"; begins_ = false; break;
        case Run::Kind::kGap: gap(run.text); break;
        case Run::Kind::kWord: word(i); break;
      }
    }
    return std::move(out_);
  }

 private:
  void open(std::string_view latex) {
    out_ += latex;
    ++depth_;
    if (latex == "{" && kept_at_ == 0) kept_at_ = depth_;
  }
  void close() {
    out_ += '}';
    if (kept_at_ == depth_) kept_at_ = 0;
    --depth_;
  }

  void gap(std::string_view text) {
    out_ += escaped_balanced(text, balanced_);
    behind_ = text;
    if (text == ":" || text == "?" || text == "!") begins_ = true;
    else if (text == ".") after_stop_ = !initial_;  // "E. coli" is one sentence
    else if (text == " " && after_stop_) begins_ = true;
    if (text != ".") after_stop_ = false;
  }

  void word(std::size_t index) {
    const std::string_view word = runs_[index].text;
    // "example.com", "i.e.": what follows a mark without a space is no word of its own.
    const bool after_gap = index > 0 && runs_[index - 1].kind == Run::Kind::kGap;
    const bool elision = behind_ == "'" && index > 1 && runs_[index - 2].kind == Run::Kind::kWord;
    const bool inside = after_gap && (contains("./@:=_~", behind_) || behind_ == "√" || elision);
    const bool dotted = word.size() == 1 && index + 2 < runs_.size() && runs_[index + 1].text == "." &&
                        runs_[index + 2].kind == Run::Kind::kWord;  // "i.e."
    const bool first = begins_;
    begins_ = after_stop_ = false;
    initial_ = word.size() == 1;
    const bool inner = has_inner_capital(word);
    const bool protect = inner || (!first && is_upper_first(word));
    if (protect) {
      out_ += depth_ == 0 ? "{" + escaped(word) + "}" : "{{" + escaped(word) + "}}";
      return;
    }
    const bool address = index + 1 < runs_.size() && runs_[index + 1].text == ":" && index + 2 < runs_.size() && runs_[index + 2].text == "/";
    const bool elided = word.size() > 2 && word[1] == '\'' && (word[0] == 'd' || word[0] == 'l');
    // "S-matrix", "N-heterocyclic": behind a letter and a hyphen no word begins.
    const bool behind_letter = index > 1 && behind_ == "-" && runs_[index - 2].kind == Run::Kind::kWord && runs_[index - 2].text.size() == 1;
    if (kept_at_ > 0 || inside || dotted || address || elided || (behind_letter && !has_inner_capital(word) && !is_upper_first(word))) {
      out_ += escaped(word);
      return;
    }
    const bool small = !first && index != last_word_ && stays_small(word);
    out_ += escaped(title_case_ && !small ? capitalized(word) : std::string(word));
  }

  const std::vector<Run>& runs_;
  const bool title_case_, balanced_;
  std::size_t last_word_ = 0;
  int depth_ = 0, kept_at_ = 0;  ///< depth at which a "nocase" began; 0: none is open
  std::string_view behind_ = " ";
  bool begins_ = true, after_stop_ = false, initial_ = false;
  std::string out_;
};

}  // namespace

bool stays_small(std::string_view word) {
  static const std::set<std::string_view> kWords = {
      "a",       "across",  "after",   "against", "along",  "amid",    "among", "an",     "and",     "apropos",
      "as",      "at",      "atop",    "before",  "behind", "below",   "beneath", "beside", "besides", "between",
      "beyond",  "but",     "by",      "circa",   "c",      "ca",      "d",     "de",     "despite", "down",
      "during",  "et",      "except",  "for",     "from",   "given",   "in",    "inside", "into",    "lest",
      "like",    "modulo",  "near",    "next",    "nor",    "of",      "off",   "on",     "onto",    "or",
      "out",     "over",    "per",     "plus",    "pro",    "qua",     "sans",  "since",  "so",      "than",
      "the",     "through", "till",    "to",      "toward", "towards", "under", "until",  "unto",    "up",
      "upon",    "van",     "versus",  "via",     "von",    "v",       "vs",    "with",   "within",  "without",
      "yet"};
  return kWords.count(word) > 0;
}

std::string rich_latex(std::string_view text) {
  const std::vector<Run> runs = RunReader(text).read();
  const bool balanced = prose_pairs_up(runs);
  std::string out;
  int open = 0;
  for (const Run& run : runs) {
    switch (run.kind) {
      case Run::Kind::kOpen: out += run.text; ++open; break;
      case Run::Kind::kClose: out += '}'; --open; break;
      case Run::Kind::kRaw: out += raw_latex(run.text); break;
      case Run::Kind::kMath: out += run.text; break;
      default: out += escaped_balanced(run.text, balanced);
    }
  }
  return out + std::string(static_cast<std::size_t>(open), '}');
}

std::string rich_latex_title(std::string_view text, bool title_case) {
  const std::vector<Run> runs = RunReader(text).read();
  int open = 0;
  for (const Run& run : runs) open += run.kind == Run::Kind::kOpen ? 1 : run.kind == Run::Kind::kClose ? -1 : 0;
  return TitleWriter(runs, title_case, prose_pairs_up(runs)).text() + std::string(static_cast<std::size_t>(open), '}');
}

}  // namespace sheaf::cite
