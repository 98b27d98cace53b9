// OAI-PMH answers: the envelope, the protocol's errors and the resumption token; see oai.hpp.
// Pure functions; any thread.
#include "source/oai.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <pugixml.hpp>

#include "base/text.hpp"
#include "source/field_text.hpp"
#include "source/oai_record.hpp"
#include "source/xml.hpp"

namespace sheaf::source {
namespace {

constexpr std::array<std::string_view, 4> kPrefixes = {"arXiv", "arXivRaw", "arXivOld", "oai_dc"};
constexpr std::size_t kMostReserved = 5000;  // twice the largest page arXiv serves

std::optional<std::uint64_t> to_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc()) return std::nullopt;
  return number;
}

// Refusals of the protocol: section 3.6 of its text lists the codes.
Status read_error(const pugi::xml_node& node, OaiPage& page) {
  std::string scratch;
  const std::string_view code = node.attribute("code").value();
  const std::string words = one_line(text_of(node, scratch));
  page.words = words.empty() ? std::string(code) : words;
  if (code == "noRecordsMatch") {
    page.outcome = OaiOutcome::kNoRecordsMatch;
  } else if (code == "badResumptionToken") {
    page.outcome = OaiOutcome::kBadToken;
  } else {
    return Error(ErrorCode::kInvalid, "the OAI-PMH server refuses the request (" +
                                          shorten(code, 40) + ")" +
                                          (words.empty() ? "" : ": " + shorten(words, 300)));
  }
  return {};
}

void read_token(const pugi::xml_node& node, OaiPage& page) {
  std::string scratch;
  page.token = trim(text_of(node, scratch));
  page.complete_size = to_number(node.attribute("completeListSize").value());
  page.token_expires = parse_rfc3339(node.attribute("expirationDate").value());
}

void read_list(const pugi::xml_node& list, OaiPage& page) {
  std::size_t children = 0;
  for (pugi::xml_node child = list.first_child(); child; child = child.next_sibling()) ++children;
  page.papers.reserve(std::min(children, kMostReserved));
  OaiRecordReader reader(page);
  for (pugi::xml_node child = list.first_child(); child; child = child.next_sibling()) {
    const std::string_view name = local_name(child);
    if (name == "record") reader.read(child);
    if (name == "resumptionToken") read_token(child, page);
  }
}

bool is_list(std::string_view name) {
  return name == "ListRecords" || name == "GetRecord";
}

Error not_records(std::string_view name) {
  return Error(ErrorCode::kParse, "expected OAI-PMH records (ListRecords or GetRecord), got <" +
                                      shorten(name, 40) + ">");
}

Status read_envelope(const pugi::xml_node& root, OaiPage& page) {
  bool read = false;
  std::string scratch, other;
  for (pugi::xml_node child = root.first_child(); child; child = child.next_sibling()) {
    const std::string_view name = local_name(child);
    if (name == "responseDate") {
      page.response_date = parse_rfc3339(trim(text_of(child, scratch)));
    } else if (name == "error") {
      SHEAF_TRY(read_error(child, page));
      read = true;
    } else if (is_list(name)) {
      read_list(child, page);
      read = true;
    } else if (name != "request") {
      other = name;
    }
  }
  if (!read) return not_records(other.empty() ? root.name() : other);
  return {};
}

}  // namespace

std::string_view oai_prefix(OaiFormat format) {
  return kPrefixes.at(static_cast<std::size_t>(format));
}

std::optional<OaiFormat> parse_oai_prefix(std::string_view prefix) {
  const auto found = std::find(kPrefixes.begin(), kPrefixes.end(), prefix);
  if (found == kPrefixes.end()) return std::nullopt;
  return static_cast<OaiFormat>(found - kPrefixes.begin());
}

Result<OaiPage> parse_oai_page(std::string body) {
  SHEAF_ASSIGN(const XmlDocument document, load_xml(std::move(body)));
  const pugi::xml_node root = document.root();
  const std::string_view name = local_name(root);
  OaiPage page;
  if (!document.warning().empty()) page.warnings.push_back(document.warning());
  if (is_list(name)) {
    read_list(root, page);
  } else if (name == "record") {
    OaiRecordReader(page).read(root);
  } else if (name == "OAI-PMH") {
    SHEAF_TRY(read_envelope(root, page));
  } else {
    return not_records(root.name());
  }
  return page;
}

}  // namespace sheaf::source
