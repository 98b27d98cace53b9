// What a body looks like without parsing it: whole XML, cut off, an HTML page, plain text.
// Pure functions; any thread.
#include "base/text.hpp"
#include "source/xml_text.hpp"

namespace sheaf::source {
namespace {

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

// Past the "<!DOCTYPE ...>" at `at`, with or without an internal subset.
std::size_t skip_doctype(std::string_view xml, std::size_t at) {
  const std::size_t end = xml.find('>', at);
  const std::size_t subset = xml.find('[', at);
  if (subset == std::string_view::npos || subset > end) return end;
  const std::size_t close = xml.find(']', subset);
  return close == std::string_view::npos ? close : xml.find('>', close);
}

// The name of the first element, with its prefix; empty when there is none.
std::string_view root_name(std::string_view xml) {
  std::size_t at = xml.find('<');
  while (at != std::string_view::npos) {
    const std::string_view rest = xml.substr(at, 4);
    if (starts_with(rest, "<?")) {
      at = xml.find("?>", at);
    } else if (rest == "<!--") {
      at = xml.find("-->", at);
    } else if (starts_with(rest, "<!")) {
      at = skip_doctype(xml, at);
    } else {
      const std::size_t end = xml.find_first_of(" \t\r\n/>", at + 1);
      if (end == std::string_view::npos) return {};
      return xml.substr(at + 1, end - at - 1);
    }
    if (at != std::string_view::npos) at = xml.find('<', at);
  }
  return {};
}

bool is_html(std::string_view xml) {
  const std::string head = ascii_lower(xml.substr(0, 64));
  return starts_with(head, "<!doctype html") || equals_ignoring_case(root_name(xml), "html");
}

std::string quoted(std::string_view text) {
  const std::string valid = to_valid_utf8(text.substr(0, 400));
  return " (\"" + shorten(collapse_spaces(valid), 60) + "\")";
}

std::string html_title(std::string_view xml) {
  const std::string lower = ascii_lower(xml.substr(0, 4096));
  const std::size_t open = lower.find("<title>");
  const std::size_t close = lower.find("</title>");
  if (open == std::string::npos || close == std::string::npos || close < open + 7) return {};
  return quoted(xml.substr(open + 7, close - open - 7));
}

// "</feed>" or "<feed/>" at the very end, blanks and comments after it allowed.
bool ends_with_root(std::string_view xml, std::string_view root) {
  std::string_view tail = trim(xml);
  while (tail.size() > 3 && tail.substr(tail.size() - 3) == "-->") {
    const std::size_t comment = tail.rfind("<!--");
    if (comment == std::string_view::npos) return false;
    tail = trim(tail.substr(0, comment));
  }
  if (tail.empty() || tail.back() != '>') return false;
  const std::size_t open = tail.rfind('<');
  if (open == std::string_view::npos) return false;
  const std::string_view tag = tail.substr(open + 1, tail.size() - open - 2);
  if (starts_with(tag, "/")) return trim(tag.substr(1)) == root;
  return !tag.empty() && tag.back() == '/' && root_name(tail.substr(open)) == root;
}

Error not_xml(const std::string& what) {
  return Error(ErrorCode::kParse, "expected XML, got " + what);
}

bool is_wide(std::string_view body) {
  return starts_with(body, "\xFF\xFE") || starts_with(body, "\xFE\xFF") ||
         starts_with(body, std::string_view("\0\0\xFE\xFF", 4));
}

}  // namespace

std::string group_digits(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

Status check_whole_xml(std::string_view body) {
  if (is_wide(body)) return {};
  const std::string_view xml = trim(starts_with(body, "\xEF\xBB\xBF") ? body.substr(3) : body);
  if (xml.empty()) return not_xml("an empty answer");
  if (xml.front() != '<') return not_xml("plain text" + quoted(xml));
  if (is_html(xml)) return not_xml("an HTML page" + html_title(xml));
  const std::string_view root = root_name(xml);
  if (root.empty() || !ends_with_root(xml, root))
    return not_xml("a document that is cut off after " + group_digits(body.size()) + " bytes");
  return {};
}

}  // namespace sheaf::source
