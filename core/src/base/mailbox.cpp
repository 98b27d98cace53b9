// Reading mail addresses, strictly; see mailbox.hpp.
// No state; any thread.
#include "base/mailbox.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sheaf {
namespace {

constexpr std::size_t kMaxAddress = 254, kMaxLocalPart = 64, kMaxName = 200;
constexpr std::string_view kAtomMarks = "!#$%&'*+-/=?^_`{|}~";

bool is_dot_atom(std::string_view text, std::string_view marks) {
  if (text.empty() || text.front() == '.' || text.back() == '.' || contains(text, "..")) return false;
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return is_ascii_alnum(c) || c == '.' || marks.find(c) != std::string_view::npos;
  });
}

bool is_address(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || text.size() > kMaxAddress || at > kMaxLocalPart) return false;
  const std::string_view domain = text.substr(at + 1);
  return is_dot_atom(text.substr(0, at), kAtomMarks) && is_dot_atom(domain, "-") &&
         domain.front() != '-' && domain.back() != '-';
}

Error no_address(std::string_view text) {
  return Error(ErrorCode::kInvalid,
               "\"" + shorten(to_valid_utf8(text), 80) +
                   "\" is not a mail address like digest@example.org or Digest <digest@example.org>");
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
}

}  // namespace

Result<Mailbox> parse_mailbox(std::string_view text) {
  if (has_control(text))
    return Error(ErrorCode::kInvalid, "a mail address must be one line without control characters");
  const std::string_view whole = trim(text);
  Mailbox box;
  std::string_view address = whole;
  if (whole.ends_with('>')) {
    const std::size_t open = whole.rfind('<');
    if (open == std::string_view::npos) return no_address(text);
    address = whole.substr(open + 1, whole.size() - open - 2);
    std::string_view name = trim(whole.substr(0, open));
    if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
    box.name = collapse_spaces(to_valid_utf8(name));
  }
  if (!is_address(address) || box.name.size() > kMaxName) return no_address(text);
  box.address = address;
  return box;
}

}  // namespace sheaf
