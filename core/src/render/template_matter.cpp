// The front matter of a template: one property a line, its value taken apart so that what a paper
// puts in is a YAML string or list of its own.
// One reader, one thread.
#include <algorithm>

#include "base/text.hpp"
#include "render/template_read.hpp"

namespace sheaf::render {
namespace {

using Kind = TemplateNode::Kind;

class MatterReader {
 public:
  MatterReader(const TemplateText& text, std::size_t begin, std::size_t end)
      : text_(text), pos_(begin), end_(end) {}

  Result<std::vector<TemplateProperty>> run() {
    std::vector<TemplateProperty> properties;
    while (pos_ < end_) {
      const std::size_t begin = pos_;
      const std::size_t feed = std::min(text_.text().find('\n', begin), end_);
      pos_ = feed + 1;
      const std::string_view line = text_.text().substr(begin, feed - begin);
      if (trim(line).empty() || line.front() == '#') continue;
      SHEAF_ASSIGN(TemplateProperty property, read_property(begin, line));
      const bool twice = std::any_of(
          properties.begin(), properties.end(),
          [&](const TemplateProperty& known) { return known.key == property.key; });
      if (twice) return text_.wrong(begin, "the property \"" + property.key + "\" is there twice");
      properties.push_back(std::move(property));
    }
    SHEAF_TRY(add_own_keys(properties));
    return properties;
  }

 private:
  Result<TemplateProperty> read_property(std::size_t begin, std::string_view line) const {
    TemplateProperty property;
    const std::size_t colon = line.find(':');
    property.key = std::string(trim(line.substr(0, std::min(colon, line.size()))));
    const bool sound = colon != std::string_view::npos && !property.key.empty() &&
                       !is_ascii_space(line.front()) && line.front() != '-' &&
                       property.key.find_first_of("{}[]\"'&*!|>%@`,#") == std::string::npos &&
                       (colon + 1 == line.size() || line[colon + 1] == ' ');
    if (!sound)
      return text_.wrong(begin, "a property is one line \"key: value\"; a list is written [a, b], "
                                "and what has no value is left out by itself");
    const std::string_view raw = line.substr(colon + 1);
    const std::string_view value = trim(raw);
    if (value.empty()) return property;
    const std::size_t at = begin + colon + 1 + static_cast<std::size_t>(value.data() - raw.data());
    property.flow_list = value.front() == '[';
    if (property.flow_list) {
      SHEAF_TRY(read_list(property, at, value));
    } else {
      SHEAF_ASSIGN(TemplateItem item, read_item(at, value));
      property.items.push_back(std::move(item));
    }
    SHEAF_TRY(check_own_key(property, begin));
    return property;
  }

  /// What follows a comma belongs to the next item, unless the comma is in quotes or braces.
  Status read_list(TemplateProperty& property, std::size_t at, std::string_view value) const {
    if (value.size() < 2 || value.back() != ']') return text_.wrong(at, "the list is not closed: add \"]\"");
    const std::string_view inside = value.substr(1, value.size() - 2);
    char quote = '\0';
    std::size_t start = 0;
    for (std::size_t i = 0; i <= inside.size(); ++i) {
      const char c = i < inside.size() ? inside[i] : ',';
      if (i == inside.size() || (quote == '\0' && c == ',')) {
        const std::string_view piece = inside.substr(start, i - start);
        const std::string_view item = trim(piece);
        start = i + 1;
        if (item.empty()) continue;
        const auto offset = static_cast<std::size_t>(item.data() - value.data());
        SHEAF_ASSIGN(TemplateItem read, read_item(at + offset, item));
        property.items.push_back(std::move(read));
      } else if (quote == '"' && c == '\\') {
        ++i;
      } else if (c == quote) {
        quote = '\0';
      } else if (quote == '\0' && (c == '"' || c == '\'')) {
        quote = c;
      }
    }
    return {};
  }

  Result<TemplateItem> read_item(std::size_t at, std::string_view value) const {
    TemplateItem item;
    item.quoted = value.front() == '"';
    if (item.quoted) {
      SHEAF_TRY(check_quoted(at, value));
      value = value.substr(1, value.size() - 2);
      ++at;
    } else if (!contains(value, "{{")) {
      SHEAF_TRY(check_bare(at, value));
    }
    SHEAF_TRY(read_nodes(item, at, at + value.size()));
    if (item.quoted || item.nodes.size() == 1) return item;
    return text_.wrong(at, "put what stands together with a value in double quotes: \"… {{title}}\"");
  }

  Status check_quoted(std::size_t at, std::string_view value) const {
    std::size_t i = 1;
    while (i < value.size() && value[i] != '"') i += value[i] == '\\' ? 2 : 1;
    if (i + 1 == value.size()) return {};
    return text_.wrong(at, i < value.size() ? "there is more behind the closing quote"
                                            : "the double quote is not closed");
  }

  /// A scalar of YAML on one line.
  Status check_bare(std::size_t at, std::string_view value) const {
    const bool quoted = value.front() == '\'';
    if (quoted) {
      const std::string inside = replace_all(value.substr(1), "''", "");
      if (inside.find('\'') + 1 == inside.size()) return {};
      return text_.wrong(at, "the quote does not close the value");
    }
    const bool sound = value.find_first_of("&*!|>%@`{}[]\"',#") != 0 && !contains(value, ": ") &&
                       !contains(value, " #") && !value.ends_with(':') &&
                       value.find_first_of("[]{}") == std::string_view::npos &&
                       !value.starts_with("- ") && !value.starts_with("? ");
    return sound ? Status() : Status(text_.wrong(at, "put this value in double quotes"));
  }

  Status read_nodes(TemplateItem& item, std::size_t begin, std::size_t end) const {
    while (begin < end) {
      SHEAF_ASSIGN(const TemplateTag tag, text_.next_tag(begin, end));
      const std::string_view literal = text_.text().substr(begin, tag.begin - begin);
      if (!literal.empty()) {
        item.nodes.push_back({});
        item.nodes.back().text = std::string(literal);
        command_ = command_ ? !contains(literal, "%>") : literal.rfind("<%") != std::string_view::npos &&
                                                            literal.find("%>", literal.rfind("<%")) == std::string_view::npos;
      }
      if (tag.begin == end) break;
      begin = tag.end;
      if (tag.sigil == '!') continue;
      if (tag.sigil != '\0')
        return text_.wrong(tag.begin, "only values stand in front matter: what has none is left out by itself");
      if (command_) return text_.wrong(tag.begin, "a value cannot stand in a command of Templater");
      TemplateNode node;
      node.kind = Kind::kValue;
      SHEAF_TRY(text_.find_field(node, tag, nullptr));
      item.nodes.push_back(std::move(node));
    }
    command_ = false;
    return {};
  }

  // ---- the properties that notes are found by

  const Vocabulary::Field* own_field(std::string_view key) const {
    const auto& own = text_.words().own_keys;
    if (std::find(own.begin(), own.end(), key) == own.end()) return nullptr;
    for (const Vocabulary::Field& field : text_.words().fields)
      if (field.name == key) return &field;
    return nullptr;
  }

  std::size_t index_of(const Vocabulary::Field* field) const {
    return static_cast<std::size_t>(field - text_.words().fields.data());
  }

  Status check_own_key(const TemplateProperty& property, std::size_t at) const {
    const Vocabulary::Field* own = own_field(property.key);
    if (!own) return {};
    const bool sound = !property.flow_list && property.items.size() == 1 &&
                       property.items[0].nodes.size() == 1 &&
                       property.items[0].nodes[0].kind == Kind::kValue &&
                       property.items[0].nodes[0].index == index_of(own);
    if (sound) return {};
    return text_.wrong(at, "Sheaf finds notes by \"" + property.key + "\": write " + property.key +
                               ": {{" + property.key + "}}, or leave it out and it is added");
  }

  /// In their order, before the others.
  Status add_own_keys(std::vector<TemplateProperty>& properties) const {
    std::size_t place = 0;
    for (const char* key : text_.words().own_keys) {
      const bool there = std::any_of(
          properties.begin(), properties.end(),
          [key](const TemplateProperty& property) { return property.key == key; });
      if (there) continue;
      TemplateNode node;
      node.kind = Kind::kValue;
      node.index = index_of(own_field(key));
      node.field = text_.words().fields[node.index].kind;
      TemplateProperty property;
      property.key = key;
      property.items.push_back({false, {node}});
      properties.insert(properties.begin() + static_cast<std::ptrdiff_t>(place++), std::move(property));
    }
    return {};
  }

  const TemplateText& text_;
  std::size_t pos_, end_;
  mutable bool command_ = false;  ///< inside "<% … %>"
};

}  // namespace

Result<std::vector<TemplateProperty>> read_template_matter(const TemplateText& text,
                                                           std::size_t begin, std::size_t end) {
  return MatterReader(text, begin, end).run();
}

}  // namespace sheaf::render
