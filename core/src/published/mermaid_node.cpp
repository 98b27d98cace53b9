// Nodes and links of Mermaid lines, as models write them: a fifth of the published charts
// has brackets or quotes in labels that Mermaid itself refuses. See mermaid_graph.hpp.
// Pure functions; each character is looked at a constant number of times. Any thread.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "published/mermaid_graph.hpp"

namespace sheaf::published::mermaid {
namespace {

struct Shape {
  std::string_view open, close;
};
// Longer openings first. Mermaid's documentation, "Flowcharts: node shapes".
constexpr std::array<Shape, 13> kShapes = {{{"(((", ")))"},
                                            {"((", "))"},
                                            {"([", "])"},
                                            {"[[", "]]"},
                                            {"[(", ")]"},
                                            {"[/", "/]"},
                                            {"[/", "\\]"},
                                            {"[\\", "\\]"},
                                            {"[\\", "/]"},
                                            {"{{", "}}"},
                                            {"[", "]"},
                                            {"(", ")"},
                                            {"{", "}"}}};

bool is_shape_start(char c) {
  return c == '[' || c == '(' || c == '{' || c == '>';
}

// The bracket that closes a shape in the end, however many open it.
char closing(char open) {
  return open == '(' ? ')' : open == '{' ? '}' : ']';
}

std::size_t skip_spaces(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  return at;
}

// ":::className" behind a node.
std::size_t skip_class(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with(":::")) return at;
  at += 3;
  while (at < text.size() && (is_ascii_alnum(text[at]) || text[at] == '_' || text[at] == '-')) ++at;
  return at;
}

// Whether a label may end here: nothing, a link, "&", ";" or a class follows, not more text.
bool may_end(std::string_view rest) {
  rest = rest.substr(skip_spaces(rest, 0));
  if (rest.empty() || rest.front() == ';' || rest.front() == '&' || rest.front() == '@')
    return true;
  return rest.starts_with(":::") || rest.starts_with("%%") || read_link(rest).size > 0;
}

struct Label {
  std::string_view text;
  std::size_t end = 0;  ///< behind the closing bracket
};

// The first closing bracket that balances those in the label and that something valid follows;
// else the first with something valid behind it, else the last one, else the end of the line.
Label read_label(std::string_view text, std::size_t begin, char close) {
  constexpr std::size_t kFurther = 500;  // how far a balanced end is looked for beyond a valid one
  const char open = close == ')' ? '(' : close == '}' ? '{' : '[';
  const char both[] = {open, close, '\0'};
  std::size_t last = std::string_view::npos, valid = last;
  int depth = 0;
  for (std::size_t at = text.find_first_of(both, begin); at != std::string_view::npos;
       at = text.find_first_of(both, at + 1)) {
    if (valid != std::string_view::npos && at > valid + kFurther) break;
    if (text[at] == open) {
      ++depth;
      continue;
    }
    last = at;
    const bool balanced = depth-- <= 0;
    if ((!balanced && valid != std::string_view::npos) || !may_end(text.substr(at + 1))) continue;
    if (valid == std::string_view::npos || balanced) valid = at;
    if (balanced) break;
  }
  const std::size_t end = valid != std::string_view::npos ? valid : last;
  if (end == std::string_view::npos) return {text.substr(begin), text.size()};
  return {text.substr(begin, end - begin), end + 1};
}

// In quotes a bracket is text: the label ends at a quote with the closing brackets behind it.
Label read_quoted(std::string_view text, std::size_t begin, char close) {
  // A quote that opens and never ends: the label does, and a link follows it.
  const Label plain = read_label(text, begin, close);
  const bool lone = plain.text.find('"', 1) == std::string_view::npos;
  if (lone && read_link(trim(text.substr(plain.end))).size > 0) return plain;
  for (std::size_t at = text.find('"', begin + 1); at != std::string_view::npos;
       at = text.find('"', at + 1)) {
    std::size_t end = skip_spaces(text, at + 1);
    const std::size_t brackets = std::min(text.find_first_not_of(")]}/\\", end), text.size());
    end = std::min(brackets, end + 3);
    if (text[end - 1] != close || !may_end(text.substr(end))) continue;
    return {text.substr(begin, at + 1 - begin), end};
  }
  return plain;
}

// The label of the shape that opens at `at`. "((x))" is read as "(" with "(x)" inside, and the
// inner pair taken off when both of its ends are there.
Label read_shape(std::string_view text, std::size_t at) {
  const char close = closing(text[at]);
  const Shape* shape = nullptr;
  for (const Shape& known : kShapes)
    if (!shape && text.substr(at).starts_with(known.open)) shape = &known;
  const std::size_t quote = skip_spaces(text, at + (shape ? shape->open.size() : 1));
  if (quote < text.size() && text[quote] == '"') return read_quoted(text, quote, close);
  Label label = read_label(text, at + 1, close);
  for (const Shape& known : kShapes) {
    const std::string_view open = known.open.substr(1),
                           end = known.close.substr(0, known.close.size() - 1);
    const bool opened = known.open.front() == text[at] && label.text.starts_with(open);
    if (!opened || !label.text.ends_with(end) || label.text.size() < open.size() + end.size())
      continue;
    label.text = label.text.substr(open.size(), label.text.size() - open.size() - end.size());
    break;
  }
  return label;
}

// "A@{ shape: rect, label: \"text\" }"
Label read_attributes(std::string_view text, std::size_t begin) {
  const Label whole = read_label(text, begin, '}');
  const std::size_t at = whole.text.find("label:");
  if (at == std::string_view::npos) return {std::string_view(), whole.end};
  std::string_view value = trim(whole.text.substr(at + 6));
  if (value.starts_with('"'))
    value = value.substr(0, value.find('"', 1) + 1);
  else
    value = value.substr(0, value.find(','));
  return {value, whole.end};
}

// The end of an id: a shape, a link, "&", ";", "@{", a class or the end. Inner spaces stay in it.
std::size_t id_end(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool spaced = at > 0 && text[at - 1] == ' ';
    if ((is_shape_start(c) && !(c == '(' && spaced)) || c == ';' || c == '|') return at;
    if (c == '&' && spaced) return at;
    if (text.substr(at).starts_with(":::") || text.substr(at).starts_with("@{")) return at;
    const bool may_link = c == '-' || c == '=' || c == '~' || c == '<' || spaced;
    if (may_link && at > 0 && read_link(text.substr(at)).size > 0) return at;
  }
  return text.size();
}

std::size_t run(std::string_view text, std::size_t at, char c) {
  std::size_t end = at;
  while (end < text.size() && text[end] == c) ++end;
  return end - at;
}

// The head at the end of a link: ">", or "x" and "o" where no name begins with them.
std::size_t head_size(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == '>') return 1;
  const bool letter = text[at] == 'x' || text[at] == 'o';
  return letter && (at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '|') ? 1 : 0;
}

// `at` stands on "--", "==" or "-.": the link's end, including a text within ("-- x -->").
std::size_t link_end(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongestText = 400;
  const char line = text[at];
  const bool dotted = text.substr(at).starts_with("-.");
  std::size_t end = at + (dotted ? 1 + run(text, at + 1, '.') : run(text, at, line));
  if (dotted) end += run(text, end, '-');
  const std::size_t length = end - at;
  if (const std::size_t head = head_size(text, end)) return end + head;
  if (!dotted && length > 2) return end;
  if (dotted && text[end - 1] == '-') return end;
  const std::string_view close = dotted ? ".-" : line == '=' ? "==" : "--";
  const std::size_t again = text.substr(end, kLongestText).find(close);
  if (again == std::string_view::npos) return end;
  end += again;
  end += dotted ? 1 + run(text, end + 1, '-') : run(text, end, line);
  return end + head_size(text, end);
}

}  // namespace

LinkText read_link(std::string_view text) {
  if (text.empty()) return {};
  std::size_t at = 0;
  if (text[0] == '<' || ((text[0] == 'o' || text[0] == 'x') && text.size() > 2)) at = 1;
  const std::string_view rest = text.substr(at);
  LinkText link;
  if (rest.starts_with("--") || rest.starts_with("==") || rest.starts_with("-.")) {
    link.size = link_end(text, at);
  } else if (rest.starts_with("~~~")) {
    link = {at + run(text, at, '~'), false};
  } else if (at == 0 && (rest.starts_with("->") || rest.starts_with("=>"))) {
    link.size = 2;  // not Mermaid, but meant
  } else if (at == 0 && (rest.starts_with("→") || rest.starts_with("—>"))) {
    link.size = rest.starts_with("→") ? 3 : 4;
  }
  if (link.size == 0) return link;
  const std::size_t bar = skip_spaces(text, link.size);
  if (bar >= text.size() || text[bar] != '|') return link;
  const std::size_t close = text.find('|', bar + 1);
  link.size = close == std::string_view::npos ? bar + 1 : close + 1;
  return link;
}

std::size_t find_link(std::string_view text) {
  for (std::size_t at = 0; at < text.size() && text[at] != ';'; ++at)
    if (std::string_view("-=~<\xE2").find(text[at]) != std::string_view::npos &&
        read_link(text.substr(at)).size > 0)
      return at;
  return std::string_view::npos;
}

NodeText read_node(std::string_view text) {
  NodeText node;
  std::size_t at = skip_spaces(text, 0);
  const std::size_t begin = at;
  const bool letter = at < text.size() && is_ascii_alnum(text[at]);  // "o" and "x" may begin a link
  if (!letter && read_link(text.substr(at)).size > 0) return node;
  if (at < text.size() && text[at] == '"') {
    const std::size_t close = std::min(text.find('"', at + 1), text.size());
    node.id = text.substr(at + 1, close - at - 1);
    node.size = std::min(close + 1, text.size());
    return node;
  }
  at += id_end(text.substr(at));
  node.id = trim(text.substr(begin, at - begin));
  if (text.substr(at).starts_with("@{")) {
    const Label label = read_attributes(text, at + 2);
    if (!label.text.empty()) node.label = label_text(label.text);
    at = label.end;
  } else if (at < text.size() && is_shape_start(text[at])) {
    const Label label = read_shape(text, at);
    node.label = label_text(label.text);
    at = label.end;
  }
  node.size = skip_class(text, at);
  return node;
}

}  // namespace sheaf::published::mermaid
