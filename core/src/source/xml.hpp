// XmlDocument: one parsed XML answer, and the words for bodies that are none.
// Owns the bytes its nodes point into: no node and no text of one may outlive it. One thread at a
// time.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "base/result.hpp"

namespace pugi {
class xml_node;
}

namespace sheaf::source {

/// Ten times the largest page arXiv gives (2,000 entries, 3.5 MB).
inline constexpr std::size_t kMaxXmlBytes = std::size_t{32} << 20;
/// Every tag costs some 64 bytes of tree, so few bytes of "<a>" must not become gigabytes.
inline constexpr std::size_t kMaxXmlTags = 4'000'000;

class XmlDocument {
 public:
  XmlDocument(XmlDocument&& other) noexcept;
  XmlDocument& operator=(XmlDocument&& other) noexcept;
  ~XmlDocument();

  pugi::xml_node root() const;
  /// What had to be changed in the bytes before they were XML; empty when nothing.
  const std::string& warning() const;

 private:
  friend Result<XmlDocument> load_xml(std::string body);
  struct Parts;
  explicit XmlDocument(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// kParse for anything that is not one whole XML document, naming what it looks like. A DOCTYPE is
/// skipped: no entity but the five of XML is ever expanded and nothing is loaded. Depth is without
/// limit because neither the parser nor the tree's end recurses.
Result<XmlDocument> load_xml(std::string body);

}  // namespace sheaf::source
