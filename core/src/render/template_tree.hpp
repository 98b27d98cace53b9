// What a template is made of once it is read, the words it may use, and where those get their
// values. Plain values; the vocabularies are constants. Any thread.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sheaf::render {

enum class FieldKind {
  kText,    ///< foreign prose with TeX
  kTold,    ///< the same by a model: what the paper does not say is highlighted
  kWord,    ///< foreign text without TeX
  kPlain,   ///< ids, keys: ASCII letters, digits and . _ : / + - @ wherever it is not quoted
  kNumber,  ///< a number or a date: bare in YAML
  kUrl,     ///< http or https, or nothing
  kLink,    ///< a link in Markdown, made by Sheaf
};

/// The words of a template. Indices into the lists are what a tree keeps.
struct Vocabulary {
  struct Field {
    const char* name;
    FieldKind kind;
    bool list;
  };
  struct Block {
    const char* name;
    const char* id;
  };
  std::vector<Field> fields;
  std::vector<Block> blocks;
  std::vector<const char*> own_keys;     ///< properties that notes are found by
  std::string_view built_in;  ///< the template that Sheaf brings, whose properties are the default
  const Vocabulary* papers = nullptr;  ///< inside {{#papers}}
};

/// Where the values of a vocabulary come from: one paper, or one day.
class TemplateScope {
 public:
  virtual ~TemplateScope() = default;
  /// Without empty items.
  virtual std::vector<std::string> items(std::size_t field) const = 0;
  /// Markdown without the mark; empty: there is none.
  virtual std::string block(std::size_t block) const = 0;
  /// What of a model's text is to be highlighted.
  virtual const std::vector<std::string>& unsupported() const = 0;
  virtual std::size_t papers() const { return 0; }
  virtual std::unique_ptr<TemplateScope> paper(std::size_t) const { return nullptr; }
};

/// Where a value stands, which says how it is escaped.
enum class Place { kProse, kPiped, kCell, kTarget, kLabel, kUrlStart, kUrl, kCode };

struct TemplateNode {
  enum class Kind { kText, kValue, kItem, kSection, kInverse, kPapers, kBlock, kOwned };
  Kind kind = Kind::kText;
  std::string text;       ///< the literal; of a block its id
  std::size_t index = 0;  ///< of the field or block
  bool outer = false;     ///< the field is the day's, inside {{#papers}}
  bool of_block = false;  ///< the section asks for a block, not for a field
  bool of_papers = false;  ///< it asks whether the day has papers
  bool repeats = false;   ///< the section is there once for each item
  FieldKind field = FieldKind::kText;
  Place place = Place::kProse;
  std::vector<TemplateNode> children;
};

/// A property's value: items that are YAML as they stand, or values, or text in double quotes with
/// values in it.
struct TemplateItem {
  bool quoted = false;
  std::vector<TemplateNode> nodes;
};
struct TemplateProperty {
  std::string key;
  bool flow_list = false;  ///< written as [a, b]
  std::vector<TemplateItem> items;
};

struct TemplateTree {
  std::vector<TemplateProperty> properties;
  std::vector<TemplateNode> heading, body;
};

}  // namespace sheaf::render
