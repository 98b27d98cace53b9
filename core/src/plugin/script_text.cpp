// Text to and from scripts; see script_text.hpp.
#include "plugin/script_text.hpp"

#include <algorithm>
#include <cstdint>

#include "base/text.hpp"

namespace sheaf::plugin {
namespace {

void append_escape(std::string& out, std::uint32_t unit) {
  static constexpr char kDigits[] = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[(unit >> shift) & 15];
}

bool is_beyond_bmp(char c) { return static_cast<unsigned char>(c) >= 0xF0; }

/// The surrogate at `pos`, three bytes from ED A0 80 to ED BF BF; 0 when there is none.
std::uint32_t surrogate_at(std::string_view text, std::size_t pos) {
  if (pos + 3 > text.size() || static_cast<unsigned char>(text[pos]) != 0xED) return 0;
  const auto second = static_cast<unsigned char>(text[pos + 1]), third = static_cast<unsigned char>(text[pos + 2]);
  if (second < 0xA0 || second > 0xBF || third < 0x80 || third > 0xBF) return 0;
  return 0xD000U | ((second & 0x3FU) << 6) | (third & 0x3FU);
}

}  // namespace

std::string with_surrogates(std::string_view json) {
  if (std::none_of(json.begin(), json.end(), is_beyond_bmp)) return std::string(json);
  std::string out;
  out.reserve(json.size() + json.size() / 16);
  for (std::size_t pos = 0; pos < json.size();) {
    if (!is_beyond_bmp(json[pos])) {
      out += json[pos++];
      continue;
    }
    const auto point = static_cast<std::uint32_t>(next_code_point(json, pos));
    if (point < 0x10000) {
      append_utf8(out, static_cast<char32_t>(point));
      continue;
    }
    append_escape(out, 0xD800 + ((point - 0x10000) >> 10));
    append_escape(out, 0xDC00 + ((point - 0x10000) & 0x3FF));
  }
  return out;
}

std::string without_surrogates(std::string_view text) {
  std::string joined;
  joined.reserve(text.size());
  for (std::size_t pos = 0; pos < text.size();) {
    const std::uint32_t high = surrogate_at(text, pos);
    if (high == 0) {
      joined += text[pos++];
      continue;
    }
    const std::uint32_t low = surrogate_at(text, pos + 3);
    const bool pair = high < 0xDC00 && low >= 0xDC00;
    append_utf8(joined, pair ? static_cast<char32_t>(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
                             : kReplacementCharacter);
    pos += pair ? 6 : 3;
  }
  return to_valid_utf8(joined);
}

std::string thrown_message(const Thrown& thrown, std::string_view file) {
  std::string message = without_surrogates(thrown.message), line;
  const bool own = thrown.file == file;
  if (own && thrown.line != "0") line = thrown.line;
  // The compiler names its line at the end: "unterminated string (line 3)".
  const std::size_t at = message.rfind(" (line ");
  if (at != std::string::npos && message.ends_with(")") && thrown.name == "SyntaxError") {
    line = message.substr(at + 7, message.size() - at - 8);
    const std::size_t comma = line.find(',');
    line = line.substr(0, comma);
    message.erase(at);
  }
  std::string out(file);
  if (!line.empty()) out += ":" + collapse_spaces(without_surrogates(line));
  out += ": ";
  if (!thrown.name.empty()) out += without_surrogates(thrown.name) + ": ";
  return out + collapse_spaces(message.empty() ? "an error without a message" : message);
}

}  // namespace sheaf::plugin
