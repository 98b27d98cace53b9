// Marks and fingerprints of Zotero notes; see zotero_mark.hpp. What the editor makes of a note:
// https://github.com/zotero/note-editor, src/core/schema (nodes.js, marks.js, utils.js).
// Pure functions; any thread. One pass over the text: time grows linearly with it.
#include "render/zotero_mark.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "base/entities.hpp"
#include "base/text.hpp"
#include "render/zotero_note.hpp"

namespace sheaf::render {
namespace {

constexpr std::string_view kPrefix = "sheaf-";
constexpr std::size_t kDayBytes = 10, kHexBytes = 16;
constexpr std::size_t kMarkBytes = kPrefix.size() + kDayBytes + 3 * (1 + kHexBytes);
constexpr std::size_t kMostNested = 40;  ///< levels of marks that are told apart
constexpr std::size_t kLongMark = 64;    ///< longer ones stand by their hash: words repeat them

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_ascii_digit(c) || (c >= 'a' && c <= 'f'); });
}

std::optional<ZoteroMark> mark_at(std::string_view text) {
  if (text.size() < kMarkBytes || !text.starts_with(kPrefix)) return std::nullopt;
  text.remove_prefix(kPrefix.size());
  ZoteroMark mark;
  mark.day = parse_day(text.substr(0, kDayBytes));
  text.remove_prefix(kDayBytes);
  for (std::string* part : {&mark.note, &mark.summary, &mark.item}) {
    if (text.front() != '-' || !is_hex(text.substr(1, kHexBytes))) return std::nullopt;
    *part = text.substr(1, kHexBytes);
    text.remove_prefix(1 + kHexBytes);
  }
  return mark.day ? std::optional(mark) : std::nullopt;
}

/// Where the last mark begins; npos when there is none.
std::size_t mark_place(std::string_view html) {
  for (std::size_t at = html.rfind(kPrefix); at != std::string_view::npos;
       at = at == 0 ? std::string_view::npos : html.rfind(kPrefix, at - 1))
    if (mark_at(html.substr(at))) return at;
  return std::string_view::npos;
}

std::string without_mark(std::string_view html) {
  const std::size_t at = mark_place(html);
  if (at == std::string_view::npos) return std::string(html);
  return std::string(html.substr(0, at)) + std::string(html.substr(at + kMarkBytes));
}

struct Tag {
  std::string name;  ///< in lower case
  bool closing = false;
  std::map<std::string, std::string> attributes;
};

/// Reads "<…>" at the front of `text`, quotes respected; 0 when no element begins there.
std::size_t read_tag(std::string_view text, Tag& tag) {
  std::size_t at = 1;
  tag = Tag{};
  if (at < text.size() && text[at] == '/') tag.closing = true, ++at;
  const std::size_t begin = at;
  while (at < text.size() && is_ascii_alnum(text[at])) ++at;
  tag.name = ascii_lower(text.substr(begin, at - begin));
  if (tag.name.empty() || is_ascii_digit(tag.name.front())) return 0;
  while (at < text.size() && text[at] != '>') {
    const std::size_t key = at;
    while (at < text.size() && !is_ascii_space(text[at]) && text[at] != '=' && text[at] != '>') ++at;
    const std::string name = ascii_lower(text.substr(key, at - key));
    std::string_view value;
    if (at < text.size() && text[at] == '=') {
      const char quote = ++at < text.size() && (text[at] == '"' || text[at] == '\'') ? text[at++] : '\0';
      const std::size_t first = at;
      while (at < text.size() && (quote ? text[at] != quote : !is_ascii_space(text[at]) && text[at] != '>')) ++at;
      value = text.substr(first, at - first);
      if (quote && at < text.size()) ++at;
    } else if (at == key) {
      ++at;
    }
    if (!name.empty()) tag.attributes.emplace(name, decode_entities(value));
  }
  return std::min(at + 1, text.size());
}

/// The declarations of a style in one order and spelling.
std::string style_mark(const std::string& style) {
  std::vector<std::string> parts;
  for (const std::string& part : split_list(ascii_lower(style), ';'))
    parts.push_back(replace_all(part, " ", ""));
  std::sort(parts.begin(), parts.end());
  return join(parts, ";");
}

/// What an inline element says of the text in it, whichever of its spellings was used.
std::string mark_of(const Tag& tag) {
  const auto attribute = [&](const char* name) {
    const auto found = tag.attributes.find(name);
    return found == tag.attributes.end() ? std::string() : found->second;
  };
  const std::string& name = tag.name;
  if (name == "strong" || name == "b") return "b";
  if (name == "em" || name == "i") return "i";
  if (name == "s" || name == "strike" || name == "del") return "text-decoration:line-through";
  if (name == "u" || name == "sub" || name == "sup" || name == "code") return name;
  if (name == "a") return "a " + attribute("href");
  return name == "span" ? style_mark(attribute("style")) : std::string();
}

bool is_inline(std::string_view name) {
  constexpr std::string_view kNames[] = {"strong", "b",   "em",  "i",    "s", "strike", "del",
                                         "u",      "sub", "sup", "code", "a", "span"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

/// Elements whose beginning is part of what a note says; the others only part words.
bool is_structure(std::string_view name) {
  constexpr std::string_view kNames[] = {"h1", "h2", "h3",  "h4",         "h5", "h6",    "ul", "ol",
                                         "li", "hr", "pre", "blockquote", "tr", "table", "td", "th"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

/// A note read as words, each with what holds for it. Two spellings of one note read alike.
class NoteReader {
 public:
  explicit NoteReader(std::string_view html) {
    while (!html.empty()) html.remove_prefix(step(html));
    end_word();
  }

  std::string words;   ///< with marks and structure
  std::string plain;   ///< the text alone, one blank between words

 private:
  std::size_t step(std::string_view html) {
    if (html.front() == '<') {
      if (html.starts_with("<!--")) return std::min(html.find("-->", 4), html.size() - 3) + 3;
      Tag tag;
      if (const std::size_t length = read_tag(html, tag); length > 0) return enter(tag), length;
    }
    char32_t character = 0;
    std::size_t length = 0;
    if (const auto entity = html.front() == '&' ? read_entity(html) : std::nullopt) {
      character = entity->character;
      length = entity->length;
    } else {
      character = next_code_point(html, length);
    }
    add(character);
    return length;
  }

  void add(char32_t character) {
    if (character <= 0x20 || character == 0xA0) return end_word();
    append_utf8(word_, character);
  }

  void end_word() {
    flush();
    space_ = true;
  }

  /// What was gathered since the last blank or change of marks.
  void flush() {
    if (word_.empty()) return;
    if (space_ && !plain.empty()) plain += ' ';
    plain += word_;
    words += (space_ ? "\n" : "\n+") + key_ + '\t' + word_;
    word_.clear();
    space_ = false;
  }

  void enter(const Tag& tag) {
    if (is_inline(tag.name)) {
      flush();
      return change_mark(tag);
    }
    end_word();
    if (tag.closing) return;
    if (tag.name == "img") add_image(tag);
    if (is_structure(tag.name)) words += "\n<" + tag.name;
  }

  void change_mark(const Tag& tag) {
    std::vector<std::string>& open = open_[tag.name];
    if (!tag.closing) {
      if (depth_ >= kMostNested) return;
      std::string mark = mark_of(tag);
      open.push_back(mark.size() > kLongMark ? to_hex(fnv1a64(mark)) : std::move(mark));
      ++depth_;
      ++holding_[open.back()];
    } else if (!open.empty()) {
      if (--holding_[open.back()] == 0) holding_.erase(open.back());
      open.pop_back();
      --depth_;
    }
    std::string key;
    for (const auto& [mark, count] : holding_) key += mark.empty() ? "" : mark + "|";
    key_ = key.size() > kLongMark ? to_hex(fnv1a64(key)) : std::move(key);
  }

  void add_image(const Tag& tag) {
    const auto value = [&](const char* name) {
      const auto found = tag.attributes.find(name);
      return found == tag.attributes.end() ? std::string() : found->second;
    };
    if (value("alt") != kZoteroImageAlt) words += "\n<img " + value("data-attachment-key") + value("src");
  }

  std::string word_;
  bool space_ = true;
  std::string key_;  // what holds here, in one order
  std::map<std::string, std::vector<std::string>> open_;  // marks by the element that began them
  std::map<std::string, int> holding_;
  std::size_t depth_ = 0;
};

}  // namespace

std::string zotero_mark_text(const ZoteroMark& mark) {
  const auto part = [](const std::string& hex) { return "-" + (hex.size() == kHexBytes ? hex : std::string(kHexBytes, '0')); };
  return std::string(kPrefix) + format_day(mark.day.value_or(Day{})) + part(mark.note) + part(mark.summary) + part(mark.item);
}

std::optional<ZoteroMark> find_zotero_mark(std::string_view html) {
  const std::size_t at = mark_place(html);
  return at == std::string_view::npos ? std::nullopt : mark_at(html.substr(at));
}

std::string zotero_note_fingerprint(std::string_view html) {
  return to_hex(fnv1a64(NoteReader(without_mark(to_valid_utf8(html))).words));
}

std::string zotero_note_text(std::string_view html) {
  return NoteReader(without_mark(to_valid_utf8(html))).plain;
}

}  // namespace sheaf::render
