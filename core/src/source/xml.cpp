// XML answers to a pugixml tree, in place and with limits; see xml.hpp.
// The document owns body and tree; one thread at a time.
#include "source/xml.hpp"

#include <pugixml.hpp>

#include "source/xml_text.hpp"

namespace sheaf::source {

struct XmlDocument::Parts {
  std::string body;  // the tree's names and texts lie in here
  pugi::xml_document tree;
  std::string warning;
};

XmlDocument::XmlDocument(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
XmlDocument::XmlDocument(XmlDocument&& other) noexcept = default;
XmlDocument& XmlDocument::operator=(XmlDocument&& other) noexcept = default;
XmlDocument::~XmlDocument() = default;

pugi::xml_node XmlDocument::root() const { return parts_->tree.document_element(); }
const std::string& XmlDocument::warning() const { return parts_->warning; }

namespace {

// No end-of-line conversion (white space is folded later anyway) and no nodes for short texts.
constexpr unsigned kParseFlags =
    pugi::parse_cdata | pugi::parse_escapes | pugi::parse_embed_pcdata;

Status check_size(const std::string& body) {
  if (body.size() > kMaxXmlBytes)
    return Error(ErrorCode::kParse, "expected XML of at most " + group_digits(kMaxXmlBytes) +
                                        " bytes, got " + group_digits(body.size()));
  // No body has more tags than bytes, so most need no counting.
  if (body.size() > kMaxXmlTags && count_tags(body) > kMaxXmlTags)
    return Error(ErrorCode::kParse,
                 "expected XML of at most " + group_digits(kMaxXmlTags) + " tags, got more");
  return {};
}

std::string describe(const CleanReport& report) {
  std::string text;
  if (report.dropped > 0)
    text = group_digits(report.dropped) + " control characters that XML forbids were left out";
  if (report.replaced > 0) {
    if (!text.empty()) text += "; ";
    text += group_digits(report.replaced) + " invalid characters were replaced by U+FFFD";
  }
  return text;
}

Error parse_error(const pugi::xml_parse_result& result) {
  if (result.status == pugi::status_out_of_memory)
    return Error(ErrorCode::kNoMemory, "no memory for an XML document");
  return Error(ErrorCode::kParse, "not well-formed XML: " + std::string(result.description()) +
                                      " near byte " +
                                      group_digits(static_cast<std::size_t>(result.offset)));
}

}  // namespace

Result<XmlDocument> load_xml(std::string body) {
  SHEAF_TRY(check_size(body));
  auto parts = std::make_unique<XmlDocument::Parts>();
  parts->body = decode_to_utf8(std::move(body));
  parts->warning = describe(clean_xml(parts->body));
  SHEAF_TRY(check_whole_xml(parts->body));
  const pugi::xml_parse_result result = parts->tree.load_buffer_inplace(
      parts->body.data(), parts->body.size(), kParseFlags, pugi::encoding_utf8);
  if (!result) return parse_error(result);
  return XmlDocument(std::move(parts));
}

}  // namespace sheaf::source
