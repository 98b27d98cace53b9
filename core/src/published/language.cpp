// Languages by script and by small words; see language.hpp.
// Read-only tables; any thread.
#include "published/language.hpp"

#include <array>
#include <cstddef>

#include "base/text.hpp"

namespace sheaf::published {
namespace {

constexpr std::size_t kEnough = 800;  // bytes; more would not change the answer

struct Scripts {
  std::size_t latin = 0, han = 0, kana = 0, hangul = 0, cyrillic = 0, greek = 0, hebrew = 0,
              arabic = 0, devanagari = 0, thai = 0;
};

bool within(char32_t c, char32_t first, char32_t last) {
  return c >= first && c <= last;
}

void count_letter(Scripts& scripts, char32_t c) {
  if (c < 0x80) {
    if (is_ascii_alnum(static_cast<char>(c)) && !is_ascii_digit(static_cast<char>(c)))
      ++scripts.latin;
  } else if (within(c, 0xC0, 0x24F) || within(c, 0x1E00, 0x1EFF)) {
    ++scripts.latin;
  } else if (within(c, 0x370, 0x3FF)) {
    ++scripts.greek;
  } else if (within(c, 0x400, 0x52F)) {
    ++scripts.cyrillic;
  } else if (within(c, 0x590, 0x5FF)) {
    ++scripts.hebrew;
  } else if (within(c, 0x600, 0x6FF)) {
    ++scripts.arabic;
  } else if (within(c, 0x900, 0x97F)) {
    ++scripts.devanagari;
  } else if (within(c, 0xE00, 0xE7F)) {
    ++scripts.thai;
  } else if (within(c, 0x3041, 0x30FF)) {
    ++scripts.kana;
  } else if (within(c, 0xAC00, 0xD7A3) || within(c, 0x1100, 0x11FF)) {
    ++scripts.hangul;
  } else if (within(c, 0x3400, 0x9FFF) || within(c, 0x20000, 0x3134F)) {
    ++scripts.han;
  }
}

struct SmallWords {
  std::string_view language;
  std::array<std::string_view, 8> words;
};

// Words that a sentence of the language can hardly do without, and that the others lack.
constexpr std::array<SmallWords, 11> kSmallWords = {{
    {"en", {"the", "of", "and", "is", "with", "for", "that", "to"}},
    {"de", {"der", "und", "die", "das", "ist", "mit", "wird", "eine"}},
    {"fr", {"les", "des", "est", "une", "dans", "pour", "et", "sur"}},
    {"es", {"los", "las", "una", "del", "y", "el", "para", "con"}},
    {"pt", {"os", "uma", "não", "dos", "das", "são", "e", "para"}},
    {"it", {"gli", "di", "che", "il", "della", "sono", "e", "per"}},
    {"nl", {"het", "een", "van", "en", "voor", "met", "zijn", "wordt"}},
    {"pl", {"się", "jest", "w", "na", "oraz", "dla", "przez", "i"}},
    {"tr", {"ve", "bir", "bu", "için", "ile", "olarak", "daha", "olan"}},
    {"vi", {"và", "của", "là", "các", "được", "cho", "trong", "một"}},
    {"id", {"yang", "dan", "untuk", "dengan", "dari", "ini", "pada", "dalam"}},
}};

bool is_letter_byte(char c) {
  return is_ascii_alnum(c) || static_cast<unsigned char>(c) >= 0x80;
}

std::string latin_language(std::string_view text) {
  std::array<std::size_t, kSmallWords.size()> hits{};
  const std::string lowered = to_lower(text);
  std::size_t words = 0;
  for (std::size_t at = 0; at < lowered.size();) {
    std::size_t end = at;
    while (end < lowered.size() && is_letter_byte(lowered[end])) ++end;
    if (end == at) {
      ++at;
      continue;
    }
    const std::string_view word = std::string_view(lowered).substr(at, end - at);
    ++words;
    for (std::size_t i = 0; i < kSmallWords.size(); ++i)
      for (const std::string_view small : kSmallWords[i].words) hits[i] += word == small ? 1 : 0;
    at = end;
  }
  std::size_t best = 0;
  for (std::size_t i = 1; i < hits.size(); ++i)
    if (hits[i] > hits[best]) best = i;
  if (hits[best] > 0) return std::string(kSmallWords[best].language);
  return words > 0 && words < 12 ? "en" : "";  // a few bare terms: what papers are written in
}

}  // namespace

std::string guess_language(std::string_view text) {
  text = cut_utf8(text, kEnough);
  Scripts scripts;
  for (std::size_t at = 0; at < text.size();) count_letter(scripts, next_code_point(text, at));
  // A Han character or a syllable stands for about three Latin letters.
  const std::size_t east = 3 * (scripts.han + scripts.kana + scripts.hangul);
  struct Rival {
    std::size_t weight;
    std::string_view language;
  };
  const Rival rivals[] = {{east, scripts.hangul > scripts.han + scripts.kana ? "ko"
                                 : 10 * scripts.kana > scripts.han           ? "ja"
                                                                             : "zh"},
                          {scripts.cyrillic, "ru"},
                          {scripts.greek, "el"},
                          {scripts.hebrew, "he"},
                          {scripts.arabic, "ar"},
                          {scripts.devanagari, "hi"},
                          {scripts.thai, "th"}};
  const Rival* best = &rivals[0];
  for (const Rival& rival : rivals)
    if (rival.weight > best->weight) best = &rival;
  // Terms, formulas and names of models are Latin in every language of this field.
  if (best->weight > 0 && 2 * best->weight >= scripts.latin) return std::string(best->language);
  return scripts.latin > 0 ? latin_language(text) : std::string();
}

}  // namespace sheaf::published
