// Filters of key formulas; see citation_key.hpp.
// Pure functions; any thread.
#include <algorithm>

#include "base/text.hpp"
#include "cite/citation_key.hpp"
#include "cite/key_values.hpp"

namespace sheaf::cite {
namespace {

std::string argument(const KeyArguments& args, std::size_t index) {
  return index < args.list.size() ? args.list[index] : std::string();
}

std::string lower(std::string_view text, const KeyArguments&) { return to_lower(text); }

// Letters outside ASCII become what every key ends with anyway: "ü" would stay small and end as "u".
std::string upper(std::string_view text, const KeyArguments&) {
  std::string out = transliterate(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return out;
}

std::string capitalize(std::string_view text, const KeyArguments&) {
  std::string out = transliterate(text);
  bool begins = true;
  for (char& c : out) {
    if (begins && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    begins = is_ascii_space(c);
  }
  return out;
}

std::string fold(std::string_view text, const KeyArguments&) {
  std::string out;
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t start = pos;
    next_code_point(text, pos);
    const std::string_view one = text.substr(start, pos - start);
    const std::string plain = to_ascii(one);
    out += plain.empty() ? std::string(one) : plain;
  }
  return out;
}

std::string ascii(std::string_view text, const KeyArguments&) {
  std::string out;
  for (const char c : text)
    if (static_cast<unsigned char>(c) < 0x80) out += c;
  return out;
}

std::string transliterated(std::string_view text, const KeyArguments&) { return transliterate(text); }

std::string alphanum(std::string_view text, const KeyArguments&) {
  std::string out;
  for (const char c : text)
    if (is_ascii_alnum(c) || static_cast<unsigned char>(c) >= 0x80) out += c;
  return out;
}

std::string clean(std::string_view text, const KeyArguments& args) { return alphanum(fold(text, args), args); }

std::string nopunct_but(std::string_view text, std::string_view kept) {
  std::string out;
  for (const char c : text)
    if (is_ascii_alnum(c) || is_ascii_space(c) || static_cast<unsigned char>(c) >= 0x80 ||
        kept.find(c) != std::string_view::npos)
      out += c;
  return out;
}
std::string nopunct(std::string_view text, const KeyArguments&) { return nopunct_but(text, "-"); }
std::string nopunctordash(std::string_view text, const KeyArguments&) { return nopunct_but(text, ""); }

std::string condense(std::string_view text, const KeyArguments& args) {
  return join(split_list(text, ' '), argument(args, 0));
}

std::string skipwords(std::string_view text, const KeyArguments&) {
  Reference words;
  words.spelling = Spelling::kRich;
  words.title = std::string(text);
  return join(title_words(words, false), " ");
}

std::string select(std::string_view text, const KeyArguments& args) {
  const std::vector<std::string> words = split_list(text, ' ');
  const int start = std::max(1, args.number(0, 1)), count = args.number(1, 1000);
  std::vector<std::string> kept;
  for (int i = start - 1; i < static_cast<int>(words.size()) && static_cast<int>(kept.size()) < count; ++i)
    kept.push_back(words[static_cast<std::size_t>(i)]);
  return join(kept, " ");
}

std::string substring(std::string_view text, const KeyArguments& args) {
  const int start = std::max(1, args.number(0, 1)), count = args.number(1, 1000000);
  std::string out;
  int index = 0, taken = 0;
  for (std::size_t pos = 0; pos < text.size() && taken < count;) {
    const std::size_t begin = pos;
    next_code_point(text, pos);
    if (++index < start) continue;
    out += text.substr(begin, pos - begin);
    ++taken;
  }
  return out;
}

std::string prefix(std::string_view text, const KeyArguments& args) {
  return text.empty() ? std::string() : argument(args, 0) + std::string(text);
}
std::string postfix(std::string_view text, const KeyArguments& args) {
  return text.empty() ? std::string() : std::string(text) + argument(args, 0);
}
std::string replace(std::string_view text, const KeyArguments& args) {
  const std::string what = argument(args, 0);
  return what.empty() ? std::string(text) : replace_all(text, what, argument(args, 1));
}
std::string or_default(std::string_view text, const KeyArguments& args) {
  return text.empty() ? argument(args, 0) : std::string(text);
}

std::string first_letters(std::string_view text, const KeyArguments&) {
  std::string out;
  for (const std::string& word : split_list(text, ' ')) {
    std::size_t pos = 0;
    next_code_point(word, pos);
    out += word.substr(0, pos);
  }
  return out;
}
std::string acronym(std::string_view text, const KeyArguments& args) { return upper(first_letters(text, args), args); }

std::string length_is(std::string_view text, const KeyArguments& args) {
  const int length = static_cast<int>(count_code_points(text)), wanted = args.number(1, 0);
  const std::string op = args.list.empty() ? ">" : args.list[0];
  const bool holds = op == ">" ? length > wanted : op == "<" ? length < wanted : op == ">=" ? length >= wanted
                   : op == "<=" ? length <= wanted : op == "!=" ? length != wanted : length == wanted;
  return holds ? std::string(text) : std::string();
}

struct NamedFilter {
  std::string_view name;
  KeyFilter filter;
};
constexpr NamedFilter kFilters[] = {
    {"lower", lower},         {"upper", upper},       {"capitalize", capitalize}, {"fold", fold},
    {"ascii", ascii},         {"alphanum", alphanum}, {"clean", clean},           {"transliterate", transliterated},
    {"nopunct", nopunct},     {"nopunctordash", nopunctordash}, {"condense", condense}, {"skipwords", skipwords},
    {"select", select},       {"substring", substring}, {"prefix", prefix},       {"postfix", postfix},
    {"replace", replace},     {"default", or_default}, {"abbr", first_letters},   {"acronym", acronym},
    {"len", length_is}};

}  // namespace

KeyFilter key_filter(std::string_view name) {
  const std::string wanted = ascii_lower(name);
  for (const NamedFilter& row : kFilters)
    if (row.name == wanted) return row.filter;
  return nullptr;
}

}  // namespace sheaf::cite
