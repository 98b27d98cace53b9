// XML to a light tree; see xml_tree.hpp.
#include "source/xml_tree.hpp"

#include <string_view>

#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "base/text.hpp"
#include "source/xml.hpp"

namespace sheaf::source {
namespace {

constexpr int kMaxDepth = 100;

bool is_text(const pugi::xml_node& node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

/// Joined to the text before it, so that a script sees one string where the document has one.
void add_text(Json& children, std::string_view text) {
  if (!children.empty() && children.back().is_string())
    children.back().get_ref<std::string&>() += text;
  else
    children.push_back(std::string(text));
}

Result<Json> element_to_json(const pugi::xml_node& element, int depth) {
  if (depth > kMaxDepth) return Error{ErrorCode::kParse, "the XML is more than " + std::to_string(kMaxDepth) + " elements deep"};
  Json json = {{"name", element.name()}}, attributes = Json::object(), children = Json::array();
  for (const pugi::xml_attribute& attribute : element.attributes())
    if (attributes.size() < 100) attributes[attribute.name()] = attribute.value();
  // The parser keeps an element's first text in the element itself.
  const bool alone = !element.first_child();
  if (alone ? *element.value() != 0 : !trim(element.value()).empty()) add_text(children, element.value());
  for (const pugi::xml_node& child : element.children()) {
    if (child.type() == pugi::node_element) {
      SHEAF_ASSIGN(Json below, element_to_json(child, depth + 1));
      children.push_back(std::move(below));
    } else if (is_text(child)) {
      if (!trim(child.value()).empty()) add_text(children, child.value());
    }
  }
  if (!attributes.empty()) json["attributes"] = std::move(attributes);
  if (!children.empty()) json["children"] = std::move(children);
  return json;
}

}  // namespace

Result<Json> xml_to_json(std::string body) {
  SHEAF_ASSIGN(const XmlDocument document, load_xml(std::move(body)));
  return element_to_json(document.root(), 0);
}

}  // namespace sheaf::source
