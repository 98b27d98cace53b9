// Reading and folding the texts of feed elements; see field_text.hpp.
// Pure functions; any thread.
#include "source/field_text.hpp"

#include <algorithm>
#include <pugixml.hpp>

#include "base/fold.hpp"
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

}  // namespace sheaf::source
