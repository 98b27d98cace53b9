// Reading and folding the texts of feed elements; see field_text.hpp.
// Pure functions; any thread.
#include "source/field_text.hpp"

#include <algorithm>
#include <cstdint>
#include <pugixml.hpp>

#include "base/text.hpp"
#include "model/arxiv_id.hpp"
#include "model/category.hpp"

namespace sheaf::source {

std::string_view local_name(const pugi::xml_node& node) {
  const char* start = node.name();
  const char* end = start;
  for (; *end != '\0'; ++end)  // one pass for length and prefix: names are short and many
    if (*end == ':') start = end + 1;
  return {start, static_cast<std::size_t>(end - start)};
}

namespace {

// The node after `node` in document order, below `top`; written as a loop because depth is hostile.
pugi::xml_node next_below(pugi::xml_node node, const pugi::xml_node& top) {
  if (node.first_child()) return node.first_child();
  while (node && node != top) {
    if (node.next_sibling()) return node.next_sibling();
    node = node.parent();
  }
  return {};
}

}  // namespace

std::string_view text_of(const pugi::xml_node& node, std::string& scratch) {
  // The parser keeps an element's first text as the value of the element itself.
  const std::string_view own = node.value();
  const pugi::xml_node first = node.first_child();
  if (!first) return own;
  if (own.empty() && !first.next_sibling() && first.type() == pugi::node_cdata)
    return first.value();
  scratch = own;
  for (pugi::xml_node part = first; part; part = next_below(part, node)) scratch += part.value();
  return scratch;
}

namespace {

bool is_fold_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Whether trimmed text has nothing to fold: no control character, no two spaces in a row. Written
// without branches in the loop, so that compilers vectorise it.
bool is_folded(std::string_view text) {
  if (text.empty()) return true;
  const char* bytes = text.data();
  const std::size_t last = text.size() - 1;
  std::uint8_t found = 0;
  for (std::size_t i = 0; i < last; ++i) {
    const auto c = static_cast<std::uint8_t>(bytes[i]);
    found |= static_cast<std::uint8_t>((c < 0x20) | ((c == ' ') & (bytes[i + 1] == ' ')));
  }
  return found == 0;
}

void append_folded(std::string& out, std::string_view text) {
  std::size_t at = 0;
  bool first = true;
  while (at < text.size()) {
    while (at < text.size() && is_fold_space(text[at])) ++at;
    const std::size_t start = at;
    while (at < text.size() && !is_fold_space(text[at])) ++at;
    if (at == start) break;
    if (!first) out += ' ';
    first = false;
    out.append(text, start, at - start);
  }
}

// Where the paragraph that begins at `start` ends: at a line break before a blank or another break.
std::size_t paragraph_end(std::string_view text, std::size_t start) {
  for (std::size_t at = text.find('\n', start); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    if (at + 1 < text.size() && is_fold_space(text[at + 1])) return at;
  }
  return text.size();
}

}  // namespace

std::string one_line(std::string_view text) {
  text = trim(text);
  if (is_folded(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  append_folded(out, text);
  return out;
}

std::string paragraphs(std::string_view text) {
  text = trim(text);
  if (is_folded(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = paragraph_end(text, at);
    const std::string_view part = trim(text.substr(at, end - at));
    if (!part.empty()) {
      if (!out.empty()) out += '\n';
      append_folded(out, part);
    }
    at = end + 1;
  }
  return out;
}

std::string bare_doi(std::string_view text) {
  for (const std::string& word : split_list(one_line(text), ' ')) {
    const std::size_t start = word.find("10.");
    if (start == std::string::npos) continue;
    const bool at_word = start == 0 || !is_ascii_alnum(word[start - 1]);
    if (!at_word || word.find('/', start) == std::string::npos) continue;
    std::string doi = word.substr(start);
    if (ascii_lower(doi).rfind("10.48550/arxiv.", 0) != 0) return doi;
  }
  return {};
}

namespace {

// Closed archives that were categories of their own ("astro-ph" until 2008, "chao-dyn") and classes
// that the table of open ones leaves out keep their name.
bool looks_like_category(std::string_view term) {
  const std::size_t dot = term.find('.');
  if (!is_archive(term.substr(0, dot))) return false;
  if (dot == std::string_view::npos) return true;
  const std::string_view subject = term.substr(dot + 1);
  return !subject.empty() && std::all_of(subject.begin(), subject.end(), [](char c) {
    return c == '-' || (is_ascii_alnum(c) && !is_ascii_digit(c));
  });
}

}  // namespace

std::string category_of_term(std::string_view term) {
  term = trim(term);
  if (auto known = canonical_category(term)) return *std::move(known);
  return looks_like_category(term) ? std::string(term) : std::string();
}

void add_once(std::vector<std::string>& list, std::string_view value) {
  if (value.empty()) return;
  if (std::find(list.begin(), list.end(), value) == list.end()) list.emplace_back(value);
}

}  // namespace sheaf::source
