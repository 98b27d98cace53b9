// Mermaid labels by look-alikes. Entity codes such as "#35;" would be the documented way, but
// mermaid up to 11.4.1 (Obsidian before 1.13) garbles them in mindmaps; look-alikes passed in all
// of 10.9, 11.4, 11.13 and 12.3. Pure functions; any thread.
#include "render/mermaid.hpp"

#include "base/tex.hpp"
#include "base/text.hpp"
#include "render/mindmap_tree.hpp"

namespace sheaf::render {
namespace {

constexpr std::string_view kBreak = "\u200B";

/// "a" → “a”; a quotation mark without a partner → ″.
std::string curl_quotes(std::string_view text) {
  std::string out;
  for (std::size_t pos = 0; pos < text.size(); ++pos) {
    if (text[pos] != '"') { out += text[pos]; continue; }
    const std::size_t close = text.find('"', pos + 1);
    if (close == std::string_view::npos) { out += "″"; continue; }
    out += "“" + std::string(text.substr(pos + 1, close - pos - 1)) + "”";
    pos = close;
  }
  return out;
}

/// The characters that some version takes as structure wherever they stand.
std::string_view look_alike(char c) {
  switch (c) {
    case '`': return "ˋ";
    case '<': return "＜";
    case '>': return "＞";
    case '&': return "＆";
    case '*': return "∗";
    case '~': return "∼";
    default: return {};
  }
}

/// "word;" after a hash would be read as an entity.
bool begins_entity(std::string_view after_hash) {
  std::size_t length = 0;
  while (length < after_hash.size() && is_ascii_alnum(after_hash[length])) ++length;
  return length > 0 && length < after_hash.size() && after_hash[length] == ';';
}

bool inside_word(std::string_view text, std::size_t pos) {
  return pos > 0 && pos + 1 < text.size() && is_ascii_alnum(text[pos - 1]) &&
         is_ascii_alnum(text[pos + 1]);
}

std::string substitute(std::string_view text) {
  std::string out;
  for (std::size_t pos = 0; pos < text.size(); ++pos) {
    const char c = text[pos];
    const bool doubled =
        (pos > 0 && text[pos - 1] == '-') || (pos + 1 < text.size() && text[pos + 1] == '-');
    if (const auto alike = look_alike(c); !alike.empty()) {
      out += alike;
    } else if (c == '_' && !inside_word(text, pos)) {
      out += "＿";
    } else if (c == '#' && (pos == 0 || begins_entity(text.substr(pos + 1)))) {
      out += "＃";
    } else if (c == '-' && (pos == 0 || doubled)) {
      out += "‐";
    } else if (c == '+' && pos == 0) {
      out += "＋";
    } else {
      out += c;
    }
  }
  return out;
}

/// Length of "fa:", "fab:", "fas:", … at `pos` without its colon, or 0: the icon prefixes.
std::size_t icon_prefix(std::string_view text, std::size_t pos) {
  if (text.compare(pos, 2, "fa") != 0) return 0;
  std::size_t end = pos + 2;
  while (end < text.size() && end < pos + 5 && text[end] >= 'a' && text[end] <= 'z') ++end;
  return end < text.size() && text[end] == ':' ? end - pos : 0;
}

/// The last byte of "www" before a dot, or the sign of "mAP@0.5": 11.4 loses text that its Markdown
/// reader takes for an address.
bool is_address_sign(std::string_view text, std::size_t pos) {
  if (text[pos] == '@') return inside_word(text, pos);
  const bool www = pos >= 2 && pos + 1 < text.size() && text[pos + 1] == '.';
  return www && equals_ignoring_case(text.substr(pos - 2, 3), "www");
}

/// Invisible breaks where no look-alike exists.
std::string break_up(std::string_view text) {
  std::string out;
  for (std::size_t pos = 0; pos < text.size(); ++pos) {
    const char c = text[pos];
    const std::string_view two = text.substr(pos, 2);
    out += c;
    if (two == "$$" || two == "%%" || two == "](" || c == '\\') {
      out += kBreak;
    } else if (text.compare(pos, 3, "://") == 0 || is_address_sign(text, pos)) {
      out += kBreak;
    } else if (const std::size_t length = icon_prefix(text, pos); length > 0) {
      out += text.substr(pos + 1, length - 1);
      out += kBreak;
      pos += length - 1;
    }
  }
  return out;
}

/// "1. x", "1) x" and a lone "1." would become a list, a lone "===" a rule.
std::string break_start(std::string text) {
  std::size_t digits = 0;
  while (digits < text.size() && is_ascii_digit(text[digits])) ++digits;
  const std::string_view rest = std::string_view(text).substr(digits);
  const bool list = digits > 0 && (rest == "." || rest == ")" || rest.starts_with(". ") || rest.starts_with(") "));
  if (list) text.insert(digits, kBreak);
  if (text.find_first_not_of('=') == std::string::npos && text.size() > 1) text.insert(1, kBreak);
  return text;
}

std::string node_label(const MindNode& node) { return mermaid_label(plain_text(node.label)); }

void draw(const MindNode& node, std::size_t depth, int& next_id, std::string& out) {
  out.append((depth + 1) * 2, ' ');
  out += "n" + std::to_string(next_id++) + "[\"" + node_label(node) + "\"]\n";
  for (const MindNode& child : node.children) draw(child, depth + 1, next_id, out);
}

/// A node's own line; below it the children's lines and the arrows to them.
void draw_graph(const MindNode& node, int& next_id, std::string& out) {
  const std::string id = "n" + std::to_string(next_id++);
  out += "  " + id + "[\"" + node_label(node) + "\"]\n";
  for (const MindNode& child : node.children) {
    const std::string child_id = "n" + std::to_string(next_id);
    draw_graph(child, next_id, out);
    out += "  " + id + " --> " + child_id + "\n";
  }
}

}  // namespace

std::string mermaid_label(std::string_view text) {
  const std::string label = break_start(break_up(substitute(curl_quotes(clean_label(text)))));
  return label.empty() ? "…" : label;
}

std::string mermaid_mindmap(const MindNode& root) {
  std::string out = "mindmap\n";
  int next_id = 0;
  draw(drawn_part(root), 0, next_id, out);
  return out;
}

std::string mermaid_graph(const MindNode& root) {
  std::string out = "graph TB\n";
  int next_id = 0;
  draw_graph(drawn_part(root), next_id, out);
  return out;
}

}  // namespace sheaf::render
