// Items of Zotero (its API, its exports, Better BibTeX's) as references; see reference.hpp.
// Field names after Zotero's schema; lines of Extra after the documentation of Better BibTeX.
// Pure functions; any thread.
#include <algorithm>
#include <array>
#include <optional>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cite/person.hpp"
#include "cite/reference.hpp"
#include "model/arxiv_id.hpp"

namespace sheaf::cite {
namespace {

struct KindName {
  std::string_view name;
  ReferenceKind kind;
};
constexpr KindName kKinds[] = {
    {"journalArticle", ReferenceKind::kArticle},   {"preprint", ReferenceKind::kPreprint},
    {"book", ReferenceKind::kBook},                {"bookSection", ReferenceKind::kChapter},
    {"conferencePaper", ReferenceKind::kConferencePaper}, {"thesis", ReferenceKind::kThesis},
    {"report", ReferenceKind::kReport},            {"webpage", ReferenceKind::kWebPage},
    {"blogPost", ReferenceKind::kWebPage},         {"forumPost", ReferenceKind::kWebPage},
    {"post", ReferenceKind::kWebPage},             {"newspaperArticle", ReferenceKind::kNewspaper},
    {"magazineArticle", ReferenceKind::kMagazine}, {"encyclopediaArticle", ReferenceKind::kEncyclopedia},
    {"dictionaryEntry", ReferenceKind::kEncyclopedia}, {"dataset", ReferenceKind::kDataset},
    {"computerProgram", ReferenceKind::kSoftware}, {"patent", ReferenceKind::kPatent},
    {"manuscript", ReferenceKind::kManuscript},    {"case", ReferenceKind::kLegal},
    {"statute", ReferenceKind::kLegal},            {"bill", ReferenceKind::kLegal},
    {"audioRecording", ReferenceKind::kAudio},     {"presentation", ReferenceKind::kManuscript},
    {"document", ReferenceKind::kMisc}};

std::optional<ReferenceKind> kind_named(std::string_view name) {
  for (const KindName& row : kKinds)
    if (row.name == name) return row.kind;
  return std::nullopt;
}

/// CSL's names, as people write "Type: article" in Extra.
std::optional<ReferenceKind> csl_kind(std::string_view name) {
  static constexpr KindName kNames[] = {
      {"article", ReferenceKind::kPreprint},         {"article-journal", ReferenceKind::kArticle},
      {"article-magazine", ReferenceKind::kMagazine}, {"article-newspaper", ReferenceKind::kNewspaper},
      {"book", ReferenceKind::kBook},                {"chapter", ReferenceKind::kChapter},
      {"pamphlet", ReferenceKind::kBooklet},         {"musical_score", ReferenceKind::kAudio},
      {"review", ReferenceKind::kReview},            {"review-book", ReferenceKind::kReview},
      {"collection", ReferenceKind::kProceedings},   {"dataset", ReferenceKind::kDataset},
      {"paper-conference", ReferenceKind::kConferencePaper}, {"patent", ReferenceKind::kPatent},
      {"report", ReferenceKind::kReport},            {"software", ReferenceKind::kSoftware},
      {"thesis", ReferenceKind::kThesis},            {"webpage", ReferenceKind::kWebPage}};
  for (const KindName& row : kNames)
    if (row.name == name) return row.kind;
  return std::nullopt;
}

std::string field(const Json& data, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    const auto found = data.find(key);
    if (found == data.end()) continue;
    if (found->is_number_integer()) return std::to_string(found->get<std::int64_t>());
    if (std::string text = json_string(data, key); !trim(text).empty()) return std::string(trim(text));
  }
  return {};
}

CreatorRole role_named(std::string_view name) {
  if (name.empty() || name == "author" || name == "programmer" || name == "presenter" || name == "inventor" ||
      name == "artist" || name == "performer" || name == "reviewedAuthor" || name == "director")
    return name == "reviewedAuthor" ? CreatorRole::kOther : CreatorRole::kAuthor;
  if (name == "editor") return CreatorRole::kEditor;
  if (name == "translator") return CreatorRole::kTranslator;
  if (name == "seriesEditor") return CreatorRole::kSeriesEditor;
  return CreatorRole::kOther;
}

bool is_particle(std::string_view word) { return !word.empty() && to_lower(word) == word && !is_ascii_digit(word[0]); }

/// Zotero has two fields: particles stand at the end of the first name or the start of the last one, a
/// suffix behind a comma in either.
Creator creator_of(const Json& one) {
  Creator creator;
  creator.role = role_named(json_string(one, "creatorType"));
  if (std::string name = json_string(one, "name"); !trim(name).empty()) {
    creator.last = collapse_spaces(name);
    creator.whole = true;
    return creator;
  }
  creator.first = collapse_spaces(json_string(one, "firstName"));
  creator.last = collapse_spaces(json_string(one, "lastName"));
  if (creator.last.empty()) std::swap(creator.first, creator.last);
  if (creator.first.empty()) creator.whole = true;
  if (creator.last.size() > 1 && creator.last.front() == '"' && creator.last.back() == '"') {
    creator.last = creator.last.substr(1, creator.last.size() - 2);  // "quoted": not to be taken apart
    return creator;
  }
  if (creator.whole) return creator;
  if (const std::size_t comma = creator.first.find(','); comma != std::string::npos) {
    std::string suffix(trim(std::string_view(creator.first).substr(comma + 1)));
    if (suffix.starts_with("!")) suffix = trim(suffix.substr(1));
    creator.suffix = suffix;
    creator.first = std::string(trim(std::string_view(creator.first).substr(0, comma)));
  }
  std::vector<std::string> words = split_list(creator.first, ' ');
  std::size_t keep = words.size();
  while (keep > 1 && is_particle(words[keep - 1])) --keep;
  if (keep < words.size()) {
    creator.prefix = join({words.begin() + static_cast<std::ptrdiff_t>(keep), words.end()}, " ");
    creator.first = join({words.begin(), words.begin() + static_cast<std::ptrdiff_t>(keep)}, " ");
  }
  return creator;
}

void read_creators(const Json& data, Reference& out) {
  const auto list = data.find("creators");
  if (list == data.end() || !list->is_array()) return;
  for (const Json& one : *list) {
    if (!one.is_object()) continue;
    if (Creator creator = creator_of(one); is_name(creator.last)) out.creators.push_back(std::move(creator));
  }
}

/// "arXiv: 1410.5093 [hep-ph]", "2005.14165".
void read_eprint(std::string_view text, Reference& out) {
  const std::size_t bracket = text.find('[');
  const auto id = parse_arxiv_id(trim(text.substr(0, bracket)));
  if (!id) return;
  out.eprint = id->base + (id->version > 0 ? "v" + std::to_string(id->version) : "");
  out.eprint_type = "arXiv";
  if (bracket == std::string_view::npos) return;
  const std::size_t end = text.find(']', bracket);
  if (end != std::string_view::npos) out.eprint_class = std::string(trim(text.substr(bracket + 1, end - bracket - 1)));
}

std::vector<std::string> lines_of(const Json& data) {
  const auto extra = data.find("extra");
  if (extra == data.end()) return {};
  std::vector<std::string> lines;
  if (extra->is_array())
    for (const Json& line : *extra)
      if (line.is_string()) lines.push_back(to_valid_utf8(line.get_ref<const std::string&>()));
  if (extra->is_string()) lines = split(to_valid_utf8(extra->get_ref<const std::string&>()), '\n');
  return lines;
}

/// A line "Name: value" of Extra that names a field we know; false: it is a note.
class ExtraLine {
 public:
  ExtraLine(Reference& out) : out_(out) {}

  bool take(std::string_view line) {
    if (line.starts_with("{:") && line.ends_with("}")) line = line.substr(2, line.size() - 3);  // an older spelling
    const bool tex = equals_ignoring_case(line.substr(0, 4), "tex.");
    const std::size_t colon = line.find_first_of(tex ? ":=" : ":");
    if (colon == std::string_view::npos || colon > 40) return false;
    std::string name = ascii_lower(trim(line.substr(0, colon)));
    const std::string value(trim(line.substr(colon + 1)));
    if (value.empty()) return false;
    if (tex) return take_own(name.substr(4), value, line[colon] == '=');
    for (char& c : name)
      if (c == '-' || c == '_') c = ' ';
    return take_id(name, value) || take_variable(name, value);
  }

 private:
  bool take_own(const std::string& name, const std::string& value, bool latex) {
    if (name == "type" || name == "entrytype" || name == "referencetype") out_.own_type = ascii_lower(value);
    else out_.own_fields.push_back({name, value, latex});
    return true;
  }

  bool take_id(std::string_view name, const std::string& value) {
    if (name == "citation key" || name == "bibtex" || name == "biblatexcitekey[]") out_.key = value;
    else if (name == "arxiv") read_eprint(value, out_);
    else if (name == "google books id") {
      if (out_.eprint.empty()) { out_.eprint = value; out_.eprint_type = "googlebooks"; }
    } else if (name == "pmid" || name == "pmcid") {
      if (name == "pmid") out_.pmid = value;
      if (out_.eprint.empty()) { out_.eprint = value; out_.eprint_type = name == "pmid" ? "pubmed" : "pmc"; }
    } else if (name == "doi") { if (out_.doi.empty()) out_.doi = canonical_doi(value); }
    else if (name == "isbn") out_.isbn = value;
    else if (name == "issn") out_.issn = value;
    else return false;
    return true;
  }

  bool take_variable(std::string_view name, const std::string& value) {
    if (name == "type") {
      if (const auto kind = csl_kind(value)) out_.kind = *kind;
      else if (const auto own = kind_named(value)) out_.kind = *own;
      else return false;
    } else if (name == "original date") out_.original_date = read_date(value);
    else if (name == "issued") out_.date = read_date(value);
    else if (name == "event title" || name == "event") out_.event = value;
    else if (name == "event place") out_.event_place = value;
    else if (name == "genre") out_.type = value;
    else if (name == "status") out_.own_fields.push_back({"pubstate", value, false});
    else if (name == "container title") out_.container = value;
    else if (name == "publisher") out_.publisher = value;
    else if (name == "publisher place") out_.place = value;
    else if (name == "page") out_.pages = value;
    else if (name == "volume") out_.volume = value;
    else if (name == "number") out_.number = value;
    else if (name == "edition") out_.edition = value;
    else if (name == "language") out_.language = value;
    else if (name == "title short") out_.short_title = value;
    else return name == "version" || name == "original title";
    return true;
  }

  Reference& out_;
};

void read_extra(const Json& data, Reference& out) {
  ExtraLine reader(out);
  std::vector<std::string> notes;
  for (const std::string& line : lines_of(data))
    if (!trim(line).empty() && !reader.take(trim(line))) notes.emplace_back(trim(line));
  out.note = join(notes, "\n");
}

void read_fields(const Json& data, Reference& out) {
  out.title = field(data, {"title", "caseName", "nameOfAct", "subject"});
  out.short_title = field(data, {"shortTitle"});
  out.section = field(data, {"section"});
  out.type = field(data, {"thesisType", "reportType", "genre", "type", "manuscriptType"});
  out.container = field(data, {"publicationTitle", "proceedingsTitle", "bookTitle", "websiteTitle", "blogTitle",
                               "forumTitle", "encyclopediaTitle", "dictionaryTitle", "reporter"});
  out.container_short = field(data, {"journalAbbreviation"});
  out.volume = field(data, {"volume", "reporterVolume"});
  out.issue = field(data, {"issue"});
  out.number = field(data, {"number", "reportNumber", "patentNumber", "docketNumber"});
  out.pages = field(data, {"pages", "firstPage"});
  out.page_count = field(data, {"numPages"});
  out.series = field(data, {"series", "seriesTitle"});
  out.series_number = field(data, {"seriesNumber"});
  out.edition = field(data, {"edition", "versionNumber"});
  out.volumes = field(data, {"numberOfVolumes"});
  out.publisher = field(data, {"publisher", "university", "institution", "label", "company", "court"});
  out.place = field(data, {"place"});
  out.event = field(data, {"conferenceName", "meetingName"});
  out.doi = canonical_doi(field(data, {"DOI"}));
  if (out.doi.empty()) out.doi = field(data, {"DOI"});
  out.url = field(data, {"url"});
  out.isbn = field(data, {"ISBN"});
  out.issn = field(data, {"ISSN"});
  out.language = field(data, {"language"});
  out.abstract = field(data, {"abstractNote"});
  out.rights = field(data, {"rights"});
  out.archive = field(data, {"archive", "repository"});
  out.archive_place = field(data, {"archiveLocation"});
  out.date = read_date(field(data, {"date", "issueDate", "dateDecided", "dateEnacted"}));
  out.accessed = read_date(field(data, {"accessDate"}));
  out.key = field(data, {"citationKey", "citekey"});
}

void read_tags(const Json& data, Reference& out) {
  const auto list = data.find("tags");
  if (list == data.end() || !list->is_array()) return;
  for (const Json& one : *list) {
    if (one.is_object()) add_once(out.keywords, json_string(one, "tag"));
    if (one.is_string()) add_once(out.keywords, to_valid_utf8(one.get_ref<const std::string&>()));
  }
}

void read_child_notes(const Json& data, Reference& out) {
  const auto list = data.find("notes");
  if (list == data.end() || !list->is_array()) return;
  for (const Json& one : *list) {
    if (one.is_object()) out.child_notes.push_back(json_string(one, "note"));
    if (one.is_string()) out.child_notes.push_back(to_valid_utf8(one.get_ref<const std::string&>()));
  }
}

/// Archives whose addresses hold their ids.
void find_eprint_in_url(Reference& out) {
  struct Archive {
    std::string_view host, type;
  };
  static constexpr Archive kArchives[] = {{"jstor.org/stable/", "jstor"},
                                          {"hdl.handle.net/", "hdl"},
                                          {"ncbi.nlm.nih.gov/pubmed/", "pubmed"},
                                          {"pubmed.ncbi.nlm.nih.gov/", "pubmed"}};
  for (const Archive& archive : kArchives) {
    const std::size_t at = out.url.find(archive.host);
    if (at == std::string::npos) continue;
    std::string id = out.url.substr(at + archive.host.size());
    id = id.substr(0, id.find_first_of("?#"));
    while (id.ends_with('/')) id.pop_back();
    if (id.empty()) return;
    out.eprint = std::move(id);
    out.eprint_type = std::string(archive.type);
    return;
  }
}

/// What the place of keeping says of an arXiv paper when Extra does not.
void find_eprint(const Json& data, Reference& out) {
  const std::string archive = field(data, {"archiveID"});
  if (out.eprint_type == "arXiv" || out.eprint.empty()) {  // "arXiv:1407.5694 [math]" as the journal
    Reference journal;
    if (equals_ignoring_case(std::string_view(out.container).substr(0, 6), "arxiv:"))
      read_eprint(std::string_view(out.container).substr(6), journal);
    if (out.eprint.empty()) { out.eprint = journal.eprint; out.eprint_type = journal.eprint_type; }
    if (out.eprint == journal.eprint && out.eprint_class.empty()) out.eprint_class = journal.eprint_class;
  }
  if (!out.eprint.empty()) return;
  if (equals_ignoring_case(std::string_view(archive).substr(0, 6), "arxiv:")) {
    read_eprint(std::string_view(archive).substr(6), out);
  } else if (const auto id = parse_arxiv_id(out.url); id && contains(ascii_lower(out.url), "arxiv.org")) {
    out.eprint = id->base;
    out.eprint_type = "arXiv";
  } else if (const auto own = parse_arxiv_id(out.doi); own && contains(ascii_lower(out.doi), "10.48550/")) {
    out.eprint = own->base;
    out.eprint_type = "arXiv";
  } else if (out.kind == ReferenceKind::kPreprint && !archive.empty()) {
    out.eprint = archive;
    out.eprint_type = out.archive;
  } else {
    find_eprint_in_url(out);
  }
}

}  // namespace

Result<Reference> reference_from_zotero(const Json& item, std::string_view what) {
  if (!item.is_object()) return Error(ErrorCode::kParse, std::string(what) + " is no object");
  const auto inner = item.find("data");
  const Json& data = inner != item.end() && inner->is_object() ? *inner : item;
  const std::string type = json_string(data, "itemType");
  if (type.empty()) return Error(ErrorCode::kParse, std::string(what) + " has no \"itemType\"");
  Reference out;
  out.spelling = Spelling::kRich;
  out.kind = kind_named(type).value_or(ReferenceKind::kMisc);
  read_fields(data, out);
  read_creators(data, out);
  read_tags(data, out);
  read_child_notes(data, out);
  read_extra(data, out);
  // CSL calls a preprint an article; one that stands in something is one.
  if (out.kind == ReferenceKind::kPreprint && type != "preprint" && type != "report" && !out.container.empty())
    out.kind = ReferenceKind::kArticle;
  find_eprint(data, out);
  out.published = out.kind != ReferenceKind::kPreprint;
  return out;
}

}  // namespace sheaf::cite
