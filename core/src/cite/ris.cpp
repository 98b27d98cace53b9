// RIS; see ris.hpp.
// Pure functions; any thread.
#include "cite/ris.hpp"

#include "base/entities.hpp"
#include "base/markup.hpp"
#include "base/tex.hpp"
#include "base/text.hpp"

namespace sheaf::cite {
namespace {

std::string_view ris_type(const Reference& reference) {
  switch (reference.kind) {
    case ReferenceKind::kArticle: case ReferenceKind::kReview: return "JOUR";
    case ReferenceKind::kPreprint: return "UNPB";
    case ReferenceKind::kBook: return "BOOK";
    case ReferenceKind::kBooklet: return "PAMP";
    case ReferenceKind::kChapter: return "CHAP";
    case ReferenceKind::kConferencePaper: return "CPAPER";
    case ReferenceKind::kProceedings: return "CONF";
    case ReferenceKind::kThesis: return "THES";
    case ReferenceKind::kReport: return "RPRT";
    case ReferenceKind::kWebPage: return "ELEC";
    case ReferenceKind::kNewspaper: return "NEWS";
    case ReferenceKind::kMagazine: return "MGZN";
    case ReferenceKind::kEncyclopedia: return "ENCYC";
    case ReferenceKind::kDataset: return "DATA";
    case ReferenceKind::kSoftware: return "COMP";
    case ReferenceKind::kPatent: return "PAT";
    case ReferenceKind::kLegal: return "CASE";
    case ReferenceKind::kAudio: return "SOUND";
    default: return "GEN";
  }
}

/// Lines of one record: a value never brings a line of its own.
class Record {
 public:
  void add(std::string_view tag, std::string_view value) {
    std::string line = collapse_spaces(to_valid_utf8(value));
    std::erase_if(line, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    if (line.empty()) return;
    text_ += tag;
    text_ += "  - ";
    text_ += line;
    text_ += "\r\n";
  }
  std::string end() { return std::move(text_) + "ER  - \r\n"; }

 private:
  std::string text_;
};

std::string person(const Creator& creator) {
  if (creator.whole) return creator.last;
  std::string out = creator.prefix.empty() ? creator.last : creator.prefix + " " + creator.last;
  if (!creator.first.empty()) out += ", " + creator.first;
  if (!creator.suffix.empty()) out += ", " + creator.suffix;
  return out;
}

void add_people(Record& record, const Reference& reference) {
  for (const Creator& creator : reference.creators) {
    const std::string_view tag = creator.role == CreatorRole::kAuthor       ? "AU"
                                 : creator.role == CreatorRole::kEditor     ? "ED"
                                 : creator.role == CreatorRole::kTranslator ? "A4"
                                                                            : "A3";
    record.add(tag, plain_title(reference, person(creator)));
  }
}

void add_pages(Record& record, const std::string& pages) {
  const std::string plain = replace_all(replace_all(pages, "–", "-"), "--", "-");
  const std::size_t dash = plain.find('-');
  record.add("SP", plain.substr(0, dash));
  if (dash != std::string::npos) record.add("EP", plain.substr(dash + 1));
}

std::string ris_date(const PartialDate& date) {
  std::string iso = iso_date(date);
  iso = iso.substr(0, iso.find('/'));
  return replace_all(iso, "-", "/") + (date.month == 0 ? "///" : date.day == 0 ? "//" : "/");
}

}  // namespace

std::string plain_title(const Reference& reference, std::string_view text) {
  if (reference.spelling == Spelling::kTex) return plain_text(text);
  return decode_entities(without_markup(text));
}

std::string ris_record(const Reference& reference, std::string_view key) {
  Record record;
  record.add("TY", ris_type(reference));
  record.add("ID", key);
  record.add("TI", plain_title(reference, reference.title));
  record.add("ST", plain_title(reference, reference.short_title));
  add_people(record, reference);
  if (reference.date.known()) {
    record.add("PY", std::to_string(reference.date.year));
    record.add("DA", ris_date(reference.date));
  }
  record.add(reference.kind == ReferenceKind::kArticle || reference.kind == ReferenceKind::kReview ? "JO" : "T2", plain_title(reference, reference.container));
  record.add("J2", plain_title(reference, reference.container_short));
  record.add("VL", reference.volume);
  record.add("IS", reference.issue.empty() ? reference.number : reference.issue);
  add_pages(record, reference.pages);
  record.add("ET", plain_title(reference, reference.edition));
  record.add("PB", plain_title(reference, reference.publisher.empty() ? reference.eprint_type : reference.publisher));
  record.add("CY", plain_title(reference, reference.place));
  record.add("SN", reference.issn.empty() ? reference.isbn : reference.issn);
  if (reference.eprint_type == "arXiv") record.add("M1", "arXiv:" + reference.eprint);
  record.add("DO", reference.doi);
  record.add("UR", reference.url);
  record.add("LA", reference.language);
  record.add("AB", plain_title(reference, reference.abstract));
  for (const std::string& word : reference.keywords) record.add("KW", plain_title(reference, word));
  record.add("N1", plain_title(reference, reference.note));
  return record.end();
}

}  // namespace sheaf::cite
