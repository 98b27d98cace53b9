// Writing mails; see smtp_message.hpp.
// Pure functions; any thread.
#include "net/smtp_message.hpp"

#include <algorithm>
#include <vector>

#include "base/base64.hpp"
#include "base/text.hpp"

namespace sheaf::net {
namespace {

constexpr std::size_t kLine = 76, kEncodedBytes = 42;  ///< 42 bytes are 56 digits: a word of 68 bytes
constexpr std::string_view kBreak = "\r\n";

/// One line: what would end it becomes a space, broken UTF-8 U+FFFD.
std::string one_line(std::string_view text) {
  std::string out;
  const std::string valid = to_valid_utf8(text);
  for (std::size_t pos = 0; pos < valid.size();) {
    const char32_t c = next_code_point(valid, pos);
    append_utf8(out, c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ? U' ' : c);
  }
  return collapse_spaces(out);
}

bool is_plain(std::string_view text) {
  const auto printable = [](char c) { return c >= ' ' && c < 0x7F; };
  if (!std::all_of(text.begin(), text.end(), printable) || contains(text, "=?")) return false;
  const std::vector<std::string> words = split(text, ' ');
  return std::none_of(words.begin(), words.end(), [](const std::string& word) { return word.size() > kLine - 4; });
}

std::string encoded_words(std::string_view text, std::size_t used) {
  std::string out;
  while (!text.empty()) {
    // The first word stands beside the header's name; "=?UTF-8?B?" and "?=" are 12 bytes.
    const std::size_t room = out.empty() && used < 32 ? std::min(kEncodedBytes, (kLine - 12 - used) / 4 * 3) : kEncodedBytes;
    std::string_view part = cut_utf8(text, room);
    if (part.empty()) part = text.substr(0, room);
    out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(part) + "?=";
    text.remove_prefix(part.size());
  }
  return out;
}

/// Folds at spaces; each word fits a line.
std::string folded(std::string_view text, std::size_t used) {
  std::string out;
  for (const std::string& word : split(text, ' ')) {
    if (!out.empty()) {
      const bool fits = used + 1 + word.size() <= kLine;
      out += fits ? " " : "\r\n ";
      used = fits ? used + 1 : 1;
    }
    out += word;
    used += word.size();
  }
  return out;
}

/// A display name: an encoded word, or in double quotes, where nothing is structure.
std::string display_name(const std::string& name, std::size_t used) {
  if (!is_plain(name) || name.size() > kLine - 24) return encoded_words(name, used);
  std::string out = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string mailbox_header(std::string_view header, const Mailbox& box) {
  std::string line = std::string(header) + ": ";
  const std::string name = one_line(box.name);
  if (name.empty()) return line + box.address + "\r\n";
  line += display_name(name, line.size());
  const std::size_t last = line.size() - (line.rfind('\n') + 1);
  line += last + box.address.size() + 3 <= kLine ? " <" : "\r\n <";
  return line + box.address + ">\r\n";
}

std::string rfc5322_date(Seconds time) {
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::string iso = format_rfc3339(time);  // "2026-04-17T08:09:10Z"
  const Day day = parse_day(iso.substr(0, 10)).value_or(Day{});
  const auto month = static_cast<unsigned>(std::chrono::year_month_day(day).month());
  return std::string(kDays[std::chrono::weekday(day).c_encoding()]) + ", " + iso.substr(8, 2) + " " +
         kMonths[month - 1] + " " + iso.substr(0, 4) + " " + iso.substr(11, 8) + " +0000";
}

std::string part(std::string_view type, std::string_view content) {
  return "Content-Type: " + std::string(type) + "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
         quoted_printable(content) + "\r\n";
}

/// The left part of a Message-ID: only what needs no quotes.
std::string id_atom(std::string_view id) {
  std::string out;
  for (const char c : id.substr(0, 120)) out += is_ascii_alnum(c) || c == '-' || c == '_' ? c : '-';
  return out.empty() ? "digest" : out;
}

std::string headers_of(const MailMessage& message) {
  const std::string& address = message.from.address;
  std::string out = "Date: " + rfc5322_date(message.date) + "\r\n";
  out += mailbox_header("From", message.from) + mailbox_header("To", message.to);
  out += "Subject: " + header_text(message.subject, 9) + "\r\n";
  out += "Message-ID: <" + id_atom(message.id) + "@" + address.substr(address.rfind('@') + 1) + ">\r\n";
  // Whatever could end the angle brackets or the line makes it no URL.
  const std::string& url = message.unsubscribe;
  const bool usable = std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < 0x7F && c != '<' && c != '>'; });
  if (!url.empty() && usable && url.size() < 900) out += "List-Unsubscribe: <" + url + ">\r\n";
  return out + "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
}

bool must_escape(char c, bool at_end) {
  const auto byte = static_cast<unsigned char>(c);
  return c == '=' || byte >= 0x7F || (byte < 0x20 && c != '\t') || (at_end && (c == ' ' || c == '\t'));
}

void append_quoted_line(std::string_view line, std::string& out) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::size_t used = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto byte = static_cast<unsigned char>(line[i]);
    // A line "From …" or "." would be taken for something else on its way.
    const bool risky = used == 0 && (line[i] == '.' || line[i] == 'F');
    const bool escape = risky || must_escape(line[i], i + 1 == line.size());
    const std::size_t size = escape ? 3 : 1;
    if (used + size > kLine - 1) {
      out += "=\r\n";
      used = 0;
    }
    if (escape) {
      out += {'=', kHex[byte >> 4], kHex[byte & 15]};
    } else {
      out += line[i];
    }
    used += size;
  }
}

}  // namespace

std::string header_text(std::string_view text, std::size_t used) {
  const std::string line = one_line(text);
  return is_plain(line) ? folded(line, used) : encoded_words(line, used);
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  const std::string plain = replace_all(replace_all(text, kBreak, "\n"), "\r", "\n");
  for (std::size_t pos = 0; pos <= plain.size();) {
    const std::size_t end = std::min(plain.find('\n', pos), plain.size());
    append_quoted_line(std::string_view(plain).substr(pos, end - pos), out);
    if (end < plain.size()) out += kBreak;
    pos = end + 1;
  }
  return out;
}

std::string mail_bytes(const MailMessage& message) {
  const std::string text = to_valid_utf8(message.text), html = to_valid_utf8(message.html);
  const std::string headers = headers_of(message);
  if (html.empty()) return headers + part("text/plain", text);
  // "=_" never stands in quoted-printable text, so that no content can close its part.
  const std::string boundary = "=_sheaf_" + to_hex(fnv1a64(html, fnv1a64(text)));
  const std::string line = "--" + boundary;
  return headers + "Content-Type: multipart/alternative;\r\n boundary=\"" + boundary + "\"\r\n\r\n" + line + "\r\n" +
         part("text/plain", text) + line + "\r\n" + part("text/html", html) + line + "--\r\n";
}

}  // namespace sheaf::net
