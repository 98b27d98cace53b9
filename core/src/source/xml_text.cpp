// Encodings, forbidden characters and the kinds of bodies that are no XML; see xml_text.hpp.
// Pure functions; any thread.
#include "source/xml_text.hpp"

#include <algorithm>
#include <cstdint>

#include "base/text.hpp"

namespace sheaf::source {
namespace {

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

struct Encoding {
  std::size_t bom = 0;    // bytes before the text
  std::size_t width = 1;  // bytes of a code unit
  bool big_endian = false;
  bool latin1 = false;
};

bool declares_latin1(std::string_view body) {
  const std::string head = ascii_lower(trim(body.substr(0, 200)));
  if (!starts_with(head, "<?xml")) return false;
  const std::string_view declaration = std::string_view(head).substr(0, head.find("?>"));
  return contains(declaration, "iso-8859-1") || contains(declaration, "latin1") ||
         contains(declaration, "latin-1");
}

Encoding detect_encoding(std::string_view body) {
  using namespace std::string_view_literals;
  if (starts_with(body, "\xEF\xBB\xBF"sv)) return {3, 1, false, false};
  if (starts_with(body, "\xFF\xFE\0\0"sv)) return {4, 4, false, false};
  if (starts_with(body, "\0\0\xFE\xFF"sv)) return {4, 4, true, false};
  if (starts_with(body, "\xFF\xFE"sv)) return {2, 2, false, false};
  if (starts_with(body, "\xFE\xFF"sv)) return {2, 2, true, false};
  return {0, 1, false, declares_latin1(body)};
}

char32_t code_unit(std::string_view bytes, bool big_endian) {
  char32_t unit = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::size_t at = big_endian ? i : bytes.size() - 1 - i;
    unit = unit << 8 | static_cast<unsigned char>(bytes[at]);
  }
  return unit;
}

bool is_surrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }

std::string widen_to_utf8(std::string_view body, const Encoding& encoding) {
  std::string out;
  out.reserve(body.size());
  const std::size_t width = encoding.width;
  for (std::size_t at = encoding.bom; at + width <= body.size(); at += width) {
    char32_t c = code_unit(body.substr(at, width), encoding.big_endian);
    if (width == 2 && c >= 0xD800 && c < 0xDC00 && at + 4 <= body.size()) {
      const char32_t low = code_unit(body.substr(at + 2, 2), encoding.big_endian);
      if (low >= 0xDC00 && low <= 0xDFFF) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        at += 2;
      }
    }
    append_utf8(out, is_surrogate(c) || c > 0x10FFFF ? kReplacementCharacter : c);
  }
  return out;
}

}  // namespace

std::string decode_to_utf8(std::string body) {
  Encoding encoding = detect_encoding(body);
  if (encoding.width > 1 || encoding.latin1) {
    body = widen_to_utf8(body, encoding);
    encoding.bom = 0;
  }
  std::size_t start = encoding.bom;
  while (start < body.size() && is_ascii_space(body[start])) ++start;
  if (start > 0) body.erase(0, start);
  return body;
}

namespace {

bool is_xml_char(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return !is_surrogate(c) && c != 0xFFFE && c != 0xFFFF && c <= 0x10FFFF;
}

constexpr std::size_t kBlock = 64;

// Whether a block is ASCII text without references. One loop of fixed length without branches:
// compilers make a few vector instructions of it, so that a clean page costs next to nothing.
bool is_plain_block(const char* bytes) {
  std::uint8_t odd = 0;
  for (std::size_t i = 0; i < kBlock; ++i) {
    const auto c = static_cast<std::int8_t>(bytes[i]);  // bytes from 0x80 on are negative
    odd |= static_cast<std::uint8_t>(((c < 0x20) & (c != '\n')) | (c == '&'));
  }
  return odd == 0;
}

// Bytes of a reference at `pos` ("&#0;", "&#x1F;") that stands for no XML character; else 0.
// pugixml would write such a character, and a NUL would cut the text off.
std::size_t bad_reference(std::string_view text, std::size_t pos) {
  if (!starts_with(text.substr(pos), "&#")) return 0;
  std::size_t at = pos + 2;
  const bool hex = at < text.size() && text[at] == 'x';
  if (hex) ++at;
  const std::size_t digits = at;
  char32_t value = 0;
  for (; at < text.size(); ++at) {
    const char c = ascii_lower(text[at]);
    const bool letter = hex && c >= 'a' && c <= 'f';
    if (!is_ascii_digit(c) && !letter) break;
    value = value * (hex ? 16 : 10) + static_cast<char32_t>(letter ? c - 'a' + 10 : c - '0');
    if (value > 0x10FFFF) value = 0x110000;  // stays too large, never overflows
  }
  if (at == digits || at == text.size() || text[at] != ';' || is_xml_char(value)) return 0;
  return at + 1 - pos;
}

enum class Verdict { kGood, kForbidden, kInvalid };

// Judges the character or reference at `pos` and moves past it.
Verdict next_verdict(std::string_view text, std::size_t& pos) {
  const auto byte = static_cast<unsigned char>(text[pos]);
  if (byte < 0x80) {
    const std::size_t reference = byte == '&' ? bad_reference(text, pos) : 0;
    pos += reference > 0 ? reference : 1;
    if (reference > 0) return Verdict::kInvalid;
    return is_xml_char(byte) ? Verdict::kGood : Verdict::kForbidden;
  }
  const std::size_t start = pos;
  const char32_t c = next_code_point(text, pos);
  if (c == kReplacementCharacter && text.substr(start, pos - start) != "\xEF\xBF\xBD")
    return Verdict::kInvalid;
  return is_xml_char(c) ? Verdict::kGood : Verdict::kForbidden;
}

// The first character that is not good, or the end.
std::size_t find_bad(std::string_view text) {
  std::size_t pos = 0;
  while (pos < text.size()) {
    while (pos + kBlock <= text.size() && is_plain_block(text.data() + pos)) pos += kBlock;
    const std::size_t stop = std::min(pos + kBlock, text.size());
    while (pos < stop) {
      const std::size_t start = pos;
      if (next_verdict(text, pos) != Verdict::kGood) return start;
    }
  }
  return text.size();
}

}  // namespace

CleanReport clean_xml(std::string& text) {
  CleanReport report;
  std::size_t pos = find_bad(text);
  if (pos == text.size()) return report;
  std::string out = text.substr(0, pos);
  out.reserve(text.size());
  while (pos < text.size()) {
    const std::size_t start = pos;
    const Verdict verdict = next_verdict(text, pos);
    if (verdict == Verdict::kGood) {
      out.append(text, start, pos - start);
    } else if (verdict == Verdict::kForbidden) {
      ++report.dropped;
    } else {
      ++report.replaced;
      append_utf8(out, kReplacementCharacter);
    }
  }
  text = std::move(out);
  return report;
}

std::size_t count_tags(std::string_view text) {
  std::size_t tags = 0;
  for (std::size_t start = 0; start < text.size(); start += kBlock) {
    const std::size_t length = std::min(kBlock, text.size() - start);
    std::uint8_t in_block = 0;
    for (std::size_t i = 0; i < length; ++i) in_block += text[start + i] == '<';
    tags += in_block;
  }
  return tags;
}

}  // namespace sheaf::source
