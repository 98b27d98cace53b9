// CSL-JSON; see ris.hpp.
// Pure functions; any thread.
#include <nlohmann/json.hpp>

#include "base/tex.hpp"
#include "base/text.hpp"
#include "cite/ris.hpp"

namespace sheaf::cite {
namespace {

const char* csl_type(const Reference& reference) {
  switch (reference.kind) {
    case ReferenceKind::kArticle: return "article-journal";
    case ReferenceKind::kReview: return "review";
    case ReferenceKind::kPreprint: return "article";
    case ReferenceKind::kBook: return "book";
    case ReferenceKind::kBooklet: return "pamphlet";
    case ReferenceKind::kChapter: return "chapter";
    case ReferenceKind::kConferencePaper: return "paper-conference";
    case ReferenceKind::kProceedings: return "collection";
    case ReferenceKind::kThesis: return "thesis";
    case ReferenceKind::kReport: return "report";
    case ReferenceKind::kWebPage: return "webpage";
    case ReferenceKind::kNewspaper: return "article-newspaper";
    case ReferenceKind::kMagazine: return "article-magazine";
    case ReferenceKind::kEncyclopedia: return "entry-encyclopedia";
    case ReferenceKind::kDataset: return "dataset";
    case ReferenceKind::kSoftware: return "software";
    case ReferenceKind::kPatent: return "patent";
    case ReferenceKind::kManuscript: return "manuscript";
    case ReferenceKind::kLegal: return "legal_case";
    case ReferenceKind::kAudio: return "song";
    default: return "document";
  }
}

void put(Json& json, const char* name, std::string value) {
  if (!value.empty()) json[name] = std::move(value);
}

Json name_json(const Creator& creator) {
  if (creator.whole) return {{"literal", creator.last}};
  Json name = {{"family", creator.last}};
  put(name, "given", creator.first);
  put(name, "non-dropping-particle", creator.prefix);
  put(name, "suffix", creator.suffix);
  return name;
}

void put_people(Json& json, const char* field, const Reference& reference, CreatorRole role) {
  Json list = Json::array();
  for (const Creator& creator : reference.creators)
    if (creator.role == role) list.push_back(name_json(creator));
  if (!list.empty()) json[field] = std::move(list);
}

Json date_parts(int year, unsigned month, unsigned day) {
  Json parts = Json::array({year});
  if (month > 0) parts.push_back(month);
  if (month > 0 && day > 0) parts.push_back(day);
  return parts;
}

void put_date(Json& json, const char* field, const PartialDate& date) {
  if (date.known()) {
    Json parts = Json::array({date_parts(date.year, date.month, date.day)});
    if (date.end_year != 0) parts.push_back(date_parts(date.end_year, date.end_month, date.end_day));
    json[field] = {{"date-parts", std::move(parts)}};
  } else if (!date.literal.empty()) {
    json[field] = {{"literal", date.literal}};
  }
}

}  // namespace

Json csl_item(const Reference& reference, std::string_view key) {
  const auto text = [&](const std::string& value) {
    return reference.spelling == Spelling::kTex ? plain_text(value) : value;
  };
  Json item = {{"id", std::string(key)}, {"type", csl_type(reference)}};
  put(item, "citation-key", std::string(key));
  put(item, "title", text(reference.title));
  put(item, "title-short", text(reference.short_title));
  put_people(item, "author", reference, CreatorRole::kAuthor);
  put_people(item, "editor", reference, CreatorRole::kEditor);
  put_people(item, "translator", reference, CreatorRole::kTranslator);
  put_date(item, "issued", reference.date);
  put_date(item, "original-date", reference.original_date);
  put_date(item, "accessed", reference.accessed);
  put(item, "container-title", text(reference.container));
  put(item, "container-title-short", text(reference.container_short));
  put(item, "volume", reference.volume);
  put(item, "issue", reference.issue);
  put(item, "page", replace_all(reference.pages, "--", "-"));
  put(item, "edition", reference.edition);
  const bool arxiv = reference.eprint_type == "arXiv";
  put(item, "number", !reference.number.empty() ? reference.number : arxiv ? "arXiv:" + reference.eprint : "");
  put(item, "publisher", !reference.publisher.empty() ? text(reference.publisher) : arxiv ? "arXiv" : reference.archive);
  put(item, "publisher-place", text(reference.place));
  put(item, "collection-title", text(reference.series));
  put(item, "collection-number", reference.series_number);
  put(item, "event-title", text(reference.event));
  put(item, "genre", reference.type);
  put(item, "DOI", reference.doi);
  put(item, "URL", reference.url);
  put(item, "ISBN", reference.isbn);
  put(item, "ISSN", reference.issn);
  put(item, "language", reference.language);
  put(item, "abstract", text(reference.abstract));
  put(item, "keyword", join(reference.keywords, ", "));
  put(item, "note", text(reference.note));
  return item;
}

}  // namespace sheaf::cite
