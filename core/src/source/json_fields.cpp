// JSON answers with limits; see json_fields.hpp.
// Pure functions; any thread.
#include "source/json_fields.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "source/markup_text.hpp"
#include "source/xml_text.hpp"

namespace sheaf::source {
namespace {

constexpr std::size_t kShownCharacters = 120;

// An error page in HTML by its title, a short text by itself.
std::string looks_like(std::string_view body) {
  const std::string_view text = trim(body);
  if (text.empty()) return "an empty answer";
  if (text.front() == '<') {
    const std::string head = ascii_lower(text.substr(0, 4000));
    const std::size_t open = head.find("<title>");
    const std::size_t close = open == std::string::npos ? open : head.find("</title>", open);
    const bool html = contains(head, "<html") || contains(head, "<!doctype html");
    std::string what = html ? "an HTML page" : "XML";
    if (close != std::string::npos)
      what += " (\"" + shorten(markup_to_line(text.substr(open + 7, close - open - 7)), 60) + "\")";
    return what;
  }
  return "\"" + shorten(clean_line(cut_utf8(text, 400)), kShownCharacters) + "\"";
}

}  // namespace

Result<Json> load_json(std::string_view body, std::string_view what, std::string& warning) {
  const auto wrong = [&](const std::string& got) {
    return Error(ErrorCode::kParse, "expected " + std::string(what) + ", got " + got);
  };
  if (body.size() > kMaxJsonBytes)
    return wrong("more than " + group_digits(kMaxJsonBytes) + " bytes");
  const std::string_view text = trim(body.starts_with("\xEF\xBB\xBF") ? body.substr(3) : body);
  if (text.empty() || (text.front() != '{' && text.front() != '[')) return wrong(looks_like(text));
  const auto values = std::count_if(text.begin(), text.end(),
                                    [](char c) { return c == ',' || c == '[' || c == '{'; });
  if (static_cast<std::size_t>(values) > kMaxJsonValues)
    return wrong("more than " + group_digits(kMaxJsonValues) + " values");
  // A number beyond any double is thrown by the parser, not returned.
  try {
    if (is_valid_utf8(text)) return parse_json(text, what);
    warning = std::string(what) + ": invalid characters were replaced by U+FFFD";
    return parse_json(to_valid_utf8(text), what);
  } catch (const Json::exception& problem) {
    return wrong("JSON that cannot be read: " + shorten(clean_line(problem.what()), 120));
  }
}

const Json& member(const Json& json, const char* key) {
  static const Json kNull;
  if (!json.is_object()) return kNull;
  const auto found = json.find(key);
  return found == json.end() ? kNull : *found;
}

namespace {

std::string text_of(const Json& value) {
  if (value.is_string()) return to_valid_utf8(value.get_ref<const std::string&>());
  if (value.is_number_integer()) return value.dump();
  return {};
}

}  // namespace

std::string text_at(const Json& json, const char* key) {
  return text_of(member(json, key));
}

std::string line_at(const Json& json, const char* key) {
  return clean_line(text_at(json, key));
}

std::optional<std::int64_t> number_at(const Json& json, const char* key) {
  const Json& value = member(json, key);
  if (value.is_number_float()) {
    const double number = value.get<double>();
    if (number > -9e15 && number < 9e15) return static_cast<std::int64_t>(number);
    return std::nullopt;
  }
  std::string digits = text_of(value);
  const bool negative = digits.starts_with("-");
  if (negative) digits.erase(0, 1);
  const bool number = !digits.empty() && digits.size() <= 18 &&
                      std::all_of(digits.begin(), digits.end(), is_ascii_digit);
  if (!number) return std::nullopt;
  const auto parsed = static_cast<std::int64_t>(std::stoll(digits));
  return negative ? -parsed : parsed;
}

std::vector<std::string> lines_at(const Json& json, const char* key) {
  const Json& value = member(json, key);
  std::vector<std::string> lines;
  const auto add = [&](const Json& item) {
    std::string line = clean_line(text_of(item));
    if (!line.empty()) lines.push_back(std::move(line));
  };
  if (value.is_array()) {
    for (const Json& item : value) add(item);
  } else {
    add(value);
  }
  return lines;
}

std::string first_at(const Json& json, const char* key) {
  const Json& value = member(json, key);
  if (!value.is_array()) return text_of(value);
  for (const Json& item : value)
    if (item.is_string()) return text_of(item);
  return {};
}

std::string refusal_words(std::string_view body) {
  std::string warning;
  Result<Json> json = load_json(body, "an error", warning);
  if (!json.ok()) {
    const std::string_view text = trim(body);
    const bool words = !text.empty() && text.size() <= 300 && text.front() != '<';
    return words ? shorten(clean_line(text), kShownCharacters) : std::string();
  }
  for (const char* key : {"message", "error", "errors", "detail", "details", "name"}) {
    const Json& value = member(*json, key);
    const Json& first = value.is_array() && !value.empty() ? value.front() : value;
    std::string words = first.is_object() ? line_at(first, "message") : clean_line(text_of(first));
    if (!words.empty()) return shorten(words, 2 * kShownCharacters);
  }
  return {};
}

}  // namespace sheaf::source
