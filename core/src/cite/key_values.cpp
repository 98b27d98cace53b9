// Values of key formulas; see key_values.hpp.
// Pure functions; any thread.
#include "cite/key_values.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/markup.hpp"
#include "base/tex.hpp"
#include "base/text.hpp"
#include "cite/citation_key.hpp"

namespace sheaf::cite {
namespace {

std::vector<const Creator*> authors_of(const Reference& reference) {
  for (const CreatorRole role : {CreatorRole::kAuthor, CreatorRole::kEditor, CreatorRole::kTranslator}) {
    std::vector<const Creator*> list;
    for (const Creator& creator : reference.creators)
      if (creator.role == role) list.push_back(&creator);
    if (!list.empty()) return list;
  }
  return {};
}

std::string letters(std::string_view text, std::size_t count) {
  std::size_t pos = 0;
  for (std::size_t i = 0; i < count && pos < text.size(); ++i) next_code_point(text, pos);
  return std::string(text.substr(0, pos));
}

std::string cut(const std::string& name, int count) {
  return count > 0 ? letters(name, static_cast<std::size_t>(count)) : name;
}

std::string initial(std::string_view text) { return letters(text, 1); }

/// A first letter outside ASCII becomes what every key ends with anyway, "ü" a "U".
std::string capital(std::string_view word) {
  const std::string first = initial(word);
  std::string out = transliterate(first);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
  return out.append(word.substr(first.size()));
}

std::string auth(const Reference& reference, const KeyArguments& args) {
  const auto list = authors_of(reference);
  const int index = args.number(1, 1);
  if (index < 1 || static_cast<std::size_t>(index) > list.size()) return {};
  return cut(key_name(*list[static_cast<std::size_t>(index) - 1]), args.number(0, 0));
}

std::string edtr(const Reference& reference, const KeyArguments& args) {
  for (const Creator& creator : reference.creators)
    if (creator.role == CreatorRole::kEditor) return cut(key_name(creator), args.number(0, 0));
  return {};
}

std::string authors(const Reference& reference, const KeyArguments& args) {
  const auto list = authors_of(reference);
  const int most = args.number(0, 0);
  std::string out;
  std::size_t count = 0;
  for (const Creator* one : list) {
    if (most > 0 && count == static_cast<std::size_t>(most)) return out + "EtAl";
    out += key_name(*one);
    ++count;
  }
  return out;
}

std::string authors_alpha(const Reference& reference, const KeyArguments&) {
  const auto list = authors_of(reference);
  if (list.size() == 1) return letters(key_name(*list[0]), 3);
  std::string out;
  const std::size_t most = list.size() > 4 ? 3 : list.size();
  for (std::size_t i = 0; i < most; ++i) out += initial(key_name(*list[i]));
  return out;
}

std::string auth_et_al(const Reference& reference, const KeyArguments&) {
  const auto list = authors_of(reference);
  if (list.empty()) return {};
  const std::string first = key_name(*list[0]);
  if (list.size() == 1) return first;
  return list.size() == 2 ? first + "." + key_name(*list[1]) : first + ".etal";
}

std::string auth_fore_ini(const Reference& reference, const KeyArguments&) {
  const auto list = authors_of(reference);
  return list.empty() ? std::string() : initial(list[0]->first);
}

std::string auth_ini(const Reference& reference, const KeyArguments& args) {
  std::string out;
  for (const Creator* one : authors_of(reference)) out += cut(key_name(*one), std::max(1, args.number(0, 1)));
  return out;
}

std::string author_last(const Reference& reference, const KeyArguments& args) {
  const auto list = authors_of(reference);
  return list.empty() ? std::string() : cut(key_name(*list.back()), args.number(0, 0));
}

std::string title(const Reference& reference, const KeyArguments&) {
  std::string out;
  for (const std::string& word : title_words(reference, true)) out += capital(word);
  return out;
}

std::string short_title(const Reference& reference, int words, int capitals) {
  std::string out;
  const std::vector<std::string> list = title_words(reference, false);
  for (std::size_t i = 0; i < list.size() && static_cast<int>(i) < words; ++i)
    out += static_cast<int>(i) < capitals ? capital(list[i]) : list[i];
  return out;
}
std::string shorttitle(const Reference& reference, const KeyArguments& args) {
  return short_title(reference, args.number(0, 3), args.number(1, 0));
}
std::string veryshorttitle(const Reference& reference, const KeyArguments& args) {
  return short_title(reference, args.number(0, 1), args.number(1, 0));
}
std::string firstword(const Reference& reference, const KeyArguments&) { return first_title_word(reference); }

std::string year(const Reference& reference, const KeyArguments&) {
  return reference.date.known() ? std::to_string(reference.date.year) : std::string();
}
std::string shortyear(const Reference& reference, const KeyArguments& args) {
  const std::string all = year(reference, args);
  return all.size() > 2 ? all.substr(all.size() - 2) : all;
}
std::string two_digits(unsigned value) {
  return value == 0 ? std::string() : (value < 10 ? "0" : "") + std::to_string(value);
}
std::string month(const Reference& reference, const KeyArguments&) { return two_digits(reference.date.month); }
std::string day(const Reference& reference, const KeyArguments&) { return two_digits(reference.date.day); }
std::string date(const Reference& reference, const KeyArguments&) { return iso_date(reference.date); }
std::string origyear(const Reference& reference, const KeyArguments&) {
  return reference.original_date.known() ? std::to_string(reference.original_date.year) : std::string();
}

std::string joined_words(std::string_view text) {
  std::string out;
  for (const std::string& word : split_list(plain_text(text), ' ')) out += capital(word);
  return out;
}
std::string journal(const Reference& reference, const KeyArguments&) { return joined_words(reference.container); }
std::string volume(const Reference& reference, const KeyArguments&) { return reference.volume; }
std::string issue(const Reference& reference, const KeyArguments&) {
  return reference.issue.empty() ? reference.number : reference.issue;
}
std::string pages(const Reference& reference, const KeyArguments&) { return reference.pages; }
/// Page ranges are written with a hyphen, two, or a dash of a reference manager.
std::string plain_pages(const Reference& reference) { return replace_all(reference.pages, "–", "-"); }
std::string firstpage(const Reference& reference, const KeyArguments&) {
  const std::string range = plain_pages(reference);
  return range.substr(0, range.find_first_of("-, "));
}
std::string lastpage(const Reference& reference, const KeyArguments&) {
  const std::string range = plain_pages(reference);
  const std::size_t at = range.find_last_of("-, ");
  return at == std::string::npos ? range : range.substr(at + 1);
}
std::string doi(const Reference& reference, const KeyArguments&) { return reference.doi; }
std::string arxiv(const Reference& reference, const KeyArguments&) {
  return reference.eprint_type == "arXiv" ? reference.eprint : std::string();
}
std::string id(const Reference& reference, const KeyArguments&) {
  return !reference.eprint.empty() ? reference.eprint : reference.doi;
}

/// Zotero's own: doe_title_2020.
std::string zotero(const Reference& reference, const KeyArguments& args) {
  const std::string name = ascii_lower(to_ascii(auth(reference, {})));
  const std::string word = ascii_lower(to_ascii(short_title(reference, 1, 0)));
  const std::string when = year(reference, args);
  return name + "_" + word + (when.empty() ? "_nodate" : "_" + when);
}

struct NamedValue {
  std::string_view name;
  KeyValue value;
};
constexpr NamedValue kValues[] = {
    {"auth", auth},
    {"authauthea", auth_et_al},
    {"authetal", auth_et_al},
    {"authetal2", auth_et_al},
    {"authforeini", auth_fore_ini},
    {"authini", auth_ini},
    {"authorini", auth_ini},
    {"authorlast", author_last},
    {"authors", authors},
    {"authorsn", authors},
    {"authorsalpha", authors_alpha},
    {"edtr", edtr},
    {"title", title},
    {"shorttitle", shorttitle},
    {"veryshorttitle", veryshorttitle},
    {"firstword", firstword},
    {"year", year},
    {"shortyear", shortyear},
    {"month", month},
    {"day", day},
    {"date", date},
    {"origyear", origyear},
    {"journal", journal},
    {"publicationtitle", journal},
    {"volume", volume},
    {"issue", issue},
    {"number", issue},
    {"pages", pages},
    {"firstpage", firstpage},
    {"lastpage", lastpage},
    {"doi", doi},
    {"arxiv", arxiv},
    {"id", id},
    {"zotero", zotero}};

bool carries_nothing(const std::string& lower) {
  static const std::set<std::string_view> kWords = {
      "a",      "ab",     "aboard", "about",  "above",  "across", "after",  "against", "al",     "along",  "amid",
      "among",  "an",     "and",    "anti",   "around", "as",     "at",     "before",  "behind", "below",  "beneath",
      "beside", "besides", "between", "beyond", "but",  "by",     "d",      "da",      "das",    "de",     "del",
      "dell",   "dello",  "dei",    "degli",  "della",  "delle",  "dem",    "den",     "der",    "des",    "despite",
      "die",    "do",     "down",   "du",     "during", "ein",    "eine",   "einem",   "einen",  "einer",  "eines",
      "el",     "en",     "et",     "except", "for",    "from",   "gli",    "i",       "il",     "in",     "inside",
      "into",   "is",     "l",      "la",     "las",    "le",     "les",    "like",    "lo",     "los",    "near",
      "nor",    "of",     "off",    "on",     "onto",   "or",     "over",   "past",    "per",    "plus",   "round",
      "save",   "since",  "so",     "some",   "sur",    "than",   "the",    "through", "to",     "toward", "towards",
      "un",     "una",    "unas",   "under",  "underneath", "une", "unlike", "uno",    "unos",   "until",  "up",
      "upon",   "versus", "via",    "von",    "while",  "with",   "within", "without", "yet",    "zu",     "zum"};
  return kWords.count(lower) > 0;
}

}  // namespace

int KeyArguments::number(std::size_t index, int fallback) const {
  if (index >= list.size()) return fallback;
  int value = fallback;
  std::from_chars(list[index].data(), list[index].data() + list[index].size(), value);
  return value;
}

KeyValue key_value(std::string_view name) {
  const std::string lower = ascii_lower(name);
  for (const NamedValue& row : kValues)
    if (row.name == lower) return row.value;
  return nullptr;
}

const std::vector<std::string_view>& key_argument_names(std::string_view name) {
  static const std::vector<std::string_view> kCounts = {"n", "m"}, kSelect = {"start", "n"}, kText = {"text"};
  if (name == "select" || name == "substring") return kSelect;
  if (name == "prefix" || name == "postfix" || name == "default") return kText;
  return kCounts;
}

std::vector<std::string> title_words(const Reference& reference, bool all) {
  const bool rich = reference.spelling == Spelling::kRich;
  const std::string plain = rich ? without_markup(reference.title) : plain_text(reference.title);
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty() && (all || !carries_nothing(ascii_lower(word)))) words.push_back(word);
    word.clear();
  };
  for (std::size_t pos = 0; pos < plain.size();) {
    const std::size_t start = pos;
    const char32_t c = next_code_point(plain, pos);
    // An apostrophe and a hyphen join: "don't" and "few-shot" are one word each.
    if (c == '\'' || c == 0x2019 || c == '-' || c == 0x2010) continue;
    const bool letter = c < 0x80 ? is_ascii_alnum(static_cast<char>(c)) : is_word_code_point(c);
    if (letter) word += plain.substr(start, pos - start);
    else end_word();
  }
  end_word();
  return words;
}

std::string first_title_word(const Reference& reference) {
  static const std::set<std::string_view> kWords = {
      "a",     "about", "an",  "and", "are",  "as",  "at",    "be",   "beyond", "by",   "can",     "do",
      "does",  "for",   "from", "how", "in",  "into", "is",   "it",   "its",    "not",  "of",      "on",
      "or",    "our",   "over", "the", "their", "this", "to", "toward", "towards", "under", "using", "via",
      "we",    "what",  "when", "where", "which", "who", "why", "with", "without", "you", "your"};
  const bool rich = reference.spelling == Spelling::kRich;
  std::string spaced, fallback;
  for (const char c : to_ascii(rich ? without_markup(reference.title) : plain_text(reference.title)))
    spaced += is_ascii_alnum(c) || c == '\'' ? c : ' ';
  for (const std::string& part : split_list(spaced, ' ')) {
    std::string word;
    for (const char c : ascii_lower(part))
      if (is_ascii_alnum(c)) word += c;
    if (word.empty()) continue;
    if (fallback.empty()) fallback = word;
    if (kWords.count(word) == 0 && word.size() > 1) return word;
  }
  return fallback;
}

std::string key_name(const Creator& creator) {
  std::string name = creator.prefix.empty() ? creator.last : creator.prefix + creator.last;
  std::string out;
  for (const std::string& word : split_list(name, ' ')) out += word;
  return out;
}

}  // namespace sheaf::cite
