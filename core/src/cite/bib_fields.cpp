// Types and fields of entries; see bib_fields.hpp.
// Pure functions; any thread.
#include "cite/bib_fields.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/markup.hpp"
#include "base/tex.hpp"
#include "base/text.hpp"
#include "cite/bibtex.hpp"
#include "cite/latex_table.hpp"
#include "cite/rich_latex.hpp"

namespace sheaf::cite {
namespace {

bool is_master(const Reference& reference) { return contains(ascii_lower(reference.type), "master"); }

std::string bibtex_type(const Reference& reference) {
  switch (reference.kind) {
    case ReferenceKind::kArticle: case ReferenceKind::kNewspaper: case ReferenceKind::kMagazine: return "article";
    case ReferenceKind::kReview: return "article";
    case ReferenceKind::kBook: return "book";
    case ReferenceKind::kBooklet: return "booklet";
    case ReferenceKind::kChapter: case ReferenceKind::kEncyclopedia: return "incollection";
    case ReferenceKind::kConferencePaper: return "inproceedings";
    case ReferenceKind::kProceedings: return "proceedings";
    case ReferenceKind::kThesis: return is_master(reference) ? "mastersthesis" : "phdthesis";
    case ReferenceKind::kReport: return "techreport";
    case ReferenceKind::kManuscript: return "unpublished";
    default: return "misc";
  }
}

std::string biblatex_type(const Reference& reference) {
  switch (reference.kind) {
    case ReferenceKind::kReview: return "review";
    case ReferenceKind::kPreprint: case ReferenceKind::kWebPage: return "online";
    case ReferenceKind::kThesis: return "thesis";
    case ReferenceKind::kReport: return "report";
    case ReferenceKind::kEncyclopedia: return "inreference";
    case ReferenceKind::kDataset: return "dataset";
    case ReferenceKind::kSoftware: return "software";
    case ReferenceKind::kPatent: return "patent";
    case ReferenceKind::kLegal: return "jurisdiction";
    case ReferenceKind::kAudio: return "audio";
    default: return bibtex_type(reference);
  }
}

/// Verbatim fields: no escapes, but nothing that would end the field either.
std::string verbatim(std::string_view text) {
  std::string out;
  for (const char& c : text) {
    const bool harmful = c == '{' || c == '}' || c == '\\' || static_cast<unsigned char>(c) <= ' ' || c == 0x7F;
    if (harmful) out += percent_encode(std::string_view(&c, 1));
    else out += c;
  }
  return out;
}

/// "105-122", "105–122", "105 - 122" → "105--122"; more than one range keeps its commas.
std::string page_range(std::string_view pages) {
  std::string text = collapse_spaces(replace_all(replace_all(pages, "–", "-"), "—", "-"));
  text = replace_all(replace_all(text, " -", "-"), "- ", "-");
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '-') {
      out += text[i];
      continue;
    }
    while (i + 1 < text.size() && text[i + 1] == '-') ++i;
    out += "--";
  }
  return out;
}

struct Language {
  std::string_view code, name, langid;
};
constexpr Language kLanguages[] = {
    {"en", "english", "english"},     {"german", "german", "german"},     {"de", "deutsch", "ngerman"},        {"fr", "french", "french"},
    {"es", "spanish", "spanish"},     {"it", "italian", "italian"},       {"pt", "portuguese", "portuguese"},
    {"ru", "russian", "russian"},     {"nl", "dutch", "dutch"},           {"pl", "polish", "polish"},
    {"sv", "swedish", "swedish"},     {"da", "danish", "danish"},         {"nb", "norwegian", "norsk"},
    {"no", "norwegian", "norsk"},     {"fi", "finnish", "finnish"},       {"cs", "czech", "czech"},
    {"hu", "hungarian", "magyar"},    {"el", "greek", "greek"},           {"tr", "turkish", "turkish"},
    {"uk", "ukrainian", "ukrainian"}, {"bg", "bulgarian", "bulgarian"},   {"hr", "croatian", "croatian"},
    {"la", "latin", "latin"},         {"zh", "chinese", "chinese"},       {"ja", "japanese", "japanese"},
    {"ko", "korean", "korean"},       {"ar", "arabic", "arabic"},         {"he", "hebrew", "hebrew"},
    {"ca", "catalan", "catalan"},     {"ro", "romanian", "romanian"},     {"sl", "slovenian", "slovene"},
    {"sk", "slovak", "slovak"},       {"et", "estonian", "estonian"},     {"lt", "lithuanian", "lithuanian"}};

/// ISO 639-2 to ISO 639-1, for the languages above; anything else as it is.
std::string two_letters(const std::string& code) {
  static constexpr std::pair<std::string_view, std::string_view> kCodes[] = {
      {"eng", "en"}, {"deu", "de"}, {"ger", "de"}, {"fra", "fr"}, {"fre", "fr"}, {"spa", "es"}, {"ita", "it"}, {"por", "pt"},
      {"rus", "ru"}, {"nld", "nl"}, {"dut", "nl"}, {"pol", "pl"}, {"swe", "sv"}, {"dan", "da"}, {"nob", "nb"}, {"nor", "no"},
      {"fin", "fi"}, {"ces", "cs"}, {"cze", "cs"}, {"hun", "hu"}, {"ell", "el"}, {"gre", "el"}, {"tur", "tr"}, {"ukr", "uk"},
      {"bul", "bg"}, {"hrv", "hr"}, {"lat", "la"}, {"zho", "zh"}, {"chi", "zh"}, {"jpn", "ja"}, {"kor", "ko"}, {"ara", "ar"},
      {"heb", "he"}, {"cat", "ca"}, {"ron", "ro"}, {"rum", "ro"}, {"slv", "sl"}, {"slk", "sk"}, {"slo", "sk"}, {"est", "et"},
      {"lit", "lt"}};
  for (const auto& [three, two] : kCodes)
    if (three == code) return std::string(two);
  return code;
}

std::string langid_of(std::string_view language) {
  const std::string lower = ascii_lower(trim(language));
  if (lower.empty()) return {};
  if (lower == "en-gb") return "british";
  if (lower == "en-us" || lower == "en_us") return "american";
  if (lower == "zh-tw" || lower == "zh-hk" || lower == "zh-hant") return "chinese-traditional";
  const std::string code = two_letters(lower.substr(0, lower.find_first_of("-_")));
  for (const Language& row : kLanguages)
    if (row.code == code || row.name == lower || row.langid == lower) return std::string(row.langid);
  return {};
}

bool is_english(const Reference& reference) {
  const std::string langid = langid_of(reference.language);
  return reference.language.empty() || langid == "english" || langid == "british" || langid == "american";
}

/// Collects fields in their order; empty ones are left out.
class FieldList {
 public:
  FieldList(const Reference& reference, const BibStyle& style)
      : reference_(reference), style_(style), rich_(reference.spelling == Spelling::kRich) {}

  std::vector<BibField> build() {
    titles();
    names();
    dates();
    places();
    numbers();
    identifiers();
    texts();
    own_fields();
    return std::move(fields_);
  }

 private:
  bool biblatex() const { return style_.dialect == BibDialect::kBiblatex; }
  const char* choose(const char* bibtex, const char* biblatex_name) const { return biblatex() ? biblatex_name : bibtex; }

  void add(std::string name, std::string value, bool bare = false) {
    if (value.empty()) return;
    if (style_.ascii) value = latex_ascii(value);
    fields_.push_back({std::move(name), bare ? std::move(value) : "{" + value + "}"});
  }
  std::string text(std::string_view source) const { return rich_ ? rich_latex(source) : latex_escape(source); }
  std::string title(std::string_view source) const {
    return rich_ ? rich_latex_title(source, style_.title_case && is_english(reference_)) : bibtex_title(source);
  }

  void titles() {
    add("title", title(reference_.title));
    add("shorttitle", title(reference_.short_title));
    const bool in_book = reference_.kind == ReferenceKind::kChapter || reference_.kind == ReferenceKind::kConferencePaper ||
                         reference_.kind == ReferenceKind::kEncyclopedia;
    if (in_book) add("booktitle", title(reference_.container));
    if (biblatex()) add("eventtitle", title(reference_.event));
  }

  /// Whether there is anybody of the role.
  bool people(const char* field_name, CreatorRole role) {
    std::vector<std::string> list;
    for (const Creator& creator : reference_.creators)
      if (creator.role == role) list.push_back(bib_name(creator, reference_.spelling));
    add(field_name, join(list, " and "));
    return !list.empty();
  }
  void names() {
    people("author", CreatorRole::kAuthor);
    const bool edited = people("editor", CreatorRole::kEditor);
    if (biblatex()) {
      if (people("editora", CreatorRole::kSeriesEditor)) add("editoratype", "redactor");
    } else if (!edited) {
      people("editor", CreatorRole::kSeriesEditor);
    }
    people("translator", CreatorRole::kTranslator);
    if (people(choose("collaborator", "namea"), CreatorRole::kOther) && biblatex()) add("nameatype", "collaborator");
  }

  void dates() {
    static constexpr std::array<const char*, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                            "jul", "aug", "sep", "oct", "nov", "dec"};
    const PartialDate& date = reference_.date;
    if (biblatex()) {
      add("date", iso_date(date));
      if (!date.known()) add("year", latex_escape(date.literal));
      add("origdate", iso_date(reference_.original_date));
      return;
    }
    const std::string end = date.end_year > date.year ? "--" + std::to_string(date.end_year) : "";
    add("year", date.known() ? std::to_string(date.year) + end : latex_escape(date.literal));
    if (date.month > 0 && date.end_year == 0) add("month", kMonths[date.month - 1], true);
  }

  void places() {
    const ReferenceKind kind = reference_.kind;
    const bool article = kind == ReferenceKind::kArticle || kind == ReferenceKind::kReview || kind == ReferenceKind::kNewspaper || kind == ReferenceKind::kMagazine;
    if (article) {
      add(choose("journal", "journaltitle"), rich_ ? rich_latex_title(reference_.container, false) : text(reference_.container));
      if (biblatex()) add("shortjournal", text(reference_.container_short));
    } else if (kind == ReferenceKind::kLegal) {  // the reporter, as biblatex's own driver for it has it
      add(choose("journal", "journaltitle"), text(reference_.container));
    } else if (kind == ReferenceKind::kWebPage) {
      add(choose("howpublished", "organization"), text(reference_.container));
    }
    add("series", title(reference_.series));
    add("edition", text(reference_.edition));
    publisher();
    add(choose("address", "location"), text(!reference_.place.empty() ? reference_.place : reference_.event_place));
  }

  void publisher() {
    const std::string name = text(reference_.publisher);
    switch (reference_.kind) {
      case ReferenceKind::kThesis:
        add(choose("school", "institution"), name);
        if (biblatex()) add("type", is_master(reference_) ? "mathesis" : reference_.type.empty() ? "phdthesis" : thesis_type());
        return;
      case ReferenceKind::kLegal:
        add("institution", name);
        return;
      case ReferenceKind::kReport:
        add("institution", name);
        add("type", text(reference_.type));
        return;
      case ReferenceKind::kWebPage:
        if (reference_.container.empty()) add("organization", name);
        return;
      case ReferenceKind::kPreprint:
        add("publisher", name.empty() && reference_.eprint.empty() ? text(reference_.archive) : name);
        return;
      default: add("publisher", name);
    }
  }
  std::string thesis_type() const {
    const std::string lower = ascii_lower(reference_.type);
    const bool doctoral = contains(lower, "phd") || contains(lower, "ph.d") || contains(lower, "doctor") || contains(lower, "dissertation");
    return doctoral ? "phdthesis" : text(reference_.type);
  }

  void numbers() {
    add("volume", text(reference_.volume));
    if (!reference_.issue.empty()) add("number", text(page_range(reference_.issue)));
    else if (!reference_.number.empty()) add("number", text(reference_.number));
    else add("number", text(reference_.series_number));
    add("pages", text(page_range(reference_.pages)));
    if (biblatex()) add("pagetotal", text(reference_.page_count));
    if (biblatex()) add("volumes", text(reference_.volumes));
    add("chapter", text(reference_.chapter));
    if (!biblatex() && reference_.kind == ReferenceKind::kNewspaper) add("chapter", text(reference_.section));
    add("issn", text(reference_.issn));
    add("isbn", text(reference_.isbn));
  }

  void identifiers() {
    const bool arxiv = reference_.eprint_type == "arXiv";
    // BibTeX's styles know archives by their prefix and PubMed by a field of its own.
    const bool pubmed = !biblatex() && !reference_.pmid.empty();
    if (pubmed) add("pmid", verbatim(reference_.pmid));
    if (!reference_.eprint.empty() && !(pubmed && reference_.eprint == reference_.pmid)) {
      add("eprint", verbatim(reference_.eprint));
      add(arxiv ? choose("archiveprefix", "eprinttype") : "eprinttype", text(reference_.eprint_type));
      add(choose("primaryclass", "eprintclass"), arxiv ? text(reference_.eprint_class) : "");
    }
    add("doi", verbatim(reference_.doi));
    if (style_.url) add("url", verbatim(reference_.url));
    if (!reference_.url.empty() || biblatex()) add("urldate", reference_.url.empty() ? "" : iso_date(reference_.accessed));
    add("langid", langid_of(reference_.language));
    if (biblatex() && !reference_.published) add("pubstate", "prepublished");
  }

  void texts() {
    if (style_.abstract) add("abstract", text(reference_.abstract));
    if (style_.keywords) {
      std::vector<std::string> words;
      for (const std::string& word : reference_.keywords) words.push_back(replace_all(text(word), ",", ""));
      add("keywords", join(words, ","));
    }
    // What else stands in Extra is a remark of the reader's.
    const bool remark = rich_ && biblatex();
    if (remark) add("annotation", text(reference_.note));
    std::vector<std::string> notes;
    if (!remark && !reference_.note.empty()) notes.push_back(text(reference_.note));
    for (const std::string& note : reference_.child_notes)
      for (const std::string& paragraph : style_.notes ? note_paragraphs(note) : std::vector<std::string>())
        notes.push_back(rich_latex(paragraph));
    add("note", join(notes, "\n\\par\n"));
  }

  /// A field set by hand wins over ours, and a later line over an earlier one of that name.
  void own_fields() {
    std::vector<const Reference::OwnField*> kept;
    std::set<std::string_view> names;
    for (auto field = reference_.own_fields.rbegin(); field != reference_.own_fields.rend(); ++field)
      if (is_field_name(field->name) && names.insert(field->name).second) kept.push_back(&*field);
    std::erase_if(fields_, [&](const BibField& known) { return names.count(known.name) > 0; });
    for (auto field = kept.rbegin(); field != kept.rend(); ++field) own(**field);
  }
  static bool is_field_name(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return is_ascii_alnum(c) || contains(".-_", std::string_view(&c, 1)); });
  }

  void own(const Reference::OwnField& field) {
    const std::string& name = field.name;
    static const std::set<std::string_view> kTitles = {"title", "subtitle", "shorttitle", "maintitle", "mainsubtitle", "booktitle",
                                                       "booksubtitle", "issuetitle", "issuesubtitle", "eventtitle"};
    const bool whole = braces_balanced(field.value, true) && !field.value.ends_with('\\');
    add(name, field.latex && whole ? collapse_spaces(field.value)
              : kTitles.count(name) > 0 ? title(field.value) : text(field.value));
  }

  const Reference& reference_;
  const BibStyle& style_;
  const bool rich_;
  std::vector<BibField> fields_;
};

}  // namespace

std::string bib_type(const Reference& reference, BibDialect dialect) {
  const bool sound = !reference.own_type.empty() &&
                     std::all_of(reference.own_type.begin(), reference.own_type.end(), [](char c) { return is_ascii_alnum(c); });
  if (sound) return reference.own_type;
  return dialect == BibDialect::kBiblatex ? biblatex_type(reference) : bibtex_type(reference);
}

std::vector<BibField> bib_fields(const Reference& reference, const BibStyle& style) {
  return FieldList(reference, style).build();
}

std::string bib_name(const Creator& creator, Spelling spelling) {
  const auto escape = [&](std::string_view text) {
    return spelling == Spelling::kRich ? rich_latex(text) : latex_escape(text);
  };
  const std::string last = escape(creator.last);
  if (creator.whole) return "{" + last + "}";
  // Commas separate the parts, "and" the people, and BibTeX would read a conjunction inside a surname as
  // a particle.
  const bool tie = contains(creator.last, ",") || contains(creator.last, " and ") || contains(creator.last, " y ") ||
                   contains(creator.last, " e ");
  std::string out = creator.prefix.empty() ? "" : escape(creator.prefix) + " ";
  out += tie ? "{" + last + "}" : last;
  if (!creator.suffix.empty()) out += ", " + escape(creator.suffix);
  if (creator.first.empty()) return "{" + out + "}";
  std::string first = escape(creator.first);
  if (contains(first, ",") || contains(first, " and ")) first = "{" + first + "}";
  return out + ", " + first;
}

std::string bib_entry(const Reference& reference, std::string_view key, const BibStyle& style) {
  std::string out = "@" + bib_type(reference, style.dialect) + "{" + std::string(key) + ",\n";
  for (const BibField& field : bib_fields(reference, style)) {
    out += "  ";
    out += field.name;
    out += " = ";
    out += field.value;
    out += ",\n";
  }
  return out += "}\n";
}

}  // namespace sheaf::cite
